"""Running the command line in this process, and an article to run it on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from summarizer.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

TEXT = """Small caps lead Wall Street higher

Nov. 26, 2024

The Russell 2000 rose 1.47% on Monday to 2,442.03, its best day in a month, as investors bought banks.

The S&P 500 fell 0.3%. So far in November the Russell 2000 has gained more than 11%.

"Small companies are cheap," said Ann Lee, a strategist at Acme Capital.
"""


def invoke(*arguments: str | Path, stdin: str | bytes = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def json_of(result: Result) -> Any:
    """The JSON document of a command that was done."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def error_of(result: Result, status: int = 2) -> str:
    """The one line that a command failed with; nothing else was printed."""
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("summarizer: ")
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr
