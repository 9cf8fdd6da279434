"""How much is read and how long is waited for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What ingest accepts before it refuses a source."""

    #: Bytes of a file, of standard input, of one line of a batch, and of a page after decompression.
    size: int = 5_000_000
    #: Seconds until a connection stands.
    connect: float = 5.0
    #: Seconds between two pieces of an answer.
    read: float = 10.0
    #: Seconds for the whole of it: looking up, connecting, redirects, reading.
    total: float = 30.0
    #: Redirects that are followed.
    redirects: int = 5


#: What ``ingest.read`` uses when nothing else is asked for.
DEFAULTS = Limits()


def megabytes(size: int) -> str:
    """A size for people.

    >>> megabytes(5_000_000), megabytes(52_428_800)
    ('5 MB', '52.4 MB')
    """
    return f"{size / 1_000_000:.3g} MB"
