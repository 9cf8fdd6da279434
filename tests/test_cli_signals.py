"""``summarizer signals`` and ``conflicts`` as people and scripts meet them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commandline import error_of, invoke, json_of
from reports import START, Report, save_at, say
from store_digests import NASDAQ, SAID
from summarizer.commands import signals as command
from summarizer.store import open_store
from summarizer.types import Hedge, Metric, Period, Span, Unit

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Small caps are up 12%. The Russell 2000 is cheap."

REPORTS = (
    Report(
        "Quay Times",
        (
            say("1.47"),
            say("2442.03", metric=Metric.LEVEL, unit=Unit.LEVEL, period=None),
            say("12", period=Period.MONTH, hedge=Hedge.OVER, span=Span(18, 21), mention=Span(27, 39)),
        ),
        title="Russell 2000 shines",
        statements=(replace(SAID, span=Span(23, 49), tone=0.5),),
        text=TEXT,
        url="https://quay.example/1",
    ),
    Report("Mole Wire", (say("1.5"), say("-0.3", entity=NASDAQ)), published=30, url="https://mole.example/2"),
    Report(None, (say("-1.47"), say("0.8", entity=NASDAQ, day="2025-03-03")), url="https://www.basin.example/3"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three reports, an hour each."""
    path = tmp_path_factory.mktemp("signals") / "news.db"
    with open_store(path) as store:
        for number, one in enumerate(REPORTS):
            digest = one.digest(f"a{number}")
            save_at(store, digest, START.replace(hour=number))
        store._connection.execute(
            "UPDATE claims SET sentence = 'The ' || entity || ' moved ' || value || '%.', text = value || '%'"
        )
    return path


