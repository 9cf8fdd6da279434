"""How hopeful statements sound."""

from __future__ import annotations

import time
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extract.statements import find_statements
from summarizer.extract.tone import tone
from summarizer.types import Span

LISTS = tomllib.loads(resources.files("summarizer.extract").joinpath("tone.toml").read_text("utf-8"))
HOPEFUL = [*LISTS["hopeful"].split(), *LISTS["hopeful_phrases"]]
FEARFUL = [*LISTS["fearful"].split(), *LISTS["fearful_phrases"]]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('"We remain bullish on small caps," said Jane Doe of Foo Capital.', 1),
        ("Foo Capital analysts raised their year-end target for the index to 5,000 from 4,800.", 1),
        ("Foo analysts cut the sector to neutral on Monday.", -1),
        ("She expects the index to fall another 3% before buyers return.", -1),
        ("He sees another 10% upside for the benchmark.", 1),
        ("Jane Doe, a strategist at Foo, is more cautious.", -1),
        ("Valuations are stretched, and the rally rests on seven stocks, she warned.", -1 / 3),
        ("A pullback of 5% would be healthy, she added.", -0.25),
        ("The index could rebound, he said.", 0.5),
        ("Small caps are not cheap, in her view.", -1),
        ("There is no recession in sight, he said.", 1),
        ("He disagrees with the bears.", 1),
        ("The index fell 2% on Monday, he noted.", None),
        ("She expects yields to fall to 4%.", None),
        ("He heads research at Bull Capital and thanked Ann Strong.", None),
        ("Ten-year yields stood at 4.25%, she said.", None),
        ("", None),
    ],
)
def test_tone_is_told_by_words(said: str, told: float | None) -> None:
    """What is hoped and feared; what has happened, or is about something else, tells nothing."""
    found = tone(said)
    assert found == (None if told is None else pytest.approx(told, abs=0.001))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The Fed cut rates on Wednesday. Our outlook is unchanged.", None),
        ("Inflation dropped, in line with our forecast.", None),
        ("Inflation dropped in line with our forecast.", None),
        ("Factories cut output; the rating is under review.", None),
        ("They cut the shares to “neutral”.", -1),
        ("They raised their 5,000 target.", 1),
        ("They cut their U.S. equities outlook.", -1),
        ("She expects shares to fall. Yields stood at 4%.", -1),
    ],
)
def test_a_verb_is_told_by_its_own_words(said: str, told: float | None) -> None:
    """Those of its clause; a comma or full stop within a number or an abbreviation ends none."""
    assert tone(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("We could not be more bullish.", 1),
        ("We couldn’t possibly be any more bullish, he said.", 1),
        ("We cannot be more cautious.", -1),
        ("We could not be less optimistic.", -1),
        ("Demand could hardly be weaker.", -1),
        ("Shares have never been more attractive.", 1),
        ("Shares are not more attractive than bonds.", -1),
        ("There could not be danger ahead.", 0.5),
        ("We could not be bullish.", -0.5),
    ],
)
def test_the_most_there_can_be_is_no_denial(said: str, told: float) -> None:
    """What could not be more so is so, and nothing hedges it."""
    assert tone(said) == told


def test_a_statement_has_its_tone() -> None:
    """That of its words, attribution included."""
    text = '"We are bullish," said Jane Doe, chief strategist at Foo Capital in Oslo. The day was long.'
    (statement,) = find_statements(text, [Span(0, 73), Span(74, len(text))])
    assert statement.tone == tone(statement.span.of(text)) == 1


@pytest.mark.parametrize(("words", "sign"), [(HOPEFUL, 1), (FEARFUL, -1)], ids=["hopeful", "fearful"])
def test_every_word_of_the_lists_tells(words: list[str], sign: int) -> None:
    """Each by itself, turned by a negation and halved by a modal."""
    for word in words:
        assert tone(f"it is {word} now") == sign, word
        assert tone(f"it is not {word} now") == -sign, word
        assert tone(f"it might be {word} now") == sign / 2, word


def test_no_word_stands_in_two_lists() -> None:
    """Nor twice in one; a word is in small letters."""
    words = [*HOPEFUL, *FEARFUL, *LISTS["mute"]]
    assert len(words) == len(set(words))
    assert words == [word.lower() for word in words]
    assert not {*LISTS["rising"].split(), *LISTS["raising"].split()} & {
        *LISTS["falling"].split(), *LISTS["lowering"].split()
    }  # fmt: skip


@given(st.text() | st.lists(st.sampled_from([*HOPEFUL, *FEARFUL, "not", "may", ",", "target", "raised"])).map(" ".join))
def test_tone_stays_in_its_bounds(text: str) -> None:
    """Whatever is said."""
    found = tone(text)
    assert found is None or -1 <= found <= 1


def test_long_statements_take_no_longer_a_word() -> None:
    """A hostile page may have a sentence of any length."""
    started = time.process_time()
    tone("rise " * 200_000)
    assert time.process_time() - started < 10
