"""Trains what decides after the components: judges of candidates, types, roles, and which names are one thing.

What decides in `fast` rests on rules alone and learns from the same papers as the network. What decides in `accurate`
uses what the network sees, so it learns from papers that the network did not.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors import coreference, entity_types, pipeline, roles
from extractors.extensions import SPANS
from extractors.judge import Candidate, features, gather, seen_features
from extractors.offsets import TokenIndex
from extractors.resolve import settle_types
from extractors.schema import EntityType, Relation, Role, allowed
from extractors.sentences import with_borders
from extractors.tensor import has_network
from extractors.training import data
from extractors.vectors import entity_vectors, relation_probabilities

logger = logging.getLogger(__name__)
SEED = 20261124


def read(nlp: Language, example: data.Example) -> tuple[Doc, dict[tuple[int, int], int]]:
    """The doc of an annotated paper after the components, and its gold mentions: tokens to entity."""
    title, abstract = example.texts
    doc = pipeline.read(nlp, title, abstract)
    index = TokenIndex(doc)
    gold = {}
    for span in example.spans:
        base = 0 if span.part == 0 else len(title) + 2
        tokens = index.span(base + span.start, base + span.end)
        if tokens is not None:
            gold[tokens.start, tokens.end] = span.entity
    return doc, gold


def judge_table(nlp: Language, examples: Sequence[data.Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of all candidates of the papers, whether each is a gold mention to the token, and its paper's number."""
    rows, labels, papers = [], [], []
    for number, example in enumerate(examples):
        doc, gold = read(nlp, example)
        candidates = gather(doc)
        free = {place for place, entity in gold.items() if entity in optional(example)}
        asked = [k for k, c in enumerate(candidates) if not _touches(c, free)]
        if asked:
            see = seen_features if has_network(doc) else features
            rows.append(see(doc, candidates)[asked])
            labels += [(candidates[k].start, candidates[k].end) in gold for k in asked]
            papers += [number] * len(asked)
    return np.concatenate(rows), np.array(labels), np.array(papers)


def optional(example: data.Example) -> set[int]:
    """The entities that half of the readers would leave out."""
    return {span.entity for span in example.spans if span.optional}


def _touches(candidate: Candidate, places: set[tuple[int, int]]) -> bool:
    return any(candidate.start < end and start < candidate.end for start, end in places)


