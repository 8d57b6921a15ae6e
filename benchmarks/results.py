"""Writes a benchmark's table into its section of RESULTS.md, with the machine, the versions and the date."""

import datetime
import platform
import re
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_HEADER = "# Results\n\nEach section is written by the command that it names, on dev data: nothing is trained on it.\n"


def machine() -> str:
    """The processor, its cores and the Python that ran."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        match = re.search(r"model name\s*:\s*(.+)", info.read_text())
        model = match[1].strip() if match else model
        cores = len(re.findall(r"^processor", info.read_text(), re.MULTILINE))
        model += f", {cores} cores"
    return f"{model}, Python {platform.python_version()}, spaCy {version('spacy')}"


def table(columns: list[str], rows: list[list[object]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write(title: str, command: str, body: str) -> None:
    """Print a section and put it into RESULTS.md in place of the one with the same title.

    Args:
        title: heading of the section.
        command: what a person types to get it again.
        body: Markdown.
    """
    section = f"## {title}\n\n`{command}` on {datetime.date.today()}, {machine()}\n\n{body}\n"
    print(section)
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else _HEADER
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    old = pattern.search(text)
    text = text[: old.start()] + section + "\n" + text[old.end() :] if old else text.rstrip() + "\n\n" + section
    RESULTS.write_text(text.rstrip() + "\n", "utf-8")
