import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.forms import head_variant, normal_form, normal_word, without_article
from extractors.schema import EntityType

SAME = [
    ("ImageNet", "Image Net", "image-net", "ImageNets"),
    ("behavior cloning", "behaviour cloning", "Behaviour-Cloning"),
    ("policy optimization", "policy optimisation", "Policy Optimisations"),
    ("language modeling", "language modelling"),
    ("analyzer", "analyser", "analysers"),
    ("f-divergence", "$f$-divergence", "f-divergences"),
    ("D^2O", "D2O", "D²O", "D$^2$O"),
    ("DTS*", "DTS^star", r"DTS$^\star$", r"DTS^{\star}", "DTS^*", "DTS⋆", "DTS-star"),
    ("X", r"\textit{X}", r"\mathbf{X}"),
    ("α-divergence", "alpha-divergence", r"$\alpha$-divergence"),
    ("naive Bayes", "naïve Bayes", 'na\\"ive Bayes'),
    ("LLM", "LLMs", "LLM's", "LLM’s"),
    ("GAN", "GANs", "gan"),
    ("MDP", "MDPs"),
    ("H∞ control", r"$H_\infty$ control", "H-infinity control"),
    ("L1", "ℓ1", "L_1", r"$\ell_1$"),
    ("policy", "policies"),
    ("loss", "losses", "Losses"),
    ("bias", "biases"),
    ("matrix", "matrices"),
    ("analysis", "analyses"),
    ("cache", "caches"),
    ("approach", "approaches"),
    ("metric", "metrics"),
    ("neural network", "NEURAL NETWORKS"),
    ("CIFAR-10", "CIFAR10", "CIFAR 10"),
    ("LLaMA3-8B", "LLaMA-3 8B", "Llama 3-8B"),
    ("Grover algorithm", "Grover's algorithm"),
]
APART = [
    ("RRT", "RRT*"), ("C", "C++"), ("C", "C#"), ("GPT-4", "GPT-4o"), ("Qwen2.5-Math-1.5B", "Qwen2.5-Math-7B"),
    ("word2vec", "doc2vec"), ("LLaMA 3 8B", "LLaMA 38B"), ("PAC", "PACS"), ("GP", "GPS"), ("SM", "SMS"),
    ("Qwen2.5", "Qwen25"), ("YOLOv5", "YOLOv5s"), ("pass@1", "pass@10"), ("statistics", "statistic"),
    ("supervised", "superviz"), ("CS", "CSS"),
]  # fmt: skip


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_spellings_of_one_name_share_the_key(forms):
    assert len({normal_form(form) for form in forms}) == 1


@pytest.mark.parametrize("one, other", APART)
def test_different_names_keep_their_keys(one, other):
    assert normal_form(one) != normal_form(other)


@pytest.mark.parametrize("word", ["SMS", "analysis", "Gauss", "CSS", "statistics", "k-means", "news", "GPS", "RKHS"])
def test_a_last_s_that_is_no_plural_stays(word):
    assert normal_form(word) != normal_form(word[:-1]) and normal_form(word).endswith("S")


@pytest.mark.parametrize("word", ["noise", "precise", "pairwise", "supervised", "exercise", "four", "hour", "course"])
def test_a_word_with_one_spelling_is_left_alone(word):
    assert normal_word(word) == word


@given(st.text())
@example("\\text{GPs}^star")
@example("mod elling")
@example("ẞS İs ﬁs")
def test_a_key_is_its_own_key(form):
    assert normal_form(normal_form(form)) == normal_form(form)


@given(st.text(string.ascii_letters + string.digits + " -.*+#'éαß", min_size=1).filter(str.strip))
def test_no_form_loses_its_key(form):
    assert normal_form(form)


NOUNS = st.sampled_from(
    "network policy transformer loss bias index matrix analysis model hypothesis gradient approach box process "
    "cache mesh curve movie phase tree virus corpus size class".split()
)
PLURALS = {
    "policy": "policies", "index": "indices", "matrix": "matrices", "analysis": "analyses", "hypothesis": "hypotheses",
    "corpus": "corpora", "virus": "viruses", "bias": "biases", "loss": "losses", "approach": "approaches",
    "box": "boxes", "process": "processes", "mesh": "meshes", "class": "classes",
}  # fmt: skip


@given(st.from_regex(r"[A-Za-z]{1,6}[ -]", fullmatch=True), NOUNS)
def test_singular_and_plural_share_the_key(before, noun):
    assert normal_form(before + noun) == normal_form(before + PLURALS.get(noun, noun + "s"))


@given(st.from_regex(r"[A-Z]{2,6}", fullmatch=True))
def test_an_acronym_and_its_plural_share_the_key(acronym):
    assert normal_form(acronym) == normal_form(acronym + "s")


@given(st.from_regex(r"[A-Za-z]{2,6}", fullmatch=True), st.integers(0, 99), st.integers(0, 99))
def test_numbers_keep_names_apart(name, one, other):
    assert (normal_form(f"{name}-{one}") == normal_form(f"{name}{other}")) == (one == other)


@pytest.mark.parametrize(
    "form, bare, entity_type",
    [
        ("GRPO algorithm", "GRPO", EntityType.METHOD),
        ("the GRPO methods", "GRPO", EntityType.METHOD),
        ("CIFAR-10 data set", "CIFAR-10", EntityType.DATASET),
        ("ImageNet-dataset", "ImageNet", EntityType.DATASET),
        ("MuJoCo simulator", "MuJoCo", EntityType.TOOL),
    ],
)
def test_a_head_noun_adds_nothing_to_a_name(form, bare, entity_type):
    assert head_variant(form) == (bare, entity_type)


@pytest.mark.parametrize("form", ["neural network", "Adam optimizer", "GRPO", "dataset", "GAN loss", "the algorithm"])
def test_a_description_keeps_its_head(form):
    assert head_variant(form) is None


def test_only_a_leading_article_goes():
    assert [without_article(form) for form in ("the Pile", "A* search", "a", "The", "An LSTM")] == [
        "Pile", "A* search", "a", "The", "LSTM",
    ]  # fmt: skip
