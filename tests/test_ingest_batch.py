"""A .jsonl batch: items and errors, line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.ingest import Limits, read_batch

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.ingest import BatchItem

BODY = "The Russell 2000 climbed 1.4% on Monday, traders said."


def items(tmp_path: Path, *lines: str | bytes | dict[str, Any], limits: Limits | None = None) -> list[BatchItem]:
    """What a batch of these lines gives."""
    raw = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b"\n".join(raw))
    return list(read_batch(path, limits or Limits()))


def test_full_record(tmp_path: Path) -> None:
    """All keys are taken; others are kept in the record; the body stays as given but for its line ends."""
    record = {
        "id": "a-1",
        "title": "Small caps rise",
        "published": "2024-11-26 02:37:27",
        "publisher": "Harbour Daily",
        "url": "https://example.org/a",
        "body": f"SMALL CAPS RISE\r\n\r\n {BODY}\r\n\r\nShare | Print\r\n",
        "summary": "It rose.",
    }
    [item] = items(tmp_path, record)
    article = item.article
    assert article is not None
    assert (item.line, item.id, item.error) == (1, "a-1", None)
    assert (article.id, article.title, article.publisher, article.url) == (
        "a-1",
        "Small caps rise",
        "Harbour Daily",
        "https://example.org/a",
    )
    assert article.published is not None
    assert article.published.isoformat() == "2024-11-26T02:37:27"
    assert article.text == f"SMALL CAPS RISE\n\n {BODY}\n\nShare | Print\n"
    assert [span.of(article.text) for span in article.clutter] == ["SMALL CAPS RISE", "Share | Print"]
    assert item.record is not None
    assert item.record["summary"] == "It rose."


def test_errors_stop_nothing(tmp_path: Path) -> None:
    """Each bad line is an item with its number and one line of error; the good ones come through."""
    bad: list[tuple[str | bytes | dict[str, Any], str]] = [
        ('{"id": "x", "body": "cut', "no JSON"),
        ("[1, 2]", "no JSON object"),
        ("NaN", "no JSON object"),
        (b'{"body": "\xff"}', "not UTF-8"),
        ({"id": "x"}, 'has no "body"'),
        ({"id": "x", "body": 17}, '"body" must be a text, not a number'),
        ({"id": "x", "body": " \n"}, '"body" is empty'),
        ({"id": "x", "body": "a\0b"}, "binary"),
        ({"id": ["x"], "body": BODY}, '"id" must be a text, not a list'),
        ({"id": "x", "title": {}, "body": BODY}, '"title" must be a text, not an object'),
        ({"id": "x", "published": "soon", "body": BODY}, '"published" is no time'),
        ({"id": "x", "published": 1732588620, "body": BODY}, '"published" must be a text'),
        ({"id": "x", "body": "东京股市周一上涨"}, "does not look English"),
        ("[" * 1990, "JSON"),
        ('{"id": "x", "body": "' + "a" * 3000 + '"}', "too long"),
    ]
    good: dict[str, Any] = {"id": "good", "body": BODY}
    lines: list[str | bytes | dict[str, Any]] = [good]
    for line, _ in bad:
        lines += [line, "  ", good]
    found = items(tmp_path, *lines, limits=Limits(size=2000))
    assert len([item for item in found if item.article]) == 1 + len(bad)
    errors = [item for item in found if item.error]
    for item, (_, problem) in zip(errors, bad, strict=True):
        assert item.article is None
        assert str(item.error).startswith(f"batch.jsonl:{item.line}: ")
        assert problem in str(item.error)
    assert [item.line for item in errors] == [2 + 3 * n for n in range(len(bad))]


def test_ids(tmp_path: Path) -> None:
    """An id is the one given, else made from the address, else from the text; duplicates are no error."""
    given_id = {"id": 17, "body": BODY}
    by_url = {"url": "https://example.org/a", "body": BODY}
    found = items(tmp_path, given_id, given_id, by_url, {"body": BODY}, {"id": None, "body": BODY})
    ids = [item.article.id for item in found if item.article]
    assert ids[:2] == ["17", "17"]
    assert len(set(ids[2:4])) == 2
    assert ids[3] == ids[4]
    assert [item.id for item in found] == ["17", "17", None, None, None]


@pytest.mark.parametrize("broken", ["The Quay\rTimes", " The Quay\r\n Times\u2028", "The\tQuay\x0bTimes"])
def test_names_stand_in_one_line(tmp_path: Path, broken: str) -> None:
    """Line breaks in what names an article would break whatever lists it; only the text keeps its lines."""
    names = dict.fromkeys(("id", "title", "publisher", "url"), broken)
    (item,) = items(tmp_path, {**names, "body": "Stocks rose.\nBonds fell."})
    assert item.article
    named = (item.article.id, item.article.title, item.article.publisher, item.article.url)
    assert named == ("The Quay Times",) * 4
    assert item.article.text == "Stocks rose.\nBonds fell."


def test_tolerated(tmp_path: Path) -> None:
    """A byte order mark, NaN, huge integers, halves of characters and unknown keys do no harm."""
    line = '{"body": "' + BODY + ' \\ud83d", "n": NaN, "i": ' + "9" * 9000 + ', "x": {"y": [null]}}'
    [item] = items(tmp_path, b"\xef\xbb\xbf" + line.encode())
    assert item.article is not None
    assert item.article.text == BODY + " \ufffd"


def test_missing_file_is_told_at_once(tmp_path: Path) -> None:
    """A batch that can't be opened raises before the first item is asked for."""
    with pytest.raises(InputError, match="no such file"):
        read_batch(tmp_path / "missing.jsonl")
    with pytest.raises(InputError, match="is a directory"):
        read_batch(tmp_path)


def test_streaming(tmp_path: Path) -> None:
    """Items come before the rest of the file is read."""
    path = tmp_path / "batch.jsonl"
    path.write_text(json.dumps({"body": BODY}) + "\n" + "x" * 100_000)
    batch = read_batch(path)
    assert next(iter(batch)).article is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
RECORDS = st.dictionaries(st.sampled_from(["id", "title", "published", "publisher", "url", "body", "x"]), JSON)


@given(st.lists(RECORDS.map(json.dumps).map(str.encode) | st.binary(max_size=60), max_size=5))
def test_any_lines(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    """Whatever the lines hold, each that is not blank gives one item: an article or an error."""
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_bytes(b"\n".join(lines))
    found = list(read_batch(path))
    assert all((item.article is None) != (item.error is None) for item in found)
    expected = [n for n, line in enumerate(path.read_bytes().split(b"\n"), start=1) if line.strip()]
    assert [item.line for item in found] == expected or lines[0].startswith(b"\xef\xbb\xbf")
