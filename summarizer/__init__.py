"""News to signal: market articles in, claims, speakers and proved summaries out.

import summarizer

proof = summarizer.verify(article_text, summary_text)
for finding in proof.findings:
    print(finding.span.of(summary_text), finding.verdict, finding.slot, finding.detail)
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from summarizer.extract import Extractor
    from summarizer.types import Proof

__all__ = ["verify"]


def verify(article: str, summary: str, *, published: datetime | None = None, title: str | None = None) -> Proof:
    """Hold anyone's summary against its article, figure by figure and name by name.

    `article` is plain text or HTML; `published` is its publication time, which else is looked for in the text: without
    any, weekdays are compared as words only.  Raises `summarizer.errors.InputError` where there is no article in it.
    """
    from io import BytesIO  # noqa: PLC0415 - importing the package costs nothing

    from summarizer.ingest import read  # noqa: PLC0415
    from summarizer.pipeline import check  # noqa: PLC0415

    against = read("-", published=published, title=title, stdin=BytesIO(article.encode()))
    return check(against, summary, _load_extractor())


@cache
def _load_extractor() -> Extractor:
    from summarizer.extract import load_extractor  # noqa: PLC0415

    return load_extractor()
