"""Edits of a list of feeds: what they change, and all that they leave alone."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedlists import feedlists, feeds
from summarizer.errors import InputError, UnknownNameError
from summarizer.feeds import (
    Feed,
    Interval,
    add,
    add_new,
    default_feeds_path,
    load_defaults,
    load_feeds,
    make_feed,
    remove,
    set_enabled,
    user_feeds_path,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Written by a person: comments everywhere, quotes of both kinds, two ways of lists, odd spaces.
LISTED = """\
# My feeds.

defaults:
  interval:   30m to 2h    # a quiet machine

feeds:   # the best first
  # ---- harbours
  - name: "Harbour Daily"   # the old one
    # its address moved once
    url: 'https://harbour.example/rss'
    tags: [ us,   ports ]

  # ---- rivers
  - url: https://river.example/rss
    enabled: false   # too loud
    name: River News

  -
    name: Sea
    url: https://sea.example/rss
    tags:
      - world
      - ships   # both
  - {name: Pond, url: "https://pond.example/rss"}
  # ---- the end
"""
ADDED = Feed("Lake", "https://lake.example/rss", Interval(1800, 7200))


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The list of the test."""
    path = tmp_path / "feeds.yaml"
    path.write_text(LISTED, "utf-8")
    return path


def names(path: Path) -> list[str]:
    """What the feeds of a list are called."""
    return [feed.name for feed in load_feeds(path)]


# ---------------------------------------------------------------- what an edit changes


def test_add_writes_what_the_defaults_do_not_say(listed: Path) -> None:
    """After the last feed, in the same column; all else stays."""
    assert add(listed, ADDED).feeds == (ADDED,)
    lines = "  - name: Lake\n    url: https://lake.example/rss\n"
    assert listed.read_text("utf-8") == LISTED.replace("  # ---- the end\n", f"{lines}  # ---- the end\n")
    assert load_feeds(listed)[-1] == ADDED


def test_add_writes_all_that_is_said(listed: Path) -> None:
    """Lists in brackets, in quotes only what needs them."""
    told = make_feed(
        "https://lake.example/#",
        "Lake: news",
        interval=Interval(90, 3600),
        tags=["us", "5"],
        include=["S&P 500", "a, b"],
        exclude=["crypto"],
    )
    add(listed, told)
    assert load_feeds(listed)[-1] == told
    assert listed.read_text("utf-8").endswith("""
  - name: "Lake: news"
    url: https://lake.example/#
    interval: 90s to 1h
    tags: [us, "5"]
    include: [S&P 500, "a, b"]
    exclude: [crypto]
  # ---- the end
""")


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("harbour daily", LISTED[LISTED.index('  - name: "Har') : LISTED.index("\n  # ---- rivers")]),
        ("https://river.example/rss", LISTED[LISTED.index("  - url: https://river") : LISTED.index("\n  -\n")]),
        ("SEA", LISTED[LISTED.index("  -\n") : LISTED.index("  - {name")]),
        ("Pond", LISTED[LISTED.index("  - {name") : LISTED.index("  # ---- the end")]),
    ],
    ids=["first", "by address", "dash alone", "in braces"],
)  # fmt: skip
def test_remove_takes_the_feed_s_own_lines(listed: Path, name: str, gone: str) -> None:
    """Comments before and after it stay, and so does everything else."""
    (feed,) = remove(listed, name).feeds
    assert feed.is_called(name)
    assert listed.read_text("utf-8") == LISTED.replace(gone, "")


def test_enable_drops_the_key_and_keeps_its_comment(listed: Path) -> None:
    """A line of its own is left of it."""
    (feed,) = set_enabled(listed, "River News", enabled=True).feeds
    assert feed.enabled
    assert listed.read_text("utf-8") == LISTED.replace("    enabled: false   # too loud", "    # too loud")


def test_disable_adds_the_key(listed: Path) -> None:
    """As the feed's last; in braces, within them; and enabling takes it out again."""
    set_enabled(listed, "Harbour Daily", enabled=False)
    set_enabled(listed, "pond", enabled=False)
    text = LISTED.replace("[ us,   ports ]\n", "[ us,   ports ]\n    enabled: false\n")
    text = text.replace('pond.example/rss"}', 'pond.example/rss", enabled: false}')
    assert listed.read_text("utf-8") == text
    assert [feed.enabled for feed in load_feeds(listed)] == [False, False, True, False]
    set_enabled(listed, "Harbour Daily", enabled=True)
    set_enabled(listed, "Pond", enabled=True)
    assert listed.read_text("utf-8") == text.replace("    enabled: false\n\n", "\n").replace("false}", "true}")


