"""``summarizer plot``: reported moves as a picture, in characters and in files."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_news
from commandline import error_of, invoke
from store_digests import ARTICLE, GAIN
from summarizer.commands.drawing import Plot, draw_text, thin
from summarizer.store import DayMove, open_store
from summarizer.types import Digest, Extraction
from terminals import run_on_terminal

if TYPE_CHECKING:
    from pathlib import Path

needs_matplotlib = pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="matplotlib is optional")

PICTURE = """\
                       Russell 2000: change, percent, day; 2 sources a day at most
     +---------------------------------------------------------------------------------------------+
 2.23+                                                                                             |
     |                                                                                            ||
     |                                                                                            ||
 1.75+                                                                                            ||
     |                                                                                            ||
     |                                                                                            o|
 1.28+                                                             |                              ||
     |                                                             o                              ||
     |                                                             |                              ||
 0.80+o                                                                                           ||
     |                                                                                             |
     |                                                                                             |
     |                                                                                             |
 0.32+                                                                                             |
     |                                                                                             |
     +---------------------------------------------------------------------------------------------+
-0.15+                                                                                             |
     |                               |                                                             |
     |                               o                                                             |
-0.63+                                                                                             |
     ++------------------------------+-----------------------------+------------------------------++
   2025-03-03                   2025-03-05                    2025-03-07                 2025-03-09
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of a week of the Russell 2000, reported by two publishers; tests only read there."""
    path = tmp_path_factory.mktemp("plotted") / "news.db"
    with open_store(path) as store:
        first = datetime(2025, 3, 3, tzinfo=UTC)
        for number, (one, other) in enumerate([("0.8", None), ("-0.5", "-0.4"), ("1", "1.3"), ("2.1", "0.9")]):
            day = first + timedelta(days=number * 2)
            for publisher, value in (("The Lantern", one), ("Quay Wire", other)):
                if value:
                    claim = replace(GAIN, value=Decimal(value), date=f"{day:%Y-%m-%d}")
                    article = replace(ARTICLE, id=f"{publisher}{number}", publisher=publisher, published=day)
                    store.save(Digest(article, Extraction((claim,), (), ())))
    return path


@pytest.fixture(autouse=True)
def db(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That database, as ``$SUMMARIZER_DB`` names it."""
    monkeypatch.setenv("SUMMARIZER_DB", str(built))
    return built


def test_without_a_terminal_the_picture_is_ascii() -> None:
    """Of fixed width; a dot is the median of a day's sources, a bar reaches from the lowest to the highest."""
    result = invoke("plot", "RUT")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == PICTURE


def test_a_terminal_gets_colours_and_its_own_width(db: Path) -> None:
    """As wide as it is; where colours are not wanted there are none."""
    coloured = run_on_terminal("plot", "RUT", "--db", db)
    assert "\x1b[38;5;6m●" in coloured
    plain = run_on_terminal("plot", "RUT", "--db", db, NO_COLOR="1")
    assert "●" in plain
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) == 70


@needs_matplotlib
def test_a_picture_in_an_svg(tmp_path: Path) -> None:
    """It says what it shows, and is the same each time."""
    target = tmp_path / "moves.svg"
    result = invoke("plot", "RUT", "-o", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{target}: 4 days\n", "")
    drawn = target.read_bytes()
    texts = [node.text for node in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - ours
    assert "Russell 2000: change, percent, day; 2 sources a day at most" in texts
    assert invoke("plot", "RUT", "-o", target, "--force").exit_code == 0
    assert target.read_bytes() == drawn


@needs_matplotlib
def test_a_picture_in_a_png(tmp_path: Path) -> None:
    """Whatever the case of its name's end."""
    target = tmp_path / "moves.PNG"
    assert invoke("plot", "russell", "--since", "2025-03-05", "--output", target).stdout == f"{target}: 3 days\n"
    assert target.read_bytes().startswith(b"\x89PNG\r\n")


def test_where_matplotlib_is_missing_it_is_said(tmp_path: Path, db: Path) -> None:
    """In one line, with what to type."""
    target = tmp_path / "moves.svg"
    code = "import sys; sys.modules['matplotlib'] = None; from summarizer.cli import app; app(sys.argv[1:])"
    arguments = [sys.executable, "-c", code, "plot", "RUT", "-o", str(target), "--db", str(db)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    remedy = "pip install 'news-to-signal[plot]'"
    assert done.stderr == f"summarizer: {target}: pictures in files need matplotlib; {remedy}\n"
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["Rusell 2000"], 1, "no index of that name; did you mean Russell 2000"),
        (["DAX"], 1, "DAX: nothing found in"),
        (["RUT", "--metric", "level"], 1, "RUT: nothing found in"),
        (["RUT", "--until", "2024"], 1, "nothing found in"),
        (["S&P 500 sectors"], 2, "name one of them"),
        (["RUT", "-o", "moves.db"], 2, "moves.db: is no picture's name; let it end in .png or .svg"),
        (["RUT", "-o", "moves"], 2, "is no picture's name"),
        (["RUT", "--metric", "level", "--period", "day"], 2, "--period does not go with levels"),
        (["RUT", "--metric", "record"], 2, "record"),
        (["RUT", "--since", "2025-02-30"], 2, "2025-02-30"),
    ],
    ids=str,
)
def test_what_can_t_be_drawn_is_one_line(arguments: list[str], status: int, words: str) -> None:
    """A negative answer where there is nothing, bad usage where it can't be."""
    assert words in error_of(invoke("plot", *arguments), status)


