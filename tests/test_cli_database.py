"""``summarizer db``: what is wrong is found, what was deleted gives its room back, and a copy is whole or not there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

import small_news
from commandline import error_of, invoke
from store_digests import DIGEST, many_claims
from summarizer.errors import StoreError
from summarizer.store import open_store
from summarizer.watch import sole_watch

if TYPE_CHECKING:
    from pathlib import Path


#: The first claim or statement of the edited article.
FIRST = "article 20250305-small-caps, revision 1, number 0"

#: Takes a text out of the full-text index.
UNSEARCHED = """
    INSERT INTO revisions_fts (revisions_fts, rowid, title, text) SELECT 'delete', id, title, text FROM revisions
    WHERE id = 1
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database, to be copied."""
    return small_news.build(tmp_path_factory.mktemp("built") / "news.db")


@pytest.fixture
def db(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small database of the test's own, as ``$SUMMARIZER_DB`` names it."""
    path = tmp_path / "news.db"
    shutil.copy(built, path)
    monkeypatch.setenv("SUMMARIZER_DB", str(path))
    return path


def spoil(path: Path, statement: str) -> None:
    """Change a database behind our back, foreign keys not heeded."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def names_in(folder: Path) -> list[str]:
    """The files of a folder, a watch's lock left out."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


# ---------------------------------------------------------------- check


def test_a_sound_database_is_called_so(db: Path) -> None:
    """In one line, and nothing of it changes."""
    before = db.read_bytes()
    result = invoke("db", "check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{db}: sound\n", "")
    assert db.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "UPDATE claims SET text = '0.81%' WHERE id = 1",
            f"claims: {FIRST}: the text has '0.80%' where text is '0.81%'",
        ),
        (
            "UPDATE claims SET sentence = 'The' WHERE id = 1",
            f"claims: {FIRST}: the text has 'The Russell 2000 gained 0.80% on Tuesday.' where sentence is 'The'",
        ),
        (
            'UPDATE claims SET start = 900, "end" = 905 WHERE id = 1',
            f"claims: {FIRST}: start 900 and end 905 are no place in a text of 249 characters",
        ),
        (
            "UPDATE claims SET start = 'x' WHERE id = 1",
            f"claims: {FIRST}: start 'x' and end 29 are no place in a text of 249 characters",
        ),
        (
            "UPDATE claims SET text = 5 WHERE id = 1",
            f"claims: {FIRST}: the text has '0.80%' where text is '5'",
        ),
        (
            "UPDATE articles SET publisher = x'fe' WHERE rowid = 1",
            "articles: row 1: publisher holds bytes, no text",
        ),
        (
            "UPDATE sentences SET start = 1.5 WHERE id = 1",
            f"sentences: {FIRST}: start 1.5 and end 41 are no place in a text of 249 characters",
        ),
        (
            "UPDATE statements SET mention_end = mention_start - 1 WHERE id = 1",
            f"statements: {FIRST}: mention_start 151 and mention_end 150 are no place in a text of 249 characters",
        ),
        (
            "UPDATE articles SET current_revision = 9 WHERE id = '20250306-level'",
            (
                "articles: article 20250306-level: its current text, revision 9, is missing\n"
                "versions: article 20250306-level: revision 9 is current, but revision 1 is noted as such"
            ),
        ),
        (
            "UPDATE versions SET until = NULL WHERE article_id = '20250305-small-caps'",
            "versions: article 20250305-small-caps: revision 2 is current, but revision 1,2 is noted as such",
        ),
        (
            "DELETE FROM versions WHERE article_id = '20250306-level'",
            "versions: article 20250306-level: revision 1 is current, but none is noted as such",
        ),
        (
            "UPDATE versions SET until = '2001' WHERE until IS NOT NULL",
            "versions: article 20250305-small-caps: revision 1 ceased to be current before it was",
        ),
        (
            "UPDATE articles SET copy_of = 'lost' WHERE id = '20250308-copy'",
            "articles: article 20250308-copy: what it is a copy of, lost, is missing",
        ),
        (
            "UPDATE index_tallies SET claims = 0, articles = 9 WHERE entity = 'Nasdaq Composite'",
            "index_tallies: Nasdaq Composite, index: not what there is",
        ),
        (
            "INSERT INTO citations VALUES (99, 1, 9, 999, 0, 0, 0, 0)",
            "citations: row 99 belongs to a row of claims that is missing",
        ),
        (
            UNSEARCHED,
            "search: the full-text index of revisions is not that of its texts",
        ),
    ],
    ids=lambda value: value.partition(" WHERE")[0],
)
def test_what_is_wrong_is_found(db: Path, statement: str, finding: str) -> None:
    """One line for each thing, and status 1."""
    spoil(db, statement)
    result = invoke("db", "check")
    assert result.exit_code == 1
    assert result.stdout == f"{finding}\n"
    count = finding.count("\n") + 1
    assert f"{db}: {count} finding{'s' * (count > 1)}; " in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_damaged_page_is_found(db: Path) -> None:
    """Whatever page it is, there is a line, and no traceback."""
    whole = db.read_bytes()
    for place in range(4096, len(whole), 4096 * 7):
        db.write_bytes(whole[:place] + b"\xff" * 4096 + whole[place + 4096 :])
        result = invoke("db", "check")
        assert result.exit_code in {1, 2}, place
        assert result.stdout + result.stderr
        assert result.exit_code == 1 or "damaged" in result.stderr


