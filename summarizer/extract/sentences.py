"""Plain text into the sentences of its story: cuts at lines first, then at full stops, never inside clutter.

A sentence is what lies between two cuts, so nothing of the story can be lost.  Lines of a hard-wrapped
paragraph belong together; a bullet, a table row, an indented or a short line stands alone.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.extract.speech import load_table
from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Columns between which a line can be one of a hard-wrapped paragraph.
_WRAP_MIN, _WRAP_MAX = 45, 100

_BULLET = re.compile(r"[^\S\n]*(?:[-*•▪●◦·‣–—>\\]|\d{1,2}[.)])(?=\s)")
_TABLE = re.compile(r"\S(?:\t+| +\| +| {3,})\S")
_UNFINISHED = re.compile(r"(?:,|\b(?:the|an?|of|to|and|or|in|at|by|for|from|with|on|as|that|its|was|were|is|are))\Z")
_RULE = re.compile(r"[-=_*~.·\s]{3,}\Z")

_STOP = re.compile(r"(?:\.{2,}|…|[.!?]+)[\"'”’»)\]]*(?=\s)")
#: A full stop after which the space was forgotten: "the session.The index".
_GLUED = re.compile(r"(?<=[a-z]{2}|\d%)[.!?][”)]?(?=[A-Z][a-z]+(?<!Com)(?<!Org)(?<!Net)[\s,])")
_NEXT = re.compile(r"\s+([\"'“‘(\[]*)(\S?)(\w*)")
_LAST_WORD = re.compile(r"((?:[^\s\"'“‘(\[]|(?<=\w)')*)\Z")
_INITIAL = re.compile(r"(?:\A|[.])[A-Za-z]\Z")
_SPOKEN = re.compile(
    r"\s+(?:(?:[A-Z][\w.’'-]+\s+){1,4}|[Hh]e\s+|[Ss]he\s+|[Tt]hey\s+)"
    r"(?:said|says|asked|wrote|added|noted|told|warned|argued|quipped|joked|asks|wonders|wondered)\b(?P<rest>[.,]|\s|\Z)"
)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("sentences")[name].split())


def split_sentences(text: str, clutter: Sequence[Span] = ()) -> list[Span]:
    """The story's sentences in order, clutter left out, each without the whitespace around it.

    Every character outside clutter that is no whitespace belongs to exactly one sentence.

    >>> text = 'The S&P rose 0.3%. "Is it over?" asked J. P. Lee of Foo Inc. in the U.S. The Dow fell.'
    >>> [span.of(text) for span in split_sentences(text)]
    ['The S&P rose 0.3%.', '"Is it over?" asked J. P. Lee of Foo Inc. in the U.S.', 'The Dow fell.']
    """
    width = _wrap_width(text)
    sentences: list[Span] = []
    for part in _story(text, clutter):
        for block in _blocks(text, part, width):
            cuts = [block.start, *_stops(text, block), block.end]
            sentences += [span for left, right in pairwise(cuts) if (span := _stripped(text, left, right))]
    return sentences


def _story(text: str, clutter: Sequence[Span]) -> Iterator[Span]:
    """What the clutter leaves."""
    start = 0
    for span in sorted(clutter):
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < len(text):
        yield Span(start, len(text))


def _stripped(text: str, start: int, end: int) -> Span | None:
    printed = text[start:end]
    body = printed.strip()
    if not body:
        return None
    start += len(printed) - len(printed.lstrip())
    return Span(start, start + len(body))


def _lower_start(line: str) -> bool:
    """Whether the line goes on with a lower-case word; "iShares" and "eBay" are none."""
    body = line.lstrip()
    return body[:1].islower() and not body[1:2].isupper()


def _wrap_width(text: str) -> int:
    """The column at which the text was hard-wrapped, 0 where no line shows that it was."""
    lines = text.split("\n")
    widths = [
        len(line.rstrip())
        for line, below in pairwise(lines)
        if _WRAP_MIN <= len(line) <= _WRAP_MAX and _lower_start(below) and not _TABLE.search(line)
    ]
    return max(widths, default=0)


def _blocks(text: str, part: Span, width: int) -> Iterator[Span]:
    """Runs of lines that belong together."""
    start = at = part.start
    above = ""
    while at < part.end:
        newline = text.find("\n", at, part.end)
        end = part.end if newline < 0 else newline
        line = text[at:end]
        if at > start and not _continues(above, line, width):
            yield Span(start, at)
            start = at
        above = line
        at = end + 1
    if start < part.end:
        yield Span(start, part.end)


def _continues(above: str, line: str, width: int) -> bool:
    """Whether the line goes on with what the line above began."""
    if not line.strip() or not above.strip() or _BULLET.match(line):
        return False
    if _TABLE.search(above.strip()) or _TABLE.search(line.strip()) or _RULE.match(above) or _RULE.match(line):
        return False
    if _lower_start(line):
        return True
    above = above.rstrip()
    if len(line) - len(line.lstrip()) > len(above) - len(above.lstrip()) and not _BULLET.match(above):
        return False
    if _UNFINISHED.search(above):
        return True
    room = width - len(above) - 1
    return width > 0 and len(above) >= _WRAP_MIN and len(line.split(maxsplit=1)[0]) > room


def _stops(text: str, block: Span) -> Iterator[int]:
    """Where a sentence ends inside the block."""
    spaced = _STOP.finditer(text, block.start, block.end)
    ends = {match.end() for match in spaced if _ends_sentence(text, match, block)}
    for match in _GLUED.finditer(text, block.start, block.end):
        if _word_before(text, match.start(), block.start) not in _listed("often_bound"):
            ends.add(match.end())
    yield from sorted(ends)


def _word_before(text: str, end: int, floor: int) -> str:
    found = _LAST_WORD.search(text[max(floor, end - 24) : end])
    return found.group(1) if found else ""


def _ends_sentence(text: str, stop: re.Match[str], block: Span) -> bool:
    """Whether the mark ends a sentence, told by the word before it and the word after it."""
    after = _NEXT.match(text, stop.end(), block.end)
    if after is None or not after.group(2):
        return False
    opening, letter, rest = after.groups()
    mark = stop.group()
    quoted = mark[-1] in "\"'”’»"
    if not opening and (letter in "-–—.…,;:" or (letter.islower() and not rest[:1].isupper())):
        return False
    if quoted and (spoken := _SPOKEN.match(text, stop.end(), block.end)) and spoken["rest"] in {".", ","}:
        return False
    word = _word_before(text, stop.start(), block.start)
    starts = _is_starter(text, letter + rest, after.end())
    if mark[0] in "!?":
        return word != "Yahoo" or starts
    if mark.startswith(("..", "…")) or (
        not word and text[max(0, stop.start() - 4) : stop.start()].rstrip().endswith(".")
    ):
        return starts or bool(opening) or quoted
    return _full_stop_ends(text, word, stop, block, starts=starts, before=opening + letter)


def _full_stop_ends(text: str, word: str, stop: re.Match[str], block: Span, *, starts: bool, before: str) -> bool:
    """Whether a single full stop after `word` ends a sentence, and does not only shorten the word."""
    if stop.group()[1:]:
        return True
    if word in _listed("bound"):
        return False
    if word == "No":
        return not before[-1].isdigit()
    numbering = _BULLET.match(text, block.start, block.end)
    if numbering and numbering.end() == stop.end():
        return False
    if word in _listed("often_bound") or _INITIAL.search(word):
        sentence_so_far = text[max(block.start, stop.start() - 40) : stop.start() - len(word)]
        return (starts or before[0] in '"“') and bool(sentence_so_far.strip())
    return True


def _is_starter(text: str, word: str, end: int) -> bool:
    """Whether the word that ends at `end` is one that begins sentences."""
    if text[end : end + 1] in ".-&":
        return False
    return word in _listed("starter") or (word in _listed("starting_noun") and text[end : end + 2].strip().islower())
