"""`kg build` as people type it: exit codes, messages, pipes, terminals and Ctrl-C."""

import gzip
import json
import os
import pty
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.cli.progress import SHOWN_ALIKE

GOOD = b'{"id": "good", "title": "GRPO", "abstract": "We propose GRPO, which extends PPO."}\n'


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `kg build` in an empty folder on `papers.dat` with this content, and on more arguments."""
    monkeypatch.chdir(tmp_path)

    def _run(content: bytes | None, *arguments: str, stdin: bytes | None = None):
        if content is not None:
            (tmp_path / "papers.dat").write_bytes(content)
        sources = [] if content is None else ["papers.dat"]
        return CliRunner().invoke(main, ["build", *sources, *arguments, "--out", "out"], input=stdin)

    return _run


# What is set aside: content, exit code when it stands alone and beside a good file, message on standard error.
BAD_INPUT = {
    "invalid UTF-8": (GOOD + b'{"id": "x\xff"}\n', 3, "papers.dat:2: set aside: not UTF-8 at byte 10"),
    "broken JSON": (GOOD + b'{"id": \n', 3, "papers.dat:2: set aside: broken JSON: Expecting value"),
    "no object": (GOOD + b"[1]\n", 3, "papers.dat:2: set aside: JSON, but not an object"),
    "no id": (b'{"title": "T"}\n' + GOOD, 3, "papers.dat:1: set aside: no id"),
    "no title": (b'{"id": "T"}\n' + GOOD, 3, "papers.dat:1: set aside: no title"),
    "wrong type": (GOOD + b'{"id": "x", "title": 7}\n', 3, "papers.dat:2: set aside: the title is a number, not text"),
    "surrogate": (GOOD + b'{"id": "x", "title": "\\ud800"}\n', 3, "papers.dat:2: set aside: half a character"),
    "NUL": (GOOD + b'{"id": "x", "title": "a\\u0000"}\n', 3, "papers.dat:2: set aside: a NUL character in the title"),
    "2 MB abstract": (
        GOOD + json.dumps({"id": "x", "title": "T", "abstract": "We go on. " * 200_000}).encode(),
        3,
        "papers.dat:2: set aside: title and abstract have 2,000,001 characters, more than 100,000",
    ),
    "duplicate id": (GOOD + GOOD, 0, "papers.dat:2: the id 'good' comes again and replaces the record at papers.dat:1"),
    "empty abstract": (b'{"id": "x", "title": "GRPO", "abstract": ""}\n', 0, "papers.dat:1: no abstract"),
    "control characters": (
        b'{"id": "x", "title": "GRPO\\u0007", "abstract": "We propose GRPO."}\n',
        0,
        "papers.dat:1: control characters (U+0007) in the title are kept",
    ),
    "nothing right": (b'{"id": \n', 2, "Error: nothing could be built: papers.dat:1: broken JSON"),
    "empty file": (b"", 2, "Error: nothing could be built: papers.dat: the file is empty"),
    "binary file": (b"\x89PNG\0", 2, "Error: nothing could be built: papers.dat: the format is not recognised"),
    "damaged gzip": (gzip.compress(GOOD)[:-9], 2, "papers.dat: the file can't be read: Compressed file ended"),
    "invalid page line": (
        b"A Title\n\nWe propose GRPO, which extends PPO.\n\nAnother \xff\n",
        3,
        "papers.dat:5: set aside: not UTF-8 at byte 9",
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input(name, run, tmp_path, obeys_contract):
    content, exit_code, message = BAD_INPUT[name]
    result = run(content)
    assert message in result.stderr
    assert result.exit_code == exit_code, result.output
    assert (tmp_path / "out").exists() == (exit_code != 2)
    if exit_code != 2:
        rejects = (tmp_path / "out" / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(rejects) == (exit_code == 3)
        obeys_contract(tmp_path / "out", tmp_path / "papers.dat")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.jsonl"], "nothing could be built: missing.jsonl: the file can't be read: No such file or directory"),
        (["empty"], "nothing could be built: empty: the folder holds no file"),
        (["full"], "nothing could be built: full/logo.png: the format is not recognised"),
        ([], "Missing argument 'SOURCE...'"),
        (["--format", "bibtex", "x"], "'bibtex' is not one of 'jsonl', 'daily-papers'"),
        (["--base-iri", "nowhere", "x"], "the base IRI 'nowhere' does not end in / or #"),
    ],
)
def test_nothing_built(arguments, message, run, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "logo.png").write_bytes(b"\x89PNG\0")
    result = run(None, *arguments)
    assert result.exit_code == 2 and message in result.stderr and "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_missing_file_beside_a_good_one(run):
    result = run(GOOD, "missing.jsonl")
    assert result.exit_code == 3
    assert "missing.jsonl: set aside: the file can't be read" in result.stderr


def test_closing_line(run):
    result = run(GOOD + b'{"id": "x", "title": "Another"}\n' + b"{\n")
    assert result.stdout.startswith("2 papers, ") and " 1 set aside. Open out/graph.html" in result.stdout
    assert "out/rejects.jsonl" in result.stderr and "\r" not in result.output


def test_standard_input_and_forced_format(run, tmp_path):
    assert run(None, "-", "--format", "jsonl", stdin=GOOD).exit_code == 0
    assert (tmp_path / "out" / "graph.html").exists()


def test_warnings_of_one_kind_are_counted_after_some(run):
    lines = [json.dumps({"id": f"p{n}", "title": f"Title {n}"}) for n in range(SHOWN_ALIKE + 5)]
    result = run("\n".join(lines).encode())
    assert result.stderr.count("no abstract") == SHOWN_ALIKE and "warning: 5 more like these" in result.stderr
    assert result.exit_code == 0


def test_terminal_gets_a_progress_line_and_a_pipe_none(tmp_path):
    (tmp_path / "papers.jsonl").write_bytes(GOOD)
    command = [sys.executable, "-m", "kg", "build", "papers.jsonl", "--out", "out"]
    main_end, terminal = pty.openpty()
    subprocess.run(command, cwd=tmp_path, stdout=terminal, stderr=terminal, check=True, timeout=120)
    os.close(terminal)
    shown = os.read(main_end, 65536).decode()
    os.close(main_end)
    assert "extracting 1 of 1" in shown and "writing 4 of 4" in shown and "1 paper, " in shown
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    assert piped.stderr == b""


def test_interrupt_exits_with_130(tmp_path):
    command = [sys.executable, "-m", "kg", "build", "-", "--out", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        # A line that is set aside shows that reading has begun: the reader then waits for more on the pipe.
        process.stdin.write(b"{\n" * 40_000)
        process.stdin.flush()
        begun = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert begun.startswith(b"warning: -:1: set aside")
    assert process.returncode == 130
    assert b"Interrupted." in stderr and b"Traceback" not in stderr
    assert not (tmp_path / "out").exists()


def test_version_and_help():
    assert CliRunner().invoke(main, ["--version"]).output == f"kg, version {kg.__version__}\n"
    page = CliRunner().invoke(main, ["--help"])
    assert page.exit_code == 0 and "build" in page.output and "query" in page.output
    page = CliRunner().invoke(main, ["build", "--help"])
    assert "Example:" in page.output and "--base-iri IRI" in page.output


def test_unknown_verb():
    result = CliRunner().invoke(main, ["bild"])
    assert result.exit_code == 2 and "No such command 'bild'" in result.stderr
