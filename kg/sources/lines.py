"""Lines of a byte stream as text, with their numbers; a line that is not UTF-8 spoils only itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.records import Origin, Reject
from kg.sources.opening import BOM, READ_ERRORS

MAX_LINE_BYTES = 16 * 1024 * 1024
"""A longer line is no record but a file without line breaks, and would be held in memory whole."""

EXCERPT_CHARS = 200
"""How much of a record that was set aside is kept to recognise it by."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source.

    Attributes:
        origin: where it stands.
        text: its characters, without the line feed that ends it.
    """

    origin: Origin
    text: str


def lines(stream: BinaryIO, source: str) -> Iterator[Line | Reject]:
    r"""The lines of a stream, split at line feeds alone: texts hold U+2028, U+0085 and their like.

    Args:
        stream: bytes, uncompressed; a byte-order mark at the start is skipped.
        source: name of the stream, for the origins.

    Returns:
        A `Line` for each line, in order; a `Reject` for a line that is not UTF-8 or is too long, and one, the
        last, where the stream can't be read further.

    >>> import io
    >>> [line.text for line in lines(io.BytesIO("a\u2028b\nc".encode()), "x")]
    ['a\u2028b', 'c']
    """
    number = 0
    while True:
        number += 1
        origin = Origin(source, number)
        try:
            data = stream.readline(MAX_LINE_BYTES + 1)
            rest = data
            while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
                rest = stream.readline(MAX_LINE_BYTES + 1)
        except READ_ERRORS as error:
            yield Reject(origin, f"the source can't be read further: {error}", "Get the file again, or repack it.")
            return
        if not data:
            return
        yield _decoded(origin, data) if len(data) <= MAX_LINE_BYTES else _too_long(origin, data)


def _decoded(origin: Origin, data: bytes) -> Line | Reject:
    if origin.line == 1:
        data = data.removeprefix(BOM)
    try:
        return Line(origin, data.decode("utf-8").removesuffix("\n"))
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 at byte {error.start + 1} of the line (0x{data[error.start]:02x})"
        return Reject(origin, reason, "Save the file as UTF-8.", _excerpt(data))


def _too_long(origin: Origin, data: bytes) -> Reject:
    reason = f"the line is longer than {MAX_LINE_BYTES:,} bytes"
    return Reject(origin, reason, "Write one record a line.", _excerpt(data))


def _excerpt(data: bytes) -> str:
    return data[: 4 * EXCERPT_CHARS].decode("utf-8", "backslashreplace")[:EXCERPT_CHARS].rstrip("\n")
