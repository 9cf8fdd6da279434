"""The schema, as numbered steps.  A released step is never edited: a change is a new step at the end.

    articles 1─n revisions 1─n sentences, statements, quantities
                           1─n claims    ◁─────────────────┐
                           1─n summaries 1─n citations n─1 ┘
                                         1─n summary_sentences
    articles 1─n bands, versions, copies
    standing, …_tallies: which revisions count, and how much they hold; kept by triggers
    feeds, entries, hosts: what `summarizer watch` knows of the feeds that it reads

Everything below a row goes with it.  The comments inside the statements stay in the database's own schema,
where people who open it with other tools read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.store.provenance import m013_provenance
from summarizer.store.standing import m010_standing
from summarizer.store.views import m011_views
from summarizer.store.walks import m012_walks

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

#: Our set in the table where sqlite-utils records the steps applied; other programs' sets stand beside it.
SET = "news-to-signal"

#: What the steps create: a database where another program uses one of these names is refused.
TABLES = (
    "articles",
    "revisions",
    "sentences",
    "claims",
    "statements",
    "quantities",
    "summaries",
    "summary_sentences",
    "citations",
    "revisions_fts",
    "summaries_fts",
    "feeds",
    "entries",
    "hosts",
    "bands",
    "versions",
    "standing",
    "index_tallies",
    "metric_tallies",
    "speaker_tallies",
    "copies",
)


def m001_articles(db: Database) -> None:
    """Articles and every text seen under their ids."""
    db.execute("""
        CREATE TABLE articles (
            id TEXT PRIMARY KEY,
            url TEXT,
            publisher TEXT,
            first_seen TEXT NOT NULL,           -- UTC
            current_revision INTEGER NOT NULL   -- number of the revision saved last
        )""")
    db.execute("""
        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,            -- 1, 2, ... within the article
            title TEXT,
            published TEXT,                     -- ISO, with an offset only if one was printed
            text TEXT NOT NULL,                 -- all offsets count its characters, from 0
            clutter TEXT NOT NULL,              -- JSON [[start, end], ...]: not the story
            digest TEXT NOT NULL,               -- SHA-256 of title, published and text
            seen_at TEXT NOT NULL,              -- UTC
            UNIQUE (article_id, number),
            UNIQUE (article_id, digest)
        )""")


def m002_extractions(db: Database) -> None:
    """What was read out of a revision."""
    db.execute("""
        CREATE TABLE claims (
            id INTEGER PRIMARY KEY,
            revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,            -- 0, 1, ... within the revision
            entity TEXT NOT NULL,               -- canonical name
            symbol TEXT,
            kind TEXT NOT NULL,                 -- index, future, etf
            metric TEXT NOT NULL,               -- change, points, level, record, forecast
            value TEXT NOT NULL,                -- exact decimal, signed
            amount REAL NOT NULL,               -- the value as a number, to compare and sort by
            unit TEXT NOT NULL,                 -- percent, points, level
            period TEXT,
            date TEXT,                          -- as-of date as far as known: 2024-11-25, 2021-11
            day TEXT,                           -- date, else the day of publication
            hedge TEXT,                         -- over, under, about, up to
            speaker TEXT,
            text TEXT NOT NULL,                 -- the figure as printed
            sentence TEXT NOT NULL,             -- the sentence that states it
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            mention_start INTEGER NOT NULL,     -- the entity's name
            mention_end INTEGER NOT NULL,
            sentence_start INTEGER NOT NULL,
            sentence_end INTEGER NOT NULL,
            implicit TEXT NOT NULL,             -- JSON: slots that follow from context
            UNIQUE (revision_id, number)
        )""")
    db.execute("CREATE INDEX claims_by_entity_and_period ON claims (entity, period, day)")
    db.execute("CREATE INDEX claims_by_entity ON claims (entity, day)")
    db.execute("CREATE INDEX claims_by_day ON claims (day)")
    db.execute("""
        CREATE TABLE statements (
            id INTEGER PRIMARY KEY,
            revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            name TEXT,                          -- none for a firm's unnamed analysts
            role TEXT,
            firm TEXT,
            cue TEXT NOT NULL,                  -- said, according to
            text TEXT NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            mention_start INTEGER NOT NULL,     -- the speaker's name
            mention_end INTEGER NOT NULL,
            UNIQUE (revision_id, number)
        )""")
    db.execute("""
        CREATE TABLE quantities (               -- figures that are no index claims
            id INTEGER PRIMARY KEY,
            revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            value TEXT NOT NULL,
            amount REAL NOT NULL,
            unit TEXT NOT NULL,
            text TEXT NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            sentence_start INTEGER NOT NULL,
            sentence_end INTEGER NOT NULL,
            UNIQUE (revision_id, number)
        )""")
    db.execute("""
        CREATE TABLE sentences (
            id INTEGER PRIMARY KEY,
            revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            UNIQUE (revision_id, number)
        )""")


def m003_summaries(db: Database) -> None:
    """Summaries, and the claims that prove their figures."""
    db.execute("""
        CREATE TABLE summaries (
            id INTEGER PRIMARY KEY,
            revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            model TEXT NOT NULL,
            model_revision TEXT NOT NULL,       -- digest or revision of the model's weights
            text TEXT NOT NULL,
            verified INTEGER NOT NULL,
            omitted TEXT NOT NULL,              -- JSON: numbers of the claims left out
            created_at TEXT NOT NULL,           -- UTC
            UNIQUE (revision_id, model, model_revision)
        )""")
    db.execute("""
        CREATE TABLE summary_sentences (
            id INTEGER PRIMARY KEY,
            summary_id INTEGER NOT NULL REFERENCES summaries(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            origin TEXT NOT NULL,               -- model, or source: the article's own
            sources TEXT NOT NULL,              -- JSON [[start, end], ...] in the article's text
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            UNIQUE (summary_id, number)
        )""")
    db.execute("""
        CREATE TABLE citations (
            id INTEGER PRIMARY KEY,
            summary_id INTEGER NOT NULL REFERENCES summaries(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            claim_id INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
            start INTEGER NOT NULL,             -- the figure in the summary
            "end" INTEGER NOT NULL,
            source_start INTEGER NOT NULL,      -- the figure in the article
            source_end INTEGER NOT NULL,
            UNIQUE (summary_id, number)
        )""")
    db.execute("CREATE INDEX citations_by_claim ON citations (claim_id)")


def m004_search(db: Database) -> None:
    """Full-text search over articles and summaries, kept in step by triggers."""
    db.table("revisions").enable_fts(["title", "text"], create_triggers=True, tokenize="porter")
    db.table("summaries").enable_fts(["text"], create_triggers=True, tokenize="porter")


def m005_hedged_quantities(db: Database) -> None:
    """How exact a quantity is called, and which way it moved: what a summary's figures are held against."""
    db.execute("ALTER TABLE quantities ADD COLUMN hedge TEXT")
    db.execute("ALTER TABLE quantities ADD COLUMN direction INTEGER NOT NULL DEFAULT 0")


def m006_feeds(db: Database) -> None:
    """What is known of the feeds that are watched, of their entries, and of the hosts that serve them."""
    db.execute("""
        CREATE TABLE feeds (
            url TEXT PRIMARY KEY,               -- as in feeds.yaml
            moved TEXT,                         -- where permanent redirects led
            etag TEXT,                          -- as the server sent it
            last_modified TEXT,                 -- as the server sent it
            interval REAL,                      -- seconds between two looks, as adapted
            due TEXT,                           -- UTC: when it is looked at next; none where it is gone
            failures INTEGER NOT NULL,          -- in a row
            error TEXT,                         -- of the last look, if it failed
            looks INTEGER NOT NULL,             -- how often it was asked for
            unchanged INTEGER NOT NULL,         -- how often there was nothing new
            looked_at TEXT,                     -- UTC, as are the following
            succeeded_at TEXT,
            failed_at TEXT,
            changed_at TEXT                     -- when it last brought something new
        )""")
    db.execute("""
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,                 -- its URL in feeds.yaml
            key TEXT NOT NULL,                  -- what the entry is known by within its feed
            digest TEXT NOT NULL,               -- of what a reader sees: another one is an edit
            edits INTEGER NOT NULL,             -- how often it was another one
            title TEXT,
            link TEXT,
            published TEXT,
            text TEXT NOT NULL,                 -- what the feed itself says; emptied when it was read
            page TEXT,                          -- the address of its article; none where the text is the article
            host TEXT NOT NULL,                 -- of that page; empty where none is to be read
            state TEXT NOT NULL,                -- waiting, done, skipped, failed
            reason TEXT,                        -- why it was skipped or failed, or what it became
            tries INTEGER NOT NULL,             -- how often reading it was begun since it came or was edited
            due TEXT NOT NULL,                  -- UTC: not to be read before
            article_id TEXT,                    -- what it became
            told INTEGER NOT NULL DEFAULT 0,    -- whether the feed's own words had to do for the article
            first_seen TEXT NOT NULL,           -- UTC, as is the following
            changed_at TEXT NOT NULL,           -- when its state changed last
            UNIQUE (feed, key)
        )""")
    db.execute("CREATE INDEX entries_waiting ON entries (due) WHERE state = 'waiting'")
    db.execute("CREATE INDEX entries_by_page ON entries (page)")
    db.execute("""
        CREATE TABLE hosts (
            host TEXT PRIMARY KEY,              -- scheme, name and port
            robots TEXT,                        -- its robots.txt, as understood
            robots_until TEXT,                  -- UTC: when it is asked for again
            quiet_until TEXT                    -- UTC: not to be asked for anything before
        )""")


def m007_copies(db: Database) -> None:
    """Which articles are copies of others, and what copies are found by."""
    db.execute("ALTER TABLE articles ADD COLUMN copy_of TEXT")
    db.execute("""
        CREATE TABLE bands (                    -- parts of a text's MinHash: copies share some; kept for some days
            value INTEGER NOT NULL,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            seen_at TEXT NOT NULL,              -- UTC
            PRIMARY KEY (value, article_id)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX bands_by_article ON bands (article_id)")
    db.execute("CREATE INDEX bands_by_time ON bands (seen_at)")


def m008_versions(db: Database) -> None:
    """When which text of an article was the current one: what was known at any time."""
    db.execute("""
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,            -- of the revision
            seen_at TEXT NOT NULL,              -- UTC: from then on it was the article's text
            until TEXT                          -- UTC: when another one took its place; none for the current one
        )""")
    db.execute("CREATE INDEX versions_by_article ON versions (article_id, number)")
    # Until now it was not noted when an earlier text came back: the last one stands for what is current.
    db.execute("""
        INSERT INTO versions (article_id, number, seen_at, until)
        SELECT article_id, number, seen_at, lead(seen_at) OVER (PARTITION BY article_id ORDER BY number)
        FROM revisions
        """)
    db.execute("""
        UPDATE versions SET number = (SELECT current_revision FROM articles WHERE articles.id = article_id)
        WHERE until IS NULL
        """)
    db.execute("""
        CREATE VIEW claims_view AS              -- every claim that stands: of current texts, copies left out
        SELECT claims.entity, claims.symbol, claims.kind, claims.metric, claims.amount AS value, claims.unit,
            claims.period, claims.date, claims.day, claims.hedge, claims.speaker, claims.text AS printed,
            claims.sentence, revisions.title, articles.publisher, articles.url, revisions.published,
            revisions.seen_at AS known_since, articles.id AS article_id, revisions.number AS revision,
            claims.number AS claim
        FROM claims
        JOIN revisions ON revisions.id = claims.revision_id
        JOIN articles ON articles.id = revisions.article_id
        WHERE revisions.number = articles.current_revision AND articles.copy_of IS NULL
        """)


def m009_signals(db: Database) -> None:
    """The tone of what analysts say, and a view of the signals; what it shows, the newest step that makes it says."""
    db.execute("ALTER TABLE statements ADD COLUMN tone REAL")  # -1 to 1; none where no word tells it
    db.execute("CREATE VIEW signals_view AS SELECT NULL AS day")


STEPS = (
    m001_articles,
    m002_extractions,
    m003_summaries,
    m004_search,
    m005_hedged_quantities,
    m006_feeds,
    m007_copies,
    m008_versions,
    m009_signals,
    m010_standing,
    m011_views,
    m012_walks,
    m013_provenance,
)


def applied(connection: sqlite3.Connection) -> list[str]:
    """Names of our steps that the database records as applied; only reads."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    if connection.execute(known).fetchone() is None:
        return []
    names = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
    return [name for (name,) in connection.execute(names, [SET])]


def apply(connection: sqlite3.Connection) -> None:
    """Apply the steps that are missing, inside the caller's transaction."""
    # Takes 0.15 s to import and is needed once in a database's life.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415 - slow

    migrations = Migrations(SET)
    for step in STEPS:
        migrations()(step)
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
