"""feeds.yaml -> feeds: what is read, what is refused and where, and which list it is."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.feeds import (
    DEFAULT_INTERVAL,
    Feed,
    Interval,
    TextFrom,
    default_feeds_path,
    feeds_path,
    load_feeds,
    make_feed,
    parse_interval,
    print_interval,
    user_feeds_path,
)
from summarizer.feeds.reading import parse_listing

WHOLE = """\
# What is watched.
defaults:
  interval: 30m to 2h
  text: page
feeds:
  - name: "Harbour  Daily"   # quoted
    url: https://harbour.example/rss?a=1&b=2#top
    interval: 10m to 1h
    tags: [us, "small caps"]
    text: feed
    include: [stocks, "S&P 500"]
    exclude:
      - crypto
    enabled: false
  - url: http://Port.example:8080/atom
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Where a test writes its list."""
    return tmp_path / "feeds.yaml"


def refused(path: Path, body: str | bytes) -> str:
    """The one line that a list is refused with, its folder left out."""
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    with pytest.raises(InputError) as caught:
        load_feeds(path)
    line = str(caught.value)
    assert "\n" not in line
    return line.replace(f"{path.parent}{os.sep}", "")


# ---------------------------------------------------------------- what is read


def test_every_key_is_read(listed: Path) -> None:
    """What a feed does not say is by the defaults; without a name it is its host."""
    listed.write_text(WHOLE, "utf-8")
    assert load_feeds(listed) == (
        Feed(
            "Harbour Daily",
            "https://harbour.example/rss?a=1&b=2#top",
            Interval(600, 3600),
            ("us", "small caps"),
            TextFrom.FEED,
            ("stocks", "S&P 500"),
            ("crypto",),
            enabled=False,
        ),
        Feed("port.example", "http://Port.example:8080/atom", Interval(1800, 7200), text=TextFrom.PAGE),
    )


@pytest.mark.parametrize(
    "body",
    ["feeds:\n", "feeds: []\n", "feeds: null", "defaults:\n  text: auto\n", "defaults:\nfeeds:\n  # none yet\n"],
)
def test_a_list_may_be_without_feeds(listed: Path, body: str) -> None:
    """Whoever removes the last one can add another."""
    listed.write_text(body, "utf-8")
    assert load_feeds(listed) == ()


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_what_windows_writes_is_read(listed: Path, change: object) -> None:
    """A byte order mark and carriage returns change nothing."""
    assert callable(change)
    listed.write_bytes(change(WHOLE).encode())
    assert [feed.name for feed in load_feeds(listed)] == ["Harbour Daily", "port.example"]


def test_json_is_read_too(listed: Path) -> None:
    """It is YAML."""
    listed.write_text('{"feeds": [{"name": "A", "url": "https://a.example/", "enabled": true}]}', "utf-8")
    assert load_feeds(listed) == (Feed("A", "https://a.example/"),)


# ---------------------------------------------------------------- what is refused

URL = "url: https://a.example/rss"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        # no YAML
        ("feeds:\n  - name: 'A\n    url: x\n", "feeds.yaml:2: is no YAML: while scanning a quoted scalar"),
        ("feeds:\n\t- name: A\n", "feeds.yaml:2: .*'\\\\t'.*; indent with spaces"),
        ("feeds: [1,\n", "feeds.yaml:2: is no YAML: .*found '<stream end>'"),
        ("feeds: a: b\n", "feeds.yaml:1: is no YAML"),
        ("feeds:\n---\nfeeds:\n", "feeds.yaml:2: .*but found another document"),
        ("feeds:\n  - name: \x01\n", "feeds.yaml:2: holds a character that YAML does not allow"),
        ("feeds: *a\n", "feeds.yaml:1: .*undefined alias"),
        ("feeds: " + "[" * 500, "feeds.yaml: is nested too deeply"),
        (b"feeds:\n  - name: M\xe4rkte\n", "feeds.yaml:2: is no UTF-8; save the file as UTF-8"),
        ("", "feeds.yaml:1: is empty; write feeds:"),
        ("# nothing\n", "feeds.yaml:1: is empty"),
        # no list of feeds
        ("- a\n", "feeds.yaml:1: the file is a list where keys should be; keys are defaults, feeds"),
        ("words\n", "feeds.yaml:1: the file is text where keys should be"),
        ("feeds: 5\n", "feeds.yaml:1: feeds is a number or a date where a list should be"),
        ("feeds:\n  a: b\n", "feeds.yaml:2: feeds is a table where a list should be"),
        ("\nfeed:\n", 'feeds.yaml:2: the file has no key "feed"; did you mean feeds?'),
        ("feeds:\n  -\n", "a feed is nothing where keys should be"),
        ("feeds:\n  - https://a.example/\n", "feeds.yaml:2: a feed is text where keys should be"),
        ("feeds:\n\nfeeds:\n", "feeds.yaml:3: says feeds again, after feeds.yaml:1; drop one of them"),
        ("feeds:\n  - [1]\n", "feeds.yaml:2: a feed is a list where keys should be"),
        ("feeds:\n  - ? [url]\n    : b\n", 'feeds.yaml:2: a feed has no key ""; keys are name, url'),
        # defaults
        ("defaults: 15m\nfeeds:\n", "feeds.yaml:1: defaults is text where keys should be"),
        ("defaults:\n  intervall: 15m\nfeeds:\n", 'feeds.yaml:2: defaults has no key "intervall"; did you mean inte'),
        ("defaults:\n  tags: [us]\nfeeds:\n", 'feeds.yaml:2: defaults has no key "tags"'),
        # a feed's keys
        ("feeds:\n  - name: A\n", "feeds.yaml:2: a feed has no url; add a line like url:"),
        (f"feeds:\n  - {URL}\n    tag: [us]\n", 'feeds.yaml:3: a feed has no key "tag"; did you mean tags?'),
        (f"feeds:\n  - {URL}\n    colour: red\n", 'feeds.yaml:3: a feed has no key "colour"; keys are name, url'),
        (f"feeds:\n  - {URL}\n    {URL}\n", "feeds.yaml:3: says url again, after feeds.yaml:2"),
        (f"feeds:\n  - {URL}\n    name: 2024\n", "feeds.yaml:3: name is a number or a date .*; put it in quotes"),
        (f"feeds:\n  - {URL}\n    name: true\n", "feeds.yaml:3: name is a yes or no .*; put it in quotes"),
        (f"feeds:\n  - {URL}\n    name: ' '\n", 'feeds.yaml:3: name " " is empty'),
        (f"feeds:\n  - {URL}\n    name:\n    tags: []\n", "feeds.yaml:3: name is empty"),
        (f"feeds:\n  - {URL}\n    name: [A]\n", "feeds.yaml:3: name is a list where text should be"),
        (f'feeds:\n  - {URL}\n    name: "a\\x07b"\n', "feeds.yaml:3: name .* can't be shown"),
        (f"feeds:\n  - {URL}\n    tags: us\n", "feeds.yaml:3: tags is text where a list should be"),
        (f"feeds:\n  - {URL}\n    tags:\n      - us\n      - 5\n", "feeds.yaml:5: tags is a number or a date"),
        (f"feeds:\n  - {URL}\n    tags: [a/b]\n", 'feeds.yaml:3: tags "a/b" holds a comma or a slash'),
        (f"feeds:\n  - {URL}\n    include: ['...']\n", 'feeds.yaml:3: include "..." holds no word'),
        (f"feeds:\n  - {URL}\n    text: pages\n", "feeds.yaml:3: text can't be .pages.; write one of auto, feed, page"),
        (f"feeds:\n  - {URL}\n    enabled: no\n", "feeds.yaml:3: enabled is neither true nor false"),
        (f"feeds:\n  - {URL}\n    enabled: 'false'\n", "feeds.yaml:3: enabled is neither true nor false"),
        # intervals
        (f"feeds:\n  - {URL}\n    interval: 15\n", 'feeds.yaml:3: interval "15" is no interval; write it like 15m'),
        (f"feeds:\n  - {URL}\n    interval: soon\n", 'feeds.yaml:3: interval "soon" is no interval'),
        (f"feeds:\n  - {URL}\n    interval: 15m to\n", 'feeds.yaml:3: interval "15m to" is no interval'),
        (f"feeds:\n  - {URL}\n    interval: 59s\n", 'feeds.yaml:3: interval "59s" is too short an interval'),
        (f"feeds:\n  - {URL}\n    interval: 366d\n", 'feeds.yaml:3: interval "366d" is too long an interval'),
        (f"feeds:\n  - {URL}\n    interval: 1h to 15m\n", "feeds.yaml:3: .*longer to the shorter.*; turn it round"),
        # addresses
        ("feeds:\n  - url: a.example\n", 'feeds.yaml:2: url "a.example" is no http or https address'),
        ("feeds:\n  - url: ftp://a.example/\n", "feeds.yaml:2: url .* is no http or https address"),
        ("feeds:\n  - url: https:///rss\n", "feeds.yaml:2: url .* is no valid address"),
        ("feeds:\n  - url: https://a.example:99999/\n", "feeds.yaml:2: url .* is no valid address"),
        ("feeds:\n  - url: https://[a.example/\n", "feeds.yaml:2: url .* is no valid address"),
        ("feeds:\n  - url: https://a.example/a b\n", "feeds.yaml:2: url .* is no valid address"),
        # twins
        (
            f"feeds:\n  - {URL}\n    name: BBC\n  - url: https://b.example/\n    name: bbc\n",
            "feeds.yaml:4: bbc is the name of another feed, at feeds.yaml:2; give one of them another name",
        ),
        (
            f"feeds:\n  - {URL}\n    name: A\n  - name: B\n    url: https://A.example/rss#x\n",
            "feeds.yaml:4: https://A.example/rss#x is listed already, at feeds.yaml:2; drop one of them",
        ),
        (
            f"feeds:\n  - {URL}\n  - {URL}2\n",
            "feeds.yaml:3: a.example is the name of another feed, at feeds.yaml:2",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_its_own(listed: Path, body: str | bytes, line: str) -> None:
    """File and line first, then what is wrong, then what to do."""
    assert re.match(line if line.startswith("feeds.yaml") else f".*{line}", refused(listed, body))


def test_no_alias_is_followed(listed: Path) -> None:
    """So no file grows: ten lines of ten aliases each would be ten thousand million words."""
    bomb = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 11))
    assert "holds an anchor (&a0)" in refused(listed, bomb)
    assert "holds an anchor (&us)" in refused(listed, f"feeds:\n  - {URL}\n    tags: &us [us]\n    include: *us\n")


def test_no_tag_makes_an_object(listed: Path) -> None:
    """A name is text, whatever it is said to be."""
    body = f"feeds:\n  - {URL}\n    name: !!python/object/apply:os.getcwd []\n"
    assert refused(listed, body).startswith("feeds.yaml:3: name is ")


def test_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    """A folder, a file that is missing, and one that no person wrote."""
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(InputError, match="can't be read"):
            load_feeds(path)
    assert "is too large (limit 1 MB)" in refused(tmp_path / "huge.yaml", b"#" * 1_000_001)


@settings(deadline=None)  # the first reads in ruamel
@given(st.text(st.sampled_from("feds:\n -[]{}#&*!|>'\"aulrt, htps/.0\t\ufeff\r"), max_size=60))
def test_whatever_it_holds_it_is_feeds_or_one_line(text: str) -> None:
    """Nothing but an InputError comes of a broken list."""
    with contextlib.suppress(InputError):
        parse_listing(text, "feeds.yaml")


# ---------------------------------------------------------------- intervals and filters


@pytest.mark.parametrize(
    ("printed", "shortest", "longest"),
    [("15m", 900, 3600), ("90s", 90, 360), ("1m", 60, 240), ("2 h", 7200, 28800), ("1d to  2d", 86400, 172800)],
)
def test_intervals(printed: str, shortest: float, longest: float) -> None:
    """One alone means up to four times as long."""
    assert parse_interval(printed) == Interval(shortest, longest)


@given(st.integers(60, 9_999_999), st.integers(0, 9_999_999))
def test_an_interval_is_read_as_it_was_printed(shortest: int, more: int) -> None:
    """Printing and parsing are inverse."""
    interval = Interval(float(shortest), float(shortest + more))
    assert parse_interval(print_interval(interval)) == interval


@pytest.mark.parametrize(
    ("title", "tags", "wanted"),
    [
        ("Stocks rise", [], True),
        ("STOCKS RISE", [], True),
        ("The S&P  500 rises", [], True),
        ("The S&P 5000", [], False),
        ("Livestocks rise", [], False),
        ("Oil rises", ["Commodities", "US stocks"], True),
        ("Oil rises", [], False),
        ("Stocks and crypto rise", [], False),
        ("Stocks rise", ["Crypto"], False),
        ("Stocks: “crypto-free”", [], False),
        ("", [], False),
    ],
)
def test_filters(title: str, tags: list[str], *, wanted: bool) -> None:
    """Whole words in any case, in the headline or a tag; what is excluded stays out."""
    feed = make_feed("https://a.example/", include=["stocks", "S&P 500"], exclude=["crypto"])
    assert feed.wants(title, tags) is wanted


def test_without_filters_everything_is_wanted() -> None:
    """Whatever it is called; with `exclude` alone, everything else."""
    assert Feed("A", "https://a.example/").wants("", ())
    assert Feed("A", "https://a.example/", exclude=("crypto",)).wants("Oil rises", ())


# ---------------------------------------------------------------- which list


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own list would be, in a home of the test's, which works in an empty folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "config"))
    monkeypatch.delenv("SUMMARIZER_FEEDS", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return user_feeds_path()


def test_where_the_list_is(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named, then the variable's, then the folder's, then the user's, then the package's."""
    assert own.is_relative_to(tmp_path)
    assert feeds_path() == default_feeds_path()
    own.parent.mkdir(parents=True)
    own.write_text("feeds:\n")
    assert feeds_path() == own
    Path("feeds.yaml").write_text("feeds:\n")
    assert feeds_path() == Path("feeds.yaml")
    monkeypatch.setenv("SUMMARIZER_FEEDS", "~/mine.yaml")
    assert feeds_path() == tmp_path / "mine.yaml"
    assert feeds_path(Path("given.yaml")) == Path("given.yaml")


