import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import pipeline
from extractors.schema import Relation, Role
from kg.extraction import extract
from kg.records import Paper


@pytest.fixture(scope="module")
def nlp():
    """The rules alone: what they find in a made-up sentence does not hang on a network."""
    return pipeline.build("fast")


@pytest.fixture(scope="module", params=sorted(pipeline.PIPELINES))
def either(request):
    if "kg_tagger" in pipeline.PIPELINES[request.param]:
        request.getfixturevalue("network")
    return pipeline.build(request.param)


@pytest.fixture
def one(nlp):
    def _one(title, abstract=""):
        (extraction,) = extract([Paper("p", title, abstract)], nlp)
        return extraction

    return _one


def check_offsets(extraction):
    """Every offset leads into the given text, and what stands there is what the record says."""
    paper = extraction.paper
    order = [(mention.span.field == "abstract", mention.span.start) for mention in extraction.mentions]
    assert order == sorted(order)
    for mention in extraction.mentions:
        field = paper.text(mention.span.field)
        assert 0 <= mention.span.start < mention.span.end <= len(field)
        assert field[mention.span.start : mention.span.end] == mention.text
        assert mention.sentence.field == mention.span.field
        assert mention.sentence.start <= mention.span.start and mention.span.end <= mention.sentence.end
        assert mention.form == mention.form.strip() and mention.form
        assert 0 < mention.confidence <= 1
    for statement in extraction.statements:
        assert statement.object in extraction.mentions
        assert statement.sentence.field == statement.cue.field
        assert 0 <= statement.sentence.start <= statement.cue.start < statement.cue.end <= statement.sentence.end
        assert statement.sentence.end <= len(paper.text(statement.cue.field))
        if statement.subject is None:
            assert isinstance(statement.relation, Role) and statement.cue == statement.object.span
        else:
            assert isinstance(statement.relation, Relation) and statement.subject in extraction.mentions


PLAIN_ABSTRACT = "It is hard. We propose ZorbNet, a variant of PPO. ZorbNet is trained on ImageNet."


def test_the_offsets_are_those_of_the_text_given(one):
    extraction = one("ZorbNet: A Way", PLAIN_ABSTRACT)
    check_offsets(extraction)
    assert [(m.span.field, m.span.start, m.text) for m in extraction.mentions] == [
        ("title", 0, "ZorbNet"), ("abstract", 23, "ZorbNet"), ("abstract", 45, "PPO"), ("abstract", 50, "ZorbNet"),
        ("abstract", 72, "ImageNet"),
    ]  # fmt: skip
    sentences = {PLAIN_ABSTRACT[m.sentence.start : m.sentence.end] for m in extraction.mentions[1:]}
    assert sentences == {"We propose ZorbNet, a variant of PPO.", "ZorbNet is trained on ImageNet."}


@pytest.mark.parametrize(
    "abstract, form, text",
    [
        (r"We propose \textit{ZorbNet} for it.", "ZorbNet", "ZorbNet"),
        (r"We propose Na\"{i}veNet for it.", "NaïveNet", r"Na\"{i}veNet"),
        ("We propose ZTS^star for it.", "ZTS*", "ZTS^star"),
        ("We build an approach.ZRAIn is new.", "ZRAIn", "ZRAIn"),
        ("We propose ``ZorbNet'' for it.", "ZorbNet", "ZorbNet"),
        ("We propose Zor\u00adbNet for it.", "ZorbNet", "Zor\u00adbNet"),
        ("We \u202epropose\u202c <b>ZorbNet</b> \x00 for it.", "ZorbNet", "ZorbNet"),
        ("🧪\n\n\u2028 We propose ZorbNet\u2028for it.", "ZorbNet", "ZorbNet"),
    ],
)
def test_cleaning_does_not_move_a_mention(one, abstract, form, text):
    extraction = one("A Title", abstract)
    check_offsets(extraction)
    assert (form, text) in [(mention.form, mention.text) for mention in extraction.mentions]


def test_a_title_alone_is_read(one):
    extraction = one("ZorbNet: PPO on ImageNet")
    check_offsets(extraction)
    assert {(m.form, m.span.field, m.sentence.end) for m in extraction.mentions} >= {
        ("ZorbNet", "title", 24), ("PPO", "title", 24), ("ImageNet", "title", 24),
    }  # fmt: skip


