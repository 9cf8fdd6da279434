"""Slow imports are a tested promise: asking for help pays for none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
    [["--help"], ["--version"], ["summarize", "--help"], ["models", "--help"], ["--no-such-option"]],
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
