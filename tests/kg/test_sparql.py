"""Queries on a build: right answers, safe arguments, errors that help, and no way out."""

import socket
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import queries
from kg.answers import Term
from kg.errors import BuildNotFoundError, QueryError
from kg.exports import ntriples
from kg.exports.rdflib_graph import to_rdflib
from kg.iris import DEFAULT_BASE
from kg.literals import literal
from kg.sparql import Dataset

GRPO = Term("uri", DEFAULT_BASE + "method/group-relative-policy-optimization")
DPO = Term("uri", DEFAULT_BASE + "method/direct-preference-optimization")


def link(graph, subject, relation, object, text):
    item = {"paper": "paper:a1", "field": "abstract", "start": 0, "end": len(text), "text": text}
    item |= {"sentence": text, "extractor": "kg_toy@0.1.0"}
    graph.add_edge(subject, object, relation, relation=relation, evidence=[item], confidence=0.7, papers=1)


@pytest.fixture
def world(toy_graph):
    """The toy graph with a task that is worked on, and a chain of extensions."""
    link(toy_graph, "method:direct-preference-optimization", "applied_to", "task:policy-optimization", "We")
    link(toy_graph, "task:policy-optimization", "measured_by", "metric:pass-k", "We propose")
    link(toy_graph, "method:direct-preference-optimization", "extends", GRPO_ID, "We propose GRPO")
    return toy_graph


GRPO_ID = "method:group-relative-policy-optimization"


@pytest.fixture
def data(world, tmp_path):
    ntriples.write(world, tmp_path / ntriples.FILENAME)
    return Dataset.load(tmp_path)


def named(data, name, /, **arguments):
    return data.ask(queries.get(name), arguments)


def column(table, name):
    return [
        None if row[table.columns.index(name)] is None else row[table.columns.index(name)].value for row in table.rows
    ]


@pytest.mark.parametrize("name", queries.names())
def test_every_named_query_has_a_question_and_answers_its_own_example(data, name):
    query = queries.get(name)
    assert query.question.split("?")[0] and "?" in query.question
    assert data.ask(query, {part.name: part.example for part in query.parameters}).rows


@pytest.mark.parametrize("name", queries.names())
def test_rdflib_answers_the_same(data, world, name):
    query = queries.get(name)
    arguments = {part.name: part.example for part in query.parameters}
    text = query.text
    for argument, value in arguments.items():
        text = text.replace(f"${argument}", literal(value))
    ours = data.ask(query, arguments)
    theirs = to_rdflib(world).query(text, initNs=data.prefixes)
    found = [tuple("" if term is None else str(term) for term in row) for row in theirs]
    assert tuple(map(str, theirs.vars)) == ours.columns
    assert [tuple("" if term is None else term.value for term in row) for row in ours.rows] == found


@pytest.mark.parametrize(
    "spelling", ["GRPO", "grpo", "Group Relative Policy Optimization", "GROUP relative POLICY optimization"]
)
def test_names_match_by_any_alias_in_any_case(data, spelling):
    assert column(named(data, "papers-using", method=spelling), "title") == ["GRPO against DPO"]


@pytest.mark.parametrize(
    ("name", "arguments", "of", "expected"),
    [
        ("papers-using", {"method": "PPO"}, "title", ["Group Relative Policy Optimization"]),
        ("papers-using", {"method": "nothing"}, "title", []),
        ("who-introduced", {"entity": "GRPO"}, "authors", ["Ada Lovelace"]),
        ("compared-with", {"entity": "GRPO"}, "name", ["Direct Preference Optimization"]),
        ("compared-with", {"entity": "DPO"}, "name", ["Group Relative Policy Optimization"]),
        ("extends", {"entity": "PPO"}, "directly", ["true", "false"]),
        ("datasets-by-papers", {}, "papers", ["2"]),
        ("methods-by-year", {}, "year", ["2024", "2023", "2023"]),
        ("methods-for-task", {"task": "Policy Optimization"}, "name", ["Direct Preference Optimization"]),
        ("metrics-for-task", {"task": "Policy Optimization"}, "name", ["pass@k"]),
        ("papers-about-both", {"first": "dpo", "second": "math"}, "title", ["GRPO against DPO"]),
        (
            "papers-on-benchmark",
            {"benchmark": "math"},
            "method",
            ["Group Relative Policy Optimization"] * 2 + ["Proximal Policy Optimization"],
        ),
        ("cooccurring", {"entity": "pass@k"}, "papers", ["1", "1", "1"]),
        ("evidence-for", {"name": "a3"}, "object", [DPO.value]),
    ],
)
def test_named_queries_answer(data, name, arguments, of, expected):
    assert column(named(data, name, **arguments), of) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.text(st.characters(codec=None) | st.sampled_from("\"'\\\n$?{}<>#")))