@pytest.fixture(autouse=True)
def db(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database, as ``$SUMMARIZER_DB`` names it."""
    monkeypatch.setenv("SUMMARIZER_DB", str(made))
    return made


SIGNALS = """\
Index             Day         Period  Figure  Spread  Sources  Conflict   Tone  Relevance  First seen (UTC)
Russell 2000      2025-03-04  day     +1.47%    2.97        3  yes       +0.50       0.67  2025-03-05 00:00
Nasdaq Composite  2025-03-04  day      -0.3%                1                        0.50  2025-03-05 01:00
Russell 2000      2025-03-04  month    ~+12%                1            +0.50       1.00  2025-03-05 00:00
Nasdaq Composite  2025-03-03  day      +0.8%                1                        0.50  2025-03-05 02:00
"""

CONFLICTS = """\
Index         As of           Figure  Source      Sentence                       Figure  Source         Sentence
Russell 2000  2025-03-04 day  +1.47%  Quay Times  The Russell 2000 moved 1.47%.  -1.47%  basin.example  \
The Russell 2000 moved -1.47%.
"""


def test_signals_are_a_table() -> None:
    """The newest day first, of a day what most sources tell; what is hedged is marked."""
    result = invoke("signals")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == SIGNALS


def test_signals_in_json_have_every_field() -> None:
    """As docs/signals.md defines them."""
    assert json_of(invoke("signals", "RUT", "--period", "day", "--json")) == [
        {
            "entity": "Russell 2000",
            "symbol": "RUT",
            "kind": "index",
            "date": "2025-03-04",
            "day": "2025-03-04",
            "period": "day",
            "metric": "change",
            "unit": "percent",
            "value": 1.47,
            "low": -1.47,
            "high": 1.5,
            "spread": 2.97,
            "direction": "up",
            "sources": 3,
            "articles": 3,
            "claims": 3,
            "hedged": False,
            "conflict": True,
            "relevance": 0.667,
            "tone": 0.5,
            "first_seen": "2025-03-05T00:00:00.000+00:00",
            "last_seen": "2025-03-05T02:00:00.000+00:00",
            "first_article": "a0",
            "novel": None,
        }
    ]


def test_conflicts_show_both_sentences() -> None:
    """Side by side: what most say, and what is in doubt."""
    result = invoke("conflicts")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == CONFLICTS


def test_conflicts_in_json_lead_to_both_articles() -> None:
    """Each side with its claim, sentence and address."""
    assert json_of(invoke("conflicts", "--since", "2025-03-04", "--json")) == [
        {
            "entity": "Russell 2000",
            "symbol": "RUT",
            "kind": "index",
            "date": "2025-03-04",
            "day": "2025-03-04",
            "period": "day",
            "metric": "change",
            "unit": "percent",
            "apart": 2.0,
            "most_value": 1.47,
            "most_text": "1.47%",
            "most_source": "Quay Times",
            "most_sources": 1,
            "most_quote": "The Russell 2000 moved 1.47%.",
            "most_speaker": None,
            "most_article": "a0",
            "most_revision": 1,
            "most_claim": 0,
            "most_published": "2025-03-05T00:00:00+00:00",
            "most_url": "https://quay.example/1",
            "fewer_value": -1.47,
            "fewer_text": "-1.47%",
            "fewer_source": "basin.example",
            "fewer_sources": 1,
            "fewer_quote": "The Russell 2000 moved -1.47%.",
            "fewer_speaker": None,
            "fewer_article": "a2",
            "fewer_revision": 1,
            "fewer_claim": 0,
            "fewer_published": "2025-03-05T00:00:00+00:00",
            "fewer_url": "https://www.basin.example/3",
        }
    ]


@pytest.mark.parametrize("name", ["signals", "conflicts"])
def test_every_format_says_the_same(name: str) -> None:
    """JSON, lines, CSV and TSV hold the same rows, each value of them."""
    rows = json_of(invoke(name, "--json"))
    assert rows
    assert list(map(json.loads, invoke(name, "--nl").stdout.splitlines())) == rows
    for option, delimiter in (("--csv", ","), ("--tsv", "\t")):
        read = list(csv.DictReader(io.StringIO(invoke(name, option).stdout), delimiter=delimiter))
        assert read == [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
    assert invoke(name, "--table").stdout == invoke(name).stdout


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (["russell"], [1.47, 12]),
        (["RUT", "Nasdaq Composite", "--period", "day"], [1.47, -0.3, 0.8]),
        (["--since", "2025-03-04", "--until", "2025-03"], [1.47, -0.3, 12]),
        (["--until", "2025-03-03"], [0.8]),
        (["--metric", "level"], [2442.03]),
        (["--min-sources", "2"], [1.47]),
        (["--limit", "2"], [1.47, -0.3]),
        (["--as-of", "2025-03-05T00:30"], [1.47, 12]),
        (["--as-of", "2025-03-05T01:30"], [1.485, -0.3, 12]),
        (["--sort", "value"], [-0.3, 0.8, 1.47, 12]),
        (["--sort", "-value", "--limit", "2"], [12, 1.47]),
        (["--sort", "-sources", "--kind", "index"], [1.47, -0.3, 12, 0.8]),
        (["--sort", "tone"], [1.47, 12, -0.3, 0.8]),
    ],
    ids=str,
)
def test_signals_are_chosen_by_options(options: list[str], values: list[float]) -> None:
    """By index, day, period, metric, sources and time."""
    assert [row["value"] for row in json_of(invoke("signals", "--json", *options))] == values


@pytest.mark.parametrize(
    ("options", "count"),
    [([], 1), (["--as-of", "2025-03-05T01:30"], 0), (["--kind", "etf"], 0), (["RUT", "--kind", "index"], 1)],
    ids=str,
)
def test_conflicts_are_chosen_by_options(options: list[str], count: int) -> None:
    """By what was known when, and by what sort of thing it is about."""
    result = invoke("conflicts", "--json", *options)
    assert (result.exit_code, len(json.loads(result.stdout))) == (0 if count else 1, count)


@pytest.mark.parametrize("name", ["signals", "conflicts"])
def test_an_unknown_index_is_a_negative_answer(name: str) -> None:
    """Status 1, and near names; so is a known one that nothing is told of."""
    assert "Russell 2000" in error_of(invoke(name, "Rusell 2000"), status=1)
    assert "summarizer: dax, the footsie: nothing found in" in error_of(invoke(name, "dax", "the footsie"), status=1)
    result = invoke(name, "DAX", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])


@pytest.mark.parametrize("name", ["signals", "conflicts", "claims", "export", "feeds check"])
def test_help_names_an_argument_once(name: str) -> None:
    """Brackets and dots are the program's."""
    usage = invoke(*name.split(), "--help").stdout.splitlines()[0]
    assert usage.endswith(("[OPTIONS] [INDEX...]", "[OPTIONS] {TABLE} [INDEX...]", "[OPTIONS] [NAME...]"))


def test_a_table_of_signals_says_that_there_is_more(tmp_path: Path) -> None:
    """On standard error where it is no terminal; the other formats have all."""
    path = tmp_path / "many.db"
    with open_store(path) as store:
        claims = tuple(
            say("1", entity=NASDAQ, day=f"2024-{month:02}-{day:02}") for month in (1, 2) for day in range(1, 29)
        )
        store.save(Report(claims=claims).digest("many"))
    result = invoke("signals", "--since", "2000", "--db", path)
    assert result.stdout.count("Nasdaq Composite") == 50
    assert result.stderr == "summarizer: these are the first 50; there are more: --limit\n"
    assert invoke("signals", "--since", "2000", "--db", path, "--limit", "51").stdout.count("Nasdaq Composite") == 51
    assert len(json_of(invoke("signals", "--json", "--db", path))) == 56


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "2025-02-30"],
        ["--period", "fortnight"],
        ["--metric", "forecast"],
        ["--limit", "0"],
        ["--json", "--csv"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["signals", "conflicts"])
