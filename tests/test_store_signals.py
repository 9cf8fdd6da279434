"""Signals: what all sources together say of one index, day and period."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database, Migrations

from reports import START, Report, report, save_all, save_at, say
from store_digests import NASDAQ, RUSSELL, SAID
from summarizer.store import Kin, SignalQuery, SignalRow, Store, open_store
from summarizer.store.consensus import signals_sql
from summarizer.store.copies import save_kin
from summarizer.store.migrations import STEPS, m009_signals
from summarizer.store.signals import SignalSort, build_signal, build_signals
from summarizer.store.sources import source_of
from summarizer.types import Hedge, Kind, Metric, Period, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from summarizer.types import Claim


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "news.db") as store:
        yield store


def only(store: Store, query: SignalQuery | None = None) -> SignalRow:
    """The one signal that there is."""
    (signal,) = store.signals(query)
    return signal


def minutes(count: int) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


# ---------------------------------------------------------------- the consensus


def test_each_source_counts_once(store: Store) -> None:
    """The consensus is the median of the sources, whatever number of articles each has."""
    for number in range(5):
        report(store, "9.9", publisher="Loud Gazette", article_id=f"loud {number}")
    report(store, "1.4", publisher="Quay Times")
    report(store, "1.5", publisher="quay times ", article_id="z")  # the same source in other letters
    report(store, "1.6", publisher="Mole Wire")
    signal = only(store)
    assert (signal.value, signal.low, signal.high, signal.spread) == (1.6, 1.4, 9.9, 8.5)
    assert (signal.sources, signal.articles, signal.claims) == (3, 8, 8)
    assert (signal.entity.name, signal.day, signal.period) == ("Russell 2000", "2025-03-04", Period.DAY)


@pytest.mark.parametrize(
    ("values", "consensus", "direction"),
    [
        (["1.47", "1.5"], 1.485, "up"),
        (["0.1", "0.2"], 0.15, "up"),
        (["-0.3", "-0.31", "0.3"], -0.3, "down"),
        (["0.0"], 0, "flat"),
        (["-0.2", "0.2"], 0, "flat"),
    ],
)
def test_the_consensus_is_the_median(store: Store, values: list[str], consensus: float, direction: str) -> None:
    """Of an even number of sources it lies between the middle two; its sign is the direction."""
    for number, value in enumerate(values):
        report(store, value, publisher=f"Paper {number}")
    signal = only(store)
    assert (signal.value, signal.direction) == (consensus, direction)


def test_a_source_s_latest_article_counts(store: Store) -> None:
    """By time of publication, not by when it was read; without a time it is older than any other."""
    late, early, undated = (
        Report(claims=(say(value),), published=published)
        for value, published in (("1.2", 600), ("0.5", 60), ("7.7", None))
    )
    for number, one in enumerate((late, undated, early)):
        store.save(one.digest(f"a{number}"))
    assert only(store).value == 1.2


@pytest.mark.parametrize(
    ("claims", "value"),
    [
        ((say("1.5"), say("1.47")), 1.47),
        ((say("1.47"), say("1.52")), 1.47),
        ((say("1.47", speaker="Ann Lee"), say("1.5")), 1.5),
        ((say("1.47", speaker="Ann Lee"),), 1.47),
        ((say("2"), say("1.9")), 1.9),
    ],
)
def test_of_an_article_the_most_exact_figure_counts(store: Store, claims: tuple[Claim, ...], value: float) -> None:
    """Its own words before a quotation, more decimals before fewer, then the first."""
    store.save(Report(claims=claims).digest("a"))
    assert only(store).value == value


def test_hedged_figures_count_only_without_others(store: Store) -> None:
    """What is "over 11%" gives way to anybody's exact figure."""
    store.save(Report("Quay Times", (say("11", hedge=Hedge.OVER),)).digest("a"))
    signal = only(store)
    assert (signal.value, signal.hedged, signal.conflict) == (11, True, False)
    store.save(Report("Mole Wire", (say("11.4"),)).digest("b"))
    signal = only(store)
    assert (signal.value, signal.hedged, signal.sources, signal.claims) == (11.4, False, 1, 1)
    assert signal.first_article == "b"


def test_forecasts_and_undated_claims_are_no_signals(store: Store) -> None:
    """What may come is nothing that was; what has no day can't be joined to any."""
    forecast = say("7000", metric=Metric.FORECAST, unit=Unit.LEVEL, period=None)
    store.save(Report(claims=(forecast, say("1", day=None)), published=None).digest("a"))
    assert list(store.signals(SignalQuery(metric=None))) == []


