"""Feeds watched in fast time: each article read once, whatever servers and publishers do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hostile import HANG, Hostile, Reply, busy, conditional, flood, redirect, storm, text
from rehearsal import Item, LocalDesk, Rehearsal, feed_of, page, rss
from summarizer.errors import ModelError
from summarizer.feeds import Interval, TextFrom
from summarizer.store import ClaimQuery, EntryState, open_store
from summarizer.watch import Result, Started, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hostile import Request
    from summarizer.pipeline import Extractor

RISE = (
    "The Russell 2000 rose 1.47% on Monday to 2,442.03, its best day in a month, as buyers returned to regional banks.",
    "The S&P 500 fell 0.3%, held back by chip makers after a warning from a large customer in the phone trade.",
    "Volume was thin before the holiday, and dealers said that few of their clients wished to add to positions.",
)
#: The same story as an agency's customers print it.
SYNDICATED = (
    "NEW YORK, Nov. 22 (Harbour) - " + RISE[0],
    *RISE[1:],
    "Copyright 2026 Harbour Wire. All rights reserved.",
)
#: The next day's report in the same words.
NEXT_DAY = (RISE[0].replace("1.47%", "0.61%").replace("2,442.03", "2,456.93").replace("Monday", "Tuesday"), *RISE[1:])
NO_INDEX = (
    "The mayor opened a new bridge over the river on Monday, and the crowd was pleased with it and with the weather.",
)
GERMAN = (
    "Der Markt ist am Montag deutlich gestiegen, weil viele Anleger wieder Aktien von kleinen Banken gekauft haben.",
    "Auch die Händler waren mit dem Tag sehr zufrieden, obwohl nur wenige von ihnen damit gerechnet hatten.",
)


@pytest.fixture
def server() -> Iterator[Hostile]:
    """A hostile internet."""
    with Hostile(everywhere=True) as server:
        server.serve("/robots.txt", Reply(404))
        yield server


@pytest.fixture
def desk(extractor: Extractor) -> LocalDesk:
    """A desk in this process."""
    return LocalDesk(extractor)


@pytest.fixture
def rehearsal(tmp_path: Path, server: Hostile, desk: LocalDesk) -> Rehearsal:
    """One feed to be watched."""
    return Rehearsal(tmp_path / "summarizer.db", desk, [feed_of(server)])


def article(server: Hostile, path: str = "/story", title: str = "Small caps rise", *paragraphs: str) -> Item:
    """An item whose page has an article."""
    server.serve(path, page(title, *(paragraphs or RISE)))
    return Item(title, server.url(path))


def entry_rows(rehearsal: Rehearsal) -> list[tuple[str, str, str | None]]:
    """State, reason and article of each entry, oldest first."""
    with open_store(rehearsal.db) as store, closing(store._connection.cursor()) as cursor:
        return [tuple(row) for row in cursor.execute("SELECT state, reason, article_id FROM entries ORDER BY id")]


def test_an_article_is_read_summarized_and_stored_once(server: Hostile, rehearsal: Rehearsal) -> None:
    """However often the feed is looked at, its page is asked for once and summarized once."""
    server.serve("/feed", rss(article(server)))
    rehearsal.run(lambda so_far: len(so_far.looks) > 4)
    assert rehearsal.became == ["summarized"]
    assert [look.result for look in rehearsal.looks[:3]] == [Result.NEW, Result.UNCHANGED, Result.UNCHANGED]
    assert len(server.asked("/story")) == 1
    assert len(rehearsal.desk.summarized) == 1
    with open_store(rehearsal.db) as store:
        (row,) = store.texts()
        assert (row.title, row.url) == ("Small caps rise", server.url("/story"))
        assert row.summary
        assert {claim.claim.entity.name for claim in store.claims()} == {"Russell 2000", "S&P 500"}


def test_the_first_look_needs_no_validators_and_later_ones_use_them(server: Hostile, rehearsal: Rehearsal) -> None:
    """What a server calls its version goes back to it byte for byte; 304 is nothing new."""
    server.serve("/feed", conditional(rss(article(server)), etag='W/"é;1"', last_modified="yesterday, roughly"))
    rehearsal.run(lambda so_far: len(so_far.looks) > 2)
    first, *later = server.asked("/feed")
    assert "if-none-match" not in first.headers
    assert {request.headers["if-none-match"] for request in later} == {'W/"é;1"'}
    assert {request.headers["if-modified-since"] for request in later} == {"yesterday, roughly"}
    assert rehearsal.became == ["summarized"]


def test_a_whole_text_needs_no_page(server: Hostile, rehearsal: Rehearsal) -> None:
    """Where the feed says that it carries articles, no page is asked for."""
    server.serve("/feed", rss(Item(link=server.url("/story"), text="".join(f"<p>{part}</p>" for part in RISE))))
    rehearsal.feeds = [replace(rehearsal.feeds[0], text=TextFrom.FEED)]
    rehearsal.run()
    assert rehearsal.became == ["summarized"]
    assert server.asked("/story") == []


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_a_page_that_is_not_to_be_had(server: Hostile, rehearsal: Rehearsal, status: int) -> None:
    """What the feed itself says is kept in place of a page that stays away."""
    server.serve("/story", Reply(status))
    server.serve("/feed", rss(Item(link=server.url("/story"), text=RISE[0])))
    rehearsal.run()
    assert rehearsal.became == ["summarized"]
    with open_store(rehearsal.db) as store:
        (row,) = store.texts()
        assert store.article(row.id).text == RISE[0]


def test_a_page_without_a_text_in_the_feed(server: Hostile, rehearsal: Rehearsal) -> None:
    """An entry that neither page nor feed has a text for is set aside with the reason."""
    server.serve("/story", Reply(404))
    server.serve("/feed", rss(Item(link=server.url("/story"), text=None)))
    rehearsal.run()
    ((state, reason, _),) = entry_rows(rehearsal)
    assert state == EntryState.FAILED
    assert "404" in reason


@pytest.mark.parametrize("failure", [Reply(500), Reply(502), busy("120"), busy("1", 429), HANG], ids=str)
def test_a_page_that_fails_for_a_while(server: Hostile, rehearsal: Rehearsal, failure: Reply) -> None:
    """A passing failure is waited out, and then the page is read."""
    item = article(server)
    server.serve("/story", failure, page("Small caps rise", *RISE))
    server.serve("/feed", rss(item))
    rehearsal.run(lambda so_far: "summarized" in so_far.became)
    assert rehearsal.became == ["later", "summarized"]


def test_a_page_that_keeps_failing(server: Hostile, rehearsal: Rehearsal) -> None:
    """After some tries the feed's own text must do."""
    server.serve("/story", Reply(500))
    server.serve("/feed", rss(Item(link=server.url("/story"), text=RISE[0])))
    rehearsal.run(lambda so_far: "summarized" in so_far.became)
    assert rehearsal.became[-1] == "summarized"
    assert set(rehearsal.became[:-1]) == {"later"}
    assert len(rehearsal.became) > 4  # an outage of an hour is waited out


