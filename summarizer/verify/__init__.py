"""Proof: what a draft says, held against its article slot by slot.  Compares two extractions, knows no spaCy.

    draft claim ─▶ the article's nearest claim ─▶ no slot differs: supported, with its source
                                               └▶ a slot differs: contradicted, with it and the source's value
                └▶ nothing near: unsupported

A number that is no index claim must be printed in the article with the same unit; a named person must be the
article's, with the article's firm.  Where it can't be told, the answer is `unsupported`, never a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.types import Proof
from summarizer.verify.claims import prove_claim
from summarizer.verify.quantities import prove_quantity
from summarizer.verify.speakers import prove_statement

if TYPE_CHECKING:
    from summarizer.types import Extraction


def verify(article: Extraction, draft: Extraction, article_text: str, draft_text: str) -> Proof:
    """Hold everything that the draft says in figures and names against the article.

    Findings come in the order of the draft.  Both extractions must have been made with the same publication
    time.
    """
    findings = [
        *(prove_claim(claim, article, article_text) for claim in draft.claims),
        *(prove_quantity(quantity, article, article_text, draft_text) for quantity in draft.quantities),
        *(finding for statement in draft.statements for finding in prove_statement(statement, article, article_text)),
    ]
    return Proof(tuple(sorted(findings, key=lambda finding: finding.span)), draft.sentences)
