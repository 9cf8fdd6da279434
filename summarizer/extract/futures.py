"""Which index names are futures: "S&P 500 futures", "futures on the Dow", "Futures: Dow +0.1%"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.cover import Cover
from summarizer.types import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.extract.mentions import Mention

_AFTER = re.compile(
    r"""
    (?: \s* \( [^)]{1,12} \) )?                              # "S&P 500 (ESZ4) futures"
    \s+ (?: [Ii]ndex\s+ )? (?: [eE]-?[mM]inis?\s* )?
    (?: futures? | Futures | [eE]-?[mM]inis? | contracts? ) \b
    (?: \s+ (?: contracts? | index ) )?
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    r"""
    \b (?: futures | e-?minis | contracts | (?: those | ones | counterparts ) (?= \s+ (?: on | for | tied ) ) )
    \s+ (?: contracts?\s+ )?
    (?: on | for | tied\s+to | linked\s+to | tracking | of | based\s+on ) \s+
    (?: the\s+ )? (?: benchmark\s+ | blue-chip\s+ | tech-heavy\s+ )* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_REACH = 60  # characters
#: Between the names of one list, a ticker's bracket left out.
_LIST = re.compile(r"(?:\s*\([^)]{1,12}\))?(?:,?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|\s*/\s*)$")
#: A label makes futures of a whole line: "Futures: Dow -0.4%, S&P 500 -0.2%".
_LABEL = re.compile(
    r"^[^\w\n]*(?:[\w.&]+\ ){0,3}(?:futures|e-minis)(?:\ \w+){0,2}:[^\n]*", re.IGNORECASE | re.MULTILINE
)


def futures_end(text: str, span: Span) -> int | None:
    """Where the mention of futures ends that the index name at `span` is part of; None where it is the index."""
    after = _AFTER.match(text, span.end)
    if after:
        return after.end()
    before = _BEFORE.search(text, max(0, span.start - _BEFORE_REACH), span.start)
    return span.end if before else None


def share_futures(text: str, mentions: Sequence[Mention], to_future: Callable[[Mention], Mention]) -> list[Mention]:
    """The mentions in order, those made futures by `to_future` that a list or a label makes so.

    "Dow, S&P 500 and Nasdaq futures" are three futures; so are "futures on the Dow and the S&P 500".
    """
    shared = list(mentions)
    for i in range(len(shared) - 1, 0, -1):
        left, right = shared[i - 1], shared[i]
        if _says_futures(text, right) and left.entity.kind is Kind.INDEX and _listed(text, left, right):
            shared[i - 1] = to_future(left)
    for i in range(1, len(shared)):
        left, right = shared[i - 1], shared[i]
        said = left.entity.kind is Kind.FUTURE and not _says_futures(text, left)
        if said and right.entity.kind is Kind.INDEX and _listed(text, left, right):
            shared[i] = to_future(right)
    labelled = Cover(Span(*match.span()) for match in _LABEL.finditer(text))
    return [
        to_future(mention) if mention.entity.kind is Kind.INDEX and labelled.holds(mention.span) else mention
        for mention in shared
    ]


def _says_futures(text: str, mention: Mention) -> bool:
    """Whether the mention of a future says so itself."""
    return mention.entity.kind is Kind.FUTURE and "future" in mention.span.of(text).casefold()


def _listed(text: str, left: Mention, right: Mention) -> bool:
    return _LIST.fullmatch(text, left.span.end, right.span.start) is not None
