"""Site furniture: paragraphs that a page prints around its story.

The tables are data: name -> patterns, each matched against a whole paragraph in one line, case ignored.  None
may match a paragraph of the story: on 400 annotated articles no figure or quote lies inside what they mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.ingest.paragraphs import find_paragraphs, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.types import Span

#: Labels of buttons and menus, the longer before its beginning.  A line of two or more of them, with their
#: counters, is a row of buttons.
BUTTONS = (
    "bookmark", "collect", "comments", "comment", "copy link", "copy", "download", "e-mail", "email",
    "facebook", "favorites", "favorite", "favourites", "follow us", "follow", "forward to friends",
    "home", "likes", "like", "linkedin", "listen", "log in", "login", "menu", "print", "privacy policy",
    "reddit", "refresh this page", "report an error", "report", "reposts", "repost", "save", "search",
    "share on", "share this article", "share this letter", "share this story", "share this",
    "share to wechat", "share to weibo", "share to", "share", "sign in", "sign up", "subscribe",
    "telegram", "terms of use", "text size", "translate", "twitter", "unsubscribe", "view in browser",
    "wechat", "weibo", "whatsapp", "x",
)  # fmt: skip

_BUTTON = "|".join(map(re.escape, BUTTONS))
_NAME = r"\w[\w.'’-]*(?: (?!and\b)\w[\w.'’-]*){0,4}"
_NAMES = rf"{_NAME}(?:(?:,| and| &) {_NAME}){{0,6}}"
_JOB = r"(?:responsible )?editors?(?: in charge)?|author|reporters?|contributors?|translator|words"
_DESK = rf"(?:{_JOB}|edited|proofread|translated|written|compiled) ?(?:by|:) ?{_NAMES}"
_CONTENT = r"(?:contents?|views?|opinions?|information)"
_VIEWS = rf"(?:the )?(?:above |foregoing )?{_CONTENT}(?: and {_CONTENT})?"
_WHOSE = "author|platform|reference|advice|position|views?|own"
_ARTICLE = r"this (?:article|content|report|material|story|post|newsletter|note)"
_SIGN_UP = r"(?:[\w ]{1,30}: )?(?:please )?(?:sign up|subscribe|register)"
_MADE = r"(?:published|produced|created|generated|written|translated|compiled|syndicated|contributed)"
_RISK = r"risk (?:disclosure|warning|tips?|notice|reminder)"

#: Short paragraphs, wherever they stand.
LINES = {
    "assistant": (r"portai[ .|·•]*", r"i['’]m portai\b.*"),
    "buttons": (
        # Atomic: a label is taken at its longest, so that a long row is read in one pass.
        rf"[—–\s-]*(?>(?:{_BUTTON})(?: ?\(?\d[\d,.]*[km]?\)?)?(?:[\s|/·•,:&—–-]+|$)){{2,}}",
        r"(?:share|print|save|subscribe|follow us|copy link|view in browser|log ?in|sign in|sign up)[.!:]?",
        r"share (?:this|it) .*",
        r"share (?:on|via) (?:whatsapp|facebook|twitter|x|linkedin|e?mail)\b.*",
    ),
    "sign-up": (
        rf"{_SIGN_UP}[.!:]?",
        rf"{_SIGN_UP} (?:now|today|here|free|to|for|with|via)\b.*",
        r".{0,60}\b(?:sign up|subscribe) (?:to|for)\b.*\b(?:newsletters?|alerts?|updates|digest|channel)\b.*",
        r"(?:get|receive) .* (?:in|to) your inbox.*",
        r"(?:join|scan|download|open|get) (?:us|our|the) .*\b(?:app|code|channel|group|community)\b.*",
        r"follow (?:us|our|@\w+)\b.*",
        r"listen to this article.*",
    ),
    "more": (
        r"(?:also |please )?read (?:more|also|next|on)(?: ?[:|>»→].*|[ .…]*)",
        r"(?:see also|also read|related(?: \w+)?|recommended(?: \w+)?|most read|don['’]t miss) ?: .*",
        r"more (?:from|on) .{1,40}: .*",
        r"(?:related|recommended|more) (?:articles?|stor(?:y|ies)|news|reading|coverage)[.:]?",
        r"(?:continue reading|story continues)\b.*",
        r"(?:click|tap) (?:(?:here|to|on)\b|[\"“”'‘]).*",
        r".* [-–—] click here",
        r"(?:for|to) .{2,60}(?: click here| click on|: ?https?:).*",
        r"show more|load more|view (?:all|more|comments)|back to top|(?:next|previous) article",
    ),
    "advertisement": (r"(?:story continues below )?(?:advertisements?|sponsored(?: content)?|promoted)(?:remove ad)?",),
    "cookies": (
        r"(?:we|(?:this|our) (?:web)?sites?) .{0,40}\bcookies\b.*",
        r"(?:accept|manage|reject)(?: all)? cookies|cookie (?:policy|settings|notice).{0,40}",
    ),
    "copyright": (
        r"(?:©|\(c\) (?:copyright|\d{4}\b)|copyright (?:©|\(c\)|\d{4}|by\b)).*",
        r".*\ball rights reserved\b.*",
    ),
    "wire": (
        r"\(?(?:additional |with )?(?:reporting|writing|editing|translat(?:ion|ing))(?: and \w+)? by\b.*",
        r"\((?:adds?|updates?|updated|recasts?|corrects?|refiles?|repeats?|attn|to be updated)\b.*\)",
        r"our standards:.*",
        r"write to .*@\S+",
        r"\(end\).*",
    ),
    "picture": (
        r"(?:image|photo|picture|cover|graphic|video) ?(?:source|credit|caption)?s? ?(?::|by\b|courtesy\b).*",
        r"\((?:photo|image|picture)\b.*\)",
    ),
    "credit": (rf"\(?{_DESK}(?: [|/·] {_DESK})*\)?\.?",),
    "reading time": (
        rf"(?:about )?\d{{1,2}}[ -]min(?:ute)?s?(?: read)?(?>[ |]+(?:{_BUTTON}))*",
        r"(?:reading|read) time\b.{0,30}|font size\b.{0,20}",
    ),
    # A time without its year says nothing of when.
    "time": (r"(?:\d\d-\d\d|[a-z]{3,9}\.? \d{1,2}),? \d\d:\d\d",),
    "trail": (r"(?:home|news|markets)(?: ?[>»›] ?[\w &-]{2,30}){1,5}",),
    "tags": (
        r"(?:\[?\d{0,2}[\].)]? ?[#＃][\w-]+[\s,;|]*)+",
        r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)) ?:.*",
    ),
    "link": (r"(?:(?:url|link|original(?: link)?|source link) ?: ?)?(?:https?://|www\.)\S+",),
    "rule": (r"(?:[*=_~·•-] ?){3,}",),
}

#: Paragraphs with a disclaimer's label, of any length.
DISCLAIMERS = {
    "disclaimer": (
        rf"[\[(*]*(?:important )?(?:disclaimers?|disclosures?|{_RISK})(?: and disclaimer)?[\])*]*(?: ?:.*|)",
        rf"{_RISK} omitted\b.*",
        r"[\[(*]+disclaimers?[\])*]+.*",
        r"[\w’' ]{2,20} disclosure: (?:i|we|no)\b.*",
    ),
}

#: Words that make a paragraph clutter when its first sentence has them (any sentence, where the whole stands
#: in brackets) and no figure of the story is printed in it.
NOTICES = {
    "own views": (
        rf"^{_VIEWS} (?:above|here|herein|expressed|provided)\b.*\b(?:{_WHOSE})\b",
        rf"^the above {_CONTENT} (?:is|are) for reference only",
        rf"^{_ARTICLE} (?:was|has been) (?:\w+ ){{0,2}}{_MADE}",
        rf"^{_ARTICLE} (?:is (?:only |solely |intended )?for|is not|does not|represents|reflects) ",
        r"^the copyright of this article ",
        r"\b(?:only|solely) the (?:personal )?(?:views?|opinions?) of the author\b",
        r"\bviews\b.{0,80}\bare their own\b",
        r"\bdo(?:es)? not represent the (?:position|views?)\b",
    ),
    "no advice": (
        r"\bnot (?:constitute|be (?:construed|taken) as)\b.{0,60}\b(?:advice|recommendation|offer)\b",
        r"\bfor (?:reference|informational|educational)(?: purposes)? only\b",
        r"^not (?:financial|investment) advice\b",
        r"^for (?:professional|institutional) (?:clients|investors) only\b",
    ),
    "caution": (
        r"^(?:the )?(?:stock )?markets? (?:(?:is|are) risky|(?:has|involves?|carr(?:y|ies)) risks?)\b",
        r"^past performance (?:is|does|may)\b",
        r"^invest with caution\b",
        r"^[\w .,&’']{2,60}\bauthori[sz]ed and regulated by\b",
    ),
    "sign-up": (
        r"\bfollow (?:us on|our (?:account|channel))\b",
        r"\bdownload (?:the|our) app\b|\bscan the (?:qr )?code\b",
        r"\bour (?:free|daily|weekly) newsletter\b",
    ),
    "generated": (r"\bautomatically (?:generated|created) by\b", r"\bcontent was created by\b"),
}

#: A figure as a story prints it.
FIGURE = re.compile(r"\d ?%|\d[.,]\d|\d (?:per ?cent|points?)\b", re.IGNORECASE)

#: Where the first sentence ends.
SENTENCE_END = re.compile(r"[.!?]\s")

#: Characters of the longest line, and of the longest disclaimer or notice.
LONGEST_LINE, LONGEST_NOTICE = 300, 2000

_LINES, _DISCLAIMERS, _NOTICES = (
    [(name, re.compile(pattern, re.IGNORECASE)) for name, patterns in table.items() for pattern in patterns]
    for table in (LINES, DISCLAIMERS, NOTICES)
)


def find_clutter(text: str) -> Iterator[Span]:
    r"""Yield the paragraphs that are site furniture, in order.

    >>> text = "Stocks rose.\n\nportai\nI'm PortAI, I can summarize articles.\n\nShare | Print"
    >>> [span.of(text) for span in find_clutter(text)]
    ['portai', "I'm PortAI, I can summarize articles.", 'Share | Print']
    """
    return (span for span in find_paragraphs(text) if parse_clutter(joined(text, span)))


def parse_clutter(paragraph: str) -> str | None:
    """Say which kind of furniture a paragraph in one line is, or None for the story's.

    >>> parse_clutter("(Reporting by A. Writer; Editing by B. Desk)")
    'wire'
    >>> parse_clutter("Share prices rose 1.2%.") is None
    True
    """
    if not paragraph or len(paragraph) > LONGEST_NOTICE:
        return None
    whole = [*_LINES, *_DISCLAIMERS] if len(paragraph) <= LONGEST_LINE else _DISCLAIMERS
    kinds = [name for name, pattern in whole if pattern.fullmatch(paragraph)]
    if not kinds and " | " in paragraph:
        parts = [parse_clutter(part) for part in paragraph.split(" | ")]
        kinds = [part for part in parts if part] if 2 * parts.count(None) < len(parts) else []
    if not kinds and not FIGURE.search(paragraph):
        opening = paragraph if paragraph[0] in "([" else SENTENCE_END.split(paragraph, maxsplit=1)[0]
        kinds = [name for name, pattern in _NOTICES if pattern.search(opening)]
    return kinds[0] if kinds else None
