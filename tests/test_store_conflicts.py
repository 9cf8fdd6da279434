"""Conflicts: figures of one index, day and period by different sources that can't both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reports import START, Report, report, save_all, say
from store_digests import NASDAQ
from summarizer.store import SignalQuery, Store, open_store
from summarizer.store.conflicts import build_conflicts
from summarizer.types import Hedge, Metric, Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.store import Conflict


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "news.db") as store:
        yield store


def figures(conflict: Conflict) -> tuple[str, str]:
    """What most sources say, and what others do."""
    return str(conflict.most[0].claim.value), str(conflict.fewer[0].claim.value)


def told(store: Store, query: SignalQuery | None = None, *, near: bool = False) -> list[tuple[str, str]]:
    """The figures of all conflicts."""
    return [figures(conflict) for conflict in store.conflicts(query, near=near)]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("1.47", "1.5", False),
        ("1.47", "1", False),
        ("1.45", "1.4", False),
        ("1.45", "1.5", False),
        ("1.47", "1.48", True),
        ("1.47", "1.4", True),
        ("1.47", "2", True),
        ("1.470", "1.47", False),
        ("0.3", "-0.3", True),
        ("0.04", "-0", False),
        ("-1.47", "-1.5", False),
        ("11", "12", True),
    ],
)
def test_rounding_is_no_conflict(store: Store, one: str, other: str, differ: bool) -> None:
    """The finer figure may be what the coarser one was rounded from, whichever way a half goes."""
    report(store, one, publisher="Quay Times")
    report(store, other, publisher="Mole Wire")
    assert bool(told(store)) is differ
    (signal,) = store.signals()
    assert signal.conflict is differ, "as the signal says"


def test_hedged_figures_contradict_nobody(store: Store) -> None:
    """What is "over 11%" may be 11.3%."""
    for number, value in enumerate(("11", "12")):
        store.save(Report(f"Paper {number}", (say(value, hedge=Hedge.OVER),)).digest(f"a{number}"))
    assert told(store) == []
    report(store, "14.3", publisher="Mole Wire")
    assert told(store) == []


@pytest.mark.parametrize(("level", "differ"), [("5310.42", True), ("5307.00", False), ("5307.66", True)])
def test_levels_move_a_little(store: Store, level: str, differ: bool) -> None:
    """Within a twentieth of a percent they are an index on its way, which is shown when all is asked for."""
    for name, value in (("Quay Times", "5305.00"), ("Mole Wire", level)):
        claim = say(value, metric=Metric.LEVEL, unit=Unit.LEVEL, period=None)
        store.save(Report(name, (claim,)).digest(name))
    assert bool(told(store)) is differ
    assert told(store, near=True) == [("5305.00", level)]
    (signal,) = store.signals(SignalQuery(metric=Metric.LEVEL))
    assert signal.conflict is differ


def test_one_source_contradicts_only_others(store: Store) -> None:
    """Not itself: neither within an article nor by a later one, which is an update."""
    report(store, "1.4", "1.9", publisher="Quay Times", article_id="a")
    report(store, "1.2", publisher="Quay Times", article_id="b")
    store.save(Report("Mole Wire", (say("3", period=Period.INTRADAY), say("5", entity=NASDAQ))).digest("c"))
    assert told(store) == []


def test_each_figure_is_held_against_the_one_that_most_give(store: Store) -> None:
    """Three sources against one, and their claims with it; other figures that contradict it are rows of their own."""
    values = {"Quay": "1.2", "Mole": "1.20", "Basin": "1.2", "Lock": "-1.2", "Pier": "1.3"}
    save_all(store, [Report(name, (say(value),), published=-ord(name[0])) for name, value in values.items()])
    first, second = store.conflicts()
    assert [row.publisher for row in first.most] == ["Basin", "Mole", "Quay"], "the newest article's first"
    assert [row.publisher for row in first.fewer] == ["Lock"]
    assert (first.apart, figures(second)) == (2, ("1.2", "1.3"))
    assert second.apart == pytest.approx(0.1 / 1.3)


def test_a_rounded_figure_is_on_the_side_of_the_exact_one(store: Store) -> None:
    """Who is alone is in doubt, and only once."""
    for name, value in (("Quay", "1.47"), ("Mole", "1.5"), ("Lock", "-1.47")):
        report(store, value, publisher=name)
    assert told(store) == [("1.47", "-1.47")]


def test_the_newest_day_comes_first_then_the_widest_gap(store: Store) -> None:
    """Of each index, day, period and metric."""
    for number, sign in enumerate(("", "-")):
        claims = (
            say(f"{sign}1", day="2025-03-03"),
            say(f"{1 + number}.5", day="2025-03-04"),
            say(f"{5 + number}", day="2025-03-04", entity=NASDAQ),
            say(f"{sign}7", day="2025-03-04", period=Period.WEEK),
        )
        store.save(Report(f"Paper {number}", claims).digest(f"a{number}"))
    pairs = [("-7", "7"), ("1.5", "2.5"), ("5", "6"), ("-1", "1")]
    assert told(store) == pairs
    assert told(store, SignalQuery(limit=2, metric=None)) == pairs[:2]
    assert told(store, SignalQuery(("Nasdaq Composite",))) == [("5", "6")]
    assert told(store, SignalQuery(since="2025-03-04", period=Period.DAY)) == pairs[1:3]
    assert told(store, SignalQuery(until="2025-03-03")) == pairs[3:]
    assert told(store, SignalQuery(metric=Metric.LEVEL)) == []


def test_a_copy_contradicts_nobody(store: Store) -> None:
    """Nor does a text that was corrected."""
    save_all(store, [Report("Quay", (say("1.2"),)), Report("Mole", (say("1.9"),))])
    assert len(told(store)) == 1
    store.save(Report("Mole", (say("1.2"),), text="Corrected.").digest("a1"))
    assert told(store) == []
    assert len(told(store, SignalQuery(as_of=START.replace(hour=1)))) == 1, "at that time it was none yet"


def test_each_conflict_is_of_one_moment(store: Store) -> None:
    """Also where another connection saves its claims anew between two of them, under other keys."""
    for number in range(3):
        for name, sign in (("Quay", ""), ("Mole", "-")):
            claim = say(f"{sign}1.2", day=f"2025-03-0{number + 1}")
            store.save(Report(name, (claim,), text="First.").digest(f"{name}{number}"))
    found = store.conflicts()
    assert figures(next(found)) == ("-1.2", "1.2")
    with open_store(store.path) as other:
        for number in range(3):
            claims = (say("5", day="2020-01-01"), say("-1.2", day=f"2025-03-0{number + 1}"))
            other.save(Report("Mole", claims, text="First.").digest(f"Mole{number}"))
    for conflict in found:
        assert figures(conflict) == ("-1.2", "1.2")
        assert [row.publisher for row in (*conflict.most, *conflict.fewer)] == ["Mole", "Quay"]


def test_a_limit_spans_days(store: Store) -> None:
    """So many, and none where none are asked for."""
    for number in range(40):
        for name, sign in (("Quay", ""), ("Mole", "-")):
            claims = tuple(
                say(f"{sign}1", day=f"20{10 + number // 12}-{number % 12 + 1:02}-{day:02}") for day in range(1, 21)
            )
            store.save(Report(name, claims).digest(f"{name}{number}"))
    assert [len(told(store, SignalQuery(limit=limit))) for limit in (0, 1, 799, 800, 999)] == [0, 1, 799, 800, 800]


def test_conflicts_are_looked_up(store: Store) -> None:
    """By the indexes of claims."""
    sql, parameters = build_conflicts(SignalQuery(("Russell 2000",)), near=False)
    given = parameters | {"from": "2025", "to": "~"}
    steps = [row["detail"] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
    assert any(step.startswith("SEARCH claims USING INDEX claims_by_entity") for step in steps), steps
    assert not any(step.startswith(("SCAN claims", "SCAN revisions", "SCAN articles")) for step in steps), steps
