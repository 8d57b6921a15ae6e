"""Extractions made by hand: a text, and which of its words name what."""

import re

from extractors.records import Coreference, Definition, Mention, Span, Statement
from extractors.schema import EntityType, Relation, Role
from kg.records import Extraction, Paper

BY = "kg_made@1"


def extraction(
    id: str,
    abstract: str,
    names: dict[str, str],
    *,
    defines: dict[str, str] | None = None,
    roles: dict[str, str] | None = None,
    relations: tuple[tuple[str, str, str], ...] = (),
    coreferences: tuple[tuple[str, str], ...] = (),
    title: str = "A title",
    **paper,
) -> Extraction:
    """One paper.

    Args:
        id: its id.
        abstract: its text, one sentence.
        names: form to type, or to `type/gazetteer name`; every place of the form in the abstract is a mention.
        defines: short form to long form.
        roles: form to role.
        relations: form, relation, form.
        coreferences: form, and the form that it is another name for.
        title: its title.
        paper: other fields of the paper.
    """
    sentence = Span("abstract", 0, len(abstract))
    mentions = []
    for form, said in names.items():
        entity_type, _, known = said.partition("/")
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", abstract):
            span = Span("abstract", match.start(), match.end())
            identity = said if known else None
            mentions.append(Mention(span, sentence, form, form, EntityType(entity_type), 0.8, BY, identity))
    mentions.sort(key=lambda mention: mention.span)
    first = {mention.form: mention for mention in reversed(mentions)}
    statements = [
        Statement(None, Role(role), first[form], first[form].span, sentence, 0.7, BY)
        for form, role in (roles or {}).items()
    ]
    statements += [
        Statement(first[one], Relation(relation), first[other], sentence, sentence, 0.6, BY)
        for one, relation, other in relations
    ]
    definitions = tuple(Definition(short, long, sentence, BY) for short, long in (defines or {}).items())
    same = tuple(Coreference(first[one], first[other], 0.75, BY) for one, other in coreferences)
    return Extraction(Paper(id, title, abstract, **paper), tuple(mentions), tuple(statements), definitions, same)


SEQUENTIAL = "Sequential Monte Carlo (SMC) draws particles and weights of the posterior."
SLIDING = "Sliding mode control (SMC) keeps the robot arm on its surface despite torque disturbance."


def smc_papers():
    """Two papers that expand SMC differently, two that do not expand it, and one that says nothing else."""
    return [
        extraction(
            "1",
            SEQUENTIAL,
            {"Sequential Monte Carlo": "method", "SMC": "method"},
            defines={"SMC": "Sequential Monte Carlo"},
        ),
        extraction(
            "2",
            SLIDING,
            {"Sliding mode control": "method", "SMC": "method"},
            defines={"SMC": "Sliding mode control"},
        ),
        extraction("3", "SMC with many particles approaches the posterior by weights.", {"SMC": "method"}),
        extraction("4", "A robot arm under SMC rejects a torque disturbance.", {"SMC": "method"}),
        extraction("5", "Nothing decides here what the letters SMC mean.", {"SMC": "method"}, title="On SMC"),
    ]