WAIT = text("<!DOCTYPE html><html><body><p></p></body></html>")


PATIENCE = page("One moment", "Please wait while we look at your browser.")


@pytest.mark.parametrize("answer", [WAIT, PATIENCE], ids=["no article", "please wait"])
def test_a_page_that_asks_for_patience(server: Hostile, rehearsal: Rehearsal, answer: Reply) -> None:
    """A page without an article in it, as sites show to robots, is asked for again before the teaser must do."""
    item = article(server)
    server.serve("/story", answer, page("Small caps rise", *RISE))
    server.serve("/feed", rss(item))
    rehearsal.run(lambda so_far: "summarized" in so_far.became)
    assert rehearsal.became == ["later", "summarized"]
    with open_store(rehearsal.db) as store:
        (row,) = store.texts()
        assert RISE[1] in store.article(row.id).text


@pytest.mark.parametrize("answer", [Reply(404), WAIT, PATIENCE], ids=["gone", "no article", "please wait"])
def test_a_teaser_never_takes_the_place_of_its_article(server: Hostile, rehearsal: Rehearsal, answer: Reply) -> None:
    """An edit whose page is not to be had leaves the text that is there."""
    item = article(server)
    server.serve("/story", page("Small caps rise", *RISE), answer)
    server.serve("/feed", rss(item), rss(replace(item, text="A teaser, corrected.")))
    rehearsal.run(lambda so_far: "same" in so_far.became)
    with open_store(rehearsal.db) as store:
        (row,) = store.texts()
        assert row.revision == 1
        assert RISE[1] in store.article(row.id).text


