"""Tables into files: what stands in them, and that they are there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.exporting import GROUP_ROWS, FileFormat, new_file, write
from summarizer.records import Column, Type
from summarizer.records.texts import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a value of each type."""

    word: str | None
    count: int | None = None
    share: float | None = None
    sure: bool | None = None
    day: date | None = None
    time: datetime | None = None


#: What files hold: one value a column.
FLAT = [type_ for type_ in Type if type_ is not Type.LIST]
COLUMNS: tuple[Column[Row], ...] = tuple(
    Column(name, type_, attrgetter(name), f"a {type_}")
    for name, type_ in zip(("word", "count", "share", "sure", "day", "time"), FLAT, strict=True)
)
NOON = datetime(2024, 11, 26, 12, tzinfo=timezone(timedelta(hours=8)))
ROWS = [
    Row('Say "5%",\nthen stop', 2**53 + 1, -0.5, True, date(2024, 11, 25), NOON),
    Row("Müller – 日経", 0, 3, False, date(1901, 1, 1), NOON.replace(tzinfo=None)),
    Row(None),
]
#: Times of our own are UTC, to the millisecond.
OURS: tuple[Column[Row], ...] = (Column("time", Type.TIME, attrgetter("time"), "when it was seen", ours=True),)
words = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
rows = st.lists(
    st.builds(
        Row,
        words,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**60), 2**60),
        st.none() | st.booleans(),
        st.none() | st.dates(),
        st.none() | st.datetimes(timezones=st.none() | st.just(UTC)),
    ),
    max_size=5,
)


@pytest.fixture(scope="module")
def parquet() -> Any:
    """What reads the files again; an extra of the package."""
    return pytest.importorskip("pyarrow.parquet")


def written(found: Iterable[Row], chosen: FileFormat) -> bytes:
    """What a file would hold."""
    file = io.BytesIO()
    write(file, found, COLUMNS, chosen)
    return file.getvalue()


def test_csv_holds_a_row_a_record() -> None:
    """Quoted as spreadsheets read it, times in ISO 8601 with their own offset, nothing for nothing."""
    read = list(csv.reader(io.StringIO(written(ROWS, FileFormat.CSV).decode(), newline="")))
    assert read == [
        ["word", "count", "share", "sure", "day", "time"],
        ['Say "5%",\nthen stop', "9007199254740993", "-0.5", "True", "2024-11-25", "2024-11-26T12:00:00+08:00"],
        ["Müller – 日経", "0", "3", "False", "1901-01-01", "2024-11-26T12:00:00"],
        ["", "", "", "", "", ""],
    ]


def test_json_lines_hold_a_document_a_line() -> None:
    """Every key in every line."""
    first, second, third = map(json.loads, written(ROWS, FileFormat.JSONL).decode().splitlines())
    assert first == {
        "word": 'Say "5%",\nthen stop',
        "count": 2**53 + 1,
        "share": -0.5,
        "sure": True,
        "day": "2024-11-25",
        "time": "2024-11-26T12:00:00+08:00",
    }
    assert second["time"] == "2024-11-26T12:00:00"
    assert third == dict.fromkeys(first)


def test_times_of_our_own_have_one_shape() -> None:
    """Whatever is behind the second: what reads one reads all."""
    times = [NOON, NOON.replace(microsecond=901_000), NOON.replace(microsecond=1)]
    file = io.BytesIO()
    write(file, [Row(None, time=time) for time in times], OURS, FileFormat.CSV)
    assert file.getvalue().decode().splitlines()[1:] == [
        "2024-11-26T04:00:00.000+00:00",
        "2024-11-26T04:00:00.901+00:00",
        "2024-11-26T04:00:00.000+00:00",
    ]


@pytest.mark.parametrize("printed", ["The Quay\rTimes", "a\r\nb", '"', "\r", "\tx"])
@pytest.mark.parametrize("dialect", ["excel", "excel-tab"])
def test_no_line_break_breaks_a_table(printed: str, dialect: str) -> None:
    """A carriage return is quoted too: readers take one for the end of a line."""
    out = io.StringIO(newline="")
    assert write_table(out, [Row(printed), Row("next")], COLUMNS[:1], dialect) == 2
    assert [row["word"] for row in csv.DictReader(io.StringIO(out.getvalue(), newline=""), dialect=dialect)] == [
        printed,
        "next",
    ]
    assert out.getvalue().endswith("next\n")


@given(rows)
def test_text_formats_lose_nothing(found: list[Row]) -> None:
    """Whatever the rows hold, as many come back and their words are the same."""
    read = list(csv.DictReader(io.StringIO(written(found, FileFormat.CSV).decode(), newline="")))
    assert [row["word"] for row in read] == [row.word or "" for row in found]
    lines = written(found, FileFormat.JSONL).decode().split("\n")[:-1]
    assert [json.loads(line)["word"] for line in lines] == [row.word for row in found]


