"""What a running command shows on standard error: a line of progress on a terminal, and the library's warnings."""

import logging
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click

SHOWN_ALIKE = 20
"""How many warnings of one kind are shown before they are only counted."""

_CLEAR_LINE = "\r\x1b[K"
_STEP = 25
"""Items between two redraws."""


class ProgressLine:
    """One line on a terminal that says how far a command is; nothing anywhere else.

    >>> ProgressLine(shown=False)("reading", 1, None)
    """

    def __init__(self, shown: bool):
        self.shown = shown

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if self.shown and (done % _STEP == 0 or done == total):
            count = f"{done:,} of {total:,}" if total else f"{done:,}"
            click.echo(f"{_CLEAR_LINE}{stage} {count if done else '…'}", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            click.echo(_CLEAR_LINE, err=True, nl=False)


class _WarningLines(logging.Handler):
    def __init__(self, line: ProgressLine):
        super().__init__(logging.WARNING)
        self.line = line
        self.seen: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        self.seen[record.msg] += 1
        if self.seen[record.msg] <= SHOWN_ALIKE:
            self.line.clear()
            click.echo(f"warning: {record.getMessage()}", err=True)


@contextmanager
def followed() -> Iterator[ProgressLine]:
    """Show progress and the warnings of `kg` and `extractors` while the block runs."""
    line = ProgressLine(sys.stderr.isatty())
    handler = _WarningLines(line)
    loggers = [logging.getLogger(name) for name in ("kg", "extractors")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield line
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        line.clear()
        hidden = sum(count - SHOWN_ALIKE for count in handler.seen.values() if count > SHOWN_ALIKE)
        if hidden:
            click.echo(f"warning: {hidden:,} more like these", err=True)
