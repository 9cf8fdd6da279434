"""How hopeful of the market a statement sounds, by its words: -1 fearful to 1 hopeful.

    words | those that tell | turned by "not", halved by "might" | their mean

The words are those of ``tone.toml``.  Most of what people say holds none of them, and then there is no tone: it is
not neutral but unknown.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Words back to a negation, to a modal and to a word of expecting, of the same clause.
_NEGATED, _HEDGED, _EXPECTED = 4, 6, 8
#: Words from "raised" to "target", and from "fall" to what it is told of instead of the market.
_OBJECT, _OTHER = 8, 3
_WORD = re.compile(
    r"""
    [^\W\d_]+ (?: ['’-][^\W\d_]+ )*
  | [;!?—–()"“”]
  | [,:] (?! \d )                                             # no mark of a number: "a 5,000 target"
  | (?<! \b[^\W\d_] ) \. (?! \d )                            # nor of "U.S. stocks"
    """,
    re.VERBOSE,
)
_STOPS = frozenset(".,;:!?—–()")
_ENDS = _STOPS | set('"“”')  # 'cut it to "neutral"': a quotation mark parts no verb from its object
#: "Could not be more bullish", "has never been weaker": what is denied is that there could be more of it.
_STRESSED = re.compile(
    r"""
    \b (?: (?: could | can ) (?: n't | \ ?not | \ hardly | \ scarcely ) (?: \ possibly )? \ (?: be | feel | look )
        | can't \ (?: be | feel | look )
        | never \ (?: been | felt | looked ) )
    (?= (?: \ any | \ much )? \ (?: more | less ) \b | \ (?! danger ) \w+er $ )
    """,
    re.VERBOSE,
)


class _Words(NamedTuple):
    """The lists of ``tone.toml``."""

    #: By their first word the phrases that begin with it, the longest first, each with +1, -1 or, mute, 0.
    telling: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
    #: Moves, +1 up and -1 down.
    moves: Mapping[str, int]
    #: "raised" +1, "cut" -1.
    changes: Mapping[str, int]
    expecting: frozenset[str]
    others: frozenset[str]
    objects: frozenset[str]
    #: Between a verb and what is not its object.
    parting: frozenset[str]
    negations: frozenset[str]
    modals: frozenset[str]


def tone(text: str) -> float | None:
    """How hopeful a statement sounds, -1 to 1; None where no word tells.

    >>> tone("We stay bullish, said Jane Doe."), tone("The recovery could be weak."), tone("Rates are at 4%.")
    (1.0, 0.25, None)
    >>> tone("They raised their target to 5,000."), tone("It is not cheap."), tone("She expects it to fall by 3%.")
    (1.0, -1.0, -1.0)
    """
    found = list(_tell(_WORD.findall(text.replace("’", "'"))))
    return round(sum(found) / len(found), 3) if found else None


def _tell(printed: Sequence[str]) -> Iterator[float]:
    """What each telling word or phrase tells."""
    lists, words = _load_words(), [word.lower() for word in printed]
    at = 0
    while at < len(words):
        before = _clause(words, at)
        length, sign = (1, 0) if _is_name(printed, at) else _read(words, at, before, lists)
        if sign:
            before = _STRESSED.sub("", " ".join([*before, words[at]])).split()[:-1]
            turned = not lists.negations.isdisjoint(before[-_NEGATED:])
            hedged = not lists.modals.isdisjoint(before[-_HEDGED:])
            yield sign * (-1 if turned else 1) * (0.5 if hedged else 1)
        at += length


def _read(words: Sequence[str], at: int, before: Sequence[str], lists: _Words) -> tuple[int, int]:
    """How many words the phrase at a place has, and what it tells: +1, -1 or nothing."""
    for phrase, sign in lists.telling.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), sign
    if words[at] in lists.changes and not lists.objects.isdisjoint(_ahead(words, at, _OBJECT, lists)):
        return 1, lists.changes[words[at]]
    if not lists.expecting.isdisjoint(before) and lists.others.isdisjoint((*before, *_ahead(words, at, _OTHER, lists))):
        return 1, lists.moves.get(words[at], 0)
    return 1, 0


def _ahead(words: Sequence[str], at: int, reach: int, lists: _Words) -> Sequence[str]:
    """The next words after a place, up to a mark or a word that parts them from it: "fell, in line with forecasts"."""
    near = words[at + 1 : at + 1 + reach]
    parted = (number for number, word in enumerate(near) if word in _STOPS or word in lists.parting)
    return near[: next(parted, len(near))]


def _clause(words: Sequence[str], at: int) -> Sequence[str]:
    """The last words before a place, back to a mark."""
    near = words[max(0, at - _EXPECTED) : at]
    marks = [number for number, word in enumerate(near) if word in _ENDS]
    return near[marks[-1] + 1 :] if marks else near


def _is_name(printed: Sequence[str], at: int) -> bool:
    """As in "Ann Strong" or "Bull Capital": one of several words with capitals."""
    return printed[at][0].isupper() and any(
        word[:1].isupper() for word in (*printed[at - 1 : at], *printed[at + 1 : at + 2])
    )


@cache
def _load_words() -> _Words:
    table = tomllib.loads(resources.files(__package__).joinpath("tone.toml").read_text("utf-8"))
    telling: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    signs = {1: [*table["hopeful"].split(), *table["hopeful_phrases"]], 0: table["mute"]}
    signs[-1] = [*table["fearful"].split(), *table["fearful_phrases"]]
    for sign, phrases in signs.items():
        for words in map(tuple, map(str.split, phrases)):
            telling.setdefault(words[0], []).append((words, sign))
    return _Words(
        {first: sorted(phrases, key=lambda phrase: -len(phrase[0])) for first, phrases in telling.items()},
        _signed(table, "rising", "falling"),
        _signed(table, "raising", "lowering"),
        *(
            frozenset(table[name].split())
            for name in ("expecting", "others", "objects", "parting", "negations", "modals")
        ),
    )


def _signed(table: Mapping[str, str], up: str, down: str) -> dict[str, int]:
    return dict.fromkeys(table[up].split(), 1) | dict.fromkeys(table[down].split(), -1)