@settings(deadline=None)  # the first file is slow: Arrow loads more of itself
@given(found=rows)
def test_parquet_holds_what_went_in(parquet: Any, found: list[Row]) -> None:
    """Each column has its type, also where it holds nothing; a time without a zone is taken as UTC."""
    table = parquet.read_table(io.BytesIO(written(found, FileFormat.PARQUET)))
    types = ["string", "int64", "double", "bool", "date32[day]", "timestamp[us, tz=UTC]"]
    assert [str(field.type) for field in table.schema] == types
    assert [field.metadata[b"description"] for field in table.schema] == [column.about.encode() for column in COLUMNS]
    for row, read in zip(found, table.to_pylist(), strict=True):
        assert read == {
            "word": row.word,
            "count": row.count,
            "share": None if row.share is None else float(row.share),
            "sure": row.sure,
            "day": row.day,
            "time": row.time if row.time is None or row.time.tzinfo else row.time.replace(tzinfo=UTC),
        }


def test_parquet_is_written_in_row_groups(parquet: Any) -> None:
    """A group is closed as it is full: so many rows, or fewer long ones, are never held all at once."""

    def groups(found: Iterator[Row]) -> list[int]:
        metadata = parquet.ParquetFile(io.BytesIO(written(found, FileFormat.PARQUET))).metadata
        return [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]

    assert groups(Row("short") for _ in range(GROUP_ROWS + 5)) == [GROUP_ROWS, 5]
    assert max(groups(Row("long" * 5_000) for _ in range(6_000))) < 5_000
    assert groups(iter([])) == []


@pytest.mark.parametrize("chosen", [FileFormat.CSV, FileFormat.JSONL])
def test_rows_are_written_as_they_come(chosen: FileFormat) -> None:
    """The next one is asked for when the last one has gone out."""
    file = io.BytesIO()
    sizes = []

    def coming() -> Iterator[Row]:
        for _ in range(3):
            sizes.append(len(file.getvalue()))
            yield ROWS[0]

    assert write(file, coming(), COLUMNS, chosen) == 3
    assert sizes == sorted(set(sizes))


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    """Until then, and when it fails, nothing of it is seen."""
    path = tmp_path / "out.csv"
    with new_file(path, replace=False) as file:
        file.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    with pytest.raises(ZeroDivisionError), new_file(path, replace=True) as file:  # noqa: PT012 - half of it is written
        file.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"one"
    with new_file(path, replace=True) as file:
        file.write(b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_stays(tmp_path: Path) -> None:
    """A file is replaced only where that is wanted; then it keeps its permissions, and a link stays one."""
    path, link = tmp_path / "out.csv", tmp_path / "link.csv"
    path.write_bytes(b"mine")
    path.chmod(0o600)
    link.symlink_to(path)
    with pytest.raises(InputError, match=r"out\.csv: is there already; .* --force"), new_file(path, replace=False):
        pytest.fail("it was opened")
    with new_file(link, replace=True) as file:
        file.write(b"yours")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"yours", 0o600, True)


def test_a_device_is_written_as_it_is() -> None:
    """It can't be replaced, and need not be."""
    with new_file(Path(os.devnull), replace=False) as file:
        file.write(b"nothing")


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    """By its name, also by one that leads to no place in the file system."""
    ours, theirs = os.pipe()
    for path in (Path(f"/dev/fd/{theirs}"), Path(f"/proc/self/fd/{theirs}")):
        with new_file(path, replace=False) as file:
            file.write(b"rows")
        assert os.read(ours, 9) == b"rows"
    with pytest.raises(BrokenPipeError), new_file(Path(f"/dev/fd/{theirs}"), replace=False) as file:  # noqa: PT012
        os.close(ours)
        file.write(b"rows")
    os.close(theirs)
    assert list(tmp_path.iterdir()) == []


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    """What is written first has a short one."""
    path = tmp_path / f"{'a' * 251}.csv"
    with new_file(path, replace=False) as file:
        file.write(b"rows")
    assert path.read_bytes() == b"rows"


def test_a_place_that_is_none_is_an_input_error(tmp_path: Path) -> None:
    """It names the file: links that lead in a circle, names that are too long, and folders among them."""
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    for path in (loop, tmp_path / ("a" * 300)):
        with pytest.raises(InputError, match="can't be written: "):
            new_file(path, replace=True).__enter__()
    with pytest.raises(InputError, match=r"nowhere/out\.csv: can't be written"):
        new_file(tmp_path / "nowhere" / "out.csv", replace=False).__enter__()
    with pytest.raises(InputError, match="can't be written"):
        new_file(tmp_path, replace=True).__enter__()
