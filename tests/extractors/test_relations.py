import pytest

from extractors.schema import EntityType, Relation, allowed


def relations(doc):
    spans = doc.spans["kg_mentions"]
    return [(spans[a].text, relation, spans[b].text) for a, relation, b, *_ in doc._.kg_relations]


STATED = [
    ("ZorbNet is a variant of QuuxNet.", ("ZorbNet", "extends", "QuuxNet")),
    ("ZorbNet extends QuuxNet.", ("ZorbNet", "extends", "QuuxNet")),
    ("ZorbNet outperforms QuuxNet.", ("ZorbNet", "compared_with", "QuuxNet")),
    ("ZorbNet is trained on ImageNet.", ("ZorbNet", "trained_on", "ImageNet")),
    ("ZorbNet is evaluated on ImageNet.", ("ZorbNet", "evaluated_on", "ImageNet")),
]


@pytest.mark.parametrize("text, relation", STATED)
def test_words_between_two_mentions_state_a_relation(read, text, relation):
    assert relations(read(text)) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "ZorbNet is not a variant of QuuxNet.",
        "ZorbNet never outperforms QuuxNet.",
        "ZorbNet could be trained on ImageNet.",
        "ZorbNet, unlike others, outperforms QuuxNet.",
        "We take ZorbNet instead of QuuxNet.",
        "ZorbNet works. QuuxNet extends nothing.",
        "ZorbNet and QuuxNet.",
    ],
)
def test_what_is_denied_or_not_said_is_no_relation(read, text):
    assert relations(read(text)) == []


def test_a_sentence_about_the_proposed_method_speaks_of_it(read):
    doc = read("We propose ZorbNet. Our method outperforms QuuxNet.", "ZorbNet: A Way")
    assert ("ZorbNet", "compared_with", "QuuxNet") in relations(doc)
    assert relations(read("We propose ZorbNet. Our method never outperforms QuuxNet.", "ZorbNet: A Way")) == []


def test_the_cue_holds_what_states_the_relation(read):
    doc = read("In short, ZorbNet extends QuuxNet here.")
    ((_, _, _, start, end, confidence),) = doc._.kg_relations
    assert doc[start:end].text == "ZorbNet extends QuuxNet" and 0 < confidence <= 1


def test_two_entities_have_one_relation_and_none_with_themselves(read):
    doc = read("Zorb Policy Search (ZPS) extends QuuxNet. ZPS outperforms QuuxNet. ZPS extends ZPS.")
    pairs = [{a, b} for a, _, b in relations(doc)]
    assert len(pairs) == 1


def test_relations_obey_the_schema(read):
    doc = read(
        "We propose ZorbNet for wombat detection, trained on ImageNet with PyTorch. It reaches an accuracy of 90% on "
        "CIFAR-10, in terms of BLEU, outperforms QuuxNet and is part of the ZorbSuite benchmark.",
        "ZorbNet: A Way",
    )
    spans = doc.spans["kg_mentions"]
    assert doc._.kg_relations
    for subject, relation, object, *_ in doc._.kg_relations:
        assert allowed(EntityType(spans[subject].label_), Relation(relation), EntityType(spans[object].label_))
