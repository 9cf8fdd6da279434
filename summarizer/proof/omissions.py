"""What a draft leaves out of the article's main claims: how each of the indexes it leads with moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.types import Metric, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.types import Claim, Extraction, Finding

#: So many indexes an article leads with: a wire report's headline trio.
_LEADS = 3


def main_claims(article: Extraction) -> tuple[int, ...]:
    """Numbers of the main claims: the first move of each of the first few indexes, others' words aside."""
    first: dict[str, int] = {}
    for number, claim in enumerate(article.claims):
        if claim.metric in (Metric.CHANGE, Metric.POINTS) and claim.speaker is None:
            first.setdefault(claim.entity.name, number)
    return tuple(sorted(first.values())[:_LEADS])


def find_omissions(article: Extraction, findings: Sequence[Finding]) -> tuple[int, ...]:
    """Numbers of the main claims that no supported finding tells: not the move itself, nor another of its period."""
    told = [article.claims[f.claim] for f in findings if f.claim is not None and f.verdict is Verdict.SUPPORTED]
    return tuple(number for number in main_claims(article) if not any(_tells(c, article.claims[number]) for c in told))


def _tells(claim: Claim, main: Claim) -> bool:
    moved = claim.metric in (Metric.CHANGE, Metric.POINTS) and main.metric in (Metric.CHANGE, Metric.POINTS)
    return moved and claim.entity == main.entity and claim.period is main.period
