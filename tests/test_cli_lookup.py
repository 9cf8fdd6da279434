"""Looking around in the database: each command's answer, word by word, on one small database."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import small_news
from commandline import error_of, invoke, json_of
from store_digests import DIGEST
from summarizer.contract import digest_entry
from summarizer.store import open_store
from terminals import run_on_terminal

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

#: A question of each command, which all databases are asked.
QUESTIONS = {
    "analysts": ["analysts"],
    "analysts NAME": ["analysts", "müller"],
    "indices": ["indices"],
    "search": ["search", "yields"],
    "show": ["show", "20250305"],
    "stats": ["stats"],
    "plot": ["plot", "RUT"],
}

#: Those of them that answer in rows, in any format.
ROWS = {
    "analysts": ["analysts"],
    "analysts NAME": ["analysts", "müller"],
    "indices": ["indices"],
    "search": ["search", "yields"],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database; tests only read there."""
    return small_news.build(tmp_path_factory.mktemp("stored") / "news.db")


@pytest.fixture(autouse=True)
def db(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small database, as ``$SUMMARIZER_DB`` names it."""
    monkeypatch.setenv("SUMMARIZER_DB", str(built))
    return built


def answer(*arguments: str | Path) -> str:
    """What a command that was done printed, and that it complained of nothing."""
    result = invoke(*arguments)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def lines(text: str) -> str:
    """An expected answer without the line break that begins it."""
    return text.removeprefix("\n")


# ---------------------------------------------------------------- analysts


def test_analysts_for_people() -> None:
    """Who spoke most comes first; a firm's unnamed analysts are one of them; copies and older texts don't count."""
    assert answer("analysts") == lines("""
Analyst     Role        Firm           Statements  Articles  First       Last        Speaks of
Ada Müller  strategist  Harbour & Co.           2         2  2025-03-05  2025-03-07  Russell 2000
(unnamed)               Quay Bank               1         1  2025-03-06  2025-03-06
""")


def test_analysts_for_programs() -> None:
    """The same, with null for what is not known."""
    assert json_of(invoke("analysts", "--json")) == [
        {
            "name": "Ada Müller",
            "role": "strategist",
            "firm": "Harbour & Co.",
            "statements": 2,
            "articles": 2,
            "first": "2025-03-05",
            "last": "2025-03-07",
            "indices": ["Russell 2000"],
        },
        {
            "name": None,
            "role": None,
            "firm": "Quay Bank",
            "statements": 1,
            "articles": 1,
            "first": "2025-03-06",
            "last": "2025-03-06",
            "indices": [],
        },
    ]


def test_what_somebody_said_for_people() -> None:
    """Newest first, by part of a name in any case."""
    assert answer("analysts", "MÜLL") == lines("""
Analyst     Firm           Day         Article       Statement
Ada Müller  Harbour & Co.  2025-03-07  20250307-oth  The Russell 2000 is up nearly 12% this month, said Ada Müller, a \
strategist at Harbour & Co.
Ada Müller  Harbour & Co.  2025-03-05  20250305-sma  The Russell 2000 is up nearly 12% this month, said Ada Müller, a \
strategist at Harbour & Co.
""")


def test_what_somebody_said_for_programs() -> None:
    """A statement, where it is printed, and its article."""
    assert json_of(invoke("analysts", "quay", "--json")) == [
        {
            "name": None,
            "role": None,
            "firm": "Quay Bank",
            "day": "2025-03-06",
            "statement": "Analysts at Quay Bank called the Russell 2000 cheap.",
            "start": 57,
            "end": 109,
            "tone": None,
            "article": "20250306-level",
            "revision": 1,
            "title": "Level",
            "published": "2025-03-06T00:00:00+00:00",
            "publisher": "Quay Wire",
            "url": "https://example.org/level",
        }
    ]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--firm", "HARBOUR"], ["Ada Müller"]),
        (["--firm", "bank"], [None]),
        (["--since", "2025-03-06", "--until", "2025-03-06"], [None]),
        (["--since", "2025-03", "--limit", "1"], ["Ada Müller"]),
        (["müller", "--firm", "harbour"], ["Ada Müller"] * 2),
        (["müller", "--until", "2025-03-06"], ["Ada Müller"]),
        (["a", "--limit", "2"], ["Ada Müller", None]),
    ],
    ids=str,
)
def test_analysts_are_chosen_by_options(options: list[str], names: list[str | None]) -> None:
    """By firm, days and number, which compose."""
    assert [row["name"] for row in json_of(invoke("analysts", "--json", *options))] == names


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["Muler"], "nobody of that name spoke; did you mean Ada Müller?"),
        (["qay bank"], "did you mean Quay Bank?"),
        (["xyz"], "xyz: nobody of that name spoke"),
        (["a", "--since", "2026"], "a: nothing found"),
        (["müller", "--since", "2026"], "müller: nothing found"),
        (["--firm", "nobody's"], "nobody's: nothing found"),
    ],
    ids=str,
)
def test_an_analyst_who_is_not_there(options: list[str], words: str) -> None:
    """Status 1, in one line, with near names where there are any."""
    assert words in error_of(invoke("analysts", *options), status=1)


def test_an_empty_name_is_nobody_s() -> None:
    """All names hold it: a variable of the shell that is not set asks for nobody rather than for everybody."""
    for options in (
        ["analysts", ""],
        ["analysts", "--firm", " "],
        ["claims", "--analyst", ""],
        ["claims", "--firm", ""],
    ):
        assert "is empty; write a part of a name, or leave it out" in error_of(invoke(*options))


# ---------------------------------------------------------------- indices


def test_indices_for_people() -> None:
    """Those first of which most is claimed; the last move is a day's, and neither it nor the level has a hedge."""
    assert answer("indices") == lines("""
Index             Symbol  Kind   Claims  Articles  First       Last        Last change  Last level
Russell 2000      RUT     index       7         3  2025-03-04  2025-03-07        +1.2%     2,100.5
Nasdaq Composite  IXIC    index       1         1  2025-03-04  2025-03-04        -0.3%
""")


def test_indices_for_programs() -> None:
    """The same figures as numbers, each with its day."""
    assert json_of(invoke("indices", "nasdaq", "--json")) == [
        {
            "entity": "Nasdaq Composite",
            "symbol": "IXIC",
            "kind": "index",
            "claims": 1,
            "articles": 1,
            "first": "2025-03-04",
            "last": "2025-03-04",
            "change": -0.3,
            "change_day": "2025-03-04",
            "level": None,
            "level_day": None,
        }
    ]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["russ"], ["Russell 2000"]),
        (["ixic"], ["Nasdaq Composite"]),
        (["small-cap gauge"], ["Russell 2000"]),
        (["2000", "--kind", "index"], ["Russell 2000"]),
        (["--limit", "1"], ["Russell 2000"]),
    ],
    ids=str,
)
def test_indices_are_chosen_by_options(options: list[str], names: list[str]) -> None:
    """By part of a name, alias or symbol, by kind, by number."""
    assert [row["entity"] for row in json_of(invoke("indices", "--json", *options))] == names


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["Rusell 2000"], "no index of that name; did you mean Russell 2000"),
        (["&&"], "no index of that name"),
        (["DAX"], "DAX: nothing found in"),
        (["--kind", "etf"], "indexes: nothing found"),
    ],
    ids=str,
)
def test_an_index_that_is_not_there(options: list[str], words: str) -> None:
    """Status 1, in one line, with near names where nothing is called so."""
    assert words in error_of(invoke("indices", *options), status=1)


