"""How a summary is laid out: one paragraph, three bullets or one headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.types import Span, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.summarize.join import Line

#: A headline has fewer characters.
HEADLINE = 100
BULLETS = 3
_BULLET = "- "
_ENDS = re.compile(r"(?<![.\s][A-Za-z])\.$")


def lay_out(lines: Sequence[Line], style: Style = Style.PARAGRAPH) -> tuple[str, tuple[Span, ...]]:
    r"""The lines as one text, and where each of them lies in it.

    >>> from summarizer.summarize.join import Line
    >>> lines = [Line("One.", "model", ()), Line("Two.", "model", ())]
    >>> lay_out(lines)
    ('One. Two.', (Span(start=0, end=4), Span(start=5, end=9)))
    >>> lay_out(lines, Style.BULLETS)[0], lay_out(lines, Style.HEADLINE)[0]
    ('- One.\n- Two.', 'One')
    """
    if style is Style.HEADLINE:
        text = as_headline(lines[0].text)
        return text, (Span(0, len(text)),)
    mark, between = (_BULLET, "\n") if style is Style.BULLETS else ("", " ")
    text = ""
    spans = []
    for line in lines:
        text += (between if text else "") + mark
        spans.append(Span(len(text), len(text) + len(line.text)))
        text += line.text
    return text, tuple(spans)


def as_headline(text: str) -> str:
    """A sentence without its full stop.

    >>> as_headline("The DAX rose 1.2%."), as_headline("Stocks fell in the U.S.")
    ('The DAX rose 1.2%', 'Stocks fell in the U.S.')
    """
    return _ENDS.sub("", text)