def test_robots_txt_is_obeyed(server: Hostile, rehearsal: Rehearsal) -> None:
    """A page that robots.txt forbids is not asked for; the feed's own text is used."""
    server.serve("/robots.txt", text("User-agent: *\nDisallow: /story", "text/plain"))
    server.serve("/feed", rss(replace(article(server), text=RISE[0]), article(server, "/other", "Bridge", *NO_INDEX)))
    rehearsal.run()
    assert sorted(rehearsal.became) == ["kept", "summarized"]
    assert server.asked("/story") == []
    assert len(server.asked("/robots.txt")) == 1


def test_an_edit_is_a_new_revision(server: Hostile, rehearsal: Rehearsal) -> None:
    """The corrected text replaces the first one for those who ask now; the first one stays to be asked for."""
    item = article(server)
    corrected = page("Small caps rise", RISE[0].replace("1.47%", "1.74%"), *RISE[1:])
    server.serve("/story", page("Small caps rise", *RISE), corrected)
    server.serve("/feed", rss(item), rss(replace(item, text="A teaser, corrected.")))
    rehearsal.run(lambda so_far: len(so_far.entries) > 1)
    assert rehearsal.became == ["summarized", "summarized"]
    assert [entry.edited for entry in rehearsal.entries] == [False, True]
    with open_store(rehearsal.db) as store:
        now = {row.text for row in store.claims(ClaimQuery(("Russell 2000",)))}
        ever = {row.text for row in store.claims(ClaimQuery(("Russell 2000",), all_revisions=True))}
        assert "1.74%" in now
        assert "1.47%" not in now
        assert {"1.47%", "1.74%"} <= ever


def test_a_touched_date_is_no_edit(server: Hostile, rehearsal: Rehearsal) -> None:
    """A feed that dates its entries anew at each look makes nothing happen."""
    item = article(server)
    dates = [replace(item, date=f"Sun, 22 Nov 2026 1{n}:00:00 GMT", guid=f"random-{n}") for n in range(9)]
    server.serve("/feed", *(rss(item) for item in dates))
    rehearsal.run(lambda so_far: len(so_far.looks) > 4)
    assert rehearsal.became == ["summarized"]


def test_a_new_teaser_for_the_same_text(server: Hostile, rehearsal: Rehearsal) -> None:
    """An edit that leaves the article as it was makes no revision, and no second summary."""
    item = article(server)
    server.serve("/feed", rss(item), rss(replace(item, text="Another teaser.", date="Sun, 22 Nov 2026 12:30:00 GMT")))
    rehearsal.run(lambda so_far: len(so_far.entries) > 1)
    assert rehearsal.became == ["summarized", "same"]
    with open_store(rehearsal.db) as store:
        assert store.counts()["revisions"] == 1


def test_one_page_in_two_feeds(server: Hostile, rehearsal: Rehearsal) -> None:
    """The page is read once, also where the feeds link it with trackers of their own."""
    item = article(server)
    server.serve("/feed", rss(replace(item, link=f"{item.link}?utm_source=a")))
    server.serve("/second", rss(replace(item, link=f"{item.link}?utm_source=b#top")))
    rehearsal.feeds = [*rehearsal.feeds, feed_of(server, "/second")]
    rehearsal.run()
    assert sorted(rehearsal.became) == ["same", "summarized"]
    assert len(server.asked("/story")) == 1
    assert len(rehearsal.desk.summarized) == 1


