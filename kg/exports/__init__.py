"""A graph in the formats that people load: one module a format.

Each module has `FILENAME`, the file's name in a build, and `write(graph, path)`, which writes the
`networkx.MultiDiGraph` of the graph contract; the same graph gives the same bytes.
"""

from kg.registry import Registry

EXPORTS = Registry(
    "exports",
    {
        "json": "kg.exports.json",
        "turtle": "kg.exports.turtle",
        "ntriples": "kg.exports.ntriples",
        "html": "kg.exports.html",
    },
)
