import pytest
import spacy
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.abbreviations import find_pairs, is_short_form

DEFINED = [
    ("We use Group Relative Policy Optimization (GRPO).", "GRPO", "Group Relative Policy Optimization"),
    ("We use GRPO (Group Relative Policy Optimization).", "GRPO", "Group Relative Policy Optimization"),
    ("Large language models (LLMs) are large.", "LLMs", "Large language models"),
    ("We fit a hidden Markov model (HMM) to it.", "HMM", "hidden Markov model"),
    ("We use non-negative matrix factorization (NMF) here.", "NMF", "non-negative matrix factorization"),
    ("A model of retrieval-augmented generation (RAG; see below) helps.", "RAG", "retrieval-augmented generation"),
    ("Multi-layer perceptrons [MLPs] are old.", "MLPs", "Multi-layer perceptrons"),
    ("We extend Bidirectional Transformers ('BiTra') here.", "BiTra", "Bidirectional Transformers"),
    ("the variational autoencoder, or a kernel density estimate (KDE) of it", "KDE", "kernel density estimate"),
]  # fmt: skip
UNDEFINED = [
    "We use optimizers (e.g. Adam) often.",
    "It was shown by others (Smith et al., 2020).",
    "It was shown before (2019).",
    "The results (see Fig. 3) are good.",
    "We use two methods (ours) here.",
    "The accuracy (90%) is high.",
    "We reach a score (F1 = 0.9) here.",
    "It is (very) good and (not) bad.",
    "We train on images (PPO) here.",
    "(GRPO) stands alone.",
    "(",
    "()",
]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_abbreviations")
    return nlp


def definitions(doc):
    return [(doc[a:b].text, doc[c:d].text) for a, b, c, d in doc._.kg_definitions]


@pytest.mark.parametrize("text, short, long", DEFINED)
def test_a_definition_is_found(nlp, text, short, long):
    assert definitions(nlp(text)) == [(short, long)]


@pytest.mark.parametrize("text", UNDEFINED)
def test_a_bracket_is_not_always_a_definition(nlp, text):
    assert definitions(nlp(text)) == []


def test_nothing_is_read_across_a_border():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_abbreviations")
    assert definitions(nlp("It needs policy gradient. Methods (PGM) are old.")) == []
    assert definitions(nlp("It needs policy gradient methods. (PGM) is old.")) == []


def test_later_places_of_a_short_form_are_found(nlp):
    doc = nlp("A hidden Markov model (HMM) is old. HMMs are many. An HMM is one; hmm and HMMX are none.")
    short = [span.text for span in doc.spans["kg_abbreviations"] if span.label_ == "short"]
    assert short == ["HMM", "HMMs", "HMM"]


def test_each_short_form_is_defined_once_and_first_come(nlp):
    doc = nlp("Sequential Monte Carlo (SMC) is not sliding mode control (SMC).")
    assert definitions(doc) == [("SMC", "Sequential Monte Carlo")]


def test_every_span_has_a_confidence(nlp):
    doc = nlp("A hidden Markov model (HMM) is an HMM.")
    group = doc.spans["kg_abbreviations"]
    assert [span.label_ for span in group] == ["long", "short", "short"]
    assert len(group.attrs["confidence"]) == 3 and all(0 < value <= 1 for value in group.attrs["confidence"])


@pytest.mark.parametrize("text", ["GRPO", "k-NN", "GANs", "BERT", "F1", "Pass@k"])
def test_short_forms(text):
    assert is_short_form(text)


@pytest.mark.parametrize("text", ["", "A", "gan", "2019", "e.g.", "VERYLONGNAME", "A B C", "Fig.", "A=B", "II"])
def test_other_strings_are_no_short_forms(text):
    assert not text or not is_short_form(text)


@given(st.text(st.sampled_from("ABab ()[],-.'\"é1"), max_size=60))
def test_pairs_lie_in_the_sentence_and_apart(sentence):
    for pair in find_pairs(sentence):
        assert 0 <= pair.short_start < pair.short_end <= len(sentence)
        assert 0 <= pair.long_start < pair.long_end <= len(sentence)
        assert pair.short_end <= pair.long_start or pair.long_end <= pair.short_start
        assert is_short_form(sentence[pair.short_start : pair.short_end])


@given(st.lists(st.from_regex(r"[b-z]{3}q", fullmatch=True), min_size=2, max_size=6))
def test_initials_define_a_short_form(words):
    short = "".join(word[0] for word in words).upper()
    text = f"{' '.join(words)} ({short})"
    assume(is_short_form(short))
    assert [text[p.long_start : p.long_end] for p in find_pairs(text)] == [" ".join(words)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The amino acid (aa) sequence.", "aa", "amino acid"),
        ("We release inositol trisphosphate (IP3) data.", "IP3", "inositol trisphosphate"),
        ("The forced expiratory volume (FEV(1)) rose.", "FEV(1)", "forced expiratory volume"),
        ("It crosses a border (blood-brain barrier, BBB).", "BBB", "blood-brain barrier"),
        ("A three-dimensional (3D) scene.", "3D", "three-dimensional"),
        ("Cytokeratin-8 (CK-8)(n = 3) was seen.", "CK-8", "Cytokeratin-8"),
    ],
)
def test_short_forms_as_people_write_them(text, short, long):
    assert [(text[p.short_start : p.short_end], text[p.long_start : p.long_end]) for p in find_pairs(text)] == [
        (short, long)
    ]


@pytest.mark.parametrize("text", ["We train a network (as is).", "It runs (or so they say)."])
def test_small_words_in_brackets_are_no_short_forms(text):
    assert find_pairs(text) == []
