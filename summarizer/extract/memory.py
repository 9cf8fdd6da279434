"""What earlier sentences were about: the memory by which "it", "both" and "the index" are understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.types import Kind

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

    from summarizer.extract.mentions import Mention

#: Parts of the names of indexes that are told of by their companies' size.
_SIZES = {"small": ("russell 2000", "small", "600"), "mid": ("mid", "400")}
#: So many first letters are the same in "bank" and "Banks", "tech" and "Technology".
_STEM = 4
_TRADED = frozenset((Kind.INDEX, Kind.FUTURE))


class Subject(NamedTuple):
    """What a sentence is talking about at one place."""

    #: Empty where it is no index: oil, a company, traders.
    mentions: tuple[Mention, ...]
    reason: str

    @property
    def only_index(self) -> Mention | None:
        """The one index that it is; None for several, a future, a fund, or somebody else."""
        alone = len(self.mentions) == 1 and self.mentions[0].entity.kind is Kind.INDEX
        return self.mentions[0] if alone else None


class Memory:
    """What an article's earlier sentences named and talked about."""

    __slots__ = ("_counts", "_levels", "_named", "_paragraph", "_paragraph_index", "percent_column", "subject")

    def __init__(self) -> None:
        #: What the sentence before was about.
        self.subject: Subject | None = None
        #: Whether a table with a column in percent goes on.
        self.percent_column = False
        #: The last mention of each entity by its name, the latest last, and how often each was named.
        self._named: dict[str, Mention] = {}
        self._counts: dict[str, int] = {}
        #: Where each index stood last, by its name.
        self._levels: dict[str, tuple[Mention, Decimal]] = {}
        #: Whether the running paragraph named anything, and its latest index.
        self._paragraph = False
        self._paragraph_index: Mention | None = None

    def note(self, mention: Mention) -> None:
        """Remember a named entity as the latest."""
        name = mention.entity.name
        self._named.pop(name, None)
        self._named[name] = mention
        self._counts[name] = self._counts.get(name, 0) + 1
        self._paragraph = True
        if mention.entity.kind is Kind.INDEX:
            self._paragraph_index = mention

    def listed(self, mention: Mention) -> Mention:
        """As in "the All Share index" after "the JSE All Share": the same index; else the mention as it is."""
        words = mention.entity.name.lower().removesuffix(" index").split()
        for other in reversed(self._named.values()):
            if set(words) < set(other.entity.name.lower().split()):
                return mention._replace(entity=other.entity, region=other.region, parent=other.parent)
        return mention

    def place(self, mention: Mention, level: Decimal) -> None:
        """Remember where an index stands."""
        if mention.entity.kind is Kind.INDEX and not mention.gauge:
            self._levels[mention.entity.name] = (mention, level)

    def levels(self) -> Collection[tuple[Mention, Decimal]]:
        """The indexes whose levels were told, and the latest of each."""
        return self._levels.values()

    def start_paragraph(self) -> None:
        """Forget what the paragraph before named; the article's main index stays."""
        self._paragraph, self._paragraph_index = False, None

    def main(self) -> tuple[Mention, ...]:
        """The headline index named most often so far, the first at a tie; no sub-index, fund or gauge of volatility."""
        heads = [
            mention
            for mention in self._named.values()
            if mention.parent is None and mention.entity.kind is Kind.INDEX and not mention.gauge
        ]
        return (max(heads, key=lambda mention: self._counts[mention.entity.name]),) if heads else ()

    def latest(self, count: int = 1, kinds: Collection[Kind] = _TRADED) -> tuple[Mention, ...]:
        """The last `count` entities named, in the order of their naming; empty if fewer were named."""
        found: list[Mention] = []
        for mention in reversed(self._named.values()):
            if mention.entity.kind in kinds:
                found.append(mention)
                if len(found) == count:
                    return tuple(reversed(found))
        return ()

    def of_paragraph(self) -> tuple[Mention, ...]:
        """The index that the running paragraph is about: the sentence's before, else its latest; empty for none."""
        if not self._paragraph:
            return ()
        index = (self.subject.only_index if self.subject else None) or self._paragraph_index
        return (index,) if index else ()

    def called(self, word: str) -> tuple[Mention, ...]:
        """As in "the technology gauge": the last named index a word of whose name begins so, or whose region does."""
        stem = word[:_STEM]
        for mention in reversed(self._named.values()):
            names = f"{mention.entity.name} {mention.region or ''}".lower().split()
            if (
                len(stem) == _STEM
                and mention.entity.kind is Kind.INDEX
                and any(name.startswith(stem) for name in names)
            ):
                return (mention,)
        return ()

    def of_size(self, size: str) -> tuple[Mention, ...]:
        """As in "The small-cap index": the last named one of that size, "small" or "mid"."""
        for mention in reversed(self._named.values()):
            if any(part in mention.entity.name.lower() for part in _SIZES[size]):
                return (mention,)
        return ()
