"""Printed numbers -> value, unit and hedge."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summarizer.figures import Figure, find_figures, parse_number
from summarizer.types import Hedge

#: Levels and moves as markets print them.
VALUES = st.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2)
MOVES = st.decimals(Decimal("0.01"), Decimal("99.99"), places=2)
#: What stands for one unit.
PERCENTS = ("%", " %", " percent", " per cent", " pct", "-percent", " PERCENT")
POINTS = (" points", " point", " pts", " index points", "-point")
OTHERS = {" percentage points": "percentage points", " basis points": "basis points", " bps": "basis points"}
HEDGES = {
    "over ": Hedge.OVER,
    "more than ": Hedge.OVER,
    "at least ": Hedge.OVER,
    "nearly ": Hedge.UNDER,
    "almost ": Hedge.UNDER,
    "less than ": Hedge.UNDER,
    "just under ": Hedge.UNDER,
    "about ": Hedge.ABOUT,
    "around ": Hedge.ABOUT,
    "roughly ": Hedge.ABOUT,
    "as much as ": Hedge.UP_TO,
    "up to ": Hedge.UP_TO,
}
QUICK = settings(max_examples=60, deadline=None)


def only(text: str) -> Figure:
    """The one figure of the text."""
    figures = list(find_figures(text))
    assert len(figures) == 1, figures
    return figures[0]


def found(text: str) -> list[tuple[str, str]]:
    """Values and units, in order."""
    return [(str(figure.value), figure.unit) for figure in find_figures(text)]


def lakhs(value: Decimal) -> str:
    """As India prints it: the last three digits, then pairs: 1,23,456.78."""
    whole, _, cents = f"{value:f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) + "." + cents


# ---------------------------------------------------------------- laws


@QUICK
@given(VALUES)
def test_every_grouping_parses_back(value: Decimal) -> None:
    """A value printed plain, in thousands or in lakhs is that value, to its last printed digit."""
    for printed in (f"{value:f}", f"{value:,f}", lakhs(value)):
        assert parse_number(printed) == value
        assert str(only(f"closed at {printed} on Monday").value) == f"{value:f}"


@QUICK
@given(st.decimals(Decimal("100.00"), Decimal("9999.99"), places=2))
def test_a_decimal_comma_parses_back(value: Decimal) -> None:
    """Two digits after a comma are decimals: "3303,77" is no number of thousands."""
    printed = f"{value:f}".replace(".", ",")
    assert parse_number(printed) == value
    assert only(f"closed at {printed}.").value == value


@QUICK
@given(MOVES, st.sampled_from(["", "+", "-", "−", "–", "minus ", "plus "]), st.sampled_from(PERCENTS))
def test_a_signed_percentage_parses_back(value: Decimal, sign: str, unit: str) -> None:
    """Sign and unit are read in every form, and the span holds them all."""
    printed = f"{sign}{value:f}{unit}"
    figure = only(f"({printed})")
    assert figure.value == (-value if sign.strip() in ("-", "−", "–", "minus") else value)
    assert (figure.unit, figure.signed) == ("percent", bool(sign))
    assert figure.span.of(f"({printed})") == printed


@QUICK
@given(VALUES, st.sampled_from(POINTS))
def test_points_parse_back(value: Decimal, unit: str) -> None:
    """Index points are points, whatever they are called."""
    figure = only(f"lost {value:,f}{unit}")
    assert (figure.value, figure.unit) == (value, "points")


@QUICK
@given(MOVES, st.sampled_from(sorted(OTHERS)))
def test_percentage_and_basis_points_are_units_of_their_own(value: Decimal, unit: str) -> None:
    """Neither is a percentage or an index point."""
    assert found(f"rose {value:f}{unit}.") == [(f"{value:f}", OTHERS[unit])]


@QUICK
@given(MOVES, MOVES, st.sampled_from(["{}-{} percent", "{} to {} percent", "{}% to {}%", "{}%-{}%"]))
def test_both_ends_of_a_range_are_read(low: Decimal, high: Decimal, form: str) -> None:
    """The unit is both ends', and the dash is no minus."""
    assume(low < high)
    ends = list(find_figures("fall " + form.format(f"{low:f}", f"{high:f}")))
    assert [(end.value, end.unit, end.ranged) for end in ends] == [
        (low, "percent", True),
        (high, "percent", True),
    ]


