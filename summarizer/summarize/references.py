"""A sentence taken out of its place: what it refers to is named, or it is left where it was.

Only closed, safe edits: a generic mention of an index becomes the index's name when only one can be meant;
"he" and a bare surname become the full name with the firm; "yesterday" becomes its weekday.  What still
points outside the sentence after that can't stand alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from summarizer.summarize.cleaning import cleaned
from summarizer.summarize.dangling import has_unknown_speaker, points_outside
from summarizer.summarize.lexicon import ATTRIBUTIONS, DAY, OPENERS, WEEKDAYS, bare, is_capital, is_finite, words_of
from summarizer.summarize.naming import (
    PRONOUNS,
    SESSION,
    is_generic,
    main_entity,
    surface_names,
    with_article,
)
from summarizer.types import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.types import Article, Claim, Entity, Extraction, Statement


#: A replacement inside a sentence: start, end, new words.
_Edit = tuple[int, int, str]

_DEICTIC = re.compile(r"\b(?P<day>[Yy]esterday|[Tt]oday)\b(?!['’])")

#: Words of a mention that don't say which index is meant.
_PLAIN_NOUNS = frozenset(
    "the index gauge benchmark barometer measure it its main headline same very broader wider average".split()
)
#: An index that is not named.
INDEX_NOUN = re.compile(
    r"\b[Tt]he (?:(?:main|headline|same|very same) )?(?:index|gauge|benchmark|barometer)\b(?! of\b)(?! [A-Z])"
)


def stand_alone(article: Article, extraction: Extraction, spans: Sequence[Span]) -> str | None:
    """The sentences at `spans` as one text that can stand alone, or None when they can't.

    Whitespace is folded; bullets, datelines and openers are gone; known references are named.
    """
    whole = article.text[spans[0].start : spans[-1].end]
    edits = sorted(_edits(article, extraction, spans), reverse=True)
    offset, floor = spans[0].start, len(whole)
    for start, end, words in edits:
        if end - offset <= floor:
            whole = whole[: start - offset] + words + whole[end - offset :]
            floor = start - offset
    text = _dated(cleaned(" ".join(whole.split())), article, extraction, spans)
    for candidate in (text, *_second_clause(text)):
        if candidate and not points_outside(candidate) and not has_unknown_speaker(candidate, extraction):
            return candidate
    return None


def _dated(text: str, article: Article, extraction: Extraction, spans: Sequence[Span]) -> str:
    """The text with its weekday in front where it tells of another session than the article's last one, unsaid."""
    own = _full_dates(claim for claim in extraction.claims if claim.sentence in spans and claim.period is Period.DAY)
    last = max(_full_dates(claim for claim in extraction.claims if claim.period in SESSION), default=None)
    if len(own) != 1 or last is None or own == {last} or DAY.search(text) or article.published is None:
        return text
    day = date.fromisoformat(next(iter(own)))
    if not 0 <= (article.published.date() - day).days < len(WEEKDAYS):
        return text
    first, _, rest = text.partition(" ")
    opening = first.lower() if first in {"The", "A", "An"} else first
    return f"On {WEEKDAYS[day.weekday()].capitalize()}, {opening} {rest}"


def _second_clause(text: str) -> Iterator[str]:
    """What stands behind a colon or semicolon, when the sentence before it only leads there.

    >>> list(_second_clause("It did all of it at once: the index climbed 1.4% to 4,790."))
    ['The index climbed 1.4% to 4,790.']
    """
    found = re.match(r"(?P<head>[^:;“”\"]+)[:;] (?P<clause>[^:;“”\"]+)$", text)
    if not found or ATTRIBUTIONS.intersection(map(bare, text.split())):
        return
    words = found["clause"].split()
    if (words[0] in {"the", "a", "an"} or is_capital(words[0])) and any(is_finite(word) for word in words[1:8]):
        yield found["clause"][:1].upper() + found["clause"][1:]


