"""``summarizer feeds`` as people and scripts meet it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import error_of, invoke, json_of
from summarizer.feeds import Feed, default_feeds_path, load_feeds, user_feeds_path

LISTED = """\
# Mine.
feeds:
  - name: Harbour Daily
    url: https://harbour.example/rss
    tags: [us, ports]
    include: [stocks]
  - name: River News   # loud
    url: https://river.example/rss
    tags: [uk]
    enabled: false
"""
OPML = """<opml version="2.0"><body><outline text="Asia">
<outline text="Sea" xmlUrl="https://sea.example/rss"/><outline text="Old" xmlUrl="https://river.example/rss"/>
<outline text="Bad" xmlUrl="gopher://bad.example/"/></outline></body></opml>"""

COMMANDS = ("list", "add", "remove", "enable", "disable", "import", "export")


@pytest.fixture(autouse=True)
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The list of the test, as ``$SUMMARIZER_FEEDS`` names it, in a home of its own."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    path = tmp_path / "mine.yaml"
    path.write_text(LISTED, "utf-8")
    monkeypatch.setenv("SUMMARIZER_FEEDS", str(path))
    return path


def answer_of(*arguments: str | Path, stdin: str = "") -> str:
    """What a command that was done said, in one line."""
    result = invoke("feeds", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("\n") == 1
    return result.stdout.rstrip("\n")


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_s_help_has_an_example(command: str) -> None:
    """One that could be typed as it stands."""
    help_text = invoke("feeds", command, "--help").stdout
    assert f"Example: summarizer feeds {command}" in help_text
    assert "--feeds FILE" in help_text


def test_help_loads_no_reader_of_lists() -> None:
    """Neither YAML nor XML, nor what else is slow: whoever asks for help waits for nothing."""
    probe = (
        "import sys; from summarizer.cli import app\ntry: app(['feeds', 'add', '--help'])\nexcept SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=root)
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    assert not loaded & {"ruamel", "listparser", "lxml", "requests", "platformdirs", "httpx", "spacy", "sqlite_utils"}


# ---------------------------------------------------------------- list


def test_list_answers_in_any_format() -> None:
    """A table for people, off a terminal without rules; for programs the whole feed."""
    lines = invoke("feeds", "list").stdout.splitlines()
    assert lines[1].split() == ["Harbour", "Daily", "us,", "ports", "15m", "to", "1h", "yes", "harbour.example"]
    assert lines[2].split() == ["River", "News", "uk", "15m", "to", "1h", "no", "river.example"]
    assert invoke("feeds", "list", "--table").stdout.splitlines() == lines
    harbour, river = json_of(invoke("feeds", "list", "--json"))
    assert harbour == {
        "name": "Harbour Daily",
        "url": "https://harbour.example/rss",
        "interval": "15m to 1h",
        "tags": ["us", "ports"],
        "text": "auto",
        "include": ["stocks"],
        "exclude": [],
        "enabled": True,
    }
    assert [json.loads(line) for line in invoke("feeds", "list", "--nl").stdout.splitlines()] == [harbour, river]
    for option, dialect in (("--csv", "excel"), ("--tsv", "excel-tab")):
        rows = list(csv.DictReader(io.StringIO(invoke("feeds", "list", option).stdout), dialect=dialect))
        assert [row["name"] for row in rows] == ["Harbour Daily", "River News"]
        assert json.loads(rows[0]["tags"]) == ["us", "ports"]


def test_list_by_tag() -> None:
    """In any case; no feed of a tag is a negative answer, with the tags there are."""
    assert [feed["name"] for feed in json_of(invoke("feeds", "list", "--tag", "UK", "--json"))] == ["River News"]
    assert error_of(invoke("feeds", "list", "--tag", "port"), 1).endswith(
        "port: no feed has that tag; did you mean ports?\n"
    )


def test_list_without_feeds(listed: Path) -> None:
    """No mistake: it says how to add one."""
    listed.write_text("feeds:\n", "utf-8")
    result = invoke("feeds", "list", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "no feeds yet" in result.stderr


# ---------------------------------------------------------------- changes


def test_add_takes_all_that_can_be_said(listed: Path) -> None:
    """And what can be said twice."""
    arguments = ["--name", "Sea", "--tag", "asia", "--tag", "ships", "--interval", "10m to 2h", "--text", "feed"]
    arguments += ["--include", "stocks", "--include", "S&P 500", "--exclude", "crypto"]
    assert answer_of("add", "https://sea.example/rss", *arguments) == "added Sea"
    assert listed.read_text("utf-8") == LISTED + (
        "  - name: Sea\n    url: https://sea.example/rss\n    interval: 10m to 2h\n    tags: [asia, ships]\n"
        "    text: feed\n    include: [stocks, S&P 500]\n    exclude: [crypto]\n"
    )


def test_add_by_address_alone(listed: Path) -> None:
    """Its host is its name; the list's defaults are its own."""
    listed.write_text("defaults:\n  interval: 2h\n  text: page\n" + LISTED, "utf-8")
    assert answer_of("add", "https://sea.example/rss") == "added sea.example"
    assert listed.read_text("utf-8").endswith("  - name: sea.example\n    url: https://sea.example/rss\n")