@QUICK
@given(MOVES, st.sampled_from(sorted(HEDGES)), st.sampled_from(["", "a ", "by "]))
def test_a_hedge_is_the_words_right_before(value: Decimal, hedge: str, between: str) -> None:
    """A hedge is read through an article or "by", and says nothing of the figure after it."""
    first, second = find_figures(f"rose {hedge}{between}{value:f}% and then 1.5%")
    assert first.hedge is HEDGES[hedge]
    assert second.hedge is None


@QUICK
@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 200))
def test_any_text_gives_figures_in_order(text: str, start: int, end: int) -> None:
    """Nothing raises; spans are in order, disjoint, inside the stretch asked for."""
    figures = list(find_figures(text, start, end))
    assert all(start <= figure.span.start < figure.span.end <= end for figure in figures)
    assert all(a.span.end <= b.span.start for a, b in pairwise(figures))


@QUICK
@given(MOVES, st.sampled_from(PERCENTS), st.text(" abcxyz,;", max_size=20))
def test_what_stands_around_changes_no_figure(value: Decimal, unit: str, words: str) -> None:
    """The printed span alone reads as it did among words."""
    text = f"{words} rose {value:f}{unit}, {words}"
    figure = only(text)
    assert (only(figure.span.of(text)).value, only(figure.span.of(text)).unit) == (figure.value, figure.unit)


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("half a percent", "0.5"),
        ("a half percent", "0.5"),
        ("a quarter of a percent", "0.25"),
        ("three-quarters of a percent", "0.75"),
        ("a tenth of a percent", "0.1"),
        ("two-tenths of a percent", "0.2"),
        ("1-1/2 percent", "1.5"),
        ("1 1/2 percent", "1.5"),
        ("4-1/4 pct", "4.25"),
        ("1/2 percent", "0.5"),
        ("2¾ percent", "2.75"),
        ("½ percent", "0.5"),
        ("three percent", "3"),
        ("two and a half percent", "2.5"),
        ("ten per cent", "10"),
        ("twenty percent", "20"),
        ("one percent", "1"),
        ("2,5%", "2.5"),
        ("0.30 percent", "0.30"),
        ("2.40%", "2.40"),
    ],
)
def test_percentages_in_words_and_fractions(printed: str, value: str) -> None:
    """Words, fractions and printed precision are kept."""
    figure = only(f"It rose {printed} on Monday.")
    assert (str(figure.value), figure.unit) == (value, "percent")
    assert figure.span.of(f"It rose {printed} on Monday.") == printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$2.5 billion", [("2500000000.0", "money")]),
        ("€40 a share", [("40", "money")]),
        ("Rs 1,23,456 crore", [("1234560000000", "money")]),
        ("48 euros a megawatt-hour", [("48", "money")]),
        ("the 52-week high", [("52", "compound")]),
        ("the 200-day moving average", [("200", "compound")]),
        ("a 30-share index", [("30", "compound")]),
        ("the 3rd record", [("3", "ordinal")]),
        ("1.2 million shares", [("1200000.0", "")]),
        ("138 to 61", [("138", ""), ("61", "")]),
        ("a 100-point drop", [("100", "points")]),
        ("between 5,200 and 5,300", [("5200", ""), ("5300", "")]),
        (
            "536.22 points, or 1.12%, to 41,234.50",
            [("536.22", "points"), ("1.12", "percent"), ("41234.50", "")],
        ),
    ],
)
def test_what_is_no_move_has_another_unit(text: str, expected: list[tuple[str, str]]) -> None:
    """Money, counts, ordinals and compounds are told from percentages and points."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no numbers",
        "5G phones",
        "at 16:20 IST",
        "2024-11-26",
        "11/26/2024",
        "one of the two",
        "in the first half",
    ],
)
def test_no_figure(text: str) -> None:
    """Names, times, dates and counting words are none."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("just shy of 2%", Hedge.UNDER),
        ("close to 2%", Hedge.UNDER),
        ("in excess of 2%", Hedge.OVER),
        ("2% or more", Hedge.OVER),
        ("2% or so", Hedge.ABOUT),
        ("some 2%", Hedge.ABOUT),
        ("(about 2%)", Hedge.ABOUT),
        ("as high as 2%", Hedge.UP_TO),
        ("moreover 2%", None),
        ("the nearly finished 2%", None),
        ("exactly 2%", None),
        ("a solid 2%", None),
    ],
)
def test_hedges(text: str, hedge: Hedge | None) -> None:
    """Only whole words that make a figure inexact hedge it."""
    assert only(f"rose {text}").hedge is hedge
