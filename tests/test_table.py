"""Tables: off a terminal rows are lines, on one they keep to its width."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from summarizer.commands.conflicts import HEADS as CONFLICT_HEADS
from summarizer.commands.indices import HEADS as INDEX_HEADS
from summarizer.commands.signals import HEADS as SIGNAL_HEADS
from summarizer.display import make_console
from summarizer.table import PAGE, Fit, Head, Line, fit, print_lines, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADS = (Head("Index", Fit.CUT), Head("Day"), Head("N", right=True, spare=1), Head("Sentence", Fit.WRAP, spare=2))
ROW = ("Dow Jones Industrial Average", "2026-02-06", "7", "The Dow rose a little on Friday, and then it fell again.")


def drawn(width: int, heads: Sequence[Head], *rows: Sequence[str]) -> list[str]:
    """The lines of a table on a terminal of some width, without colours."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=width, color_system=None, markup=False, highlight=False)
    print_table(console, heads, rows)
    return out.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()


def test_off_a_terminal_a_row_is_a_line() -> None:
    """However long it is: ``grep`` finds what stands there."""
    out = io.StringIO()
    print_table(make_console(out), HEADS, [ROW, ("DAX", "", "12", "word " * 100)])
    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert lines[1] == "  ".join([ROW[0], ROW[1], " 7", ROW[3]])


def test_a_terminal_cuts_names_wraps_texts_and_leaves_columns_out() -> None:
    """Dates stay whole; the column that is missed most easily goes first, and names keep the more for it."""
    assert drawn(60, HEADS, ROW) == [
        "Index                Day         N  Sentence",
        "─" * 60,
        "Dow Jones Industri…  2026-02-06  7  The Dow rose a little on",
        "                                    Friday, and then it fell",
        "                                    again.",
    ]
    assert drawn(28, HEADS, ROW) == [
        "Index          Day         N",
        "─" * 28,
        "Dow Jones In…  2026-02-06  7",
    ]


@pytest.mark.parametrize("heads", [SIGNAL_HEADS, INDEX_HEADS, CONFLICT_HEADS], ids=["signals", "indices", "conflicts"])
def test_what_names_a_row_is_there_on_forty_columns(heads: Sequence[Head]) -> None:
    """The index, and the first figure; for a conflict the figures of both sides."""
    widths = [max(len(head.name), {Fit.CUT: 28, Fit.WHOLE: 7, Fit.WRAP: 90}[head.fit]) for head in heads]
    kept, fitted = fit(heads, widths, 44)
    assert heads[kept[0]].name == "Index"
    assert sum(fitted[place] for place in kept) + 2 * (len(kept) - 1) <= 44
    assert any(heads[place].name in {"Figure", "Claims"} for place in kept)


texts = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    width=st.integers(45, 200), rows=st.lists(st.tuples(texts, st.just("2026-02-06"), st.just("7"), texts), max_size=5)
)
def test_a_table_keeps_to_the_terminal(width: int, rows: list[tuple[str, ...]]) -> None:
    """Whatever the cells hold, no line is wider, and nothing reaches the terminal that it would obey."""
    for line in drawn(width, HEADS, *rows):
        assert cell_len(line) <= width
        assert "\x1b" not in line


def test_rows_are_printed_as_they_come() -> None:
    """A page is out before the next row is asked for; wider cells push only their own row."""

    def rows() -> Iterator[Line]:
        yield Line(("日経", "1"), ("below\n\x1b[2J",))
        yield from [Line(("a", "22"))] * (PAGE - 1)
        assert out.getvalue().count("\n") == PAGE + 2, "the header, a page, and what stands below its first row"
        yield Line(("much wider", "3"))

    out = io.StringIO()
    print_lines(make_console(out), (Head("Name"), Head("N", right=True)), rows())
    lines = out.getvalue().splitlines()
    assert lines[:4] == ["Name   N", "日経   1", "    below \N{REPLACEMENT CHARACTER}[2J", "a     22"]
    assert lines[-1] == "much wider   3"
