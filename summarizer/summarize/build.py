"""Points into proved lines: the model shortens, guards and proof decide, the length budget ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Literal

from summarizer.summarize.atoms import atoms, expand
from summarizer.summarize.cleaning import cleaned
from summarizer.summarize.dangling import points_outside
from summarizer.summarize.guards import closed_gaps, find_faults
from summarizer.summarize.join import Line
from summarizer.summarize.lexicon import DAY, bare, has_cause, has_digit, is_capital, is_finite
from summarizer.summarize.plan import OUTLOOK, Role
from summarizer.summarize.printing import render
from summarizer.summarize.segments import find_segments
from summarizer.summarize.subsequence import Source
from summarizer.summarize.units import is_bare_move
from summarizer.types import Period, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.summarize.model import Model, Shortened
    from summarizer.summarize.plan import Point
    from summarizer.summarize.subsequence import Range
    from summarizer.types import Article, Extraction, Proof, Span

    Prove = Callable[[str], Proof]
    #: Points, each with its sentence as a model is asked for it.
    Asked = dict[Point, Source]

#: How far the lead may stretch the budget: a summary without its lead is none.
_LEAD_STRETCH = 20
#: Words kept free for the first view while one is still to come.
_VIEW_RESERVE = 18
#: A point's fair share of the budget is this much of an equal part.
_FAIR_SHARE = 2.2
#: The lead may take this many shares.
_LEAD_SHARE = 1.2
#: A sentence without figures that was cut to fewer words has lost its point.
_SHORTEST_CUT = 9
#: More figures than this don't make a sentence better.
_TOLD_FIGURES = 4
#: "rose 1.2%, to 4,870": a comma that closed an aside which is gone.
_LOOSE_COMMA = re.compile(
    r"(?<!, or )(?<![\d.,])(\d[\d.,]*(?:%| percent| per cent| points)),(?= (?:to|at|down|up|lower|higher) )"
)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
#: Words of a sentence that tells a figure and nothing more.
_BARE_FIGURE = 10
#: What a figure that is no claim's is worth beside one that is: a share's move, a price.
_OTHER_FIGURE = 0.4
#: A form that tells a figure more may be so many words longer.
_WORDS_A_FIGURE = 11
#: A sentence as it stands may be so many words shorter than one that a model shortened, and is second to it.
_WHOLE_COSTS = 2
#: Of its words, so many does a point need on average.
_USUAL_SHARE = 0.75
#: For less room than this the model is not asked again.
_WORTH_ASKING = 14
#: A view in fewer words has often lost what it says.
_FULL_VIEW = 13


@dataclass(frozen=True, slots=True)
class Length:
    """How long a summary should be."""

    #: Words.
    low: int
    high: int
    #: Sentences.
    most: int

    @property
    def enough(self) -> int:
        """Words after which no further point is added."""
        return self.high - 8

    @property
    def share(self) -> int:
        """Words that one point may take without leaving too few to the others."""
        return int(self.high / self.most * _FAIR_SHARE)


def length_for(words: int) -> Length:
    """The length of the summary of a story of so many words.

    >>> [length_for(n).high for n in (60, 200, 900)]
    [50, 80, 95]
    """
    if words < 120:  # noqa: PLR2004 - a note
        return Length(20, 50, 4)
    if words <= 350:  # noqa: PLR2004 - a report
        return Length(40, 80, 6)
    return Length(55, 95, 7)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a point."""

    text: str
    #: Whether a model chose what to leave out.
    by_model: bool

    @property
    def size(self) -> int:
        """Length in words."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Built:
    """A point told."""

    point: Point
    line: Line


def build(pools: Pools, prove: Prove) -> list[Built]:
    """The points told in the order given until the length is reached; each line proves by itself.

    First each in the form that tells most in few words; what is left over tells the first ones more fully.
    """
    built = _fill(pools, prove)
    left = pools.length.high - sum(one.line.size for one in built)
    return _enrich(built, pools, prove, left)


class Pools:
    """The forms of points, in the order in which they are tried; a model is asked for some points at a time.

    The first points tell most articles, and asking is what takes the time.
    """

    def __init__(self, points: Sequence[Point], article: Article, model: Model, length: Length) -> None:
        """Nothing is asked yet."""
        self.points = points
        self.length = length
        self._article, self._model = article, model
        self._forms: dict[Point, list[Form]] = {}

    def __getitem__(self, point: Point) -> list[Form]:
        """The point's forms."""
        if point not in self._forms:
            self._ask(self.points.index(point))
        return self._forms[point]

    def has(self, point: Point) -> bool:
        """Whether the model was asked for the point."""
        return point in self._forms

    def first_asked(self) -> Asked:
        """What the model is asked first."""
        return ask(self._wanted(0), self._model)

    def take(self, asked: Asked, answers: Sequence[Sequence[Shortened]]) -> None:
        """Take the model's answers, one for each point that it was asked for."""
        for point, forms in zip(asked, _candidates(asked, answers, self._article, self._model), strict=True):
            self._forms[point] = _arranged(forms, point, self.length)

    def _ask(self, first: int) -> None:
        asked = ask(self._wanted(first), self._model)
        self.take(asked, shorten(asked, self._model))

    def _wanted(self, first: int) -> list[Point]:
        """As many points as will fill what is left of the summary, if each is told in its usual share."""
        words = accumulate(len(point.text.split()) * _USUAL_SHARE for point in self.points[first:])
        count = 1 + sum(1 for _ in takewhile(lambda told: told < self.length.high, words))
        return [point for point in self.points[first : first + count] if point not in self._forms]


