"""Lines into one paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.summarize.join import Line, join
from summarizer.summarize.styles import lay_out
from summarizer.types import Span, in_order


def move(text: str, *names: str, origin: str = "model", place: int = 0) -> Line:
    """A line that tells a session's moves."""
    source = (Span(place, place + 1),)
    return Line(text, "model" if origin == "model" else "source", source, frozenset(names))


def other(text: str, place: int = 50) -> Line:
    """A line that tells something else."""
    return Line(text, "source", (Span(place, place + 1),))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "The S&P 500 rose 1.2%.",
            "The Nasdaq lost 0.3%.",
            "The S&P 500 rose 1.2%, while the Nasdaq lost 0.3%.",
        ),
        (
            "The S&P 500 rose 1.2%.",
            "The Nasdaq gained 0.3%.",
            "The S&P 500 rose 1.2% and the Nasdaq 0.3%.",
        ),
        (
            "The S&P 500 rose 1.2% to 5,310.42.",
            "The Nasdaq Composite climbed 0.3% to 17,738.16.",
            "The S&P 500 rose 1.2% to 5,310.42, and the Nasdaq Composite 0.3% to 17,738.16.",
        ),
        (
            "The S&P 500 rose 1.2% on Monday.",
            "The Nasdaq gained 0.3%.",
            "The S&P 500 rose 1.2% on Monday, and the Nasdaq gained 0.3%.",
        ),
        (
            "The DAX fell 1%.",
            "Milan's FTSE MIB added 0.2%.",
            "The DAX fell 1%, while Milan's FTSE MIB added 0.2%.",
        ),
    ],
)
def test_two_short_moves_become_one_sentence(first: str, second: str, joined: str) -> None:
    """A contrast takes "while", the same way "and", plain moves one verb; both sentences' sources stay."""
    (line,) = join([move(first, "A"), move(second, "B", place=9)])
    assert line.text == joined
    assert line.sources == (Span(0, 1), Span(9, 10))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Orla Foods is up 3.2%.", "Quay Motors is up 4.0%.", "Orla Foods is up 3.2% and Quay Motors 4.0%."),
        ("Orla Foods soared 9%.", "Quay Motors rose 2%.", "Orla Foods soared 9%, and Quay Motors rose 2%."),
        ("Orla Foods rose 9%.", "The Quay 2000 rose 2%.", "Orla Foods rose 9%, and the Quay 2000 rose 2%."),
        ("Orla Foods is up 3.2%.", "Quay Motors fell 0.6%.", "Orla Foods is up 3.2%, while Quay Motors fell 0.6%."),
        (
            "The two-year yield rose 3 basis points to 2.39%.",
            "The ten-year yield rose 2 basis points to 4.48%.",
            "The two-year yield rose 3 basis points to 2.39%, and the ten-year yield 2 basis points to 4.48%.",
        ),
    ],
)
def test_items_of_a_list_become_one_sentence(first: str, second: str, joined: str) -> None:
    """Shares and yields too, where they stand beside each other in the article."""
    (line,) = join([other(first, 50), other(second, 90)])
    assert line.text == joined
    assert len(join([other(first, 50), other(second, 900)])) == 2
    assert len(join([other(first, 50), other(first, 90)])) == 2


def test_a_time_that_two_sentences_open_with_is_told_once() -> None:
    """Where they become one sentence; else each keeps its own."""
    first, second = "On Tuesday, the S&P 500 rose 0.3%.", "On Tuesday, the Nasdaq lost 0.4%."
    (line,) = join([move(first, "A"), move(second, "B", place=9)])
    assert line.text == "On Tuesday, the S&P 500 rose 0.3%, while the Nasdaq lost 0.4%."
    lines = join([move(first, "A"), other("On Tuesday, Orla Foods opened its hundredth shop.")])
    assert [line.text for line in lines] == [first, "On Tuesday, Orla Foods opened its hundredth shop."]


