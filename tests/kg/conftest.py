"""Builds for tests: real sources, the real line, and the contract checked on each."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_contract import check_contract

from kg.records import Paper
from kg.sources import read

RECORDS = [
    {"id": "a1", "title": "GRPO", "abstract": "We propose Group Relative Policy Optimization (GRPO). It extends PPO."},
    {"id": "a2", "title": "DPO against GRPO", "abstract": "We compare DPO with GRPO on MATH.", "year": 2024},
    {"id": "a3", "title": "A Title Alone", "authors": ["Ada Lovelace"], "venue": "ICLR"},
]


@pytest.fixture
def papers_file(tmp_path) -> Callable[..., Path]:
    """Write records as JSON lines, three good ones by default; text stands for a line as it is."""

    def _write(records: list[dict | str] = RECORDS, name: str = "papers.jsonl") -> Path:
        lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
        file = tmp_path / name
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return file

    return _write


@pytest.fixture
def obeys_contract() -> Callable[..., None]:
    """Check a build's graph against the contract and the sources that it was made from."""

    def _check(out: Path, *sources: Path) -> None:
        papers = {item.id: item for item in read(sources) if isinstance(item, Paper)}
        check_contract(out / "graph.json", papers.values())

    return _check
