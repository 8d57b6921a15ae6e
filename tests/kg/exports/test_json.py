import networkx as nx
import orjson

from kg.contract import violations
from kg.exports import json as json_export


def read(path):
    return orjson.loads(path.read_bytes())


def test_the_file_is_the_node_link_data_of_the_graph(toy_graph, tmp_path):
    path = tmp_path / json_export.FILENAME
    json_export.write(toy_graph, path)
    data = nx.node_link_data(toy_graph, edges="edges")
    data["nodes"].sort(key=lambda row: row["id"])
    data["edges"].sort(key=lambda row: (row["source"], row["target"], row["key"]))
    assert read(path) == data
    assert violations(read(path)) == []


def test_a_graph_read_back_is_written_to_the_same_bytes(toy_graph, tmp_path):
    toy_graph.graph["base"] = "https://example.org/"
    json_export.write(toy_graph, tmp_path / "one.json")
    json_export.write(nx.node_link_graph(read(tmp_path / "one.json"), edges="edges"), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_lone_surrogate_becomes_one_replacement_character(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("paper:x", type="paper", source_id="x", title="a\ud800b \U0001f9ea")
    json_export.write(graph, tmp_path / "g.json")
    assert read(tmp_path / "g.json")["nodes"][0]["title"] == "a\ufffdb \U0001f9ea"


def test_an_empty_graph_is_a_graph(tmp_path):
    json_export.write(nx.MultiDiGraph(), tmp_path / "g.json")
    data = nx.node_link_data(nx.MultiDiGraph(), edges="edges")
    assert read(tmp_path / "g.json") == data
