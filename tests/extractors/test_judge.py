from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.judge import COMPONENTS, Candidate, features, gather, probabilities, select

TEXT = "We propose Zorb Policy Search (ZPS) for policy optimization. ZPS outperforms PPO on the ImageNet dataset."


def apart(candidates, chosen):
    return all(candidates[a].end <= candidates[b].start for a, b in pairwise(chosen))


CASES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(-8, 16)), max_size=9, unique_by=lambda case: case[:2]
).map(sorted)


@given(CASES)
def test_the_chosen_are_the_best_set_without_overlaps(cases):
    candidates = [Candidate(start, start + length, {}) for start, length, _ in cases]
    values = np.array([value / 16 for *_, value in cases])
    chosen = select(candidates, values)
    sets = (ks for size in range(len(cases) + 1) for ks in combinations(range(len(cases)), size))
    best = max(sum(values[k] for k in ks) for ks in sets if apart(candidates, ks))
    assert chosen == sorted(set(chosen)) and apart(candidates, chosen)
    assert all(values[k] > 0 for k in chosen)
    assert sum(values[k] for k in chosen) == best


@pytest.mark.parametrize(
    "stretches, values, chosen",
    [
        ([], [], []),
        ([(0, 3), (1, 2)], [0.5, 0.4], [0]),
        ([(0, 3), (0, 1), (2, 3)], [0.5, 0.3, 0.3], [1, 2]),
        ([(0, 2), (2, 4)], [0.1, 0.1], [0, 1]),
        ([(0, 2), (2, 4)], [0.0, -0.1], []),
    ],
)
def test_one_long_candidate_gives_way_only_to_a_greater_sum(stretches, values, chosen):
    candidates = [Candidate(start, end, {}) for start, end in sorted(stretches, key=lambda s: s[0])]
    assert select(candidates, np.array(values)) == chosen


def test_candidates_of_the_same_tokens_are_one(read):
    doc = read(TEXT)
    candidates = gather(doc)
    stretches = [(c.start, c.end) for c in candidates]
    assert stretches == sorted(set(stretches))
    votes = {(c.start, c.end, component): vote for c in candidates for component, vote in c.votes.items()}
    groups = {name: doc.spans[name] for name in COMPONENTS if name in doc.spans}
    assert votes == {
        (span.start, span.end, name): (span.label_, span.kb_id_, confidence)
        for name, group in groups.items()
        for span, confidence in zip(group, group.attrs["confidence"], strict=True)
    }
    assert any(len(c.votes) > 1 for c in candidates)


@pytest.mark.parametrize("text, title", [(TEXT, ""), (TEXT, "ZPS: A Way"), ("ImageNet", ""), ("GPT-4 " * 300, "")])
def test_every_candidate_has_a_row_of_finite_numbers_and_a_probability(read, text, title):
    doc = read(text, title)
    candidates = gather(doc)
    rows, likely = features(doc, candidates), probabilities(doc, candidates)
    assert len(rows) == len(likely) == len(candidates) > 0
    assert rows.shape[1] == features(read(TEXT), gather(read(TEXT))).shape[1]
    assert np.isfinite(rows).all() and ((likely > 0) & (likely < 1)).all()


def test_the_row_of_a_candidate_speaks_of_its_place_and_its_neighbours(read):
    title = "Zorb Search for Vision"
    once, twice = (
        read(body, title) for body in ("It is fast. We use Zorb Search.", "Zorb Search. We use Zorb Search.")
    )
    by_start = [{c.start: row for c, row in zip(gather(d), features(d, gather(d)), strict=True)} for d in (once, twice)]
    assert not np.array_equal(by_start[0][0], by_start[1][0])


def test_a_doc_without_candidates_has_no_probabilities(read):
    doc = read("It is so.")
    assert gather(doc) == [] and probabilities(doc, []).shape == (0,)
