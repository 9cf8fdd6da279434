"""Whether a level is a record, a multi-period high or low, or a named prior one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Sentence

_BEFORE, _AFTER = 10, 16  # pieces around the figure in which a record is told of
_FIRST_TIME = 6  # pieces after it in which "for the first time" begins
_CONTEXT = 4  # words before "high" that tell what sort of high it is

_RECORD_AFTER = re.compile(
    r"""
    (?: points?\  )?
    (?: (?: on\  | at\  | by\  )? [\w’']+\  )??              # "on Friday"
    [,(–—-]?\ ?
    (?: which\ (?: is | was )\  )?
    (?: (?: also | itself | both | marking | setting | hitting | notching | reaching | refreshing | making | beating
          | eclipsing | surpassing | topping | exceeding | was | and )\  )*
    (?: (?: a | an | its | the | their | another | yet\ another | new | fresh | previous | prior )\  )+
    (?: [\w-]+\  ){0,3}?                                     # "its third straight record"
    (?: record | records | first\ time | all-time | historical | highest | lowest | lifetime
      | closing\ (?: high | low | record ) | (?: high | low )\ for\ the\ year
      | (?: \w+est | best | worst )\ (?: \w+\  ){0,2}
        (?: close | finish | settlement | closing\ level | level | reading )\ (?: since | in | for )
      | (?: level | height | mark | peak | territory )\ (?: it\  | that\  )?(?: had\  | has\  )?(?: not | last | un\w+ )
      | \w+-(?: year | month | week | decade )\ (?: high | low | peak | trough ) ) \b
    """,
    re.VERBOSE,
)
#: What an index once reached and is told of as a mark: "the 3,917 it reached in October 2007".
_ONCE_REACHED = re.compile(
    r"""(?:\ points)?(?:\ that)?\ it\ (?:had\ )?(?:last\ )?
    (?: reached | set | hit | touched | scaled | notched | posted )\ (?: in | on | late | back )\b""",
    re.VERBOSE,
)


def find_record(sentence: Sentence, i: int, start: int, lexicon: Lexicon) -> str | None:
    """Why the level at `i` is a record, a multi-period extreme or a named prior one; None where it is none.

    `start` is where its clause begins.
    """
    first = max(start, i - _BEFORE)
    before = " ".join(sentence.words[first:i]).split()
    dated = any(first <= j < i for j in sentence.times)
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if word in {",", "("} and at + 1 < len(before) and {"at", "of", "to"}.isdisjoint(before[at:]):
            break
        if word not in lexicon.words.record and word not in lexicon.metrics.extremes:
            continue
        context = " ".join(before[max(0, at - _CONTEXT) : at + 2])
        if _has(context, lexicon.metrics.session) and not _has(context, lexicon.metrics.lasting):
            return None
        if dated or word not in lexicon.metrics.extremes or _has(context, lexicon.metrics.qualifiers):
            return f"“{word}” before it"
    named = " ".join(before[-2:]).endswith(("peak of", "high of"))
    return _record_after(sentence, i, lexicon) or ("a named extreme" if named else None)


def _has(context: str, parts: Collection[str]) -> bool:
    return any(part in context for part in parts)


def _record_after(sentence: Sentence, i: int, lexicon: Lexicon) -> str | None:
    """As in ", its highest since 2021", ", setting a new closing high", ", beating its previous peak"."""
    end = i + 1
    while end < i + _AFTER and not (
        sentence.words[end] in lexicon.metrics.stops or sentence.is_kind(end, PieceKind.FIGURE)
    ):
        end += 1
    words = " ".join(sentence.words[i + 1 : min(end, len(sentence.pieces))])
    match = _RECORD_AFTER.match(words)
    if match:
        return f"“{match.group().strip(' ,(')}” after it"
    once = _ONCE_REACHED.match(f" {words}")
    if once:
        return f"“{once.group().strip()}” after it"
    words = " ".join(sentence.words[i + 1 : i + 1 + _FIRST_TIME])
    first_time = words.removeprefix("points ").startswith("for the first time")
    return "“for the first time” after it" if first_time else None
