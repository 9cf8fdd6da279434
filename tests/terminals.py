"""Running a command on a terminal, and what it wrote there."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

LAUNCHER = Path(__file__).parent.parent / "cli.py"


def run_on_terminal(*arguments: str | Path, **settings: str) -> str:
    """What a command that was done printed on a terminal of 70 columns; `settings` are of its environment."""
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, str(LAUNCHER), *map(str, arguments)],
        stdout=theirs,
        check=True,
        env={"TERM": "xterm-256color", "COLUMNS": "70", "LINES": "20", **settings},
    )
    os.close(theirs)
    return _read(ours)


def _read(terminal: int) -> str:
    """All that was written to a terminal whose other end is closed."""
    read = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how Linux says that nobody writes there any more
            piece = b""
        if not piece:
            os.close(terminal)
            return read.decode()
        read += piece
