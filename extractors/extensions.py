"""The extensions that the components write and read; importing this module registers them.

- `doc._.kg_title_end`: number of tokens of the title at the doc's start, 0 when there is none.
- `doc._.kg_whole`: the vector of the whole text, when `kg_tagger` has read it.
- `doc._.kg_definitions`: list of `(short start, short end, long start, long end)`, token offsets.
- `doc._.kg_entities`: list of `(entity, confidence)`, one for each span of `doc.spans["kg_mentions"]`; mentions of one
  thing share the number, which is that of the first mention under the name that stands for it.
- `doc._.kg_roles`: list of `(role, confidence)`, one for each span of `doc.spans["kg_mentions"]`.
- `doc._.kg_relations`: list of `(subject, relation, object, cue start, cue end, confidence)`; the first and third
  are indices into `doc.spans["kg_mentions"]`, the cue is in tokens.

All are plain lists of numbers and strings, so that `Doc.to_bytes`, `DocBin` and `nlp.pipe(n_process=2)` keep them.
"""

from spacy.tokens import Doc, Span

SPANS = {
    "gazetteer": "kg_gazetteer",
    "abbreviations": "kg_abbreviations",
    "names": "kg_names",
    "terms": "kg_terms",
    "termbase": "kg_termbase",
    "tagger": "kg_tagger",
    "mentions": "kg_mentions",
}

Doc.set_extension("kg_title_end", default=0, force=True)
Doc.set_extension("kg_whole", default=[], force=True)
for _name in ("kg_definitions", "kg_entities", "kg_roles", "kg_relations"):
    Doc.set_extension(_name, default=[], force=True)


def store(doc: Doc, key: str, spans: list[Span], confidences: list[float]) -> None:
    """Put spans into `doc.spans[key]`, their confidences beside them.

    Args:
        doc: the doc of the spans.
        key: name of the span group.
        spans: in the order to keep.
        confidences: one for each span, in (0, 1].
    """
    doc.spans[key] = spans
    doc.spans[key].attrs["confidence"] = confidences
