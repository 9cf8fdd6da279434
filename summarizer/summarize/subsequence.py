"""What a shortened sentence may be: the source's words in their order, only whole, allowed ranges left out.

A form is named by the numbers of the words it keeps.  `forms_of` lists how a kept word may be printed: beside a cut
its comma may come or go, at the start it has its capital, at the end the mark.  `render` prints one such text, by rule;
a model that writes chooses for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Words [start, end) of a sentence.
Range: TypeAlias = tuple[int, int]
#: Numbers of the words that a form keeps, ascending.
Kept: TypeAlias = tuple[int, ...]

# Before these the comma of the word in front of a cut stands: ", led by banks, while …" leaves ", while …".
KEEP_COMMA = {"although", "as", "but", "even", "though", "whereas", "which", "while", "with"}
SEPARATORS = re.compile(r"[,;:–—-]+(?=[\"”’)\]]*$)")
FINAL_MARK = re.compile(r"[.!?…][\"”’)\]]*$")
PAUSED = re.compile(r"[,;][\"”’)\]]*$")
QUOTES = ('"', "”", "’")
CLOSING_QUOTES = re.compile(r"(?<=[^\"”’)\]])[\"”’]+$")


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence to shorten."""

    #: The sentence's words, split at white space, or at less of it where some belong together (`atoms`): never
    #: empty, none of them empty.
    words: tuple[str, ...]
    #: Ranges of words that may be left out, alone or together, overlapping or not; None: any word may be.
    skippable: tuple[Range, ...] | None = None
    #: Gaps that may not be made all the same: exactly these, not what lies in them.
    closed: frozenset[Range] = frozenset()
    #: Gaps that the longest form of several may not make either.
    telling: frozenset[Range] = frozenset()

    def __post_init__(self) -> None:
        """Check the invariants, which every caller is to keep."""
        if not self.words or not all(self.words):
            raise ValueError("a source needs words, and none of them empty")
        if any(not 0 <= start < end <= len(self.words) for start, end in self.skippable or ()):
            raise ValueError(f"a skippable range lies outside of the {len(self.words)} words")

    @property
    def fullest(self) -> Source:
        """The sentence for its longest form."""
        return replace(self, closed=self.closed | self.telling, telling=frozenset())


def find_gap_ends(source: Source, start: int) -> Iterator[int]:
    """Yield every `end` for which the words [start, end) may be left out: as a union of skippable ranges, not closed.

    >>> list(find_gap_ends(Source(("a", "b", "c", "d"), ((1, 2), (1, 3), (2, 4))), 1))
    [2, 3, 4]
    """
    return (end for end in _find_unions(source, start) if (start, end) not in source.closed)


def _find_unions(source: Source, start: int) -> Iterator[int]:
    if source.skippable is None:
        yield from range(start + 1, len(source.words) + 1)
        return
    reached = {start}
    for first, end in sorted(source.skippable, key=lambda cut: cut[1]):
        if first >= start and end not in reached and any(first <= mark < end for mark in reached):
            reached.add(end)
            yield end


def find_next(source: Source, position: int) -> Iterator[int]:
    """Yield the numbers of the words that may stand next, `position` being the first one not yet decided.

    The number of words stands for the end of the sentence.
    """
    yield position
    if position < len(source.words):
        yield from find_gap_ends(source, position)


def keep(source: Source, cuts: Iterable[Range]) -> Kept:
    """The words that are left when the cuts are made.

    >>> keep(Source(("a", "b", "c", "d")), [(1, 2), (3, 4)])
    (0, 2)
    """
    gone = {word for cut in cuts for word in range(*cut)}
    return tuple(word for word in range(len(source.words)) if word not in gone)


def allows(source: Source, kept: Kept) -> bool:
    """Whether the form keeps the rules: not empty, in order, each gap a union of skippable ranges."""
    if not kept or any(left >= right for left, right in pairwise(kept)):
        return False
    edges = zip((0, *(word + 1 for word in kept)), (*kept, len(source.words)), strict=True)
    return all(after in find_next(source, position) for position, after in edges)


def form_of(source: Source, word: int, following: int, *, first: bool) -> str:
    """How a kept word is printed before `following`, the next kept one (the number of words: none)."""
    form = source.words[word]
    if following == len(source.words):
        form = _close(form, source.words[-1])
    elif following > word + 1:
        form = _mend(form, source.words[word + 1 : following], source.words[following])
    return _capitalise(form) if first and word > 0 else form


def forms_of(source: Source, word: int, following: int, *, first: bool) -> tuple[str, ...]:
    """The ways in which a kept word may be printed before `following`: `form_of` first, then with or without a comma.

    >>> source = Source(("Shares", "here", "rose,", "traders", "said."))
    >>> forms_of(source, 0, 2, first=True), forms_of(source, 2, 3, first=False)
    (('Shares', 'Shares,'), ('rose,', 'rose'))
    """
    usual = form_of(source, word, following, first=first)
    if following == len(source.words):
        return (usual,)
    plain = _without_separators(usual)
    if following == word + 1 or plain.endswith(QUOTES):
        return tuple(dict.fromkeys((usual, plain)))
    marks = {",", *(mark for gone in source.words[word:following] if (mark := gone[-1]) in ";:")}
    return tuple(dict.fromkeys((usual, plain, *(plain + mark for mark in sorted(marks)))))


def render(source: Source, kept: Kept) -> str:
    """The text of a form.

    >>> words = "Shares, which had opened lower, rose 1%, the exchange said.".split()
    >>> render(Source(tuple(words)), (0, 5, 6))
    'Shares rose 1%.'
    """
    return " ".join(
        form_of(source, word, after, first=word == kept[0]) for word, after in pairwise((*kept, len(source.words)))
    )


def _close(form: str, last: str) -> str:
    """End the sentence: separators go, the source's own final mark (or a full stop) comes."""
    form = _without_separators(form)
    if FINAL_MARK.search(form):
        return form
    closed = FINAL_MARK.search(last)
    mark = closed.group()[0] if closed else "."
    # The mark stands inside of quotation marks, as market reports print it, but behind parentheses.
    quotes = CLOSING_QUOTES.search(form)
    return form[: quotes.start()] + mark + quotes.group() if quotes else form + mark


def _without_separators(form: str) -> str:
    """The word without its comma; a dash that is a word stays."""
    return SEPARATORS.sub("", form) or form


def _mend(form: str, gap: tuple[str, ...], following: str) -> str:
    """Mend the comma in front of a gap: of a pair of commas both go, or the one that is needed stays."""
    if not PAUSED.search(gap[-1]):
        return form
    if PAUSED.search(form):
        return form if following.lower() in KEEP_COMMA else _without_separators(form)
    return f"{form}," if gap[0].startswith("(") else form


def _capitalise(form: str) -> str:
    """Raise the first letter, but not that of a name such as iShares, nor one behind a digit.

    >>> [_capitalise(form) for form in ("the", '"we', "iShares", "3rd")]
    ['The', '"We', 'iShares', '3rd']
    """
    letter = re.search(r"[^\W_]", form)
    if letter is None or any(map(str.isupper, form)):
        return form
    return form[: letter.start()] + letter.group().upper() + form[letter.end() :]
