"""Tables of any length, and the one way in which they are printed: each row as soon as it is read.

Off a terminal a row is one line, however long it is, fit for ``grep``.  On a terminal rows keep to its width: the
columns that are missed least are left out, names are cut short, and long texts wrap.  Columns are as wide as the first
rows need; a later cell that is wider pushes its own row aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

#: Rows that are held until the columns' widths are known, and that are written at a time.
PAGE = 1000

_GAP = "  "
_INDENT = 4

# An article can hold escape sequences; a terminal must not obey them.  One character for one keeps offsets.
CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\N{REPLACEMENT CHARACTER}")


class Fit(Enum):
    """What becomes of a cell for which a terminal has too little room."""

    #: A date, a figure, an id: it is never broken.
    WHOLE = auto()
    #: A name: its beginning is shown.
    CUT = auto()
    #: A text: it takes several lines.
    WRAP = auto()


#: Columns of a terminal that a text keeps at least, where it needs them.
_LEAST_TEXT = 14
#: As many as it gets before names do.
_FAIR_TEXT = 24
#: The same of a name, first and where that is too much; and how great the `spare` of a column is that stays for it.
_LEAST_NAMES = ((18, 1), (10, 0))


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table."""

    name: str
    fit: Fit = Fit.WHOLE
    #: Whether its cells are flushed right.
    right: bool = False
    #: Where a terminal has too little room, the column with the greatest number is left out first; 0 always stays.
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    cells: Sequence[str]
    #: What stands below it, each from a line of its own on.
    below: Sequence[str] = ()


def plain_text(printed: str) -> str:
    """A text in one line, without what a terminal might obey."""
    return " ".join(printed.translate(CONTROLS).split())


def print_table(console: Console, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as its rows come."""
    print_lines(console, heads, map(Line, rows))


def print_lines(console: Console, heads: Sequence[Head], lines: Iterable[Line]) -> None:
    """Print a table as its lines come."""
    lines = iter(lines)
    page = list(islice(lines, PAGE))
    layout = _Layout.of(console, heads, page)
    layout.print_header()
    while page:
        layout.print_page(page)
        page = list(islice(lines, PAGE))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns are shown, and how wide they are in columns of the terminal."""

    console: Console
    heads: Sequence[Head]
    #: Places of the columns that are shown, in order.
    kept: Sequence[int]
    #: Of every column.
    widths: Sequence[int]

    @classmethod
    def of(cls, console: Console, heads: Sequence[Head], lines: Iterable[Line]) -> _Layout:
        """As wide as the widest cells of some lines or, on a terminal, as there is room for."""
        rows = [[head.name for head in heads], *([plain_text(cell) for cell in line.cells] for line in lines)]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        kept = list(range(len(heads)))
        if console.is_terminal:
            kept, widths = fit(heads, widths, console.width)
        return cls(console, heads, kept, widths)

    def print_header(self) -> None:
        """The columns' names and, on a terminal, a rule below them."""
        header = Text("\n".join(self._row([head.name for head in self.heads])), "bold")
        if self.console.is_terminal:
            widths = [self.widths[place] for place in self.kept]
            rule = "-" if self.console.options.ascii_only else "─"
            header.append("\n" + rule * (sum(widths) + len(_GAP) * (len(widths) - 1)), "not bold")
        self.console.print(header, soft_wrap=True)

    def print_page(self, page: Iterable[Line]) -> None:
        """Some lines, written at once."""
        if self.console.is_terminal:
            self.console.print(Text("\n").join(self._styled(page)), soft_wrap=True)
            return
        self.console.file.write("".join(f"{text}\n" for line in page for text in self._plain(line)))
        self.console.file.flush()

    def _plain(self, line: Line) -> Iterator[str]:
        yield from self._row(line.cells)
        yield from (" " * _INDENT + plain_text(text) for text in line.below)

    def _styled(self, page: Iterable[Line]) -> Iterator[Text]:
        for line in page:
            yield from map(Text, self._row(line.cells))
            for text in line.below:
                for part in self._wrap(text, max(self.console.width - _INDENT, 1)):
                    yield Text(" " * _INDENT + part, "dim")

    def _row(self, cells: Sequence[str]) -> list[str]:
        """The lines of a row, its cells under each other's columns."""
        columns = [self._cell(cells[place], place) for place in self.kept]
        height = max(map(len, columns), default=0)
        filled = [column + [""] * (height - len(column)) for column in columns]
        return [self._join(parts) for parts in zip(*filled, strict=True)]

    def _join(self, parts: Iterable[str]) -> str:
        padded = []
        for place, part in zip(self.kept, parts, strict=True):
            room = " " * (self.widths[place] - cell_len(part))
            padded.append(room + part if self.heads[place].right else part + room)
        return _GAP.join(padded).rstrip()

    def _cell(self, cell: str, place: int) -> list[str]:
        """The lines of a cell: one, but for a long text on a terminal."""
        printed, width, how = plain_text(cell), self.widths[place], self.heads[place].fit
        if how is Fit.WHOLE or not self.console.is_terminal or cell_len(printed) <= width:
            return [printed]
        if how is Fit.WRAP:
            return self._wrap(printed, width)
        short = Text(printed)
        short.truncate(width, overflow="crop" if self.console.options.ascii_only else "ellipsis")
        return [short.plain]

    def _wrap(self, text: str, width: int) -> list[str]:
        return [part.plain.rstrip() for part in Text(plain_text(text)).wrap(self.console, width)]


def fit(heads: Sequence[Head], widths: Sequence[int], room: int) -> tuple[list[int], list[int]]:
    """The places of the columns for which a terminal has room, and the widths of all columns there.

    >>> heads = [Head("Index", Fit.CUT), Head("Day"), Head("Tone", spare=2)]
    >>> fit(heads, [30, 10, 5], 40), fit(heads, [30, 10, 5], 24)
    (([0, 1, 2], [21, 10, 5]), ([0, 1], [12, 10, 5]))
    """
    kept = list(range(len(heads)))
    least = list(widths)

    def left() -> int:
        return room - sum(least[place] for place in kept) - len(_GAP) * (len(kept) - 1)

    for name, spared in _LEAST_NAMES:
        lowest = {Fit.CUT: name, Fit.WRAP: _LEAST_TEXT}
        least = [min(width, lowest.get(head.fit, width)) for head, width in zip(heads, widths, strict=True)]
        while left() < 0 and (spare := [place for place in kept if heads[place].spare > spared]):
            kept.remove(max(spare, key=lambda place: (heads[place].spare, place)))
    # A text of some width can take another line: before it gets more, names are written out.
    for how, most in ((Fit.WRAP, _FAIR_TEXT), (Fit.CUT, room), (Fit.WRAP, room)):
        wanting = sorted((place for place in kept if heads[place].fit is how), key=lambda place: widths[place])
        for number, place in enumerate(wanting):
            share = max(left(), 0) // (len(wanting) - number)
            least[place] += max(min(share, min(widths[place], most) - least[place]), 0)
    return kept, least
