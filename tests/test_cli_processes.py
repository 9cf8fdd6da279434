"""The command line as a process: pipes, signals, terminals."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from commandline import TEXT

ROOT = Path(__file__).parent.parent
LAUNCHER = [sys.executable, str(ROOT / "cli.py")]

#: More answers than any pipe holds.
MANY = 5000


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A batch that takes a while."""
    path = tmp_path / "batch.jsonl"
    line = json.dumps({"published": "2024-11-26", "title": "Small caps", "body": TEXT})
    path.write_text(f"{line}\n" * MANY, "utf-8")
    return path


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start the command of a checkout."""
    return subprocess.Popen(
        [*LAUNCHER, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )


def test_a_reader_that_goes_away_ends_it_quietly(batch: Path) -> None:
    """As after ``| head -1``: no traceback, the status of a program that a closed pipe ended."""
    with start("extract", batch) as process:
        assert process.stdout
        assert process.stderr
        assert json.loads(process.stdout.readline())["claims"]
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) == 141


def test_an_interrupt_ends_it_in_one_line(batch: Path) -> None:
    """Ctrl-C half-way: what was answered is whole, the status is a shell's 130."""
    with start("extract", batch) as process:
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        answers = [first, *process.stdout]
        assert process.stderr.read() == "summarizer: interrupted\n"
        assert process.wait(timeout=30) == 130
    assert len(answers) < MANY
    assert all(json.loads(answer)["claims"] for answer in answers)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    """Where the answer can't be written, that is said, and the status tells."""
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    with Path("/dev/full").open("w") as full:
        command = [*LAUNCHER, "extract", f"{tmp_path}/article.txt"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("summarizer: standard output: ")
    assert done.stderr.count("\n") == 1


def test_the_launcher_reads_standard_input() -> None:
    """``python cli.py`` works in a checkout, whatever the terminal's encoding."""
    done = subprocess.run(
        [*LAUNCHER, "extract"],
        input=TEXT.replace("banks", "banks – “cheap” ones"),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert "+1.47%" in done.stdout


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["", "NO_COLOR"])
def test_colour_is_for_terminals(tmp_path: Path, variables: dict[str, str], coloured: bool) -> None:
    """A rise is green on a terminal, unless colour is not wanted."""
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    (tmp_path / "draft.txt").write_text("The Russell 2000 rose 1.47% on Monday.", "utf-8")
    command = ["verify", "--article", f"{tmp_path}/article.txt", "--summary", f"{tmp_path}/draft.txt"]
    main, terminal = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    done = subprocess.run(
        [*LAUNCHER, *command],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=subprocess.PIPE,
        check=False,
        env={**environment, "TERM": "xterm-256color", **variables},
    )
    os.close(terminal)
    printed = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while piece := os.read(main, 65536):
            printed += piece
    os.close(main)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (b"\x1b[32m" in printed) is coloured
