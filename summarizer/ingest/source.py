"""Files and streams -> bytes -> text as kept."""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.ingest.limits import DEFAULTS, Limits, megabytes

if TYPE_CHECKING:
    from typing import BinaryIO

#: The largest share of control characters in a text; beyond it, it is none.
MOST_CONTROL = 0.02

#: Control characters that a text may have any number of.
LAYOUT = "\t\n\r\f\x85"

#: Where a page names its charset.
META_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)=[\"']?([\w-]{2,20})", re.IGNORECASE)

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check_file(name: str) -> os.stat_result:
    """Make sure that a name is that of an ordinary file, without opening it.

    Raises InputError that says what it is instead.
    """
    try:
        found = os.stat(name)  # noqa: PTH116 - Path("") is the working directory, os.stat("") an error
    except FileNotFoundError:
        raise InputError(
            name or "''", "no such file", "give a file, an http(s) address, or - for standard input"
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(_shown(name), _reason(error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise InputError(name, "is a directory", "give one of its files")
    if not stat.S_ISREG(found.st_mode):
        raise InputError(name, "is no ordinary file", f"to read a stream, use - : summarizer … - < {name}")
    return found


def load_file(name: str, limits: Limits = DEFAULTS) -> bytes:
    """Read a file whole, unless its size is over the limit: then nothing of it is read."""
    size = check_file(name).st_size
    if size > limits.size:
        raise _too_large(name, f"{megabytes(size)} is too large", limits)
    try:
        with Path(name).open("rb") as file:
            return load_stream(file, name, limits)
    except OSError as error:
        raise InputError(name, _reason(error)) from error


def load_stream(stream: BinaryIO, name: str, limits: Limits = DEFAULTS) -> bytes:
    """Read a stream to its end, or to the limit: then it is refused."""
    body = stream.read(limits.size + 1)
    if len(body) > limits.size:
        raise _too_large(name, "is too large", limits)
    return body


def decode(body: bytes, name: str, charset: str | None = None) -> str:
    r"""Decode a text: by its byte order mark, as UTF-8, as the charset it was sent with, or as Windows-1252.

    Line ends become ``\n``; nothing else is changed.  Raises InputError for what is no text.

    >>> decode(b"up 1.2%\r\n\x96 a dash", "a.txt")
    'up 1.2%\n– a dash'
    """
    if body.startswith(b"%PDF-"):
        raise InputError(name, "is a PDF", "save its text to a file and give that")
    wide = body.startswith(UTF16_MARKS)
    if b"\0" in body and not wide:
        raise _binary(name)
    body = body.removeprefix(codecs.BOM_UTF8)
    encodings = ["utf-16"] if wide else ["utf-8", charset or _declared(body), "cp1252"]
    text = next((text for encoding in encodings if (text := _decoded(body, encoding)) is not None), None)
    if text is None and not wide:
        text = body.decode("cp1252", errors="replace")  # five bytes have no meaning there
    if text is None or not is_text(text):
        raise _binary(name)
    return unify_newlines(text)


def unify_newlines(text: str) -> str:
    r"""The text with ``\n`` for each line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_text(text: str) -> bool:
    r"""Whether a string is text: no NUL, and hardly any control or undecodable characters.

    >>> is_text("a\tb\n"), is_text("a\0b"), is_text("\x01\x02ab")
    (True, False, False)
    """
    counts = Counter(text)
    control = sum(count for character, count in counts.items() if _is_control(character))
    return "\0" not in counts and control <= MOST_CONTROL * len(text)


def _is_control(character: str) -> bool:
    """Whether a text has no use for the character: a control code, or what stands for undecodable bytes."""
    return character not in LAYOUT and (unicodedata.category(character) == "Cc" or character == "\ufffd")


def _declared(body: bytes) -> str:
    """The charset that a page's own markup names."""
    match = META_CHARSET.search(body[:4096])
    return match[1].decode() if match else "cp1252"


def _decoded(body: bytes, encoding: str) -> str | None:
    """The text in that encoding, or None where it is not in it or there is no such encoding."""
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError, ValueError):  # a charset's name may be anything
        return None


def _binary(name: str) -> InputError:
    return InputError(name, "is not text but binary", "give plain text, HTML, or an address")


def _too_large(name: str, problem: str, limits: Limits) -> InputError:
    return InputError(
        name, f"{problem} (limit {megabytes(limits.size)})", "cut it to one article, or give a .jsonl batch"
    )


def _reason(error: OSError | ValueError) -> str:
    """The system's words for what went wrong, without the number and the name."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]


def _shown(name: str) -> str:
    """A name that may be a pasted article, cut to a length for one line."""
    return name if len(name) <= 80 else name[:77] + "…"  # noqa: PLR2004 - a terminal's width
