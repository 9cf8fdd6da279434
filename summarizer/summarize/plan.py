"""The points of a summary and their order: what moved, beside what, why, and who says what comes next.

units.judge     sentences that can stand alone, and what each tells
| choose        lead, driver, context, views: nothing twice, the most important first
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from summarizer.summarize.dangling import is_fragment, says_when
from summarizer.summarize.lexicon import has_cause, has_digit, states
from summarizer.summarize.naming import SESSION, main_entity
from summarizer.summarize.units import content_of, is_bare_move, judge, tells_move
from summarizer.types import Hedge, Metric, Period, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from summarizer.summarize.units import Unit
    from summarizer.types import Article, Claim, Entity, Extraction, Statement

#: What a claim tells, for "nothing twice": (index, metric, period, size).
Fact: TypeAlias = tuple[str, Metric, Period | None, str]

#: Words of an expectation.
OUTLOOK = re.compile(
    r"""\b(?: expect\w* | forecast\w* | predict\w* | target\w* | could | will | would | may | might | should
      | see[sn]? | likely | risk\w* | outlook | recommend\w* | prefer\w* | raise[sd]? | cut | warn\w*
      | by\ (?:year-end|the\ end)
    )\b""",
    re.VERBOSE,
)
#: A row of a table: "London -0.63% UK economy expands".
_SIGNED = re.compile(r"(?:\S+\s+){0,3}[+−–-]\d[\d.]*%")
#: A view that announces itself and says nothing.
_EMPTY_VIEW = re.compile(
    r"""\b(?:is|was|are|were|sounds?|remains?|feels?)\ (?:\w+\ ){0,2}(?: restrained | cautious | careful
      | s[ck]eptical
      | optimistic | bullish | bearish | radical | convinced | sure | calm
      | sanguine | reserved | wary | warier )\b
    | differently | different\ (?:opinion|view) | \bdisagree[sd]?\b""",
    re.VERBOSE,
)
#: Of the words of the shorter sentence, so many shared make two sentences say the same.
_SAME_WORDS = 0.6
#: A view in fewer words can be empty.
_LONG_VIEW = 22

#: A driver that says why the market moved, near the lead, scores this much.
_STRONG_DRIVER = 1.5
#: Points below this are told only when there is next to nothing else.
_LEAST_SCORE, _FEW_POINTS = 0.0, 5
#: What a reader has to be told.
_LONG = frozenset({Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR, Period.TWELVE_MONTHS})


class Role(StrEnum):
    """What a point is for."""

    LEAD = "lead"
    DRIVER = "driver"
    CONTEXT = "context"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the summary should say."""

    role: Role
    #: The article's sentences that say it, adjacent and in order.
    sentences: tuple[Span, ...]
    #: They as one text that can stand alone (`references.stand_alone`).
    text: str
    #: Numbers of the claims that they state.
    claims: tuple[int, ...]
    #: What those claims tell.
    facts: frozenset[Fact]
    #: The claims' figures worth keeping, as printed, signs and units aside.
    figures: tuple[str, ...]
    #: Printed strings that a short form has to keep: the key figures, the speaker, the firm.
    required: tuple[str, ...]
    #: Whether the article begins with it.
    opens: bool
    #: The day of the session whose moves it tells (`session_of`).
    session: date | None
    #: Importance among points of its role; the unit is arbitrary.
    score: float
    #: Why it was chosen, for people.
    reason: str

    @property
    def place(self) -> int:
        """Where the article says it."""
        return self.sentences[0].start


def plan(article: Article, extraction: Extraction) -> tuple[Point, ...]:
    """The points worth telling, the most important first; `in_reading_order` orders those that are used."""
    subject = main_entity(article, extraction)
    units = judge(article, extraction, subject)
    if not units:
        return ()
    lead = _lead(units, extraction, subject)
    points = [lead]
    told = set(lead.facts)
    roles = _contenders(units, extraction, subject, lead)
    for role in _agenda(lead, roles[Role.DRIVER]):
        fresh = [point for point in roles[role] if _is_new(point, points, told)]
        best = max(fresh, key=lambda point: _worth(point, told), default=None)
        if best is not None and (best.score > _LEAST_SCORE or len(points) < _FEW_POINTS):
            points.append(best)
            told |= best.facts
    return tuple(points)


def in_reading_order(points: Sequence[Point]) -> list[Point]:
    """The lead, then what the article says in its order, the views last.

    Before the lead stands the article's own beginning where it says why the market moved.
    """
    if not points:
        return []
    lead, *rest = points
    views = sorted((p for p in rest if p.role is Role.VIEW), key=lambda p: p.place)
    story = sorted((p for p in rest if p.role is not Role.VIEW), key=lambda p: p.place)
    opening = [p for p in story if p.role is Role.DRIVER and p.opens and p.place < lead.place and tells_move(p.text)]
    return [*opening, lead, *(p for p in story if p not in opening), *views]


def fact_of(claim: Claim) -> Fact:
    """What a claim tells, however it is printed."""
    metric = Metric.LEVEL if claim.metric is Metric.RECORD else claim.metric
    period = Period.DAY if claim.period in SESSION and claim.metric is not Metric.LEVEL else claim.period
    return claim.entity.name, metric, period, str(abs(claim.value).normalize())