@needs_matplotlib
def test_a_place_that_is_none_is_one_line(tmp_path: Path) -> None:
    """The picture's file is named."""
    target = tmp_path / "missing" / "moves.svg"
    assert f"{target}: can't be written: No such file or directory" in error_of(invoke("plot", "RUT", "-o", target))


@needs_matplotlib
def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Unless it is to be replaced; then the new one is there whole."""
    target = tmp_path / "moves.svg"
    target.write_text("mine")
    assert "add --force" in error_of(invoke("plot", "RUT", "-o", target))
    assert target.read_text() == "mine"
    assert invoke("plot", "RUT", "-o", target, "--force").exit_code == 0
    assert target.read_bytes().startswith(b"<?xml")
    assert list(tmp_path.iterdir()) == [target]


def test_levels_are_drawn_without_zero(tmp_path: Path) -> None:
    """Where an index stands is told from its neighbours, not from nothing."""
    result = invoke("plot", "RUT", "--metric", "level", "--db", small_news.build(tmp_path / "news.db"))
    assert result.exit_code == 0
    assert "Russell 2000: level; one source a day" in result.stdout
    assert "2100.5+" in result.stdout.replace("2100.50", "2100.5")


values = st.floats(-1e5, 1e5).map(lambda value: round(value, 2))


@st.composite
def moves(draw: st.DrawFn) -> list[DayMove]:
    """Some days in order, each with its figures."""
    days = sorted(draw(st.sets(st.dates(datetime(1990, 1, 1).date(), datetime(2030, 1, 1).date()), min_size=1)))  # noqa: DTZ001
    shown = []
    for day in days:
        low, middle, high = sorted(draw(st.tuples(values, values, values)))
        shown.append(DayMove(day.isoformat(), low, middle, high, 1))
    return shown


@given(shown=moves(), width=st.integers(20, 160), height=st.integers(5, 40), signed=st.booleans())
def test_anything_can_be_drawn(shown: list[DayMove], width: int, height: int, signed: bool) -> None:
    """A picture keeps to its width and height, and a plain one to ASCII."""
    picture = Plot("A title", shown, signed=signed)
    plain = draw_text(picture, width, height)
    assert plain.isascii()
    assert "o" in plain
    for drawn in (plain, draw_text(picture, width, height, plain=False)):
        assert "\x1b" not in drawn
        assert len(drawn.splitlines()) <= height
        assert max(map(len, drawn.splitlines())) <= width
    assert "\x1b" in draw_text(picture, width, height, plain=False, coloured=True)


@given(shown=moves(), most=st.integers(1, 50))
def test_thinning_loses_no_extreme(shown: list[DayMove], most: int) -> None:
    """So many days at most; the lowest and highest figures and the last day stay."""
    thinned = thin(shown, most)
    assert len(thinned) <= most
    assert min(move.low for move in thinned) == min(move.low for move in shown)
    assert max(move.high for move in thinned) == max(move.high for move in shown)
    assert thinned[-1].day == shown[-1].day
    assert all(move.low <= move.median <= move.high for move in thinned)