@pytest.mark.parametrize("enabled", [True, False])
def test_a_first_key_is_switched_where_it_stands(listed: Path, *, enabled: bool) -> None:
    """It stands beside the dash, which has to stay."""
    body = "feeds:\n- enabled: {}  # why\n  url: https://a.example/\n"
    listed.write_text(body.format(str(not enabled).lower()), "utf-8")
    set_enabled(listed, "a.example", enabled=enabled)
    assert listed.read_text("utf-8") == body.format(str(enabled).lower())


@pytest.mark.parametrize("enabled", [True, False])
def test_what_is_so_already_is_not_written(listed: Path, *, enabled: bool) -> None:
    """The file is not even touched."""
    before = listed.stat()
    assert set_enabled(listed, "Sea" if enabled else "River News", enabled=enabled).path == listed
    assert listed.stat() == before


# ---------------------------------------------------------------- how lists are written


@pytest.mark.parametrize(
    ("body", "edited"),
    [
        ("feeds:\n", "feeds:\n  - {}\n"),
        ("feeds:", "feeds:\n  - {}\n"),
        ("feeds: []  # none\n# end\n", "feeds:  # none\n  - {}\n# end\n"),
        ("feeds: null\n", "feeds:\n  - {}\n"),
        ("feeds:   # none yet\n# end", "feeds:   # none yet\n  - {}\n# end"),
        ("defaults:\n  text: auto", "defaults:\n  text: auto\nfeeds:\n  - {}\n"),
        ("feeds:\n- url: https://a.example/", "feeds:\n- url: https://a.example/\n- {}\n"),
        ("feeds:\n    -   url: https://a.example/\n", "feeds:\n    -   url: https://a.example/\n    - {}\n"),
        ("feeds:\n- url: >\n    https://a.example/\n# end", "feeds:\n- url: >\n    https://a.example/\n- {}\n# end"),
    ],
)  # fmt: skip
def test_add_to_any_list(listed: Path, body: str, edited: str) -> None:
    """Without feeds, without an end of line, in any column."""
    listed.write_text(body, "utf-8")
    added = Feed("A", "https://b.example/")
    add(listed, added)
    column = edited.split("- {}", maxsplit=1)[0].rsplit("\n", 1)[-1]
    assert listed.read_text("utf-8") == edited.format(f"name: A\n{column}  url: https://b.example/")
    assert load_feeds(listed)[-1] == added


def test_a_list_is_begun(tmp_path: Path) -> None:
    """Where there is none yet; its folder too."""
    path = tmp_path / "new" / "feeds.yaml"
    assert load_defaults(path).interval == Interval(900, 3600)
    add(path, ADDED)
    assert load_feeds(path) == (ADDED,)


def test_what_windows_writes_stays(listed: Path) -> None:
    """A byte order mark and carriage returns, in the lines that are added as well."""
    body = ("\ufeff" + LISTED).replace("\n", "\r\n").encode()
    listed.write_bytes(body)
    add(listed, ADDED)
    assert listed.read_bytes().count(b"\r\n") == listed.read_bytes().count(b"\n")
    remove(listed, "Lake")
    assert listed.read_bytes() == body


def test_the_file_s_mode_and_links_stay(listed: Path, tmp_path: Path) -> None:
    """Who may read it is not for an edit to say; a link leads to the same file."""
    listed.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(listed)
    add(link, ADDED)
    assert link.is_symlink()
    assert "Lake" in names(listed)
    assert listed.stat().st_mode & 0o777 == 0o640


def test_who_reads_meanwhile_reads_a_whole_list(listed: Path) -> None:
    """The old text or the new, and nothing else lies in the folder afterwards."""
    with listed.open(encoding="utf-8") as file:
        add(listed, ADDED)
        assert file.read() == LISTED
    assert os.listdir(listed.parent) == ["feeds.yaml"]  # noqa: PTH208 - names are what matters


# ---------------------------------------------------------------- several at once


