"""Reading and replacing whole files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.replacing import replacing

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes of a list of feeds, of which a second reads a quarter; some thousand feeds.
LIST_SIZE = 1_000_000
#: Bytes of another program's list, which is read much faster.
OPML_SIZE = 5_000_000


def read_text(path: Path) -> str:
    """A list's text as it is written, its line ends included.  Raises InputError, with the line where it can."""
    body = read_bytes(path, LIST_SIZE)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}", "is no UTF-8", "save the file as UTF-8") from None


def read_bytes(path: Path, size: int) -> bytes:
    """A file's content; raises InputError where it can't be read or is larger than that many bytes."""
    try:
        with path.open("rb") as file:
            body = file.read(size + 1)
    except OSError as error:
        raise InputError(str(path), f"can't be read: {error.strerror}") from error
    if len(body) > size:
        raise InputError(str(path), f"is too large (limit {size // 1_000_000} MB)")
    return body


def write_text(path: Path, text: str) -> None:
    """Replace a file at once: whoever reads it meanwhile has the old text or the new.  Raises InputError."""
    place = path.resolve()  # what a link leads to: the link stays
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with replacing(place) as file:
            file.write(text.encode())
    except OSError as error:
        raise InputError(str(path), f"can't be written: {error.strerror}") from error