def test_bad_usage_is_one_line(name: str, options: list[str]) -> None:
    """Status 2, and how to ask for help."""
    assert "--help" in error_of(invoke(name, *options))


@pytest.mark.parametrize("options", [["--sort", "size"], ["--min-sources", "0"], ["--as-of", "noon"]], ids=" ".join)
def test_signals_refuse_what_can_t_be_meant(options: list[str]) -> None:
    """As any other bad usage."""
    assert "--help" in error_of(invoke("signals", *options))


@pytest.mark.parametrize(
    "command", ["signals", "conflicts", "claims", "analysts", "search x", "plot RUT", "export articles"]
)
def test_days_between_which_nothing_lies_are_refused(command: str) -> None:
    """By every command alike: that is no negative answer."""
    days = ["--since", "2025-03-05", "--until", "2025-03-04"]
    assert "since 2025-03-05: lies behind until 2025-03-04" in error_of(invoke(*command.split(), *days))


@pytest.mark.parametrize("name", ["signals", "conflicts"])
def test_a_database_that_can_t_be_used_is_one_line(name: str, tmp_path: Path) -> None:
    """None, or one of a newer version, which stays as it is."""
    missing = tmp_path / "none.db"
    assert "no database" in error_of(invoke(name, "--db", missing))
    assert not missing.exists()
    newer = tmp_path / "newer.db"
    with open_store(newer) as store:
        store._connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('news-to-signal', 'm999', '')"
        )
    before = newer.read_bytes()
    assert "newer version" in error_of(invoke(name, "--db", newer))
    assert newer.read_bytes() == before


def test_a_limited_answer_says_how_far_back_it_looked(tmp_path: Path) -> None:
    """Where it might have found more; --since looks farther."""
    path = tmp_path / "many.db"
    with open_store(path) as store:
        store._connection.execute("PRAGMA synchronous = OFF")
        store.save(Report(claims=(say("9", day="2001-01-01"),)).digest("old"))
        day = say("1").date
        claims = tuple(say("1", entity=NASDAQ, day=day) for _ in range(command.REACH + 1))
        store.save(Report(claims=claims).digest("new"))
    result = invoke("signals", "--db", path)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)
    assert result.stderr == f"summarizer: signals: looked back to {day}; look further back with --since\n"
    for options in (["--since", "2001"], ["--json"]):
        result = invoke("signals", "--db", path, *options)
        assert (result.stderr, "2001-01-01" in result.stdout) == ("", True)
    assert "--since" in error_of(invoke("conflicts", "--db", path), status=1)
