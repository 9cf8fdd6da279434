"""The words that tell two figures apart: those that stand near a figure and name something."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.types import Span

_NUMBER = re.compile(r"\d[\d,]*\.?\d+")
_WORD = re.compile(r"[^\W\d_][\w&/]*(?:[.’'-]\w+)*")
#: Its initials are a word too: "British American Tobacco", "BAT".
_NAME = re.compile(r"\b(?:[A-Z][a-z]+ ){2,4}[A-Z][a-z]+\b")
_ENDING = re.compile(r"['’]s$|s['’]?$")
_SHORTEST = 3  # letters, but for names in capitals: "BP"
_STEM = 6  # letters that "housebuilders" and "housebuilding" share
#: Words that two sentences may share without telling of the same thing; without a final "s".
_COMMON = frozenset(
    """
    the and for with from that this their after over under than more les about while wa were are ha have had been but
    not percent per cent pct point basi year month week day quarter session million billion trillion crore lakh dollar
    rose fell rise fall gain gained lost lose los drop dropped climbed climb slipped slip added add shed jumped jump
    tumbled advanced advance declined decline up down higher lower said say market stock share index indexe indice
    gauge benchmark average composite today yesterday monday tuesday wednesday thursday friday saturday sunday
    increased increase decreased surged surge plunged also only just nearly almost its into amid between against which
    who what when top close closed closing end ended open opened opening trading trade early late far first second
    third major main broad broader blue-chip large small new high low record put came company group firm news gmt et
    est respectively each both all other total most least biggest largest worst best on in at by to of as it is be us
    reported hit set took made metal expected price currency unit pair since one two bringing leaving taking extending
    trimming adding sending headed nonetheless finally still fallen risen sank sink sunk soared leapt rallied retreated
    retreat pulled slumped slump slid slide tumble tumbling rallying edged eased ease dipped dip crept inched ahead
    rally rallying plunge around earlier later previou prior past next recent finish finished settled settle
    ranged traded
    """.split()
)
#: What companies are called after their name: "the bank".  In the plural they name a sector.
_ROLES = frozenset(
    """
    brewer owner maker carmaker automaker retailer bank lender miner producer airline giant drugmaker chipmaker
    developer
    insurer
    """.split()
)
#: How a sentence begins that goes on about what the one before told of.
_GOES_ON = re.compile(r"\W*(?:the|its|it|they|their|that|this|these|those|both|he|she)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:despite|after|following)\s+(?:an?|the|its|their)\s+$")
_CAPITAL = re.compile(r"(?<=\s)[A-Z]")
#: Where the words behind a figure no longer tell of it.
_BREAK = re.compile(r"[,;:()—–]|\b(?:and|while|but|as|after|with|whereas|although|though|following|because)\b")


class Words(NamedTuple):
    """What stands around a figure: stems of the words that name something."""

    #: Between its neighbours: whose it is.
    near: frozenset[str]
    #: At the head of its sentence, where its subject mostly stands.
    head: frozenset[str]
    #: In its sentence and the one before, which tell whose it is where the words near it don't: "the stock".
    wide: frozenset[str]
    #: Whether any word right before the figure names something.
    told: bool

    def meet(self, other: Words) -> bool:
        """Whether both may tell of the same thing."""
        if not (self.near | self.head).isdisjoint(other.near) or not self.near.isdisjoint(other.head):
            return True
        return not (self.told and other.told) and not self.wide.isdisjoint(other.wide)


def telling_words(text: str) -> frozenset[str]:
    """The content words and the numbers of two digits or more: what two sentences that tell the same share."""
    return content_words(text) | frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=1 << 12)  # an article's sentences are asked for again with each draft
def content_words(text: str) -> frozenset[str]:
    """The stems of the words of a text that name something; plural and possessive endings left out.

    >>> sorted(content_words("crude oil's prices and BP rose 2%"))
    ['bp', 'crude', 'oil']
    """
    found = ((printed := match.group(), _stem(printed.lower())) for match in _WORD.finditer(text))
    stems = {
        word.replace("-", "")[:_STEM]
        for printed, word in found
        if (len(word) >= _SHORTEST or (len(printed) > 1 and printed.isupper()))
        and (word not in _COMMON or printed == "IT")
        and printed.lower() not in _ROLES
    }
    initials = ("".join(part[0] for part in name.split()).lower() for name in _NAME.findall(text))
    return frozenset(stems | {word for word in initials if len(word) >= _SHORTEST})


def _stem(word: str) -> str:
    short = _ENDING.sub("", word)
    return short if len(short) >= _SHORTEST else word


def words_around(text: str, sentences: Sequence[Span], figures: Iterable[tuple[Span, Span]]) -> Mapping[Span, Words]:
    """The words around each figure; given are the text's sentences, and the figures' spans with those of theirs."""
    by_sentence: defaultdict[Span, list[Span]] = defaultdict(list)
    for span, sentence in figures:
        by_sentence[sentence].append(span)
    found: dict[Span, Words] = {}
    before = frozenset[str]()
    for sentence in sorted({*sentences, *by_sentence}):
        wide = content_words(sentence.of(text))
        if sentence in by_sentence:
            found |= _around(text, sentence, sorted(set(by_sentence[sentence])), wide | before)
        before = wide
    return found


def _around(text: str, sentence: Span, spans: Sequence[Span], wide: frozenset[str]) -> Mapping[Span, Words]:
    head = content_words(text[sentence.start : spans[0].start])
    found: dict[Span, Words] = {}
    before: frozenset[str] = frozenset()  # of the nearest part on the left that names something
    read_to = sentence.start
    for number, span in enumerate(spans):
        left = content_words(text[read_to : span.start])
        before = left or before
        ends = spans[number + 1].start if number + 1 < len(spans) else sentence.end
        behind = _BREAK.split(text[span.end : ends], maxsplit=1)[0]
        goes_on = read_to == sentence.start and _goes_on(text[read_to : span.start])
        if read_to > sentence.start and _ASIDE.search(text, read_to, span.start):  # told of the sentence's own subject
            left = before = frozenset()
        found[span] = Words(before | content_words(behind), head, wide, bool(left) and not goes_on)
        read_to = span.end
    return found


def _goes_on(subject: str) -> bool:
    """As in "The chip company sank": it begins with a small word and names nobody."""
    return _GOES_ON.match(subject) is not None and _CAPITAL.search(subject) is None