def test_what_a_text_holds_reaches_no_terminal(db: Path) -> None:
    """A finding quotes what is printed: in one line, without what a terminal obeys."""
    spoil(db, "UPDATE claims SET text = '\x1b[2J\n\x07' WHERE id = 1")
    result = invoke("db", "check")
    assert "\x1b" not in result.stdout
    assert result.stdout.count("\n") == 1


# ---------------------------------------------------------------- vacuum


def test_what_was_deleted_gives_its_room_back(db: Path) -> None:
    """The sizes before and after are said, and all that is left is there."""
    with open_store(db) as store:
        store.save(many_claims(600))
    spoil(db, "PRAGMA foreign_keys = ON")
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM articles WHERE id = 'many'")
    before = db.stat().st_size
    result = invoke("db", "vacuum")
    assert result.exit_code == 0, result.output
    assert db.stat().st_size < before / 2
    assert result.stdout == f"{db}: {before / 1000:,.1f} kB before, {db.stat().st_size / 1000:,.1f} kB after\n"
    assert invoke("db", "check").exit_code == 0
    with open_store(db) as store:
        assert store.digest(DIGEST.article.id, revision=1) == DIGEST


def test_a_watch_is_not_disturbed(db: Path) -> None:
    """Vacuuming is refused while one is at work; a look at the database is not."""
    with sole_watch(db):
        assert "`summarizer watch` is at work" in error_of(invoke("db", "vacuum"))
        assert invoke("db", "check").exit_code == 0
        assert invoke("db", "backup", db.with_name("copy.db")).exit_code == 0


# ---------------------------------------------------------------- backup


def test_a_backup_is_the_database(db: Path) -> None:
    """It is sound, answers alike, and is one file."""
    copy = db.with_name("copy.db")
    result = invoke("db", "backup", copy)
    assert (result.exit_code, result.stdout) == (0, f"{copy}: {copy.stat().st_size / 1000:,.1f} kB\n")
    assert invoke("db", "check", "--db", copy).exit_code == 0
    for question in (["show", "20250305"], ["indices"], ["search", "yields"]):
        assert invoke(*question, "--db", copy).stdout == invoke(*question).stdout
    assert names_in(db.parent) == ["copy.db", "news.db"]


