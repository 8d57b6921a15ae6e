"""The line from sources to the files of a build, top to bottom."""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from extractors.presets import DEFAULT
from kg.assembly import assemble
from kg.errors import EmptyBuildError, OutputError
from kg.exports import EXPORTS
from kg.extraction import extract
from kg.iris import check_base
from kg.linking import link
from kg.records import Paper, Reject
from kg.report import BuildReport, markdown, place, summarise
from kg.sources import read

if TYPE_CHECKING:
    import networkx as nx

logger = logging.getLogger(__name__)

Progress = Callable[[str, int, int | None], None]
"""Called with a stage (`reading`, `extracting`, `linking`, `writing`), what is done, and of how many if known."""

REPORT_FILENAME = "report.md"
REJECTS_FILENAME = "rejects.jsonl"

_Item = TypeVar("_Item")


def build_graph(
    sources: Iterable[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    format: str | None = None,
    base_iri: str | None = None,
    pipeline: str = DEFAULT,
    on_progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of the papers in the sources and write it to a folder.

    The folder gets a file for each of `kg.exports.EXPORTS`, `report.md`, and `rejects.jsonl`, which is empty when
    nothing was set aside. Files that an earlier build left are replaced one by one when all new ones are complete;
    other files stay. A paper whose id comes again is replaced by the later one, in its place, with a warning.

    Args:
        sources: files, folders, or `-` for standard input.
        out: the folder, made if it isn't there.
        format: a name of `kg.sources.SOURCES`; None recognises it.
        base_iri: what the IRIs of papers and entities begin with, an absolute IRI ending in `/` or `#`; None
            takes the project's own.
        pipeline: name of the shipped pipeline that extracts, one of `extractors.presets.PIPELINES`.
        on_progress: told how far the build is.

    Returns:
        What was read, built and set aside.

    Raises:
        EmptyBuildError: no source holds a paper that can be read; the folder stays as it was.
        OutputError: the folder can't be written.
        BadIRIError: the base IRI can't be one.
        RegistryError: no format has this name.
    """
    out = Path(out)
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is not a folder", "Name a folder for the build.")
    base = check_base(base_iri) if base_iri is not None else None
    report = on_progress or _silent
    papers, rejects, replaced = _read(sources, format, report)
    extractions = list(_followed(extract(papers, pipeline), "extracting", len(papers), report))
    report("linking", 0, None)
    graph = assemble(extractions, link(extractions), base=base)
    summary = summarise(graph, rejects, replaced)
    _write(out, graph, summary, report)
    return summary


def _read(
    sources: Iterable[str | PathLike[str]], format: str | None, report: Progress
) -> tuple[list[Paper], tuple[Reject, ...], int]:
    papers: dict[str, Paper] = {}
    rejects: list[Reject] = []
    replaced = 0
    for item in _followed(read(sources, format), "reading", None, report):
        if isinstance(item, Reject):
            rejects.append(item)
            logger.warning("%s: set aside: %s. %s", place(item), item.reason, item.remedy)
            continue
        if earlier := papers.get(item.id):
            replaced += 1
            here, there = item.origin, earlier.origin
            logger.warning(
                "%s:%d: the id %r comes again and replaces the record at %s:%d",
                *(here.source, here.line, item.id, there.source, there.line),
            )
        papers[item.id] = item
    if not papers:
        raise EmptyBuildError(*_why_empty(rejects))
    return list(papers.values()), tuple(rejects), replaced


def _why_empty(rejects: list[Reject]) -> tuple[str, str]:
    if not rejects:
        return "nothing could be built: the sources hold no paper", "Check that they are the files you mean."
    first = rejects[0]
    return f"nothing could be built: {place(first)}: {first.reason}", first.remedy


def _followed(items: Iterable[_Item], stage: str, total: int | None, report: Progress) -> Iterator[_Item]:
    report(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        report(stage, done, total)


def _silent(stage: str, done: int, total: int | None) -> None:
    pass


def _write(out: Path, graph: "nx.MultiDiGraph", summary: BuildReport, report: Progress) -> None:
    """Write all files beside their places, then move them there: a reader never sees half a file."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".build-", dir=out) as folder:
            fresh = Path(folder)
            for _, module in _followed(EXPORTS, "writing", len(EXPORTS.names()), report):
                module.write(graph, fresh / module.FILENAME)
            (fresh / REPORT_FILENAME).write_text(markdown(summary), encoding="utf-8", newline="\n")
            (fresh / REJECTS_FILENAME).write_text(_rejects(summary.rejects), encoding="utf-8", newline="\n")
            for file in sorted(fresh.iterdir()):
                os.replace(file, out / file.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"the build can't be written to {out}: {reason}", "Check its rights and space.") from error


def _rejects(rejects: Iterable[Reject]) -> str:
    rows = (
        {
            "source": reject.origin.source,
            "line": reject.origin.line,
            "reason": reject.reason,
            "remedy": reject.remedy,
            "record": reject.record,
        }
        for reject in rejects
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