def test_add_new_takes_what_is_not_listed(listed: Path) -> None:
    """By address; a name that is taken gets a number."""
    found = [
        make_feed("https://HARBOUR.example/rss#top", "Other"),
        make_feed("https://lake.example/1", "sea"),
        make_feed("https://lake.example/2", "Sea"),
        make_feed("https://lake.example/2", "Twin"),
    ]
    assert [feed.name for feed in add_new(listed, found).feeds] == ["sea (2)", "Sea (3)"]
    assert names(listed)[-2:] == ["sea (2)", "Sea (3)"]
    before = listed.read_text("utf-8")
    assert add_new(listed, found).feeds == ()
    assert listed.read_text("utf-8") == before


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("name", "near"),
    [("Harbor Dayly", "Harbour Daily"), ("river", "River News"), ("pont", "Pond"), ("https://nowhere.example/", "")],
)
def test_an_unknown_name_is_told_its_neighbours(listed: Path, name: str, near: str) -> None:
    """For each edit that takes a name."""
    edits: Sequence[Callable[[], object]] = (
        lambda: remove(listed, name),
        lambda: set_enabled(listed, name, enabled=False),
    )
    for edit in edits:
        with pytest.raises(UnknownNameError, match="no feed of that name") as caught:
            edit()
        assert caught.value.remedy == (f"did you mean {near}?" if near else "")
    assert listed.read_text("utf-8") == LISTED


@pytest.mark.parametrize(
    ("feed", "problem"),
    [
        (make_feed("https://lake.example/", "SEA"), "SEA: is the name of another feed .*; give it another name"),
        (make_feed("https://Sea.example/rss#a", "Lake"), "https://Sea.example/rss#a: is listed already, as Sea"),
    ],
)
def test_no_feed_is_listed_twice(listed: Path, feed: Feed, problem: str) -> None:
    """Neither its name nor its address."""
    with pytest.raises(InputError, match=problem):
        add(listed, feed)
    assert listed.read_text("utf-8") == LISTED


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("feeds:\n  - nam: A\n", "feeds.yaml:2: a feed has no key"),
        ("", "feeds.yaml:1: is empty"),
        ('{"feeds": [{"name": "A", "url": "https://a.example/"}]}', "feeds.yaml:1: the feeds stand in brackets"),
        ("feeds: [{name: A, url: https://a.example/}]\n", "feeds.yaml:1: the feeds stand in brackets"),
        ('{"feeds": []}', "feeds.yaml: is written in a way that can't be edited here; edit it by hand"),
        ("feeds:\n...\n", None),
    ],
)
def test_what_can_not_be_edited_stays(listed: Path, body: str, problem: str | None) -> None:
    """A list that is unsound, or that only a person can edit."""
    listed.write_text(body, "utf-8")
    if problem is None:
        add(listed, ADDED)
        return
    with pytest.raises(InputError, match=problem):
        add(listed, ADDED)
    assert listed.read_text("utf-8") == body


def test_what_can_not_be_written_is_one_line(listed: Path) -> None:
    """A list in a folder that is a file."""
    with pytest.raises(InputError, match="can't be written"):
        add_new(listed / "feeds.yaml", [ADDED])
    assert listed.read_text("utf-8") == LISTED


def test_the_package_s_list_becomes_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the edit in it; the next edit finds it there."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    packaged = default_feeds_path()
    before = packaged.read_bytes()
    edit = add(packaged, ADDED)
    assert edit.path == user_feeds_path()
    assert edit.path.is_relative_to(tmp_path)
    assert load_feeds(edit.path) == (*load_feeds(packaged), ADDED)
    assert packaged.read_bytes() == before


# ---------------------------------------------------------------- laws


@settings(max_examples=30, deadline=None)
@given(feedlists(), feeds(), st.sampled_from(["\n", "\r\n"]))
def test_adding_and_removing_changes_nothing(others: list[Feed], feed: Feed, newline: str) -> None:
    """A feed is read as it was added; taken out again, the text is what it was, comments and all."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.yaml"
        path.write_text(f"# head\ndefaults:\n  text: page\nfeeds: # {len(others)}\n  # first\n# end\n", newline=newline)
        assert add_new(path, others).feeds == tuple(others)
        before = path.read_bytes()
        assert load_feeds(add(path, feed).path) == (*others, feed)
        assert remove(path, feed.name).feeds == (feed,)
        assert path.read_bytes() == before


@settings(max_examples=30, deadline=None)
@given(feedlists(min_size=1), st.data())
def test_switching_there_and_back_changes_nothing(listed: list[Feed], data: st.DataObject) -> None:
    """Of one feed only, and to the letter."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.yaml"
        add_new(path, listed)
        before = path.read_bytes()
        feed = data.draw(st.sampled_from(listed))
        set_enabled(path, feed.name, enabled=not feed.enabled)
        assert [other.enabled for other in load_feeds(path)] == [other.enabled ^ (other == feed) for other in listed]
        set_enabled(path, feed.name, enabled=feed.enabled)
        assert path.read_bytes() == before
