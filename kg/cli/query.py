"""`kg query`: ask a build in SPARQL, or by the name of a question."""

import shutil
from pathlib import Path

import click

from kg import answers, queries, sparql
from kg.errors import BuildNotFoundError, QueryError

_OUTPUTS = Path("outputs")


@click.command()
@click.argument("text", metavar="[SPARQL | NAME]", required=False)
@click.option("-f", "--file", type=click.Path(path_type=Path), help="Read the query from a file.")
@click.option("--list", "listing", is_flag=True, help="List the named queries and their arguments.")
@click.option("--arg", "given", metavar="NAME=VALUE", multiple=True, help="An argument of the query; can be repeated.")
@click.option("--build", type=click.Path(path_type=Path), help="Folder of the build. [default: the newest in outputs/]")
@click.option("--format", "form", type=click.Choice(answers.FORMATS), default="table", show_default=True)
def query(
    text: str | None, file: Path | None, listing: bool, given: tuple[str, ...], build: Path | None, form: str
) -> None:
    """Ask a build a question, in SPARQL or by name.

    The prefixes kg:, skos:, dcterms:, paper:, method: … need no declaration. Names match any alias, in upper or
    lower case.

    \b
    Examples:
      kg query papers-using --arg method=GRPO
      kg query "SELECT ?title { ?paper kg:uses method:grpo ; dcterms:title ?title }" --format csv
    """
    if listing:
        click.echo(_listing(), nl=False)
        return
    asked = _asked(text, file)
    arguments = _arguments(given)
    data = sparql.Dataset.load(build or _newest_build())
    answer = data.ask(asked, arguments) if isinstance(asked, queries.NamedQuery) else data.query(asked, arguments)
    click.echo(answers.render(answer, form, data.prefixes, _terminal_width()), nl=False)


def _asked(text: str | None, file: Path | None) -> queries.NamedQuery | str:
    if (text is None) == (file is None):
        raise QueryError("give one query", "Give SPARQL, a name or -f FILE; kg query --list shows the names.")
    if file is None:
        is_name = not any(char.isspace() or char in "{}" for char in text)
        return queries.get(text) if is_name else text
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{file} can't be read: {error.strerror}", "Give the path of a SPARQL file.") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file} is not UTF-8: {error.reason} at byte {error.start}", "Save it as UTF-8.") from error


def _arguments(given: tuple[str, ...]) -> dict[str, str]:
    arguments = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise QueryError(f"--arg {item} has no value", "Write --arg NAME=VALUE, such as --arg method=GRPO.")
        arguments[name.strip()] = value.strip()
    return arguments


def _newest_build() -> Path:
    builds = list(_OUTPUTS.glob(f"*/{sparql.FILENAME}"))
    if not builds:
        raise BuildNotFoundError(
            f"there is no build in {_OUTPUTS}/", "Build one (kg build SOURCE) or give --build FOLDER."
        )
    return max(builds, key=lambda path: (path.stat().st_mtime_ns, path)).parent


def _terminal_width() -> int | None:
    return shutil.get_terminal_size(fallback=(0, 0)).columns or None


def _listing() -> str:
    lines = []
    for name in queries.names():
        named = queries.get(name)
        lines.append(f"{name}\n    {named.question}")
        lines += [f'    --arg {part.name}="{part.example}"  {part.meaning}' for part in named.parameters]
    return "\n".join(lines) + "\n"
