"""What the README shows is what a reader gets: its commands and its code are run on the shipped example."""

import contextlib
import io
import re
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    result = CliRunner().invoke(
        main, ["build", str(ROOT / "examples/daily_papers.txt"), "--out", str(folder / "outputs/demo")]
    )
    assert result.exit_code == 0, result.output
    return folder


def commands() -> list[tuple[list[str], str]]:
    """The `kg query` commands of the README with what they are said to print."""
    found = []
    for block in re.findall(r"^    \$ kg query (.*?)(?=\n\n\S|\n\n#)", README, re.MULTILINE | re.DOTALL):
        text = textwrap.dedent("    " + block)
        quoted = re.match(r'"(.*?)"(?: --format (\w+))?\n(.*)', text, re.DOTALL)
        if quoted:
            options = ["--format", quoted[2]] if quoted[2] else []
            found.append(([quoted[1], *options], quoted[3]))
        else:
            line, printed = text.split("\n", 1)
            found.append((line.split(), printed))
    return found


@pytest.mark.parametrize(("arguments", "printed"), commands())
def test_queries_print_what_the_readme_shows(demo, arguments, printed):
    result = CliRunner().invoke(main, ["query", *arguments, "--build", str(demo / "outputs/demo")])
    assert result.exit_code == 0, result.output
    assert result.output.replace("\r\n", "\n").rstrip() == printed.rstrip()


def test_readme_has_the_three_queries():
    assert len(commands()) == 3


def test_the_script_prints_what_the_readme_shows(demo, monkeypatch):
    blocks = re.search(r"```python\n(import kg\n.*?)```\n\nprints\n\n```\n(.*?)```", README, re.DOTALL)
    script, printed = blocks.groups()
    monkeypatch.chdir(demo)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(script, "README.md", "exec"), {})
    assert output.getvalue() == printed


def test_the_component_example_prints_its_comment(monkeypatch):
    script, comment = re.search(r"```python\n(import spacy\n.*?)# (\[.*?\])\n```", README, re.DOTALL).groups()
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(script, "README.md", "exec"), {})
    assert output.getvalue().strip() == comment
