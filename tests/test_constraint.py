"""Laws of short forms: whatever a model prefers, the output is the source's words with allowed gaps."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarizer.summarize.constraint import CopyAutomaton
from summarizer.summarize.subsequence import Source, allows, forms_of, keep, render

if TYPE_CHECKING:
    from collections.abc import Sequence

END = 0

#: Few letters, so that words share beginnings, repeat and are hard to tell apart.
WORDS = st.text("aAb1.,;", min_size=1, max_size=4)


def encode(text: str) -> list[int]:
    """A token a character: every word has a beginning in common with others."""
    return [ord(character) for character in text]


def decode(tokens: Sequence[int]) -> str:
    """The text of tokens, without the end."""
    return "".join(chr(token) for token in tokens if token != END)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """A sentence with no, some or all ranges skippable, and some of them closed."""
    words = tuple(draw(st.lists(WORDS, min_size=1, max_size=7)))
    ranges = [(start, end) for end in range(1, len(words) + 1) for start in range(end)]
    skippable = draw(st.none() | st.lists(st.sampled_from(ranges), max_size=5).map(tuple))
    return Source(words, skippable, frozenset(draw(st.lists(st.sampled_from(ranges), max_size=5))))


def walk(automaton: CopyAutomaton, choose: st.DataObject) -> list[int]:
    """An output that any model could write under the constraint."""
    state, tokens = automaton.start, []
    while state.finished is None:
        tokens.append(choose.draw(st.sampled_from(sorted(automaton.allowed_next(state)))))
        state = automaton.advance(state, tokens[-1])
        assert len(tokens) <= automaton.longest
    return tokens


@given(sources(), st.data())
def test_every_output_is_an_allowed_form(source: Source, data: st.DataObject) -> None:
    """Any choice among the allowed tokens ends, within the longest length, in a form whose text it is."""
    automaton = CopyAutomaton(source, encode, END)
    tokens = walk(automaton, data)
    written = automaton.read(tokens)
    assert allows(source, written.kept)
    assert decode(tokens) == written.text
    choices = [
        "|".join(map(re.escape, forms_of(source, word, after, first=word == written.kept[0])))
        for word, after in pairwise((*written.kept, len(source.words)))
    ]
    assert re.fullmatch(" ".join(f"(?:{choice})" for choice in choices), written.text)


@given(sources(), st.data())
def test_every_allowed_form_can_be_written(source: Source, data: st.DataObject) -> None:
    """Nothing allowed is ruled out: each form's tokens are allowed one after the other, and so is the end."""
    ranges = source.skippable
    if ranges is None:
        ranges = tuple((word, word + 1) for word in range(len(source.words)))
    cuts = data.draw(st.lists(st.sampled_from(ranges)) if ranges else st.just([]))
    kept = keep(source, cuts)
    if not kept:
        return
    if source.closed:
        assume(allows(source, kept))
    assert allows(source, kept)
    automaton = CopyAutomaton(source, encode, END)
    state = automaton.start
    for token in [*encode(render(source, kept)), END]:
        assert token in automaton.allowed_next(state)
        state = automaton.advance(state, token)
    assert automaton.read([*encode(render(source, kept)), END]).text == render(source, kept)


@given(sources())
def test_what_is_not_allowed_is_no_form(source: Source) -> None:
    """A token that was not allowed leads nowhere: only the end is left, and nothing was read."""
    automaton = CopyAutomaton(source, encode, END)
    lost = automaton.advance(automaton.start, ord("z"))
    assert automaton.allowed_next(lost) == {END}
    with pytest.raises(ValueError, match="no form"):
        automaton.read([ord("z"), END])


def test_gaps_are_unions_of_the_given_ranges() -> None:
    """Ranges may go together, overlapping or side by side, but no part of one alone."""
    source = Source(tuple("abcdef"), ((1, 3), (2, 4), (4, 5)))
    assert allows(source, (0, 3, 4, 5))
    assert allows(source, (0, 4, 5))
    assert allows(source, (0, 5))
    assert not allows(source, (0, 2, 3, 4, 5))
    assert not allows(source, (0, 1, 2, 3, 4))
    assert not allows(source, ())
    assert not allows(source, (5, 0))


@given(sources())
def test_the_prediction_leads_to_the_end(source: Source) -> None:
    """Followed from the start, it is allowed at each step and ends in a form."""
    automaton = CopyAutomaton(source, encode, END)
    written, _ = follow(automaton)
    assert allows(source, written)


def test_the_prediction_is_the_sentence_itself() -> None:
    """Where no two words look alike nothing is left out and nothing changed."""
    source = Source(("The", "Dow,", "which", "fell,", "rose."))
    assert follow(CopyAutomaton(source, encode, END)) == ((0, 1, 2, 3, 4), "The Dow, which fell, rose.")


def follow(automaton: CopyAutomaton) -> tuple[tuple[int, ...], str]:
    """The form that is predicted from the start: its words and its text."""
    state, tokens = automaton.start, list[int]()
    while state.finished is None:
        tokens.append(automaton.predict(state))
        assert tokens[-1] in automaton.allowed_next(state)
        state = automaton.advance(state, tokens[-1])
    return state.finished.kept, state.finished.text


def test_a_closed_gap_is_not_made_but_lies_in_longer_ones() -> None:
    """What may not go alone may go with what stands around it."""
    source = Source(tuple("abcd"), closed=frozenset({(1, 2), (2, 4)}))
    assert allows(source, (0, 3))
    assert not allows(source, (0, 2, 3))
    assert not allows(source, (0, 1))


@pytest.mark.parametrize(
    ("text", "kept", "short"),
    [
        ("The Dow, up all day, rose 1%.", (0, 1, 5, 6), "The Dow rose 1%."),
        (
            "The Dow rose 1%, led by banks, while bonds fell.",
            (0, 1, 2, 3, 7, 8, 9),
            "The Dow rose 1%, while bonds fell.",
        ),
        ("On Monday, the Dow rose 1%.", (2, 3, 4, 5), "The Dow rose 1%."),
        ("On Monday, iShares funds rose.", (2, 3, 4), "iShares funds rose."),
        ("The Dow rose 1%, or 300 points, to 39,899.", (0, 1, 2, 3), "The Dow rose 1%."),
        ("Will the Dow rise, or fall?", (0, 1, 2, 3), "Will the Dow rise?"),
        ('"It rose," he said, "and fell."', (0, 1), '"It rose."'),
        ("The Dow (.DJI), a gauge, rose", (0, 1, 3, 4, 5), "The Dow, a gauge, rose."),
        ("Funds gained (as of May), he said.", (0, 1, 2, 3, 4), "Funds gained (as of May)."),
        ("It lost 2% in the U.S., he said.", (0, 1, 2, 3, 4, 5), "It lost 2% in the U.S."),
    ],
)
def test_cuts_are_mended(text: str, kept: tuple[int, ...], short: str) -> None:
    """Commas in pairs go in pairs, the sentence starts with a capital and ends with its mark."""
    assert render(Source(tuple(text.split())), kept) == short


def test_ranges_lie_inside_of_the_sentence() -> None:
    """A source that can't be meant is refused where it is made."""
    with pytest.raises(ValueError, match="outside"):
        Source(("a",), ((0, 2),))
    with pytest.raises(ValueError, match="words"):
        Source(())
