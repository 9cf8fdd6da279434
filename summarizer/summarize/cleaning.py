"""A sentence without what only its page or its place in the article calls for."""

from __future__ import annotations

import re

from summarizer.summarize.lexicon import OPENERS
from summarizer.summarize.printing import quoted_words

_BULLET = re.compile(r"^(?:[-*•▪●◦·‣>\\–—]+|\d{1,2}[.)])\s+")

_LABEL = re.compile(
    r"^(?:\[[^\]]*\]|(?:Summary|Key points?|Analysis|Update|Breaking|Note|Headline):)\s*", re.IGNORECASE
)

#: "(.SPX)", "(AAPL.O)", "(NASDAQ: NVDA)": a code for a screen, not for a reader.
_TICKER = re.compile(
    r"\s*[(<](?:[A-Z]{2,8}:\s?)?[.^]?[A-Z0-9][A-Z0-9a-z]{0,15}(?:[.=:-][A-Z0-9]{1,6}){0,2}=?[A-Z]*[)>]"
)

#: "FTSE 100 index CURRENCYCOM:UK100": a page's own code behind a name.
_PAGE_CODE = re.compile(r"\s+[A-Z]{3,}:[A-Z0-9]{2,}\b")
#: "(.DFMGI), (.FTFADGI)": of several in a row the first stands for all.
_TICKERS = re.compile(rf"({_TICKER.pattern})(?:,{_TICKER.pattern})+")
#: "Acme Corp. ACM, +0.20% added": a page's live quote; "(down 131.67 to 11,288.22, Charts)": its links.
_LIVE_QUOTE = re.compile(r"\s+[A-Z][A-Z0-9.]{1,6},\s?[+−–-]\d[\d.]*%(?=[\s,.])")
_LINKS = re.compile(r",?\s*\b(?:Charts?|Research|Quotes?)(?=\))")
_MAIL = re.compile(r"\s*\([^()\s]+@[^()\s]+\)\.?")

#: "Shopify ." where a code was left out, "0.6 %".
_LOOSE_MARK = re.compile(r"(?<=[\w”\"’'])\s+([,;.])(?=\s|$)|(?<=\d)\s(%)")
_MARKUP = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")

_DATELINE = re.compile(
    r"""^(?: (?:[A-Z][A-Z.'’/-]+(?:\s[A-Z][A-Z.'’/-]+){0,3})                # SAO PAULO
          (?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s+\d{4})?)?            # , Nov. 10
          \s*(?:\([^)]{2,40}\)\s*--?\s*|(?:\([^)]{2,40}\)\s*)?(?:--?\s|[–—_]\s?|:\s)\s*)   # (Reuters) -
      | [A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s+\d{4})?\s*(?:\([^)]{2,40}\)\s*)?(?:--?|[–—])\s+
      | [A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}(?:,\s[A-Z][a-z]+\.?\s\d{1,2})?\s\([^)]{2,40}\)\s*(?:--?|[–—])\s+
      | \([A-Z][A-Za-z ]{2,30}\)\s*(?:--?|[–—])\s+                            # (Reuters) -
      | (?:[A-Za-z]+\.(?:com|net|org)|[A-Z][a-z]+)\s?(?:--|[–—-])\s(?=[A-Z])                # Example.com -
      | \d{1,2}[:.]?\d{2}\s*(?:GMT|ET|EST|EDT|BST|CET|IST|HKT|JST|[ap]\.?m\.?)?\s*(?:--?|[–—]|:)\s+
    )""",
    re.VERBOSE,
)

_LONGEST_FIRST = "|".join(re.escape(opener) for opener in sorted(OPENERS, key=len, reverse=True))
_OPENER = re.compile(rf"^(?:{_LONGEST_FIRST}),\s+(?=\S)", re.IGNORECASE)

_CONJUNCTION = re.compile(r"^(?:But|And|Yet|So|Or)\s+(?!far\b|much\b|many\b)(?=[a-z“\"A-Z])")

_HOWEVER = re.compile(r",\s+(?:however|meanwhile|though),(?=\s)")
#: "as The Stoxx 600 rose": a capital that only a sentence's beginning has; "At 9:30 AM; the Sensex".
_INNER_THE = re.compile(r"(?<=[a-z,] )The (?=[A-Z])")
_CLOCK_MARK = re.compile(r"(?<=\d )([AaPp]\.?[Mm]\b\.?);(?= )")
_DOUBLE_SIGN = re.compile(r"\b(rose|gained|added|climbed|advanced|jumped|up) \+(?=\d)")
_BY_THEN = re.compile(r"^By then,?\s+")
_ALSO = re.compile(r"(?<!but)\s+also(?=\s+[a-z])")


def cleaned(text: str) -> str:
    """The sentence without bullet, markup, dateline and openers that only link, its capital restored."""
    text = " ".join(text.split())
    text = _MARKUP.sub("", _BULLET.sub("", _LABEL.sub("", text)))
    text = _BULLET.sub("", _DATELINE.sub("", text)).strip()
    text = _LINKS.sub("", _LIVE_QUOTE.sub("", _MAIL.sub("", text))).replace(" ()", "")
    text = _CLOCK_MARK.sub(r"\1,", _INNER_THE.sub("the ", text))
    text = _DOUBLE_SIGN.sub(r"\1 ", text)
    text = _TICKERS.sub(r"\1", _PAGE_CODE.sub("", text))
    text = _TICKER.sub(lambda found: "" if _is_code(found.group()) else found.group(), text)
    text = _LOOSE_MARK.sub(lambda found: found[1] or found[2], text)
    for pattern in (_OPENER, _CONJUNCTION, _BY_THEN):
        text = pattern.sub("", text)
    words = text.split()
    if not any(quoted_words(words)):
        text = _HOWEVER.sub("", _ALSO.sub("", text))
    if text[:1].islower() and not text[1:2].isupper():
        text = text[:1].upper() + text[1:]
    return text


def _is_code(printed: str) -> bool:
    """Whether brackets hold a ticker rather than a word or a year.

    >>> [_is_code(t) for t in (" (.SPX)", " (0700.HK)", " (2023)", " (Brexit)", " (ECB)")]
    [True, True, False, False, True]
    """
    code = printed.strip(" ()<>")
    return any(c.isupper() for c in code) and not any(c.islower() for c in code[1:].replace("b.CO", ""))
