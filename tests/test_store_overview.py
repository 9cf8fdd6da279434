"""Analysts, indexes, histories and moves: what the store answers, and that it looks up no more than it must."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import small_news
from store_digests import ARTICLE, DIGEST, EXTRACTION, GAIN, MONTH, RUSSELL, SAID, SLIP
from summarizer.store import IndexQuery, MoveQuery, SignalQuery, SpeakerQuery, Store, open_store
from summarizer.store.analysts import build_statements
from summarizer.store.moves import build_figures
from summarizer.types import Article, Digest, Extraction, Hedge, Kind, Metric, Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from summarizer.types import Claim, Statement


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the small news."""
    with open_store(small_news.build(tmp_path / "summarizer.db")) as store:
        yield store


def said(article_id: str, day: int, *statements: Statement) -> Digest:
    """An article of a day of April 2025 that holds statements."""
    article = Article(article_id, ARTICLE.text, published=datetime(2025, 4, day, tzinfo=UTC))
    return Digest(article, Extraction(EXTRACTION.claims, statements, ()))


def reported(article_id: str, publisher: str, *claims: Claim) -> Digest:
    """An article of a publisher that makes claims."""
    return Digest(replace(ARTICLE, id=article_id, publisher=publisher, url=None), Extraction(claims, (), ()))


# ---------------------------------------------------------------- analysts


def test_role_and_firm_are_those_given_last(store: Store) -> None:
    """By day of publication; what a later article does not say again stays."""
    store.save(said("2", 2, replace(SAID, firm="Quay Bank", role=None)))
    store.save(said("1", 1, replace(SAID, firm="Elsewhere", role="chief strategist")))
    (row, _) = store.speakers()
    assert (row.name, row.firm, row.role) == ("Ada Müller", "Quay Bank", "chief strategist")
    assert (row.statements, row.first, row.last) == (4, "2025-03-05", "2025-04-02")


def test_a_firm_has_those_who_spoke_for_it(store: Store) -> None:
    """What they said for another firm is left out of the count."""
    store.save(said("1", 1, replace(SAID, firm="Elsewhere")))
    (row,) = store.speakers(SpeakerQuery(firm="else"))
    assert (row.name, row.firm, row.statements, row.first) == ("Ada Müller", "Elsewhere", 1, "2025-04-01")


def test_an_undated_statement_is_the_oldest(store: Store) -> None:
    """It has no day, and comes last."""
    store.save(Digest(Article("x", ARTICLE.text), Extraction((), (SAID,), ())))
    assert [row.day for row in store.statements(SpeakerQuery("müller"))] == ["2025-03-07", "2025-03-05", None]
    assert store.speakers()[0].first == "2025-03-05"


def test_an_analyst_may_have_no_name_at_all(store: Store) -> None:
    """Then it is one line of its own."""
    store.save(said("1", 1, replace(SAID, name=None, firm=None)))
    assert [(row.name, row.firm, row.statements) for row in store.speakers()] == [
        ("Ada Müller", "Harbour & Co.", 2),
        (None, None, 1),
        (None, "Quay Bank", 1),
    ]


@pytest.mark.parametrize("count", [1, 2100])
def test_few_and_many_statements_are_found_alike(tmp_path: Path, count: int) -> None:
    """Newest first, whichever way leads to them."""
    with open_store(tmp_path / "summarizer.db") as store:
        extraction = Extraction((), (replace(SAID, name="Bea"), *(SAID,) * count), ())
        for day in (2, 1, 3):
            published = datetime(2025, 4, day, tzinfo=UTC)
            store.save(Digest(Article(str(day), ARTICLE.text, published=published), extraction))
        rows = list(store.statements(SpeakerQuery("müller", limit=count + 1)))
    assert [row.article_id for row in rows] == (["3"] * count + ["2"])


# ---------------------------------------------------------------- indexes


def test_a_future_of_the_same_name_is_another_index(store: Store) -> None:
    """Kinds are told apart."""
    store.save(reported("f", "F", replace(GAIN, entity=replace(RUSSELL, kind=Kind.FUTURE, symbol="RTY"))))
    rows = store.indices(IndexQuery(names=("Russell 2000",)))
    assert [(row.kind, row.symbol, row.claims) for row in rows] == [("index", "RUT", 7), ("future", "RTY", 1)]
    assert [row.kind for row in store.indices(IndexQuery(kind=Kind.FUTURE))] == ["future"]


def test_the_last_move_is_whole(store: Store) -> None:
    """A newer one that is hedged, of a week, or a forecast is not it."""
    newer = replace(GAIN, date="2025-05-01")
    store.save(
        reported(
            "n",
            "N",
            replace(newer, hedge=Hedge.ABOUT),
            replace(newer, period=Period.WEEK),
            replace(newer, metric=Metric.FORECAST),
        )
    )
    (row,) = store.indices(IndexQuery(names=("Russell 2000",)))
    assert row.change
    assert (row.change.claim.value, row.change.day, row.last) == (Decimal("1.2"), "2025-03-05", "2025-05-01")


# ---------------------------------------------------------------- moves


