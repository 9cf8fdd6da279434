"""The desk's process: whatever an article does to it, the next one is read."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

import desks
from summarizer.errors import InputError, SummarizerError, UnavailableError, WeightsError, WorkError
from summarizer.ingest import Answer
from summarizer.store.sources import source_of
from summarizer.watch import ProcessDesk
from summarizer.watch.desk import Raw, read

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from summarizer.pipeline import Tools

GOOD = Raw("https://example.org/a", "Stocks rise", None, "Wire", "https://example.org/a", "Stocks rose on Monday.")


def raw(text: str) -> Raw:
    """An entry of that text."""
    return Raw("https://example.org/b", None, None, None, None, text)


def with_desk(
    use: Callable[[ProcessDesk], Coroutine[None, None, None]],
    load: Callable[[], Tools] = desks.load,
    reading: float = 60.0,
) -> None:
    """Run a function with a desk, and end the desk."""

    async def run() -> None:
        desk = ProcessDesk(load, reading=reading)
        try:
            await use(desk)
        finally:
            desk.close()

    asyncio.run(run())


def test_what_goes_wrong_is_that_articles_only() -> None:
    """A refusal, a bug and a crash are errors of the article; the article after it is read."""

    async def use(desk: ProcessDesk) -> None:
        reading = await desk.read(GOOD)
        assert (reading.article.title, reading.article.url) == ("Stocks rise", "https://example.org/a")
        digest = await desk.summarize(reading)
        assert digest.article == reading.article
        for text, error, words in (
            ("refuse me", InputError, "is refused"),
            ("a bug", WorkError, "ZeroDivisionError"),
            ("crash now", WorkError, "crashed"),
        ):
            with pytest.raises(error, match=words):
                await desk.read(raw(text))
            assert (await desk.read(GOOD)).article == reading.article

    with_desk(use)


def test_what_hangs_is_ended() -> None:
    """An article that takes too long is given up, and its process with it."""

    async def use(desk: ProcessDesk) -> None:
        await desk.start()
        with pytest.raises(WorkError, match=r"longer than 2 s"):
            await desk.read(raw("hang"))
        assert await desk.read(GOOD)

    with_desk(use, reading=2.0)


def test_who_stops_waiting_gets_no_answer_of_another() -> None:
    """A question that was given up takes its answer with it."""

    async def use(desk: ProcessDesk) -> None:
        await desk.start()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(desk.read(raw("hang")), 0.2)
        assert (await desk.read(GOOD)).article.title == "Stocks rise"

    with_desk(use)


@pytest.mark.parametrize(
    ("load", "error"),
    [(desks.fail_to_load, WeightsError), (desks.crash_while_loading, UnavailableError)],
    ids=["error", "crash"],
)
def test_a_desk_that_does_not_start(load: Callable[[], Tools], error: type[SummarizerError]) -> None:
    """What keeps the desk from starting is told as it is."""

    async def use(desk: ProcessDesk) -> None:
        with pytest.raises(error):
            await desk.start()

    with_desk(use, partial(load))


PAGE = (
    "<!DOCTYPE html><html><head><title>Stocks rise</title></head><body><article><h1>Stocks rise</h1>"
    "<p>Stocks rose on Monday after a quiet night in the markets of Asia, dealers in the city said.</p>"
    "<p>Banks led the way, and few shares of the main index fell during a calm session of trade.</p>"
    "</article></body></html>"
)


SITE = '<head><meta property="og:site_name" content="Quay Times">'


def page(html: str) -> Answer:
    """A page at another address than its entry's link."""
    return Answer("https://example.org/found?utm_source=feed", "text/html", "utf-8", html.encode())


@pytest.mark.parametrize(
    ("told", "html", "first"),
    [
        ("A teaser.", PAGE, "Stocks rose"),
        ("A teaser.", "<!DOCTYPE html><html><body></body></html>", "A teaser."),
        ("Stocks of every kind rose on Monday, and so on at length. " * 9, PAGE, "Stocks of every"),
        ("", PAGE, "Stocks rose"),
    ],
    ids=["page", "empty page", "longer in the feed", "page alone"],
)
def test_the_fuller_text_is_the_article(told: str, html: str, first: str) -> None:
    """Of what the feed says and what the page says the longer one is the article."""
    entry = Raw("https://example.org/a", "Stocks rise", None, "Wire", "https://example.org/a", told, page(html))
    assert read(entry, desks.load()).article.story.strip().startswith(first)


@pytest.mark.parametrize(
    ("link", "answer", "publisher", "source"),
    [
        ("https://www.quay.example/a", None, None, "quay.example"),
        ("https://www.quay.example/a", page(PAGE), "example.org", "example.org"),
        ("https://quay.example/a", page(PAGE.replace("<head>", SITE)), "Quay Times", "quay times"),
        (None, None, "Quay Times - Finance", "quay times - finance"),
    ],
    ids=["told", "page", "page that names it", "no address"],
)
def test_a_feed_s_name_is_the_last_to_tell_whose_an_article_is(
    link: str | None, answer: Answer | None, publisher: str | None, source: str
) -> None:
    """A publisher has many feeds, each with its own name: what is not signed is its host's."""
    entry = Raw("https://quay.example/a", "Stocks rise", None, "Quay Times - Finance", link, GOOD.text, answer)
    article = read(entry, desks.load()).article
    assert (article.publisher, source_of(article.publisher, article.url)) == (publisher, source)


def elsewhere(title: str, *paragraphs: str) -> Answer:
    """A page that a link led to by a redirect."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    return Answer("https://example.org/consent?back=/a", "text/html", "utf-8", html.encode())


CONSENT = "We and our partners keep small files on your device to learn what readers like, if you agree to that today. "
EINWILLIGUNG = "Wir und unsere Partner speichern kleine Dateien auf dem Gerät, wenn Sie dem heute und hier zustimmen. "


@pytest.mark.parametrize("text", [CONSENT * 4, EINWILLIGUNG * 4], ids=["english", "german"])
def test_a_page_that_asks_for_consent_is_no_article(text: str) -> None:
    """Where a link leads to a page about something else, the feed's own words do for now, and it is said."""
    entry = Raw(
        "x", "Banks lift small firms", None, None, "https://example.org/a", "Small firms rose.", elsewhere("Yes", text)
    )
    reading = read(entry, desks.load())
    assert (reading.article.text, reading.told) == ("Small firms rose.", True)
    assert reading.lacking
    with pytest.raises(WorkError):
        read(replace(entry, text=""), desks.load())


def test_a_teaser_of_keywords_is_no_other_language() -> None:
    """What the feed says is no English text, its page is: the page is the article."""
    words = (
        "stocks nifty sensex banks rupee oil gold silver copper yields bonds futures options rallies dips highs lows"
    )
    entry = Raw("x", "Stocks rise", None, None, "https://example.org/found", words, page(PAGE))
    assert read(entry, desks.load()).article.story.strip().startswith("Stocks rose")


def test_neither_page_nor_feed_has_a_text() -> None:
    """Nothing is no article."""
    with pytest.raises(WorkError, match="a text"):
        read(raw(" "), desks.load())


def test_one_page_is_one_article() -> None:
    """By whatever address it was found, less its trackers; the page stands over the feed's link."""
    one = Raw("x", None, None, None, "https://example.org/a", "", page(PAGE))
    other = Raw("y", None, None, None, "https://example.org/b", "", page(PAGE))
    first, second = (read(entry, desks.load()).article for entry in (one, other))
    assert first.id == second.id
    assert first.url == "https://example.org/found"