def _lead(units: Sequence[Unit], extraction: Extraction, subject: Entity | None) -> Point:
    """The unit with the main move: its change over the session, best with the level."""
    best = max(units, key=lambda unit: _lead_score(unit, extraction, subject))
    return _point(Role.LEAD, best, extraction, _key_figures(best, extraction, subject), "the main move")


def _is_session_move(claim: Claim) -> bool:
    return claim.metric is Metric.CHANGE and claim.period in SESSION and claim.speaker is None


def _names_subject(unit: Unit, subject: Entity | None) -> bool:
    """Whether the index is called by its name or most of it."""
    return subject is not None and subject.name.split()[0].lower() in unit.text.lower()


def _key_figures(unit: Unit, extraction: Extraction, subject: Entity | None) -> tuple[str, ...]:
    """The figure of the subject's move that the lead must keep, the session's before any other."""
    own = [(extraction.claims[n], figure) for n, figure in zip(unit.claims, unit.figures, strict=True)]
    own = [(claim, figure) for claim, figure in own if claim.entity == subject]
    own.sort(key=lambda pair: (pair[0].metric is not Metric.CHANGE, pair[0].period not in SESSION))
    return tuple(figure for _, figure in own[:1])


def _lead_score(unit: Unit, extraction: Extraction, subject: Entity | None) -> float:
    """How well the unit leads: with the subject's move of the session, by its name, with its level."""
    claims = [extraction.claims[n] for n in unit.claims]
    own = [c for c in claims if c.entity == subject and c.speaker is None and c.metric is not Metric.FORECAST]
    changes = [claim for claim in own if claim.metric is Metric.CHANGE]
    by_session = any(_is_session_move(claim) and claim.entity == subject for claim in extraction.claims)
    moved = [claim for claim in changes if claim.period in SESSION and claim.hedge is not Hedge.UP_TO]
    words = unit.text.split()
    score = unit.salience - (0.08 if subject else 0.4) * unit.number - 0.03 * max(0, len(words) - 40)
    score += 4.0 if moved or (changes and not by_session) else 1.0 if own else 0.0
    score += 1.5 * any(map(_is_session_move, claims))
    score += 0.6 * any(claim.period is Period.DAY for claim in changes)  # a close, not a tick on the way
    score += 0.7 * any(claim.metric in {Metric.LEVEL, Metric.RECORD} for claim in own)
    score += 0.5 * _names_subject(unit, subject)
    score -= 2.0 * unit.is_bullet + 3.0 * bool(_SIGNED.match(unit.text))
    return score - 4.0 * is_fragment(unit.text) - 1.0 * (unit.statement is not None)


def _contenders(
    units: Sequence[Unit], extraction: Extraction, subject: Entity | None, lead: Point
) -> dict[Role, list[Point]]:
    """For each role the units that could play it, scored."""
    found: dict[Role, list[Point]] = {role: [] for role in Role}
    lead_number = next(unit.number for unit in units if unit.sentences == lead.sentences)
    closed = {c.entity for c in extraction.claims if c.period is Period.DAY and c.metric is Metric.CHANGE}
    prose = sum(_is_ended(unit) for unit in units) > _FEW_POINTS
    for unit in units:
        if unit.sentences == lead.sentences:
            continue
        claims = [extraction.claims[n] for n in unit.claims]
        if _SIGNED.match(unit.text) or (unit.is_bullet and not claims) or _lacks_period(unit, claims, lead):
            continue
        if unit.statement is not None:
            found[Role.VIEW].append(_view(unit, unit.statement, extraction))
            continue
        score = _context_score(unit, claims, subject) - 1.5 * _is_overtaken(claims, lead, closed)
        score -= 1.5 * _repeats_session(claims, subject, lead)
        has_verb = states(unit.text.split())
        if claims and all(claim.metric is Metric.FORECAST for claim in claims):
            continue  # somebody's expectation, and nobody is named
        if claims and has_verb:
            found[Role.CONTEXT].append(_point(Role.CONTEXT, unit, extraction, (), "figures beside it", score))
        moves = tells_move(unit.text)
        if has_cause(unit.text) and (moves or not any(map(has_digit, unit.text.split()))):
            near = 1.0 / (1 + abs(unit.number - lead_number) / 3) + (0.5 if moves else -1.2)
            found[Role.DRIVER].append(_point(Role.DRIVER, unit, extraction, (), "why", unit.salience + near))
        elif not claims and has_verb and not is_bare_move(unit.text) and (_is_ended(unit) or not prose):
            found[Role.CONTEXT].append(_point(Role.CONTEXT, unit, extraction, (), "story", unit.salience - 1.0))
    return found


def _lacks_period(unit: Unit, claims: Sequence[Claim], lead: Point) -> bool:
    """Whether a week's or a year's move stands without saying so, as below a heading "For the week:".

    Where the lead tells of the same week it goes without saying.
    """
    if says_when(unit.text):
        return False
    long = {claim.period for claim in claims if claim.metric is Metric.CHANGE} & _LONG
    return bool(long - {period for _, _, period, _ in lead.facts})