# ---------------------------------------------------------------- search


def test_hits_for_people() -> None:
    """The best first, with the words around; copies and older texts are left out."""
    assert answer("search", "yields") == lines("""
Small caps shine · The Lantern · 2025-03-07 · 20250307-oth
  …Ten-year yields stood at 4.25%.

Small caps shine again · The Harbour Post · 2025-03-05 · 20250305-sma
  …Ten-year yields stood at 4.25%.
""")


def test_hits_for_programs() -> None:
    """The places of the words in the snippet, and how well it fits."""
    (row,) = json_of(invoke("search", '"year yields"', "STOO*", "--until", "2025-03-06", "--json"))
    assert row.pop("score") > 0
    assert row == {
        "article": "20250305-small-caps",
        "title": "Small caps shine again",
        "published": "2025-03-05T06:30:00+08:00",
        "publisher": "The Harbour Post",
        "url": "https://example.com/small-caps",
        "snippet": "…Ten-year yields stood at 4.25%.",
        "matches": [[5, 16], [17, 22]],
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["again"], ["20250305-small-caps"]),
        (["yields", "--since", "2025-03-06"], ["20250307-other"]),
        (["yields", "--until", "2025-03-05"], ["20250305-small-caps"]),
        (["yields", "--limit", "1"], ["20250307-other"]),
        (["yields", "--copies", "--since", "2025-03-08"], ["20250308-copy"]),
        (["quay bank cheap"], ["20250306-level"]),
        (['"bank quay"'], []),
        (["stren*"], []),
        (["strat*"], ["20250305-small-caps", "20250307-other"]),
        (["0.90%"], ["20250305-small-caps"]),
        (["NOT", "quay"], []),
        (['"'], []),
        (["*"], []),
        (["--", "-quay"], ["20250306-level"]),
    ],
    ids=str,
)
def test_articles_are_found_by(words: list[str], found: list[str]) -> None:
    """Words, phrases and beginnings, which all must be there; nothing that is typed is an error."""
    result = invoke("search", "--json", *words)
    assert sorted(row["article"] for row in json.loads(result.stdout)) == found
    assert result.exit_code == (0 if found else 1)


