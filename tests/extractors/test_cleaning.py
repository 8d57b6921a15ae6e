import string
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.cleaning import clean

READS = [
    (r"na\"ive", "naïve"),
    (r"na\"{i}ve", "naïve"),
    (r"na\"{\i}ve", "naïve"),
    (r"Schr{\"o}dinger", "Schrödinger"),
    (r"Ha{\v{c}}ek and Erd\H{o}s", "Haček and Erdős"),
    (r"stra\ss{}e, S{\o}ren, \L{}ukasz", "straße, Søren, Łukasz"),
    ("cafe\u0301", "café"),
    (r"\textit{Flow}", "Flow"),
    (r"\textbf{\emph{Flow}} wins", "Flow wins"),
    (r"{\em Flow} wins", "Flow wins"),
    ("{p}_{theta}", "p_theta"),
    ("{BERT} base", "BERT base"),
    ("the set {a, b}", "the set {a, b}"),
    ("DTS^star", "DTS*"),
    ("4-16x", "4-16x"),
    ("``quotes''", '"quotes"'),
    ("our approach.BRAIn wins", "our approach. BRAIn wins"),
    ("e.g.Adam in U.S.A", "e.g.Adam in U.S.A"),
    ("Qwen2.5-Math", "Qwen2.5-Math"),
    ("ﬁnd eﬃcient ﬂows", "find efficient flows"),
    ("a\u00a0b\u2009c", "a b c"),
    ("soft\u00adhyphen", "softhyphen"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("\u202eabc\u202c", "abc"),
    ("a &amp; b &lt; c", "a & b < c"),
    ("a&nbsp;&nbsp;b &ndash; &rsquo;", "a b - '"),
    ("a&#10;&#10;b&#x202e;&#1;&zwj;", "a b"),
    ("&bogus; R&D;", "&bogus; R&D;"),
    ("$k$-means in $O(n)$", "k-means in O(n)"),
    (r"$\alpha$-fair", "alpha-fair"),
    (r"2 \times 3 and 3$\times$", "2 x 3 and 3x"),
    ("it costs $5", "it costs $5"),
    ("it costs $5 for $n$ runs", "it costs $5 for n runs"),
    (r"5\% of R\&D at \$5", "5% of R&D at $5"),
    ("\u2018a\u2019 \u201cb\u201d c\u2013d", "'a' \"b\" c-d"),
    ("our **Flow** wins", "our Flow wins"),
    ("2**3 and a*b", "2**3 and a*b"),
    ("<i>Flow</i> is <script>", "Flow is <script>"),
    ("a \n\n\t b\u2028c\x00d", "a b c d"),
    ("https://x.org/{a}$_b c", "https://x.org/{a}$_b c"),
    ("", ""),
]


@pytest.mark.parametrize("given_text, text", READS)
def test_reads_as_a_person_would(given_text, text):
    assert clean(given_text).text == text


@pytest.mark.parametrize(
    "given_text, word, source",
    [
        (r"the na\"ive one", "naïve", r"na\"ive"),
        ("an eﬃcient one", "efficient", "eﬃcient"),
        ("an eﬃcient one", "ci", "ci"),
        (r"with \textit{Flow} here", "Flow", "Flow"),
        ("approach.BRAIn", "BRAIn", "BRAIn"),
        ("a DTS^star b", "DTS*", "DTS^star"),
        ("see {p}_{theta} now", "p_theta", "p}_{theta"),
        ("R&amp;D", "&", "&amp;"),
        ("soft\u00adhyphen", "softhyphen", "soft\u00adhyphen"),
    ],
)
def test_leads_back_to_the_characters_given(given_text, word, source):
    cleaned = clean(given_text)
    at = cleaned.text.index(word)
    start, end = cleaned.given(at, at + len(word))
    assert given_text[start:end] == source


FRAGMENTS = st.sampled_from(
    [r"\textit{", "{", "}", "$", "^star", r"\"", r"{\"o}", "``", "''", "&amp;", "&#1;", "&#x202e;", "&nbsp",
     "<b>", ".B", "\u00a0", "\u00ad", "\u202e", "ﬁ", "e\u0301", "\\", "https://", "\n\n", "é", "🧪", "ﷺ",
     " ", "a", "Z", "5", "_", "-"]
)  # fmt: skip
HOSTILE = st.one_of(st.text(), st.lists(FRAGMENTS).map("".join), st.lists(st.one_of(FRAGMENTS, st.text())).map("".join))


@given(HOSTILE)
@example("&#1;")
@example("\\")
def test_the_map_covers_the_text_in_order_and_in_range(text):
    cleaned = clean(text)
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    assert cleaned.starts == sorted(cleaned.starts) and cleaned.ends == sorted(cleaned.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(cleaned.starts, cleaned.ends, strict=True))


@given(HOSTILE)
@example("&#10;&#10;&#x202e;")
def test_no_line_break_or_control_sign_is_left(text):
    assert not set(clean(text).text) & set("\n\r\t\x00\x1f\x7f\u00ad\u200b\u202e\u2028\ufeff")


@given(HOSTILE, st.text(string.ascii_letters, min_size=1, max_size=12), HOSTILE)
def test_a_word_of_plain_letters_stands_where_the_map_says(before, word, after):
    text = f"{before} ; qq{word}qq ; {after}"
    cleaned = clean(text)
    at = cleaned.text.index(f"qq{word}qq")
    start, end = cleaned.given(at, at + len(word) + 4)
    assert text[start:end] == f"qq{word}qq"


PLAIN = (
    st.text(string.ascii_letters + string.digits + ' ,;:!?"()[]+*/=%-é', max_size=80)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: ",," not in text and "**" not in text)  # a low opening quote, a mark for bold type
)


@given(PLAIN)
def test_plain_text_is_left_alone(text):
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.starts == list(range(len(text)))


@given(
    st.lists(
        st.sampled_from([given_text for given_text, _ in READS if "$" not in given_text and "&" not in given_text])
    ).map(" ".join)
)
def test_what_is_clean_stays_as_it_is(text):
    once = clean(text).text
    assert clean(once).text == once


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "{", "\\", "$1", "{a ", "e\u0301\u0301", "&#", r"\textit{", "<i", "a.B", " \x00", "**a",
     r"\a ", r"{\"o} ", "'", "\u200b"],
)  # fmt: skip
def test_a_long_text_does_not_hang(piece):
    text = piece * (500_000 // len(piece))
    begin = time.perf_counter()
    clean(text)
    assert time.perf_counter() - begin < 15
