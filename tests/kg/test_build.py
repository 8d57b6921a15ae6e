"""The whole line: sources in, the files of a build out."""

import json
import stat
from pathlib import Path

import pytest

from kg.build import build_graph
from kg.errors import BadIRIError, EmptyBuildError, OutputError, RegistryError
from kg.exports import EXPORTS

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
FILES = {"graph.json", "graph.ttl", "graph.nt", "graph.html", "report.md", "rejects.jsonl"}


def content(folder) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_build_writes_its_files_and_nothing_else(papers_file, tmp_path, obeys_contract):
    source = papers_file()
    report = build_graph([source], tmp_path / "deep" / "out")
    assert content(tmp_path / "deep" / "out").keys() == FILES
    assert (report.papers, report.title_only, report.replaced, report.rejects) == (3, 1, 0, ())
    assert (tmp_path / "deep" / "out" / "rejects.jsonl").read_bytes() == b""
    obeys_contract(tmp_path / "deep" / "out", source)


def test_same_input_same_bytes(papers_file, tmp_path):
    source = papers_file()
    for name in ("one", "two", "one"):
        build_graph([source], tmp_path / name)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_order_of_the_papers_changes_nothing(papers_file, tmp_path):
    source = papers_file()
    build_graph([source], tmp_path / "one")
    build_graph([papers_file(source.read_text().splitlines()[::-1], "reversed.jsonl")], tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_page_and_its_jsonl_twin_give_the_same_graph(tmp_path, obeys_contract):
    graphs = []
    for ending in ("txt", "jsonl"):
        source = SHARED / f"daily_papers_page.{ending}"
        build_graph([source], tmp_path / ending)
        obeys_contract(tmp_path / ending, source)
        graph = json.loads((tmp_path / ending / "graph.json").read_bytes())
        # Ids of papers differ, for a page has none: their titles stand for them.
        names = {node["id"]: node.get("title", node["id"]) for node in graph["nodes"]}
        graphs.append({(names[edge["source"]], edge["key"], names[edge["target"]]) for edge in graph["edges"]})
    assert graphs[0] == graphs[1] and len(graphs[0]) > 100


def test_base_iri_reaches_the_rdf(papers_file, tmp_path):
    build_graph([papers_file()], tmp_path / "out", base_iri="https://example.org/kg/")
    assert "<https://example.org/kg/paper/a1>" in (tmp_path / "out" / "graph.nt").read_text(encoding="utf-8")


def test_later_record_wins_in_the_place_of_the_first(papers_file, tmp_path, caplog, obeys_contract):
    source = papers_file(
        [
            {"id": "a", "title": "First", "abstract": "We propose X."},
            {"id": "b", "title": "Other", "abstract": "We propose Y."},
            {"id": "a", "title": "Second", "abstract": "We propose Z."},
        ]
    )
    report = build_graph([source], tmp_path / "out")
    assert (report.papers, report.replaced, report.rejects) == (2, 1, ())
    assert caplog.messages == [f"{source}:3: the id 'a' comes again and replaces the record at {source}:1"]
    nodes = json.loads((tmp_path / "out" / "graph.json").read_bytes())["nodes"]
    assert {node["title"] for node in nodes if node["type"] == "paper"} == {"Second", "Other"}
    obeys_contract(tmp_path / "out", source)


def test_rejects_are_written_with_place_reason_and_remedy(papers_file, tmp_path, obeys_contract):
    source = papers_file(["{broken é", {"id": "a", "title": "GRPO"}, {"id": "b\ud800", "title": "T"}])
    report = build_graph([source], tmp_path / "out")
    lines = (tmp_path / "out" / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, lines)
    assert first.keys() == {"source", "line", "reason", "remedy", "record"}
    assert (first["source"], first["line"], first["record"]) == (str(source), 1, "{broken é")
    assert (second["line"], second["record"]) == (3, "b\\ud800: T")
    assert [reject.reason for reject in report.rejects] == [first["reason"], second["reason"]]
    obeys_contract(tmp_path / "out", source)


def test_rejects_of_an_earlier_build_do_not_stay(papers_file, tmp_path):
    build_graph([papers_file(["{", {"id": "a", "title": "GRPO"}])], tmp_path / "out")
    build_graph([papers_file()], tmp_path / "out")
    assert (tmp_path / "out" / "rejects.jsonl").read_bytes() == b""


@pytest.mark.parametrize("records", [["{"], [{"id": "a"}], [""]])
def test_empty_build_leaves_the_folder_as_it_was(records, papers_file, tmp_path):
    build_graph([papers_file()], tmp_path / "out")
    before = content(tmp_path / "out")
    with pytest.raises(EmptyBuildError, match="nothing could be built") as error:
        build_graph([papers_file(records, "bad.jsonl")], tmp_path / "out", format="jsonl")
    assert "bad.jsonl" in str(error.value) or "hold no paper" in str(error.value)
    assert error.value.remedy
    assert content(tmp_path / "out") == before


def test_failed_export_leaves_the_folder_as_it_was(papers_file, tmp_path, monkeypatch):
    source = papers_file()
    build_graph([source], tmp_path / "out")
    before = content(tmp_path / "out")

    def write_half(graph, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(EXPORTS.load("turtle"), "write", write_half)
    with pytest.raises(OutputError, match="No space left on device"):
        build_graph([papers_file([{"id": "z", "title": "Other"}])], tmp_path / "out")
    assert content(tmp_path / "out") == before


def test_out_that_is_a_file(papers_file, tmp_path):
    source = papers_file()
    with pytest.raises(OutputError, match="is not a folder"):
        build_graph([source], source)
    with pytest.raises(OutputError, match="can't be written"):
        build_graph([source], source / "inner")


@pytest.mark.parametrize(
    ("options", "error"),
    [({"base_iri": "example"}, BadIRIError), ({"base_iri": ""}, BadIRIError), ({"format": "bibtex"}, RegistryError)],
)
def test_bad_options(options, error, papers_file, tmp_path):
    with pytest.raises(error):
        build_graph([papers_file()], tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_files_have_the_rights_of_any_new_file(papers_file, tmp_path):
    source = papers_file()
    build_graph([source], tmp_path / "out")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "out").iterdir()} == {
        stat.S_IMODE(source.stat().st_mode)
    }


def test_progress_tells_each_stage(papers_file, tmp_path):
    calls = []
    build_graph([papers_file()], tmp_path / "out", on_progress=lambda *call: calls.append(call))
    assert list(dict.fromkeys(stage for stage, _, _ in calls)) == ["reading", "extracting", "linking", "writing"]
    assert ("reading", 3, None) in calls and ("extracting", 3, 3) in calls
    assert calls[-1] == ("writing", len(EXPORTS.names()), len(EXPORTS.names()))


def test_library_prints_nothing(papers_file, tmp_path, capsys):
    build_graph([papers_file(["{", {"id": "a", "title": "GRPO"}])], tmp_path / "out")
    assert capsys.readouterr() == ("", "")