def test_without_a_name_it_lies_beside(db: Path) -> None:
    """Named by the time."""
    result = invoke("db", "backup")
    assert result.exit_code == 0, result.output
    (copy,) = [name for name in names_in(db.parent) if name != "news.db"]
    assert result.stdout.startswith(str(db.with_name(copy)))
    assert copy.startswith("news-20")
    assert copy.endswith(".db")


def test_a_file_that_is_there_is_kept(db: Path) -> None:
    """Unless it is forced; neither the database itself, nor a folder, nor a database in use is ever replaced."""
    copy = db.with_name("copy.db")
    copy.write_text("mine")
    assert "is there already" in error_of(invoke("db", "backup", copy))
    assert copy.read_text() == "mine"
    assert invoke("db", "backup", copy, "--force").exit_code == 0
    assert invoke("db", "check", "--db", copy).exit_code == 0
    assert "the database itself" in error_of(invoke("db", "backup", db, "--force"))
    assert "is a folder" in error_of(invoke("db", "backup", db.parent, "--force"))
    with open_store(copy) as store:
        store.counts()
        assert "has it open" in error_of(invoke("db", "backup", copy, "--force"))
    assert names_in(db.parent) == ["copy.db", "news.db"]


@pytest.mark.parametrize("place", ["missing/copy.db", "news.db/copy.db"])
def test_a_place_that_is_none(db: Path, place: str) -> None:
    """One line, and nothing is left behind."""
    assert place in error_of(invoke("db", "backup", db.parent / place))
    assert names_in(db.parent) == ["news.db"]


def test_a_backup_that_fails_leaves_nothing(db: Path) -> None:
    """No half of a copy, and what was there before stays."""
    copy = db.with_name("copy.db")
    copy.write_text("mine")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000));"
        "from summarizer.cli import app; app(sys.argv[1:])"
    )
    arguments = [sys.executable, "-c", code, "db", "backup", str(copy), "--force"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 2, done
    assert done.stderr.startswith(f"summarizer: {copy}: ")
    assert done.stderr.count("\n") == 1
    assert copy.read_text() == "mine"
    assert names_in(db.parent) == ["copy.db", "news.db"]


def test_a_backup_beside_a_writer(db: Path) -> None:
    """Each copy is of one moment: what a transaction writes together is there together."""
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        with open_store(db) as store:
            number = 0
            while not stop.is_set():
                store.save(many_claims(20, f"a{number}"))
                begun.set()
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(10)
        for number in range(4):
            copy = db.with_name(f"copy{number}.db")
            with open_store(db) as store:
                store.upkeep.backup(copy)
            with open_store(copy, create=False) as store:
                assert list(store.upkeep.check()) == []
                counted = store.counts()
                assert (counted["claims"] - 13) % 20 == 0
    finally:
        stop.set()
        writer.join()


def test_a_database_kept_for_oneself_is_locked(db: Path) -> None:
    """Where another program shuts everybody out, each says so in one line."""
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        with open_store(db, timeout=0.05) as store:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreError, match="the database is locked"):
                list(store.upkeep.check())
            with pytest.raises(StoreError, match="the database is locked"):
                store.upkeep.vacuum()
            with pytest.raises(StoreError, match="the database is locked"):
                store.upkeep.backup(db.with_name("copy.db"))
    assert names_in(db.parent) == ["news.db"]


@pytest.mark.parametrize("command", ["check", "vacuum", "backup"])
def test_without_a_database_there_is_one_line(tmp_path: Path, command: str) -> None:
    """Looking after it does not make one."""
    path = tmp_path / "none.db"
    assert "there is no database" in error_of(invoke("db", command, "--db", path))
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("command", ["check", "vacuum", "backup"])
def test_a_database_of_a_newer_version_is_left_alone(db: Path, command: str) -> None:
    """It is refused in one line, and not a byte of it changes."""
    spoil(db, "INSERT INTO _sqlite_migrations VALUES (99, 'news-to-signal', 'm999_later', '2099-01-01')")
    before = db.read_bytes()
    assert "newer version" in error_of(invoke("db", command))
    assert db.read_bytes() == before
