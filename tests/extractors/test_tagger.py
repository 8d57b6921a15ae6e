"""What the network sees: the arithmetic on made arrays, and the shipped network where its weights are."""

from itertools import product

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spacy.tokens import Doc, DocBin

from extractors import pipeline
from extractors.reading import MAX_PIECES, Pieces, reader
from extractors.schema import EntityType
from extractors.tagger import decode, per_token
from extractors.tensor import BEGIN, NONE, TYPES, VECTOR, WIDTH, has_network
from extractors.vectors import MAX_BETWEEN, closest_gap, entity_vectors

TITLE = "ZorbNet: Policy Search for Robots"
TEXTS = [
    "We propose ZorbNet, a variant of proximal policy optimization (PPO). It is trained on the ImageNet dataset.",
    "Nothing here.",
    "",
    "\n\n \t",
    "🧪 é İ \u202e ﷺ $x^2$ \\textit{ZorbNet}",
]
TAGS = 1 + 2 * len(EntityType)


@pytest.mark.parametrize(
    "best, spans",
    [
        ([], []),
        ([0, 0], []),
        ([1, 2, 2, 0, 5], [(0, 3, 0), (4, 5, 2)]),
        ([1, 1, 2], [(0, 1, 0), (1, 3, 0)]),
        ([1, 3, 4], [(0, 1, 0), (1, 3, 1)]),
    ],
)
def test_spans_begin_anew_and_go_on_within_one_type(best, spans):
    assert decode(np.eye(TAGS)[np.array(best, dtype=int)]) == spans


def test_a_span_goes_on_only_from_its_own_type():
    tags = np.full((2, TAGS), 0.01)
    tags[0, 1], tags[1, 4], tags[1, 2] = 0.9, 0.5, 0.4
    assert decode(tags) == [(0, 2, 0)]


def test_the_less_no_entity_counts_the_more_is_found():
    tags = np.full((1, TAGS), 0.01)
    tags[0, 0], tags[0, 1] = 0.6, 0.3
    assert decode(tags) == [] and decode(tags, none_weight=0.25) == [(0, 1, 0)]


def valid(path):
    """A span goes on only from its own type."""
    return all(tag % 2 or not tag or (k and path[k - 1] in (tag, tag - 1)) for k, tag in enumerate(path))


@given(arrays(np.float64, st.tuples(st.integers(0, 4), st.just(5)), elements=st.floats(0.01, 0.9)))
def test_no_other_tags_are_likelier(tags):
    found = np.zeros(len(tags), dtype=int)
    for start, end, kind in decode(tags):
        found[start:end] = 2 + 2 * kind
        found[start] = 1 + 2 * kind
    paths = [path for path in product(range(5), repeat=len(tags)) if valid(path)]
    rows = np.arange(len(tags))
    best = max(np.log(tags[rows, list(path)]).sum() for path in paths)
    assert np.log(tags[rows, found]).sum() == pytest.approx(best, abs=1e-4)


def made_pieces(stretches, tags, heads=None):
    starts, ends = np.array(stretches, dtype=np.int32).reshape(-1, 2).T
    hidden = np.repeat(np.arange(1, len(stretches) + 1, dtype=np.float32)[:, None], VECTOR.stop, axis=1)
    heads = np.array([True] * len(stretches) if heads is None else heads, dtype=bool)
    return Pieces(
        starts, heads, ends, hidden, np.array(tags, dtype=np.float32).reshape(-1, TAGS), np.zeros(VECTOR.stop)
    )


def test_a_token_has_the_mean_vector_of_its_pieces_and_the_tags_of_its_words():
    doc = Doc(spacy.blank("en").vocab, words=["ZorbNet", "\u200b", "is"], spaces=[True, True, False])
    begin, inside, none = np.eye(TAGS)[[1, 2, 0]]
    table = per_token(doc, made_pieces([(0, 4), (4, 7), (10, 12)], [begin, none, none], heads=[True, False, True]))
    assert table.shape == (3, WIDTH)
    assert table[:, 0].tolist() == [1.5, 0.0, 3.0]
    assert table[:, NONE].tolist() == [0.0, 1.0, 1.0]
    assert table[:, TYPES].tolist() == [[1.0, *[0.0] * 6], [0.0] * 7, [0.0] * 7]
    assert table[:, BEGIN].tolist() == [1.0, 0.0, 0.0]
    two_words = per_token(doc, made_pieces([(0, 4), (4, 7)], [begin, inside]))
    assert two_words[0, TYPES].tolist() == [1.0, *[0.0] * 6] and two_words[0, BEGIN] == 1.0


def test_without_pieces_nothing_is_an_entity():
    doc = Doc(spacy.blank("en").vocab, words=["a", "b"])
    table = per_token(doc, made_pieces([], []))
    assert table.shape == (2, WIDTH) and table[:, NONE].tolist() == [1.0, 1.0] and table.sum() == 2.0


