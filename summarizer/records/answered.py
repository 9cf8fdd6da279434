"""The other tables that the database answers with, for Python."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from summarizer.records.column import HEAD, OUTLET, Column, Type, day_of, figure_of, maybe, word_of
from summarizer.store.sources import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.store import ClaimRow, Conflict, Hit, IndexRow, SpeakerRow, StatementRow


def _newest(side: str, find: Callable[[Any], Any]) -> Callable[[Conflict], Any]:
    """Finds something in the claim that stands first on one side of a conflict."""
    claims = attrgetter(side)
    return lambda row: find(claims(row)[0])


def _side(side: str, who: str) -> tuple[Column[Conflict], ...]:
    """What one side of a conflict says, and the newest article that says so."""
    claims = attrgetter(side)
    return (
        Column(f"{side}_value", Type.NUMBER, _newest(side, figure_of("claim")), f"what {who} sources say"),
        Column(f"{side}_text", Type.TEXT, _newest(side, attrgetter("text")), "the figure as printed"),
        Column(f"{side}_source", Type.TEXT, _newest(side, source_name), "who published it, else the address's host"),
        Column(f"{side}_sources", Type.INTEGER, lambda row: len(claims(row)), "how many sources say so"),
        Column(f"{side}_quote", Type.TEXT, _newest(side, attrgetter("sentence")), "the sentence that states it"),
        Column(f"{side}_speaker", Type.TEXT, _newest(side, attrgetter("claim.speaker")), "who said it"),
        Column(f"{side}_article", Type.TEXT, _newest(side, attrgetter("article_id")), "the article's id"),
        Column(f"{side}_revision", Type.INTEGER, _newest(side, attrgetter("revision")), "number of its text"),
        Column(f"{side}_claim", Type.INTEGER, _newest(side, attrgetter("number")), "number of the claim there"),
        Column(f"{side}_published", Type.TIME, _newest(side, attrgetter("published")), "when it was published"),
        Column(f"{side}_url", Type.TEXT, _newest(side, attrgetter("url")), "where it was read"),
    )


def source_name(row: ClaimRow) -> str | None:
    """Who says a claim, as people call it: the publisher, else the address's host."""
    return row.publisher or host_of(row.url)


CONFLICTS: tuple[Column[Conflict], ...] = (
    Column("entity", Type.TEXT, _newest("most", attrgetter("claim.entity.name")), "canonical name"),
    Column("symbol", Type.TEXT, _newest("most", attrgetter("claim.entity.symbol")), "its symbol"),
    Column("kind", Type.TEXT, _newest("most", word_of("claim.entity.kind")), "`index`, `future` or `etf`"),
    Column("date", Type.TEXT, _newest("most", attrgetter("day")), "the day, as coarse as printed"),
    Column("day", Type.DAY, _newest("most", day_of("day")), "`date` where it is a day"),
    Column("period", Type.TEXT, _newest("most", word_of("claim.period")), "over which time it moved; none for levels"),
    Column("metric", Type.TEXT, _newest("most", word_of("claim.metric")), "`change`, `points`, `level` or `record`"),
    Column("unit", Type.TEXT, _newest("most", word_of("claim.unit")), "`percent`, `points` or `level`"),
    Column(
        "apart", Type.NUMBER, lambda row: round(row.apart, 6), "how far apart, as a share of the larger figure: 0 to 2"
    ),
    *_side("most", "more"),
    *_side("fewer", "fewer"),
)

SPEAKERS: tuple[Column[SpeakerRow], ...] = (
    Column("name", Type.TEXT, attrgetter("name"), "who spoke; none for a firm's unnamed analysts"),
    Column("role", Type.TEXT, attrgetter("role"), "their role, as given last"),
    Column("firm", Type.TEXT, attrgetter("firm"), "their firm, as given last"),
    Column("statements", Type.INTEGER, attrgetter("statements"), "how many statements stand"),
    Column("articles", Type.INTEGER, attrgetter("articles"), "in how many articles"),
    Column("first", Type.DAY, day_of("first"), "the day on which the first was published"),
    Column("last", Type.DAY, day_of("last"), "the day on which the last was published"),
    Column("indices", Type.TEXT, lambda row: "; ".join(row.indices), "the indexes they spoke of lately, most first"),
)

STATEMENTS: tuple[Column[StatementRow], ...] = (
    Column("name", Type.TEXT, attrgetter("name"), "who spoke; none for a firm's unnamed analysts"),
    Column("role", Type.TEXT, attrgetter("role"), "their role"),
    Column("firm", Type.TEXT, attrgetter("firm"), "their firm"),
    Column("statement", Type.TEXT, attrgetter("text"), "what they said, attribution included"),
    Column("tone", Type.NUMBER, attrgetter("tone"), "-1 to 1: how hopeful it sounds; none where no word tells"),
    Column("start", Type.INTEGER, attrgetter("start"), "where it stands in the article's text"),
    Column("end", Type.INTEGER, attrgetter("end"), "one past its last character"),
    Column("day", Type.DAY, day_of("day"), "the day of publication"),
    Column("article", Type.TEXT, attrgetter("article_id"), "the article's id"),
    Column("revision", Type.INTEGER, attrgetter("revision"), "number of the article's text, from 1"),
    *HEAD,
)

INDICES: tuple[Column[IndexRow], ...] = (
    Column("entity", Type.TEXT, attrgetter("entity"), "canonical name of the index, future or fund"),
    Column("symbol", Type.TEXT, attrgetter("symbol"), "its symbol"),
    Column("kind", Type.TEXT, word_of("kind"), "`index`, `future` or `etf`"),
    Column("claims", Type.INTEGER, attrgetter("claims"), "how many claims of it stand"),
    Column("articles", Type.INTEGER, attrgetter("articles"), "in how many articles"),
    Column("first", Type.TEXT, attrgetter("first"), "its first day, as coarse as printed"),
    Column("last", Type.TEXT, attrgetter("last"), "its last day, as coarse as printed"),
    Column(
        "change", Type.NUMBER, maybe(attrgetter("change"), figure_of("claim")), "its newest move of a day, in percent"
    ),
    Column("change_day", Type.TEXT, maybe(attrgetter("change"), attrgetter("day")), "of which day that is"),
    Column("level", Type.NUMBER, maybe(attrgetter("level"), figure_of("claim")), "its newest level"),
    Column("level_day", Type.TEXT, maybe(attrgetter("level"), attrgetter("day")), "of which day that is"),
)

HITS: tuple[Column[Hit], ...] = (
    Column("article", Type.TEXT, attrgetter("article_id"), "the article's id"),
    Column("title", Type.TEXT, attrgetter("title"), "its headline"),
    Column("published", Type.TIME, attrgetter("published"), "when it was published"),
    *OUTLET,
    Column("snippet", Type.TEXT, attrgetter("snippet"), "the words around the best match"),
    Column("score", Type.NUMBER, attrgetter("score"), "how well it fits: to compare within one search"),
)
