"""British to American spelling and plural to singular, word by word and by suffix, for keys that nobody reads."""

import re

_OUR = re.compile(r"(behavi|col|fav|flav|hon|hum|lab|neighb|harb|tum|vap|arm|od|rig|vig|endeav|rum|sav)our")
_ISATION = re.compile(r"isation")
_ISE = re.compile(r"is(e|ed|er|ers|es|ing|able)$")
# Words in -ise that are written so on both sides of the ocean; checked as the end of the word before the suffix.
_NOT_IZE = re.compile(
    r"(no|prec|conc|exerc|prom|comprom|w|r|ra|pra|appra|bra|adv|rev|superv|telev|improv|dev|dem|prem|surpr|compr|"
    r"enterpr|expert|franch|merchand|parad|disgu|gu|cru|bru|po|turquo|treat|chast|desp|exc|inc|circumc|tort|porpo|m)$"
)
_LL = re.compile(r"(model|label|signal|travel|channel|level|cancel|tunnel|fuel|total|panel|counsel|marshal|dial)"
                 r"l(ing|ed|er|ers)$")  # fmt: skip
_YSE = re.compile(r"(anal|paral|catal|electrol)ys(e|ed|er|ers|ing)$")
_RE = re.compile(r"(cent|met|fib|theat|lit|calib|spect|lust)re(s|d)?$")
_WORDS = re.compile(
    r"catalogue|dialogue|analogue|artefact|programme(?=s?$)|defence|offence|licence|grey|judgement|ageing|manoeuvre|"
    r"manoeuvring|haem|paed|anaes|leukaem|foet|oestro|aluminium|sceptic|sulph"
)
_AMERICAN = {
    "catalogue": "catalog", "dialogue": "dialog", "analogue": "analog", "artefact": "artifact",
    "programme": "program", "defence": "defense", "offence": "offense", "licence": "license", "grey": "gray",
    "judgement": "judgment", "ageing": "aging", "manoeuvre": "maneuver", "manoeuvring": "maneuvering", "haem": "hem",
    "paed": "ped", "anaes": "anes", "leukaem": "leukem", "foet": "fet", "oestro": "estro", "aluminium": "aluminum",
    "sceptic": "skeptic", "sulph": "sulf",
}  # fmt: skip

_IRREGULAR = {
    "matrices": "matrix", "vertices": "vertex", "indices": "index", "vortices": "vortex", "simplices": "simplex",
    "appendices": "appendix", "axes": "axis", "criteria": "criterion", "phenomena": "phenomenon",
    "automata": "automaton", "corpora": "corpus", "minima": "minimum", "maxima": "maximum", "optima": "optimum",
    "extrema": "extremum", "equilibria": "equilibrium", "spectra": "spectrum", "analyses": "analysis",
    "theses": "thesis", "crises": "crisis", "ellipses": "ellipsis", "children": "child", "mice": "mouse",
    "women": "woman", "stimuli": "stimulus", "nuclei": "nucleus", "radii": "radius", "moduli": "modulus",
    "formulae": "formula", "antennae": "antenna", "polyhedra": "polyhedron", "leaves": "leaf", "halves": "half",
    "shelves": "shelf", "heroes": "hero", "echoes": "echo", "potatoes": "potato", "tomatoes": "tomato",
}  # fmt: skip
_IRREGULAR_END = re.compile("(" + "|".join(sorted(_IRREGULAR, key=len, reverse=True)) + ")$")
# Ends in s, and is no plural.
_SINGULAR = re.compile(
    r"(ss|us|is|ys|\ds|(?<!metr)(?<!top)(?<!heurist)(?<!crit)(?<!characterist)(?<!fabr)(?<!clin)(?<!mosa)ics|"
    r"bias|gas|canvas|atlas|alias|pandas|keras|texas|vegas|chaos|cosmos|pegasos|lens|series|species|means|bayes|gibbs|"
    r"hastings|news|kubernetes|always|perhaps)$"
)
_ADDS_ES = re.compile(r"(ss|x|sh|(?<!ca)(?<!ni)(?<!avalan)(?<!heada)(?<!psy)ch|bias|gas|canvas|atlas|alias|lens|"
                      r"vir(?=us)us|corpus|bus|status|focus|census|consensus|calculus|campus|bonus)es$")  # fmt: skip
_VOWEL = re.compile(r"[aeiouy]")


def american(word: str) -> str:
    """A lower-case word in American spelling; a word that has no other spelling comes back as it is.

    >>> [american(word) for word in ("behaviour", "optimisation", "modelling", "supervised", "analyser")]
    ['behavior', 'optimization', 'modeling', 'supervised', 'analyzer']
    """
    if len(word) < 4:
        return word
    word = _OUR.sub(r"\1or", word)
    word = _ISATION.sub("ization", word)
    word = _WORDS.sub(lambda match: _AMERICAN[match[0]], word)
    word = _LL.sub(r"\1\2", word)
    word = _YSE.sub(r"\1yz\2", word)
    word = _RE.sub(lambda match: match[1] + "er" + {None: "", "s": "s", "d": "ed"}[match[2]], word)
    match = _ISE.search(word)
    if match and match.start() > 2 and not _NOT_IZE.search(word, 0, match.start()):
        word = f"{word[: match.start()]}iz{match[1]}"
    return word


def singular(word: str) -> str:
    """The singular of a lower-case English word, also where it is the end of a longer one.

    >>> [singular(word) for word in ("policies", "losses", "matrices", "analysis", "metrics", "statistics", "gps")]
    ['policy', 'loss', 'matrix', 'analysis', 'metric', 'statistics', 'gps']
    """
    irregular = _IRREGULAR_END.search(word)
    if irregular:
        return word[: irregular.start()] + _IRREGULAR[irregular[1]]
    if len(word) < 4 or not word.endswith("s") or _SINGULAR.search(word) or not _VOWEL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4 and not word.endswith(("movies", "cookies", "zombies", "calories")):
        return word[:-3] + "y"
    return word[:-2] if _ADDS_ES.search(word) else word[:-1]
