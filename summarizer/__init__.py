"""News to signal: market articles in, claims, speakers and proved summaries out.

import summarizer

proof = summarizer.verify(article_text, summary_text)
for finding in proof.findings:
    print(finding.span.of(summary_text), finding.verdict, finding.slot, finding.detail)

with summarizer.open() as db:
    for row in db.claims("Russell 2000", since="2024-11"):
        print(row.claim.date, row.text, row.sentence)
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from summarizer.api import Database
    from summarizer.extract import Extractor
    from summarizer.types import Proof

__all__ = ["open", "verify"]


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


def open(path: str | Path | None = None, *, names: str | Path | None = None) -> Database:  # noqa: A001 - as a file is
    """Open the database to ask it: the one that the commands use without a path, ``$SUMMARIZER_DB`` or your own.

    `names` is your own file of indexes and names, as ``--names``.  Raises `summarizer.errors.StoreError` where there
    is no database, or none that can be used.
    """
    from summarizer.api import open_database  # noqa: PLC0415 - importing the package costs nothing

    return open_database(path, names=names)


@cache
def _load_extractor() -> Extractor:
    from summarizer.extract import load_extractor  # noqa: PLC0415

    return load_extractor()
