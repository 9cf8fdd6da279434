"""``summarizer claims``, word by word, on one small database."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

import small_news
from commandline import error_of, invoke, json_of

ROOT = Path(__file__).parent.parent

TABLE = """\
Index                 Figure  Metric    Period  As of       Said by     Published   Article
Russell 2000      under +12%  change    month               Ada Müller  2025-03-07  20250307-oth
Russell 2000         2,100.5  level             2025-03-05              2025-03-06  20250306-lev
Russell 2000           +1.2%  change    day     2025-03-05              2025-03-06  20250306-lev
Russell 2000      under +12%  change    month               Ada Müller  2025-03-05  20250305-sma
Russell 2000       under 12%  forecast                      Ada Müller  2025-03-05  20250305-sma
Russell 2000          +0.85%  change    day     2025-03-04              2025-03-07  20250307-oth
Nasdaq Composite       -0.3%  change    day     2025-03-04              2025-03-07  20250307-oth
Russell 2000          +0.90%  change    day     2025-03-04              2025-03-05  20250305-sma
"""

KNOWN_BEFORE_THE_EDIT = """\
Index         Figure  Metric  Period  As of       Said by  Published   Article
Russell 2000  +0.80%  change  day     2025-03-04           2025-03-05  20250305-sma
    The Russell 2000 gained 0.80% on Tuesday.
    The Harbour Post · https://example.com/small-caps
"""

FACTS = """\
Index             Figure  Metric  Period  Day         Sources  First seen (UTC)  Last seen (UTC)   Article
Nasdaq Composite   -0.3%  change  day     2025-03-04        3  2025-03-05 00:10  2025-03-08 00:10  20250305-sma
Russell 2000      +0.80%  change  day     2025-03-04        2  2025-03-05 00:10  2025-03-08 00:10  20250305-sma
Russell 2000      +0.85%  change  day     2025-03-04        1  2025-03-07 00:10  2025-03-07 00:10  20250307-oth
Russell 2000      +0.90%  change  day     2025-03-04        1  2025-03-05 02:10  2025-03-05 02:10  20250305-sma
"""

CLAIM = {
    "entity": "Russell 2000",
    "symbol": "RUT",
    "kind": "index",
    "metric": "change",
    "value": 1.2,
    "unit": "percent",
    "period": "day",
    "date": "2025-03-05",
    "day": "2025-03-05",
    "hedge": None,
    "text": "1.2%",
    "start": 51,
    "end": 55,
    "quote": "The Russell 2000 stood at 2,100.5 on Wednesday, up 1.2%.",
    "speaker": None,
    "article": "20250306-level",
    "revision": 1,
    "claim": 1,
    "title": "Level",
    "published": "2025-03-06T00:00:00+00:00",
    "publisher": "Quay Wire",
    "url": "https://example.org/level",
    "known_since": "2025-03-06T00:10:00.000+00:00",
    "copy_of": None,
    "sentence": [0, 56],
}
FACT = CLAIM | {
    "sources": 1,
    "first_seen": "2025-03-06T00:10:00.000+00:00",
    "last_seen": "2025-03-06T00:10:00.000+00:00",
}


def in_words(value: object) -> str:
    """What a test is asked with, as typed."""
    return " ".join(map(str, value)) if isinstance(value, list) else ""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database; tests only read there."""
    return small_news.build(tmp_path_factory.mktemp("stored") / "news.db")