def test_remove_enable_and_disable(listed: Path) -> None:
    """By name in any case, or by address."""
    assert answer_of("enable", "river news") == "enabled River News"
    assert answer_of("disable", "https://harbour.example/rss") == "disabled Harbour Daily"
    assert [feed.enabled for feed in load_feeds(listed)] == [False, True]
    assert answer_of("remove", "HARBOUR DAILY") == "removed Harbour Daily"
    assert [feed.name for feed in load_feeds(listed)] == ["River News"]
    assert "# loud" in listed.read_text("utf-8")


@pytest.mark.parametrize("piped", [False, True])
def test_import_adds_what_is_new(tmp_path: Path, listed: Path, *, piped: bool) -> None:
    """From a file or a pipe; what is listed already is counted, what can't be read is named on standard error."""
    path = tmp_path / "list.opml"
    path.write_text(OPML, "utf-8")
    result = invoke("feeds", "import", "-" if piped else path, stdin=OPML if piped else "")
    assert result.exit_code == 0
    assert result.stdout == "added 1 feed, 1 listed already\n"
    assert result.stderr == 'summarizer: left out: "gopher://bad.example/": is no http or https address\n'
    assert load_feeds(listed)[-1] == Feed("Sea", "https://sea.example/rss", tags=("Asia",))


def test_export_and_import(tmp_path: Path) -> None:
    """To standard output or a file; disabled feeds only where they are asked for."""
    enabled = invoke("feeds", "export").stdout
    assert "Harbour Daily" in enabled
    assert "River News" not in enabled
    path = tmp_path / "ours.opml"
    assert answer_of("export", path, "--all") == f"wrote 2 feeds to {path}"
    assert path.read_text("utf-8") == invoke("feeds", "export", "--all").stdout
    other = tmp_path / "other.yaml"
    assert answer_of("import", path, "--feeds", other) == "added 2 feeds"
    assert [feed.tags for feed in load_feeds(other)] == [("us", "ports"), ("uk",)]
    assert answer_of("import", path, "--feeds", other) == "added 0 feeds, 2 listed already"


def test_the_package_s_list_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line says where to; the package's own stays, and from then on the copy is the list."""
    monkeypatch.delenv("SUMMARIZER_FEEDS")
    monkeypatch.chdir(tmp_path)
    before = default_feeds_path().read_bytes()
    result = invoke("feeds", "add", "https://sea.example/rss", "--name", "Sea")
    assert result.stdout == f"copied the list that comes with the package to {user_feeds_path()}\nadded Sea\n"
    assert answer_of("remove", "sea") == "removed Sea"
    assert default_feeds_path().read_bytes() == user_feeds_path().read_bytes() == before


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "missing command"),
        (["list", "--json", "--csv"], "exclude each other"),
        (["list", "--feeds", "none.yaml"], "none.yaml: can't be read: No such file"),
        (["remove", "Sea", "--feeds", "none.yaml"], "none.yaml: can't be read"),
        (["add"], "missing argument"),
        (["add", "sea.example"], '"sea.example": is no http or https address'),
        (["add", "https://harbour.example/rss"], "https://harbour.example/rss: is listed already, as Harbour Daily"),
        (["add", "https://sea.example/", "--name", "river NEWS"], "river NEWS: is the name of another feed"),
        (["add", "https://sea.example/", "--name", " "], '" ": is empty'),
        (["add", "https://sea.example/", "--interval", "5"], '"5": is no interval; write it like 15m'),
        (["add", "https://sea.example/", "--tag", "a,b"], '"a,b": holds a comma or a slash; make it two tags'),
        (["add", "https://sea.example/", "--text", "paper"], "paper"),
        (["import", "none.opml"], "none.opml: can't be read: No such file"),
        (["import", str(Path(__file__).with_name("commandline.py"))], "is no OPML"),
        (["export", "none/list.opml/x", "--feeds", "none.yaml"], "none.yaml: can't be read"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_input_is_one_line(arguments: list[str], problem: str, listed: Path) -> None:
    """The status is 2 and the list stays as it was."""
    assert problem in error_of(invoke("feeds", *arguments))
    assert listed.read_text("utf-8") == LISTED


@pytest.mark.parametrize("command", ["remove", "enable", "disable"])
def test_an_unknown_feed_is_a_negative_answer(command: str, listed: Path) -> None:
    """The status is 1; near names help."""
    line = error_of(invoke("feeds", command, "Harbor"), 1)
    assert line == "summarizer: Harbor: no feed of that name; did you mean Harbour Daily?\n"
    assert listed.read_text("utf-8") == LISTED


@pytest.mark.parametrize("command", [["list"], ["add", "https://sea.example/"], ["remove", "A"], ["export"]])
def test_a_broken_list_is_one_line(command: list[str], listed: Path) -> None:
    """With the file's; the file stays."""
    broken = LISTED.replace("url: https://river", "ulr: https://river")
    listed.write_text(broken, "utf-8")
    assert 'mine.yaml:8: a feed has no key "ulr"; did you mean url?' in error_of(invoke("feeds", *command))
    assert listed.read_text("utf-8") == broken


def test_too_large_a_document_is_refused_unread() -> None:
    """From a pipe as from a file."""
    assert "is too large (limit 5 MB)" in error_of(invoke("feeds", "import", "-", stdin="x" * 5_000_001))
