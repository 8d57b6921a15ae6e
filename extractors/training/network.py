"""The network: a small transformer, a tagging head for each label set, a role head and a relation head.

Everything after the encoder is linear or one hidden layer, so that at run time NumPy does it.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from extractors.casing import CASES
from extractors.schema import EntityType, Relation, Role
from extractors.training.data import LABELS

WIDTH = 384
HIDDEN = 256
TYPES, ROLES, RELATIONS = list(EntityType), list(Role), list(Relation)
# Both types, both roles, whether words stand between them, whether the subject comes first.
PAIR_FEATURES = 2 * len(TYPES) + 2 * len(ROLES) + 2


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of entities of one paper: rows into its entities, features, the words between them, labels."""

    subjects: torch.Tensor
    objects: torch.Tensor
    features: torch.Tensor
    between: torch.Tensor
    labels: torch.Tensor


class Network(nn.Module):
    """Encoder and heads.

    Args:
        weights: folder of the encoder's weights, in the layout of transformers.
        sets: label sets to have a tagging head for.
    """

    def __init__(self, weights: Path, sets: tuple[str, ...]):
        super().__init__()
        # Dropout inside attention doubles the time of a step on a CPU.
        self.encoder = AutoModel.from_pretrained(weights, attention_probs_dropout_prob=0.0)
        embeddings = self.encoder.embeddings
        segments = embeddings.token_type_embeddings.weight.detach()
        embeddings.token_type_embeddings = nn.Embedding.from_pretrained(
            segments.repeat_interleave(CASES, dim=0), freeze=False
        )
        self.encoder.config.type_vocab_size = len(segments) * CASES
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, 1 + 2 * len(LABELS[name])) for name in sets})
        self.roles = nn.Linear(2 * WIDTH, len(ROLES))
        self.pair_in = nn.Linear(4 * WIDTH + PAIR_FEATURES, HIDDEN)
        self.pair_out = nn.Linear(HIDDEN, 1 + len(RELATIONS))

    def encode(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """The last hidden states, (batch, tokens, 384)."""
        encoded = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=kinds)
        return self.dropout(encoded.last_hidden_state)

    def relate(self, entities: torch.Tensor, pairs: Pairs) -> torch.Tensor:
        """Scores of no relation and of each relation for ordered pairs of entities, given their vectors."""
        a, b = entities[pairs.subjects], entities[pairs.objects]
        x = torch.cat([a, b, a * b, pairs.between, pairs.features], dim=1)
        return self.pair_out(self.dropout(torch.relu(self.pair_in(x))))
