"""A toy world that every test may use: a graph of the contract, made by hand, with hostile texts in it."""

import os
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A busy machine is slow and not wrong.
# A machine that checks a change must not fail for a case that the change has nothing to do with; at a desk the cases
# stay random, so that new ones are found.
settings.register_profile(
    "project", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")

HOSTILE_TITLE = (
    "<script>alert(1)</script> \"quoted\" <img src=x onerror=alert(2)> </script> href='javascript:alert(3)' 🧪"
)


def _evidence(paper: str, field: str, text: str, mention: str) -> dict:
    start = text.index(mention)
    return {
        "paper": paper,
        "field": field,
        "start": start,
        "end": start + len(mention),
        "text": mention,
        "sentence": text,
        "extractor": "kg_toy@0.1.0",
    }


@pytest.fixture
def toy_graph() -> nx.MultiDiGraph:
    """Three papers, six entities, an author and a venue; one paper's texts are hostile."""
    abstracts = {
        "paper:a1": "We propose GRPO, a variant of PPO, and evaluate it on MATH.",
        "paper:a2": "We train policies with GRPO and compare them with DPO on MATH by pass@k.",
        "paper:a3": 'This "paper" studies <b>DPO</b> \\ and\u2028"quotes" & <img onerror=alert(4)>.',
    }
    titles = {
        "paper:a1": "Group Relative Policy Optimization",
        "paper:a2": "GRPO against DPO",
        "paper:a3": HOSTILE_TITLE,
    }
    names = {
        "method:group-relative-policy-optimization": ("Group Relative Policy Optimization", ["GRPO"]),
        "method:proximal-policy-optimization": ("Proximal Policy Optimization", ["PPO"]),
        "method:direct-preference-optimization": ("Direct Preference Optimization", ["DPO"]),
        "benchmark:math": ("MATH", []),
        "metric:pass-k": ("pass@k", []),
        "task:policy-optimization": ("policy optimization", []),
    }
    grpo, ppo, dpo, math, passk, _ = names
    g = nx.MultiDiGraph()
    for number, (node, abstract) in enumerate(abstracts.items()):
        g.add_node(
            node,
            type="paper",
            source_id=node.removeprefix("paper:"),
            title=titles[node],
            abstract=abstract,
            year=2023 + number,
            authors=["Ada Lovelace"],
            venue="ICLR",
            url="https://example.org/p?a=1&b=<2>",
        )
    for node, (name, aliases) in names.items():
        g.add_node(node, type=node.split(":")[0], name=name, aliases=aliases, papers=0)
    g.add_node("author:ada-lovelace", type="author", name="Ada Lovelace")
    g.add_node("venue:iclr", type="venue", name="ICLR")

    def link(paper: str, relation: str, entity: str, *mentions: str) -> None:
        evidence = [_evidence(paper, "abstract", abstracts[paper], mention) for mention in mentions]
        g.add_edge(paper, entity, relation, relation=relation, evidence=evidence, confidence=0.9, papers=1)

    link("paper:a1", "proposes", grpo, "GRPO")
    link("paper:a1", "uses", ppo, "PPO")
    link("paper:a1", "evaluates_on", math, "MATH")
    link("paper:a2", "uses", grpo, "GRPO")
    link("paper:a2", "compares_with", dpo, "DPO")
    link("paper:a2", "evaluates_on", math, "MATH")
    link("paper:a2", "evaluates_on", passk, "pass@k")
    link("paper:a3", "studies", dpo, "DPO")
    for node in names:
        g.nodes[node]["papers"] = sum(g.nodes[paper]["type"] == "paper" for paper in g.predecessors(node))
    for subject, relation, object, paper, cue in (
        (grpo, "extends", ppo, "paper:a1", "GRPO, a variant of PPO"),
        (grpo, "evaluated_on", math, "paper:a1", "GRPO, a variant of PPO, and evaluate it on MATH"),
        (dpo, "compared_with", grpo, "paper:a2", "GRPO and compare them with DPO"),
    ):
        evidence = [_evidence(paper, "abstract", abstracts[paper], cue)]
        g.add_edge(subject, object, relation, relation=relation, evidence=evidence, confidence=0.8, papers=1)
    for paper in abstracts:
        g.add_edge(paper, "author:ada-lovelace", "written_by", relation="written_by")
        g.add_edge(paper, "venue:iclr", "published_in", relation="published_in")
    return g


@pytest.fixture(scope="session")
def network() -> None:
    """Skips a test of the trained network where its weights are not."""
    if not files("extractors").joinpath("model", "encoder.onnx").is_file():
        pytest.skip("extractors/model/encoder.onnx, the weights of the network, is not in this checkout")


@pytest.fixture(scope="session")
def read() -> Callable[..., "Doc"]:
    """The pipeline of rules, built once: it reads an abstract, with a title before it where one is given."""
    from extractors import pipeline

    nlp = pipeline.build("fast")

    def _read(abstract: str, title: str = "") -> "Doc":
        doc = nlp.make_doc(f"{title}\n\n{abstract}" if title else abstract)
        doc._.kg_title_end = sum(token.idx < len(title) + 2 for token in doc) if title else 0
        return nlp(doc)

    return _read