def test_an_installed_list_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the distribution says that its file lies, which is not beside the package."""
    described = tmp_path / "site" / "news_to_signal-9.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: news-to-signal\nVersion: 9\n")
    (described / "RECORD").write_text("../share/news-to-signal/feeds.yaml,,\nnews_to_signal-9.dist-info/METADATA,,\n")
    placed = tmp_path / "share" / "news-to-signal" / "feeds.yaml"
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert default_feeds_path() != placed  # recorded, but gone
    placed.parent.mkdir(parents=True)
    placed.write_text("feeds:\n")
    assert default_feeds_path() == placed


def test_the_list_that_comes_with_the_package() -> None:
    """It is sound: feeds of many regions, each tagged, over https, looked at no more often than every ten minutes."""
    feeds = load_feeds(default_feeds_path())
    regions = {feed.tags[0] for feed in feeds if feed.enabled}
    assert len(feeds) >= 18
    assert {"world", "us", "canada", "uk", "europe", "india", "japan", "hong kong", "singapore"} <= regions
    assert {"australia", "gulf", "africa"} <= regions
    assert all(feed.url.startswith("https://") for feed in feeds)
    assert min(feed.interval.shortest for feed in feeds) >= 600
    assert DEFAULT_INTERVAL in {feed.interval for feed in feeds}
