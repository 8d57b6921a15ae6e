"""The shipped pipelines by name: which components, in which order, and why. No spaCy is loaded to list them."""

# Borders first: no rule reads across a sentence. Then the sources of candidates, from the surest to the least
# sure; `kg_mentions` decides among them, `kg_coreference` which of them are one thing, and roles and relations speak of
# what these decided. `accurate` adds what the trained network sees; `fast` lives on rules, tables and small trained
# judges.
CANDIDATES = ("kg_sentences", "kg_abbreviations", "kg_gazetteer", "kg_names", "kg_terms", "kg_termbase")
_DECISIONS = ("kg_mentions", "kg_coreference", "kg_roles", "kg_relations")
PIPELINES = {
    "accurate": (*CANDIDATES, "kg_tagger", *_DECISIONS),
    "fast": (*CANDIDATES, *_DECISIONS),
}
DEFAULT = "accurate"