def test_a_syndicated_copy(server: Hostile, rehearsal: Rehearsal) -> None:
    """The story under another address and headline is kept as a copy: not summarized, its claims not told twice."""
    server.serve("/feed", rss(article(server), article(server, "/copy", "Banks lift small firms", *SYNDICATED)))
    rehearsal.run()
    assert sorted(rehearsal.became) == ["copy", "summarized"]
    assert len(rehearsal.desk.summarized) == 1
    with open_store(rehearsal.db) as store:
        assert store.counts()["articles"] == 2
        assert len({row.article_id for row in store.claims()}) == 1


def test_a_copy_stays_one_when_its_feed_is_touched(server: Hostile, rehearsal: Rehearsal) -> None:
    """Another teaser for a copy whose text is the same changes nothing."""
    first, copy = article(server), article(server, "/copy", "Banks lift small firms", *SYNDICATED)
    server.serve("/feed", rss(first, copy), rss(first, replace(copy, text="Another teaser.")))
    rehearsal.run(lambda so_far: len(so_far.entries) > 2)
    assert rehearsal.became.count("copy") == 2
    assert len(rehearsal.desk.summarized) == 1
    with open_store(rehearsal.db) as store:
        assert store.counts()["revisions"] == 2


def test_the_next_days_report_is_no_copy(server: Hostile, rehearsal: Rehearsal) -> None:
    """The same words with other figures are news."""
    server.serve("/feed", rss(article(server), article(server, "/tuesday", "Small caps rise", *NEXT_DAY)))
    rehearsal.run()
    assert rehearsal.became == ["summarized", "summarized"]


def test_what_says_more_takes_the_place(server: Hostile, rehearsal: Rehearsal) -> None:
    """Where a fuller version of a story comes later, its claims are told, and the first one becomes its copy."""
    more = "The Nasdaq Composite added 0.2% to 17,738.16 after a late turn by its largest names."
    first, whole = article(server, "/first"), article(server, "/whole", "Small caps rise", *RISE, more)
    server.serve("/feed", rss(first), rss(first, whole))
    rehearsal.run(lambda so_far: len(so_far.entries) > 1)
    assert rehearsal.became == ["summarized", "summarized"]
    with open_store(rehearsal.db) as store:
        assert {row.url for row in store.claims()} == {server.url("/whole")}


def test_what_claims_nothing_is_kept_without_a_summary(server: Hostile, rehearsal: Rehearsal) -> None:
    """An article without a claim about an index is stored; summarized only if everything is."""
    server.serve("/feed", rss(article(server, "/bridge", "A bridge", *NO_INDEX)))
    rehearsal.run()
    assert rehearsal.became == ["kept"]
    assert rehearsal.desk.summarized == []
    assert [state for state, _, _ in entry_rows(rehearsal)] == [EntryState.DONE]


def test_everything_is_summarized_if_asked_for(server: Hostile, rehearsal: Rehearsal) -> None:
    """With the option the model is asked for any article."""
    server.serve("/feed", rss(article(server, "/bridge", "A bridge", *NO_INDEX)))
    rehearsal.settings = replace(rehearsal.settings, everything=True)
    rehearsal.run()
    assert len(rehearsal.desk.summarized) == 1


def test_another_language_is_skipped(server: Hostile, rehearsal: Rehearsal) -> None:
    """What is not English is known and left out, once."""
    server.serve("/feed", rss(article(server, "/markt", "Der Markt", *GERMAN)))
    rehearsal.run(lambda so_far: len(so_far.looks) > 2)
    assert rehearsal.became == ["skipped"]
    assert "English" in rehearsal.entries[0].reason


def test_an_archive_is_not_read(server: Hostile, rehearsal: Rehearsal) -> None:
    """Of a feed that is new to us only the last days are read; filters leave out what is not wanted."""
    old = replace(article(server), date="Sun, 01 Nov 2026 11:00:00 GMT")
    crypto = article(server, "/coins", "Crypto and stocks rise")
    server.serve("/feed", rss(old, crypto))
    rehearsal.feeds = [replace(rehearsal.feeds[0], exclude=("crypto",))]
    rehearsal.run()
    assert rehearsal.entries == []
    assert [state for state, _, _ in entry_rows(rehearsal)] == [EntryState.SKIPPED] * 2


