"""A .jsonl batch: one article a line; a bad line is an item with an error and stops nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, SummarizerError
from summarizer.ingest.language import check_english
from summarizer.ingest.limits import DEFAULTS, Limits, megabytes
from summarizer.ingest.plain import article_id, mark_clutter
from summarizer.ingest.published import parse_published
from summarizer.ingest.source import check_file, is_text, unify_newlines
from summarizer.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

#: Half of a character: JSON may print one, but no text has it.
SURROGATE = re.compile("[\ud800-\udfff]")

#: Digits of the longest integer that is read exactly; Python refuses far longer ones.
LONGEST_INTEGER = 1000


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One line of a batch: an article, or why there is none."""

    #: Number of the line in the file, from 1.
    line: int
    #: As given; None where none was given or the line can't be read.
    id: str | None
    #: None where there is an error.
    article: Article | None = None
    #: None where there is an article.
    error: SummarizerError | None = None
    #: The line's object, other keys included; None where it is none.
    record: dict[str, Any] | None = None


def read_batch(path: Path | str, limits: Limits = DEFAULTS) -> Iterator[BatchItem]:
    """Yield an item for each line that is not blank.

    Raises InputError at once where the file can't be opened; from then on errors travel in the items.
    """
    check_file(str(path))
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed by the generator
    except OSError as error:
        raise InputError(str(path), (error.strerror or str(error)).lower()) from error
    return _find_items(file, Path(path).name, limits)


def _find_items(file: BinaryIO, name: str, limits: Limits) -> Iterator[BatchItem]:
    with file:
        for number, raw in enumerate(_find_lines(file, limits.size), start=1):
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901 - the mark is no part of the line
            if raw.strip():
                yield _read_line(raw, number, f"{name}:{number}", limits)


def _find_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the lines; of one that is longer than `size` only its beginning, one byte over."""
    while line := file.readline(size + 1):
        yield line
        while not line.endswith(b"\n") and (line := file.readline(size + 1)):
            pass  # the rest of an overlong line


def _read_line(raw: bytes, number: int, subject: str, limits: Limits) -> BatchItem:
    """Read one line into an item, whatever it holds."""
    record: dict[str, Any] | None = None
    given: str | None = None
    try:
        if len(raw.rstrip(b"\r\n")) > limits.size:
            raise InputError(subject, f"the line is too long (limit {megabytes(limits.size)})")
        record = _parse_record(raw, subject)
        given = _parse_id(record, subject)
        return BatchItem(number, given, article=_to_article(record, given, subject), record=record)
    except SummarizerError as error:
        return BatchItem(number, given, error=error, record=record)


def _parse_record(raw: bytes, subject: str) -> dict[str, Any]:
    """Parse a line's JSON object.  Raises InputError."""
    try:
        record = json.loads(raw.decode(), parse_int=_parse_int)
    except UnicodeDecodeError:
        raise InputError(subject, "the line is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(subject, f"the line is no JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise InputError(subject, "the line's JSON is nested too deeply") from None
    if not isinstance(record, dict):
        raise InputError(subject, "the line is no JSON object", 'write {"id": …, "title": …, "body": …}')
    return {key: SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value for key, value in record.items()}


def _parse_int(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_INTEGER else float(digits)


def _parse_id(record: dict[str, Any], subject: str) -> str | None:
    """The given id; a number is taken as its digits."""
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return _text_of(record, "id", subject)


def _to_article(record: dict[str, Any], given: str | None, subject: str) -> Article:
    """Make the article of a record.  Raises InputError."""
    url = _text_of(record, "url", subject)
    text = _body_of(record, subject)
    printed = _text_of(record, "published", subject)
    published = parse_published(printed) if printed else None
    if printed and not published:
        raise InputError(subject, f'"published" is no time: {printed[:60]!r}', "write it as 2024-11-26T02:37+08:00")
    return mark_clutter(
        Article(
            id=given or article_id(url or text),
            text=text,
            title=_text_of(record, "title", subject),
            published=published,
            publisher=_text_of(record, "publisher", subject),
            url=url,
        )
    )


def _body_of(record: dict[str, Any], subject: str) -> str:
    """The body as kept: as given but for its line ends.  Raises InputError where it is no English text."""
    body = record.get("body")
    if body is None:
        raise InputError(subject, 'the line has no "body"')
    if not isinstance(body, str):
        raise InputError(subject, f'"body" must be a text, not {_kind(body)}')
    if not body.strip():
        raise InputError(subject, '"body" is empty')
    if not is_text(body):
        raise InputError(subject, '"body" is not text but binary')
    check_english(body, subject)
    return unify_newlines(body)


def _text_of(record: dict[str, Any], key: str, subject: str) -> str | None:
    """The value of a key that holds a text, in one line; None where it is missing, null or empty."""
    value = record.get(key)
    if value is None or isinstance(value, str):
        return " ".join((value or "").split()) or None
    raise InputError(subject, f'"{key}" must be a text, not {_kind(value)}')


def _kind(value: object) -> str:
    """A JSON value's type in JSON's words."""
    return {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}[type(value)]
