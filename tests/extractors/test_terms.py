import pytest


def terms(doc):
    return [(span.text, span.label_) for span in doc.spans["kg_terms"]]


@pytest.mark.parametrize(
    "text, found",
    [
        ("We need density ratio estimation.", [("density ratio estimation", "task")]),
        ("It is a graph-structured transformer.", [("graph-structured transformer", "method")]),
        ("The wombat detection is new.", [("wombat detection", "task")]),
        ("The Gauss-Newton gradient is old.", [("Gauss-Newton gradient", "method")]),
        ("A novel transformer works well.", []),
        ("We propose a very efficient method.", []),
        ("It uses the model of the problem.", []),
        ("We like wombat. Detection is new.", []),
    ],
)
def test_terms_end_in_a_noun_that_types_them(read, text, found):
    assert terms(read(text)) == found


def test_each_term_has_the_type_of_its_own_head(read):
    assert terms(read("The wombat detection needs a wombat transformer."))  == [
        ("wombat detection", "task"), ("wombat transformer", "method"),
    ]  # fmt: skip


def test_a_term_is_short(read):
    doc = read("It is quokka wombat numbat bilby dingo emu detection.")
    (term,) = doc.spans["kg_terms"]
    assert len(term) <= 4 and term.text.endswith("emu detection")


def test_a_term_of_the_title_counts_where_the_abstract_has_it(read):
    assert terms(read("We see wombats.", "Wombat Detection in Trees")) == []
    assert terms(read("The wombat detection is new.", "Wombat Detection in Trees"))[0][0] == "Wombat Detection"