def _fill(pools: Pools, prove: Prove) -> list[Built]:
    """For each point the first form that there is room for and that proves."""
    points, length = pools.points, pools.length
    built: list[Built] = []
    for reserve in (_VIEW_RESERVE, 0):  # what the first view did not need goes to the others
        for number, point in enumerate(points):
            used = sum(one.line.size for one in built)
            if len(built) == length.most or used >= length.enough:
                return built
            if any(one.point is point for one in built):
                continue
            waiting = any(later.role is Role.VIEW for later in points[number + 1 :]) and not _has_view(built)
            kept_free = reserve if waiting and built and point.role is not Role.VIEW else 0
            room = length.high - used - kept_free + (_LEAD_STRETCH if point.role is Role.LEAD else 0)
            if room < _WORTH_ASKING and not pools.has(point):
                continue
            fitting = (form for form in pools[point] if form.size <= room and not _repeats(form, built))
            form = next((form for form in fitting if prove(form.text).verified), None)
            if form is not None:
                built.append(Built(point, line_of(point, form)))
    return built


def _repeats(form: Form, built: Sequence[Built]) -> bool:
    """Whether a bare figure was told before of the same name: "The FTSE 100 gained 0.3%." behind the lead."""
    figures, names = _figures_of(form.text), _names_of(form.text)
    bare_figure = figures and form.size <= _BARE_FIGURE and not has_cause(form.text)
    return bool(bare_figure) and any(
        figures <= _figures_of(one.line.text) and names <= _names_of(one.line.text) for one in built
    )


def _figures_of(text: str) -> set[str]:
    return set(_FIGURE.findall(text))


def _names_of(text: str) -> set[str]:
    return {bare(word) for word in text.split() if is_capital(word)} - {"the", "a", "an"}


def _enrich(built: Sequence[Built], pools: Pools, prove: Prove, room: int) -> list[Built]:
    """The same points, the first ones told more fully where words are left: by forms that a model wrote."""
    richer = []
    for one in built:
        told = _content(one.point, one.line.text)
        better = [
            form
            for form in pools[one.point]
            if form.by_model and 0 < form.size - one.line.size <= room and _content(one.point, form.text) > told
        ]
        better.sort(key=lambda form: (-_content(one.point, form.text), form.size))
        found = next((form for form in better if prove(form.text).verified), None)
        room -= found.size - one.line.size if found else 0
        richer.append(Built(one.point, line_of(one.point, found)) if found else one)
    return richer


def candidates(point: Point, article: Article, model: Model) -> list[Form]:
    """The ways to print a point that the guards let through: the model's, then the sentence itself."""
    asked = ask([point], model)
    return next(_candidates(asked, shorten(asked, model), article, model))


def ask(points: Sequence[Point], model: Model) -> Asked:
    """What a model is asked for some points."""
    return {point: _source(point, model) for point in points}


def shorten(asked: Asked, model: Model) -> Sequence[Sequence[Shortened]]:
    """The model's answers, none from one that drafts."""
    return model.shorten([*asked.values()]) if model.task == "compress" else [()] * len(asked)


def _candidates(
    asked: Asked, answers: Sequence[Sequence[Shortened]], article: Article, model: Model
) -> Iterator[list[Form]]:
    for (point, source), ranked in zip(asked.items(), answers, strict=True):
        yield [*_short_forms(point, source, ranked, model), *_full_forms(point, article)]


def _has_view(built: Sequence[Built]) -> bool:
    return any(one.point.role is Role.VIEW for one in built)


def _source(point: Point, model: Model) -> Source:
    if model.is_free:
        words = atoms(point.text)
        return Source(words, closed=closed_gaps(words, point.required), telling=_gaps_with(words, point.figures))
    words = tuple(point.text.split())
    return Source(words, tuple((segment.start, segment.end) for segment in find_segments(words)))


def _gaps_with(words: Sequence[str], figures: Sequence[str]) -> frozenset[Range]:
    """The ranges in which one of the figures stands, or another percentage."""
    told = [number for number, word in enumerate(words) if "%" in word or any(figure in word for figure in figures)]
    return frozenset(
        (start, end) for end in range(1, len(words) + 1) for start in range(end) if any(start <= n < end for n in told)
    )


