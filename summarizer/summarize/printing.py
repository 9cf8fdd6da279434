"""How a sentence is printed when words of it are left out: punctuation and capitals repaired."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_CLOSERS = "\"”’')]"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that can go, and the punctuation that goes with them."""

    #: The words ``[start, end)``.
    start: int
    end: int
    #: What it is: "parenthesis", "points", "relative", "apposition", "tail", "clause", "opener", "role", …
    kind: str
    #: Whether the comma before it goes too.
    closes: bool = False
    #: Whether its last word's comma moves to the word before it.
    yields_comma: bool = False
    #: A later word that loses its trailing comma with it.
    orphan: int | None = None

    @property
    def range(self) -> tuple[int, int]:
        """The segment as plain word range."""
        return self.start, self.end


def render(words: Sequence[str], kept: Iterable[int], segments: Sequence[Segment]) -> str | None:
    """The sentence with only the `kept` words, punctuation and capitals repaired.

    None when the words left out are no union of segments.

    >>> words = "The Dow, a gauge of 30 stocks, rose 0.9%.".split()
    >>> render(words, [0, 1, 7, 8], [Segment(2, 7, "apposition", closes=True)])
    'The Dow rose 0.9%.'
    """
    keep = sorted(set(kept))
    left_out = cover(len(words), keep, segments)
    if left_out is None or not keep:
        return None
    orphans = {segment.orphan for segment in left_out}
    closing = {segment.end for segment in left_out if segment.closes}
    printed: list[str] = []
    for index, following in pairwise([*keep, len(words)]):
        word = words[index]
        left = words[following - 1] if following > index + 1 else ""
        if following < len(words) and left.endswith((";", ":")):
            word = _without_comma(word) + left[-1]
        elif index in orphans or (following in closing and following > index + 1):
            word = _without_comma(word)
        elif any(s.yields_comma and s.start == index + 1 and s.end == following for s in left_out):
            word = _with_comma(word, left)
        printed.append(word)
    return _finished(printed, words[-1])


def cover(count: int, kept: Sequence[int], segments: Sequence[Segment]) -> tuple[Segment, ...] | None:
    """The fewest segments that make up exactly the words not `kept`, or None."""
    chosen: list[Segment] = []
    for before, after in pairwise([-1, *kept, count]):
        position = before + 1
        while position < after:
            fitting = [s for s in segments if before < s.start <= position < s.end <= after]
            if not fitting:
                return None
            best = max(fitting, key=lambda s: (s.end, s.closes))
            chosen.append(best)
            position = best.end
    return tuple(chosen)


def quotes_pair(text: str) -> bool:
    """Whether every double quotation mark that opens is closed."""
    typed = text.count("``") in {0, text.count("''")}  # as old wires have them
    return typed and text.count("“") == text.count("”") and text.count('"') % 2 == 0


def quoted_words(words: Sequence[str]) -> list[bool]:
    """For each word whether it stands, wholly or partly, inside double quotation marks."""
    inside = False
    marks = []
    for word in words:
        opened = inside
        for character in word:
            if character == "“":
                inside = True
            elif character == "”":
                inside = False
            elif character == '"':
                inside = not inside
        marks.append(opened or inside or any(c in word for c in '"“”'))
    return marks


def trailing(word: str) -> str:
    """The punctuation that a word ends with, closing quotes aside: ",", ";", ":", "." or ""."""
    core = word.rstrip(_CLOSERS)
    return core[-1:] if core[-1:] in {",", ";", ":", ".", "?", "!"} else ""


def _without_comma(word: str) -> str:
    return word[:-1] if word.endswith((",", ";", ":")) else word


def _with_comma(word: str, donor: str) -> str:
    return word + donor[-1] if donor[-1] in ",;:" and not word.endswith((",", ";", ":")) else word


def _finished(printed: list[str], last: str) -> str:
    """The words joined, with a capital in front and a full stop at the end."""
    text = " ".join(printed).rstrip(" ,;:—–-")
    stop = trailing(last) if trailing(last) in {".", "?", "!"} else "."
    core = text.rstrip(_CLOSERS)
    if core[-1:] not in {".", "?", "!"}:
        closers = text[len(core) :]
        text = core.rstrip(",;:") + stop + closers if closers[:1] in {'"', "”"} else text + stop
    first = printed[0]
    return text[:1].upper() + text[1:] if first[:1].islower() and first[1:].islower() else _one_letter(text)


def _one_letter(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:2] in {"a ", "a-"} else text
