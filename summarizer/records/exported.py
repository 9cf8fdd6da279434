"""The tables that `summarizer export` writes."""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from summarizer.records.column import HEAD, OUTLET, Column, Type, day_of, figure_of, word_of

if TYPE_CHECKING:
    from summarizer.store import ArticleText, ClaimRow, SignalRow


class Table(StrEnum):
    """What can be exported."""

    CLAIMS = "claims"
    SIGNALS = "signals"
    ARTICLES = "articles"


CLAIMS: tuple[Column[ClaimRow], ...] = (
    Column("entity", Type.TEXT, attrgetter("claim.entity.name"), "canonical name of the index, future or fund"),
    Column("symbol", Type.TEXT, attrgetter("claim.entity.symbol"), "its symbol"),
    Column("kind", Type.TEXT, word_of("claim.entity.kind"), "`index`, `future` or `etf`"),
    Column("metric", Type.TEXT, word_of("claim.metric"), "`change`, `points`, `level`, `record` or `forecast`"),
    Column("value", Type.NUMBER, figure_of("claim"), "signed for change and points"),
    Column("unit", Type.TEXT, word_of("claim.unit"), "`percent`, `points` or `level`"),
    Column("period", Type.TEXT, word_of("claim.period"), "over which time it moved; none for levels"),
    Column("date", Type.TEXT, attrgetter("claim.date"), "as-of date, as fine as printed: 2024-11-25, 2021-11, 2021"),
    Column("day", Type.DAY, day_of("day"), "`date` where it is a day; where there is none, the day of publication"),
    Column("hedge", Type.TEXT, word_of("claim.hedge"), "`over`, `under`, `about` or `up to`"),
    Column("text", Type.TEXT, attrgetter("text"), "the figure as printed, with all its digits"),
    Column("start", Type.INTEGER, attrgetter("claim.span.start"), "where it stands in the article's text"),
    Column("end", Type.INTEGER, attrgetter("claim.span.end"), "one past its last character"),
    Column("quote", Type.TEXT, attrgetter("sentence"), "the sentence that states it"),
    Column("speaker", Type.TEXT, attrgetter("claim.speaker"), "who said it; none where the article itself does"),
    Column("article", Type.TEXT, attrgetter("article_id"), "the article's id"),
    Column("revision", Type.INTEGER, attrgetter("revision"), "number of the article's text, from 1"),
    Column("claim", Type.INTEGER, attrgetter("number"), "number of the claim in that text, from 0"),
    *HEAD,
    Column(
        "known_since", Type.TIME, attrgetter("known_since"), "when this text of the article was first read", ours=True
    ),
    Column("copy_of", Type.TEXT, attrgetter("copy_of"), "id of the article that this one is a copy of"),
)

SIGNALS: tuple[Column[SignalRow], ...] = (
    Column("entity", Type.TEXT, attrgetter("entity.name"), "canonical name of the index, future or fund"),
    Column("symbol", Type.TEXT, attrgetter("entity.symbol"), "its symbol"),
    Column("kind", Type.TEXT, word_of("entity.kind"), "`index`, `future` or `etf`"),
    Column("date", Type.TEXT, attrgetter("day"), "the day, as coarse as the claims: 2024-11-25, 2021-11, 2021"),
    Column("day", Type.DAY, day_of("day"), "`date` where it is a day: what to join prices on"),
    Column("period", Type.TEXT, word_of("period"), "over which time it moved; none for levels"),
    Column("metric", Type.TEXT, word_of("metric"), "`change`, `points`, `level` or `record`"),
    Column("unit", Type.TEXT, word_of("unit"), "`percent`, `points` or `level`"),
    Column("value", Type.NUMBER, attrgetter("value"), "consensus: the median of the sources"),
    Column("low", Type.NUMBER, attrgetter("low"), "the lowest source"),
    Column("high", Type.NUMBER, attrgetter("high"), "the highest source"),
    Column("spread", Type.NUMBER, attrgetter("spread"), "how far these two are apart"),
    Column("direction", Type.TEXT, attrgetter("direction"), "`up`, `down` or `flat`; none for levels"),
    Column("sources", Type.INTEGER, attrgetter("sources"), "how many independent sources there are"),
    Column("articles", Type.INTEGER, attrgetter("articles"), "how many articles"),
    Column("claims", Type.INTEGER, attrgetter("claims"), "how many claims"),
    Column("hedged", Type.FLAG, attrgetter("hedged"), "whether every figure is hedged"),
    Column("conflict", Type.FLAG, attrgetter("conflict"), "whether sources differ by more than rounding explains"),
    Column("relevance", Type.NUMBER, attrgetter("relevance"), "0 to 1: how much the articles are about the index"),
    Column("tone", Type.NUMBER, attrgetter("tone"), "-1 to 1: of what analysts say there; none where no word tells"),
    Column("first_seen", Type.TIME, attrgetter("first_seen"), "when the first of the figures was known", ours=True),
    Column("last_seen", Type.TIME, attrgetter("last_seen"), "when the row changed last", ours=True),
    Column("first_article", Type.TEXT, attrgetter("first_article"), "id of the article that had it first"),
    Column("novel", Type.NUMBER, attrgetter("novel"), "hours since the signal before it was first seen"),
)

ARTICLES: tuple[Column[ArticleText], ...] = (
    Column("id", Type.TEXT, attrgetter("id"), "the article's id"),
    Column("revision", Type.INTEGER, attrgetter("revision"), "number of its text, from 1"),
    Column("title", Type.TEXT, attrgetter("title"), "headline"),
    Column("published", Type.TIME, attrgetter("published"), "when it was published"),
    *OUTLET,
    Column("text", Type.TEXT, attrgetter("text"), "the text, whose characters all offsets count"),
    Column("summary", Type.TEXT, attrgetter("summary"), "the summary of it that was made last"),
    Column("claims", Type.INTEGER, attrgetter("claims"), "how many claims the text makes"),
    Column("copy_of", Type.TEXT, attrgetter("copy_of"), "id of the article that it is a copy of"),
    Column("first_seen", Type.TIME, attrgetter("first_seen"), "when the article was first read", ours=True),
    Column("known_since", Type.TIME, attrgetter("known_since"), "when this text of it was first read", ours=True),
)