def test_an_argument_stays_text_whatever_it_holds(data, value):
    answer = data.query("SELECT ($value AS ?same) (STRLEN($value) AS ?n) {}", {"value": value})
    assert answer.rows[0][0] == Term("literal", "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value))


@pytest.mark.parametrize("value", ['") } #', '" || true || "', "') SERVICE <http://localhost/> {", "\\", "$method"])
def test_an_argument_that_attacks_finds_nothing(data, value):
    assert named(data, "papers-using", method=value).rows == []


def test_a_variable_in_a_text_or_a_comment_is_no_parameter(data):
    answer = data.query('SELECT ("$a" AS ?text) { # $a\n}', {"a": "x"})
    assert answer.rows == [(Term("literal", "$a"),)]


def test_ask_construct_and_describe(data):
    assert data.query("ASK { ?paper kg:uses method:group-relative-policy-optimization }") is True
    assert data.query("ASK { ?paper kg:uses method:unheard-of }") is False
    table = data.query("CONSTRUCT { ?m kg:used_in ?p } WHERE { ?p kg:uses ?m }")
    assert table.columns == ("subject", "predicate", "object")
    assert len(table.rows) == 2
    assert all(row[0] == DPO for row in data.query("DESCRIBE method:direct-preference-optimization").rows)


def test_the_prefixes_follow_the_base_of_the_build(world, tmp_path):
    world.graph["base"] = "https://example.org/"
    ntriples.write(world, tmp_path / ntriples.FILENAME)
    assert Dataset.load(tmp_path).query("ASK { paper:a1 kg:proposes ?m }") is True


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("SELECT ?x WHERE {\n ?x kg:uses }", "line 2, column 13", "before the mark"),
        ("SELECT ?x { ?x kgg:uses ?y }", "prefix kgg: is not declared", "Did you mean kg:"),
        ("INSERT DATA { paper:x a kg:Paper }", "update", "SELECT"),
        ("DELETE WHERE { ?s ?p ?o }", "update", "SELECT"),
        ("", "does not parse", "kg query --list"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }", "unbound", "before the mark"),
        ("\n\n}", "line 3, column 2", "before the mark"),
    ],
)
def test_a_query_that_fails_says_where_and_what_to_do(data, text, message, remedy):
    with pytest.raises(QueryError) as caught:
        data.query(text)
    assert message in str(caught.value)
    assert remedy in caught.value.remedy


@pytest.fixture
def listener():
    """An address to which nobody may connect."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def wait():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                return
            calls.append(True)
            connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()
        assert not calls


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { service SILENT <%s> { ?s ?p ?o } }",
        "SELECT * { VALUES ?service { <%s> } SERVICE ?service { ?s ?p ?o } }",
        "SELECT * { BIND('#' AS ?x) SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { <http://a/#> ?p ?o SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { ?a kg:a\\' ?c . SERVICE <%s> { ?s ?p ?o } #'\n}",
        "SELECT * { BIND(5 AS ?y) FILTER(?y<6)SERVICE<%s>{ ?s ?p ?o } }",
        "SELECT * { BIND('''it''s' ''' AS ?y) SERVICE<%s>{ ?s ?p ?o } }",
        "# it's\nSELECT * { SERVICE<%s>{ ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_another_server(data, listener, query):
    with pytest.raises(QueryError, match=r"SERVICE|parse"):
        data.query(query % listener)


@pytest.mark.parametrize("query", ["SELECT * FROM <%s> { ?s ?p ?o }", "LOAD <%s>"])
def test_nothing_is_loaded_from_an_address(data, listener, query):
    try:
        assert data.query(query % listener).rows == []
    except QueryError as error:
        assert "update" in str(error)


@pytest.mark.parametrize(
    "text", ["ASK { ?x skos:prefLabel 'SERVICE <x>' }", "ASK { task:service-composition ?p ?service } # SERVICE"]
)
def test_the_word_service_alone_is_no_call(data, text):
    assert data.query(text) is False


def test_arguments_are_checked_with_a_remedy(data):
    with pytest.raises(QueryError, match="lacks its argument 'method'") as caught:
        named(data, "papers-using")
    assert '--arg method="GRPO"' in caught.value.remedy
    with pytest.raises(QueryError, match="no parameter 'tool'"):
        named(data, "papers-using", method="x", tool="y")
    with pytest.raises(QueryError) as caught:
        queries.get("paper-using")
    assert "papers-using" in caught.value.remedy


@pytest.mark.parametrize("content", [None, b"no triples\n", b"\xff\xfe"])
def test_a_folder_without_a_readable_build_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / "graph.nt").write_bytes(content)
    with pytest.raises(BuildNotFoundError, match=str(tmp_path)) as caught:
        Dataset.load(tmp_path)
    assert "kg build" in caught.value.remedy
