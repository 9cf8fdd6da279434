"""Which session a sentence tells of, and whether a reader can know it where the sentence stands.

"For the week, the S&P 500 fell 2%. The Nasdaq added 1%." is wrong although each sentence is right: what a sentence
leaves unsaid is taken from the one before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import DAY, PERIOD, WEEKDAYS, bare, has_digit, is_finite
from summarizer.summarize.naming import SESSION
from summarizer.types import Metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.summarize.join import Line
    from summarizer.types import Article, Claim

_FULL_DATE = len("2024-11-25")
_WEEK = timedelta(days=7)
_MOVES = frozenset({Metric.CHANGE, Metric.POINTS})
_LONGER = "longer"
DETERMINERS = {"The": "the", "A": "a", "An": "an"}
#: Words that begin sentences, and no names.
_NO_NAMES = frozenset("on in at by from other others all most some both many shares stocks futures".split())


def session_of(claims: Iterable[Claim], article: Article) -> date | None:
    """The day of the moves that the claims state; None where they state none, several, or one of weeks ago."""
    printed = {claim.date for claim in claims if claim.period in SESSION and claim.metric in _MOVES}
    days = {date.fromisoformat(day) for day in printed if day and len(day) == _FULL_DATE}
    if len(days) != 1 or len(printed) != 1 or article.published is None:
        return None
    (day,) = days
    return day if timedelta(0) <= article.published.date() - day < _WEEK else None


def in_time(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with their weekday in front where the one before tells of another time.

    Nothing is put in front of what opens with a phrase of its own.
    """
    told = ""  # what a reader takes the next move for: a weekday, or some longer time
    for line in lines:
        day, over = DAY.search(line.text), PERIOD.search(line.text)
        if line.session is None:
            told = day.group().lower() if day else _LONGER if over and "%" in line.text else told
            yield line
            continue
        own = WEEKDAYS[line.session.weekday()]
        if told not in {"", own} and not day and not over and can_follow(line.text):
            yield replace(line, text=f"On {own.capitalize()}, {as_inner(line.text)}")
        else:
            yield line
        told = own


def as_inner(text: str) -> str:
    """The sentence as it stands behind a comma: a determiner loses its capital."""
    first, _, rest = text.partition(" ")
    return f"{DETERMINERS.get(first, first)} {rest}"


def can_follow(text: str) -> bool:
    """Whether the sentence can stand behind a comma: its first word loses its capital, or keeps it by right.

    >>> [can_follow(text) for text in ("The Dow rose.", "Quay Motors fell.", "Other shares fell.", "Asia's tech rose.")]
    [True, True, False, True]
    """
    head = []
    for word in text.split():
        if is_finite(word):
            break
        head.append(word)
    if not head or bare(head[0]) in _NO_NAMES or head[0].endswith("ly"):
        return False
    owner = head[0].endswith(("'s", "’s"))
    return head[0] in DETERMINERS or owner or all(word[:1].isupper() or has_digit(word) for word in head)
