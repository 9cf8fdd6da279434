"""What can go wrong with a database gets one line, and leaves nothing half-written."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from store_digests import ARTICLE, DIGEST, many_claims
from summarizer.errors import StoreError, SummarizerError
from summarizer.store import MoveQuery, SignalQuery, Store, Words, default_path, open_store
from summarizer.store.migrations import STEPS, TABLES
from summarizer.types import Citation, Digest, Metric, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Nobody, on every Unix: a user without rights, for tests that run as root.
NOBODY = 65534

READS: dict[str, Callable[[Store], object]] = {
    "digest": lambda store: store.digest(ARTICLE.id),
    "article": lambda store: store.article(ARTICLE.id),
    "summarized": lambda store: list(store.summarized()),
    "claims": lambda store: list(store.claims()),
    "facts": lambda store: list(store.facts()),
    "entities": lambda store: store.entities(),
    "texts": lambda store: list(store.texts()),
    "signals": lambda store: list(store.signals()),
    "signals then": lambda store: list(store.signals(SignalQuery(as_of=datetime.now(UTC)))),
    "conflicts": lambda store: [list(store.conflicts())],
    "reach": lambda store: store.reach(SignalQuery(), 1),
    "search": lambda store: list(store.search("Russell")),
    "search_is_cut": lambda store: [store.search_is_cut(Words("Russell"))],
    "speakers": lambda store: store.speakers(),
    "statements": lambda store: list(store.statements()),
    "speaker_names": lambda store: store.speaker_names(),
    "indices": lambda store: store.indices(),
    "moves": lambda store: store.moves(MoveQuery("Russell 2000", Metric.CHANGE, Period.DAY)),
    "history": lambda store: store.history(ARTICLE.id),
    "overview": lambda store: store.overview(datetime.now(UTC)),
    "counts": lambda store: store.counts(),
}
WRITES: dict[str, Callable[[Store], object]] = {
    "save": lambda store: store.save(many_claims(3)),
    "save again": lambda store: store.save(DIGEST),
}
CALLS = READS | WRITES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one article."""
    path = tmp_path / "summarizer.db"
    with open_store(path) as store:
        store.save(DIGEST)
    return path


@contextmanager
def without_rights() -> Iterator[None]:
    """Run as a user whom file permissions bind: root is above them."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user may enter, with a database of one article."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    with open_store(folder / "summarizer.db") as store:
        store.save(DIGEST)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def names_in(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir())


def one_line(error: StoreError, path: Path) -> str:
    """The message, after checking that it names the file and a remedy in one line."""
    assert error.subject == str(path)
    assert error.remedy
    assert "\n" not in str(error)
    return str(error)


def test_every_method_is_tried() -> None:
    """A method added to Store is added to the calls below."""
    public = {name for name, member in vars(Store).items() if callable(member) and not name.startswith("_")}
    assert public - {"close"} == {name.split()[0] for name in CALLS}


@pytest.mark.parametrize("call", WRITES)
def test_writing_waits_for_a_writer_and_gives_up(path: Path, call: str) -> None:
    """A lock that lasts longer than the timeout is reported; afterwards the same call works."""
    with (
        open_store(path, timeout=0.05) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            CALLS[call](store)
        assert "locked; another program is writing" in one_line(caught.value, path)
        other.execute("COMMIT")
        CALLS[call](store)


@pytest.mark.parametrize("call", READS)
def test_reading_goes_on_beside_a_writer(path: Path, call: str) -> None:
    """Whoever writes keeps nobody from reading, nor from opening."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM articles")
        with open_store(path, create=False, timeout=0.05) as store:
            assert READS[call](store)


@pytest.mark.parametrize("call", CALLS)
def test_a_database_kept_for_oneself_is_locked(tmp_path: Path, call: str) -> None:
    """Where another program shuts everybody out, every method says so, and works once it is done."""
    path = tmp_path / "summarizer.db"
    with open_store(path, timeout=0.05) as store:
        store.save(DIGEST)
        store._connection.execute("PRAGMA journal_mode = DELETE")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreError) as caught:
                CALLS[call](store)
            assert "locked" in one_line(caught.value, path)
        CALLS[call](store)


