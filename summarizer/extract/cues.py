"""Words of a session that has closed, and of one that goes on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.dates.names import SMALL

_CLOSED = re.compile(
    r"""\b(?:
        (?: closed | ended | finished | settled | concluded | ends | closes | settles ) (?: \ \w+ ){0,3}?
            \ (?: up | down | higher | lower | flat | at | in | \d[\d.,]*%? )
      | to\ (?: end | close | finish | settle )\ (?: \w+\  | \w+['’]s\ \w+\  )?(?: at | up | down | higher | lower )
      | at\ (?: the | market )\ close
      | (?: by | at | of )\ the\ close\b
      | closing\ (?: at | up | down | higher | lower | bell )
      | (?: to | for )\ (?: a | an )\ (?: \w+\  )?clos(?: e | ing )
      | at\ the\ bell\b
      | (?: closed | ended | finished | settled )\ (?: the | a )\ (?: session | day | \w+day )
      | finishing
      | (?: ended | closed | settled | finished | ends | closes )
            (?= [,.;)] | $ | \ (?: on | with | mixed | little | just | more | nearly | almost | for | [a-z]+ly
                                  | monday | tuesday | wednesday | thursday | friday )\b )
    )(?!\w)""",
    re.VERBOSE,
)
_LIVE = r"""\b(?:
        (?: at | by | around | as\ of )\ (?: about\  )?\d{1,2}                 # "at 10:30", but "by 0.62 percent"
            (?: :\d\d | \.\d\d (?= \ ?(?: [ap]\.?m | gmt | ist | et\b ) ) )
      | (?: at | by )\ \d{4}\ (?: gmt | et | ist )
      | (?: at | by )\ \d{1,2}\ ?[ap]\.?m
      | (?: by | at | around )\ (?: mid-?day | noon )
      | mid-?day | opened | opens | early\ (?: trad | deal | on )\w*
      | (?: morning | afternoon | mid-morning )\ (?: trad | session )\w*
      | (?: is | are | was | were )\ (?: currently\  | now\  )?trading
      | (?: is | are )\ (?: currently\  | now\  | last\  )(?: up | down | higher | lower )
      | was\ last\ (?: up | down ) | (?: was | were )\ [+−-]\d
      | (?: was | were )\ (?: up | down )\ (?: by\  )?\d[\d.]*\ ?(?: % | per\ ?cent )\ at  # "was down 0.4% at 25,480"
      | currently | so\ far\ today | intraday\ (?: trade | deals ) | at\ the\ time\ of\ writing | at\ the\ open
      | hit\ (?: an? | the )\ (?: day's\  | intraday\  )?(?: low | high )\ of
      | (?: was | were | is )\ (?: quoting | quoted ) | on\ track\ (?: for | to ) | set\ to\ open
    )\b"""
_LIVE_REPORT = re.compile(_LIVE, re.VERBOSE)
_PRESENT_SENTENCE = re.compile(r"\b(?:is|are) (?:up|down|higher|lower)\b")
#: Reports in the present tense are written while the market moves; in a headline's capitals it means nothing.
_PRESENT = re.compile(
    r"\b(?:rises|falls|gains|drops|slips|climbs|tumbles|jumps|trades|stands|sheds|adds|loses|sinks|dips|advances|slides"
    r"|opens)\b"
)


class Cues(NamedTuple):
    """What a sentence's own words say of its session; both may be so."""

    #: "closed at", "to end the day".
    closed: bool
    #: "at midday", "is trading".
    live: bool
    #: "is up": the present tense alone, which a review of the year uses as well.
    present: bool


@lru_cache(maxsize=4)  # asked again for every figure of a sentence
def read_cues(sentence: str) -> Cues:
    """What the words of a sentence say of its session.

    >>> read_cues("The Dow was trading at 39,100 by midday.")
    Cues(closed=False, live=True, present=False)
    """
    small = sentence.translate(SMALL)
    return Cues(*(bool(pattern.search(small)) for pattern in (_CLOSED, _LIVE_REPORT, _PRESENT_SENTENCE)))


def count_closed(text: str) -> int:
    """How many words of a finished session a text has."""
    return sum(1 for _ in _CLOSED.finditer(text.translate(SMALL)))


def count_live(text: str) -> int:
    """How many words of a running session a text has."""
    return sum(1 for _ in _LIVE_REPORT.finditer(text.translate(SMALL)))


def count_present(text: str) -> int:
    """How many verbs in the present tense a text has."""
    return sum(1 for _ in _PRESENT.finditer(text))
