"""Proof: what a draft says, held against its article.  Compares two extractions, knows no spaCy.

    draft claim ─▶ the article's nearest claim ─▶ no slot differs: supported, with its source
                                               └▶ a slot differs: contradicted, with it and the source's value
                └▶ nothing near: unsupported

A number that is no index claim must be printed in the article with the same unit, of the same subject; a named person
must be the article's, with the article's firm.  Where it can't be told, the answer is `unsupported`, never a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.proof.attribution import find_attributions, prove_attributions
from summarizer.proof.causes import prove_causes
from summarizer.proof.claims import prove_claim
from summarizer.proof.evidence import Reading, read_evidence
from summarizer.proof.names import prove_names
from summarizer.proof.omissions import find_omissions
from summarizer.proof.opposites import prove_views
from summarizer.proof.people import prove_people
from summarizer.proof.quantities import prove_quantity
from summarizer.proof.quotes import prove_quotes
from summarizer.proof.speakers import prove_statement
from summarizer.proof.superlatives import prove_superlatives
from summarizer.proof.times import prove_times
from summarizer.types import Proof, Slot, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.types import Extraction, Finding, Span

#: A word's slot, and the figure's slots by which it is told already: "last week" where the period is wrong.
_CAUSES = {Slot.TIME: (Slot.PERIOD, Slot.DATE), Slot.SUPERLATIVE: (Slot.METRIC,)}

__all__ = ["Reading", "read_evidence", "verify"]


def verify(article: Reading, draft: Extraction, draft_text: str) -> Proof:
    """Hold everything that the draft says in figures and names against the article.

    Findings come in the order of the draft.  Both extractions must have been made with the same publication
    time.
    """
    drafted = read_evidence(draft_text, draft, article.published)
    attributions = tuple(find_attributions(drafted))
    findings = [
        *(prove_claim(claim, drafted, article) for claim in draft.claims),
        *prove_names(drafted, article),
        *prove_people(drafted, article, [attribution.mention for attribution in attributions]),
        *prove_quotes(drafted, article),
        *prove_superlatives(drafted, article),
        *prove_times(drafted, article),
        *(prove_quantity(quantity, drafted, article) for quantity in draft.quantities),
        *prove_attributions(attributions, article),
        *prove_views(attributions, drafted, article),
        *prove_causes(drafted, article),
        *(prove_statement(statement, article.extraction, article.text) for statement in draft.statements),
    ]
    kept = _without_echoes(findings, draft)
    told = tuple(sorted(kept, key=lambda finding: finding.span))
    return Proof(told, draft.sentences, find_omissions(article.extraction, told))


def _without_echoes(findings: Sequence[Finding], draft: Extraction) -> Iterator[Finding]:
    """The findings but those that only repeat, of a word, what a figure's finding says of its sentence."""
    blamed = {(finding.slot, _sentence(finding, draft)) for finding in findings}
    for finding in findings:
        causes = _CAUSES.get(finding.slot, ()) if finding.slot and finding.verdict is not Verdict.SUPPORTED else ()
        if not any((cause, _sentence(finding, draft)) in blamed for cause in causes):
            yield finding


def _sentence(finding: Finding, draft: Extraction) -> Span | None:
    return next((span for span in draft.sentences if finding.span.overlaps(span)), None)
