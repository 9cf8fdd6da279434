"""Tables of any length: a row is printed as soon as it is read, and may have lines of its own below it.

On a terminal a short table is drawn as all others are; anywhere else, and where there are more rows, the columns are
as wide as the first rows need, and a later cell that is wider pushes its own row aside.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from summarizer import display

#: Rows that are held until the columns' widths are known, and that are written at a time.
PAGE = 1000

_GAP = "  "
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    cells: Sequence[str]
    #: What stands below it, a line each.
    below: Sequence[str] = ()


def print_lines(console: Console, header: Sequence[str], lines: Iterable[Line], right: Sequence[str] = ()) -> None:
    """Print a table as its rows come; the columns named in `right` are flushed right."""
    lines = iter(lines)
    first = list(islice(lines, PAGE))
    if console.is_terminal and len(first) < PAGE and not any(line.below for line in first):
        display.print_table(console, header, (line.cells for line in first), right)
        return
    layout = _Layout.of(header, first, right)
    console.print(layout.row(header), style="bold", soft_wrap=True)
    while first:
        _print_page(console, layout, first)
        first = list(islice(lines, PAGE))


def _print_page(console: Console, layout: "_Layout", page: Iterable[Line]) -> None:
    if not console.is_terminal:
        written = chain.from_iterable(_plain(layout, line) for line in page)
        console.file.write("".join(f"{text}\n" for text in written))
        console.file.flush()
        return
    for line in page:
        console.print(layout.row(line.cells), soft_wrap=True)
        for text in line.below:
            console.print(Padding(Text(display.plain_text(text), "dim"), (0, 0, 0, _INDENT)))


def _plain(layout: "_Layout", line: Line) -> Iterator[str]:
    yield layout.row(line.cells)
    yield from (" " * _INDENT + display.plain_text(text) for text in line.below)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide the columns are, in cells of a terminal, and which are flushed right."""

    widths: Sequence[int]
    right: Sequence[bool]

    @classmethod
    def of(cls, header: Sequence[str], lines: Iterable[Line], right: Sequence[str]) -> "_Layout":
        """As wide as the widest cell of some rows."""
        rows = [header, *([display.plain_text(cell) for cell in line.cells] for line in lines)]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        return cls(widths, [name in right for name in header])

    def row(self, cells: Iterable[str]) -> str:
        """A row's cells under each other's columns."""
        printed = []
        for cell, width, right in zip(map(display.plain_text, cells), self.widths, self.right, strict=True):
            room = " " * (width - cell_len(cell))
            printed.append(room + cell if right else cell + room)
        return _GAP.join(printed).rstrip()
