"""Sources as users name them, files, folders and standard input, opened as byte streams."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.records import Origin, Reject

HEAD_BYTES = 64 * 1024
"""How much of a file the formats see to recognise it: some twenty abstracts."""

BOM = b"\xef\xbb\xbf"
GZIP_MAGIC = b"\x1f\x8b"
READ_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a file can raise; the last two come from damaged gzip."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be read.

    Attributes:
        name: the path as the user gave it, or `-`.
        head: its first bytes, uncompressed, without a byte-order mark.
        stream: all its bytes, uncompressed.
    """

    name: str
    head: bytes
    stream: BinaryIO


class _Rejoined(io.RawIOBase):
    """The bytes already read, and then the rest: standard input can't be rewound."""

    def __init__(self, head: bytes, rest: BinaryIO):
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def open_source(source: str | os.PathLike[str]) -> Iterator[Opened | Reject]:
    """The files behind a source, opened one at a time and closed when the next is asked for.

    Args:
        source: a file, a folder (its own files, hidden ones left out, by name), or `-` for standard input.

    Returns:
        An `Opened` for each file; a `Reject` for each that can't be opened or is empty.
    """
    name = _shown(source)
    if name == "-":
        yield _opened(name, sys.stdin.buffer)
        return
    path = Path(source)
    try:
        if not path.is_dir():
            yield from _file(path)
            return
        files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        yield _unreadable(name, error)
        return
    for file in files:
        yield from _file(file)
    if not files:
        yield Reject(Origin(name, 0), "the folder holds no file", "Name a folder with papers in it.")


def _file(path: Path) -> Iterator[Opened | Reject]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield _unreadable(_shown(path), error)
        return
    with stream:
        yield _opened(_shown(path), stream)


def _opened(name: str, stream: BinaryIO) -> Opened | Reject:
    try:
        head, stream = _peeked(stream, len(GZIP_MAGIC))
        if head == GZIP_MAGIC:
            stream = gzip.GzipFile(fileobj=stream)
        head, stream = _peeked(stream, HEAD_BYTES)
    except READ_ERRORS as error:
        return _unreadable(name, error)
    head = head.removeprefix(BOM)
    if not head.strip():
        return Reject(Origin(name, 0), "the file is empty", "Check that it was saved or downloaded whole.")
    return Opened(name, head, stream)


def _peeked(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    head = stream.read(size)
    return head, io.BufferedReader(_Rejoined(head, stream))


def _unreadable(name: str, error: Exception) -> Reject:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Reject(Origin(name, 0), f"the file can't be read: {reason}", "Check the path, its rights and its content.")


def _shown(source: str | os.PathLike[str]) -> str:
    """The path as text that any file and terminal can hold."""
    return os.fsencode(source).decode("utf-8", "backslashreplace")