def test_words_are_highlighted_on_a_terminal(db: Path) -> None:
    """And nowhere else."""
    assert "\x1b[1;33myields\x1b[0m" in run_on_terminal("search", "yields", "--db", db)
    assert "\x1b" not in answer("search", "yields")


# ---------------------------------------------------------------- show


def test_an_article_that_was_edited_for_people() -> None:
    """Its text as it is now, its texts with their times, and what became of its claims."""
    assert answer("show", "20250305") == lines("""
The Harbour Post · 2025-03-05 06:30 · https://example.com/small-caps
The Russell 2000 gained 0.90% on Tuesday. The Nasdaq Composite slipped 0.3% while small caps shone. The Russell 2000 \
is up nearly 12% this month, said Ada Müller, a strategist at Harbour & Co. "Rates help," she added. Ten-year yields \
stood at 4.25%.

Index             Figure  Metric    Period  As of       Said by
Russell 2000      +0.90%  change    day     2025-03-04
Russell 2000  under +12%  change    month               Ada Müller
Russell 2000   under 12%  forecast                      Ada Müller

Analyst     Role        Firm           Statement
Ada Müller  strategist  Harbour & Co.  The Russell 2000 is up nearly 12% this month, said Ada Müller, a strategist at \
Harbour & Co.

Revision   Since (UTC)       Until (UTC)       Claims  Title
1          2025-03-05 00:10  2025-03-05 02:10       3  Small caps shine
2 (shown)  2025-03-05 02:10                         3  Small caps shine again

Claims from revision 1 to 2
Change   Index             Was                           Is
changed  Russell 2000      +0.80% change day 2025-03-04  +0.90% change day 2025-03-04
gone     Nasdaq Composite  -0.3% change day 2025-03-04
added    Russell 2000                                    under 12% forecast Ada Müller
""")


def test_an_older_text_for_people() -> None:
    """With what was known then, its summary and proof among it; held against another text if asked."""
    assert answer("show", "20250305", "--revision", "1", "--against", "2") == lines("""
The Harbour Post · 2025-03-05 06:30 · https://example.com/small-caps
The Russell 2000 gained 0.80% on Tuesday. The Nasdaq Composite slipped 0.3% while small caps shone. The Russell 2000 \
is up nearly 12% this month, said Ada Müller, a strategist at Harbour & Co. "Rates help," she added. Ten-year yields \
stood at 4.25%.

Small-cap shares led: the Russell 2000 gained 0.80%.

Index                 Figure  Metric  Period  As of       Said by
Russell 2000          +0.80%  change  day     2025-03-04
Nasdaq Composite       -0.3%  change  day     2025-03-04
Russell 2000      under +12%  change  month               Ada Müller

Analyst     Role        Firm           Statement
Ada Müller  strategist  Harbour & Co.  The Russell 2000 is up nearly 12% this month, said Ada Müller, a strategist at \
Harbour & Co.

Summary says  Proved by
0.80%         The Russell 2000 gained 0.80% on Tuesday.

Revision   Since (UTC)       Until (UTC)       Claims  Title
1 (shown)  2025-03-05 00:10  2025-03-05 02:10       3  Small caps shine
2          2025-03-05 02:10                         3  Small caps shine again

Claims from revision 2 to 1
Change   Index             Was                            Is
changed  Russell 2000      +0.90% change day 2025-03-04   +0.80% change day 2025-03-04
gone     Russell 2000      under 12% forecast Ada Müller
added    Nasdaq Composite                                 -0.3% change day 2025-03-04
""")