def type_table(nlp: Language, examples: Sequence[data.Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of the gold entities that no table knows, the number of their type, and their paper's number."""
    rows, labels, papers = [], [], []
    order = list(EntityType)
    for number, example in enumerate(examples):
        doc, gold = read(nlp, example)
        votes = {(c.start, c.end): c.votes for c in gather(doc)}
        groups: dict[int, list[Candidate]] = {}
        for place, entity in sorted(gold.items()):
            groups.setdefault(entity, []).append(Candidate(*place, votes.get(place, {})))
        unknown = {k: group for k, group in groups.items() if not any("kg_gazetteer" in c.votes for c in group)}
        if unknown:
            rows.append(entity_types.features(doc, list(unknown.values())))
            labels += [order.index(EntityType(example.types[entity])) for entity in unknown]
            papers += [number] * len(unknown)
    return np.concatenate(rows), np.array(labels), np.array(papers)


def role_table(nlp: Language, examples: Sequence[data.Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of the gold entities of the papers, the number of their role in the schema, and their paper's number."""
    rows, labels, papers = [], [], []
    order = list(Role)
    for number, example in enumerate(examples):
        doc, gold = read(nlp, example)
        known = {(s.start, s.end): s.kb_id_ for s in doc.spans[SPANS["gazetteer"]]}
        groups: dict[int, list[Span]] = {}
        for (start, end), entity in sorted(gold.items()):
            span = Span(doc, start, end, example.types[entity], kb_id=known.get((start, end), ""))
            groups.setdefault(entity, []).append(span)
        if groups:
            rows.append(roles.features(doc, list(groups.values())))
            labels += [order.index(Role(example.roles[entity])) for entity in groups]
            papers += [number] * len(groups)
    return np.concatenate(rows), np.array(labels), np.array(papers)


def coreference_table(nlp: Language, examples: Sequence[data.Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of pairs of names of gold entities, whether both name the same one, and their paper's number."""
    rows, labels, papers = [], [], []
    for number, example in enumerate(examples):
        doc, gold = read(nlp, example)
        known = {(s.start, s.end): s.kb_id_ for s in doc.spans[SPANS["gazetteer"]]}
        votes = {(c.start, c.end): c.votes for c in gather(doc)}
        places = sorted(gold.items())
        # Types as the pipeline finds them: at run time no reader tells it which names have one type.
        types = settle_types(doc, [Candidate(*place, votes.get(place, {})) for place, _ in places])
        spans = [Span(doc, a, b, t, kb_id=known.get((a, b), "")) for ((a, b), _), t in zip(places, types, strict=True)]
        owner = {start: entity for (start, _), entity in places}
        names = coreference.gather(with_borders(doc), spans)
        pairs = coreference.pairs(names)
        if pairs:
            of = [owner[name.mentions[0].start] for name in names]
            rows.append(coreference.table(doc, names, pairs))
            labels += [of[a] == of[b] for a, b in pairs]
            papers += [number] * len(pairs)
    return np.concatenate(rows), np.array(labels), np.array(papers)


def relation_figures(nlp: Language, examples: Sequence[data.Example]) -> None:
    """Log precision and recall of the network's relations between gold entities, for thresholds of certainty."""
    rows: list[tuple[float, bool]] = []
    wanted = 0
    for example in examples:
        doc, gold = read(nlp, example)
        places: dict[int, list[tuple[int, int]]] = {}
        for (start, end), entity in sorted(gold.items()):
            places.setdefault(entity, []).append((start, end))
        numbers = list(places)
        links = {
            (frozenset((link.head, link.tail)), link.type)
            if link.type == "compared_with"
            else (link.head, link.type, link.tail)
            for link in example.links
        }
        wanted += len(links)
        if not numbers:
            continue
        spans = list(places.values())
        types = [EntityType(example.types[k]) for k in numbers]
        known = [Role(example.roles[k]) for k in numbers]
        likely = relation_probabilities(doc, spans, entity_vectors(doc, spans), types, known)
        for i in range(len(numbers)):
            for j in range(i + 1, len(numbers)):
                value, a, relation, b = max(
                    (float(likely[a, b, n]), a, relation, b)
                    for a, b in ((i, j), (j, i))
                    for n, relation in enumerate(Relation, start=1)
                    if allowed(types[a], relation, types[b])
                )
                head, tail = numbers[a], numbers[b]
                same = (frozenset((head, tail)), str(relation)) in links or (head, str(relation), tail) in links
                rows.append((value, same))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        said = [same for value, same in rows if value >= threshold]
        precision, recall = sum(said) / max(1, len(said)), sum(said) / max(1, wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        logger.info("relations at %.1f: precision %.3f, recall %.3f, F1 %.3f", threshold, precision, recall, f1)


def learn(rows: np.ndarray, labels: np.ndarray, papers: np.ndarray, out: Path, *, hidden: int, alpha: float) -> None:
    """Fit a network of one hidden layer, report figures cross-validated by paper, and save its weights.

    Args:
        rows: features.
        labels: class of each row.
        papers: number of the paper of each row; one paper's rows are never on both sides of a split.
        out: file of the weights.
        hidden: units of the hidden layer.
        alpha: L2 penalty.
    """
    scaler = StandardScaler().fit(rows)
    model = MLPClassifier((hidden,), alpha=alpha, random_state=SEED, max_iter=400, early_stopping=False)
    scaled = scaler.transform(rows)
    guessed = cross_val_predict(model, scaled, labels, groups=papers, cv=GroupKFold(5), method="predict_proba")
    _report(out.stem, guessed, labels)
    model.fit(scaled, labels)
    arrays = {f"weight{k}": w.astype(np.float32) for k, w in enumerate(model.coefs_)}
    arrays |= {f"bias{k}": b.astype(np.float32) for k, b in enumerate(model.intercepts_)}
    np.savez_compressed(out, mean=scaler.mean_.astype(np.float32), scale=scaler.scale_.astype(np.float32), **arrays)


def _report(name: str, guessed: np.ndarray, labels: np.ndarray) -> None:
    classes = np.unique(labels)
    right = classes[guessed.argmax(axis=1)] == labels
    logger.info("%s: %d rows, accuracy %.3f", name, len(labels), right.mean())
    if len(classes) == 2:
        chosen = guessed[:, 1] >= 0.5
        precision = (labels & chosen).sum() / max(1, chosen.sum())
        logger.info("  precision %.3f, recall %.3f of candidates", precision, (labels & chosen).sum() / labels.sum())
        for low in np.arange(0.0, 1.0, 0.1):
            inside = (guessed[:, 1] >= low) & (guessed[:, 1] < low + 0.1)
            if inside.any():
                logger.info(
                    "  said %.2f, was %.2f (%d)", guessed[inside, 1].mean(), labels[inside].mean(), inside.sum()
                )


def fast(examples: Sequence[data.Example], components: Sequence[str], out: Path) -> None:
    """Train what decides in the rule pipeline, whose components propose candidates."""
    nlp = _candidates(components)
    learn(*judge_table(nlp, examples), out / "judge-fast.npz", hidden=16, alpha=1.0)
    learn(*type_table(nlp, examples), out / "types-fast.npz", hidden=16, alpha=1.0)
    learn(*coreference_table(nlp, examples), out / "coreference-fast.npz", hidden=16, alpha=1.0)
    learn(*role_table(nlp, examples), out / "roles-fast.npz", hidden=16, alpha=1.0)


def accurate(held_out: Sequence[data.Example], components: Sequence[str], out: Path) -> None:
    """Train what decides in the pipeline with the network, on papers that the network did not learn from."""
    nlp = _candidates((*components, "kg_tagger"))
    learn(*judge_table(nlp, held_out), out / "judge-accurate.npz", hidden=16, alpha=1.0)
    learn(*type_table(nlp, held_out), out / "types-accurate.npz", hidden=16, alpha=3.0)
    learn(*coreference_table(nlp, held_out), out / "coreference-accurate.npz", hidden=16, alpha=3.0)
    learn(*role_table(nlp, held_out), out / "roles-accurate.npz", hidden=16, alpha=3.0)
    relation_figures(nlp, held_out)


def _candidates(components: Sequence[str]) -> Language:
    nlp = pipeline.blank()
    for name in components:
        nlp.add_pipe(name)
    return nlp