def test_each_index_day_period_and_metric_has_its_own(store: Store) -> None:
    """An intraday peak is of another period than the close."""
    claims = (
        say("1.2"),
        say("2.5", period=Period.INTRADAY),
        say("2100", metric=Metric.LEVEL, unit=Unit.LEVEL, period=None),
        say("-36.29", metric=Metric.POINTS, unit=Unit.POINTS),
        say("0.3", day="2025-03-03"),
        say("0.4", entity=NASDAQ),
    )
    store.save(Report(claims=claims).digest("a"))
    found = {(row.entity.name, row.day, row.period, row.metric): row for row in store.signals(SignalQuery(metric=None))}
    assert len(found) == len(claims)
    level = found["Russell 2000", "2025-03-04", None, Metric.LEVEL]
    assert (level.value, level.unit, level.direction) == (2100, Unit.LEVEL, None)
    assert {row.metric for row in store.signals()} == {Metric.CHANGE}, "moves in percent unless asked otherwise"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (SignalQuery(("Nasdaq Composite",)), [0.4]),
        (SignalQuery(("Nasdaq Composite", "Russell 2000"), period=Period.DAY), [0.4, 1.2]),
        (SignalQuery(period=Period.WEEK), [3]),
        (SignalQuery(since="2025-03-04"), [0.4, 1.2, 5]),
        (SignalQuery(since="2025-03-04", period=Period.DAY), [0.4, 1.2]),
        (SignalQuery(until="2025-03-03"), [3, 5]),
        (SignalQuery(since="2025-03", until="2025-03-03"), [3, 5]),
        (SignalQuery(since="2025-03-02"), [0.4, 1.2, 3, 5]),
        (SignalQuery(min_sources=2), [1.2]),
        (SignalQuery(kind=Kind.ETF), []),
        (SignalQuery(limit=2), [1.2, 0.4]),
        (SignalQuery(limit=0), []),
        (SignalQuery(("DAX",)), []),
    ],
)
def test_signals_are_found_by(store: Store, query: SignalQuery, values: list[float]) -> None:
    """Every condition narrows; the newest day comes first, of a day what most sources tell."""
    report(store, "1.2", publisher="Mole Wire")
    week, month = say("3", period=Period.WEEK, day="2025-03-03"), say("5", period=Period.MONTH, day="2025-03")
    store.save(Report(claims=(say("1.2"), say("0.4", entity=NASDAQ), week, month)).digest("a"))
    found = [row.value for row in store.signals(query)]
    assert found == values if query.limit else sorted(found) == values


@pytest.mark.parametrize("as_of", [None, START + timedelta(days=9)])
@pytest.mark.parametrize("limit", [None, 0, 1, 3, 99])
@pytest.mark.parametrize("sort", get_args(SignalSort))
def test_signals_are_sorted(store: Store, sort: SignalSort, limit: int | None, as_of: datetime | None) -> None:
    """By any field, the newest first among equals, and last what has no value; a limit takes the first of these."""
    for number, values in enumerate((("1.2", "1.4"), ("-0.5", "2"), ("1.2", "1.2"))):
        for name, value in zip(("Quay", "Mole"), values, strict=True):
            claims = (say(value, day=f"2025-03-0{number + 1}"), say(value, day="2025-03-02", entity=NASDAQ))
            said = (replace(SAID, span=Span(0, 0), tone=number / 2),) if number else ()
            one = Report(name, claims[: 1 + number % 2], statements=said)
            save_at(store, one.digest(f"{name}{number}"), START + minutes(number))
    field = attrgetter(sort.removeprefix("-"))
    rows = list(store.signals(SignalQuery(as_of=as_of)))
    known = sorted((row for row in rows if field(row) is not None), key=field, reverse=sort.startswith("-"))
    expected = known + [row for row in rows if field(row) is None]
    assert len(expected) == 4
    assert list(store.signals(SignalQuery(sort=sort, limit=limit, as_of=as_of))) == expected[:limit]


# ---------------------------------------------------------------- who, how much, and in what tone


