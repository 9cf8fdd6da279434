"""What is shown while people wait: on standard error, and only where that is a terminal."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from summarizer.display import make_console
from summarizer.summarize.progress import Progress as Told
from summarizer.summarize.progress import Stage

Item = TypeVar("Item")


@contextmanager
def timed(doing: str, *, verbose: bool) -> Iterator[None]:
    """With `verbose`, a line that says how long the block took."""
    started = time.perf_counter()
    yield
    if verbose:
        print(f"summarizer: {doing}: {time.perf_counter() - started:.2f} s", file=sys.stderr)


@contextmanager
def working(doing: str) -> Iterator[None]:
    """A spinner while the block runs."""
    console = make_console(sys.stderr)
    if console.is_terminal:
        with console.status(f"{doing} …"):
            yield
    else:
        yield


def counted(items: Iterable[Item], doing: str) -> Iterator[Item]:
    """The same items, their number shown, unless the answers go to the terminal and show it themselves."""
    console = make_console(sys.stderr)
    shown = console.is_terminal and not sys.stdout.isatty()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not shown, transient=True) as progress:
        yield from progress.track(items, description=doing)


@contextmanager
def fetching(name: str) -> Iterator[Told]:
    """A bar for each stage of having a model at hand; yields what is to be told how far a stage is."""
    console = make_console(sys.stderr)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    tasks: dict[Stage, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        bars.add_task(f"{name}: load", total=None)

        def tell(stage: Stage, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(f"{name}: {stage}")
            bars.update(tasks[stage], completed=done, total=total or None)

        yield tell