@pytest.mark.parametrize("create", [True, False])
def test_opening_a_locked_database(path: Path, create: bool) -> None:
    """Opening reports a lock like every method."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked"):
            open_store(path, create=create, timeout=0.05)


@pytest.mark.parametrize("call", READS)
@pytest.mark.parametrize("mode", [0o755, 0o555])
def test_reading_from_a_read_only_database(public: Path, mode: int, call: str) -> None:
    """Neither the file nor its folder need be writable."""
    public.chmod(mode)
    (public / "summarizer.db").chmod(0o444)
    with without_rights(), open_store(public / "summarizer.db", create=False) as store:
        assert READS[call](store)
    assert names_in(public) == ["summarizer.db"]


@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_writing_to_a_read_only_database(public: Path, file: int, folder: int, call: str) -> None:
    """What can't be written is said so, whether it is the file or its folder."""
    path = public / "summarizer.db"
    path.chmod(file)
    public.chmod(folder)
    with without_rights(), open_store(path) as store, pytest.raises(StoreError) as caught:
        CALLS[call](store)
    assert "read-only; make the file and its folder writable" in one_line(caught.value, path)


def test_a_place_where_nothing_may_be_written(public: Path) -> None:
    """A database or folder that can't be made is one line."""
    public.chmod(0o555)
    for path in (public / "new.db", public / "folder" / "new.db"):
        with without_rights(), pytest.raises(StoreError) as caught:
            open_store(path)
        one_line(caught.value, path)
    assert names_in(public) == ["summarizer.db"]


def test_a_file_that_may_not_be_read(public: Path) -> None:
    """Neither reading nor writing is a file of somebody else's."""
    path = public / "summarizer.db"
    path.chmod(0)
    for create in (True, False):
        with without_rights(), pytest.raises(StoreError) as caught:
            open_store(path, create=create)
        assert "can't be opened" in one_line(caught.value, path)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"Not a database, surely. " * 99, b"SQLite format 3\0 and no more " * 99])
def test_a_file_that_is_none_of_sqlite(tmp_path: Path, content: bytes, create: bool) -> None:
    """Any other file is refused and left as it is."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_store(path, create=create)
    one_line(caught.value, path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("call", CALLS)
def test_a_damaged_file(path: Path, call: str) -> None:
    """Damage in the middle is reported by whoever meets it, and by nobody as a bug."""
    with open_store(path) as store:
        for number in range(20):
            store.save(many_claims(5, str(number)))
    sound = path.read_bytes()
    seed = random.Random(call)  # noqa: S311 - the same damage every time
    damaged = 0
    for _ in range(25):
        content = bytearray(sound)
        place = seed.randrange(200, len(content) - 3000)
        content[place : place + 3000] = seed.randbytes(3000)
        path.write_bytes(content)
        try:
            with open_store(path) as store:
                CALLS[call](store)
        except StoreError as error:
            damaged += one_line(error, path) > ""
        except SummarizerError:
            pass  # the article's own row is gone
    assert damaged


def test_a_row_edited_by_hand(path: Path) -> None:
    """A value that was never saved is the database's fault, not ours."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE claims SET period = 'fortnight'")
    with open_store(path) as store:
        for call in ("digest", "claims"):
            with pytest.raises(StoreError, match=r"damaged \(.*'fortnight' is not a valid Period\)"):
                CALLS[call](store)


