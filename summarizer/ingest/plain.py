"""Plain text -> Article: its headline, publisher and time, and which paragraphs are not the story.

`mark_clutter` serves every path by which an article comes in: a file, a page, a line of a batch, a feed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from summarizer.ingest.clutter import parse_clutter
from summarizer.ingest.credits import Credit, is_name, parse_credit, parse_dateline
from summarizer.ingest.paragraphs import LIST_MARK, find_paragraphs, joined
from summarizer.types import Article, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Paragraphs at the top of a text among which headline, publisher and time are looked for.
HEAD = 10

#: Characters of the longest headline.
LONGEST_TITLE = 200

#: Characters of the longest publisher's name that no label introduces.
LONGEST_NAME = 40

#: Characters of story that must follow a headline on the next line; after a blank line less will do.
SHORTEST_STORY = 200

#: "Title: …", "# …" (Markdown).
TITLE_LABEL = re.compile(r"(?:(?:title|headline|subject)\s*:|#{1,3})\s+(?P<title>\S.*)", re.IGNORECASE)

#: A headline does not end so: a sentence's stop, the mark of something to follow, a table's signed figure.
NO_TITLE_END = re.compile(r"(?<!\bU\.S)(?<!\bInc)(?<!\.\.)[.,:;][\"'”’)]*$|\s[+−-]\d[\d.,]*%?$")

#: Where a sentence ends.
PROSE = re.compile(r"[.!?…][\"'”’)]*(?:$|\s+[A-Z\"“])")

#: A site's name behind a headline: "… - Reuters", "… | Harbour Daily".
SITE = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what it was found to be."""

    span: Span
    #: In one line.
    text: str
    #: What it credits, if it is a credit line.
    credit: Credit | None
    #: The kind of furniture, if it is any.
    clutter: str | None

    @property
    def is_story(self) -> bool:
        """Whether it is neither."""
        return not self.credit and not self.clutter


def article_id(key: str) -> str:
    """The stable id made from a URL, or from a text: 16 hexadecimal digits of its SHA-256.

    >>> article_id("")
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def parse_plain(text: str) -> Article:
    r"""Read a text as kept (newlines ``\n``) into an article with what it prints about itself."""
    return mark_clutter(Article(article_id(text), text))


def mark_clutter(article: Article) -> Article:
    """Mark what is not the story, and fill in title, publisher and time where the text alone gives them.

    What the article already has stands; a line that repeats its title is marked.  Marking twice changes
    nothing.
    """
    paragraphs = [_read(article.text, span) for span in find_paragraphs(article.text)]
    head = paragraphs[:HEAD]
    title = None if article.title else _find_title(article.text, paragraphs)
    headline = title or _find_repeated(paragraphs, article.title or "")
    masthead = _find_masthead(head, headline)
    marked = {p.span for p in paragraphs if not p.is_story or p is headline or p is masthead}
    credit = _credit(paragraphs, masthead)
    return replace(
        article,
        title=article.title or (_title_text(title) if title else None),
        publisher=article.publisher or credit.publisher,
        published=article.published or credit.published,
        clutter=tuple(sorted(marked | set(article.clutter))),
    )


def _read(text: str, span: Span) -> Paragraph:
    line = joined(text, span)
    return Paragraph(span, line, parse_credit(line), parse_clutter(line))


def _find_title(text: str, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The headline: a labelled one, else the first thing that is not furniture, where a story follows it."""
    head = [paragraph for paragraph in paragraphs[:HEAD] if paragraph.is_story]
    labelled = next((paragraph for paragraph in head if TITLE_LABEL.fullmatch(paragraph.text)), None)
    if labelled:
        return labelled
    lines = list(takewhile(lambda p: _may_be_title(p) or _is_credited(p, paragraphs), head))
    if len(lines) > 1 and _is_masthead(lines[0], paragraphs):
        lines = lines[1:]
    return lines[0] if lines and _story_follows(text, lines[0], paragraphs) else None


def _may_be_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph has a headline's form."""
    line = paragraph.text
    words = line.split()
    return len(line) <= LONGEST_TITLE and len(words) > 1 and not LIST_MARK.match(line) and not NO_TITLE_END.search(line)


def _is_credited(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a short paragraph stands right above a credit: then its form does not matter."""
    below = next((other for other in paragraphs if other.span.start >= paragraph.span.end), None)
    if below is None or len(paragraph.text) > LONGEST_TITLE:
        return False
    return bool(below.credit) or below.clutter == "assistant" or _is_masthead(below, paragraphs)


def _story_follows(text: str, title: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether what comes after a headline is a story: credited, or prose set off from it or long enough."""
    story = [p for p in paragraphs if p.is_story and p.span.start >= title.span.end]
    if story and _is_credited(title, paragraphs):
        return True
    if not any(PROSE.search(paragraph.text) for paragraph in story):
        return False
    set_off = text.count("\n", title.span.end, story[0].span.start) > 1
    return set_off or sum(len(paragraph.text) for paragraph in story) >= SHORTEST_STORY


def _find_repeated(paragraphs: Sequence[Paragraph], title: str) -> Paragraph | None:
    """The paragraph of the head that repeats the title, where a story is left without it."""
    story = [paragraph for paragraph in paragraphs if paragraph.is_story]
    same = (paragraph for paragraph in story[:HEAD] if _is_same(paragraph.text, title))
    return next(same, None) if len(story) > 1 else None


def _is_same(line: str, title: str) -> bool:
    """Whether two headlines are one, but for case, punctuation and a site's name behind a dash."""
    lines = {_letters(line), _letters(SITE.sub("", line))}
    titles = {_letters(title), _letters(SITE.sub("", title))}
    return bool(_letters(title)) and (_letters(line) in titles or _letters(title) in lines)


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _find_masthead(head: Sequence[Paragraph], headline: Paragraph | None) -> Paragraph | None:
    """The line of the head that is nothing but the publisher's name."""
    return next((p for p in head if p is not headline and p.is_story and _is_masthead(p, head)), None)


def _is_masthead(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a line is a name that stands next to a time line or the site's assistant."""
    at = next(i for i, other in enumerate(paragraphs) if other is paragraph)
    beside = [*paragraphs[max(at - 1, 0) : at], *paragraphs[at + 1 : at + 2]]
    stamped = any((p.credit and p.credit.published) or p.clutter == "assistant" for p in beside)
    return stamped and len(paragraph.text) <= LONGEST_NAME and is_name(paragraph.text)


def _title_text(title: Paragraph) -> str:
    """The headline itself, without its label and emphasis."""
    labelled = TITLE_LABEL.fullmatch(title.text)
    return (labelled["title"] if labelled else title.text).strip("*# ")


def _credit(paragraphs: Sequence[Paragraph], masthead: Paragraph | None) -> Credit:
    """Publisher and time from the head's lines, else from datelines, else (time only) from the last lines."""
    top, bottom = paragraphs[:HEAD], paragraphs[HEAD:][-HEAD:]
    named = [p.credit or Credit(p.text) for p in top if p.credit or p is masthead]
    datelines = [credit for p in top if p.is_story and (credit := parse_dateline(p.text))]
    signed = [p.credit for p in bottom if p.credit]
    stamped = [credit for credit in (*named, *datelines, *signed) if credit.published]
    stamped.sort(key=lambda credit: credit.updated)  # stable: the first one of publication, else of an update
    return Credit(
        next((credit.publisher for credit in (*named, *datelines) if credit.publisher), None),
        stamped[0].published if stamped else None,
    )
