"""An extraction into a proved summary: plan, compress, join, prove.

    plan.plan            Article, Extraction -> points       what is told, in which order
    | build.build        points -> lines                     the model shortens, guards and proof choose
    | join.join          lines -> lines                      merged, second mentions shortened
    | styles.lay_out     lines -> text                       a paragraph, bullets or a headline
    | prove              paragraph -> Proof                  once more, as a whole

A model whose task is "draft" writes freely first; the sentences of its draft that prove are kept, and the
points they leave out are told by the construction.

Of several articles that are begun a model can be asked at once, which is faster.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from summarizer.summarize.build import Built, Length, Pools, build, candidates, drafted, length_for, line_of
from summarizer.summarize.join import Line, join
from summarizer.summarize.plan import Point, Role, in_reading_order, plan
from summarizer.summarize.styles import BULLETS, HEADLINE, as_headline, lay_out
from summarizer.types import Citation, Span, Style, Summary, SummarySentence, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.summarize.model import Model
    from summarizer.types import Article, Extraction, Proof

    Prove = Callable[[str], Proof]

__all__ = ["Begun", "ask_together", "begin", "finish", "summarize"]


def summarize(
    article: Article, extraction: Extraction, model: Model, prove: Prove, style: Style = Style.PARAGRAPH
) -> Summary | None:
    """A summary of the article that proves as a whole; None when there is nothing to tell or nothing proves.

    Raises `ModelError` where the model fails.
    """
    return finish(begin(article, extraction, model, style), prove)


@dataclass(frozen=True, slots=True)
class Begun:
    """A summary that is planned, and not yet written."""

    article: Article
    extraction: Extraction
    model: Model
    style: Style
    #: What is to be told, the weightiest first, and the ways to tell it.
    pools: Pools


def begin(article: Article, extraction: Extraction, model: Model, style: Style = Style.PARAGRAPH) -> Begun:
    """Plan a summary."""
    points = plan(article, extraction)
    length = length_for(sum(len(span.of(article.text).split()) for span in extraction.sentences))
    if style is Style.BULLETS:
        length = replace(length, most=BULLETS)
    return Begun(article, extraction, model, style, Pools(points, article, model, length))


def ask_together(begun: Sequence[Begun], model: Model) -> None:
    """Ask the articles' model at once for what it would be asked first for each of them; raises `ModelError`."""
    if model.task != "compress":
        return
    pools = [one.pools for one in begun if one.style is not Style.HEADLINE]  # which looks at a point at a time
    asked = [one.first_asked() for one in pools]
    answers = iter(model.shorten([source for sources in asked for source in sources.values()]))
    for one, sources in zip(pools, asked, strict=True):
        one.take(sources, [*islice(answers, len(sources))])


def finish(begun: Begun, prove: Prove) -> Summary | None:
    """Write a summary; otherwise as `summarize`."""
    article, extraction, model, pools = begun.article, begun.extraction, begun.model, begun.pools
    if begun.style is Style.HEADLINE:
        return _headline(pools.points, article, extraction, model, prove)
    free = _draft(article, extraction, model, prove, pools.length) if model.task == "draft" else []
    room = _room_beside(free, pools.length)
    if free:
        pools = Pools(_untold(pools.points, free, article), article, model, room)
    lines = _arranged(free, build(pools, prove) if room.most else [])
    for attempt in _attempts(lines, merged=begun.style is Style.PARAGRAPH):
        text, spans = lay_out(attempt, begun.style)
        proof = prove(text)
        if proof.verified:
            sentences = tuple(
                SummarySentence(span, line.origin, line.sources) for span, line in zip(spans, attempt, strict=True)
            )
            return _summary(text, sentences, proof, extraction, model)
    return None


def _summary(
    text: str, sentences: tuple[SummarySentence, ...], proof: Proof, extraction: Extraction, model: Model
) -> Summary:
    citations = tuple(
        Citation(finding.span, finding.claim, extraction.claims[finding.claim].span)
        for finding in proof.findings
        if finding.claim is not None and finding.verdict is Verdict.SUPPORTED
    )
    cited = {citation.claim for citation in citations}
    return Summary(
        text=text,
        model=model.name,
        revision=model.revision,
        verified=True,
        sentences=sentences,
        citations=citations,
        omitted=tuple(number for number in range(len(extraction.claims)) if number not in cited),
    )


def _headline(
    points: Sequence[Point], article: Article, extraction: Extraction, model: Model, prove: Prove
) -> Summary | None:
    """The first point that has a short enough form that proves, in the form that tells most."""
    for point in points:
        for form in candidates(point, article, model):
            text = as_headline(form.text)
            if len(text) < HEADLINE and (proof := prove(text)).verified:
                line = line_of(point, form)
                sentence = SummarySentence(Span(0, len(text)), line.origin, line.sources)
                return _summary(text, (sentence,), proof, extraction, model)
    return None


def _attempts(lines: Sequence[Line], *, merged: bool) -> Iterator[Sequence[Line]]:
    """From the best paragraph to the plainest: all lines, then fewer, the early ones dearest.

    Lines that prove alone can fail together, where one's period is read into the next: then one goes.
    """
    for count in range(len(lines), 0, -1):
        for chosen in combinations(lines, count):
            if merged:
                yield join(chosen)
            yield chosen


def _draft(article: Article, extraction: Extraction, model: Model, prove: Prove, length: Length) -> list[Line]:
    """What a free model wrote and the proof let stand, up to the length."""
    story = " ".join(" ".join(span.of(article.text).split()) for span in extraction.sentences)
    if not story:
        return []
    lines: list[Line] = []
    used = 0
    for line in drafted(model.draft(story, length.high), extraction, prove):
        if used + line.size > length.high or len(lines) == length.most:
            break
        lines.append(line)
        used += line.size
    return lines


def _room_beside(lines: Sequence[Line], length: Length) -> Length:
    used = sum(line.size for line in lines)
    most = length.most - len(lines) if used < length.enough else 0
    return Length(max(0, length.low - used), max(0, length.high - used), most)


def _untold(points: Sequence[Point], lines: Sequence[Line], article: Article) -> list[Point]:
    """The points of which the lines tell nothing yet."""
    told = {source for line in lines for source in line.sources}
    text = " ".join(line.text for line in lines)
    figures = {span.of(article.text) for span in told}
    return [
        point
        for point in points
        if not told.intersection(point.sentences)
        and not (point.required and all(name in text for name in point.required))
        and point.text not in figures
    ]


def _arranged(free: Sequence[Line], built: Sequence[Built]) -> list[Line]:
    """Free lines in their order, the built ones around them: a lead in front, the rest behind."""
    order = in_reading_order([one.point for one in built])
    lines = {one.point: one.line for one in built}
    if not free:
        return [lines[point] for point in order]
    front = [lines[point] for point in order if point.role is Role.LEAD]
    return [*front, *free, *(lines[point] for point in order if point.role is not Role.LEAD)]
