"""Papers from files: one module a format.

Each module has `detect(head)`, whether these first bytes are in its format, and `read(stream, source)`, which
yields a `Paper` for each record that can be read and a `Reject` for each that can't. No module needs a network.
"""

from collections.abc import Iterable, Iterator
from os import PathLike
from types import ModuleType

from kg.records import Origin, Paper, Reject
from kg.registry import Registry
from kg.sources.opening import Opened, open_source

SOURCES = Registry(
    "sources",
    {
        "jsonl": "kg.sources.jsonl",
        "daily-papers": "kg.sources.daily_papers",
    },
)


def read(sources: Iterable[str | PathLike[str]], format: str | None = None) -> Iterator[Paper | Reject]:
    """The papers of all sources, read as they are asked for.

    Args:
        sources: files, folders, or `-` for standard input; gzip is recognised.
        format: a name of `SOURCES`; None recognises the format of each file from its content.

    Returns:
        Papers and what was set aside, in the order of the sources and of the records in them. A file that can't
        be opened, or whose format is unknown, is one `Reject`.

    Raises:
        RegistryError: no source has the name `format`.
    """
    forced = SOURCES.load(format) if format else None
    for source in sources:
        for opened in open_source(source):
            if isinstance(opened, Reject):
                yield opened
            elif module := forced or _recognised(opened):
                yield from module.read(opened.stream, opened.name)
            else:
                known = ", ".join(SOURCES.names())
                yield Reject(
                    Origin(opened.name, 0),
                    "the format is not recognised",
                    f"If it holds papers, say how with --format ({known}), in UTF-8.",
                )


def _recognised(opened: Opened) -> ModuleType | None:
    return next((module for _, module in SOURCES if module.detect(opened.head)), None)