def test_what_is_no_name_begins_its_own_sentence() -> None:
    """Behind a comma "Other stocks …" would keep its capital."""
    assert len(join([move("The S&P 500 lost 0.3%.", "A"), move("Other indexes in Asia fell 0.2%.", "B", place=9)])) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (move("The S&P 500 rose 1.2%.", "A"), move("The S&P 500 is 2% shy of its record.", "A")),
        (move("The Dow rose 1%, while the DAX fell.", "A"), move("The Nasdaq rose 2%.", "B")),
        (move("The Dow rose 1%.", "A"), other("The Nasdaq is up 20% this year.")),
        (move("At 1 PM, the Dow was up 1%.", "A"), move("The VIX fell 2%.", "B")),
        (move("The Dow ended up 1%.", "A"), move("The Nasdaq rises 2%.", "B")),
        (move("The Dow rose 1%.", "A"), move("In London, the FTSE 100 rose 2%.", "B")),
        (
            move("The Dow rose 1% to 39,000 " + "on a very long day " * 3 + ".", "A"),
            move("The DAX rose 2%.", "B"),
        ),
    ],
)
def test_other_sentences_stay_apart(first: Line, second: Line) -> None:
    """The same index, a joint there, another period, tense or hour, a scene in front, too long: no merge."""
    assert [line.text for line in join([first, second])] == [first.text, second.text]


def test_an_opening_lends_its_cause_to_the_move() -> None:
    """An opening "Canadian stocks fell on Wednesday after …" and the index's fall are one sentence."""
    opening = other("Canadian stocks fell on Wednesday after hot inflation dashed hopes of rate cuts.", place=0)
    lead = move("The TSX was down 0.46% at 25,514.73.", "TSX", place=20)
    (line,) = join([opening, lead])
    assert line.text == (
        "The TSX was down 0.46% at 25,514.73 on Wednesday after hot inflation dashed hopes of rate cuts."
    )
    assert line.sources == (Span(0, 1), Span(20, 21))


@pytest.mark.parametrize(
    "opening",
    [
        "Canadian stocks rose on Wednesday after hot inflation dashed hopes of rate cuts.",
        "Gold fell on Wednesday after hot inflation dashed hopes of rate cuts.",
        "Canadian stocks fell 2% on Wednesday after hot inflation dashed hopes of rate cuts.",
        "Canadian stocks fell on Wednesday.",
    ],
)
def test_a_cause_is_lent_only_to_the_same_move(opening: str) -> None:
    """Another direction, another asset, a figure of its own or no cause: both sentences stay."""
    lines = [other(opening, place=0), move("The TSX was down 0.46% at 25,514.73.", "TSX", place=20)]
    assert len(join(lines)) == 2


def test_long_names_are_printed_once() -> None:
    """The second Federal Reserve is the Fed."""
    lines = join([other("The Federal Reserve cut rates."), other("Traders expect the Federal Reserve to wait.")])
    assert lines[1].text == "Traders expect the Fed to wait."


LINES = st.lists(
    st.builds(
        Line,
        st.from_regex(r"[A-Z][a-z]{1,8}( [a-z0-9%.]{1,6}){0,12}\.", fullmatch=True),
        st.sampled_from(["model", "source"]),
        st.just((Span(0, 1),)),
        st.sampled_from([frozenset(), frozenset({"A"}), frozenset({"B"})]),
    ),
    max_size=5,
)


@given(LINES)
def test_spans_cover_the_lay_out(lines: list[Line]) -> None:
    """Every sentence lies where its span says, in order, one space apart."""
    text, spans = lay_out(lines)
    assert in_order(spans)
    assert [span.of(text) for span in spans] == [line.text for line in lines]
    assert text == " ".join(line.text for line in lines)


@given(LINES)
def test_joining_loses_no_source_and_no_figure(lines: list[Line]) -> None:
    """Whatever is merged, the figures and the sources are still there."""
    joined = join(lines)
    assert len(joined) <= len(lines)
    assert {s for line in joined for s in line.sources} == {s for line in lines for s in line.sources}
    assert sorted(c for line in joined for c in line.text if c.isdigit()) == sorted(
        c for line in lines for c in line.text if c.isdigit()
    )
