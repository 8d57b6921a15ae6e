"""Trains what decides after the components: the judges of candidates and the role classifiers.

    python -m extractors.training.decisions --own FILE... --corpus FILE --held-out FILE --out extractors/model

The judge and the roles of `fast` rest on rules alone and learn from all of the annotation. Those of `accurate` use
what the network sees, so they learn from papers that the network did not.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors import pipeline, roles
from extractors.extensions import SPANS
from extractors.judge import features, gather
from extractors.offsets import TokenIndex
from extractors.schema import Role
from extractors.training import annotation, data

logger = logging.getLogger(__name__)
SEED = 20261124


def read(nlp: Language, example: data.Example) -> tuple[Doc, dict[tuple[int, int], int]]:
    """The doc of an annotated paper after the components, and its gold mentions: tokens to entity."""
    title, abstract = example.texts
    text = title + "\n\n" + abstract
    doc = nlp.make_doc(text)
    doc._.kg_title_end = sum(token.idx < len(title) + 2 for token in doc)
    for _, component in nlp.pipeline:
        doc = component(doc)
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
        if candidates:
            rows.append(features(doc, candidates))
            labels += [(c.start, c.end) in gold for c in candidates]
            papers += [number] * len(candidates)
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


def main() -> None:
    """Train and save the judges."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", type=Path, nargs="+", required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=["fast", "accurate"])
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    corpus = annotation.texts(options.corpus)
    held_out = data.own(annotation.load(options.held_out, corpus))
    everything = held_out + [e for path in options.own for e in data.own(annotation.load(path, corpus))]
    if options.only != "accurate":
        fast = pipeline.blank()
        for name in pipeline.CANDIDATES:
            fast.add_pipe(name)
        learn(*judge_table(fast, everything), options.out / "judge-fast.npz", hidden=16, alpha=1.0)
        learn(*role_table(fast, everything), options.out / "roles-fast.npz", hidden=16, alpha=1.0)
    if options.only != "fast":
        accurate = pipeline.blank()
        for name in (*pipeline.CANDIDATES, "kg_tagger"):
            accurate.add_pipe(name)
        learn(*judge_table(accurate, held_out), options.out / "judge-accurate.npz", hidden=8, alpha=3.0)
        learn(*role_table(accurate, held_out), options.out / "roles-accurate.npz", hidden=8, alpha=3.0)


if __name__ == "__main__":
    main()
