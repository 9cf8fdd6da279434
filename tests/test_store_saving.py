"""What is saved comes back as it was, and is saved once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store_digests import ARTICLE, DIGEST, EXTRACTION, GAIN, SUMMARY, digests, many_claims
from summarizer.store import ArticleQuery, ClaimQuery, Saved, Store, open_store
from summarizer.types import Article, Digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "summarizer.db") as store:
        yield store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that the laws fill with one digest after the other."""
    with open_store(tmp_path_factory.mktemp("shared") / "summarizer.db") as store:
        yield store


def dump(store: Store) -> list[str]:
    """The whole database as statements."""
    return list(store._connection.iterdump())


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    """The answer to plain SQL, as another program gets it."""
    connection = sqlite3.connect(store.path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def printed(digest: Digest) -> str:
    """Everything that two equal digests may still differ in: a decimal's digits, the lack of an offset."""
    return repr(
        (
            [str(claim.value) for claim in digest.extraction.claims],
            [str(quantity.value) for quantity in digest.extraction.quantities],
            digest.article.published and digest.article.published.isoformat(),
        )
    )


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(digest=digests())
def test_a_digest_comes_back_as_it_was(shared: Store, digest: Digest) -> None:
    """What is loaded equals what was saved last, to the digit."""
    shared._connection.execute("DELETE FROM articles")
    shared.save(digest)
    loaded = shared.digest(digest.article.id)
    assert loaded == digest
    assert printed(loaded) == printed(digest)
    assert shared.article(digest.article.id) == digest.article


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(digests(), min_size=1, max_size=4))
def test_the_last_one_saved_is_the_one_loaded(shared: Store, history: list[Digest]) -> None:
    """Whatever was saved under an id before, the newest comes back, and saving it again changes nothing.

    What is known of where it comes from stays where the newest has none of it.
    """
    shared._connection.execute("DELETE FROM articles")
    for digest in history:
        shared.save(replace(digest, article=replace(digest.article, id="one")))
    urls, publishers = zip(
        *((digest.article.url, digest.article.publisher) for digest in reversed(history)), strict=True
    )
    url, publisher = (next((one for one in found if one is not None), None) for found in (urls, publishers))
    last = replace(history[-1], article=replace(history[-1].article, id="one", url=url, publisher=publisher))
    loaded = shared.digest("one")
    assert replace(loaded, summary=None) == replace(last, summary=None)
    if last.summary:
        assert loaded.summary == last.summary
    before = dump(shared)
    assert not shared.save(last).changed
    assert dump(shared) == before


def test_saving_twice_changes_nothing(store: Store) -> None:
    """The second save leaves every row as it was."""
    assert store.save(DIGEST) == Saved("20250305-small-caps", revision=1, created=True, changed=True)
    before = dump(store)
    assert store.save(DIGEST) == Saved("20250305-small-caps", revision=1, created=False, changed=False)
    assert dump(store) == before


def test_another_text_is_a_new_revision(store: Store) -> None:
    """The older text stays with its own claims and summary; the newer one is current."""
    corrected = Digest(
        replace(ARTICLE, text=ARTICLE.text.replace("0.80%", "0.81%")),
        replace(EXTRACTION, claims=(replace(GAIN, value=Decimal("0.81")),)),
    )
    store.save(DIGEST)
    assert store.save(corrected) == Saved(ARTICLE.id, revision=2, created=True, changed=True)
    assert store.digest(ARTICLE.id) == corrected
    assert store.digest(ARTICLE.id, revision=1) == DIGEST
    assert [str(row.claim.value) for row in store.claims()] == ["0.81"]
    assert len(list(store.claims(ClaimQuery(all_revisions=True)))) == 4


def test_a_text_that_returns_is_current_again(store: Store) -> None:
    """A correction that is taken back makes no third revision."""
    store.save(DIGEST)
    store.save(replace(DIGEST, article=replace(ARTICLE, title="Small caps fall"), summary=None))
    assert store.save(DIGEST) == Saved(ARTICLE.id, revision=1, created=False, changed=True)
    assert store.digest(ARTICLE.id) == DIGEST


