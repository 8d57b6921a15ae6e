"""What the first answer must not pay for: heavy libraries load only where they are used."""

import subprocess
import sys

import pytest

HEAVY = {"spacy", "networkx", "rdflib", "pyvis", "pandas", "numpy"}


@pytest.mark.parametrize(
    "statement",
    [
        "import kg",
        "import extractors, extractors.schema, extractors.records",
        "import kg.sources; kg.sources.SOURCES.names()",
        "import kg.sources.jsonl, kg.sources.daily_papers, kg.report, kg.contract",
        "from kg.cli.main import main; main(['--help'], standalone_mode=False)",
        "from kg.cli.main import main; main(['build', '--help'], standalone_mode=False)",
        "from kg.cli.main import main; main(['query', '--list'], standalone_mode=False)",
    ],
)
def test_no_heavy_library_is_loaded(statement):
    code = f"import sys\n{statement}\nprint('LOADED', *{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert loaded & HEAVY == set()


def test_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.startswith("Usage: kg [OPTIONS]")
