"""Which stretches of a text are taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.types import Span


class Cover:
    """Spans in order of their starts, asked in logarithmic time; they may overlap each other."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        taken = list(spans)
        self._starts = [span.start for span in taken]
        #: The furthest end of this span and all before it.
        self._ends = list(accumulate((span.end for span in taken), max))

    def touches(self, span: Span) -> bool:
        """Whether one of the spans shares a character with this one.

        >>> from summarizer.types import Span
        >>> cover = Cover([Span(0, 9), Span(2, 4), Span(12, 15)])
        >>> cover.touches(Span(8, 12)), cover.touches(Span(9, 12))
        (True, False)
        """
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start

    def holds(self, span: Span) -> bool:
        """Whether this span lies inside one of the spans.

        >>> from summarizer.types import Span
        >>> cover = Cover([Span(0, 9), Span(12, 15)])
        >>> cover.holds(Span(8, 9)), cover.holds(Span(8, 13))
        (True, False)
        """
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._ends[before - 1] >= span.end
