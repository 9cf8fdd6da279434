"""Where quotations run over several sentences, and so how far a statement reaches."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Most sentences that a header over paragraphs ("Jane Doe, Technical Analyst, Foo Capital") can own.
_HEADER_REACH = 15
_MARKS = re.compile(r"[\"“”]")
_PARAGRAPH = re.compile(r"\n\s*\n")


class Quotations:
    """The quotations of one article."""

    def __init__(self, text: str, sentences: Sequence[Span], spoken: Sequence[bool]) -> None:
        """`spoken` says of each sentence whether it prints a speaker."""
        self._text = text
        self._sentences = sentences
        self._spoken = spoken
        #: Whether a quotation is open where each sentence starts and where it ends.
        self._open = list(_open(text, sentences))

    def reach(self, number: int, *, header: bool = False) -> Span:
        """The statement whose speaker is printed in sentence `number`.

        From where its quotation began to the end of those that follow without a speaker of their own; a
        header reaches to the next speaker.
        """
        first = number
        while first and not self._spoken[first - 1] and self._open[first - 1][1] and self._goes_on(first):
            first -= 1
        last = self._last_under_header(number) if header else self._last(number)
        return Span(self._sentences[first].start, self._sentences[last].end)

    def _goes_on(self, number: int) -> bool:
        return self._open[number][0] or self._text[self._sentences[number].start] in '"“'

    def _last_under_header(self, number: int) -> int:
        last = number
        while last + 1 < len(self._spoken) and last - number < _HEADER_REACH and not self._spoken[last + 1]:
            last += 1
        return last

    def _last(self, number: int) -> int:
        last = number
        while (run := self._run(last + 1)) is not None:
            last = run
        return last

    def _run(self, number: int) -> int | None:
        """The last sentence of the quotation that goes on in `number`; None where none does."""
        if number >= len(self._spoken) or not self._goes_on(number):
            return None
        last = number
        while last < len(self._spoken) and not self._spoken[last]:
            if not self._open[last][1]:
                rest = _MARKS.split(self._sentences[last].of(self._text))[-1]
                return None if rest.strip(" .,") and not self._open[number][0] else last
            last += 1
        return None


def _open(text: str, sentences: Sequence[Span]) -> Iterator[tuple[bool, bool]]:
    """For each sentence whether a quotation is open where it starts and where it ends.

    A paragraph starts without one: a quotation that goes on there repeats its mark.
    """
    inside = False
    for before, sentence in pairwise((Span(0, 0), *sentences)):
        gap = text[before.end : sentence.start]
        if _PARAGRAPH.search(gap) or ("\n" in gap and text[sentence.start] in '"“'):
            inside = False
        start = inside
        for mark in _MARKS.findall(text, sentence.start, sentence.end):
            inside = mark == "“" or (mark == '"' and not inside)
        yield start, inside
