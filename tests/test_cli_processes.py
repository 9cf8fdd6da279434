"""The command line as a process: pipes, signals, terminals."""

from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import small_news
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


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small database; tests only read there."""
    return small_news.build(tmp_path_factory.mktemp("stored") / "news.db")


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


def ask(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Ask the command of a checkout."""
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([*LAUNCHER, *map(str, arguments)], stderr=subprocess.PIPE, check=False, **options)


@pytest.mark.parametrize("options", [[], ["--json"], ["--csv"]], ids=str)
def test_output_that_can_t_be_written_is_one_line(db: Path, tmp_path: Path, options: list[str]) -> None:
    """Whatever is in its way: here the file is as long as a file may be."""
    longest = 10_000_000
    with (tmp_path / "out").open("ab") as out:
        out.truncate(longest)
        limits = (longest, longest)
        done = ask(
            "claims",
            "--db",
            db,
            *options,
            stdout=out,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
        )
    assert (done.returncode, done.stderr) == (2, b"summarizer: standard output: can't be written (file too large)\n")


def test_a_closed_output_is_no_traceback(db: Path) -> None:
    """Nothing is printed then, and the status tells what it always does."""
    command = f'exec "{sys.executable}" "{ROOT / "cli.py"}" "$@"'
    for arguments, status in ((["claims"], 0), (["claims", "DAX"], 1), (["search", "yields", "--json"], 0)):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{command} >&-", "sh", *arguments, "--db", str(db)],
            capture_output=True,
            check=False,
        )
        assert done.returncode == status, done.stderr
        assert b"Traceback" not in done.stderr


def test_programs_get_utf_8_whatever_the_terminal_s_encoding(db: Path) -> None:
    """JSON is JSON, and CSV holds the names as they are."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for option in ("--json", "--nl", "--csv", "--tsv"):
        done = ask("claims", "--analyst", "müller", option, "--db", db, env=environment)
        assert done.returncode == 0
        assert "Ada Müller" in done.stdout.decode("utf-8")
        assert done.stdout == ask("claims", "--analyst", "müller", option, "--db", db).stdout


def test_an_export_goes_into_a_pipe(db: Path) -> None:
    """By the name that a shell gives it; standard output is that by any name, and holds nothing else."""
    rows = ask("export", "claims", "--db", db).stdout
    assert rows.startswith(b"entity,symbol")
    for name in ("/dev/stdout", "/dev/fd/1"):
        done = ask("export", "claims", "-o", name, "--db", db)
        assert (done.returncode, done.stdout) == (0, rows)
    ours, theirs = os.pipe()
    done = ask("export", "claims", "-o", f"/dev/fd/{theirs}", "--db", db, pass_fds=[theirs])
    os.close(theirs)
    assert os.read(ours, 65_536) == rows
    os.close(ours)
    assert done.stdout == f"wrote {rows.count(b'RUT') + rows.count(b'IXIC')} claims to /dev/fd/{theirs}\n".encode()


def test_a_file_is_not_left_half_written_by_sigterm(db: Path, tmp_path: Path) -> None:
    """An export that is terminated leaves nothing behind."""
    folder = tmp_path / "out"
    folder.mkdir()
    code = (
        "import os, signal, sys\n"
        "import summarizer.commands.export as export\n"
        "def write(file, *_):\n"
        "    file.write(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "export.write = write\n"
        "from summarizer.cli import app\n"
        "app(sys.argv[1:])\n"
    )
    arguments = ["export", "claims", "-o", str(folder / "out.csv"), "--db", str(db)]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (143, b"")
    assert list(folder.iterdir()) == []


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