@pytest.mark.parametrize(
    "url",
    [None, "https://www.quay.example/a", "http://quay.example:8080?x=/", "https://QUAY.example#y", "notes.txt", ""],
)
@pytest.mark.parametrize("publisher", [None, "", "Quay Times", " quay times"])
def test_sql_knows_sources_as_everything_else_does(store: Store, publisher: str | None, url: str | None) -> None:
    """Two articles are of one source in signals where they are elsewhere."""
    others = [(None, "https://quay.example/b"), ("Quay Times", None), (None, None)]
    store.save(Report(publisher, (say("1"),), url=url).digest("a"))
    for number, (name, address) in enumerate(others):
        store.save(Report(name, (say("2"),), url=address).digest(f"b{number}"))
    assert only(store).sources == len({source_of(publisher, url), *(source_of(*other) for other in others)})


@pytest.mark.parametrize(("name", "title"), [("Acme [X] Index", "The ACME [x] index rises"), ("Up?*", "Up?*: up")])
def test_names_are_no_patterns(store: Store, name: str, title: str) -> None:
    """A name that holds signs of a pattern is found in a headline, and nothing else is."""
    acme = replace(RUSSELL, name=name, symbol=None)

    def relevance(title: str) -> float:
        store.save(Report(claims=(say("1", entity=acme), say("2")), text="t", title=title).digest("a"))
        return only(store, SignalQuery((name,))).relevance

    assert [relevance(title), relevance("Acme X Index, Upper")] == [1, 0.5]


def test_relevance_is_the_share_of_an_article(store: Store) -> None:
    """Of its claims those about the index, and all of it where the headline has its name."""
    text = "The Russell rose."
    russell = say("1", mention=Span(4, 11))
    others = (say("2", entity=NASDAQ), say("3", entity=NASDAQ, period=Period.WEEK), say("4", entity=NASDAQ, day="2025"))

    def relevance(title: str | None) -> float:
        store.save(Report("Quay Times", (russell, *others), text=text, title=title).digest("a"))
        return only(store, SignalQuery(("Russell 2000",))).relevance

    assert relevance("Stocks rise") == relevance(None) == 0.25
    assert relevance("RUSSELL 2000 rises") == 1
    assert relevance("Why the russell, again, rose") == 1, "as the article calls it"
    assert relevance("Russellville votes") == 0.25, "whole words"
    store.save(Report("Mole Wire", (say("1"),), title="Russell 2000").digest("b"))
    assert only(store, SignalQuery(("Russell 2000",))).relevance == 0.625, "the mean of the articles"


def test_tone_is_that_of_statements_about_the_index(store: Store) -> None:
    """They hold one of its claims or have its name; others do not tell, nor does a statement without a tone."""
    text = "Small caps are up 12%. The Russell 2000 is cheap. Bonds look weak. Who knows the Russell 2000."
    rise = say("12", span=Span(18, 21), mention=Span(27, 39))
    spans = {"holds": Span(0, 22), "names": Span(23, 49), "other": Span(50, 66), "untold": Span(67, len(text))}
    said = {name: replace(SAID, span=span, tone=1.0) for name, span in spans.items()}

    def tone(**tones: float | None) -> float | None:
        statements = tuple(replace(said[name], tone=value) for name, value in tones.items())
        store.save(Report(claims=(rise,), statements=statements, text=text).digest("a"))
        return only(store).tone

    assert tone(holds=0.5) == 0.5
    assert tone(names=-1.0) == -1
    assert tone(other=-1.0) is None
    assert tone(untold=None) is None
    assert tone(holds=1.0, names=-0.5, other=-1.0, untold=None) == 0.25
    assert tone() is None


# ---------------------------------------------------------------- when


def test_times_tell_when_it_was_known(store: Store) -> None:
    """First by the earliest article, last by the newest text; the article that had it first is named."""
    save_all(store, [Report("Quay Times", (say("1.2"),)), Report("Mole Wire", (say("1.3"),))])
    signal = only(store)
    assert (signal.first_seen, signal.last_seen) == (START, START + minutes(1))
    assert signal.first_article == "a0"
    assert signal.novel is None


def test_an_edit_that_leaves_the_figure_leaves_its_time(store: Store) -> None:
    """A corrected comma makes no figure new; a corrected figure does, until the first one comes back."""
    story = Report("Quay Times", (say("1.2"),), text="Once.")
    save_at(store, story.digest("a"), START)
    save_at(store, replace(story, text="Once, more.").digest("a"), START + minutes(10))
    signal = only(store)
    assert (signal.first_seen, signal.last_seen) == (START, START + minutes(10))
    save_at(store, replace(story, claims=(say("1.3"),), text="Other.").digest("a"), START + minutes(20))
    assert only(store).first_seen == START + minutes(20)
    save_at(store, story.digest("a"), START + minutes(30))
    signal = only(store)
    assert (signal.first_seen, signal.last_seen) == (START, START + minutes(30))


