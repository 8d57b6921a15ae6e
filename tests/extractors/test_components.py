import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from extractors import pipeline
from extractors.extensions import SPANS
from extractors.schema import EntityType, Relation, allowed

TEXTS = [
    "We propose Zorblat Policy Search (ZPS), a variant of PPO. ZPS is trained on ImageNet and outperforms DPO.",
    "We study behavior cloning. It is evaluated on the CIFAR-10 dataset.",
    "",
    "Nothing here.",
]


@pytest.fixture(scope="module", params=sorted(pipeline.PIPELINES))
def preset(request):
    if "kg_tagger" in pipeline.PIPELINES[request.param]:
        request.getfixturevalue("network")
    return request.param


@pytest.fixture(scope="module")
def nlp(preset):
    return pipeline.build(preset)


def facts(doc):
    """All that the components left on a doc, in plain values."""
    groups = {
        key: ([(s.start, s.end, s.label_, s.kb_id_) for s in doc.spans[key]], dict(doc.spans[key].attrs))
        for key in sorted(doc.spans)
    }
    left = (doc._.kg_definitions, doc._.kg_entities, doc._.kg_roles, doc._.kg_relations)
    extensions = [list(map(tuple, value)) for value in left]
    return groups, extensions, list(doc._.kg_whole), doc._.kg_title_end, [token.is_sent_start for token in doc]


def test_the_texts_have_something_of_all(nlp):
    doc = nlp(TEXTS[0])
    assert doc._.kg_definitions and doc._.kg_roles and doc._.kg_relations
    assert all(len(doc.spans[key]) for key in ("kg_gazetteer", "kg_abbreviations", "kg_names", "kg_mentions"))
    assert set(doc.spans) <= set(SPANS.values())
    for group in doc.spans.values():
        assert len(group) == len(group.attrs["confidence"]) and all(0 < x <= 1 for x in group.attrs["confidence"])


def test_the_shipped_order_gives_each_component_what_it_needs(nlp, preset):
    assert nlp.pipe_names == list(pipeline.PIPELINES[preset])
    assert not any(nlp.analyze_pipes()["problems"].values())


@pytest.mark.parametrize("component", pipeline.PIPELINES["fast"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_component_works_alone(component, text):
    nlp = spacy.blank("en")
    nlp.add_pipe(component)
    assert nlp(text).text == text


@pytest.mark.parametrize("component", ["kg_names", "kg_terms"])
def test_a_component_alone_reads_within_sentences(component):
    alone, after = spacy.blank("en"), spacy.blank("en")
    alone.add_pipe(component)
    after.add_pipe("kg_sentences")
    after.add_pipe(component)
    text = "We use Zorblat Policy Search. Density ratio estimation is not Zorblat Search. Tree search wins."
    assert facts(alone(text)) == facts(after(text))


def test_the_components_work_on_anyones_tokenizer_and_borders(preset):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for component in pipeline.PIPELINES[preset][1:]:
        nlp.add_pipe(component)
    doc = nlp(TEXTS[0])
    assert "PPO" in [span.text for span in doc.spans["kg_mentions"]]


def test_a_doc_keeps_all_in_bytes(nlp):
    for text in TEXTS:
        doc = nlp(text)
        assert facts(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == facts(doc)


def test_a_docbin_keeps_all(nlp):
    docs = list(nlp.pipe(TEXTS))
    packed = DocBin(store_user_data=True, attrs=["ORTH", "SENT_START"], docs=docs).to_bytes()
    read = DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab)
    assert [facts(doc) for doc in read] == [facts(doc) for doc in docs]


def test_two_processes_give_the_same_as_one(nlp):
    both = zip(nlp.pipe(TEXTS, n_process=2, batch_size=1), nlp.pipe(TEXTS), strict=True)
    assert all(facts(one) == facts(other) for one, other in both)


def test_a_pipeline_on_disk_comes_back(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    read = spacy.load(tmp_path / "pipeline")
    assert read.pipe_names == nlp.pipe_names
    for text in [*TEXTS, "GPT-4-based SGD/Adam"]:
        assert facts(read(text)) == facts(nlp(text))


def test_a_second_run_changes_nothing(nlp):
    doc = nlp(TEXTS[0])
    once = facts(doc)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert facts(doc) == once


WORDS = st.sampled_from(
    "We propose evaluate on PPO ImageNet the a ( ) , . : - ' \" / * $ @ ? ! Zorblat GRPO (GRPO) dataset network method "
    "not extends outperforms such as et al. e.g. x^2 \u202e 🧪 É ß İ 3D 90% \n\n of".split(" ")
)


@settings(max_examples=150)
@given(words=st.lists(st.one_of(WORDS, st.text(max_size=5)), max_size=40))
def test_any_text_is_read(nlp, words):
    doc = nlp(" ".join(words))
    mentions = doc.spans["kg_mentions"]
    taken = [token.i for span in mentions for token in span]
    assert taken == sorted(set(taken))
    assert len(doc._.kg_roles) == len(mentions)
    for subject, relation, object, start, end, confidence in doc._.kg_relations:
        assert 0 <= subject < len(mentions) and 0 <= object < len(mentions) and subject != object
        types = EntityType(mentions[subject].label_), EntityType(mentions[object].label_)
        assert allowed(types[0], Relation(relation), types[1])
        assert 0 <= start < end <= len(doc) and 0 < confidence <= 1
