import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extractors import pipeline
from extractors.cleaning import clean

PARTED = [
    ["Smith et al. show this.", "We agree."],
    ["We use, e.g. Adam, here.", "It works."],
    ["That is, i.e. Momentum, is old.", "We test it."],
    ["SGD vs. Adam is an old question.", "We test it."],
    ["We show that (1) GRPO works; (2) PPO fails.", "Then we stop."],
    ["Qwen2.5-Math is large.", "It wins."],
    ["See Fig. 3 for more.", "Sec. 4 has the rest."],
    ["As Eq. (3) says, it holds.", "We prove it."],
    ["J. Pearl wrote of causes.", "We follow J. R. Smith in this."],
    ['They said "it works."', "We agree."],
    ["(We say so.)", "It holds."],
    ["Does it work?!", "Yes."],
    ["Really!?", "No!", "Why?", "Because."],
    ["The gain is 3.5 points.", "2 more follow."],
    ["The bound (see Sec. 4. It is long) is tight.", "We prove it."],
    ["We trust RL.", "It works."],
    ["We reach 90%.", "It is O(n).", "We use C++.", "GPT-4 is slow."],
    ["It works.", "iCaRL helps too."],
    ["We do so approx. 3 times.", "Dr. Who helps."],
    ["One thing...", "Another thing."],
]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_sentences")
    return nlp


@pytest.fixture(scope="module")
def parting():
    nlp = pipeline.blank()
    nlp.add_pipe("kg_sentences")
    return nlp


@pytest.mark.parametrize("sentences", PARTED, ids=lambda sentences: sentences[0])
@pytest.mark.parametrize("tokenizer", ["nlp", "parting"])
def test_borders(tokenizer, sentences, request):
    doc = request.getfixturevalue(tokenizer)(" ".join(sentences))
    assert [sentence.text for sentence in doc.sents] == sentences


def test_a_glued_full_stop_ends_a_sentence(nlp):
    assert len(list(nlp("It is an old approach.The next one wins.").sents)) == 2
    assert len(list(nlp(clean("It is an old approach.BRAIn wins.").text).sents)) == 2


def test_a_blank_line_ends_a_sentence(nlp):
    assert [s.text.strip() for s in nlp("a heading without a stop\n\nthen text").sents] == [
        "a heading without a stop", "then text",
    ]  # fmt: skip


def test_an_open_bracket_does_not_swallow_the_rest(nlp):
    doc = nlp("We begin (and never close. " + "The text goes on here. " * 60)
    assert len(list(doc.sents)) > 20


def test_a_title_is_one_sentence(nlp):
    doc = nlp.make_doc("Does It Work? Yes. It Does\n\nWe show it. It works.")
    doc._.kg_title_end = sum(token.idx < 28 for token in doc)
    assert [s.text.strip() for s in nlp(doc).sents] == ["Does It Work? Yes. It Does", "We show it.", "It works."]


def test_a_title_alone_is_one_sentence(nlp):
    doc = nlp.make_doc("Does It Work? Yes. It Does")
    doc._.kg_title_end = len(doc)
    assert len(list(nlp(doc).sents)) == 1


@given(text=st.text())
def test_sentences_cover_any_text(nlp, text):
    doc = nlp(text)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
