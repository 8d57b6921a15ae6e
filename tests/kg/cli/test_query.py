"""`kg query` as people type it."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg.cli.query import query
from kg.errors import BuildNotFoundError, QueryError
from kg.exports import ntriples


@pytest.fixture
def build(toy_graph, tmp_path, monkeypatch):
    """A folder with outputs/toy in it, which is where the command runs."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "outputs" / "toy"
    folder.mkdir(parents=True)
    ntriples.write(toy_graph, folder / ntriples.FILENAME)
    return folder


def run(*words):
    return CliRunner().invoke(query, words, catch_exceptions=True, env={"COLUMNS": "80"})


def test_a_named_query_answers_from_the_newest_build(build):
    result = run("papers-using", "--arg", "method=grpo")
    assert result.exit_code == 0, result.output
    assert "GRPO against DPO" in result.output


def test_the_newest_of_several_builds_is_asked(build):
    empty = build.parent / "newer"
    empty.mkdir()
    (empty / "graph.nt").write_text("")
    os.utime(empty / "graph.nt", (2e9, 2e9))
    assert "(0 rows)" in run("papers-using", "--arg", "method=grpo").output
    assert "(1 row)" in run("papers-using", "--arg", "method=grpo", "--build", str(build)).output


def test_sparql_and_files_answer_in_every_format(build, tmp_path):
    text = "SELECT ?m { ?p kg:proposes ?m }"
    (tmp_path / "q.rq").write_text(text)
    assert "method:group-relative" in run(text).output
    assert run("-f", str(tmp_path / "q.rq"), "--format", "csv").output.splitlines()[0] == "m"
    assert len(json.loads(run(text, "--format", "json").output)["results"]["bindings"]) == 1


def test_arguments_bind_in_any_query(build):
    result = run("SELECT ?x { ?x skos:altLabel $name }", "--arg", "name=PPO")
    assert "method:proximal-policy-optimization" in result.output


def test_the_list_shows_every_query_without_a_build(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("--list")
    assert result.exit_code == 0
    assert "papers-using\n    Which papers use" in result.output
    assert '--arg method="GRPO"' in result.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give one query"),
        (("SELECT", "-f", "x.rq"), "give one query"),
        (("papers-usin",), "no named query"),
        (("-f", "missing.rq"), "missing.rq can't be read"),
        (("-f", "latin.rq"), "not UTF-8"),
        (("papers-using", "--arg", "method"), "has no value"),
        (("SELECT {",), "line 1"),
    ],
)
def test_what_goes_wrong_is_raised_for_the_command_to_render(build, tmp_path, words, message):
    (tmp_path / "latin.rq").write_bytes(b"# \xe9")
    error = run(*words).exception
    assert isinstance(error, QueryError)
    assert message in str(error)
    assert error.remedy and error.exit_code == 2


def test_without_a_build_the_remedy_is_to_build(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    error = run("ASK {}").exception
    assert isinstance(error, BuildNotFoundError)
    assert "kg build" in error.remedy


def test_a_query_loads_no_spacy_networkx_or_rdflib(build):
    code = (
        "import sys; from kg.cli.query import query\n"
        "query(['papers-using', '--arg', 'method=grpo'], standalone_mode=False)\n"
        "print(sorted({'spacy', 'networkx', 'rdflib', 'pyvis'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "GRPO against DPO" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
