"""The trained network at run time: texts in, vectors and tags out, by onnxruntime and NumPy alone."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

from extractors.casing import CASES, cases
from extractors.schema import EntityType
from extractors.weights import softmax

if TYPE_CHECKING:
    from tokenizers import Encoding

# What the encoder was trained with; a longer abstract is read in parts.
MAX_PIECES = 512
# How the tokenizer writes a piece that goes on with a word.
CONTINUES = "##"
_CLS, _SEP, _SPECIAL = 101, 102, 3


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the network sees it.

    Attributes:
        starts: offset of each word piece in the text.
        heads: whether the piece begins a word.
        ends: offset after it.
        hidden: vector of each piece, (pieces, 384).
        tags: probability of each tag of each piece, (pieces, 15).
        whole: vector of the whole text, (384,).
    """

    starts: np.ndarray
    heads: np.ndarray
    ends: np.ndarray
    hidden: np.ndarray
    tags: np.ndarray
    whole: np.ndarray


class Reader:
    """The shipped network, on one thread: a build runs one pipeline a core."""

    types = tuple(EntityType)

    def __init__(self):
        # spaCy loads every component's module when it makes a pipeline; these are for those that tag.
        import onnxruntime
        from tokenizers import Tokenizer

        folder = files("extractors").joinpath("model")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        with as_file(folder / "encoder.onnx") as path:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        with as_file(folder / "tokenizer.json") as path:
            self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        with as_file(folder / "heads.npz") as path:
            self.heads = {name: array.astype(np.float32) for name, array in np.load(path).items()}

    def read(self, title: str, abstract: str, abstract_start: int) -> Pieces:
        """Read a paper.

        Args:
            title: text, may be empty.
            abstract: text.
            abstract_start: offset of the abstract in the text that offsets are to count in; the title begins at 0.
        """
        first = self._tokenizer.encode(title, add_special_tokens=False)
        second = self._tokenizer.encode(abstract, add_special_tokens=False)
        head = first.ids[: MAX_PIECES // 2]
        room = MAX_PIECES - len(head) - _SPECIAL
        windows = [second.ids[k : k + room] for k in range(0, max(1, len(second.ids)), room)]
        written = [*_case_of(first, title), *_case_of(second, abstract, CASES)]
        hidden, wholes = [], []
        for number, window in enumerate(windows):
            begin = len(first.ids) + number * room
            kinds = [0, *written[: len(head)], 0, *written[begin : begin + len(window)], CASES]
            states = self._encode([_CLS, *head, _SEP, *window, _SEP], kinds)
            body = states[len(head) + 2 : len(head) + 2 + len(window)]
            hidden.append(np.concatenate([states[1 : 1 + len(head)], body]) if number == 0 else body)
            wholes.append(states[0])
        vectors = np.concatenate(hidden)
        offsets = np.array(
            [*first.offsets[: len(head)], *((a + abstract_start, b + abstract_start) for a, b in second.offsets)],
            dtype=np.int32,
        ).reshape(-1, 2)
        scores = vectors @ self.heads["tags.weight"].T + self.heads["tags.bias"]
        tokens = [*first.tokens[: len(head)], *second.tokens]
        heads = np.array([not token.startswith(CONTINUES) for token in tokens], dtype=bool)
        return Pieces(offsets[:, 0], heads, offsets[:, 1], vectors, softmax(scores), np.mean(wholes, axis=0))

    def _encode(self, ids: list[int], kinds: list[int]) -> np.ndarray:
        feed = {
            "input_ids": np.array([ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "token_type_ids": np.array([kinds], dtype=np.int64),
        }
        return self._session.run(None, feed)[0][0]


def _case_of(encoding: "Encoding", text: str, base: int = 0) -> list[int]:
    """The case of the word of each piece, counted from that of the piece's text."""
    written = cases(text)
    return [base + written[start] for start, _ in encoding.offsets]


@cache
def reader() -> Reader:
    """The one reader of a process."""
    return Reader()
