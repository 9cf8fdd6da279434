"""One watch for one database: a lock that goes with the process that holds it, however it ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from summarizer.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def sole_watch(database: Path) -> Iterator[None]:
    """Be the only one who watches into a database; raises StoreError where somebody else does."""
    place = database.resolve()
    lock = FileLock(place.with_name(f"{place.name}.watch.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            str(database), "another `summarizer watch` is at work on it", "stop that one, or name another database"
        ) from None
    except OSError as error:
        raise StoreError(str(database), error.strerror or str(error), "make its folder writable") from error
    try:
        yield
    finally:
        lock.release()
