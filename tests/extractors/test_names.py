import pytest

from extractors.names import is_shaped, is_title_compound


@pytest.mark.parametrize(
    "word", ["GRPO", "iCaRL", "word2vec", "DreamFusion", "Qwen2.5-Math", "t-SNE", "ResNet-50", "C4D2"]
)
def test_shaped_like_a_name(word):
    assert is_shaped(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "A",
        "Markov",
        "model",
        "4-16x",
        "3D",
        "90%",
        "1st",
        "2019",
        "AI",
        "GPUs",
        "ML-Guided",
        "O'Donnell",
        "NP-hard",
    ],
)
def test_not_shaped_like_a_name(word):
    assert not is_shaped(word)


def test_title_case_makes_no_name():
    assert is_title_compound("Self-Supervised") and not is_title_compound("Meta-World2")


def names(doc):
    return [span.text for span in doc.spans["kg_names"]]


@pytest.mark.parametrize(
    "text, found",
    [
        ("We propose ZorbNet for it.", ["ZorbNet"]),
        ("We use ZorbNet-based agents.", ["ZorbNet"]),
        ("A non-ZorbNet way of t-ZNE.", ["ZorbNet", "t-ZNE"]),
        ("Both ZorbNet/QuuxNet work.", ["ZorbNet", "QuuxNet"]),
        ("It needs Group Relative Zorb Optimization here.", ["Group Relative Zorb Optimization"]),
        ("The language Zorb helps.", ["Zorb"]),
        ("A new way, dubbed Zorb, helps.", ["Zorb"]),
        ("It runs on ZorbTrack 2018 data.", ["ZorbTrack 2018"]),
        ("ZorbNet's loss", ["ZorbNet"]),
    ],
)
def test_names_are_found(read, text, found):
    assert names(read(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Write to zorb@Zorb.org or see https://zorb.org/ZorbNet for it.",
        "As McZorb et al. show, it is hard.",
        "We gain 3x at 90% on 2D data with a GPU.",
        "The state x^2=ZorbY is bad.",
        "Die Methode ZorbNet ist mit der Zeit nicht besser und wird von uns für das Problem entwickelt.",
    ],
)
def test_addresses_authors_formulas_and_foreign_sentences_hold_no_names(read, text):
    assert names(read(text)) == []


def test_the_name_before_the_colon_of_a_title(read):
    assert "Zorb" in names(read("We introduce the Zorb method.", "Zorb: A Way of Learning"))
    assert names(read("We introduce a method.", "On Learning: A Way of Thinking")) == []


def test_no_name_goes_over_a_border(read):
    assert names(read("We praise Zorb Track. Quux Search is good.")) == ["Zorb Track", "Quux Search"]


def test_a_frame_makes_a_name_surer(read):
    doc = read("We propose ZorbNet. Others take QuuxNet.")
    framed, plain = doc.spans["kg_names"].attrs["confidence"]
    assert 0 < plain < framed <= 1