def _edits(article: Article, extraction: Extraction, spans: Sequence[Span]) -> Iterator[_Edit]:
    text = article.text
    names = surface_names(extraction, text)
    told: set[Entity] = set()
    for claim in extraction.claims:
        if not any(claim.mention.within(span) for span in spans):
            continue
        sure = _is_sure(claim, article, extraction)
        if claim.entity not in told and is_generic(claim.mention.of(text)) and sure:
            edit = _index_edit(text, claim, names[claim.entity])
            if edit and names[claim.entity] not in text[spans[0].start : edit[0]]:
                yield edit
        told.add(claim.entity)
    yield from _bare_index_edits(text, extraction, spans, names)
    whole = Span(spans[0].start, spans[-1].end)
    edits = [_speaker_edit(text, statement, whole) for statement in extraction.statements]
    yield from {edit for edit in edits if edit}
    yield from _day_edits(article, extraction, spans)


def _is_sure(claim: Claim, article: Article, extraction: Extraction) -> bool:
    """Whether a generic mention can only mean the claim's index, by what was named before it."""
    before = [c for c in extraction.claims if c.sentence.end <= claim.sentence.start]
    named = [c for c in before if not is_generic(c.mention.of(article.text))]
    if not named:
        return False
    last = named[-1].sentence
    near = "\n\n" not in article.text[last.end : claim.sentence.start]
    only = {c.entity for c in named if c.sentence == last} == {claim.entity}
    if claim.speaker is None and near and only:
        return True
    words = [bare(word) for word in claim.mention.of(article.text).split()]
    described = words[-1:] and words[-1] in _PLAIN_NOUNS and not _PLAIN_NOUNS.issuperset(words)  # no "energy sector"
    known = {c.entity for c in named}
    if described and claim.entity in known:
        return True  # "the small-cap benchmark": it says which
    return known == {claim.entity} or (claim.entity == main_entity(article, extraction) and only)


def _bare_index_edits(
    text: str, extraction: Extraction, spans: Sequence[Span], names: dict[Entity, str]
) -> Iterator[_Edit]:
    """A "the index" that no claim was linked to, in a sentence about one index only."""
    whole = Span(spans[0].start, spans[-1].end)
    claims = [claim for claim in extraction.claims if claim.span.within(whole)]
    if len({claim.entity for claim in claims}) != 1:
        return
    found = INDEX_NOUN.search(whole.of(text))
    name = names[claims[0].entity]
    if found and name not in whole.of(text) and not any(is_generic(c.mention.of(text)) for c in claims):
        the = "The " if found.group()[0].isupper() else "the "
        yield whole.start + found.start(), whole.start + found.end(), the + name


#: "he said", "said he": anything else that a pronoun does may be somebody else's doing.
_SAYS = (
    r"(?:said|says|added|adds|noted|notes|wrote|writes|warned|warns|argued|argues|thinks|believes|expects|sees|"
    r"reckons|told|predicted|predicts|forecast|cautioned|explained)"
)
_SAID_AFTER = re.compile(rf"\s+(?:also\s+|then\s+)?{_SAYS}\b")
_SAID_BEFORE = re.compile(rf"\b{_SAYS}\s+$")
_SAYING = 16
#: Somebody else whom a pronoun could mean: "Fed Chair Jerome Powell, meanwhile, …".
_OTHER_PERSON = re.compile(r"[.\n]\s+(?:[A-Z]\w+ ){1,4}[A-Z]\w+(?:,| (?:said|told|says|delivered|added|warned))")
#: A sentence may begin with one of these right before a name: "But Okoro said …", no "Sao Paulo".
_BEFORE_NAMES = (
    OPENERS | words_of("stopwords") | {"but", "and", "yet", "analyst", "strategist", "economist", "mr", "ms"}
)
#: Characters before a pronoun in which its name must stand.
_NAMED_NEAR = 400


def _index_edit(text: str, claim: Claim, name: str) -> _Edit | None:
    """The generic mention of an index replaced by its name, article and possessive kept."""
    start, end = claim.mention.start, claim.mention.end
    printed = text[start:end]
    if start == end or len(printed.split()) > 4:  # noqa: PLR2004 - "the broader small-cap index"
        return None
    if bare(printed) == "it" and re.match(r"\s+(?:was|is|marked)\s+(?:the|a|an|its)\b", text[end : end + 20]):
        return None  # "It was the third straight loss": the loss, not the index
    before = text[max(0, start - 4) : start]
    if before.lower() == "the ":
        start -= 4
        printed = text[start:end]
    elif bare(printed) not in PRONOUNS and not printed.lower().startswith("the "):
        return None
    words = with_article(name, claim.entity)
    if bare(printed) == "its":
        words += "'" if name.endswith("s") else "'s"
    return start, end, words[:1].upper() + words[1:] if printed[:1].isupper() else words


