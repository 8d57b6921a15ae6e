"""The command `kg`: its verbs, each in a module of its own that is loaded when it is asked for."""

from importlib import import_module
from typing import Any

import click

import kg
from kg.errors import KGError

VERBS = {
    "build": "kg.cli.build:build",
    "query": "kg.cli.query:query",
}

INTERRUPTED = 130
"""What shells give a command that Ctrl-C ended: 128 + SIGINT."""


class Verbs(click.Group):
    """A group whose commands are named in a table, and whose errors end in a remedy and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module, attribute = VERBS[name].split(":")
        return getattr(import_module(module), attribute)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KGError as error:
            click.echo(f"Error: {error.args[0]}.", err=True)
            if error.remedy:
                click.echo(error.remedy, err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """A knowledge graph of machine-learning papers, from titles and abstracts, with the evidence of every claim.

    \b
    Example:
      kg build examples/daily_papers.txt --out outputs/demo
      kg query papers-using --arg method=GRPO --build outputs/demo
    """
