"""``summarizer plot``: what was reported of an index, day by day, as a picture."""

from dataclasses import dataclass
from pathlib import Path

import typer

from summarizer.commands import drawing
from summarizer.commands.answers import output
from summarizer.commands.front import complain
from summarizer.display import plain_text
from summarizer.errors import InputError, SummarizerError
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.store import DayMove, MoveQuery, open_store
from summarizer.types import Metric, Period

NOTHING_FOUND = 1

#: Files that are drawn, by the ends of their names.
KINDS = (".png", ".svg")

#: Lines of a terminal that a picture leaves to the prompt, and those that it takes at most.
LEFT, MOST = 3, 30

UNITS = {Metric.CHANGE: "change, percent", Metric.POINTS: "change, points", Metric.LEVEL: "level"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn, as the command line says it."""

    metric: Metric = Metric.CHANGE
    #: None for levels.
    period: Period | None = Period.DAY
    since: str | None = None
    until: str | None = None


def plot(path: Path, index: str, wanted: Wanted, target: Path | None, names: Path | None) -> None:
    """Draw what was reported of an index, in the terminal or to a file; exits with 1 where there is nothing."""
    if target is not None and target.suffix.lower() not in KINDS:
        raise InputError(str(target), "is no picture's name", f"let it end in {' or '.join(KINDS)}")
    with open_store(path, create=False) as store:
        found = resolve([index], load_gazetteer(names), store)
        if len(found) > 1:
            raise InputError(index, f"is {len(found)} indexes", "name one of them")
        query = MoveQuery(found[0], wanted.metric, wanted.period, wanted.since, wanted.until)
        moves = store.moves(query)
    if not moves:
        complain(f"{found[0]}: nothing to draw in {path}")
        raise typer.Exit(NOTHING_FOUND)
    picture = drawing.Plot(_title(query, moves), moves, signed=wanted.metric is not Metric.LEVEL)
    if target is None:
        _print(picture)
    else:
        _save(picture, target)


def _title(query: MoveQuery, moves: list[DayMove]) -> str:
    """What the picture shows, and how many sources speak in it at most."""
    most = max(move.sources for move in moves)
    sources = f"{most} sources a day at most" if most > 1 else "one source a day"
    what = ", ".join(filter(None, (UNITS[query.metric], query.period and str(query.period))))
    return f"{plain_text(query.entity)}: {what}; {sources}"


def _print(picture: drawing.Plot) -> None:
    console = output()
    if not console.is_terminal:
        print(drawing.draw_text(picture))
        return
    height = max(min(console.height - LEFT, MOST), 1)
    coloured = bool(console.color_system) and not console.no_color
    print(drawing.draw_text(picture, console.width, height, plain=False, coloured=coloured))


def _save(picture: drawing.Plot, target: Path) -> None:
    try:
        content = drawing.draw_file(picture, target.suffix.lower().removeprefix("."))
    except ImportError as error:
        remedy = "pip install 'news-to-signal[plot]'"
        raise SummarizerError(str(target), "pictures in files need matplotlib", remedy) from error
    try:
        target.write_bytes(content)
    except OSError as error:
        raise InputError(str(target), error.strerror or str(error), "name another file") from error
    print(f"{target}: {len(picture.moves)} days")
