"""The door that all commands share: what ends in one line on standard error, and with which exit status.

0    done
1    a negative answer: not verified, no such index, nothing found
2    bad usage or input, or anything expected that stops the work
130  interrupted
141  whoever read our output went away
143  terminated
"""

import atexit
import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from summarizer.errors import SummarizerError

NEGATIVE = 1
BAD_USAGE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
TERMINATED = 143

#: How a write fails; of a file of ours that is told by whoever writes it, with its name.
UNWRITABLE = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EBADF}


def complain(line: str) -> None:
    """One line for people on standard error."""
    print(f"summarizer: {line}", file=sys.stderr)


def refuse_empty(what: str, path: Path, since: str | None = None) -> NoReturn:
    """End with a negative answer: nothing of what was asked for was found, `since` a day where none was named."""
    reach = f" since {since}; look further back with --since" if since else ""
    complain(f"{' '.join(what.split())}: nothing found in {path}{reach}")
    raise typer.Exit(NEGATIVE)


@contextmanager
def uncollected() -> Iterator[None]:
    """Load what lives until the end: what is made is neither searched for garbage now nor later.

    Imports make millions of objects; looking through them again and again is a second of eight, and another at the end.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def unwinding() -> Iterator[None]:
    """Let SIGTERM end the block as an error would: what is half done is cleared away."""

    def leave(_signal: int, _frame: object) -> NoReturn:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Front(TyperGroup):
    """The group of all commands: turns what is expected to go wrong into one line and an exit status."""

    def main(self, *args: Any, **options: Any) -> None:
        """Run the command line and exit."""
        atexit.register(gc.freeze)  # the process ends: its garbage need not be found
        _open_streams()
        # A character that the terminal's encoding lacks is escaped; it never stops the work.
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            status = super().main(*args, **{**options, "standalone_mode": False})
        except typer.TyperException as error:
            complain(_usage_line(error))
            status = BAD_USAGE
        sys.exit(status or 0)

    def invoke(self, ctx: Any) -> None:
        """Run the command that was asked for."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except SummarizerError as error:
            complain(str(error))
            raise typer.Exit(error.exit_status) from error
        except KeyboardInterrupt as error:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            _drop_output()
            raise typer.Exit(BROKEN_PIPE) from error
        except OSError as error:
            if error.errno not in UNWRITABLE or error.filename is not None:
                raise
            _drop_output()
            complain(f"standard output: {_problem_of(error)}")
            raise typer.Exit(SummarizerError.exit_status) from error


def _open_streams() -> None:
    """Let nothing that is printed, or read, go to a file that happens to get the number of a closed stream."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end


def _problem_of(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full; free some space"
    return f"can't be written ({(error.strerror or str(error)).lower()})"


def _drop_output() -> None:
    # Python flushes the stream once more when it exits: let that go nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage_line(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "summarizer"
    problem = " ".join(error.format_message().split()).rstrip(".")
    return f"{problem[:1].lower()}{problem[1:]}; see `{command} --help`"
