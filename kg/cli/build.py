"""`kg build`: papers in, a graph out."""

from pathlib import Path

import click

from extractors.presets import DEFAULT, PIPELINES
from kg.cli.progress import followed
from kg.sources import SOURCES

SET_ASIDE = 3
"""Exit code of a build that stands, though some records were set aside."""


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the build, as outputs/NAME.")
@click.option("--format", type=click.Choice(SOURCES.names()), help="What the sources are; recognised by default.")
@click.option("--base-iri", metavar="IRI", help="What the IRIs of papers and entities in the RDF begin with.")
@click.option(
    "--pipeline",
    type=click.Choice(list(PIPELINES)),
    default=DEFAULT,
    show_default=True,
    help="How papers are read: with the trained network, or by rules alone and several times as fast.",
)
@click.pass_context
def build(
    ctx: click.Context, sources: tuple[str, ...], out: Path, format: str | None, base_iri: str | None, pipeline: str
) -> None:
    """Build a graph from papers: files, folders, or - for standard input.

    Exit code 0: all was read; 3: the build stands, and what was set aside is in rejects.jsonl; 2: nothing was built.

    \b
    Example:
      kg build page.txt more.jsonl.gz --out outputs/demo
    """
    from kg.build import REJECTS_FILENAME, build_graph  # spaCy and NetworkX: a second that `kg --help` must not pay

    with followed() as on_progress:
        report = build_graph(sources, out, format=format, base_iri=base_iri, pipeline=pipeline, on_progress=on_progress)
    counts = [
        _count(report.papers, "paper", "papers"),
        _count(sum(report.entities.values()), "entity", "entities"),
        _count(sum(report.links.values()), "link", "links"),
        f"{len(report.rejects):,} set aside",
    ]
    click.echo(f"{', '.join(counts)}. Open {out / 'graph.html'}; the numbers are in {out / 'report.md'}.")
    if report.rejects:
        click.echo(f"What was set aside, and why: {out / REJECTS_FILENAME}", err=True)
        ctx.exit(SET_ASIDE)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