def test_a_poisoned_article_is_set_aside(server: Hostile, rehearsal: Rehearsal, desk: LocalDesk) -> None:
    """What fails again and again is put aside with its error; what comes after it is read."""
    desk._failures["bridge"] = ModelError("fake", "fell over the bridge")
    server.serve("/feed", rss(article(server, "/bridge", "A bridge", *NO_INDEX), article(server)))
    rehearsal.run(lambda so_far: "failed" in so_far.became)
    assert rehearsal.became.count("later") == 3
    assert "summarized" in rehearsal.became
    (state, reason, _), *_ = entry_rows(rehearsal)
    assert (state, reason) == (EntryState.FAILED, "fake: fell over the bridge")


def test_a_bug_in_an_article_ends_nothing(server: Hostile, rehearsal: Rehearsal, desk: LocalDesk) -> None:
    """Even what nobody expected concerns one entry only, and says what it was."""
    desk._failures["bridge"] = ZeroDivisionError("surprise")
    server.serve("/feed", rss(article(server, "/bridge", "A bridge", *NO_INDEX), article(server)))
    rehearsal.run(lambda so_far: "failed" in so_far.became)
    assert "summarized" in rehearsal.became
    assert "a bug: ZeroDivisionError: surprise" in entry_rows(rehearsal)[0][1]


def test_a_page_that_leads_home_is_no_article(server: Hostile, rehearsal: Rehearsal) -> None:
    """A site that sends old links to its front page has no article there."""
    server.serve("/", page("Front page", *NO_INDEX))
    server.serve("/story", redirect("/"))
    server.serve("/feed", rss(Item(link=server.url("/story"), text=RISE[0])))
    rehearsal.run()
    assert rehearsal.became == ["summarized"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Reply(500), "500"),
        (Reply(404), "404"),
        (HANG, "no answer"),
        (flood(), "too large"),
        (text("<!DOCTYPE html><html><head><title>x</title></head><body><p>Hi</p></body></html>"), "page"),
        (text("", "application/rss+xml"), "empty"),
        (Reply(304), "304"),
    ],
    ids=["500", "404", "hang", "flood", "page", "empty", "304 at once"],
)
def test_a_feed_that_fails(server: Hostile, rehearsal: Rehearsal, answer: Reply, words: str) -> None:
    """Whatever a server does is one line, the feed is left alone for longer, and the others are read."""
    server.serve("/feed", answer)
    server.serve("/good", rss(article(server)))
    rehearsal.feeds = [*rehearsal.feeds, feed_of(server, "/good")]
    rehearsal.run()
    (failed,) = [look for look in rehearsal.looks if look.feed == "feed"]
    assert failed.result is Result.FAILED
    assert failed.error
    assert words in failed.error
    assert "\n" not in failed.error
    assert failed.due
    assert failed.due > failed.at
    assert rehearsal.became == ["summarized"]


def test_a_storm_passes(server: Hostile, rehearsal: Rehearsal) -> None:
    """After failures the feed is read as if nothing had been."""
    server.serve("/feed", *storm(2, rss(article(server)), 503))
    rehearsal.run(lambda so_far: bool(so_far.entries))
    assert [look.result for look in rehearsal.looks][:3] == [Result.FAILED, Result.FAILED, Result.NEW]


def test_gone_feeds_are_asked_no_more(server: Hostile, rehearsal: Rehearsal) -> None:
    """After 410 a feed is not asked again, also after a restart."""
    server.serve("/feed", Reply(410))
    server.serve("/good", rss())
    rehearsal.feeds = [*rehearsal.feeds, feed_of(server, "/good")]
    rehearsal.run(lambda so_far: len(so_far.looks) > 4)
    rehearsal.run()
    assert len(server.asked("/feed")) == 1


