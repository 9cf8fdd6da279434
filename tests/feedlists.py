"""Feeds for the tests of what reads and writes lists of them: any that a list can hold."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from summarizer.feeds import Feed, Interval, TextFrom

#: What YAML or XML gives a meaning to, and what they may get wrong.
TRICKY = "aB1é漢😀ß:#'\"-[]{}&*!|>%@`\\?=~.<;+ "


def lines(without: str = "") -> st.SearchStrategy[str]:
    """A line of text with a word in it, its spaces single."""
    drawn = st.text(st.sampled_from([char for char in TRICKY if char not in without]), min_size=1, max_size=12)
    words = st.sampled_from(["yes", "null", "true", "5", "1e3", "2024-01-01", "&amp;", "- a", "? b", "!!str x", "<<"])
    return (
        st.one_of(drawn, words)
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: any(map(str.isalnum, text)))
    )


def phrases() -> st.SearchStrategy[tuple[str, ...]]:
    """A few lines, each once."""
    return st.lists(lines(), max_size=3, unique=True).map(tuple)


def feeds() -> st.SearchStrategy[Feed]:
    """Any feed."""
    paths = st.text(st.sampled_from("abé0/?&=%#;'\"+:@,!~"), max_size=12)
    intervals = st.tuples(st.integers(60, 9999), st.integers(0, 9999))
    return st.builds(
        Feed,
        name=lines(),
        url=paths.map(lambda path: f"https://a.example/{path}"),
        interval=intervals.map(lambda pair: Interval(float(pair[0]), float(sum(pair)))),
        tags=st.lists(lines(without=",/"), max_size=3, unique=True).map(tuple),
        text=st.sampled_from(TextFrom),
        include=phrases(),
        exclude=phrases(),
        enabled=st.booleans(),
    )


def feedlists(min_size: int = 0) -> st.SearchStrategy[list[Feed]]:
    """Feeds that may stand in one list: their names and addresses are told apart by a number."""
    return st.lists(feeds(), min_size=min_size, max_size=4).map(
        lambda drawn: [
            replace(feed, name=f"{feed.name} {number}", url=feed.url.replace("a.example", f"{number}.example"))
            for number, feed in enumerate(drawn)
        ]
    )
