"""Who an article comes from: its publisher, else the host of its address."""

from __future__ import annotations

from unicodedata import normalize
from urllib.parse import urlsplit


def host_of(url: str | None) -> str | None:
    """The host that an address names, in small letters and without "www."; None where it names none.

    >>> host_of("https://www.Example.com:443/a"), host_of("notes.txt"), host_of("https://[")
    ('example.com', None, None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # what was printed is no address
        return None
    return host.removeprefix("www.") if host else None


def source_of(publisher: str | None, url: str | None) -> str:
    """What tells one source from another; empty for all articles that name neither publisher nor address.

    Publishers are the same in any case, and however their letters are encoded and their words spaced.  It is kept as
    the column `source` of articles, so that SQL and Python can't tell sources apart differently.

    >>> source_of("The  Harbour Post ", None), source_of(None, "https://www.example.com/a"), source_of("", None)
    ('the harbour post', 'example.com', '')
    """
    name = normalize("NFKC", publisher or "").casefold()
    return " ".join(name.split()) or host_of(url) or ""
