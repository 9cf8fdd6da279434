"""Folders that are whole or not there: made once, under another name, and renamed when they are finished.

Several processes may ask for the same folder at once, and any of them may be killed: the first makes it and
the others wait; what a killed one leaves is never taken for the folder, and the next one removes it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Written last, into the finished folder: the size of every file in it.
MARKER = "whole.json"


def is_whole(folder: Path) -> bool:
    """Whether the folder was finished, and no file of it was removed or cut short since."""
    try:
        sizes = json.loads((folder / MARKER).read_text("utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def make_once(target: Path, make: Callable[[Path, Path], None]) -> None:
    """See to it that the target is whole: where it is not, `make` gets it and a room to work in.

    Both are empty folders; the room is removed afterwards.  Raises OSError where they can't be written, and
    what `make` raises: then nothing is left.
    """
    import filelock  # noqa: PLC0415 - not needed to answer --help

    target.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(target.with_name(f"{target.name}.lock")):  # the system frees a killed one's
        if is_whole(target):  # made by the one that we waited for
            return
        remains = [target, *target.parent.glob(f".{target.name}-*")]
        for path in filter(Path.is_dir, remains):
            shutil.rmtree(path)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as temporary:
            made, room = Path(temporary, "made"), Path(temporary, "room")
            made.mkdir()
            room.mkdir()
            make(made, room)
            sizes = {path.name: path.stat().st_size for path in sorted(made.iterdir())}
            (made / MARKER).write_text(json.dumps(sizes, indent=1) + "\n", "utf-8")
            made.rename(target)
