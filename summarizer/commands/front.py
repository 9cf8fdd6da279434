"""The door that all commands share: what ends in one line on standard error, and with which exit status.

0    done
1    a negative answer: not verified, no such index, nothing found
2    bad usage or input, or anything expected that stops the work
130  interrupted
141  whoever read our output went away
"""

import atexit
import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from summarizer.errors import SummarizerError

BAD_USAGE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def complain(line: str) -> None:
    """One line for people on standard error."""
    print(f"summarizer: {line}", file=sys.stderr)


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


class Front(TyperGroup):
    """The group of all commands: turns what is expected to go wrong into one line and an exit status."""

    def main(self, *args: Any, **options: Any) -> None:
        """Run the command line and exit."""
        atexit.register(gc.freeze)  # the process ends: its garbage need not be found
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
            if error.errno != errno.ENOSPC:
                raise
            _drop_output()
            complain("standard output: the disk is full; free some space")
            raise typer.Exit(SummarizerError.exit_status) from error


def _drop_output() -> None:
    # Python flushes the stream once more when it exits: let that go nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage_line(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "summarizer"
    problem = " ".join(error.format_message().split()).rstrip(".")
    return f"{problem[:1].lower()}{problem[1:]}; see `{command} --help`"
