"""What a summary can be made of: sentences that can stand alone, and what each of them tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.summarize.dangling import is_fragment, leans_back
from summarizer.summarize.lexicon import DIRECTIONS, bare, has_cause, has_digit, is_finite, words_of
from summarizer.summarize.naming import SESSION, is_generic, surface_names, with_article
from summarizer.summarize.printing import quotes_pair
from summarizer.summarize.references import INDEX_NOUN, stand_alone
from summarizer.summarize.salience import features, salience
from summarizer.summarize.sessions import session_of
from summarizer.types import Hedge, Metric, Span
from summarizer.types import Unit as Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from summarizer.types import Article, Claim, Entity, Extraction, Statement


_MARKET = re.compile(
    r"\b(?:stocks?|shares?|equit\w+|markets?|index\w*|indices|investors?|traders?|rally|rallied|selloff|sell-off|benchmark|"
    r"gains?|losses|futures|small[- ]caps?|rebound|sentiment|Wall Street)\b",
    re.IGNORECASE,
)

#: "Changes in futures do not predict movements after the opening bell."
_DISCLAIMER = re.compile(
    r"\b(?:not|no) (?:necessarily )?(?:predict|guarantee|indicat\w+ of|constitute|intended|reflect the views)\b"
)

_STOPWORDS = words_of("stopwords")

_SIGN = re.compile(r"^(?:about|around|some|~|minus|plus|[+−–-])\s*", re.IGNORECASE)
_LONGEST_QUOTE = 3

_FEWEST_WORDS, _MOST_WORDS = 5, 60

#: Rows of a table that are told in one sentence.
_MOST_ROWS = 3

#: What half a sentence, and one about a thing named elsewhere, lose of their salience.
_FRAGMENT, _LEANING = 1.0, 0.7

#: Shorter words have no capital in headlines.
_LONG_WORD = 4

#: A bare move of the market in so few words only repeats the lead.
_SHORT_MOVE = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more adjacent sentences that can stand alone, judged."""

    number: int
    sentences: tuple[Span, ...]
    text: str
    claims: tuple[int, ...]
    #: The claims' figures as printed, signs and units aside.
    figures: tuple[str, ...]
    statement: Statement | None
    #: Between 0 and about 3: how much the article's summary is likely to draw on it.
    salience: float
    #: The day of the session whose moves it tells (`session_of`).
    session: date | None
    #: Whether it is an item of a list: of key points, of movers.
    is_bullet: bool = False


