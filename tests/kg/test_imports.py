"""What the first answer must not pay for: heavy libraries load only where they are used."""

import subprocess
import sys

import pytest

from extractors.presets import PIPELINES

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


# What only the training uses is as if not installed.
_WITHOUT = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"torch", "transformers", "sklearn", "onnx"} or name.startswith("extractors.training"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Without())
"""


@pytest.mark.parametrize("preset", PIPELINES)
def test_reading_papers_needs_nothing_of_the_training(preset, request):
    if "kg_tagger" in PIPELINES[preset]:
        request.getfixturevalue("network")
    code = f"""{_WITHOUT}
from extractors import pipeline
from kg.extraction import extract
from kg.records import Paper
papers = [Paper("p", "ZorbNet: A Way", "We propose ZorbNet and test it on ImageNet.")]
(read,) = extract(papers, pipeline.build({preset!r}))
print(len(read.mentions) > 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


def test_running_the_pipeline_imports_nothing_of_the_training():
    code = "from extractors import pipeline; import sys; pipeline.build()('We use ImageNet.'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = done.stdout.split()
    assert "extractors.resolve" in loaded and not any(name.startswith("extractors.training") for name in loaded)


def test_what_checks_the_annotation_needs_no_training_library():
    code = """
import sys
sys.modules.update(dict.fromkeys(("torch", "transformers", "sklearn", "onnx")))
import extractors.training.annotation, extractors.training.agreement, extractors.training.data
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
