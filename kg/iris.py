"""The IRIs of a graph: prefixes, and one IRI for each node and each piece of evidence, as plain strings.

An IRI is made from ids alone, so the same paper or entity has the same IRI in every build with the same base.
"""

import re
from hashlib import sha256
from urllib.parse import quote

from extractors.schema import EntityType
from kg.errors import BadIRIError

ONTOLOGY = "https://w3id.org/kg-papers/ontology#"
DEFAULT_BASE = "https://w3id.org/kg-papers/id/"

VOCABULARIES = {
    "kg": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "cito": "http://purl.org/spar/cito/",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
}

NODE_TYPES = ("paper", *EntityType, "author", "venue")

_HOST = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?=[/?#]|\Z)")
_IRI = re.compile(_HOST.pattern + r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-Fa-f]{2})*")
_REST = "!$&'()*+,;=:@/?%"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DIGEST_LENGTH = 12  # hex digits: with the paper and the offsets beside it, enough to tell links apart


def check_iri(iri: str) -> str:
    """The IRI itself, when it is an absolute http(s) IRI of plain ASCII that any RDF reader takes.

    Raises:
        BadIRIError: it is relative, of another scheme, or holds a character that an IRI can't.

    >>> check_iri("https://example.org/a")
    'https://example.org/a'
    """
    if not _IRI.fullmatch(iri) or iri.count("#") > 1:
        raise BadIRIError(
            f"{iri!r} is not a web IRI",
            "Give one such as https://example.org/papers/ (percent-encode what is not ASCII).",
        )
    return iri


def check_base(base: str) -> str:
    """The base IRI itself, when ids can be put behind it.

    Raises:
        BadIRIError: it is no absolute http(s) IRI, or does not end in `/` or `#`.

    >>> check_base(DEFAULT_BASE)
    'https://w3id.org/kg-papers/id/'
    """
    if not base.endswith(("/", "#")):
        raise BadIRIError(f"the base IRI {base!r} does not end in / or #", f"Write {base}/ .")
    return check_iri(base)


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Prefix to namespace: the vocabularies, then one prefix for each type of node, and one for evidence.

    >>> prefixes()["method"]
    'https://w3id.org/kg-papers/id/method/'
    """
    return VOCABULARIES | {name: f"{base}{name}/" for name in (*NODE_TYPES, "evidence")}


def node_iri(node: str, base: str = DEFAULT_BASE) -> str:
    """The IRI of a node: its type, and the rest of its id percent-encoded; two ids never share one.

    Args:
        node: a node's id, any string.
        base: a checked base IRI.

    >>> node_iri("method:grpo")
    'https://w3id.org/kg-papers/id/method/grpo'
    >>> node_iri('paper:cs/0102 "x"', base="https://example.org/")
    'https://example.org/paper/cs%2F0102%20%22x%22'
    """
    return base + "/".join(_encode(part) for part in node.split(":", 1))


def evidence_iri(link: tuple[str, str, str], evidence: dict, base: str = DEFAULT_BASE) -> str:
    """The IRI of one piece of evidence for one link: paper, place, and a digest of the whole content.

    Args:
        link: ids of subject, relation and object.
        evidence: the seven fields of the graph contract.
        base: a checked base IRI.

    >>> place = {"paper": "paper:a1", "field": "title", "start": 0, "end": 4, "text": "GRPO", "sentence": "GRPO!"}
    >>> evidence_iri(("paper:a1", "proposes", "method:grpo"), place | {"extractor": "kg_roles@1"})
    'https://w3id.org/kg-papers/id/evidence/a1.title.0-4.ac4bd39bc29a'
    """
    fields = ("paper", "field", "start", "end", "text", "sentence", "extractor")
    content = repr((*link, *(evidence[name] for name in fields)))
    digest = sha256(content.encode("ascii", "backslashreplace")).hexdigest()[:_DIGEST_LENGTH]
    paper = _encode(evidence["paper"].removeprefix("paper:"))
    place = f"{_encode(evidence['field'])}.{evidence['start']}-{evidence['end']}"
    return f"{base}evidence/{paper}.{place}.{digest}"


def web_iri(address: str) -> str | None:
    """A web address as an IRI, percent-encoded where it must be, or None when it is no http(s) address.

    >>> web_iri("https://example.org/p?a=1&b=<2>")
    'https://example.org/p?a=1&b=%3C2%3E'
    >>> web_iri("javascript:alert(1)") is None
    True
    """
    host = _HOST.match(address)
    if host is None:
        return None
    path, mark, fragment = address[host.end() :].partition("#")
    return check_iri(host[0] + _encode_rest(path) + mark + _encode_rest(fragment))


def _encode(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _encode_rest(address: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", address), safe=_REST, errors="surrogatepass")