@pytest.fixture(autouse=True)
def db(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small database, as ``$SUMMARIZER_DB`` names it."""
    monkeypatch.setenv("SUMMARIZER_DB", str(built))
    return built


@pytest.mark.parametrize(
    ("options", "table"),
    [
        ("", TABLE),
        ("--table", TABLE),
        ("RUT --as-of 2025-03-05T01:00 --period day -s", KNOWN_BEFORE_THE_EDIT),
        ("--distinct --copies --all-revisions --period day --until 2025-03-04 --sort value", FACTS),
    ],
)
def test_people_see_a_table(options: str, table: str) -> None:
    """A claim or fact a line, its sentence and address below where they are asked for."""
    result = invoke("claims", *options.split())
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == table


@pytest.mark.parametrize(("options", "entry"), [([], CLAIM), (["--distinct"], FACT)])
def test_scripts_get_every_key(options: list[str], entry: dict[str, object]) -> None:
    """In JSON, lines, CSV and TSV alike, each row with its sentence and address."""
    asked = ["claims", "--source", "quay", "--metric", "change", *options]
    assert json_of(invoke(*asked, "--json")) == [entry]
    assert list(map(json.loads, invoke(*asked, "--nl").stdout.splitlines())) == [entry]
    for option, delimiter in (("--csv", ","), ("--tsv", "\t")):
        (row,) = csv.DictReader(io.StringIO(invoke(*asked, option).stdout), delimiter=delimiter)
        assert row == {key: "" if value is None else str(value) for key, value in entry.items()}


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (["RUT", "Nasdaq", "--period", "day"], [1.2, 0.85, -0.3, 0.9]),
        (["--min", "1", "--max", "12", "--metric", "change"], [12, 1.2, 12]),
        (["--max", "-0.1"], [-0.3]),
        (["--direction", "down"], [-0.3]),
        (["--firm", "harbour"], [12, 12, 12]),
        (["--analyst", "müller", "--source", "LANTERN"], [12]),
        (["--source", "example.org"], [2100.5, 1.2]),
        (["--kind", "index", "--metric", "forecast"], [12]),
        (["--since", "2025-03-05", "--until", "2025-03", "--sort", "date", "--limit", "3"], [12, 12, 2100.5]),
        (["--sort", "-value", "--limit", "1"], [2100.5]),
        (["--sort", "seen", "--limit", "1"], [0.9]),
        (["--copies", "--source", "copyist"], [0.8, -0.3]),
        (["--as-of", "2025-03-05", "--period", "day"], [0.9]),
        (["--as-of", "2025-03-05", "--period", "day", "--all-revisions"], [0.9, 0.8, -0.3]),
        (["--as-of", "2025-03-05T01:00Z", "--direction", "up"], [12, 0.8]),
        (["--as-of", "2025-03-05T09:00+08:00", "--direction", "up"], [12, 0.8]),
    ],
    ids=in_words,
)
def test_filters_compose(options: list[str], values: list[float]) -> None:
    """All must hold; days and times as people type them."""
    rows = json_of(invoke("claims", "--json", *options))
    assert [row["value"] for row in rows] == values


def test_days_count_from_today() -> None:
    """The news is of March 2025: that is long ago, and within a hundred years."""
    assert len(json_of(invoke("claims", "--since", "100y", "--until", "today", "--json"))) == 8
    assert "nothing found" in error_of(invoke("claims", "--since", "monday"), status=1)


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["Rusell 2000"], "Rusell 2000: no index of that name; did you mean Russell 2000"),
        (["RUT", "Nasdak"], "Nasdak: no index of that name; did you mean Nasdaq"),
        (["S&P 501 sectors"], "no index of that name; did you mean S&P 5"),
        (["DAX"], "DAX: nothing found in"),
        (["S&P 500 sectors"], "S&P 500 sectors: nothing found in"),
        (["--min", "99999"], "claims: nothing found in"),
        (["--as-of", "2000"], "claims: nothing found in"),
        (["--analyst", "nobody", "--distinct"], "claims: nothing found in"),
    ],
    ids=in_words,
)
def test_nothing_found_is_a_negative_answer(options: list[str], part: str) -> None:
    """Status 1 and one line, with near names where the name is not known."""
    assert part in error_of(invoke("claims", *options), status=1)


def test_a_script_still_reads_an_empty_answer() -> None:
    """The status tells; what is printed can be parsed."""
    for option, printed in (("--json", "[]\n"), ("--nl", ""), ("--csv", ",".join(CLAIM) + "\n")):
        result = invoke("claims", "DAX", option)
        assert (result.exit_code, result.stdout) == (1, printed)


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "2025-02-30"],
        ["--until", "last week"],
        ["--since", "2025-03-05", "--until", "2025-03-04"],
        ["--since", "2025", "--until", "2024-12"],
        ["--as-of", "2025-03-05T25:00"],
        ["--as-of", "soon"],
        ["--min", "2", "--max", "1"],
        ["--min", "nan"],
        ["--max", "inf"],
        ["--min", "much"],
        ["--sort", "size"],
        ["--direction", "sideways"],
        ["--kind", "bond"],
        ["--limit", "0"],
        ["--json", "--csv"],
    ],
    ids=in_words,
)
def test_what_can_t_be_meant_is_bad_usage(options: list[str]) -> None:
    """Status 2, one line."""
    error_of(invoke("claims", *options))


def test_days_that_touch_are_no_mistake() -> None:
    """A month lies in its year, and the other way round."""
    for since, until in (("2025-03-05", "2025"), ("2025", "2025-03-05"), ("2025-03", "2025-03")):
        assert invoke("claims", "--since", since, "--until", until).exit_code == 0


def test_a_newer_database_is_refused_untouched(built: Path, tmp_path: Path) -> None:
    """It says so in one line, and not a byte is changed."""
    path = tmp_path / "newer.db"
    with closing(sqlite3.connect(built)) as source, closing(sqlite3.connect(path)) as newer:
        source.backup(newer)
        newer.execute("PRAGMA journal_mode = DELETE")
        with newer:
            newer.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
                ["news-to-signal", "m999_later", "2099"],
            )
    before = path.read_bytes()
    assert "newer version" in error_of(invoke("claims", "RUT", "--db", path))
    assert path.read_bytes() == before


def test_without_a_database_there_is_one_line(tmp_path: Path) -> None:
    """Asking does not make one, whatever is asked for."""
    path = tmp_path / "none.db"
    for asked in ([], ["RUT"], ["no such index"]):
        assert "there is no database" in error_of(invoke("claims", *asked, "--db", path))
    assert not path.exists()


@pytest.mark.parametrize(("options", "more"), [(["--limit", "2"], "and 6 more"), (["--limit", "8"], None), ([], None)])
def test_a_terminal_is_told_how_many_more_there_are(options: list[str], more: str | None, db: Path) -> None:
    """Where a limit cut a table short."""
    printed = on_a_terminal("claims", *options, "--db", str(db))
    assert ("more; raise --limit" in printed) is (more is not None)
    assert more is None or more in printed


def test_a_terminal_shows_sentences_below_their_rows(db: Path) -> None:
    """In aligned columns, indented."""
    lines = on_a_terminal("claims", "--source", "quay", "--sentences", "--db", str(db)).splitlines()
    assert [line.split("  ")[0].strip() for line in lines[2::3]] == ["Russell 2000", "Russell 2000"]
    assert lines[3].strip() == "The Russell 2000 stood at 2,100.5 on Wednesday, up 1.2%."
    assert lines[4].strip() == "Quay Wire · https://example.org/level"


def on_a_terminal(*arguments: str) -> str:
    """What a terminal without colours shows."""
    main, terminal = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "NO_COLOR": "1", "COLUMNS": "150"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=subprocess.PIPE,
        check=False,
        env=environment,
    )
    os.close(terminal)
    printed = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while piece := os.read(main, 65536):
            printed += piece
    os.close(main)
    assert (done.returncode, done.stderr) == (0, b"")
    plain = printed.decode().replace("\r\n", "\n")
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m"):
        plain = plain.replace(code, "")
    return plain