def test_a_copy_and_what_it_is_a_copy_of() -> None:
    """Each names the other."""
    assert answer("show", "20250308").endswith("\nA copy of 20250307-oth\n")
    assert answer("show", "20250307").endswith("\nCopies: 20250308-cop\n")
    assert json_of(invoke("show", "20250308", "--json"))["copy_of"] == "20250307-other"
    assert json_of(invoke("show", "20250307", "--json"))["copies"] == ["20250308-copy"]


def test_an_article_that_was_edited_for_programs() -> None:
    """The digest as it always was, and beside it the revisions, each held against the one before."""
    entry = json_of(invoke("show", "20250305", "--revision", "1", "--json"))
    assert entry.items() >= digest_entry(DIGEST).items()
    claims = digest_entry(DIGEST)["claims"]
    edited = {entry["text"]: entry for entry in digest_entry(small_news.EDITED)["claims"][::-1]}
    forecast = digest_entry(small_news.EDITED)["claims"][2]
    assert entry["revision"] == 1
    assert entry["revisions"] == [
        {
            "number": 1,
            "title": "Small caps shine",
            "published": "2025-03-05T06:30:00+08:00",
            "current": [{"since": "2025-03-05T00:10:00.000+00:00", "until": "2025-03-05T02:10:00.000+00:00"}],
            "claims": 3,
            "against": None,
            "changed": [],
            "gone": [],
            "added": [],
        },
        {
            "number": 2,
            "title": "Small caps shine again",
            "published": "2025-03-05T06:30:00+08:00",
            "current": [{"since": "2025-03-05T02:10:00.000+00:00", "until": None}],
            "claims": 3,
            "against": 1,
            "changed": [{"before": claims[0], "after": edited["0.90%"]}],
            "gone": [claims[1]],
            "added": [forecast],
        },
    ]


@pytest.mark.parametrize("option", ["--revision", "--against"])
def test_a_revision_that_is_not_there(option: str) -> None:
    """Status 1, and how many there are."""
    line = error_of(invoke("show", "20250305", option, "7"), status=1)
    assert "20250305-small-caps: the article has no revision 7; the last one is 2" in line


def test_a_text_that_came_back_is_listed_twice(tmp_path: Path) -> None:
    """With the times at which it was the article's text."""
    path = tmp_path / "news.db"
    with open_store(path) as store:
        for digest in (DIGEST, small_news.EDITED, DIGEST):
            store.save(digest)
    shown = answer("show", "20250305", "--db", path).splitlines()
    listed = [line.split("  ")[0] for line in shown if line.startswith(("1", "2 "))]
    assert listed == ["1 (shown)", "1 (shown)", "2"]


# ---------------------------------------------------------------- stats


def test_stats_for_people() -> None:
    """How much there is, by what it measures, and what each of the last days brought."""
    counted, matrix, days = answer("stats").split("\n\n")
    assert counted.splitlines()[:-1] == [
        "Articles    4",
        "Copies      1",
        "Revisions   5",
        "Claims      8 of 2 indexes",
        "Statements  3 by 2 analysts",
        "Summaries   1",
    ]
    assert matrix == lines("""
Claims    index
change        6
forecast      1
level         1""")
    today = datetime.now(UTC).date()
    back = [f"{today - timedelta(days=back)}         0       0" for back in range(14)]
    assert days.splitlines() == ["Day (UTC)   Articles  Claims", *back]


def test_stats_for_programs(db: Path) -> None:
    """The same, and the bytes on the disk."""
    entry = json_of(invoke("stats", "--json"))
    assert len(entry.pop("days")) == 14
    assert entry == {
        "articles": 4,
        "revisions": 5,
        "copies": 1,
        "claims": 8,
        "summaries": 1,
        "statements": 3,
        "analysts": 2,
        "indices": 2,
        "by_metric": [
            {"metric": "change", "kind": "index", "claims": 6},
            {"metric": "forecast", "kind": "index", "claims": 1},
            {"metric": "level", "kind": "index", "claims": 1},
        ],
        "size": db.stat().st_size,
    }


