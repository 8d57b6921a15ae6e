"""A knowledge graph of machine-learning papers, from titles and abstracts, with the evidence of every claim."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Resolved on first use: `import kg` must not pay for networkx, spaCy or rdflib.
_PUBLIC = {
    "build_graph": "kg.build",
    "load": "kg.graph",
    "KnowledgeGraph": "kg.graph",
    "KGError": "kg.errors",
    "UnknownNameError": "kg.errors",
}

__all__ = list(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
