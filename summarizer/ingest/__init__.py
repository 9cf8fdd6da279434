"""Whatever an article comes in -> Article.

    load_file, load_stream, fetch    a name, a stream, an address -> bytes
    | decode                         bytes -> text as kept
    | parse_page, if it is HTML      markup -> text, title, time, publisher
    | mark_clutter                   what the text says of itself, and what of it is not the story

A ``.jsonl`` batch comes in line by line through `read_batch`.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.ingest.addresses import canonical
from summarizer.ingest.batch import BatchItem, read_batch
from summarizer.ingest.fetch import Answer, fetch, is_url
from summarizer.ingest.language import check_english
from summarizer.ingest.limits import DEFAULTS, Limits
from summarizer.ingest.page import is_html, parse_page
from summarizer.ingest.plain import article_id, mark_clutter
from summarizer.ingest.source import decode, load_file, load_stream
from summarizer.types import Article

if TYPE_CHECKING:
    from datetime import datetime
    from typing import BinaryIO

__all__ = [
    "Answer",
    "BatchItem",
    "Limits",
    "article_id",
    "canonical",
    "mark_clutter",
    "read",
    "read_batch",
    "read_fetched",
    "read_text",
    "read_told",
]

#: What standard input is called in messages.
STDIN = "standard input"


def read(
    source: str,
    *,
    published: datetime | None = None,
    title: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
    limits: Limits = DEFAULTS,
) -> Article:
    """Read an article from a file, an http(s) address, or ``-`` for standard input.

    What is given stands over what is found in the source.  Raises InputError (FetchError for an address).
    """
    name, text, url = _load(source, stdin, limits)
    return _compose(_parse(name, text, url), name, published=published, title=title, publisher=publisher)


def read_fetched(answer: Answer, *, published: datetime | None = None, title: str | None = None) -> Article:
    """Read an article from a page that was fetched; otherwise as `read`."""
    text = _decode(answer.body, answer.url, answer.charset)
    return _compose(_parse(answer.url, text, answer.url), answer.url, published=published, title=title)


def read_told(
    text: str,
    name: str,
    *,
    published: datetime | None = None,
    title: str | None = None,
    publisher: str | None = None,
) -> Article:
    """Read an article from plain text that came some other way; otherwise as `read`."""
    return _compose(Article(article_id(name), text), name, published=published, title=title, publisher=publisher)


def read_text(source: str, *, stdin: BinaryIO | None = None, limits: Limits = DEFAULTS) -> str:
    """Read a file or standard input as text and nothing more: for a summary that is to be verified."""
    return _load(source, stdin, limits)[1]


def _load(source: str, stdin: BinaryIO | None, limits: Limits) -> tuple[str, str, str | None]:
    """Read and decode a source: its name in messages, its text, and its address if it has one."""
    if source == "-":
        return STDIN, _decode(load_stream(stdin or sys.stdin.buffer, STDIN, limits), STDIN), None
    if not is_url(source):
        return source, _decode(load_file(source, limits), source), None
    answer = fetch(source, limits)
    return source, _decode(answer.body, source, answer.charset), answer.url


def _compose(
    article: Article,
    name: str,
    *,
    published: datetime | None = None,
    title: str | None = None,
    publisher: str | None = None,
) -> Article:
    """Mark what is not the story; what is given stands over what is found."""
    check_english(article.text, name)
    found = mark_clutter(article)
    given = replace(
        found,
        published=published or found.published,
        title=title or found.title,
        publisher=publisher or found.publisher,
    )
    return found if given == found else mark_clutter(given)  # a line may repeat the given title


def _decode(body: bytes, name: str, charset: str | None = None) -> str:
    text = decode(body, name, charset)
    if not text.strip():
        raise InputError(name, "is empty")
    return text


def _parse(name: str, text: str, url: str | None) -> Article:
    """Make an article of a text, through its markup where it has one."""
    if not is_html(text):
        return Article(article_id(url or text), text, url=url)
    page = parse_page(text, name, url)
    url = canonical(page.url) if page.url else None
    return Article(article_id(url or page.text), page.text, page.title, page.published, page.publisher, url)
