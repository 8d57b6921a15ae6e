import pytest

from extractors.sections import Section, sections_of
from extractors.tokens import tokens_of


def roles(doc):
    return {span.text: role for span, (role, _) in zip(doc.spans["kg_mentions"], doc._.kg_roles, strict=True)}


@pytest.mark.parametrize(
    "text, name, role",
    [
        ("We propose ZorbNet, which is fast.", "ZorbNet", "proposes"),
        ("We give a new method, called ZorbNet, for it.", "ZorbNet", "proposes"),
        ("In this paper, we introduce the ZorbNet dataset.", "ZorbNet", "proposes"),
        ("We train our agent using ZorbNet.", "ZorbNet", "uses"),
        ("We build it. Experiments on ImageNet are good.", "ImageNet", "evaluates_on"),
        ("We build it. It outperforms ZorbNet.", "ZorbNet", "compares_with"),
        ("We study ZorbNet in theory.", "ZorbNet", "studies"),
        ("Robots use PPO. Others, as ZorbNet, are slow. We propose QuuxNet. QuuxNet is fast.", "PPO", "mentions"),
    ],
)
def test_the_words_around_a_mention_give_its_role(read, text, name, role):
    assert roles(read(text))[name] == role


def test_the_name_of_a_title_is_what_the_paper_proposes(read):
    assert roles(read("We think of it with QuuxNet.", "ZorbNet: A Way"))["ZorbNet"] == "proposes"


def test_an_entity_has_one_role_in_a_paper(read):
    doc = read("We propose Zorb Policy Search (ZPS). We run ZPS. ZPS is good.")
    assert len(set(doc._.kg_roles)) == 1 and len(doc._.kg_roles) == 4


def test_confidence_is_a_probability(read):
    doc = read("We propose ZorbNet with QuuxNet on ImageNet.")
    assert len(doc._.kg_roles) == 3 and all(0 < confidence <= 1 for _, confidence in doc._.kg_roles)


def test_sections_follow_the_abstract(read):
    doc = read("It is hard. We propose ZorbNet. It is small. Experiments show that it wins.", "ZorbNet: A Way")
    assert list(sections_of(tokens_of(doc), doc._.kg_title_end).values()) == [
        Section.TITLE, Section.BACKGROUND, Section.CONTRIBUTION, Section.CONTRIBUTION, Section.RESULTS,
    ]  # fmt: skip
