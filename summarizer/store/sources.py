"""Who an article comes from: its publisher, else the host of its address."""

from __future__ import annotations

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

    >>> source_of("The Harbour Post ", None), source_of(None, "https://www.example.com/a"), source_of("", None)
    ('the harbour post', 'example.com', '')
    """
    return (publisher or "").strip().casefold() or host_of(url) or ""