def _arranged(forms: Sequence[Form], point: Point, length: Length) -> list[Form]:
    """The forms that still make the point, in the order in which they are tried.

    Forms within the fair share come first: those that tell more of the point's figures and its cause in fewer
    words, the model's order of likelihood among equals.  Then longer ones, shortest first.
    """
    lead = point.role is Role.LEAD
    whole = [form for form in forms if lead or (_says_enough(form) and _keeps_role(form, point))]
    fair = length.share * (_LEAD_SHARE if lead else 1.0)
    within = [form for form in whole if form.size <= fair]
    within.sort(key=lambda form: _cost(form) / _WORDS_A_FIGURE - _content(point, form.text))  # stable: then the model's
    return within + sorted((form for form in whole if form.size > fair), key=lambda form: form.size)


def _keeps_role(form: Form, point: Point) -> bool:
    """Whether a reason still has its cause, and figures beside the lead a figure."""
    if point.role is Role.DRIVER:
        return has_cause(form.text) or not has_cause(point.text)
    return point.role is not Role.CONTEXT or "%" not in point.text or has_digit(form.text)


def _cost(form: Form) -> int:
    """In words; of two forms that tell the same the shorter comes first, and a whole sentence late."""
    return form.size + (0 if form.by_model else _WHOLE_COSTS)


def _says_enough(form: Form) -> bool:
    """Whether more is left than that a market moved, or a stump."""
    stump = form.by_model and form.size < _SHORTEST_CUT and not has_digit(form.text)
    return not stump and not is_bare_move(form.text)


def line_of(point: Point, form: Form) -> Line:
    """The point told in that form."""
    origin: Literal["model", "source"] = "model" if form.by_model else "source"
    return Line(form.text, origin, point.sentences, _about(point, form.text), point.session)


def _content(point: Point, text: str) -> float:
    """How much of its point a form tells: its figures and the cause."""
    words = _figures_of(text)
    told = words.intersection(point.figures[:_TOLD_FIGURES])
    figures = len(told) + _OTHER_FIGURE * min(len(words - told), _TOLD_FIGURES)
    outlook = point.role is Role.VIEW and bool(OUTLOOK.search(text))
    return figures + has_cause(text) + outlook + (point.role is Role.VIEW and len(text.split()) >= _FULL_VIEW)


def _about(point: Point, text: str) -> frozenset[str]:
    """The indexes whose moves of one session the line tells; none where it tells something else."""
    periods = {period for _, _, period, _ in point.facts}
    plain = Period.DAY in periods and periods <= {Period.DAY, None} and point.role is not Role.VIEW
    plain = plain and has_digit(" ".join(text.split()[:10]))
    return frozenset(name for name, _, _, _ in point.facts) if plain else frozenset()


def _short_forms(point: Point, source: Source, ranked: Sequence[Shortened], model: Model) -> Iterator[Form]:
    """The model's forms that the guards let through, in its order."""
    words = point.text.split()
    segments = () if model.is_free else find_segments(words)
    for form in ranked:
        kept = expand(source.words, form.kept)
        text = _polished(form.text) if model.is_free else render(words, kept, segments)
        if text and not find_faults(words, kept, point.required) and not points_outside(text):
            yield Form(text, by_model=len(kept) < len(words))


def _polished(text: str) -> str:
    """The form without the comma that stood behind an aside: "rose 1.2%, to 4,870", where nothing stands between.

    >>> _polished("The Dow rose 1.2%, to close at 4,870."), _polished("It rose 57 points, or 1.2%, to 4,870.")
    ('The Dow rose 1.2% to close at 4,870.', 'It rose 57 points, or 1.2%, to 4,870.')
    """
    return _LOOSE_COMMA.sub(r"\1", text).replace(", of ", " of ")


def _full_forms(point: Point, article: Article) -> Iterator[Form]:
    """The sentence itself: as it stands alone, and where its edits don't prove, without them."""
    yield Form(_ended(point.text), by_model=False)
    printed = cleaned(article.text[point.sentences[0].start : point.sentences[-1].end])
    states = any(map(is_finite, printed.split())) and not points_outside(printed)
    undated = DAY.search(point.text) and not DAY.search(printed)  # which the plan told for a reason
    if point.role is not Role.VIEW and printed != point.text and states and not undated:
        yield Form(_ended(printed), by_model=False)


def _ended(text: str) -> str:
    """The text with a full stop, which headlines and bullets lack."""
    return text if text.endswith((".", "!", "”", '"', "’", "'", "?", ")")) else f"{text}."


def drafted(text: str, extraction: Extraction, prove: Prove) -> list[Line]:
    """The sentences of a model's free draft that are fully supported, and the article's behind them."""
    proof = prove(text)
    lines = []
    for span in proof.sentences:
        findings = [finding for finding in proof.findings if finding.span.overlaps(span)]
        sources = _behind([f.source for f in findings if f.source is not None], extraction)
        if sources and all(finding.verdict is Verdict.SUPPORTED for finding in findings):
            lines.append(Line(" ".join(span.of(text).split()), "model", sources))
    return lines


def _behind(sources: Sequence[Span], extraction: Extraction) -> tuple[Span, ...]:
    return tuple(sentence for sentence in extraction.sentences if any(s.overlaps(sentence) for s in sources))
