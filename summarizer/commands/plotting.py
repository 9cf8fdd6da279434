"""``summarizer plot``: what was reported of an index, day by day, as a picture."""

from dataclasses import dataclass
from pathlib import Path

from summarizer.commands import drawing
from summarizer.commands.answers import output
from summarizer.commands.front import refuse_empty, unwinding
from summarizer.errors import InputError, SummarizerError
from summarizer.exporting import new_file
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.store import DayMove, MoveQuery, open_store
from summarizer.store.bounds import check_days
from summarizer.table import plain_text
from summarizer.types import Metric, Period

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


@dataclass(frozen=True, slots=True)
class Target:
    """The file that a picture is for."""

    path: Path
    #: Whether it may be there already.
    replace: bool = False


def plot(path: Path, index: str, wanted: Wanted, target: Target | None, names: Path | None) -> None:
    """Draw what was reported of an index, in the terminal or to a file; exits with 1 where there is nothing."""
    if target is not None and target.path.suffix.lower() not in KINDS:
        raise InputError(str(target.path), "is no picture's name", f"let it end in {' or '.join(KINDS)}")
    check_days(wanted.since, wanted.until)
    with open_store(path, create=False) as store:
        found = resolve([index], load_gazetteer(names), store)
        if len(found) > 1:
            raise InputError(index, f"is {len(found)} indexes", "name one of them")
        query = MoveQuery(found[0], wanted.metric, wanted.period, wanted.since, wanted.until)
        moves = store.moves(query)
    if not moves:
        refuse_empty(index, path)
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


def _save(picture: drawing.Plot, target: Target) -> None:
    try:
        content = drawing.draw_file(picture, target.path.suffix.lower().removeprefix("."))
    except ImportError as error:
        remedy = "pip install 'news-to-signal[plot]'"
        raise SummarizerError(str(target.path), "pictures in files need matplotlib", remedy) from error
    with unwinding(), new_file(target.path, replace=target.replace) as file:
        file.write(content)
    print(f"{target.path}: {len(picture.moves)} days")