def test_a_server_that_asks_for_quiet_is_left_alone(server: Hostile, rehearsal: Rehearsal) -> None:
    """Retry-After holds for all feeds of the host."""
    server.serve("/feed", busy("3600", 429))
    server.serve("/second", rss())
    server.serve("/third", rss())
    other = replace(feed_of(server, "/third"), url=server.url("/third", "127.0.0.2"))
    second = feed_of(server, "/second")
    rehearsal.feeds = [*rehearsal.feeds, second, other]
    rehearsal.run(lambda _: len(server.asked("/third")) > 4)
    assert len(server.asked("/feed")) == 1
    assert server.asked("/second") == []


@pytest.mark.parametrize(
    ("statuses", "asked"),
    [((301,), [1, 3]), ((308, 301), [1, 1, 3]), ((302,), [3, 3]), ((301, 302), [1, 3, 3])],
    ids=str,
)
def test_permanent_redirects_are_remembered(
    server: Hostile, rehearsal: Rehearsal, statuses: tuple[int, ...], asked: list[int]
) -> None:
    """A feed that moved for good is asked for at its new address; one that is elsewhere for now is not."""
    server.chain("/feed", *statuses)
    places = ["/feed", *(f"/feed{number + 1}" for number in range(len(statuses)))]
    server.serve(places[-1], rss())
    rehearsal.run(lambda so_far: len(so_far.looks) == 3)
    assert [len(server.asked(place)) for place in places] == asked


def test_freshness_is_respected(server: Hostile, rehearsal: Rehearsal) -> None:
    """What a server says stays fresh for a day is not asked for again within it."""
    fresh = rss(article(server))
    server.serve("/feed", replace(fresh, headers={**fresh.headers, "Cache-Control": "max-age=86400"}))
    server.serve("/other", rss())
    rehearsal.feeds = [*rehearsal.feeds, feed_of(server, "/other")]
    rehearsal.run(lambda _: len(server.asked("/other")) > 5)
    assert len(server.asked("/feed")) == 1


def test_work_goes_on_where_it_was_stopped(server: Hostile, rehearsal: Rehearsal) -> None:
    """What was accepted but not read when the watch ended is read by the next one, without the feed."""
    items = [
        article(server, f"/story{n}", f"Report {n}", f"The DAX rose {n}.{n}% on Monday in busy trade.", RISE[2])
        for n in range(1, 7)
    ]
    server.serve("/feed", rss(*items), Reply(500))
    rehearsal.run(lambda so_far: len(so_far.entries) == 2)
    done = len(rehearsal.entries)
    assert done < len(items)
    rehearsal.run()
    assert rehearsal.became == ["summarized"] * len(items)
    assert len(set(rehearsal.desk.summarized)) == len(rehearsal.desk.summarized) == len(items)


def test_a_locked_database_is_waited_for(server: Hostile, rehearsal: Rehearsal) -> None:
    """What the database can't take now is tried again: nothing is lost."""
    server.serve("/feed", rss(article(server)))
    with open_store(rehearsal.db):
        pass
    other = sqlite3.connect(rehearsal.db, isolation_level=None, check_same_thread=False)

    def until(so_far: Rehearsal) -> bool:
        if isinstance(so_far.events[-1], Started):
            other.execute("BEGIN IMMEDIATE")
        if isinstance(so_far.events[-1], Trouble):
            other.execute("ROLLBACK") if other.in_transaction else None
        return bool(so_far.entries)

    with closing(other):
        rehearsal.timeout = 0.1
        rehearsal.run(until)
    assert any(isinstance(event, Trouble) and "locked" in event.problem for event in rehearsal.events)
    assert rehearsal.became == ["summarized"]


