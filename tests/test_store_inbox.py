"""The queue of entries and what is known of feeds, hosts and copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store_digests import ARTICLE, DIGEST, EXTRACTION, SUMMARY
from summarizer.store import (
    Accepted,
    Arrival,
    ClaimQuery,
    End,
    EntryCounts,
    EntryState,
    FeedState,
    HostState,
    Kin,
    Store,
    Waiting,
    open_store,
)
from summarizer.types import Digest

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED = "https://example.org/feed"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
STATE = FeedState(FEED, due=LATER, looks=1, looked_at=NOW)
PAGE, HOST = "https://example.org/a", "https://example.org"
ENTRY = Arrival("a", "digest 1", "Stocks rise", PAGE, NOW, "Stocks rose.", PAGE, HOST)
DONE = End(EntryState.DONE, "summarized", ARTICLE.id)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with open_store(tmp_path / "summarizer.db") as store:
        yield store


def accept(store: Store, *arrivals: Arrival, now: datetime = NOW) -> Accepted:
    """Take entries in."""
    return store.inbox.accept(FEED, arrivals, now, lambda _: STATE)


def only(store: Store, now: datetime = LATER) -> Waiting:
    """The one entry that waits."""
    (entry,) = store.inbox.waiting(now, 10)
    return entry


def test_what_was_accepted_waits(store: Store) -> None:
    """An entry comes out as it went in; seen again it is not new."""
    assert accept(store, ENTRY) == Accepted(new=1)
    assert accept(store, ENTRY) == Accepted()
    entry = only(store)
    assert (entry.feed, entry.key, entry.title, entry.link) == (FEED, "a", ENTRY.title, ENTRY.link)
    assert (entry.published, entry.text, entry.page, entry.host) == (NOW, "Stocks rose.", PAGE, HOST)
    assert (entry.tries, entry.edits, entry.article_id, entry.changed_at) == (0, 0, None, NOW)


def test_feed_and_entries_are_one_transaction(store: Store) -> None:
    """Where the feed's state can't be told, its entries are not kept either: the next look brings them again."""

    def fail(accepted: Accepted) -> FeedState:
        raise ZeroDivisionError(accepted)

    with pytest.raises(ZeroDivisionError):
        store.inbox.accept(FEED, [ENTRY], NOW, fail)
    assert store.inbox.waiting(LATER, 10) == []
    assert store.inbox.states() == {}


def test_states_come_back(store: Store) -> None:
    """Feeds and hosts come back as they were saved; of a host that is not known nothing is."""
    state = FeedState(
        FEED, "https://example.org/new", 'W/"é"', "Sun", 900.5, LATER, 3, "no answer", 7, 2, NOW, NOW, NOW
    )
    store.inbox.accept(FEED, [], NOW, lambda _: state)
    assert store.inbox.states() == {FEED: state}
    host = HostState("https://example.org", "User-agent: *", LATER, NOW)
    store.inbox.save_host(host)
    assert store.inbox.host(host.host) == host
    assert store.inbox.host("http://other.example") == HostState("http://other.example")


def test_an_edit_waits_again(store: Store) -> None:
    """Another digest under a known key is an edit: it is read again, as often as it takes."""
    accept(store, ENTRY)
    store.inbox.close(only(store), DONE, NOW)
    edited = replace(ENTRY, digest="digest 2", text="Stocks fell.")
    assert accept(store, edited) == Accepted(edited=1)
    entry = only(store)
    assert (entry.text, entry.tries, entry.edits) == ("Stocks fell.", 0, 1)


def test_an_edit_while_it_is_read(store: Store) -> None:
    """What was edited while it was read is read once more."""
    accept(store, ENTRY)
    in_hand = only(store)
    accept(store, replace(ENTRY, digest="digest 2"))
    store.inbox.keep(in_hand, DIGEST, Kin(), DONE, NOW)
    assert only(store).edits == 1


def test_unwanted_entries_do_not_wait(store: Store) -> None:
    """What is not wanted is known, so that it is not looked at again, and nothing more."""
    assert accept(store, replace(ENTRY, unwanted="older than 7 days")) == Accepted()
    assert store.inbox.waiting(LATER, 10) == []
    assert store.inbox.counts() == {FEED: EntryCounts(skipped=1)}


def test_tries_and_pauses(store: Store) -> None:
    """A try is written down before the work; put off, an entry waits; one that was broken off does not count."""
    accept(store, ENTRY)
    entry = only(store)
    store.inbox.begin(entry)
    assert only(store).tries == 1
    store.inbox.postpone(entry, LATER, "no answer")
    assert store.inbox.waiting(NOW, 10) == []
    assert store.inbox.due() == LATER
    assert only(store).tries == 1
    store.inbox.postpone(entry, NOW, "interrupted", tried=False)
    assert only(store, NOW).tries == 0


def test_an_edit_is_not_put_off_with_what_it_replaces(store: Store) -> None:
    """What becomes of the version in hand says nothing of the one that came meanwhile."""
    accept(store, ENTRY)
    in_hand = only(store)
    accept(store, replace(ENTRY, digest="digest 2"))
    store.inbox.begin(in_hand)
    store.inbox.postpone(in_hand, LATER + timedelta(days=1), "no answer")
    assert (only(store, NOW).tries, only(store, NOW).edits) == (0, 1)


def test_an_entry_that_is_always_another_is_read_ever_less(store: Store) -> None:
    """The first edit is read at once, each further one later than the last, and never more than a day later."""
    pauses = []
    for number in range(20):
        accept(store, replace(ENTRY, digest=str(number)))
        due = store.inbox.due()
        assert due
        pauses.append((due - NOW).total_seconds())
    assert pauses[:4] == [0, 0, 600, 1200]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 86_400


def test_of_each_host_one(store: Store) -> None:
    """The queue is read by hosts, of each the entry that waits longest, without the hosts in hand."""
    accept(store, *(replace(ENTRY, key=key) for key in "ab"), replace(ENTRY, key="c", host="https://other.example"))
    assert [entry.key for entry in store.inbox.waiting(NOW, 5)] == ["a", "c"]
    assert [entry.key for entry in store.inbox.waiting(NOW, 5, [HOST])] == ["c"]
    assert store.inbox.due([HOST, "https://other.example"]) is None


def test_a_clock_that_was_wrong_stops_nothing(store: Store) -> None:
    """What is due years ahead was written by a wrong clock: it is read."""
    accept(store, ENTRY, now=NOW + timedelta(days=3650))
    assert only(store, NOW).key == "a"


def test_what_was_set_aside_can_be_tried_again(store: Store) -> None:
    """The list says why; asked for, they wait once more, with their text."""
    accept(store, ENTRY)
    store.inbox.close(only(store), End(EntryState.FAILED, "fell over"), NOW)
    (failed,) = store.inbox.failed()
    assert (failed.title, failed.link, failed.reason) == ("Stocks rise", PAGE, "fell over")
    assert store.inbox.retry_failed(NOW) == 1
    assert (only(store).text, only(store).tries) == ("Stocks rose.", 0)


def test_kept_articles_end_their_entries(store: Store) -> None:
    """Article and entry are done together; the link leads to the article from then on."""
    accept(store, ENTRY)
    assert store.inbox.known(PAGE) is None
    store.inbox.keep(only(store), DIGEST, Kin(), DONE, NOW)
    assert store.inbox.waiting(LATER, 10) == []
    assert store.inbox.known(PAGE) == ARTICLE.id
    assert store.inbox.stored(ARTICLE.id) == DIGEST
    assert store.inbox.stored("another") is None
    assert store.inbox.counts() == {FEED: EntryCounts(done=1)}


def keep(store: Store, name: str, kin: Kin) -> None:
    """Keep an article of that id."""
    accept(store, replace(ENTRY, key=name))
    digest = Digest(replace(ARTICLE, id=name), EXTRACTION, SUMMARY)
    store.inbox.keep(only(store), digest, kin, replace(DONE, article_id=name), NOW)


def test_copies_are_found_by_a_common_band(store: Store) -> None:
    """One shared band makes a candidate; an article is none of its own, nor is a copy."""
    keep(store, "one", Kin((1, 2, 3)))
    keep(store, "two", Kin((3, 4), copy_of="one"))
    keep(store, "three", Kin((-9,)))
    assert [name for name, _ in store.inbox.candidates((3, 4), "none")] == ["one"]
    assert store.inbox.candidates((3, 4), "one") == []
    assert store.inbox.candidates((7,), "none") == []


def test_the_likeliest_candidates_come_first(store: Store) -> None:
    """Of many that share a band, those that share most are looked at: daily reports all begin alike."""
    for number in range(30):
        keep(store, f"daily {number}", Kin((1, 2)))
    keep(store, "original", Kin((1, 2, 3, 4)))
    assert store.inbox.candidates((1, 2, 3, 4), "none")[0][0] == "original"


def test_claims_of_copies_are_not_told_twice(store: Store) -> None:
    """The claims are those of articles that are no copies, unless copies are asked for too."""
    keep(store, "one", Kin((1,)))
    keep(store, "two", Kin((1,), copy_of="one"))
    assert {row.article_id for row in store.claims()} == {"one"}
    assert {row.article_id for row in store.claims(ClaimQuery(copies=True))} == {"one", "two"}


def test_what_says_more_takes_the_place(store: Store) -> None:
    """An article may turn out to be the copy of a later one, with all of its own copies."""
    keep(store, "teaser", Kin((1,)))
    keep(store, "copy", Kin((1,), copy_of="teaser"))
    keep(store, "whole", Kin((1,), copies=("teaser",)))
    assert {row.article_id for row in store.claims()} == {"whole"}
    assert [name for name, _ in store.inbox.candidates((1,), "none")] == ["whole"]


def test_bands_are_forgotten(store: Store) -> None:
    """What is too old to be copied is no candidate any more."""
    keep(store, "one", Kin((1,)))
    store.inbox.forget(NOW)
    assert store.inbox.candidates((1,), "none")
    store.inbox.forget(LATER)
    assert not store.inbox.candidates((1,), "none")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), max_size=20))
def test_each_version_is_read_once(seen: list[tuple[str, str]]) -> None:
    """However often the same versions are seen, each change of an entry is read once, and nothing else."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "summarizer.db") as store:
        reads = 0
        last: dict[str, str] = {}
        changes = 0
        for key, digest in seen:
            changes += last.get(key) != digest
            last[key] = digest
            accept(store, replace(ENTRY, key=key, digest=digest))
            while waiting := store.inbox.waiting(NOW + timedelta(days=1), 10):
                store.inbox.close(waiting[0], DONE, NOW)
                reads += 1
        assert reads == changes
