"""Sources from bytes, read as `kg build` reads them."""

import pytest

from kg.records import Paper, Reject
from kg.sources import read


@pytest.fixture
def read_bytes(tmp_path):
    """Write a file and read it: the papers, and what was set aside."""

    def _read(content: bytes, format: str | None = None, name: str = "papers") -> tuple[list[Paper], list[Reject]]:
        file = tmp_path / name
        file.write_bytes(content)
        items = list(read([file], format))
        return [item for item in items if isinstance(item, Paper)], [x for x in items if isinstance(x, Reject)]

    return _read