@pytest.mark.parametrize(
    "title, abstract",
    [("x", ""), ("{}", ""), ("\u200b", ""), ("A plain title", "Nothing here."), ("\\textit{}", "Nothing.")],
)
def test_a_paper_without_entities_is_still_there(one, title, abstract):
    extraction = one(title, abstract)
    assert (extraction.paper.title, extraction.mentions, extraction.statements) == (title, (), ())


def test_statements_are_roles_and_relations_with_their_evidence(one):
    extraction = one("ZorbNet: A Way", PLAIN_ABSTRACT)
    roles = [s for s in extraction.statements if s.subject is None]
    relations = [s for s in extraction.statements if s.subject is not None]
    assert [s.object for s in roles] == list(extraction.mentions)
    assert {s.relation for s in roles if s.object.form == "ZorbNet"} == {Role.PROPOSES}
    stated = {(s.subject.form, s.relation, s.object.form): PLAIN_ABSTRACT[s.cue.start : s.cue.end] for s in relations}
    assert stated["ZorbNet", Relation.EXTENDS, "PPO"] == "ZorbNet, a variant of PPO"
    assert all(s.extractor.startswith("kg_") and "@" in s.extractor for s in extraction.statements)


def test_a_definition_is_kept_clean(one):
    abstract = r"We use \textit{Zorb} Policy Search (ZPS). ZPS works."
    extraction = one("A Title", abstract)
    (definition,) = extraction.definitions
    assert (definition.short, definition.long) == ("ZPS", "Zorb Policy Search")
    assert abstract[definition.sentence.start : definition.sentence.end].endswith("(ZPS).")


def test_papers_come_one_by_one_in_their_order(nlp):
    def papers():
        for number in range(200):
            read.append(number)
            yield Paper(str(number), f"ZorbNet {number}", PLAIN_ABSTRACT)

    read = []
    extractions = extract(papers(), nlp)
    assert next(extractions).paper.id == "0" and len(read) < 200
    assert [extraction.paper.id for extraction in extractions] == [str(number) for number in range(1, 200)]


def test_no_papers_no_extractions(nlp):
    assert list(extract([], nlp)) == []


def test_a_paper_is_read_the_same_in_any_company(either):
    papers = [
        Paper("a", "ZorbNet: A Way", PLAIN_ABSTRACT),
        Paper("b", "Social Media Calculus (SMC)", "We use SMC."),
        Paper("c", "Particles by SMC", "We use SMC for particle filters."),
    ]
    alone = [next(extract([paper], either)) for paper in papers]
    assert list(extract(papers, either)) == alone
    assert list(extract(papers[::-1], either)) == alone[::-1]


FRAGMENTS = st.sampled_from(
    ["We propose ", "ZorbNet", "Zorb Policy Search (ZPS)", " is a variant of ", "PPO", " on ", "ImageNet", ". ", ".",
     ", ", "outperforms ", r"\textit{", r"\emph{Q", "{", "}", "$", "$x$", "^star", r"na\"ive", r"{\"o}", "``", "''",
     "&amp;", "&#10;", "&#1;", "<script>alert(1)</script>", "</b>", "\u00a0", "\u00ad", "\u202e", "\u2028", "\x00",
     "ﬁ", "e\u0301", "ﷺ", "🧪", "\n\n", " ", "(", ")", "[", "https://x.org/", "et al. ", "e.g. ", "dataset ",
     "https://", "\\", "'", '"', "²", "İ", "ß"]
)  # fmt: skip
TEXT = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=4)), max_size=30).map("".join)


@settings(max_examples=200)
@given(title=TEXT.filter(str.strip), abstract=TEXT)
def test_offsets_hold_on_any_paper(either, title, abstract):
    (extraction,) = extract([Paper("p", title, abstract)], either)
    check_offsets(extraction)
    for mention in extraction.mentions:
        if mention.form.isascii() and mention.form.isalpha() and mention.text.isascii() and mention.text.isalpha():
            assert mention.text == mention.form


@settings(max_examples=60)
@given(before=TEXT, after=TEXT)
def test_a_known_name_in_any_text_is_found_where_it_stands(nlp, before, after):
    abstract = f"{before}\n\n; We use ImageNet here ;\n\n{after}"
    (extraction,) = extract([Paper("p", "A Title", abstract)], nlp)
    starts = [m.span.start for m in extraction.mentions if m.text == "ImageNet"]
    assert len(before) + 11 in starts
