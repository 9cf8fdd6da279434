"""Sentences that point outside themselves, or are no statement at all."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import DAY, MONTHS, PERIOD, bare, has_digit, is_capital, is_finite, states, words_of
from summarizer.summarize.printing import quoted_words, quotes_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.types import Extraction

_SPOKEN = re.compile(
    r"""\b(?:he|she|they)\s+(?:also\s+)?
        (?:said|says?|add(?:ed|s)|wrote|write|not(?:ed|es)|argue[ds]|warn(?:ed|s)|thinks|believes|expects|reckons|told
          |observed|explained|pointed|predict(?:ed|s))\b
      | \b(?:said|says|wrote)\s+(?:he|she|they)\b""",
    re.VERBOSE,
)
#: A person's name, or people by their trade: someone that "he said" can mean.
_NAMED = re.compile(
    r"""\b(?: (?!The|In|On|At|For|If|By|A|An|As|But|And)[A-Z][a-zà-ÿ]+\s(?:[A-Z][\w'’-]+\s)?[A-Z][\w’'-]+
      | (?:analysts|strategists|economists|traders) )\b""",
    re.VERBOSE,
)
#: Groups, places in a row and times that were named before: "the three fell", "in the latter", "by then".
_GROUP = re.compile(
    r"""\b[Tt]he\ (?:three|two|four|pair|trio|latter|former)
          (?=,|\ (?:\w+ly\ )?(?:fell|rose|gained|lost|gave|added|are|were|have|had|slid|shed)\b)
      | ^In\ the\ (?:first|second|third|latter|former),
      | ^(?:In|Over|During|For)\ the\ same\b
      | \b[Tt]he\ same\ (?:group|firm|bank|company|poll|survey|team|analysts?|index)\b
      | ^(?:By|Since|Until|Before)\ then\b
      | \b[Bb]oth\ (?:the\ |of\ the\ )?(?:indices|indexes|benchmarks|gauges|markets|stocks|shares)\b
      | \bthe\ (?:next|following|previous|preceding)\ (?:\w+\ )?(?:trading\ )?(?:sessions?|days?)\b
      | \bthe\ (?:head|chief|director|strategist|economist|analyst|dealer|trader)(?:\ of\ \w+)?
        \ (?:said|says|adds|added|notes|noted)\b
      | \b[Bb]oth\ (?:are|were|have|had|fell|rose|gained|lost|ended|closed|slid)\b
      | \bof\ (?:them|it)\b | \b(?:none|all|some|most|many|each|any|both|neither)\ of\ (?:these|those)\b
      | \b(?:after|following|on)\ the\ (?:news|announcement|report|move|decision|comments|remarks)(?=[,.;])
      | \bthe\ (?:brokerage|broker|firm|bank|company|lender)(?:\ firm|\ house)?\ (?:said|added|noted|wrote|expects)\b
      | \b(?:the|that)\ news\b(?!\ (?:of|that|agency|wire|outlet))
      | \bthe\ others?\b,?(?!\ \w+\ (?:hand|side|end))""",
    re.VERBOSE,
)
#: "The Dow and the Nasdaq": what "both" can mean.
_PAIR = re.compile(r"\b[A-Z]\S* (?:\w+ )?and (?:the )?[A-Z]")
#: A scene and then a pronoun: "After the close, it …".
_SCENE = re.compile(
    r"""^(?:(?:\w+\ ){1,3}after|In|On|At|By|After|Before|Until|As|While|When|For|During|Since|With|Despite|From|Over)\b
        (?: [^,]{0,80},\ (?:it|they|he|she|this|that|these|those|its|their)\b
          | [^,A-Z]{1,40}\ (?:it|they|he|she)\b )""",
    re.VERBOSE,
)
#: "Has gained 8.8%": since when?
_MOVED = "|".join(sorted(words_of("moved_up") | words_of("moved_down") | {"risen", "fallen", "shed", "sunk"}))
_SINCE_WHEN = re.compile(
    rf"\b(?:has|have|had) (?:\w+ly )?(?:been )?(?:{_MOVED})(?: by)?"
    r"(?: (?:about|around|nearly|almost|some|roughly|over|more than))? \d[\d.]*(?:%| per ?cent)"
)
#: Words in quotation marks, and nobody who says them.
_WHOLLY_QUOTED = re.compile(r"^[\"“][^\"“”]*[\"”]\.?$")
#: What a move is measured from or over, and is no period's name.
_FRAMED = re.compile(
    r"\b(?:in|after|over|from|during|amid|following|as|when|while|within|before|through|until|by|ahead|days?|sessions?)\b"
    rf"|{DAY.pattern}",
    re.IGNORECASE,
)
_DANGLING = words_of("dangling")
_COUNTING = words_of("counting")
_DATED = words_of("dated")
_FIRST_PERSON = words_of("first_person")
_POINTING = words_of("pointing")
_RESTRICTIVE = words_of("restrictive")
_IMPERATIVES = words_of("imperatives")
#: A clause that hangs on a noun begins here.
_HANGING = frozenset({"which", "who", "whose", "when", "where", "that"})
_SCENES = words_of("scenes")
#: There is one only, for those who read of markets.
_KNOWN = words_of("known")
_SUBJECTLESS = words_of("subjectless")
#: Things that always belong to somebody.
_OWNED = frozenset({"prices", "shares", "yields", "sales", "stock"})
_MASCULINE_FEMININE = frozenset({"he", "she", "his", "her", "him"})


def points_outside(text: str) -> bool:
    """Whether the sentence refers to something before it, speaks in the first person, or is no statement.

    >>> [points_outside(text) for text in ("This indicates a rebound.", "This week the Dow rose 2%.")]
    [True, False]
    """
    words = text.split()
    return (
        text.endswith(("?", ":", "…", "..."))
        or not quotes_pair(text)
        or _WHOLLY_QUOTED.match(text) is not None
        or _starts_behind(words)
        or _SCENE.match(text) is not None
        or (_GROUP.search(text) is not None and not _PAIR.search(text))
        or _is_personal(words)
        or _spans_untold(text)
    )


def is_fragment(text: str) -> bool:
    """Whether the sentence has no verb but in a clause that hangs on a noun: a caption, a headline's half.

    >>> [is_fragment(text) for text in ("Top loser on the FTSE 100, which is up 2%.", "The Dow, which fell, is up.")]
    [True, False]
    """
    words = text.split()
    if bare(words[0]) in _SCENES:
        return not states(words)
    opens = [n for n, word in enumerate(words) if bare(word) in _HANGING or words[max(0, n - 1)].endswith(";")]
    resumed = (word for before, word in pairwise(words) if before.endswith(","))  # "The Dow, which …, rose"
    return not states(words[: opens[0] if opens else len(words)]) and not any(map(is_finite, resumed))


def leans_back(text: str, story: str) -> bool:
    """Whether the sentence is about something that was named before it, as "The measures take effect in March" is.

    So is a figure of no named country or company: "Sales fell 2%."  `story` is the whole article.

    >>> [leans_back(t, "how sales fell") for t in ("The new tariffs may hurt.", "The dollar rose.", "Sales fell 2%.")]
    [True, False, True]
    """
    words = text.split()
    verb = next((n for n, word in enumerate(words) if n and is_finite(word)), len(words))
    subject = words[1:verb]
    named = any(is_capital(word) or has_digit(word) for word in subject)
    if words[0] == "The":
        said = any(bare(word) in _RESTRICTIVE for word in subject)
        return bool(subject) and not named and not said and bare(subject[-1]) not in _KNOWN
    common = words[0][:1].isupper() and re.search(rf"\b{re.escape(words[0].lower())}\b", story) is not None
    nowhere = not any(is_capital(word) and bare(word) not in MONTHS for word in words[1:])
    return common and nowhere and any(map(has_digit, words))


def says_when(text: str) -> bool:
    """Whether the sentence names a time, or what a move in it is measured from or over."""
    return PERIOD.search(text) is not None or _FRAMED.search(text) is not None


def has_unknown_speaker(text: str, extraction: Extraction) -> bool:
    """Whether "he said" stands without the name of anybody who could have said it."""
    names = [statement.name.split()[-1] for statement in extraction.statements if statement.name]
    return any(
        not any(name in text for name in names) and not _NAMED.search(text[: found.start()])
        for found in _SPOKEN.finditer(text)
    )


def _spans_untold(text: str) -> bool:
    """Whether a move over some time is told, and over which stood elsewhere: "The index has gained 8.8%."."""
    return _SINCE_WHEN.search(text) is not None and not says_when(text)


def _starts_behind(words: Sequence[str]) -> bool:
    """Whether the first words point back."""
    first, second, third = (bare(word) for word in (*words[:3], "", "", "")[:3])
    if "respectively" in map(bare, words) and not any(is_capital(word) for word in words[1:]):
        return True  # "The stocks are down 2% and 3%, respectively."
    if first in _DANGLING:
        return not (first in {"this", "that"} and second in _DATED)
    if first in _IMPERATIVES or (is_finite(first) and first.endswith("s")) or (first in _OWNED and is_finite(second)):
        return True
    if first in _SUBJECTLESS and second != "by" and not any(map(is_capital, words[1:2])):
        return True
    if first in _COUNTING and (is_finite(second) or second == "of"):
        return True
    if first == "the" and second in _POINTING:
        named = any(is_capital(word) or has_digit(word) for word in words[2:3])
        return not (third in _RESTRICTIVE or named) or words[1].endswith(",")
    points = {"it", "they", "them"}.intersection((second, third)) and not is_capital(words[1])
    return bool(points) or any(
        bare(word) in {"this", "these", "such"} and bare(after) not in _DATED for word, after in pairwise(words[:5])
    )


def _is_personal(words: Sequence[str]) -> bool:
    """Whether the writer speaks of "us", or somebody is "he" or "she" before any name that could be meant."""
    named = False
    for number, (word, inside) in enumerate(zip(words, quoted_words(words), strict=True)):
        plain = bare(word)
        if not inside and plain in _FIRST_PERSON and "US" not in word:
            return True
        if not inside and plain in _MASCULINE_FEMININE and not named:
            return True
        opens_name = number == 0 and any(is_capital(after) for after in words[1:2])
        named = named or (is_capital(word) and (number > 0 or opens_name))
    return False
