"""Closed lists of words that the construction decides by, and what can be told of a single word."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


def words_of(key: str) -> frozenset[str]:
    """The list of that name in ``lexicon.toml``."""
    return frozenset(_TABLE[key].split())


#: Finite verbs of market prose: after one of these the main clause has resumed.
FINITE = words_of("finite")

#: Words that reverse a statement.
NEGATIONS = words_of("negations")

#: Words that say how sure a statement is.
MODALS = words_of("modals")

#: Words that say how exact a figure or how general a statement is.
HEDGES = words_of("hedges")

#: Words that make a statement depend on something.
CONDITIONS = words_of("conditions")

#: Verbs and phrases that hand a statement to a speaker.
ATTRIBUTIONS = words_of("attributions")

#: Words of direction; a figure without its direction is no move.
DIRECTIONS = words_of("directions")

#: Adverbs whose loss leaves every figure, name and view as it was.
ADVERBS = words_of("adverbs")

#: Of these, the ones that are adverbs only between commas.
LINKING = words_of("linking")

#: One-word or fixed openers that only link to the sentence before.
OPENERS = frozenset(_TABLE["openers"])

MONTHS = tuple(_TABLE["months"].split())
WEEKDAYS = tuple(_TABLE["weekdays"].split())

_MONTH = "|".join(MONTHS)

#: Phrases that say over which time a figure holds.
PERIOD = re.compile(
    rf"""\b(?: (?:year|month|week)[- ]to[- ]date | ytd | so\ far | to\ date
      | (?:this|last|past|previous|prior|next|the)\ (?:\w+\ ){{0,2}}(?:week|month|quarter|year|half|session|decade)s?
      | weekly | monthly | quarterly | yearly | annual | annually | intraday | premarket | overnight
      | since\b | over\ the | in\ the\ (?:past|last|first|second|third|fourth)
      | (?:first|second|third|fourth)\ (?:quarter|half)
      | (?:in|for|of|during)\ (?:{_MONTH})\b | (?:in|for|of|during|from)\ (?:19|20)\d\d\b
      | at\ (?:one\ point|the\ open|midday) | earlier\ (?:in|this)
    )""",
    re.IGNORECASE | re.VERBOSE,
)

#: A day: "Monday", "November 25", "yesterday".
DAY = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)}|yesterday|today|(?:{_MONTH})\.?\ \d{{1,2}}(?!\d)|\d{{1,2}}\ (?:{_MONTH})\b)",
    re.IGNORECASE,
)

#: Words that say why.
_CAUSE = re.compile(
    r"""\b(?: due\ to | because | amid | on\ the\ back\ of | thanks\ to | following | after | sending | drove
      | (?:driven|led|helped|boosted|buoyed|lifted|carried|spurred|fuell?ed|supported|underpinned|hurt)\ by
      | rattled\ by
      | dragged\ (?:\w+\ )?by | weighed\ (?:down\ )?by | weighed\ on | attributed\ to | lit\ the\ fuse
      | prompted | triggered | sparked | in\ response\ to | in\ reaction\ to | reacted\ to
      | on\ (?:hopes|fears|expectations|concerns|worries|bets|optimism|signs|news|speculation)
      | fears | blamed? | the\ (?:reason|reasons|spark|trigger)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: "as" and what follows it.
_AS = re.compile(r"(?P<before>[\w-]+),?\sas\s(?P<clause>[^,.;]*)")

_PLURAL_MOVES = words_of("plural_moves")
_BEFORE_AS = words_of("before_as")
_AFTER_AS = words_of("after_as")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """The word without edge punctuation, lower case, "n't" kept.

    >>> bare("“Didn't,")
    "didn't"
    """
    return _EDGES.sub("", word).lower().replace("’", "'")


def is_negation(word: str) -> bool:
    """Whether the word reverses a statement.

    >>> [is_negation(w) for w in ("not", "won't", "rose")]
    [True, True, False]
    """
    plain = bare(word)
    return plain in NEGATIONS or plain.endswith("n't")


@lru_cache(maxsize=1 << 16)
def is_finite(word: str) -> bool:
    """Whether the word is, very likely, a finite verb.

    >>> [is_finite(w) for w in ("rose", "didn't", "strategist")]
    [True, True, False]
    """
    plain = bare(word)
    return plain in FINITE or plain.endswith("n't")


def states(words: Sequence[str]) -> bool:
    """Whether the words have a verb that makes a statement of them; in headlines of several, it has no "s".

    >>> [states(text.split()) for text in ("Stocks rose.", "Shares of Acme fall 2%.", "A fall to 2%")]
    [True, True, False]
    """
    return any(
        is_finite(word) or (bare(word) in _PLURAL_MOVES and has_digit(after))
        for word, after in zip(words, [*words[1:], ""], strict=False)  # no word, no verb
    )


@lru_cache(maxsize=1 << 16)
def is_capital(word: str) -> bool:
    """Whether the word starts with a capital, edge punctuation aside.

    >>> [is_capital(w) for w in ("(Tokyo", "500", "rose")]
    [True, False, False]
    """
    return _EDGES.sub("", word)[:1].isupper()


@lru_cache(maxsize=1 << 16)
def has_digit(word: str) -> bool:
    """Whether a digit stands in the word."""
    return any(character.isdigit() for character in word)


def has_cause(text: str) -> bool:
    """Whether the sentence says why something moved.

    >>> [has_cause(text) for text in ("Stocks fell as yields rose.", "Known as the Dow, it rose.")]
    [True, False]
    """
    return bool(_CAUSE.search(text)) or any(_is_clause(found) for found in _AS.finditer(text))


def _is_clause(found: re.Match[str]) -> bool:
    """Whether "as" opens a clause of its own: not "known as", "as much as", "as a rule"."""
    words = found["clause"].split()
    fixed = found["before"].lower() in _BEFORE_AS or not words or bare(words[0]) in _AFTER_AS
    return not fixed and any(is_finite(word) or word.endswith("ed") for word in words[1:8])