@pytest.mark.parametrize(
    "other",
    [
        replace(ARTICLE, title=None),
        replace(ARTICLE, published=None),
        replace(ARTICLE, published=datetime.fromisoformat("2025-03-05T06:30")),
    ],
)
def test_title_and_time_are_part_of_the_text(store: Store, other: Article) -> None:
    """Another headline or time is a new revision: claims may read differently under it."""
    store.save(DIGEST)
    assert store.save(replace(DIGEST, article=other)).revision == 2


def test_another_model_adds_a_summary(store: Store) -> None:
    """Both summaries are kept; the one saved last is loaded, whichever it is."""
    other = replace(DIGEST, summary=replace(SUMMARY, model="large"))
    store.save(DIGEST)
    assert store.save(other) == Saved(ARTICLE.id, revision=1, created=False, changed=True)
    assert store.counts()["summaries"] == 2
    assert store.digest(ARTICLE.id) == other
    store.save(DIGEST)
    assert store.digest(ARTICLE.id) == DIGEST
    assert store.counts()["summaries"] == 2


def test_summarizing_again_replaces(store: Store) -> None:
    """The same model has one summary a text, and its parts go with it."""
    again = replace(DIGEST, summary=replace(SUMMARY, text="The Russell 2000 gained 0.80%.", citations=()))
    store.save(DIGEST)
    store.save(again)
    assert store.digest(ARTICLE.id) == again
    assert store.counts()["summaries"] == 1
    assert store.counts()["citations"] == 0


def test_extracting_alone_keeps_the_summary(store: Store) -> None:
    """A digest without a summary takes none away."""
    store.save(DIGEST)
    assert not store.save(replace(DIGEST, summary=None)).changed
    assert store.digest(ARTICLE.id) == DIGEST


def test_other_claims_replace_those_of_the_same_text(store: Store) -> None:
    """A better extractor's claims take the place of the old ones, and the summaries they proved go too."""
    store.save(DIGEST)
    better = Digest(ARTICLE, replace(EXTRACTION, claims=(replace(GAIN, value=Decimal("0.8")),)))
    assert store.save(better) == Saved(ARTICLE.id, revision=1, created=False, changed=True)
    assert store.digest(ARTICLE.id) == better
    assert str(store.digest(ARTICLE.id).extraction.claims[0].value) == "0.8"
    assert store.counts()["citations"] == store.counts()["summaries"] == 0


def test_other_sentences_keep_the_claims(store: Store) -> None:
    """Only what differs is replaced: claims, citations and summaries keep their keys."""
    store.save(DIGEST)
    keys = "SELECT id FROM claims UNION ALL SELECT id FROM summaries"
    before = rows(store, keys)
    other = replace(DIGEST, extraction=replace(EXTRACTION, sentences=(GAIN.sentence,)))
    assert store.save(other).changed
    assert store.digest(ARTICLE.id) == other
    assert rows(store, keys) == before


def test_the_rest_of_the_article_is_brought_up_to_date(store: Store) -> None:
    """A URL, publisher or clutter found later is kept without a new revision; what is not found again stays."""
    later = replace(ARTICLE, url=None, publisher="Harbour", clutter=(GAIN.sentence,))
    store.save(DIGEST)
    assert store.save(replace(DIGEST, article=later)) == Saved(ARTICLE.id, 1, created=False, changed=True)
    assert store.article(ARTICLE.id) == replace(later, url=ARTICLE.url)
    assert not store.save(replace(DIGEST, article=replace(later, publisher=None))).changed
    assert store.article(ARTICLE.id) == replace(later, url=ARTICLE.url)
    assert rows(store, "SELECT source FROM articles") == [("harbour",)]


