"""What people see: summaries and articles with figures highlighted, their claims, analysts and findings.

On a terminal the text is wrapped and coloured (rich honours NO_COLOR); anywhere else a paragraph is one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from summarizer.arithmetic import find_contradictions
from summarizer.table import CONTROLS, Fit, Head, plain_text, print_table
from summarizer.types import Claim, Metric, Unit, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO

    from summarizer.types import Article, Digest, Proof, Span, Statement, Summary

FIGURE = "bold cyan"
MATCH = "bold yellow"
RISE, FALL = "bold green", "bold red"
VERDICTS = {Verdict.SUPPORTED: "green", Verdict.CONTRADICTED: "bold red", Verdict.UNSUPPORTED: "bold yellow"}

#: The columns of `claim_row`.
CLAIM_HEADS = (
    Head("Index", Fit.CUT),
    Head("Figure", right=True),
    Head("Metric", spare=1),
    Head("Period"),
    Head("As of"),
    Head("Said by", Fit.CUT, spare=2),
)
#: Those of `statement_row`.
STATEMENT_HEADS = (
    Head("Analyst", Fit.CUT),
    Head("Role", Fit.CUT, spare=2),
    Head("Firm", Fit.CUT, spare=1),
    Head("Statement", Fit.WRAP),
)
FINDING_HEADS = (Head("Text", Fit.WRAP), Head("Verdict"), Head("Slot"), Head("Detail", Fit.WRAP))
REASON_HEADS = (Head("Slot"), Head("Because", Fit.WRAP))
CITATION_HEADS = (Head("Summary says", Fit.WRAP), Head("Proved by", Fit.WRAP))


def make_console(stream: TextIO) -> Console:
    """A console that prints text as it is: no markup, no emoji codes, no guessed highlighting."""
    return Console(file=stream, markup=False, emoji=False, highlight=False)


def print_digest(console: Console, digest: Digest, footer: str = "") -> None:
    """The summary, the claims as a table, the analysts and a dim last line."""
    if digest.summary:
        _print_prose(console, highlight_summary(digest.summary, digest.extraction.claims))
        console.print()
    print_extraction(console, digest)
    if footer:
        console.print(f"\n{footer}", style="dim", soft_wrap=True)


def print_extraction(console: Console, digest: Digest) -> None:
    """The claims as a table, and who said what."""
    claims, statements = digest.extraction.claims, digest.extraction.statements
    if claims:
        print_table(console, CLAIM_HEADS, map(claim_row, claims))
    for found in find_contradictions(digest.extraction):
        printed = claims[found.claim].span.of(digest.article.text)
        console.print(f"The article contradicts itself at {printed}: {found.detail}", style="yellow", soft_wrap=True)
    if claims and statements:
        console.print()
    if statements:
        rows = (statement_row(statement, digest.article.text) for statement in statements)
        print_table(console, STATEMENT_HEADS, rows)


def print_reasons(console: Console, digest: Digest) -> None:
    """Why each slot of each claim has its value, a claim a paragraph: its figure, its sentence, a line a slot."""
    article = digest.article
    for claim in digest.extraction.claims:
        sentence = _text(claim.sentence.of(article.text))
        start = claim.span.start - claim.sentence.start
        sentence.stylize(_style_of(claim), start, start + claim.span.end - claim.span.start)
        console.print("  ".join(part for part in claim_row(claim) if part), style="bold", soft_wrap=True)
        _print_prose(console, sentence)
        print_table(console, REASON_HEADS, ((slot.value, why) for slot, why in claim.reasons))
        console.print()


def print_article(console: Console, digest: Digest) -> None:
    """The stored article with its figures highlighted and its clutter dimmed."""
    article = digest.article
    if heading := _heading(article):
        console.print(heading, style="dim", soft_wrap=True)
    body = _text(article.text)
    for span in article.clutter:
        body.stylize("dim", span.start, span.end)
    for claim in digest.extraction.claims:
        body.stylize(_style_of(claim), claim.span.start, claim.span.end)
    _print_prose(console, body)


def print_stored(console: Console, digest: Digest) -> None:
    """An article with its figures highlighted, its summary and what proves it, its claims and analysts."""
    print_article(console, digest)
    console.print()
    print_digest(console, digest)
    print_citations(console, digest)


def print_proof(console: Console, proof: Proof, draft: str) -> None:
    """The draft, coloured by verdict, and a table of what was found."""
    body = _text(draft.rstrip())
    for finding in proof.findings:
        body.stylize(VERDICTS[finding.verdict], finding.span.start, finding.span.end)
    _print_prose(console, body)
    if proof.findings:
        console.print()
        rows = (
            (finding.span.of(draft), str(finding.verdict), str(finding.slot or ""), finding.detail)
            for finding in proof.findings
        )
        print_table(console, FINDING_HEADS, rows)
    wrong = sum(finding.verdict is not Verdict.SUPPORTED for finding in proof.findings)
    verdict = f"not verified: {wrong} of {len(proof.findings)} not supported"
    console.print("\nverified" if proof.verified else f"\n{verdict}", style="bold")


def print_citations(console: Console, digest: Digest) -> None:
    """How the summary came to be: each sentence's origin, each figure and the words that prove it."""
    summary, text = digest.summary, digest.article.text
    if not summary:
        return
    rows = (
        (citation.span.of(summary.text), digest.extraction.claims[citation.claim].sentence.of(text))
        for citation in summary.citations
    )
    console.print()
    print_table(console, CITATION_HEADS, rows)