def _speaker_edit(text: str, statement: Statement, whole: Span) -> _Edit | None:
    """A pronoun or bare surname replaced by the full name; the firm put before a name without one."""
    firm, name = statement.firm, statement.name
    printed = whole.of(text)
    place = _speaker_place(text, statement, whole)
    if place is None:
        return None
    start, end = place.start, place.end
    if name is None:
        return (start, end, f"{firm} analysts") if firm and bare(place.of(text)) in PRONOUNS else None
    has_firm = bool(firm and firm.split()[0] in printed)
    if name in printed and (has_firm or text[end : end + 1] == ","):
        return None  # "Jane Doe, who runs …": a role follows
    owns = text[end : end + 1] in {"'", "’"}  # two owners in a row are too many
    owner = "" if not firm or has_firm or owns else firm + ("' " if firm.endswith("s") else "'s ")
    return start, end, owner + name


def _speaker_place(text: str, statement: Statement, whole: Span) -> Span | None:
    """Where in the sentences their speaker is named, or meant by a pronoun."""
    printed = whole.of(text)
    if statement.name:
        parts = statement.name.split()
        for name in dict.fromkeys((statement.name, parts[-1], parts[0])):  # the family name stands first in Asia
            for found in re.finditer(rf"(?<![\w.’'-]){re.escape(name)}(?!\w|-|[’'](?!s\b))", printed):
                if name == statement.name or not _is_part_of_name(printed, found.start(), found.end()):
                    return Span(whole.start + found.start(), whole.start + found.end())
    place = statement.mention
    inside = place.within(whole) and place.end > place.start and bare(place.of(text)) in PRONOUNS
    return place if inside and _is_clearly(statement, text) else None


def _is_clearly(statement: Statement, text: str) -> bool:
    """Whether a pronoun can only mean the speaker: it has a verb of saying, and the name stands near."""
    start, end = statement.mention.start, statement.mention.end
    spoken = _SAID_AFTER.match(text, end) or _SAID_BEFORE.search(text[max(0, start - _SAYING) : start])
    name = statement.name or statement.firm
    if not (spoken and name):
        return False
    _, found, since = text[max(0, start - _NAMED_NEAR) : start].rpartition(name.rsplit(maxsplit=1)[-1])
    return bool(found) and not _OTHER_PERSON.search(since)


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    """Whether another capitalised word stands right beside, so that this is part of a longer name."""
    before, after = text[:start].split(), text[end:].split()
    behind = bool(after) and text[end : end + 1] == " " and is_capital(after[0])
    opener = len(before) == 1 and bare(before[0]) in _BEFORE_NAMES
    ahead = (
        bool(before) and not opener and text[start - 1] == " " and is_capital(before[-1]) and before[-1][-1].isalpha()
    )
    return behind or ahead


def _day_edits(article: Article, extraction: Extraction, spans: Sequence[Span]) -> Iterator[_Edit]:
    """Words like "yesterday" by weekday, where a claim of the sentence is dated."""
    dates = _full_dates(claim for claim in extraction.claims if claim.sentence in spans)
    own = len(dates) == 1
    if not dates:
        dates = _full_dates(claim for claim in extraction.claims if claim.period in SESSION)
    if len(dates) != 1:
        return
    weekday = WEEKDAYS[date.fromisoformat(next(iter(dates))).weekday()].capitalize()
    for span in spans:
        for found in _DEICTIC.finditer(span.of(article.text)):
            if not own and found["day"].lower() == "yesterday":
                continue
            on = "On " if found["day"][0].isupper() else "on "
            yield span.start + found.start(), span.start + found.end(), on + weekday


def _full_dates(claims: Iterable[Claim]) -> set[str]:
    """The full dates of the claims."""
    return {claim.date for claim in claims if claim.date and re.fullmatch(r"\d{4}-\d\d-\d\d", claim.date)}
