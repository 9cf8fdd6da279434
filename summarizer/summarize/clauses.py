"""Clauses, appositions and scenes that a sentence can lose whole.

A sentence is cut into chunks at commas, semicolons, colons and dashes; a chunk's first word says what it is
(`kind_of`), and only kinds that a sentence can lose become segments.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import (
    ADVERBS,
    ATTRIBUTIONS,
    CONDITIONS,
    DAY,
    OPENERS,
    PERIOD,
    bare,
    has_digit,
    is_capital,
    is_finite,
    words_of,
)
from summarizer.summarize.printing import Segment, quoted_words, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_DASHES = frozenset({"—", "–", "-", "--"})

_COORDINATE = frozenset({"while", "whereas", "although", "though"})

_CONJUNCTIONS = frozenset({"and", "but", "or", "nor"})
#: Chunks that carry the sentence.
_UNMOVABLE = frozenset({"other", "clause", "resume", "attribution"})
_QUANTIFIERS = frozenset({"most", "some", "one", "both", "all"})
#: They open conditions, but times too.
_TIMES = frozenset({"once", "until", "when"})
#: Attributions that an index can do as well: "sees", "suggests".
_SEEING = frozenset({"sees", "see", "suggests", "suggested"})
_SUBORDINATE = words_of("subordinate")

_RELATIVE = words_of("relative")

_DETERMINERS = words_of("determiners")

_NOT_PARTICIPLES = words_of("not_participles")

_SCENES = words_of("scenes")

_LEAD_INS = words_of("lead_ins")

_LONGEST_LEAD_IN = 16


def find_clauses(words: Sequence[str]) -> Iterator[Segment]:
    """Relative clauses, appositions, tails and coordinated clauses, interior or at the end."""
    starts = chunk_starts(words)
    cuts = [
        0,
        *(n for n in range(1, len(starts)) if trailing(words[starts[n] - 1]) in {":", ";"}),
        len(starts),
    ]
    for first, last in pairwise(cuts):
        bounds = [*starts[first:last], *(starts[last : last + 1] or [len(words)])]
        yield from _clause_chunks(words, bounds)
        if first and words[bounds[0] - 1].endswith(";") and last == len(starts):
            rest = words[bounds[0] :]
            if any(is_finite(word) for word in rest) and can_go(rest, "clause", words[: bounds[0]]):
                yield Segment(bounds[0], len(words), "clause")


def _clause_chunks(words: Sequence[str], bounds: Sequence[int]) -> Iterator[Segment]:
    """The segments of one clause whose chunks lie between `bounds`."""
    kinds = [kind_of(words[a:b]) for a, b in pairwise(bounds)]
    main = _main_chunk(words, bounds, kinds)
    for number in range(main + 1, len(kinds)):
        kind, start = kinds[number], bounds[number]
        if kind in _UNMOVABLE or words[start - 1] in _DASHES:
            continue
        has_verb = any(is_finite(word) for word in words[bounds[0] : start])
        stop = _stop(kind, kinds, number, has_verb=has_verb)
        listed = kind == "and" and not {"other", "clause"}.isdisjoint(kinds[main + 1 : number])
        if stop is None or listed or not can_go(words[start : bounds[stop]], kind, words[bounds[0] : start]):
            continue
        resumes = stop < len(kinds) and (kinds[stop] == "resume" or not has_verb)
        inserted = kinds[number - 1] in {"apposition", "relative"} or has_digit(words[bounds[number - 1]])
        closes = resumes and not (inserted and number > main + 1)
        yield Segment(start, bounds[stop], _name(kind), closes=closes)


def _main_chunk(words: Sequence[str], bounds: Sequence[int], kinds: Sequence[str]) -> int:
    """The chunk that the main clause starts in: 0, unless a scene is set first ("In Tokyo, the index")."""
    if bare(words[bounds[0]]) not in _SCENES and not bare(words[bounds[0]]).endswith(("ing", "ed")):
        return 0
    for number in range(1, len(kinds)):
        text = " ".join(map(bare, words[bounds[number] : bounds[number + 1]]))
        if kinds[number] in {"other", "clause", "apposition"} and not DAY.fullmatch(text) and not text.isdigit():
            return number
    return len(kinds)


def _name(kind: str) -> str:
    return {"coordinate": "clause", "and": "clause", "subordinate": "tail"}.get(kind, kind)


def _stop(kind: str, kinds: Sequence[str], number: int, *, has_verb: bool) -> int | None:
    """The chunk at which a segment of `kind` that starts at chunk `number` ends; None when that is unclear.

    What follows a segment must not lean on it: a participle after an "as" clause belongs to it, so both go or
    neither; an apposition is complete in itself.  Before the main verb, what follows must be that verb.
    """
    if not has_verb:
        after = kinds[number + 1] if number + 1 < len(kinds) else "end"
        return number + 1 if after in _UNMOVABLE else None
    enders = {
        "apposition": {"subordinate", "coordinate", "clause", "and"},
        "subordinate": {"coordinate"},
        "relative": {"coordinate", "clause"},
        "coordinate": set[str](),
        "and": {"coordinate"},
    }[kind]
    barriers = {"and", "resume"} | ({"clause"} if kind == "subordinate" else set())
    for later in range(number + 1, len(kinds)):
        resumes_at_once = kinds[later] == "resume" and later == number + 1 and kind != "coordinate"
        if kinds[later] in enders or resumes_at_once or kinds[later] == "attribution":
            return later
        if kinds[later] in barriers:
            return None
    return len(kinds)


def can_go(words: Sequence[str], kind: str, before: Sequence[str]) -> bool:
    """Whether the words can go without changing who says what, or under which condition."""
    plain = [bare(word) for word in words]
    spoken = kind != "relative" and (ATTRIBUTIONS - _SEEING).intersection(plain)
    conditional = CONDITIONS.intersection(plain) - _TIMES
    crosses = any(word.endswith(";") for word in words[:-1]) or "respectively" in plain[:-1]
    if spoken or conditional or crosses:
        return False
    has_main_verb = any(is_finite(word) for word in before)
    if kind == "and":
        subject = plain[1] in _DETERMINERS or is_capital(words[1])
        return has_main_verb and plain[0] == "and" and subject and "respectively" not in plain
    follows_name = is_capital(before[-1]) or has_digit(before[-1])
    return has_main_verb or kind == "relative" or (kind == "apposition" and follows_name)


def chunk_starts(words: Sequence[str]) -> list[int]:
    """Where the chunks start: after commas, semicolons, colons and dashes outside quotation marks."""
    quoted = quoted_words(words)
    starts = [0]
    for index, word in enumerate(words[:-1]):
        inside = quoted[index] and quoted[index + 1]
        if not inside and (trailing(word) in {",", ";", ":"} or word in _DASHES):
            starts.append(index + 1)
    return starts


def kind_of(chunk: Sequence[str]) -> str:
    """What a chunk is, by its first words.

    >>> [kind_of(c.split()) for c in ("which fell 2%", "led by banks", "rose 1%", "its best day")]
    ['relative', 'subordinate', 'resume', 'apposition']
    """
    first, second = bare(chunk[0]), bare(chunk[1]) if len(chunk) > 1 else ""
    if first in CONDITIONS - _TIMES:
        return "other"
    if first in _CONJUNCTIONS:
        return "and" if any(is_finite(word) for word in chunk[1:7]) else "other"
    verb = is_finite(chunk[0]) and first not in _SUBORDINATE
    tests = (
        ("attribution", verb and first in ATTRIBUTIONS - _SEEING),
        ("resume", verb or first == "to" or (first in ADVERBS and is_finite(second))),
        ("coordinate", first in _COORDINATE or (first == "even" and second in _COORDINATE)),
        ("apposition", first == "with" and second in {"a", "an", "its"} and not _has_ing(chunk)),
        ("relative", first in _RELATIVE or (first in _QUANTIFIERS and second == "of")),
        ("subordinate", first in _SUBORDINATE or _is_participle(chunk[0])),
        ("apposition", first in _DETERMINERS and not any(is_finite(word) for word in chunk[1:])),
    )
    kind = next((kind for kind, holds in tests if holds), "other")
    if kind == "other" and any(is_finite(word) for word in chunk[1:]):
        return "clause"
    return kind


def _has_ing(chunk: Sequence[str]) -> bool:
    return any(bare(word).endswith("ing") for word in chunk)


def _is_participle(word: str) -> bool:
    """Whether the word opens a participle clause: "extending", but not "ring" or "during"."""
    plain = bare(word)
    long_enough = len(plain) > len("king")
    return word[:1].islower() and plain.endswith("ing") and long_enough and plain not in _NOT_PARTICIPLES


def find_lead_ins(words: Sequence[str]) -> Iterator[Segment]:
    """An opener that only links ("Meanwhile,"), or a scene before the subject ("Buoyed by chips, the …")."""
    starts = chunk_starts(words)
    if len(starts) == 1:
        return
    end = starts[1]
    chunk = words[:end]
    plain = " ".join(bare(word) for word in chunk)
    if plain in OPENERS:
        yield Segment(0, end, "opener")
        return
    opens_clause = bare(words[end]) in _DETERMINERS - {"its", "his", "her", "their"} or is_capital(words[end])
    participle = bare(words[0]).endswith(("ing", "ed")) and not is_capital(words[1])
    is_scene = bare(words[0]) in _LEAD_INS or participle
    is_plain = not any(map(has_digit, chunk)) and not PERIOD.search(plain) and not DAY.search(plain)
    unconditional = not CONDITIONS.intersection(plain.split()) and not ATTRIBUTIONS.intersection(plain.split())
    rest = words[end : starts[2] if len(starts) > 2 else len(words)]  # noqa: PLR2004 - lead-in, main clause
    complete = any(is_finite(word) for word in rest[1:])
    if opens_clause and is_scene and is_plain and unconditional and complete and len(chunk) <= _LONGEST_LEAD_IN:
        yield Segment(0, end, "lead-in")


def find_asides(words: Sequence[str]) -> Iterator[Segment]:
    """An aside between two dashes."""
    places = [index for index, word in enumerate(words) if word in _DASHES and 0 < index < len(words) - 1]
    if len(places) == 2:  # noqa: PLR2004 - a pair
        start, end = places
        aside = words[start : end + 1]
        if can_go(aside, "apposition", [*words[:start], "The"]):
            yield Segment(start, end + 1, "apposition")
