"""Trains the network; `rebuild.py` says on what."""

import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from extractors.training import annotation, data
from extractors.training.batches import Batch, Encoded, batches, encode, pair_features, relation_labels
from extractors.training.network import ROLES, Network, Pairs

logger = logging.getLogger(__name__)

SEED = 20261124
_PIECES = 3072
_ENCODER_RATE, _HEAD_RATE = 1e-4, 1e-3
_WARM_UP = 0.1
# The public sets teach the encoder; the project's own annotation is the task.
_WEIGHTS = {"own": 1.0, "scierc": 0.5, "tdmsci": 0.5, "scier": 1.0}
_RELATION_WEIGHT, _ROLE_WEIGHT = 0.5, 0.5
# Pairs without a relation are fifteen times as many as pairs with one.
_NONE_WEIGHT = 0.3


def losses(network: Network, batch: Batch) -> torch.Tensor:
    """The summed loss of a batch: tags, and for the project's own annotation roles and relations."""
    hidden = network.encode(batch.ids, batch.mask, batch.kinds)
    scores = network.tags[batch.labels](hidden)
    loss = nn.functional.cross_entropy(scores.flatten(0, 1), batch.tags.flatten(), ignore_index=-100)
    if batch.labels != "own":
        return _WEIGHTS[batch.labels] * loss
    role_losses, relation_losses = [], []
    for row, item in enumerate(batch.items):
        numbers = sorted(item.mentions)
        if not numbers:
            continue
        vectors = entity_vectors(hidden[row], item, numbers)
        whole = hidden[row, :1].expand(len(numbers), -1)
        wanted = torch.tensor([ROLES.index(item.example.roles[k]) for k in numbers])
        role_losses.append(nn.functional.cross_entropy(network.roles(torch.cat([vectors, whole], dim=1)), wanted))
        if len(numbers) > 1:
            pairs = make_pairs(hidden[row], item, numbers)
            weight = torch.ones(network.pair_out.out_features)
            weight[0] = _NONE_WEIGHT
            relation_losses.append(
                nn.functional.cross_entropy(network.relate(vectors, pairs), pairs.labels, weight=weight)
            )
    return (
        loss + _ROLE_WEIGHT * torch.stack(role_losses).mean() + _RELATION_WEIGHT * torch.stack(relation_losses).mean()
    )


def entity_vectors(hidden: torch.Tensor, item: Encoded, numbers: list[int]) -> torch.Tensor:
    """The mean of an entity's mentions, each the mean of its pieces."""
    return torch.stack([torch.stack([hidden[a:b].mean(0) for a, b in item.mentions[k]]).mean(0) for k in numbers])


def make_pairs(hidden: torch.Tensor, item: Encoded, numbers: list[int]) -> Pairs:
    """All ordered pairs of a paper's entities."""
    labels = relation_labels(item)
    subjects, objects, features, between, wanted = [], [], [], [], []
    for i, a in enumerate(numbers):
        for j, b in enumerate(numbers):
            if a == b:
                continue
            start, end = item.gaps.get((a, b), (0, 0))
            subjects.append(i)
            objects.append(j)
            features.append(pair_features(item, a, b))
            between.append(hidden[start:end].mean(0) if start < end else torch.zeros(hidden.shape[1]))
            wanted.append(labels.get((a, b), 0))
    return Pairs(
        torch.tensor(subjects),
        torch.tensor(objects),
        torch.tensor(features),
        torch.stack(between),
        torch.tensor(wanted),
    )


def fit(network: Network, items: list[Encoded], epochs: int) -> None:
    """Train in place, with warm-up and linear decay, seeded."""
    rng = random.Random(SEED)
    steps = epochs * sum(1 for _ in batches(items, _PIECES, random.Random(0)))
    head = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": network.encoder.parameters(), "lr": _ENCODER_RATE}, {"params": head, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    warm = max(1, round(_WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / warm) * max(0.0, (steps - step) / steps)
    )
    network.train()
    started = time.perf_counter()
    for epoch in range(epochs):
        total: Counter[str] = Counter()
        for batch in batches(items, _PIECES, rng):
            loss = losses(network, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total[batch.labels] += loss.item()
        parts = ", ".join(f"{name} {value:.1f}" for name, value in sorted(total.items()))
        logger.info("epoch %d: %s, %.0f s", epoch + 1, parts, time.perf_counter() - started)


def public_and_own(
    sets: Sequence[tuple[str, Path]], own: Sequence[Path] = (), corpus: Path | None = None
) -> list[data.Example]:
    """Examples of public sets and of files of the project's own annotation, whose texts the corpus holds."""
    examples = [e for name, path in sets for e in data.public(name, path)]
    if own and corpus:
        known = annotation.texts(corpus)
        examples += [e for path in own for e in data.own(annotation.load(path, known))]
    return examples


def train(weights: Path, examples: Sequence[data.Example], epochs: int, start: Network | None = None) -> Network:
    """A trained network.

    Args:
        weights: folder of the encoder: configuration, weights, tokenizer.
        examples: what to learn from.
        epochs: how often each is seen.
        start: a network to go on from; it is changed.
    """
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = start or Network(weights, tuple(data.LABELS))
    logger.info("%s examples", dict(Counter(e.labels for e in examples)))
    fit(network, [encode(example, tokenizer) for example in examples], epochs)
    return network
