"""Which RSS and Atom feeds `summarizer watch` reads: a list in YAML that people write and commands edit.

feeds.yaml                  ->  load_feeds  ->  Feed
Feed, a name                ->  add, add_new, remove, set_enabled  ->  feeds.yaml, its comments kept
another program's OPML      ->  parse_opml  ->  Feed  ->  print_opml
"""

from summarizer.feeds.checking import Defaults, make_feed
from summarizer.feeds.editing import Edit, add, add_new, remove, set_enabled
from summarizer.feeds.feed import DEFAULT_INTERVAL, Feed, Interval, TextFrom, host_of
from summarizer.feeds.files import OPML_SIZE, read_bytes, write_text
from summarizer.feeds.finding import default_feeds_path, feeds_path, user_feeds_path
from summarizer.feeds.intervals import parse_interval, print_interval
from summarizer.feeds.opml import Opml, parse_opml, print_opml
from summarizer.feeds.reading import load_defaults, load_feeds

__all__ = [
    "DEFAULT_INTERVAL",
    "OPML_SIZE",
    "Defaults",
    "Edit",
    "Feed",
    "Interval",
    "Opml",
    "TextFrom",
    "add",
    "add_new",
    "default_feeds_path",
    "feeds_path",
    "host_of",
    "load_defaults",
    "load_feeds",
    "make_feed",
    "parse_interval",
    "parse_opml",
    "print_interval",
    "print_opml",
    "read_bytes",
    "remove",
    "set_enabled",
    "user_feeds_path",
    "write_text",
]