def find_units(article: Article, sentences: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Sentences, joined with their followers in the paragraph where a quotation mark is still open."""
    queue = list(sentences)
    while queue:
        unit = [queue.pop(0)]
        while queue and len(unit) < _LONGEST_QUOTE and not quotes_pair(article.text[unit[0].start : unit[-1].end]):
            if "\n\n" in article.text[unit[-1].end : queue[0].start]:
                break
            unit.append(queue.pop(0))
        yield tuple(unit)


def judge(article: Article, extraction: Extraction, subject: Entity | None) -> list[Unit]:
    """The units that can be told, each with what it tells; `subject` is the index that the article is about."""
    title = content_of(article.title or "")
    bullets = sum(_is_bullet(article.text, span.start) for span in extraction.sentences)
    listed = 2 * bullets > len(extraction.sentences)  # an article that is a list tells its story in the items
    units: list[Unit] = []
    seen = set[str]()
    names = set(surface_names(extraction, article.text).values())
    for number, spans in enumerate(find_units(article, extraction.sentences)):
        if _is_inside_quotation(article.text, spans[0].start):
            continue  # somebody's words, and it is not told whose
        text = stand_alone(article, extraction, spans)
        whole = Span(spans[0].start, spans[-1].end)
        claims = tuple(n for n, claim in enumerate(extraction.claims) if claim.span.within(whole))
        text = spelled_out(article.text, extraction, claims) or text
        statement = next((s for s in extraction.statements if s.mention.within(whole)), None)
        known = None if statement else subject
        own = [extraction.claims[n] for n in claims]
        if own and all(_is_named_elsewhere(claim, whole, known) for claim in own):
            continue
        if text and statement and INDEX_NOUN.search(text) and not any(name in text for name in names):
            continue  # of which index somebody speaks
        if text is None or text in seen or _DISCLAIMER.search(text) or not _is_sentence(text, has_claims=bool(claims)):
            continue
        seen.add(text)
        figures = tuple(digits_of(claim.span.of(article.text)) for claim in own)
        overlap = len(title & content_of(text)) / (len(title) or 1)
        weight = salience(features(text, number, overlap, own, subject, spoken=statement is not None))
        is_bullet = not listed and _is_bullet(article.text, spans[0].start)
        if is_fragment(text):
            weight -= _FRAGMENT
        if not own and leans_back(text, article.text):
            weight -= _LEANING
        if is_bullet or (not listed and not article.text[: spans[-1].end].rstrip("\"”’')]").endswith((".", "!"))):
            weight -= 0.8  # a bullet, a caption: the story says it again in a sentence
        units.append(Unit(number, spans, text, claims, figures, statement, weight, session_of(own, article), is_bullet))
    return units


def _is_named_elsewhere(claim: Claim, whole: Span, subject: Entity | None) -> bool:
    """Whether a figure's index stands outside, in a section's heading, and is not what the article is about."""
    return claim.entity != subject and not claim.mention.within(whole)


def spelled_out(text: str, extraction: Extraction, numbers: Sequence[int]) -> str | None:
    """A row of figures as a sentence: "STI 4,027.62, +16.45 pts, +0.41%." is told with a verb.

    None where the row has a verb of its own, or no move of the session.
    """
    claims = [extraction.claims[n] for n in numbers]
    moves = [c for c in claims if c.metric is Metric.CHANGE and c.period in SESSION and c.value]
    moves = [c for c in moves if c.hedge in {None, Hedge.ABOUT} and not is_generic(c.mention.of(text))]
    moves = list({move.entity: move for move in reversed(moves)}.values())[::-1]  # a later column is another period's
    if not moves or not is_fragment(claims[0].sentence.of(text)):
        return None
    names = surface_names(extraction, text)
    told = []
    for move in moves[:_MOST_ROWS]:
        level = next((c for c in claims if c.entity == move.entity and c.unit is Measure.LEVEL), None)
        verb = "rose" if move.value > 0 else "fell"
        figure = ("about " if move.hedge else "") + _SIGN.sub("", move.span.of(text))
        reached = f" to {digits_of(level.span.of(text))}" if level else ""
        told.append(f"{with_article(names[move.entity], move.entity)} {verb} {figure}{reached}")
    listed = ", ".join(told[:-1]) + " and " + told[-1] if len(told) > 1 else told[0]
    return listed[:1].upper() + listed[1:] + "."


def _is_inside_quotation(text: str, start: int) -> bool:
    """Whether a quotation was opened before in the paragraph and is not closed yet."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return not quotes_pair(before)


def _is_bullet(text: str, start: int) -> bool:
    """Whether the line starts with a bullet, before the sentence or as its first character."""
    line = text[text.rfind("\n", 0, start) + 1 : start + 1].strip()
    return line[:1] in set("-*•▪●◦·‣>\\")


def _is_sentence(text: str, *, has_claims: bool) -> bool:
    """Whether the text is a statement, no heading or list item; a figure is stated without a verb too."""
    words = text.split()
    if not (_FEWEST_WORDS <= len(words) <= _MOST_WORDS) or (not has_claims and _is_heading(words)):
        return False
    ended = text.rstrip("\"”’')]").endswith((".", "!"))
    return any(map(is_finite, words)) or has_claims or (ended and any(w.endswith(("ed", "s")) for w in words[1:6]))


def _is_heading(words: Sequence[str]) -> bool:
    """Whether the words are a headline's, nearly all of them with a capital."""
    long = [word for word in words if len(bare(word)) >= _LONG_WORD]
    return len(long) > 2 and all(word[:1].isupper() for word in long)  # noqa: PLR2004 - fewer can be names


def content_of(text: str) -> set[str]:
    """The words that say what a text is about, plural and possessive endings aside."""
    return {bare(word).removesuffix("'s").rstrip("s") for word in text.split() if bare(word) not in _STOPWORDS} - {""}


def digits_of(printed: str) -> str:
    """The number in a printed figure: "1.47" of "+1.47%"."""
    found = re.search(r"\d[\d,.]*", printed)
    return found.group().rstrip(".,") if found else printed


def tells_move(text: str) -> bool:
    """Whether the sentence says that a market moved, in whatever words."""
    return bool(_MARKET.search(text) and DIRECTIONS.intersection(map(bare, text.split())))


def is_bare_move(text: str) -> bool:
    """Whether the sentence only repeats, without figure or cause, that a market moved.

    >>> [is_bare_move(text) for text in ("Asian shares ended lower.", "Asian shares fell as the yen rose.")]
    [True, False]
    """
    words = text.split()
    return tells_move(text) and len(words) <= _SHORT_MOVE and not has_cause(text) and not any(map(has_digit, words))