def test_a_feed_of_ten_thousand_entries(server: Hostile, rehearsal: Rehearsal) -> None:
    """So many are taken in at once as may be, and the rest at the next looks."""
    items = [Item(f"Report {n}", server.url(f"/story{n}"), "A teaser.", date=None) for n in range(25)]
    server.serve("/feed", conditional(rss(*items), etag='"1"'))
    rehearsal.settings = replace(rehearsal.settings, most_entries=10, entries_at_once=1)
    rehearsal.run(lambda so_far: len(so_far.looks) > 3)
    assert [look.new for look in rehearsal.looks][:3] == [10, 10, 5]


def test_several_stories_under_one_link(server: Hostile, rehearsal: Rehearsal) -> None:
    """A live page whose entries all link to it: each is an article of its own."""
    items = [
        Item(f"Update {n}", server.url("/live"), f"The DAX rose 0.{n}% by {n} pm in Frankfurt.", guid=f"g{n}")
        for n in range(1, 4)
    ]
    server.serve("/feed", rss(*items))
    rehearsal.feeds = [replace(rehearsal.feeds[0], text=TextFrom.FEED)]
    rehearsal.run()
    assert rehearsal.became == ["summarized"] * 3
    assert server.asked("/live") == []


def test_an_edit_that_moves_the_page(server: Hostile, rehearsal: Rehearsal) -> None:
    """A publisher that gives a corrected story another address has still one article."""
    item = article(server)
    moved = page("Small caps rise", RISE[0].replace("1.47%", "1.74%"), *RISE[1:])
    server.serve("/new-address", moved)
    server.serve("/story", page("Small caps rise", *RISE), redirect("/new-address", 301))
    server.serve("/feed", rss(item), rss(replace(item, text="A teaser, corrected.")))
    rehearsal.run(lambda so_far: len(so_far.entries) > 1)
    with open_store(rehearsal.db) as store:
        (row,) = store.texts()
        assert row.revision == 2
        assert {row.text for row in store.claims(ClaimQuery(("Russell 2000",)))} == {"1.74%", "2,442.03"}


def test_pages_that_all_call_themselves_the_same(server: Hostile, rehearsal: Rehearsal) -> None:
    """A site whose pages name one canonical address has several articles all the same."""
    items = []
    for number in range(3):
        story = page(f"Report {number}", f"The DAX rose 0.{number + 1}% on Monday in Frankfurt.", RISE[2], NO_INDEX[0])
        assert isinstance(story.body, bytes)
        named = f'<head><link rel="canonical" href="{server.url("/markets")}">'
        server.serve(f"/{number}", replace(story, body=story.body.replace(b"<head>", named.encode())))
        items.append(Item(f"Report {number}", server.url(f"/{number}")))
    server.serve("/feed", rss(*items))
    rehearsal.run()
    with open_store(rehearsal.db) as store:
        assert store.counts()["articles"] == store.counts()["revisions"] == 3


def test_robots_txt_that_fails_is_waited_for(server: Hostile, rehearsal: Rehearsal) -> None:
    """Whether a page may be read is asked again later, not taken for a no for good."""
    server.serve("/robots.txt", Reply(503), Reply(404))
    server.serve("/feed", rss(article(server)))
    rehearsal.run(lambda so_far: "summarized" in so_far.became)
    assert rehearsal.became == ["later", "summarized"]


@pytest.mark.parametrize("status", [408, 429, 500, 503, 522, 599])
def test_statuses_that_pass(server: Hostile, rehearsal: Rehearsal, status: int) -> None:
    """A page that was not to be had for a passing reason is asked for again."""
    item = article(server)
    server.serve("/story", Reply(status), page("Small caps rise", *RISE))
    server.serve("/feed", rss(replace(item, text=None)))
    rehearsal.run(lambda so_far: "summarized" in so_far.became)
    assert rehearsal.became == ["later", "summarized"]


def test_a_redirect_is_asked_about_too(server: Hostile, rehearsal: Rehearsal) -> None:
    """Where a page leads to another host, that host's robots.txt is obeyed."""
    server.serve(
        "/robots.txt", lambda request: Reply(404) if request.headers["host"].startswith("127.0.0.1:") else FORBIDDEN
    )
    server.serve("/story", redirect(server.url("/elsewhere", "127.0.0.9")))
    server.serve("/elsewhere", page("Small caps rise", *RISE))
    server.serve("/feed", rss(Item(link=server.url("/story"), text=RISE[0])))
    rehearsal.run()
    assert server.asked("/elsewhere") == []
    assert rehearsal.became == ["summarized"]