def test_a_full_disk(path: Path) -> None:
    """What doesn't fit is left out whole; what is there stays, and there is still use of it."""
    with open_store(path) as store:
        before = list(store._connection.iterdump())
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError) as caught:
            store.save(many_claims(200))
        assert "disk is full; nothing was written" in one_line(caught.value, path)
        assert list(store._connection.iterdump()) == before
        assert store.digest(ARTICLE.id) == DIGEST
        store._connection.execute(f"PRAGMA max_page_count = {pages + 2000}")
        assert store.save(many_claims(200)).created


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_a_disk_too_full_to_begin(tmp_path: Path, room: int) -> None:
    """A schema that doesn't fit is not made in part: the next try begins afresh."""
    path = tmp_path / "summarizer.db"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(StoreError) as caught:
            open_store(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    one_line(caught.value, path)
    with open_store(path) as store:
        assert store.save(DIGEST).created


class Interrupted(tuple[Citation, ...]):
    """Citations, with a person at the keyboard who doesn't wait for them."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Citation]:
        raise KeyboardInterrupt


def test_an_interrupted_save(path: Path) -> None:
    """Ctrl-C half-way leaves the database as it was, and usable."""
    digest = many_claims(3)
    assert digest.summary
    interrupted = replace(digest, summary=replace(digest.summary, citations=Interrupted()))
    with open_store(path) as store:
        before = list(store._connection.iterdump())
        with pytest.raises(KeyboardInterrupt):
            store.save(interrupted)
        assert list(store._connection.iterdump()) == before
        assert store.save(digest).created


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """Naming the folder instead of the file is a common slip."""
    with pytest.raises(StoreError, match="is a folder; name a file in it"):
        open_store(tmp_path)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """The first save needs no preparation; odd names are names."""
    path = tmp_path / "not yet" / "50% of #1?" / "my.db"
    with open_store(path) as store:
        store.save(DIGEST)
    with open_store(str(path), create=False) as store:
        assert store.digest(ARTICLE.id) == DIGEST
    assert names_in(path.parent) == ["my.db"]


def test_a_file_in_the_way_of_a_folder(path: Path) -> None:
    """A parent that is a file can't hold a database."""
    for create in (True, False):
        with pytest.raises(StoreError) as caught:
            open_store(path / "inner.db", create=create)
        one_line(caught.value, path / "inner.db")


def test_reading_creates_nothing(tmp_path: Path) -> None:
    """A question to a database that isn't there makes none."""
    path = tmp_path / "folder" / "summarizer.db"
    with pytest.raises(StoreError, match="there is no database; run `summarizer summarize` first"):
        open_store(path, create=False)
    assert names_in(tmp_path) == []


def test_reading_adds_no_tables(tmp_path: Path) -> None:
    """Another program's database is asked, not changed."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="holds no articles; run `summarizer summarize` first"):
        open_store(path, create=False)
    assert path.read_bytes() == before


def test_another_programs_database_is_shared(tmp_path: Path) -> None:
    """Beside other tables there is room; theirs and the journal mode stay as they were."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
        other.execute("INSERT INTO notes VALUES ('mine')")
        other.commit()
    with open_store(path) as store:
        store.save(DIGEST)
    with open_store(path) as store:
        assert store.digest(ARTICLE.id) == DIGEST
        assert store._connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert store._connection.execute("SELECT text FROM notes").fetchone()[0] == "mine"


@pytest.mark.parametrize("statement", ["CREATE TABLE Articles (id)", "CREATE VIEW claims AS SELECT 1"])
def test_a_database_that_uses_our_names_is_refused(tmp_path: Path, statement: str) -> None:
    """Another program's articles are not ours; nothing is added to its file."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"belongs to another program: it has its own (articles|claims)"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [True, False])
def test_a_newer_versions_database_is_refused(path: Path, create: bool) -> None:
    """A step that this version doesn't know may mean anything: hands off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            ["news-to-signal", "m999_of_tomorrow", "2099-01-01"],
        )
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version of news-to-signal; upgrade") as caught:
        open_store(path, create=create)
    one_line(caught.value, path)
    assert path.read_bytes() == before


def test_a_table_of_another_program_in_the_way_of_an_upgrade(tmp_path: Path) -> None:
    """A name that a new step wants and another program has is one line, and nothing is changed."""
    path = tmp_path / "summarizer.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
        for step in STEPS[:5]:
            step(Database(other))
            other.execute("INSERT INTO _sqlite_migrations VALUES ('news-to-signal', ?, '')", [step.__name__])
        other.execute("CREATE TABLE feeds (mine TEXT)")
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert "feeds already exists" in one_line(caught.value, path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (5,)


def test_the_schema_is_what_it_is_said_to_be(path: Path) -> None:
    """The names that are looked for in other programs' databases are those of our tables."""
    with closing(sqlite3.connect(path)) as other:
        names = {name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    shadows = {name for name in names if "_fts_" in name}
    assert names - shadows == {*TABLES, "_sqlite_migrations"}


def test_closing_twice_is_no_error(tmp_path: Path) -> None:
    """Closing is the end, however often; the log is folded into the one file."""
    store = open_store(tmp_path / "summarizer.db")
    store.save(Digest(ARTICLE, DIGEST.extraction))
    store.close()
    store.close()
    assert names_in(tmp_path) == ["summarizer.db"]


def test_a_bug_is_not_masked(path: Path) -> None:
    """What no user can meet raises as it is."""
    with open_store(path) as store:
        store._connection.execute("DROP TABLE sentences")
        with pytest.raises(sqlite3.OperationalError):
            store.counts()


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_database_is_said_to_be_closed(path: Path, call: str) -> None:
    """Whatever is asked of it."""
    store = open_store(path)
    store.close()
    with pytest.raises(StoreError, match="the database is closed; ask it, and read the answer, within `with`"):
        CALLS[call](store)


def test_the_default_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the database, else it lies with the user's data."""
    monkeypatch.setenv("SUMMARIZER_DB", "~/mine.db")
    assert default_path() == Path.home() / "mine.db"
    monkeypatch.setenv("SUMMARIZER_DB", "")
    assert default_path().parts[-2:] == ("news-to-signal", "summarizer.db")