def test_the_closest_mentions_of_two_entities_tell_of_them():
    doc = Doc(spacy.blank("en").vocab, words=["w"] * 80)
    assert closest_gap(6, [(0, 1), (30, 31)], [(20, 22), (34, 35)]) == (31, 34)
    assert closest_gap(6, [(34, 35)], [(30, 31)]) == (31, 34)
    assert closest_gap(6, [(0, 1)], [(7, 8)]) is None
    assert closest_gap(6, [(10, 11)], [(12 + MAX_BETWEEN, 70)]) is None
    doc.tensor = np.arange(80, dtype=np.float32)[:, None] * np.ones((1, WIDTH), dtype=np.float32)
    assert entity_vectors(doc, [[(0, 2), (3, 4)], [(5, 6)]])[:, 0].tolist() == [1.75, 5.0]


@pytest.fixture(scope="module")
def alone(network):
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_tagger")
    return nlp


@pytest.fixture(scope="module")
def within(network):
    nlp = pipeline.blank()
    for name in (*pipeline.CANDIDATES, "kg_tagger"):
        nlp.add_pipe(name)
    return nlp


def titled(nlp, title, abstract):
    doc = nlp.make_doc(f"{title}\n\n{abstract}" if abstract else title)
    doc._.kg_title_end = sum(token.idx < len(title) + 2 for token in doc)
    return nlp(doc)


def seen(doc):
    group = doc.spans["kg_tagger"]
    spans = [(s.start, s.end, s.label_) for s in group]
    return spans, list(group.attrs["confidence"]), list(doc._.kg_whole)


def check(doc):
    assert doc.tensor.shape == (len(doc), WIDTH) and np.isfinite(doc.tensor).all()
    likely = doc.tensor[:, NONE : TYPES.stop]
    assert np.allclose(likely.sum(axis=1), 1, atol=1e-4) and (doc.tensor[:, NONE:] >= 0).all()
    spans, confidences, whole = seen(doc)
    assert spans == sorted(set(spans)) and all(label in list(EntityType) for *_, label in spans)
    assert len(confidences) == len(spans) and all(0 < x <= 1 for x in confidences)
    assert len(whole) == VECTOR.stop and all(isinstance(x, float) for x in whole)


@pytest.mark.parametrize("text", TEXTS)
def test_it_works_alone_on_any_text(alone, text):
    doc = alone(text)
    check(doc)
    assert doc.text == text and has_network(doc) == (len(doc) > 0)


def test_it_marks_what_the_text_names(alone):
    doc = alone(TEXTS[0])
    marked = {span.text for span in doc.spans["kg_tagger"]}
    assert {"PPO", "ImageNet"} <= marked and "trained" not in marked


def test_it_reads_title_and_abstract_apart(within):
    doc = titled(within, TITLE, TEXTS[0])
    check(doc)
    assert "ImageNet" in {span.text for span in doc.spans["kg_tagger"]}
    assert not any(span.start < doc._.kg_title_end < span.end for span in doc.spans["kg_tagger"])
    assert not np.allclose(doc.tensor, within(doc.text).tensor)


def test_it_reads_a_title_alone(within):
    doc = titled(within, TITLE, "")
    check(doc)
    assert any(span.text.startswith("ZorbNet") for span in doc.spans["kg_tagger"])
    assert not np.allclose(doc.tensor[:, VECTOR], 0)


@pytest.mark.parametrize("title", [TITLE, "Zorbifications quuxed " * 300, ""])
def test_a_text_of_many_pieces_is_read_to_its_end(within, title):
    body = "The wombats of unzorbified quuxland are peculiarly antidisestablishmentarian. " * 60
    doc = titled(within, title, body + "We evaluate on ImageNet.")
    pieces = reader().read(title, body, len(title) + 2)
    assert len(pieces.starts) > MAX_PIECES
    assert len(pieces.starts) == len(pieces.ends) == len(pieces.hidden) == len(pieces.tags)
    assert (np.diff(pieces.starts) >= 0).all()
    check(doc)
    assert "ImageNet" in {span.text for span in doc.spans["kg_tagger"]}
    assert np.abs(doc.tensor[-2:, VECTOR]).sum(axis=1).all()


def test_a_doc_in_bytes_keeps_what_the_network_saw(alone):
    for text in TEXTS:
        doc = alone(text)
        read = Doc(alone.vocab).from_bytes(doc.to_bytes())
        assert seen(read) == seen(doc) and np.array_equal(read.tensor, doc.tensor)


def test_a_docbin_keeps_what_the_network_marked(alone):
    docs = list(alone.pipe(TEXTS))
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    read = list(DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab))
    assert [seen(doc) for doc in read] == [seen(doc) for doc in docs]
    # A DocBin holds no tensors; what decides later does without.
    decide = spacy.blank("en")
    for component in ("kg_mentions", "kg_coreference", "kg_roles", "kg_relations"):
        decide.add_pipe(component)
    for doc in decide.pipe(read):
        assert not has_network(doc) and len(doc._.kg_roles) == len(doc.spans["kg_mentions"])


def test_two_processes_see_the_same_as_one(alone):
    for one, other in zip(alone.pipe(TEXTS, n_process=2, batch_size=1), alone.pipe(TEXTS), strict=True):
        assert seen(one) == seen(other) and np.array_equal(one.tensor, other.tensor)