def test_novelty_counts_hours_since_the_signal_before(store: Store) -> None:
    """Of the same index, period and metric; what was read in the wrong order has none."""
    days = [say("1", day="2025-03-03"), say("2", day="2025-03-03", period=Period.WEEK), say("3", day="2025-03-04")]
    for number, claim in enumerate(days):
        save_at(store, Report(claims=(claim,)).digest(f"a{number}"), START + timedelta(hours=12 * number))
    found = {row.value: row.novel for row in store.signals()}
    assert found == {1: None, 2: None, 3: 24}
    save_at(store, Report(claims=(say("0", day="2025-03-02"),)).digest("late"), START + timedelta(days=9))
    assert {row.value: row.novel for row in store.signals()} == {0: None, 1: None, 2: None, 3: 24}


def test_a_figure_that_went_is_a_change_too(store: Store) -> None:
    """What was known before an article was edited or found to be a copy is not known from the row of now."""
    save_at(store, Report("Quay Times", (say("5"),), text="One.").digest("a"), START)
    save_at(store, Report("Mole Wire", (say("1.5"),)).digest("b"), START + minutes(5))
    save_at(store, Report("Basin Daily", (say("1.6"),)).digest("c"), START + minutes(6))
    save_at(store, Report("Quay Times", (), text="Withdrawn.").digest("a"), START + minutes(120))
    assert (only(store).sources, only(store).last_seen) == (2, START + minutes(120))
    save_kin(store._connection, "c", Kin(copy_of="b"), START + minutes(180))
    assert (only(store).sources, only(store).last_seen) == (1, START + minutes(180))
    then = only(store, SignalQuery(as_of=START + minutes(130)))
    assert (then.sources, then.last_seen) == (2, START + minutes(120))
    save_kin(store._connection, "c", Kin(), START + minutes(200))
    assert (only(store).sources, only(store).last_seen) == (2, START + minutes(200))


def test_a_copy_counted_while_its_original_was_unknown(store: Store) -> None:
    """Then it was an article as any other; of several copies the first one."""
    for number, (value, original) in enumerate((("1", None), ("1", "a0"), ("9", None))):
        one = Report(f"Paper {number}", (say(value),)).digest(f"a{number}")
        save_at(store, one, START + minutes(number), original)
    save_kin(store._connection, "a2", Kin(copies=("a0",)), START + minutes(2))
    assert (only(store).value, only(store).sources) == (9, 1)
    known = [only(store, SignalQuery(as_of=START + minutes(number))) for number in range(3)]
    assert [(row.value, row.sources, row.first_article) for row in known] == [(1, 1, "a0"), (1, 1, "a0"), (9, 1, "a2")]


def test_what_was_known_at_a_time_is_what_was_answered_then(store: Store) -> None:
    """An article edited twice, beside another one: every state comes back as it was."""
    story = Report("Quay Times", (say("1.2"), say("0.5", period=Period.WEEK)), title="Russell 2000")
    edits = [
        ("a", story),
        ("b", Report("Mole Wire", (say("1.4"),))),
        ("a", replace(story, claims=(say("1.3"),), text="Corrected.")),
        ("c", Report("Basin Daily", (say("1.9"),))),
        ("a", replace(story, title="Stocks")),
    ]
    answered = []
    for number, (article_id, one) in enumerate(edits):
        save_at(store, one.digest(article_id), START + minutes(number))
        answered.append(list(store.signals()))
    assert len({tuple(rows) for rows in answered}) == len(edits)
    for number, rows in enumerate(answered):
        for seconds in (0, 59):
            known = SignalQuery(as_of=START + minutes(number) + timedelta(seconds=seconds))
            assert list(store.signals(known)) == rows
    assert list(store.signals(SignalQuery(as_of=START - minutes(1)))) == []


@pytest.mark.parametrize("as_of", [START.replace(year=1), START.replace(year=9999, month=12, day=31)])
def test_any_time_can_be_asked_about(store: Store, as_of: object) -> None:
    """Also the ends of the calendar."""
    save_at(store, Report(claims=(say("1"),)).digest("a"), START)
    found = list(store.signals(SignalQuery(as_of=as_of)))  # type: ignore[arg-type]
    assert len(found) == (as_of > START)  # type: ignore[operator]