def random_claim(chance: random.Random) -> Claim:
    """A claim of one of a few days, kinds and figures."""
    metric, unit, period = chance.choice(
        [
            (Metric.CHANGE, Unit.PERCENT, Period.DAY),
            (Metric.CHANGE, Unit.PERCENT, Period.WEEK),
            (Metric.LEVEL, Unit.LEVEL, None),
        ]
    )
    return replace(
        chance.choice([GAIN, SLIP]),
        metric=metric,
        unit=unit,
        period=period,
        value=Decimal(chance.choice(["1", "1.2", "1.25", "-0.5", "2.0"])),
        date=chance.choice(["2025-03-03", "2025-03-04", "2025-03", None]),
        hedge=chance.choice([None, None, Hedge.ABOUT]),
        speaker=chance.choice([None, "Ada Müller"]),
    )


def test_moves_are_those_of_the_signals(tmp_path: Path) -> None:
    """Low, median, high and number of sources of every day are what `signals` answers, where nothing is hedged."""
    chance = random.Random(8)  # noqa: S311 - the same every time
    with open_store(tmp_path / "summarizer.db") as store:
        for number in range(60):
            claims = tuple(random_claim(chance) for _ in range(chance.randrange(1, 5)))
            digest = reported(str(number), chance.choice(["A", "a ", "B", "C", ""]), *claims)
            published = datetime(2025, 3, 4, tzinfo=UTC) + timedelta(hours=chance.randrange(48))
            store.save(replace(digest, article=replace(digest.article, published=chance.choice([published, None]))))
        for entity in ("Russell 2000", "Nasdaq Composite"):
            for metric, period in ((Metric.CHANGE, Period.DAY), (Metric.CHANGE, Period.WEEK), (Metric.LEVEL, None)):
                signals = store.signals(SignalQuery((entity,), metric=metric, period=period))
                expected = {
                    signal.day: (signal.low, signal.value, signal.high, signal.sources)
                    for signal in signals
                    if not signal.hedged and len(signal.day) == len("2025-03-04")
                }
                moves = store.moves(MoveQuery(entity, metric, period))
                assert {move.day: (move.low, move.median, move.high, move.sources) for move in moves} == expected
                assert expected
                assert [move.day for move in moves] == sorted(expected)


def test_moves_are_the_last_ninety_days_unless_told(tmp_path: Path) -> None:
    """Days that have figures count; with a first day all that follow are there."""
    with open_store(tmp_path / "summarizer.db") as store:
        first = datetime(2024, 1, 1, tzinfo=UTC).date()
        days = [(first + timedelta(days=2 * number)).isoformat() for number in range(100)]
        store.save(reported("a", "A", *(replace(GAIN, date=day) for day in days)))
        query = MoveQuery("Russell 2000", Metric.CHANGE, Period.DAY)
        assert [move.day for move in store.moves(query)] == days[10:]
        assert [move.day for move in store.moves(replace(query, since="2024-01", until=days[3]))] == days[:4]


# ---------------------------------------------------------------- plans


def plan_of(store: Store, sql: str, parameters: Mapping[str, str | int | None]) -> list[str]:
    """The steps that SQLite takes."""
    return [row["detail"] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]


@pytest.mark.parametrize("period", [Period.DAY, None])
def test_moves_walk_an_index_in_order(store: Store, period: Period | None) -> None:
    """Only the index's claims of the period are looked at, the newest first."""
    plan = plan_of(store, *build_figures(MoveQuery("Russell 2000", Metric.CHANGE, period)))
    assert "SEARCH claims USING INDEX claims_by_entity_and_period (entity=? AND period=? AND day>? AND day<?)" in plan
    assert not [step for step in plan if step.startswith("SCAN")]


def test_statements_are_looked_up(store: Store) -> None:
    """Neither articles nor texts are gone through, however many people are meant."""
    plan = plan_of(store, *build_statements(store._connection, SpeakerQuery("müller")))
    assert not [step for step in plan if step.startswith("SCAN") and "json_each" not in step and "_by_day" not in step]


def test_indices_are_looked_up(store: Store) -> None:
    """Ends and last figures are a step into an index of claims: no claim is gone through."""
    steps: list[str] = []
    connection = store._connection
    connection.set_trace_callback(steps.append)
    store.indices()
    connection.set_trace_callback(None)
    asked = [step for step in steps if "claims CROSS JOIN" in step]
    assert len(asked) == 8
    for step in asked:
        plan = plan_of(store, step, {})
        assert any(detail.startswith("SEARCH claims USING INDEX claims_by_entity") for detail in plan), plan
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, "days come in order; only a day of them is sorted"


def test_histories_are_looked_up(store: Store) -> None:
    """An article's texts, times and copies are found by keys."""
    steps: list[str] = []
    connection = store._connection
    connection.set_trace_callback(steps.append)
    history = store.history(DIGEST.article.id)
    connection.set_trace_callback(None)
    assert [len(revision.claims) for revision in history.revisions] == [3, 3]
    assert history.revisions[0].claims == (GAIN, SLIP, MONTH)
    for step in steps:
        if step.lstrip().startswith("SELECT"):
            assert not [detail for detail in plan_of(store, step, {}) if detail.startswith("SCAN")], step
