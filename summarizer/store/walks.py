"""The orders in which claims are read: each is an index that is walked from one end until enough was found.

An index also holds what most questions ask about, so that a claim that is not asked for is passed over without being
looked up.  To walk through all of a million claims takes a tenth of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

#: By day, of all claims and of one entity's.
BY_DAY = "claims_by_day"
BY_ENTITY = "claims_by_entity"
#: By value, the same.
BY_AMOUNT = "claims_by_amount"
BY_ENTITY_AND_AMOUNT = "claims_by_entity_and_amount"
#: As they were seen; SQLite's own, of the constraint that a revision's claims are numbered.
BY_REVISION = "sqlite_autoindex_claims_1"
#: By who said it.
BY_SPEAKER = "claims_by_speaker"


def m012_walks(db: Database) -> None:
    """Indexes that hold what claims are chosen and sorted by."""
    db.execute("DROP INDEX claims_by_day")
    db.execute("DROP INDEX claims_by_entity")
    db.execute("CREATE INDEX claims_by_day ON claims (day, revision_id, metric, period, kind, amount)")
    db.execute("CREATE INDEX claims_by_entity ON claims (entity, day, revision_id, metric, period, amount)")
    db.execute("CREATE INDEX claims_by_amount ON claims (amount, day, revision_id, metric, period)")
    db.execute("CREATE INDEX claims_by_entity_and_amount ON claims (entity, amount, day, revision_id, metric, period)")
    db.execute("CREATE INDEX claims_by_speaker ON claims (speaker) WHERE speaker IS NOT NULL")
    db.execute("CREATE INDEX revisions_by_time ON revisions (seen_at)")
