"""Articles whole, as the store answers with them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reports import START, Report, save_at, say
from store_digests import ARTICLE, DIGEST, EXTRACTION, SUMMARY
from summarizer.store import ArticleQuery, ClaimQuery, Kin, Store, open_store
from summarizer.store.articles import build_articles
from summarizer.store.copies import save_kin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: When the first article's texts were seen, and what they say of the Russell 2000.
SEEN = {"2025-03-05T10:00:00.000+00:00": "0.80%", "2025-03-05T12:00:00.000+00:00": "0.90%",
        "2025-03-06T09:00:00.000+00:00": "1.00%"}  # fmt: skip


def text_with(figure: str) -> str:
    """The article's text after an edit."""
    return ARTICLE.text.replace("0.80%", figure)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An article edited twice, then one without a time of publication that claims nothing."""
    path = tmp_path / "summarizer.db"
    with open_store(path) as store:
        for figure in SEEN.values():
            article = replace(ARTICLE, text=text_with(figure))
            store.save(replace(DIGEST, article=article, summary=replace(SUMMARY, text=f"Up {figure}.")))
        bare = replace(ARTICLE, id="bare", published=None, title=None)
        store.save(replace(DIGEST, article=bare, extraction=replace(EXTRACTION, claims=()), summary=None))
    with closing(sqlite3.connect(path)) as connection, connection:
        times = list(SEEN)
        connection.execute("UPDATE articles SET first_seen = ?, copy_of = nullif(?, id)", [times[0], ARTICLE.id])
        for number, (seen, until) in enumerate(zip(times, [*times[1:], None], strict=True), start=1):
            known = {"seen": seen, "until": until, "number": number, "id": ARTICLE.id}
            connection.execute(
                "UPDATE revisions SET seen_at = :seen WHERE (article_id, number) = (:id, :number)", known
            )
            connection.execute(
                "UPDATE versions SET seen_at = :seen, until = :until WHERE (article_id, number) = (:id, :number)", known
            )
            connection.execute(
                """
                UPDATE summaries SET created_at = :seen WHERE revision_id IN (
                    SELECT id FROM revisions WHERE (article_id, number) = (:id, :number))
                """,
                known,
            )
    with open_store(path) as store:
        yield store


def test_an_article_comes_whole(store: Store) -> None:
    """Its current text with its summary; those kept last come first."""
    bare, edited = store.texts()
    assert (edited.id, edited.revision, edited.text) == (ARTICLE.id, 3, text_with("1.00%"))
    assert (edited.summary, edited.claims, edited.copy_of) == ("Up 1.00%.", 3, None)
    assert (edited.title, edited.published, edited.publisher) == (ARTICLE.title, ARTICLE.published, ARTICLE.publisher)
    assert edited.first_seen == datetime(2025, 3, 5, 10, tzinfo=UTC)
    assert edited.known_since == datetime(2025, 3, 6, 9, tzinfo=UTC)
    assert (bare.id, bare.summary, bare.claims, bare.copy_of) == ("bare", None, 0, ARTICLE.id)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (ArticleQuery(), ["bare", ARTICLE.id]),
        (ArticleQuery(limit=1), ["bare"]),
        (ArticleQuery(limit=0), []),
        (ArticleQuery(copies=False), [ARTICLE.id]),
        (ArticleQuery(entities=("Russell 2000", "DAX")), [ARTICLE.id]),
        (ArticleQuery(entities=("DAX",)), []),
        (ArticleQuery(since="2025-03-05", until="2025-03-05"), ["bare", ARTICLE.id]),
        (ArticleQuery(since="2025", until="2025-03"), ["bare", ARTICLE.id]),
        (ArticleQuery(since="2025-03-06"), []),
        (ArticleQuery(until="2025-03-04"), []),
        (ArticleQuery(as_of=datetime(2025, 3, 5, 9, tzinfo=UTC)), []),
    ],
    ids=str,
)
def test_articles_are_chosen_by(store: Store, query: ArticleQuery, found: list[str]) -> None:
    """An article without a time of publication counts from when it was first seen."""
    assert [row.id for row in store.texts(query)] == found


@pytest.mark.parametrize(
    ("moment", "figure"),
    [
        (datetime(2025, 3, 5, 10, tzinfo=UTC), "0.80%"),
        (datetime(2025, 3, 5, 11, 59, tzinfo=UTC), "0.80%"),
        (datetime(2025, 3, 5, 12, tzinfo=UTC), "0.90%"),
        (datetime(2025, 3, 6, 8, tzinfo=UTC), "0.90%"),
        (datetime(2025, 3, 7, tzinfo=UTC), "1.00%"),
    ],
    ids=str,
)
def test_an_edited_article_is_as_it_was_known(store: Store, moment: datetime, figure: str) -> None:
    """Its text of then, and the summary of that text."""
    (row,) = store.texts(ArticleQuery(entities=("Russell 2000",), as_of=moment))
    assert (row.text, row.summary) == (text_with(figure), f"Up {figure}.")


def test_a_summary_made_later_was_not_known(store: Store) -> None:
    """The text was, though."""
    store._connection.execute("UPDATE summaries SET created_at = '2026-01-01T00:00:00+00:00'")
    then = ArticleQuery(as_of=datetime(2025, 3, 7, tzinfo=UTC))
    assert [row.summary for row in store.texts(then)] == [None]
    assert [row.summary for row in store.texts(replace(then, as_of=None))] == [None, "Up 1.00%."]


def test_a_copy_of_what_was_not_there_yet(tmp_path: Path) -> None:
    """Was an article as any other: one rule for articles and for their claims."""
    with open_store(tmp_path / "news.db") as store:
        report = Report(claims=(say("5"),))
        save_at(store, report.digest("c"), START)
        save_at(store, report.digest("o"), START + timedelta(hours=1))
        save_kin(store._connection, "o", Kin(copies=("c",)), START + timedelta(hours=1))
        for minutes, original, found in ((30, None, ["c"]), (90, "o", ["o"])):
            then = START + timedelta(minutes=minutes)
            assert [row.article_id for row in store.claims(ClaimQuery(as_of=then))] == found
            assert [row.id for row in store.texts(ArticleQuery(as_of=then, copies=False))] == found
            copies = {row.id: row.copy_of for row in store.texts(ArticleQuery(as_of=then))}
            assert copies["c"] == original


@pytest.mark.parametrize("as_of", [None, datetime(2025, 3, 7, tzinfo=UTC)])
def test_articles_are_read_in_order(store: Store, as_of: datetime | None) -> None:
    """Articles are gone through as they lie, all else is looked up: nothing is sorted, no other table gone through."""
    sql, parameters = build_articles(ArticleQuery(("Russell 2000", "DAX"), "2024", "2026", as_of))
    plan = list(store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))
    steps = [row["detail"] for row in plan]
    assert [step for step in steps if step.startswith("SCAN")] == ["SCAN articles"], steps
    assert not any("TEMP B-TREE" in row["detail"] for row in plan if not row["parent"]), steps
