"""Whether a bare number, or one of points, is where an index stands: "closed at 5,310", "the 2,500-point mark"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind
from summarizer.types import Kind

if TYPE_CHECKING:
    from summarizer.extract.memory import Subject
    from summarizer.extract.subjects import Told
    from summarizer.figures import Figure

#: No index stands lower, no volatility gauge either.
_LEAST, _LEAST_GAUGE = 100, 5
_YEARS = range(1900, 2101)
_RANGE_REACH = 2  # pieces from a range's lower end to its upper one
_PERCENT_REACH = 4  # pieces from points to their percentage: "rose 150.2, or 0.4%"


def is_level(told: Told, i: int, subject: Subject, figure: Figure) -> bool:
    """Whether the figure at `i` is a level of the subject's index."""
    words, lists = told.sentence.words, told.lexicon.binding
    printed = told.sentence.pieces[i].text
    if subject.mentions[0].entity.kind is Kind.ETF:  # a price without its dollar sign: "to close at 41.97"
        return "." in printed and words[i - 1] in {"at", "to"}
    gauge = any(mention.gauge for mention in subject.mentions)
    if figure.value < (_LEAST_GAUGE if gauge else _LEAST) or _is_counted(printed) or _is_signed(told, i):
        return False  # the points of a move, in brackets
    if is_year(printed) and words[i - 1] not in lists.year_levels:
        return False
    if words[i - 1] == "as" and words[i - 2] == "much":
        return False
    if words[i - 1] == "the" and words[i - 2] == "of" and told.sentence.is_kind(i - 3, PieceKind.FIGURE):
        return False  # "919 of the 959 listed"
    verb = i - 1
    while verb >= 0 and words[verb] in lists.level_before:
        verb -= 1
    if figure.unit == "points":
        return _places_points(told, verb)
    grouped = "." in printed or "," in printed
    return (grouped and _is_marked(told, i)) or (
        not counts_things(told, i) and _places(told, verb, grouped=grouped, gauge=gauge)
    )


def _is_counted(printed: str) -> bool:
    """As in "1.4 billion": no index stands so high, and none is printed so."""
    return printed.endswith(("illion", "mln", "bln"))


def is_year(printed: str) -> bool:
    """Whether a number is printed like a year."""
    return printed.isdigit() and int(printed) in _YEARS


def _places_points(told: Told, verb: int) -> bool:
    """Whether points after this word are a level: "closed at 5,310 points", but "a gain of 310 points"."""
    words, lists = told.sentence.words, told.lexicon.binding
    if words[verb] == "of" and words[verb - 1] in told.lexicon.moves.direction:
        return False
    return words[verb] in lists.to_level and words[verb] not in lists.to_points


def _is_marked(told: Told, i: int) -> bool:
    """As in "support in the 22,400-22,300 zone": what stands after the number, or the range, calls it a level."""
    words, sentence = told.sentence.words, told.sentence
    j = i + 1
    while j <= i + _RANGE_REACH and (sentence.is_kind(j, PieceKind.FIGURE) or words[j] in {"-", "–", "to"}):
        j += 1
    return words[j] in told.lexicon.binding.zones


def counts_things(told: Told, i: int) -> bool:
    """Whether the number counts what stands after it: "5,310 shares"."""
    after = told.sentence.words[i + 1]
    return (
        told.sentence.is_kind(i + 1, PieceKind.WORD)
        and after not in told.lexicon.binding.level_next
        and not told.lexicon.verbal(after)
    )


def _places(told: Told, verb: int, *, grouped: bool, gauge: bool) -> bool:
    """Whether a number after this word or name is a level.  `grouped` says that it has a comma or a decimal point."""
    sentence, words, lists = told.sentence, told.sentence.words, told.lexicon.binding
    if words[verb] in lists.to_level:
        return words[verb - 1] not in told.lexicon.words.assets or words[verb - 1] in lists.own_assets
    if sentence.is_kind(verb, PieceKind.TIME) and words[verb].partition(" ")[0] in lists.distances:
        return True
    if sentence.is_kind(verb, PieceKind.NAME):
        return grouped or gauge
    return grouped and (sentence.is_kind(verb, PieceKind.FIGURE) or words[verb] in {"%", ","})


def is_bare_points(told: Told, i: int, *, listed: bool) -> bool:
    """As in "rose 150.2 to 41,234.5", "fell 23.4 on Monday", "closed 18.8 lower": a move, its unit left out.

    `listed` says that another figure of the sentence was told of an index: "the Dow rose 150.2, the Nasdaq 46.1, or
    1%".
    """
    sentence, words, direction = told.sentence, told.sentence.words, told.lexicon.moves.direction
    if is_year(sentence.pieces[i].text) or counts_things(told, i) or words[i + 1].startswith("of "):
        return False  # "up 11 of the past 13 days"
    if _is_signed(told, i) and not sentence.unit(i):
        return True
    j = i - 1
    while words[j] in told.lexicon.binding.approximations or words[j] in {"as", "much", "more"}:
        j -= 1
    verb = words[j] in direction and words[j] not in told.lexicon.moves.nouns  # "on the upside 7,890" is a level
    told_of = verb or (words[j] == "of" and words[j - 1] in direction)
    if told_of or (words[i + 1] in told.lexicon.moves.adverbs and _is_verbal(told, j)):
        return True
    signed = any(_is_signed(told, after) for after in (i + 1, i + 2))  # "82,405.65 (+2,951.18, +3.71%)" is a level
    return listed and sentence.is_kind(j, PieceKind.NAME) and _goes_to(told, i) and not signed


def _is_signed(told: Told, i: int) -> bool:
    """Whether the piece at `i` is a number with a sign, in brackets: a move."""
    figure = told.sentence.pieces[i].figure if 0 <= i < len(told.sentence.pieces) else None
    return figure is not None and figure.signed and told.sentence.words[i - 1] == "("


def _is_verbal(told: Told, j: int) -> bool:
    return told.lexicon.verbal(told.sentence.words[j]) or told.sentence.is_kind(j, PieceKind.TIME)


def _goes_to(told: Told, i: int) -> bool:
    """Whether the move's percentage or the level that it ended at follows."""
    sentence, words = told.sentence, told.sentence.words
    return any(
        sentence.unit(j) == "percent" or (words[j] in {"to", "at"} and sentence.unit(j + 1) in {"", "points"})
        for j in range(i + 1, i + 1 + _PERCENT_REACH)
    )