def test_everything_is_known_from_one_time_on(store: Store) -> None:
    """Of which the answer of that time tells: no clock is read twice, no second cut off."""
    store.save(DIGEST)
    store.save(replace(DIGEST, article=replace(ARTICLE, title="Edited")))
    (row, *_), (article,) = store.claims(), store.texts()
    for known in (row.known_since, article.known_since):
        assert row in list(store.claims(ClaimQuery(as_of=known)))
        assert list(store.texts(ArticleQuery(as_of=known))) == [article]
        assert list(store.claims(ClaimQuery(as_of=known - timedelta(milliseconds=1), sort="seen")))[-1] != row
    times = rows(
        store,
        """
        SELECT first_seen FROM articles UNION SELECT seen_at FROM revisions UNION SELECT seen_at FROM versions
        UNION SELECT until FROM versions WHERE until IS NOT NULL UNION SELECT created_at FROM summaries
        """,
    )
    assert {len(str(time)) for (time,) in times} == {len("2025-03-05T00:00:00.000+00:00")}
    assert len(times) == 2, "one for each time that something was saved"


def test_deleting_an_article_leaves_nothing_behind(store: Store) -> None:
    """Every part of an article, its words in the search included, goes with it."""
    store.save(DIGEST)
    store._connection.execute("DELETE FROM articles")
    assert set(store.counts().values()) == {0}
    assert list(store.search("Russell")) == []


def test_what_fails_half_way_leaves_nothing_behind(store: Store) -> None:
    """A citation of a claim that there is none of is a bug; the article isn't stored in part."""
    store.save(many_claims(2, "kept"))
    before = dump(store)
    broken = replace(SUMMARY, citations=(replace(SUMMARY.citations[0], claim=99),))
    with pytest.raises(IndexError):
        store.save(replace(DIGEST, summary=broken))
    assert dump(store) == before
    assert store.save(DIGEST).created


def test_the_columns_speak_for_themselves(store: Store) -> None:
    """Another program reads claims without knowing how they are encoded."""
    store.save(DIGEST)
    query = """
        SELECT entity, value, amount, period, date, day, hedge, speaker, text, sentence, implicit
        FROM claims ORDER BY number DESC LIMIT 2
    """
    month, slip = rows(store, query)
    sentence = "The Russell 2000 is up nearly 12% this month, said Ada Müller, a strategist at Harbour & Co."
    assert month[:9] == (
        "Russell 2000",
        "12",
        12.0,
        "month",
        None,
        "2025-03-05",
        "under",
        "Ada Müller",
        "12%",
    )
    assert month[9:] == (sentence, "[]")
    assert slip[1:3] == ("-0.3", -0.3)
    assert slip[10] == '["date", "period"]'


def test_a_database_shared_by_writers_keeps_every_article(tmp_path: Path) -> None:
    """Several programs may create and fill one database at once."""
    failures: list[Exception] = []

    def fill(writer: int) -> None:
        try:
            with open_store(tmp_path / "summarizer.db") as store:
                for number in range(5):
                    store.save(many_claims(2, f"{writer}-{number}"))
        except Exception as error:  # noqa: BLE001 - a thread's errors are shown below
            failures.append(error)

    writers = [threading.Thread(target=fill, args=[writer]) for writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with open_store(tmp_path / "summarizer.db", create=False) as store:
        assert store.counts()["claims"] == 4 * 5 * 2


def test_saving_is_quick(store: Store) -> None:
    """An article with twenty claims takes less than 10 ms, usually; the median leaves out a busy moment."""
    taken = []
    for number in range(21):
        digest = many_claims(20, str(number))
        started = time.perf_counter()
        store.save(digest)
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[10] < 0.05, "five times the promise: this machine may be busy"


def test_sqlite_utils_is_imported_for_a_new_database_only(store: Store) -> None:
    """It takes longer to import than a query to answer."""
    lines = [
        "import sys",
        "from summarizer.store import open_store",
        "open_store(sys.argv[1], create=False).close()",
        "sys.exit('sqlite_utils' in sys.modules)",
    ]
    subprocess.run([sys.executable, "-c", "\n".join(lines), store.path], check=True)
