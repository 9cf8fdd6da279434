"""Paragraphs of plain text: which line break ends one, and which is only where the text was hard-wrapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Characters of the longest line of a text that may be hard-wrapped: mail has 60 to 80, editors up to 120.
NARROWEST, WIDEST = 50, 120

#: A line that opens with one of these starts anew: a list item, a heading, a quoted line.
LIST_MARK = re.compile(r"(?:[-*•·–—>#\\]|\(?\d{1,2}[.)])\s")

#: Capitalised after a line without closing punctuation, these begin a sentence: no wrap put them there.
OPENERS = frozenset(
    """A An And As At But By For From In It Meanwhile On Over So The These They This Those To While
    With""".split()
)

#: What a closed sentence ends with; closing quotes and brackets may follow.
CLOSED = re.compile(r"[.!?…:][\"'”’)\]]*$")


def find_paragraphs(text: str) -> Iterator[Span]:
    r"""Yield the text's paragraphs in order, surrounding blanks left out; a hard-wrapped one is one span.

    >>> text = "A headline\n\nIts first line is one paragraph.\nThis is another."
    >>> [span.of(text) for span in find_paragraphs(text)]
    ['A headline', 'Its first line is one paragraph.', 'This is another.']
    """
    longest = max(map(len, text.split("\n")))
    for block in _find_blocks(text):
        width = longest if longest <= WIDEST else max(line.end - line.start for line in block)
        yield from _unwrap(text, block, width)


def find_lines(text: str) -> Iterator[Span]:
    r"""Yield every line's span without its surrounding blanks; a blank line's span is empty.

    >>> [span.of("one\n\n two ") for span in find_lines("one\n\n two ")]
    ['one', '', 'two']
    """
    offset = 0
    for line in text.split("\n"):  # not splitlines(): a form feed is no new line to us
        start = offset + len(line) - len(line.lstrip())
        yield Span(start, start + len(line.strip()))
        offset += len(line) + 1


def joined(text: str, span: Span) -> str:
    """The paragraph in one line, runs of blanks made one."""
    return " ".join(span.of(text).split())


def is_closed(line: str) -> bool:
    """Whether the line ends as a sentence does.

    >>> is_closed("Stocks rose."), is_closed('"It is over," he said.”'), is_closed("Stocks rise in the U.S")
    (True, True, False)
    """
    return CLOSED.search(line) is not None


def _find_blocks(text: str) -> Iterator[list[Span]]:
    """Yield runs of lines that no blank line parts."""
    block: list[Span] = []
    for line in find_lines(text):
        if line.start < line.end:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _unwrap(text: str, block: Sequence[Span], width: int) -> Iterator[Span]:
    """Yield the block's paragraphs: consecutive lines that were wrapped at that width are one."""
    whole = block[0]
    last = block[0]
    for line in block[1:]:
        if NARROWEST <= width <= WIDEST and _continues(last.of(text), line.of(text), width):
            whole = Span(whole.start, line.end)
        else:
            yield whole
            whole = line
        last = line
    yield whole


def _continues(line: str, following: str, width: int) -> bool:
    """Whether a wrap at `width` would have broken here: the next word did not fit."""
    word = following.split(maxsplit=1)[0]
    overflows = len(line) + 1 + len(word) > width
    anew = LIST_MARK.match(following) or (word in OPENERS and not is_closed(line))
    return overflows and not anew
