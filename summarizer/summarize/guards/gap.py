"""A gap: words of a sentence that a short form leaves out, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import bare, is_finite, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A clause, phrase or aside ends with one of these.
BREAKS = (",", ";", ":", "—", "–", ",”", ',"', ")", "]")
RELATIVE = frozenset({"which", "who", "whose", "where", "that"})
DETERMINERS = words_of("determiners")
#: A predicate or clause of its own begins here …
COORDINATORS = frozenset("and but while whereas as after before with which although though".split())
#: … and here, or with one of these, a phrase that can go as a whole.
_OPENERS = COORDINATORS | set(
    """
    at to from for in on by against versus despite amid following compared since during until of near ahead given
    """.split()
)


@dataclass(frozen=True, slots=True)
class Gap:
    """The range ``words[start:end]``, at least one word."""

    words: Sequence[str]
    start: int
    end: int
    #: The words that are left out, and they in small letters without punctuation.
    gone: Sequence[str] = field(init=False)
    plain: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look once at the words: many ask."""
        object.__setattr__(self, "gone", self.words[self.start : self.end])
        object.__setattr__(self, "plain", [bare(word) for word in self.gone])

    @property
    def opens(self) -> bool:
        """Whether the sentence begins with it and goes on after it."""
        return self.start == 0 and not self.closes

    @property
    def closes(self) -> bool:
        """Whether the sentence ends with it."""
        return self.end == len(self.words)

    @property
    def is_inside(self) -> bool:
        """Whether words stand before it and after it."""
        return self.start > 0 and not self.closes

    @property
    def before(self) -> str:
        """The word in front of it as printed; empty where it opens."""
        return self.words[self.start - 1] if self.start else ""

    @property
    def after(self) -> str:
        """The word behind it as printed; empty where it closes."""
        return "" if self.closes else self.words[self.end]

    @property
    def follows_break(self) -> bool:
        """Whether a comma, or another break, stands right in front of it."""
        return self.before.endswith(BREAKS)

    @property
    def ends_break(self) -> bool:
        """Whether it ends with a break."""
        return self.gone[-1].endswith(BREAKS)

    @property
    def first_phrase(self) -> Sequence[str]:
        """Its words up to the first break."""
        ends = (number + 1 for number, word in enumerate(self.gone) if word.endswith(BREAKS))
        return self.gone[: next(ends, len(self.gone))]

    @property
    def ends_with_points(self) -> bool:
        """Whether it ends with points that a percentage repeats: "[57 points, or] 0.7%"."""
        return self.plain[-2:] in (["points", "or"], ["pts", "or"])

    @property
    def is_detached(self) -> bool:
        """Whether it is set off by punctuation on both sides, so that it is a unit of its own."""
        opens = self.start == 0 or self.follows_break or self.gone[0].startswith(("(", "[", "—", "–"))
        return opens and (self.closes or self.ends_break or self.gone[-1] in {"-", "--"})

    @property
    def is_phrase(self) -> bool:
        """Whether it is a phrase or clause as a whole: from the word that opens it to where another one begins."""
        opens = self.start > 0 and self.plain[0] in _OPENERS
        return opens and (self.closes or self.ends_break or bare(self.after) in _OPENERS)

    @property
    def clause_start(self) -> int:
        """Where the clause begins in which it opens."""
        index = self.start
        while index and not self.words[index - 1].endswith((",", ";", ":")):
            index -= 1
        return index

    @property
    def leaves_verb(self) -> bool:
        """Whether what stays of the clause around it has a verb of its own."""
        breaks = (index + 1 for index in range(self.end, len(self.words)) if self.words[index].endswith(BREAKS))
        last = next(breaks, len(self.words))
        return any(map(is_finite, [*self.words[self.clause_start : self.start], *self.words[self.end : last]]))
