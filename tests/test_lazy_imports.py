"""Slow imports are a tested promise: asking for help pays for none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import small_news

ROOT = Path(__file__).parent.parent

#: Each costs between 0.1 and 4 seconds.
SLOW = {
    "torch",
    "transformers",
    "spacy",
    "trafilatura",
    "httpx",
    "sqlite_utils",
    "feedparser",
    "numpy",
    "plotext",
    "matplotlib",
    "pandas",
    "pyarrow",
}

#: Commands that answer in rows, each with what it is asked for.
QUESTIONS = {
    "claims": ["RUT", "--json"],
    "signals": ["RUT", "--csv"],
    "conflicts": ["--nl"],
    "analysts": ["--tsv"],
    "indices": [],
    "search": ["yields"],
}

#: What a question needs: the database.
NEEDED = {"sqlite_utils"}

PROBE = """
import sys
from summarizer.cli import app
try:
    app(sys.argv[1:])
except SystemExit:
    pass
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["summarize", "--help"],
        ["models", "--help"],
        ["--no-such-option"],
        *([command, "--help"] for command in (*QUESTIONS, "show", "stats", "plot", "export", "db", "feeds", "watch")),
    ],
    ids=" ".join,
)
def test_help_loads_nothing_slow(arguments: list[str]) -> None:
    """Importing the command line, and what needs no work, loads none of the slow libraries."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    assert not loaded & SLOW


@pytest.mark.parametrize("command", QUESTIONS)
def test_questions_load_nothing_slow(command: str, tmp_path: Path) -> None:
    """Whoever asks the database waits for no model, no reader of pages and no picture."""
    arguments = [command, *QUESTIONS[command], "--db", str(small_news.build(tmp_path / "news.db"))]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "sqlite3" in loaded
    assert not loaded & (SLOW - NEEDED)
