"""Pictures of reported moves: in the terminal by plotext, in files by matplotlib.

Each day has a dot, the median of its sources, and where they differ a bar from the lowest to the highest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from statistics import median
from typing import Any

from summarizer.store import DayMove

#: Columns and lines of a picture that is not drawn for a terminal.
PLAIN_WIDTH, PLAIN_HEIGHT = 100, 24

#: Columns that frame and labels of a picture take at most; what is left shows a day each.
_FRAME = 12

#: What is left free above and below, as a share of what is shown.
_ROOM = 0.05

#: Dates below a picture.
_TICKS = 5

#: Inches of a picture in a file, and dots per inch where it is one of dots.
_SIZE, _DPI = (10, 5), 120

#: What frames are drawn with, for those who read ASCII.
_ASCII = str.maketrans("─│┌┐└┘├┤┬┴┼", "-|+++++++++")


@dataclass(frozen=True, slots=True)
class Plot:
    """What a picture shows."""

    title: str
    #: Days in order, one or more.
    moves: Sequence[DayMove]
    #: Whether zero matters: it does to moves, not to levels.
    signed: bool


def draw_text(
    plot: Plot,
    width: int = PLAIN_WIDTH,
    height: int = PLAIN_HEIGHT,
    *,
    plain: bool = True,
    coloured: bool = False,
) -> str:
    """A picture in characters: plain ones are ASCII."""
    import plotext  # noqa: PLC0415 - slow, and needed here only

    moves = thin(plot.moves, max(width - _FRAME, 1))
    places = [date.fromisoformat(move.day).toordinal() for move in moves]
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plotsize(width, height)
    plotext.theme("pro")
    plotext.title(plot.title)
    bar, dot = ("|", "o") if plain else ("│", "●")
    if plot.signed:
        plotext.hline(0)
    for place, move in zip(places, moves, strict=True):
        if move.low < move.high:
            plotext.plot([place, place], [move.low, move.high], marker=bar, color="gray")
    plotext.scatter(places, [move.median for move in moves], marker=dot, color="cyan")
    plotext.ylim(*_bounds(moves, signed=plot.signed))
    shown = _spread(len(moves))
    plotext.xticks([places[number] for number in shown], [moves[number].day for number in shown])
    picture = str(plotext.build()) if coloured else str(plotext.uncolorize(plotext.build()))
    return "\n".join(line.rstrip() for line in (picture.translate(_ASCII) if plain else picture).splitlines())


def draw_file(plot: Plot, kind: str) -> bytes:
    """A picture as a file's content, "png" or "svg"; the same for the same moves.  Raises ImportError."""
    from matplotlib import rc_context  # noqa: PLC0415 - slow, and perhaps not there
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    days: list[Any] = [date.fromisoformat(move.day) for move in plot.moves]
    middle = [move.median for move in plot.moves]
    apart = [[move.median - move.low for move in plot.moves], [move.high - move.median for move in plot.moves]]
    with rc_context({"svg.hashsalt": "summarizer", "svg.fonttype": "none"}):
        figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
        axes = figure.subplots()
        if plot.signed:
            axes.axhline(0, color="0.7", linewidth=0.8)
        axes.errorbar(days, middle, yerr=apart, fmt="o", markersize=3.5, ecolor="0.6", elinewidth=1.5)
        axes.set_title(plot.title)
        axes.grid(visible=True, axis="y", alpha=0.3)
        figure.autofmt_xdate()
        content = BytesIO()
        figure.savefig(content, format=kind, metadata={"Date": None} if kind == "svg" else None)
    return content.getvalue()


def thin(moves: Sequence[DayMove], most: int) -> Sequence[DayMove]:
    """At most so many days: neighbours become one, with the middle of their medians and the whole of their spread.

    >>> days = [DayMove(f"2025-03-0{n}", n, n, n + 1, 1) for n in (3, 4, 5)]
    >>> [(move.day, move.low, move.median, move.high) for move in thin(days, 2)]
    [('2025-03-04', 3, 3.5, 5), ('2025-03-05', 5, 5, 6)]
    """
    together = -(-len(moves) // most)
    groups = [moves[start : start + together] for start in range(0, len(moves), together)]
    return [
        replace(
            group[-1],
            low=min(move.low for move in group),
            median=median(move.median for move in group),
            high=max(move.high for move in group),
        )
        for group in groups
    ]


def _bounds(moves: Sequence[DayMove], *, signed: bool) -> tuple[float, float]:
    """The lowest and the highest value that a picture has room for: zero among them where it matters."""
    values = [*(move.low for move in moves), *(move.high for move in moves), *[0.0] * signed]
    room = (max(values) - min(values)) * _ROOM or abs(values[0]) * _ROOM or 1.0
    return min(values) - room, max(values) + room


def _spread(count: int) -> list[int]:
    """Some numbers below a count, the first and the last among them."""
    ticks = min(count, _TICKS)
    return sorted({number * (count - 1) // max(ticks - 1, 1) for number in range(ticks)})
