"""Views for people who open the database with other tools; `claims_view` is older and stands among the migrations.

The statements below belong to a released step of the schema: they are never edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m011_views(db: Database) -> None:
    """Articles, summaries, statements, speakers and indexes, readable without a join."""
    db.execute("""
        CREATE VIEW articles_view AS            -- every article in its current text
        SELECT articles.id AS article_id, revisions.title, articles.publisher, articles.url, revisions.published,
            articles.first_seen, articles.current_revision AS revision,
            (SELECT count(*) FROM revisions AS texts WHERE texts.article_id = articles.id) AS revisions,
            articles.copy_of,
            (SELECT count(*) FROM claims WHERE claims.revision_id = revisions.id) AS claims,
            (SELECT summaries.text FROM summaries WHERE summaries.revision_id = revisions.id
             ORDER BY summaries.id DESC LIMIT 1) AS summary,
            revisions.text
        FROM articles
        JOIN revisions ON revisions.article_id = articles.id AND revisions.number = articles.current_revision
        """)
    db.execute("""
        CREATE VIEW summaries_view AS           -- every summary that stands: of current texts, copies left out
        SELECT revisions.title, summaries.text AS summary, articles.publisher, articles.url, revisions.published,
            summaries.model, summaries.model_revision, summaries.verified, summaries.created_at,
            articles.id AS article_id, revisions.number AS revision
        FROM summaries
        JOIN revisions ON revisions.id = summaries.revision_id
        JOIN articles ON articles.id = revisions.article_id AND articles.current_revision = revisions.number
        WHERE articles.copy_of IS NULL
        """)
    db.execute("""
        CREATE VIEW statements_view AS          -- every statement that stands: of current texts, copies left out
        SELECT statements.name, statements.role, statements.firm, statements.day, statements.text AS statement,
            statements.cue, revisions.title, articles.publisher, articles.url, revisions.published,
            articles.id AS article_id, revisions.number AS revision, statements.number AS statement_number
        FROM statements
        JOIN revisions ON revisions.id = statements.revision_id
        JOIN articles ON articles.id = revisions.article_id AND articles.current_revision = revisions.number
        WHERE articles.copy_of IS NULL
        """)
    db.execute("""
        CREATE VIEW analysts_view AS            -- who spoke, and how much of it stands
        SELECT nullif(name, '') AS name, nullif(firm, '') AS firm, statements, articles
        FROM speaker_tallies
        """)
    db.execute("""
        CREATE VIEW indices_view AS             -- which indexes are claimed of, and how many claims stand
        SELECT entity, kind, claims, articles FROM index_tallies
        """)
