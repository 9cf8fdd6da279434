"""Files and standard input -> Article."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import FetchError, InputError
from summarizer.ingest import Limits, read, read_text
from summarizer.types import in_order

TEXT = "Small caps rise\n\nThe Russell 2000 climbed 1.4% on Monday — its best day in three weeks, traders said."

HTML = f"""<!DOCTYPE html><html><head><title>Small caps rise | Harbour Daily</title>
<meta property="og:title" content="Small caps rise"><meta property="og:site_name" content="Harbour Daily">
<meta property="article:published_time" content="2024-11-26T02:37:00+08:00"></head>
<body><nav><a href="/">Home</a> <a href="/m">Markets</a></nav><article><h1>Small caps rise</h1>
{"<p>The Russell 2000 climbed 1.4% on Monday, traders in the market said, its best day in May.</p>" * 9}
</article><footer>© 2024 Harbour Daily</footer></body></html>"""


def read_bytes(body: bytes, limits: Limits | None = None) -> str:
    """The text as kept of what comes through standard input."""
    return read("-", stdin=io.BytesIO(body), limits=limits or Limits()).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, newline: str) -> None:
    """Whatever the encoding and line ends, the text as kept is the same."""
    assert read_bytes(TEXT.replace("\n", newline).encode(encoding)) == TEXT


def test_file_and_options(tmp_path: Path) -> None:
    """A file's own title and time are found; what is given stands over them; the id is the text's."""
    path = tmp_path / "a.txt"
    path.write_text(f"Small caps rise\n\n2024-11-26\n\n{TEXT[17:]}", encoding="utf-8")
    found = read(str(path))
    assert (found.title, found.published) == ("Small caps rise", datetime(2024, 11, 26))  # noqa: DTZ001
    given_time = datetime(2025, 1, 2, tzinfo=UTC)
    given_article = read(str(path), title="Other", published=given_time, publisher="Harbour Daily")
    assert (given_article.title, given_article.publisher) == ("Other", "Harbour Daily")
    assert given_article.published == given_time
    assert given_article.id == found.id
    assert len(found.id) == 16
    assert given_article.clutter == found.clutter


def test_saved_page(tmp_path: Path) -> None:
    """A page saved as a file goes through its markup: title, time with zone, publisher, body."""
    path = tmp_path / "a.html"
    path.write_text(HTML, encoding="utf-8")
    article = read(str(path))
    assert (article.title, article.publisher) == ("Small caps rise", "Harbour Daily")
    assert article.published == datetime.fromisoformat("2024-11-26T02:37:00+08:00")
    assert "The Russell 2000 climbed 1.4%" in article.text
    assert "<" not in article.text
    assert "Home" not in article.text


def test_page_without_article() -> None:
    """A page without a body is refused."""
    with pytest.raises(InputError, match="no article text was found"):
        read_bytes(b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "not text but binary"),
        (bytes(range(1, 32)) * 9, "not text but binary"),
        (b"\xff\xfe\x00", "not text but binary"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
    ],
)
def test_unusable_bytes(body: bytes, problem: str) -> None:
    """Empty and binary input is refused in one line that names it."""
    with pytest.raises(InputError, match=problem) as caught:
        read_bytes(body)
    assert str(caught.value).startswith("standard input: ")
    assert "\n" not in str(caught.value)


def test_size_is_checked_before_reading(tmp_path: Path) -> None:
    """A file of 50 MB is refused by its size; an endless stream is read to the limit only."""
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # sparse: reading it would say "binary"
    with pytest.raises(InputError, match=r"50 MB is too large \(limit 5 MB\)"):
        read(str(path))
    with Path("/dev/zero").open("rb") as zeros, pytest.raises(InputError, match="too large"):
        read("-", stdin=zeros)


def test_names_that_are_no_files(tmp_path: Path) -> None:
    """A missing file, a directory, a pipe and a pasted text each get an error of their own."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="no such file; give a file"):
        read(str(tmp_path / "missing"))
    with pytest.raises(InputError, match="is a directory"):
        read(str(tmp_path))
    with pytest.raises(InputError, match="is no ordinary file"):
        read(str(tmp_path / "pipe"))
    with pytest.raises(InputError, match="'': no such file"):
        read("")
    with pytest.raises(InputError, match="file name too long"):
        read("The Russell 2000 rose. " * 50)
    with pytest.raises(InputError, match="null"):
        read("a\0b")
    with pytest.raises(FetchError, match="no http or https address"):
        read("ftp://example.org/a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    """A file without permission is named with the system's words."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        read(str(path))


def test_read_text_is_text_only() -> None:
    """A draft is read as text: no language is asked for and nothing is marked."""
    assert read_text("-", stdin=io.BytesIO(b"+1.47%\r\n")) == "+1.47%\n"


BYTES = (
    st.binary(max_size=400)
    | st.text(max_size=300).map(str.encode)
    | st.text(max_size=99).map("<html><p>{}</p>".format).map(str.encode)
)


@given(BYTES)
def test_any_bytes(body: bytes) -> None:
    """Any bytes give an article with its clutter in order and inside the text, or an InputError."""
    try:
        article = read("-", stdin=io.BytesIO(body))
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both outcomes are fine
    else:
        assert in_order(article.clutter)
        assert all(0 <= span.start < span.end <= len(article.text) for span in article.clutter)


PRINTED = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="<\ufeff\ufffd")


@given(st.text(PRINTED, min_size=1, max_size=200))
def test_kept_text(text: str) -> None:
    """The text as kept differs from the decoded input by line ends and byte order mark only."""
    body = ("The market rose, traders said.\r\n" + text).encode("utf-8-sig")
    try:
        assert read_bytes(body) == "The market rose, traders said.\n" + text
    except InputError as error:
        assert "English" in str(error)  # noqa: PT017 - foreign letters may prevail
