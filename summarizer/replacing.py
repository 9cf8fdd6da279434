"""A file that is replaced at once, or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(place: Path) -> Iterator[BinaryIO]:
    """A file beside a place, which takes it when it is whole and on the disk; the place's permissions stay.

    Whoever reads the place meanwhile has what was there before.  Raises OSError; then nothing was replaced.
    """
    temporary = place.with_name(f".{token_hex(6)}")  # short: the place's own name may be as long as names can be
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, temporary)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