# ---------------------------------------------------------------- laws

PUBLISHERS = ("Quay Times", "Mole Wire", "Basin Daily", None)
claims = st.builds(
    say,
    st.decimals(-5, 5, places=2).map(str) | st.decimals(-5, 5, places=1).map(str),
    day=st.sampled_from(["2025-03-03", "2025-03-04"]),
    period=st.sampled_from([Period.DAY, Period.WEEK]),
    hedge=st.none() | st.just(Hedge.OVER),
    speaker=st.none() | st.just("Ann Lee"),
)
reports = st.lists(
    st.builds(
        Report,
        publisher=st.sampled_from(PUBLISHERS),
        claims=st.lists(claims, min_size=1, max_size=3).map(tuple),
        published=st.none() | st.integers(0, 3),
    ),
    min_size=1,
    max_size=5,
)
law = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answers(store: Store, saved: Sequence[tuple[str, Report, str | None]]) -> list[SignalRow]:
    """The signals of an emptied database where these were saved in order: id, report, whose copy it is."""
    store._connection.execute("PRAGMA synchronous = OFF")
    store._connection.execute("DELETE FROM articles")
    for number, (article_id, one, original) in enumerate(saved):
        save_at(store, one.digest(article_id), START + minutes(number), original)
    return list(store.signals())


@law
@given(reports=reports)
def test_the_consensus_lies_among_the_figures(store: Store, reports: list[Report]) -> None:
    """Between the lowest and the highest; a source alone is its own consensus and contradicts nobody."""
    for row in answers(store, [(f"a{number}", one, None) for number, one in enumerate(reports)]):
        assert row.low <= row.value <= row.high
        assert row.spread == pytest.approx(row.high - row.low)
        assert 1 <= row.sources <= row.articles <= row.claims
        assert 0 < row.relevance <= 1
        assert row.first_seen <= row.last_seen
        if row.sources == 1 or row.hedged:
            assert not row.conflict
        if row.sources == 1:
            assert row.low == row.high


@law
@given(reports=reports, copied=st.integers(0, 4))
def test_a_copy_changes_nothing(store: Store, reports: list[Report], copied: int) -> None:
    """Whoever publishes it, and however often."""
    saved: list[tuple[str, Report, str | None]] = [(f"a{number}", one, None) for number, one in enumerate(reports)]
    original, story, _ = saved[copied % len(saved)]
    copy = replace(story, publisher="The Copyist", published=9)
    assert answers(store, [*saved, ("c", copy, original)]) == answers(store, saved)


@law
@given(reports=reports, order=st.randoms(use_true_random=False))
def test_the_order_of_saving_changes_only_times(store: Store, reports: list[Report], order: object) -> None:
    """What a signal says is the same; when and by whom it was known first may not be."""
    saved: list[tuple[str, Report, str | None]] = [(f"a{number}", one, None) for number, one in enumerate(reports)]
    shuffled = list(saved)
    order.shuffle(shuffled)  # type: ignore[attr-defined]

    def timeless(rows: list[SignalRow]) -> list[SignalRow]:
        return [replace(row, first_seen=START, last_seen=START, first_article="", novel=None) for row in rows]

    assert timeless(answers(store, shuffled)) == timeless(answers(store, saved))


# ---------------------------------------------------------------- how it is looked up


def check_plan(store: Store, sql: str, parameters: Any, index: str) -> None:
    """Claims are looked up by an index; what belongs to one, by the key that leads to it."""
    steps = [row["detail"] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert any(step.startswith(f"SEARCH claims USING INDEX {index} (") for step in steps), steps
    tables = ("claims", "same", "revisions", "older", "articles", "kin", "versions", "past", "copies", "statements")
    assert not any(step.startswith(f"SCAN {table}") for step in steps for table in tables), steps
    by_claim = [step for step in steps if step.startswith("SEARCH same")]
    assert all("USING INDEX sqlite_autoindex_claims_1 (revision_id=?)" in step for step in by_claim), steps


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ("entity = 'x' AND day >= '2025'", "claims_by_entity"),
        ("entity = 'x' AND day >= '2025' AND period = 'day'", "claims_by_entity_and_period"),
        ("entity = 'x'", "claims_by_entity"),
        ("day >= '2025-03'", "claims_by_day"),
        ("day = '2025-03-04' AND metric = 'level'", "claims_by_day"),
    ],
)
def test_the_view_looks_up_what_it_is_asked(store: Store, where: str, index: str) -> None:
    """Conditions on the key reach the claims before anything is worked out."""
    check_plan(store, f"SELECT * FROM signals_view WHERE {where}", (), index)  # noqa: S608 - the cases above


