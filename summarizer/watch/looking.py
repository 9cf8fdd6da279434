"""One look at one feed: asked for, parsed, and what is new in it taken in.

web.get          address      -> Response       conditional: mostly "nothing changed"
| parse_feed     Response     -> ParsedFeed
| to_arrival     Entry        -> Arrival        as text; wanted or not
| inbox.accept   Arrival, …   -> how many are new, with the feed's next state, in one transaction
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from summarizer.errors import FeedError, FetchError, SummarizerError, WorkError
from summarizer.ingest.caching import Validators, freshness, retry_after, validators
from summarizer.watch.desk import News, Sent
from summarizer.watch.events import FeedLooked
from summarizer.watch.hosts import BUSY, Quiet
from summarizer.watch.schedule import Look, Result, next_state

if TYPE_CHECKING:
    from summarizer.feeds import Feed
    from summarizer.ingest.entry import Entry, ParsedFeed
    from summarizer.ingest.web import Response
    from summarizer.store import Accepted, Arrival, FeedState
    from summarizer.watch.means import Means


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look brought, before it is known how much of it is new."""

    look: Look
    arrivals: tuple[Arrival, ...] = ()


async def look_at(feed: Feed, state: FeedState, means: Means) -> FeedState:
    """Look at a feed, take in what is new, and say when it is looked at next."""
    try:
        seen = await _see(feed, state, means)
    except Quiet as quiet:  # it was not asked: that is no look
        after = replace(state, due=means.clock.now() + timedelta(seconds=quiet.seconds))
        means.inbox.save(after)
        return after
    now = means.clock.now()
    chance = random.random()  # noqa: S311 - it only spreads requests

    def state_after(accepted: Accepted) -> FeedState:
        return next_state(state, _with_news(seen.look, accepted), feed.interval, now, chance)

    accepted = means.inbox.accept(feed.url, seen.arrivals, now, state_after)
    look, after = _with_news(seen.look, accepted), state_after(accepted)
    means.tell(FeedLooked(now, feed.name, look.result, accepted.new, accepted.edited, look.error, after.due))
    return after


def _with_news(look: Look, accepted: Accepted) -> Look:
    # Edits make no feed busier: some entries are others at each look.
    return replace(look, result=Result.NEW) if accepted.new else look


async def _see(feed: Feed, state: FeedState, means: Means) -> Seen:
    """Ask for the feed; whatever goes wrong is part of the answer.  Raises Quiet."""
    url = state.moved or feed.url
    known = Validators(state.etag, state.last_modified)
    try:
        async with means.hosts.turn(url):
            response = await means.web.get(url, headers=known.headers())
        return await _read(feed, known, response, means)
    except (FetchError, FeedError, WorkError) as error:
        return Seen(Look(Result.FAILED, error="; ".join(filter(None, (error.problem, error.remedy)))))
    except (Quiet, SummarizerError):
        raise  # of ours (the database, a process that does not start), not the feed's fault
    except Exception as error:  # noqa: BLE001 - one feed must not end the watch
        return Seen(Look(Result.FAILED, error=f"a bug: {type(error).__name__}: {error}"))


async def _read(feed: Feed, known: Validators, response: Response, means: Means) -> Seen:
    """What an answer says; raises FeedError for what is no feed."""
    now = means.clock.now()
    if response.status == HTTPStatus.NOT_MODIFIED and known.headers():
        fresh = freshness(response.headers, now) or 0.0
        return Seen(_unchanged(fresh, response, known))
    if response.status == HTTPStatus.GONE:
        return Seen(Look(Result.GONE, error="the server says that it is gone for good"))
    if response.status != HTTPStatus.OK:
        pause = retry_after(response.headers, now)
        if pause and response.status in BUSY:
            means.hosts.keep_quiet(response.url, pause)
        return Seen(Look(Result.FAILED, retry_after=pause, error=f"the server answered {response.status}"))
    parsed = await means.desk.parse(Sent(response, now))
    news = _find_news(feed, parsed, means)
    most = means.settings.most_entries
    arrivals = await means.desk.arrive(News(feed, news[:most], means.settings.oldest, now)) if news else ()
    fresh = max(freshness(response.headers, now) or 0.0, min(parsed.ttl or 0.0, feed.interval.longest))
    # With validators the server would say "nothing changed" while the rest was never taken in.
    sent = Validators() if parsed.cut or len(news) > most else validators(response.headers)
    return Seen(_unchanged(fresh, response, sent), arrivals)


def _unchanged(fresh: float, response: Response, known: Validators) -> Look:
    """A look that succeeded, as long as nothing is known to be new."""
    return Look(Result.UNCHANGED, fresh, moved=response.moved, etag=known.etag, last_modified=known.last_modified)


def _find_news(feed: Feed, parsed: ParsedFeed, means: Means) -> tuple[Entry, ...]:
    """The entries that are new or edited, in the feed's order."""
    known = means.inbox.digests(feed.url, [entry.key for entry in parsed.entries])
    return tuple(entry for entry in parsed.entries if known.get(entry.key) != entry.digest)
