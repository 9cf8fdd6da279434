"""What was known at a time: of an article that was edited, and of its copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store_digests import ARTICLE, GAIN
from summarizer.store import ClaimQuery, Kin, Store, open_store
from summarizer.store.copies import save_kin
from summarizer.store.feeds import stamp
from summarizer.types import Digest, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGIN = datetime(2025, 3, 5, tzinfo=UTC)
#: What an article's texts say: the figure is all that differs.
FIGURES = {"A": "0.80%", "B": "0.90%", "C": "1.10%"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with open_store(tmp_path / "summarizer.db") as store:
        yield store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database that the law fills with one history after the other."""
    with open_store(tmp_path_factory.mktemp("shared") / "summarizer.db") as store:
        yield store


def keep(store: Store, hour: float, text: str, article_id: str = "original", copy_of: str | None = None) -> None:
    """Save one of the texts as seen so many hours after the beginning."""
    figure = FIGURES[text]
    article = replace(ARTICLE, id=article_id, text=ARTICLE.text.replace("0.80%", figure))
    claim = replace(GAIN, value=Decimal(figure.removesuffix("%")))
    saved = store.save(Digest(article, Extraction((claim,), (), ())))
    write, seen = store._connection.execute, stamp(at(hour))
    save_kin(store._connection, article_id, Kin(copy_of=copy_of), at(hour))
    if saved.created:
        write(
            "UPDATE revisions SET seen_at = ? WHERE article_id = ? AND number = ?", [seen, article_id, saved.revision]
        )
    if saved.changed:
        write("UPDATE versions SET seen_at = ? WHERE article_id = ? AND until IS NULL", [seen, article_id])
        latest = "SELECT max(id) FROM versions WHERE article_id = ?1 AND until IS NOT NULL"
        write(f"UPDATE versions SET until = ?2 WHERE id = ({latest})", [article_id, seen])  # noqa: S608


def at(hour: float) -> datetime:
    """A moment, in hours from the beginning."""
    return BEGIN + timedelta(hours=hour)


def known(store: Store, hour: float, *, copies: bool = False, all_revisions: bool = False) -> str:
    """What was known then, in the alphabet's order: "A" for the original's text, "a" for a copy's."""
    texts = {figure: text for text, figure in FIGURES.items()}
    query = ClaimQuery(("Russell 2000",), as_of=at(hour), copies=copies, all_revisions=all_revisions)
    told = [texts[row.text] if row.article_id == "original" else texts[row.text].lower() for row in store.claims(query)]
    return "".join(sorted(told))


@pytest.mark.parametrize("texts", ["ABC", "ABA"])
def test_an_article_edited_twice(store: Store, texts: str) -> None:
    """At any time exactly the text is known that was the article's then, also where an earlier one came back."""
    for hour, text in enumerate(texts, 1):
        keep(store, hour, text)
    assert known(store, 0.999) == ""
    for hour, text in enumerate(texts, 1):
        assert known(store, hour) == text, "from the moment on at which it was seen"
        assert known(store, hour + 0.999) == text, "until the next one was"
    assert known(store, 1000) == texts[-1]
    assert [row.text for row in store.claims()] == [FIGURES[texts[-1]]]


def test_all_revisions_of_that_time(store: Store) -> None:
    """All texts seen until then, none seen later, each once."""
    for hour, text in enumerate("ABAC", 1):
        keep(store, hour, text)
    assert [known(store, hour + 0.5, all_revisions=True) for hour in range(5)] == ["", "A", "AB", "AB", "ABC"]


@pytest.mark.parametrize("texts", ["ABC", "ABA"])
def test_copies_are_edited_too(store: Store, texts: str) -> None:
    """A copy follows half an hour later: told only where copies are asked for, in its own text of that time."""
    for hour, text in enumerate(texts, 1):
        keep(store, hour, text)
        keep(store, hour + 0.5, text, "copy", copy_of="original")
    for hour, text in enumerate(texts, 1):
        assert known(store, hour + 0.7) == text
        assert known(store, hour + 0.7, copies=True) == text + text.lower()
        if hour > 1:
            assert known(store, hour + 0.2, copies=True) == text + texts[hour - 2].lower()
    assert known(store, 1.2, copies=True) == "A", "the copy had not been seen yet"


def test_a_copy_that_came_first(store: Store) -> None:
    """Until the fuller original was seen, what is its copy now was all that was known, in its text of that time."""
    keep(store, 1, "A", "copy")
    keep(store, 2, "B", "copy")
    keep(store, 3, "A", "copy")
    keep(store, 4, "C")
    keep(store, 4, "A", "copy", copy_of="original")
    keep(store, 5, "B")
    keep(store, 6, "C")
    assert [known(store, hour + 0.5) for hour in range(7)] == ["", "a", "b", "a", "C", "B", "C"]
    assert [known(store, hour + 0.5, copies=True) for hour in range(7)] == ["", "a", "b", "a", "Ca", "Ba", "Ca"]


def test_of_several_copies_one_is_told(store: Store) -> None:
    """Before their original was seen, the copy that came first stands for all."""
    keep(store, 1, "A", "first")
    keep(store, 2, "B", "second", copy_of="first")
    keep(store, 3, "C")
    for copy, text in (("first", "A"), ("second", "B")):
        keep(store, 3, text, copy, copy_of="original")
    assert [known(store, hour + 0.5) for hour in range(4)] == ["", "a", "a", "C"]


def test_facts_are_those_of_the_time(store: Store) -> None:
    """Sources that were not known yet do not count, nor do texts that were gone."""
    keep(store, 1, "A")
    keep(store, 2, "A", "other")
    store._connection.execute("UPDATE articles SET publisher = 'Quay Wire' WHERE id = 'other'")
    keep(store, 3, "B")
    told = [
        [
            (row.earliest.text, row.sources, row.last_seen)
            for row in store.facts(ClaimQuery(as_of=at(hour), sort="value"))
        ]
        for hour in (1, 2, 3)
    ]
    assert told == [
        [("0.80%", 1, at(1))],
        [("0.80%", 2, at(2))],
        [("0.80%", 1, at(2)), ("0.90%", 1, at(3))],
    ]


def test_other_conditions_go_with_it(store: Store) -> None:
    """They are asked of what was known then."""
    keep(store, 1, "A")
    keep(store, 2, "C")
    assert [row.text for row in store.claims(ClaimQuery(as_of=at(1), min_value=1))] == []
    assert [row.text for row in store.claims(ClaimQuery(as_of=at(2), min_value=1))] == ["1.10%"]
    assert [row.text for row in store.claims(ClaimQuery(as_of=at(1), source="harbour", limit=1))] == ["0.80%"]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.text("ABC", min_size=1, max_size=7), quarters=st.integers(0, 36))
def test_known_is_what_was_saved_last(shared: Store, texts: str, quarters: int) -> None:
    """Whatever the history, at any quarter of an hour."""
    shared._connection.execute("DELETE FROM articles")
    for number, text in enumerate(texts, 1):
        keep(shared, number, text)
    assert known(shared, quarters / 4) == texts[: quarters // 4][-1:]