@pytest.mark.parametrize("as_of", [None, START])
@pytest.mark.parametrize("entities", [(), ("Russell 2000",), ("Russell 2000", "DAX")])
def test_a_query_looks_up_what_it_is_asked(store: Store, entities: tuple[str, ...], as_of: object) -> None:
    """Also of several indexes, and of another time."""
    sql, parameters = build_signals(SignalQuery(entities, as_of=as_of))  # type: ignore[arg-type]
    given = {"from": "2025", "to": "~", "as_of": "2025", "newest": 1}
    check_plan(store, sql, parameters | given, "claims_by_entity" if entities else "claims_by_day")


@pytest.mark.parametrize(("as_of", "index"), [(None, "claims_by_entity_and_period"), (START, "claims_by_entity")])
def test_one_signal_is_looked_up(store: Store, as_of: datetime | None, index: str) -> None:
    """By its key."""
    key = {"day": "2025", "entity": "x", "kind": "index", "period": None, "metric": "level"}
    given = {"as_of": "2025", "newest": 1}
    check_plan(store, build_signal(SignalQuery(as_of=as_of)), key | given, index)


def test_long_answers_come_whole(store: Store) -> None:
    """Over many stretches of days every signal comes once, the newest first."""
    days = [f"{2000 + number // 360}-{number // 30 % 12 + 1:02}-{number % 30 + 1:02}" for number in range(1800)]
    for month in range(60):
        dated = tuple(say("1", day=day) for day in days[month * 30 : month * 30 + 30])
        store.save(Report(claims=dated).digest(f"a{month}"))
    store.save(Report(claims=tuple(say("2", day=str(2000 + year)) for year in range(5))).digest("years"))
    expected = sorted([*days, *(str(2000 + year) for year in range(5))], reverse=True)
    assert [row.day for row in store.signals()] == expected
    assert [row.day for row in store.signals(SignalQuery(limit=700))] == expected[:700]
    since = SignalQuery(since="2001-06-15")
    assert [row.day for row in store.signals(since)] == [
        day for day in expected if day >= "2001-06-15" or day == "2001"
    ]
    assert store.reach(SignalQuery(), 100) == expected[100]
    assert store.reach(SignalQuery(("Russell 2000",)), 5000) is None


def test_the_view_says_what_the_program_says(store: Store) -> None:
    """Whoever changes the text of the signals adds a step to the schema that makes the view anew."""
    (made,) = store._connection.execute("SELECT sql FROM sqlite_master WHERE name = 'signals_view'").fetchone()
    assert made.strip() == f"CREATE VIEW signals_view AS {signals_sql()}".strip()


def test_a_database_of_before_has_no_tones_yet(tmp_path: Path) -> None:
    """The step adds the column and the view; a statement has a tone when its article is read again."""
    path = tmp_path / "old.db"
    released = Migrations("news-to-signal")
    for step in STEPS[: STEPS.index(m009_signals)]:
        released()(step)
    with closing(sqlite3.connect(path)) as connection:
        old = Database(connection)
        released.apply(old)
        old.table("articles").insert({"id": "a", "first_seen": "2025-03-05T00:00:00+00:00", "current_revision": 1})
        old.table("revisions").insert({"id": 1, "article_id": "a", "number": 1, "text": "Cheap.", "clutter": "[]",
                                 "digest": "", "seen_at": "2025-03-05T00:00:00+00:00"})  # fmt: skip
        old.table("versions").insert({"article_id": "a", "number": 1, "seen_at": "2025-03-05T00:00:00+00:00"})
        old.table("statements").insert({"revision_id": 1, "number": 0, "name": "Ann", "cue": "said", "text": "Cheap.",
                                  "start": 0, "end": 6, "mention_start": 0, "mention_end": 0})  # fmt: skip
    with open_store(path) as store:
        (statement,) = store.digest("a").extraction.statements
        assert (statement.name, statement.tone) == ("Ann", None)
        assert list(store.signals()) == []
        save_at(store, Report(claims=(say("1"),), statements=(replace(statement, tone=1.0),)).digest("b"), START)
        assert store.digest("b").extraction.statements[0].tone == 1
        assert only(store).tone == 1