def print_hit(console: Console, heading: str, snippet: str, matches: Iterable[Span]) -> None:
    """Where words were found: a heading, and below it the words around them, on one line each."""
    body = _text(snippet)
    for span in matches:
        body.stylize(MATCH, span.start, span.end)
    console.print(_text(plain_text(heading)), style="bold", soft_wrap=True)
    console.print(Text("  ") + body, soft_wrap=True)


def print_pairs(console: Console, pairs: Mapping[str, str]) -> None:
    """Names and values, one pair a line."""
    width = max(map(len, pairs))
    for name, value in pairs.items():
        console.print(_text(f"{name:{width}}  {value}"), soft_wrap=True)


def highlight_summary(summary: Summary, claims: Sequence[Claim]) -> Text:
    """The summary's text, each cited figure in its claim's colour."""
    body = _text(summary.text)
    for citation in summary.citations:
        body.stylize(_style_of(claims[citation.claim]), citation.span.start, citation.span.end)
    return body


def claim_row(claim: Claim) -> tuple[str, ...]:
    """One line of the table of claims."""
    return (
        claim.entity.name,
        figure(claim),
        str(claim.metric),
        str(claim.period or ""),
        claim.date or "",
        claim.speaker or "",
    )


def statement_row(statement: Statement, text: str) -> tuple[str, ...]:
    """One line of the table of analysts; `text` is the article's."""
    name = statement.name or "(unnamed)"
    return (name, statement.role or "", statement.firm or "", statement.span.of(text))


def short_id(article_id: str) -> str:
    """As much of an id as finds the article again: `show` takes the beginning of one."""
    return article_id[:12]


def figure(claim: Claim) -> str:
    """The figure as people write it, with its hedge.

    >>> from decimal import Decimal
    >>> from summarizer.types import Entity, Hedge, Kind, Period, Span
    >>> at = Span(0, 0)
    >>> index = Entity("Russell 2000", "RUT", Kind.INDEX)
    >>> rise = (Metric.CHANGE, Decimal("11"), Unit.PERCENT, Period.MONTH)
    >>> figure(Claim(index, *rise, None, Hedge.OVER, at, at, at))
    'over +11%'
    >>> figure(Claim(index, Metric.LEVEL, Decimal("2442.03"), Unit.LEVEL, None, None, None, at, at, at))
    '2,442.03'
    """
    sign = "+" if claim.metric in (Metric.CHANGE, Metric.POINTS) else ""
    suffix = {Unit.PERCENT: "%", Unit.POINTS: " points", Unit.LEVEL: ""}[claim.unit]
    return f"{claim.hedge} " * bool(claim.hedge) + f"{claim.value:{sign},}{suffix}"


def _heading(article: Article) -> str:
    when = f"{article.published:%Y-%m-%d %H:%M}" if article.published else None
    return " · ".join(filter(None, (article.publisher, when, article.url)))


def _style_of(claim: Claim) -> str:
    if claim.metric not in (Metric.CHANGE, Metric.POINTS):
        return FIGURE
    return FALL if claim.value < 0 else RISE


def _text(printed: str) -> Text:
    return Text(printed.translate(CONTROLS))


def _print_prose(console: Console, body: Text) -> None:
    # Off a terminal, whoever reads wraps: a paragraph stays one line.
    console.print(body, soft_wrap=not console.is_terminal)
