"""HTML -> what an article needs of it.  The only module that imports trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.errors import InputError
from summarizer.ingest.published import parse_published
from summarizer.ingest.source import unify_newlines

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How a text that is HTML begins.
HTML = re.compile(
    # Possessive: a page of nothing but comments is passed once.
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

#: Where a page says when it was published to the minute; trafilatura keeps the day only.
TIMES = re.compile(
    r"""(?: (?:property|name|itemprop)=["'](?:article:published_time|datePublished|pubdate)["'] [^>]{0,200}?
            (?:content|datetime)=["'](?P<meta>[^"']{8,40})["']
          | "datePublished"\s*:\s*"(?P<linked>[^"]{8,40})" )""",
    re.VERBOSE | re.IGNORECASE,
)

#: Elements that stand on lines of their own.
BLOCKS = frozenset(
    """address article aside blockquote br caption center dd details div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody tfoot thead tr ul""".split()
)

#: Elements that a table's row is made of.
CELLS = frozenset(("td", "th"))

#: Elements that hold nothing of the text.
UNREAD = frozenset(
    """audio button canvas embed figcaption form head iframe input map math noscript object script select style svg
    template textarea title video""".split()
)

#: Marks for what is settled once the whole text is there, of the characters that Unicode leaves to private use.
_LINE, _CELL, _ITEM = "\ue000\ue001\ue002"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page's markup says of its article, and the article."""

    #: Paragraphs, one a line, the page's furniture left out.
    text: str
    title: str | None
    published: datetime | None
    publisher: str | None
    #: The address that the page gives as its own, where it is one of the same host; else where it was found.
    url: str | None


def is_html(text: str) -> bool:
    """Whether a text is a page's source.

    >>> is_html("<!DOCTYPE html><html>"), is_html("<- Stocks rose")
    (True, False)
    """
    return HTML.match(text[:10_000]) is not None


def parse_page(html: str, name: str, url: str | None = None) -> Page:
    """Find the article in a page's source.  Raises InputError where there is none."""
    import trafilatura  # noqa: PLC0415 - takes half a second

    found = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = unify_newlines((found and found.text) or "").strip("\n")
    if not found or not text.strip():
        raise InputError(
            name, "no article text was found in the page", "save the article's text to a file and give that"
        )
    return Page(
        text,
        found.title or None,
        _published(html, found.date),
        found.sitename or None,
        _own_url(url, found.url),
    )


def parse_fragment(html: str) -> str:
    r"""Read a piece of HTML as plain text: paragraphs, list items and rows of tables, one a line.

    Nothing counts as furniture but scripts, forms, pictures and their captions.

    >>> parse_fragment("<p>Stocks <b>rose</b>.<br>Bonds fell.<ul><li>One</ul><table><tr><td>DAX<td>+0.4%</table>")
    'Stocks rose.\nBonds fell.\n- One\nDAX  +0.4%'
    """
    from lxml import etree  # type: ignore[import-untyped] # noqa: PLC0415 - its types are a package of their own

    # As bytes: a charset declared in the piece can't be in the way then.
    body = f"<html><body>{html}".replace("\0", "").encode("utf-8", "ignore")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    walk = etree.iterwalk(etree.fromstring(body, parser), events=("start", "end"))
    text = re.sub(rf"{_ITEM}[\s{_ITEM}{_LINE}]*", f"{_LINE}- ", "".join(_find_pieces(walk)))
    lines = (" ".join(line.split()) for line in text.split(_LINE))
    rows = ("  ".join(filter(None, map(str.strip, line.split(_CELL)))) for line in lines)
    return "\n".join(row for row in rows if row.strip("- "))


def _find_pieces(walk: Any) -> Iterator[str]:
    """Yield a tree's text in order, with a mark wherever a line, a list item or a cell begins."""
    preformatted = 0
    for event, element in walk:
        begins, tag = event == "start", element.tag
        preformatted += (1 if begins else -1) if tag == "pre" else 0
        if begins and (tag in UNREAD or "caption" in element.get("class", "")):
            walk.skip_subtree()  # its end, and what follows it, come all the same
            continue
        text = (element.text if begins else element.tail) or ""
        yield _mark(element, begins=begins)
        yield text.replace("\n", _LINE) if preformatted else text


def _mark(element: Any, *, begins: bool) -> str:
    """What the beginning or the end of an element means for the layout."""
    if element.tag == "li" and begins:
        return _ITEM
    parent = element.getparent()
    if parent is not None and parent.tag in CELLS and len(parent) == 1:  # a cell's only paragraph breaks no row
        return " "
    return _CELL if element.tag in CELLS else _LINE if element.tag in BLOCKS else ""


def _published(html: str, day: str | None) -> datetime | None:
    """The time that the page states, if it falls on the day that was found or next to it; else the day."""
    date = parse_published(day or "")
    times = (time for time in _find_times(html) if date is None or _is_near(time, date))
    return next(times, date)


def _is_near(time: datetime, day: datetime) -> bool:
    """Whether a time falls on a day, or on the one before or after in another zone."""
    return abs(time.date() - day.date()) <= timedelta(days=1)


def _find_times(html: str) -> Iterator[datetime]:
    for match in TIMES.finditer(html):
        if time := parse_published(match["meta"] or match["linked"]):
            yield time


def _own_url(url: str | None, canonical: str | None) -> str | None:
    """The page's address: the canonical one, unless it leads to another host or to the front page."""
    if url is None:
        return canonical
    own = urlsplit(canonical or "")
    same_host = own.hostname == urlsplit(url).hostname
    stands = own.scheme in {"http", "https"} and same_host and own.path.strip("/")
    return (own if stands else urlsplit(url))._replace(fragment="").geturl()
