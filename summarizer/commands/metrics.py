"""Prometheus: what is known of the feeds as metrics, at a port of this machine."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from summarizer.errors import InputError, SummarizerError
from summarizer.feeds import load_feeds
from summarizer.store import open_store

#: Nobody else's business: a proxy may publish it.
ADDRESS = "127.0.0.1"


@contextmanager
def serving(port: int | None, db: Path, feeds: Path) -> Iterator[None]:
    """Answer at the port while inside; without one do nothing.  Raises InputError where the port is taken."""
    if port is None:
        yield
        return
    registry = CollectorRegistry()
    registry.register(Feeds(db, feeds))
    try:
        server, thread = start_http_server(port, addr=ADDRESS, registry=registry)
    except OSError as error:
        raise InputError(f"port {port}", (error.strerror or str(error)).lower(), "name another one") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Feeds(Collector):
    """Reads the database when asked: it is right whoever writes to it."""

    def __init__(self, db: Path, feeds: Path) -> None:
        """Tell of the feeds listed there."""
        self._db = db
        self._feeds = feeds

    def collect(self) -> Iterable[Metric]:
        """The metrics as they are now; only `summarizer_up` where database or list can't be read."""
        try:
            with open_store(self._db, create=False) as store:
                states, counts = store.inbox.states(), store.inbox.counts()
                tables = store.counts()
            listed = load_feeds(self._feeds)
        except SummarizerError:
            yield GaugeMetricFamily("summarizer_up", "Whether database and list can be read", value=0)
            return
        yield GaugeMetricFamily("summarizer_up", "Whether database and list can be read", value=1)
        for table in ("articles", "claims", "summaries"):
            yield GaugeMetricFamily(f"summarizer_{table}", f"Rows of the table {table}", value=tables[table])
        looks = CounterMetricFamily("summarizer_feed_looks", "How often a feed was asked for", labels=["feed"])
        unchanged = CounterMetricFamily("summarizer_feed_unchanged", "Looks that brought nothing", labels=["feed"])
        failures = GaugeMetricFamily("summarizer_feed_failures", "Failed looks in a row", labels=["feed"])
        success = GaugeMetricFamily("summarizer_feed_success_seconds", "When a look last succeeded", labels=["feed"])
        entries = GaugeMetricFamily("summarizer_feed_entries", "Entries by state", labels=["feed", "state"])
        for feed in listed:
            if state := states.get(feed.url):
                looks.add_metric([feed.name], state.looks)
                unchanged.add_metric([feed.name], state.unchanged)
                failures.add_metric([feed.name], state.failures)
                if state.succeeded_at:
                    success.add_metric([feed.name], state.succeeded_at.timestamp())
            for name, number in asdict(counts[feed.url]).items() if feed.url in counts else ():
                entries.add_metric([feed.name, name], number)
        yield from (looks, unchanged, failures, success, entries)