def test_stats_count_the_days(tmp_path: Path) -> None:
    """By when articles were seen; a copy's claims count where they stand."""
    path = small_news.build(tmp_path / "news.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        for back, key in ((0, "20250306-level"), (1, "20250307-other"), (1, "20250308-copy"), (20, DIGEST.article.id)):
            seen = (datetime.now(UTC) - timedelta(days=back)).isoformat(timespec="seconds")
            connection.execute("UPDATE articles SET first_seen = ? WHERE id = ?", [seen, key])
    days = json_of(invoke("stats", "--json", "--db", path))["days"]
    assert [(day["articles"], day["claims"]) for day in days] == [(1, 2), (2, 3), *[(0, 0)] * 12]


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("question", ROWS.values(), ids=ROWS)
def test_every_format_says_the_same(question: list[str]) -> None:
    """JSON, lines, CSV and TSV hold the same rows; a table is the default."""
    rows = json_of(invoke(*question, "--json"))
    assert list(map(json.loads, answer(*question, "--nl").splitlines())) == rows
    for option, dialect in (("--csv", "excel"), ("--tsv", "excel-tab")):
        read = list(csv.DictReader(io.StringIO(answer(*question, option)), dialect=dialect))
        assert [list(row) for row in read] == [list(row) for row in rows]
        assert [list(row.values()) for row in read] == [list(map(cell, row.values())) for row in rows]
    assert answer(*question, "--table") == answer(*question)
    assert "exclude each other" in error_of(invoke(*question, "--json", "--csv"))


def cell(value: Any) -> str:
    """A value as it is written to CSV."""
    return "" if value is None else json.dumps(value) if isinstance(value, list) else str(value)


def test_where_there_is_more_it_is_said(tmp_path: Path) -> None:
    """A table has fifty rows, and a word of it on standard error; programs get all, and whoever said how many those."""
    path = tmp_path / "news.db"
    with open_store(path) as store:
        for number in range(60):
            store.save(small_news.tell(f"a{number}", "The Lantern", 7))
    result = invoke("analysts", "müller", "--db", path)
    assert (result.exit_code, result.stdout.count("\n")) == (0, 51)
    assert result.stderr == "summarizer: these are the first 50; there are more: --limit\n"
    assert answer("analysts", "müller", "--limit", "55", "--db", path).count("\n") == 56
    assert answer("analysts", "müller", "--nl", "--db", path).count("\n") == 60
    assert answer("analysts", "müller", "--nl", "--limit", "55", "--db", path).count("\n") == 55
    assert "… and more; raise --limit to see them" in run_on_terminal(
        "analysts", "müller", "--limit", "2", "--db", path
    )


def test_a_search_shows_twenty(tmp_path: Path) -> None:
    """In any format; where more was found that is said, unless somebody said how many."""
    path = tmp_path / "news.db"
    with open_store(path) as store:
        for number in range(25):
            store.save(small_news.tell(f"a{number}", "The Lantern", 7))
    result = invoke("search", "yields", "--nl", "--db", path)
    assert (result.exit_code, result.stdout.count("\n")) == (0, 20)
    assert result.stderr == "summarizer: these are the first 20; there are more: --limit\n"
    assert answer("search", "yields", "--nl", "--limit", "22", "--db", path).count("\n") == 22
    assert answer("search", "yields", "--nl", "--limit", "30", "--db", path).count("\n") == 25


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_without_a_database_there_is_one_line(tmp_path: Path, question: list[str]) -> None:
    """Asking does not make one."""
    path = tmp_path / "none.db"
    assert "there is no database" in error_of(invoke(*question, "--db", path))
    assert not path.exists()


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, question: list[str]) -> None:
    """It is refused in one line, and not a byte of it changes."""
    path = small_news.build(tmp_path / "news.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'news-to-signal', 'm999_later', '2099-01-01')")
    before = path.read_bytes()
    assert "newer version" in error_of(invoke(*question, "--db", path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["analysts", "--since", "2025-02-30"],
        ["search", "yields", "--until", "2025-13"],
        ["stats", "--csv"],
        ["plot", "RUT", "--since", "someday"],
        ["analysts", "--limit", "0"],
        ["indices", "--kind", "bond"],
        ["search"],
        ["show", "20250305", "--revision", "0"],
    ],
    ids=str,
)
def test_bad_usage_is_one_line(arguments: list[str]) -> None:
    """Status 2: impossible days, numbers and kinds."""
    error_of(invoke(*arguments))
