import re

import networkx as nx

from kg.exports import html


def test_the_same_graph_gives_the_same_bytes(toy_graph, tmp_path):
    html.write(toy_graph, tmp_path / "one.html")
    html.write(toy_graph, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_page_names_no_address_to_load(toy_graph, tmp_path):
    html.write(toy_graph, tmp_path / html.FILENAME)
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", (tmp_path / html.FILENAME).read_text("utf-8"), flags=re.S)
    assert re.findall(r"""(?:src|href)\s*=|url\(|@import|\son\w+=|style=""", markup) == []
    assert "default-src &#39;none&#39;" in markup


def test_no_graph_is_too_small(tmp_path):
    html.write(nx.MultiDiGraph(), tmp_path / html.FILENAME)
    assert (tmp_path / html.FILENAME).stat().st_size > 100_000