FORBIDDEN = text("User-agent: *\nDisallow: /", "text/plain")


def test_what_took_the_program_down_is_set_aside(server: Hostile, rehearsal: Rehearsal) -> None:
    """An entry that was begun again and again and never ended is not begun once more."""
    server.serve("/feed", rss(article(server)))
    rehearsal.run(lambda so_far: bool(so_far.looks))
    with open_store(rehearsal.db) as store:
        store._connection.execute("UPDATE entries SET tries = 9, state = 'waiting'")
    rehearsal.events.clear()
    rehearsal.run()
    assert rehearsal.became == ["failed"]


def test_a_poor_entry_does_not_shield_a_whole_one(server: Hostile, rehearsal: Rehearsal) -> None:
    """Where one feed had but a teaser of a page, another that has the text is read."""
    server.serve("/story", Reply(403))
    server.serve("/feed", rss(Item("Small caps rise", server.url("/story"), "A teaser of it.")))
    rehearsal.run()
    server.serve("/story", page("Small caps rise", *RISE))
    server.serve("/second", rss(Item("Small caps rise", server.url("/story"), "Another teaser.")))
    rehearsal.feeds = [feed_of(server, "/second")]
    rehearsal.run()
    assert rehearsal.became == ["kept", "summarized"]
    with open_store(rehearsal.db) as store:
        assert store.counts()["articles"] == 1


def test_a_slow_host_holds_up_nobody(server: Hostile, rehearsal: Rehearsal) -> None:
    """Of each host one page is under way: a host that hangs does not keep others from being read."""
    slow = [article(server, f"/slow{n}", f"Report {n}") for n in range(8)]
    for number in range(8):
        server.serve(f"/slow{number}", HANG)
    quick = article(server, "/quick")
    quick = replace(quick, link=server.url("/quick", "127.0.0.2"))
    server.serve("/feed", rss(*slow, quick))
    rehearsal.run(lambda so_far: bool(so_far.entries))
    assert rehearsal.entries[0].link == quick.link


def test_once_ends_though_feeds_become_due_again(server: Hostile, rehearsal: Rehearsal) -> None:
    """Each feed is looked at once, however short its interval."""
    rehearsal.feeds = [feed_of(server, f"/feed{n}", interval=Interval(1, 2)) for n in range(12)]
    for number in range(12):
        server.serve(f"/feed{number}", rss())
    rehearsal.run()
    assert len(rehearsal.looks) == 12


def test_spacing_between_requests(server: Hostile, rehearsal: Rehearsal) -> None:
    """A host is left alone for a while between two requests."""
    times = []

    def answer(_: Request) -> Reply:
        times.append(rehearsal.clock.now())
        return rss()

    for number in range(4):
        server.serve(f"/feed{number}", answer)
    rehearsal.feeds = [feed_of(server, f"/feed{number}") for number in range(4)]
    rehearsal.settings = replace(rehearsal.settings, spacing=60.0)
    rehearsal.run()
    assert all((later - earlier).total_seconds() > 55 for earlier, later in pairwise(times))


def test_two_feeds_with_two_headlines(server: Hostile, rehearsal: Rehearsal) -> None:
    """Another feed's headline makes no revision of the same text."""
    item = article(server)
    other = replace(item, title="Banks lift small caps", link=f"{item.link}?page=1")
    server.serve("/story", page("Small caps rise", *RISE))
    body = page("Small caps rise", *RISE).body
    assert isinstance(body, bytes)
    named = f'<head><link rel="canonical" href="{item.link}">'.encode()
    server.serve("/story", text(body.replace(b"<head>", named)))
    server.serve("/feed", rss(item, other))
    rehearsal.run()
    with open_store(rehearsal.db) as store:
        assert store.counts()["revisions"] == 1