def _is_ended(unit: Unit) -> bool:
    """Whether it is a sentence with its mark; without one it is a headline's, or a key point's."""
    return unit.text.rstrip("\"”’')]").endswith((".", "!"))


def _is_overtaken(claims: Sequence[Claim], lead: Point, closed: set[Entity]) -> bool:
    """Whether the unit tells a passing state of a session whose end is told elsewhere."""
    ended = any(period is Period.DAY for _, _, period, _ in lead.facts)
    return ended and any(c.period is Period.INTRADAY and c.entity in closed for c in claims)


def _repeats_session(claims: Sequence[Claim], subject: Entity | None, lead: Point) -> bool:
    """Whether the unit tells only the subject's session once more, in other units."""
    told = any(metric is Metric.CHANGE and period is Period.DAY for _, metric, period, _ in lead.facts)
    return told and bool(claims) and all(c.entity == subject and c.period in {*SESSION, None} for c in claims)


def _context_score(unit: Unit, claims: Sequence[Claim], subject: Entity | None) -> float:
    own = [claim for claim in claims if claim.entity == subject]
    score = unit.salience + 0.3 * bool(own) + 0.2 * any(claim.metric is Metric.RECORD for claim in claims)
    score += 0.25 * any(claim.metric is Metric.CHANGE and claim.period not in SESSION for claim in own)
    score += 0.15 * any(map(_is_session_move, claims))
    score += 0.1 * min(sum(map(has_digit, unit.text.split())), 4)
    return score - 0.04 * max(0, len(unit.text.split()) - 30)


def _view(unit: Unit, statement: Statement, extraction: Extraction) -> Point:
    words = unit.text.split()
    score = unit.salience + 0.2 * bool(OUTLOOK.search(unit.text)) + 0.3 * bool(statement.firm)
    score += 0.2 * bool(statement.name) - 0.05 * max(0, len(words) - 24)
    score -= 0.8 * bool(_EMPTY_VIEW.search(unit.text) and len(words) < _LONG_VIEW)
    names = [statement.name.split()[-1]] if statement.name else []
    firm = [statement.firm] if statement.firm and statement.firm in unit.text else []
    speaker = statement.name or statement.firm or "a speaker"
    return _point(Role.VIEW, unit, extraction, (*names, *firm), f"the view of {speaker}", score)


def _point(  # noqa: PLR0917 - a constructor of this module
    role: Role,
    unit: Unit,
    extraction: Extraction,
    required: tuple[str, ...],
    reason: str,
    score: float | None = None,
) -> Point:
    facts = frozenset(fact_of(extraction.claims[n]) for n in unit.claims)
    present = tuple(name for name in required if name in unit.text)
    return Point(
        role=role,
        sentences=unit.sentences,
        text=unit.text,
        claims=unit.claims,
        facts=facts,
        figures=_telling(unit, extraction),
        required=present,
        opens=unit.number == 0,
        session=unit.session,
        score=unit.salience if score is None else score,
        reason=reason,
    )


def _telling(unit: Unit, extraction: Extraction) -> tuple[str, ...]:
    """The figures worth keeping: points say nothing where the percentage stands."""
    claims = [extraction.claims[n] for n in unit.claims]
    in_percent = {claim.entity for claim in claims if claim.metric is Metric.CHANGE}
    return tuple(
        figure
        for claim, figure in zip(claims, unit.figures, strict=True)
        if claim.metric is not Metric.POINTS or claim.entity not in in_percent
    )


def _agenda(lead: Point, drivers: Sequence[Point]) -> tuple[Role, ...]:
    """The roles in the order in which points are added while there is room.

    A driver comes first where it opens the story, second where it is strong, late where the lead says why.
    """
    strong = [driver for driver in drivers if driver.score >= _STRONG_DRIVER]
    if has_cause(lead.text) or not strong:
        first = (Role.CONTEXT, Role.VIEW, Role.CONTEXT, Role.DRIVER)
    elif any(driver.place < lead.place for driver in strong):
        first = (Role.DRIVER, Role.CONTEXT, Role.VIEW, Role.CONTEXT)
    else:
        first = (Role.CONTEXT, Role.DRIVER, Role.VIEW, Role.CONTEXT)
    return (*first, Role.VIEW, Role.CONTEXT, Role.DRIVER, Role.VIEW, *([Role.CONTEXT] * 4))


def _worth(point: Point, told: set[Fact]) -> float:
    """The score, less what is told already."""
    return point.score - 0.7 * len(point.facts & told)


def _is_new(point: Point, points: Sequence[Point], told: set[Fact]) -> bool:
    """Whether the point tells something that the others don't, in other words."""
    if any(set(point.sentences) & set(other.sentences) for other in points):
        return False
    if point.facts and point.facts <= told:
        return False
    if point.role is Role.VIEW and any(p.role is Role.VIEW and p.reason == point.reason for p in points):
        return False
    words = content_of(point.text)
    return all(
        len(words & other_words) / (min(len(words), len(other_words)) or 1) < _SAME_WORDS
        for other_words in (content_of(p.text) for p in points)
    )
