"""How long work tells how far it is, without knowing who watches."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds between two looks at what has come.
INTERVAL = 0.1


class Stage(StrEnum):
    """What is being done; `done` and `total` count bytes, but steps while converting."""

    FETCH = "fetch"
    CHECK = "check"
    CONVERT = "convert"


class Progress(Protocol):
    """Told how far a stage is; called from any thread, often, and never twice at once."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Take note; `total` is 0 where it is not known."""


def silent(stage: Stage, done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def watched(folder: Path, total: int, progress: Progress) -> Iterator[None]:
    """While inside, tell how many bytes have come into a folder.

    Whoever downloads into it need not take part: this works the same for every version of it.
    """
    before = size_of(folder)
    over = threading.Event()

    def look() -> None:
        while not over.wait(INTERVAL):
            come = size_of(folder) - before
            progress(Stage.FETCH, max(0, min(come, total) if total else come), total)

    progress(Stage.FETCH, 0, total)
    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    progress(Stage.FETCH, total, total)


def size_of(folder: Path) -> int:
    """The bytes of the files in a folder that may be changing."""
    size = 0
    for path in folder.rglob("*"):
        try:
            size += path.lstat().st_size if path.is_file() and not path.is_symlink() else 0
        except OSError:  # removed or renamed while we look
            continue
    return size
