"""The SQL of signals: what all sources together say of one index, day and period.

    claims that stand | hedged ones only where there are no others | each source's latest | one row a signal

One text is the view `signals_view`, answers what was known at another time, and finds conflicts.  Every window is
partitioned by the key, so that SQLite looks up only the claims that a WHERE on the key asks for.  docs/signals.md
defines each column.

A database keeps the view of the step that made it: whoever changes the text adds a step that makes the view anew.
"""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

from summarizer.store.known import KNOWN, STANDS, STOOD

#: What tells one signal from another.
KEY = "day, entity, kind, period, metric"

#: Levels no farther apart, as a share of them, are an index on its way through the day.
ON_ITS_WAY = 0.0005

#: Which claims count; of another time, those of later texts are passed over unread.
_NOW = STANDS
_THEN = f"claims.revision_id <= :newest AND {STOOD}"

#: Claims with the text that makes them; in this order, so that it is claims that are looked for.
_CLAIMS = """claims
        CROSS JOIN revisions ON revisions.id = claims.revision_id
        CROSS JOIN articles ON articles.id = revisions.article_id
        CROSS JOIN versions ON versions.article_id = articles.id AND versions.number = revisions.number"""


def signals_sql(*, then: bool = False) -> str:
    """The SELECT of all signals: as they stand, or stood at ``:as_of``, when the text ``:newest`` was the newest."""
    return f"""
    {_gathered(then=then)}
    SELECT entity, symbol, kind, day, period, metric, unit,
        {_MEDIAN} AS value,
        {_figure("0")} AS low,
        {_figure("#-1")} AS high,
        round({_figure("#-1")} - {_figure("0")}, 6) AS spread,
        CASE WHEN metric IN ('change', 'points') THEN
            CASE WHEN {_MEDIAN} > 0 THEN 'up' WHEN {_MEDIAN} < 0 THEN 'down' ELSE 'flat' END END AS direction,
        json_array_length(figures) AS sources,
        (SELECT count(DISTINCT text.value) FROM json_each(texts) AS text) AS articles,
        claims,
        only_hedged AS hedged,
        EXISTS (SELECT 1 FROM {_pairs(ON_ITS_WAY)}) AS conflict,
        {_RELEVANCE} AS relevance,
        {_TONE} AS tone,
        substr(first, 1, instr(first, ' ') - 1) AS first_seen,
        {_last_seen(then=then)} AS last_seen,
        substr(first, instr(first, ' ') + 1) AS first_article,
        {_novel(then=then)} AS novel
    FROM signals
    """


def conflicts_sql(*, then: bool = False, near: bool = False) -> str:
    """The SELECT of all pairs of claims that contradict each other, the lower figure's first; as `signals_sql`.

    With `near` also those of levels that are an index on its way.
    """
    return f"""
    {_gathered(then=then, figures_only=True)}
    SELECT {KEY}, {_part("one", 0)} AS low, {_part("other", 0)} AS high,
        {_part("one", 2)} AS low_id, {_part("other", 2)} AS high_id
    FROM signals CROSS JOIN {_pairs(0 if near else ON_ITS_WAY)}
    """


def _gathered(*, then: bool, figures_only: bool = False) -> str:
    """Signals in the making: the sources' figures in order, and what tells of the claims; or only exact figures.

    `own` marks a source's own figure: of its latest article the most exact one, no quotation before a quotation.
    """
    seen = f"claims.symbol, revisions.id AS revision_id, versions.seen_at, {KNOWN} AS known,"
    gathered = """count(*) OVER signal AS claims, min(known || ' ' || article_id) OVER signal AS first,
                max(seen_at) OVER signal AS last_seen, json_group_array(revision_id) OVER signal AS texts,"""
    wanted = "symbol, claims, first, last_seen, texts,"
    exact = ""
    if figures_only:
        seen = gathered = wanted = ""
        exact = " AND claims.hedge IS NULL"
    return f"""WITH reported AS (                      -- claims that stand
        SELECT claims.day, claims.entity, claims.kind, claims.period, claims.metric, claims.unit, claims.id,
            claims.number, claims.amount, claims.hedge IS NOT NULL AS hedged, claims.speaker IS NOT NULL AS quoted,
            max(0, length(claims.value) - instr(claims.value || '.', '.')) AS digits, {seen}
            articles.id AS article_id, julianday(revisions.published) AS published, articles.source
        FROM {_CLAIMS}
        WHERE {_THEN if then else _NOW} AND claims.metric <> 'forecast' AND claims.day IS NOT NULL{exact}
    ),
    heard AS (                                  -- each source's own figure
        SELECT *, min(hedged) OVER signal AS only_hedged, lag(source) OVER signal IS NOT source AS own
        FROM reported
        WINDOW signal AS (
            PARTITION BY {KEY} ORDER BY hedged, source, published DESC, article_id, quoted, digits DESC, number
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ),
    signals AS (                                -- hedged figures count only where there are no others
        SELECT {KEY}, unit, only_hedged, {wanted} figures
        FROM (
            SELECT *, row_number() OVER signal AS place, {gathered}
                json_group_array(json_array(amount, digits, id)) FILTER (WHERE own) OVER signal AS figures
            FROM heard WHERE hedged = only_hedged{" AND own" if figures_only else ""}
            WINDOW signal AS (
                PARTITION BY {KEY} ORDER BY amount, id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
        )
        WHERE place = 1
    )"""


def _figure(place: str) -> str:
    """Of the sources' figures, which are in order, the one at a place."""
    return f"json_extract(figures, '$[{place}][0]')"


def _middle(place: str) -> str:
    return _figure(f"' || ({place}) || '")


# The middle one, or between the middle two.
_MEDIAN = f"""round(({_middle("(json_array_length(figures) - 1) / 2")}
            + {_middle("json_array_length(figures) / 2")}) / 2, 6)"""


def _part(figure: str, part: int) -> str:
    """Of one of a pair of figures its amount, how many decimals it has, or its claim."""
    return f"json_extract({figure}.value, '$[{part}]')"


def _pairs(apart: float) -> str:
    """Two sources' figures of a signal that contradict each other; `apart` is a share of levels."""
    gap = f"{_part('other', 0)} - {_part('one', 0)}"
    # The finer figure may be half a unit of the coarser one's last digit away, whichever way a half is rounded.
    return f"""json_each(figures) AS one CROSS JOIN json_each(figures) AS other
            ON one.key < other.key AND NOT only_hedged
                AND {gap} > 0.500001 * CAST('1e-' || min({_part("one", 1)}, {_part("other", 1)}) AS REAL)
                AND (unit <> 'level' OR {gap} > {apart} * {_part("other", 0)})"""


# In a name "[", "*" and "?" are letters as any other.
_LETTERS = "replace(replace(replace(lower({}), '[', '[[]'), '*', '[*]'), '?', '[?]')"
_NAMED = f"' ' || lower({{}}) || ' ' GLOB '*[^a-z0-9]' || {_LETTERS} || '[^a-z0-9]*'"
_MENTION = "nullif(substr(revisions.text, claims.mention_start + 1, claims.mention_end - claims.mention_start), '')"

# How much an article is about the index: 1 where its headline names it, else the share of its claims.
_RELEVANCE = f"""(
            SELECT round(avg(CASE WHEN named THEN 1.0 ELSE share END), 3) FROM (
                SELECT avg(claims.entity = signals.entity) AS share,
                    max(CASE WHEN claims.entity = signals.entity THEN
                        {_NAMED.format("revisions.title", "claims.entity")}
                        OR {_NAMED.format("revisions.title", _MENTION)} END) AS named
                FROM (SELECT DISTINCT value AS id FROM json_each(texts)) AS text
                CROSS JOIN revisions ON revisions.id = text.id
                CROSS JOIN claims ON claims.revision_id = revisions.id
                GROUP BY revisions.id
            ))"""

# Of the statements that hold one of the articles' claims of the index, or name it as those do.
_TONE = f"""(
            SELECT round(avg(statements.tone), 3)
            FROM (SELECT DISTINCT value AS id FROM json_each(texts)) AS text
            CROSS JOIN revisions ON revisions.id = text.id
            CROSS JOIN statements ON statements.revision_id = revisions.id
            WHERE statements.tone IS NOT NULL AND EXISTS (
                SELECT 1 FROM claims
                WHERE claims.revision_id = revisions.id AND +claims.entity = signals.entity AND (
                    (claims.start >= statements.start AND claims."end" <= statements."end")
                    OR {_NAMED.format("statements.text", "claims.entity")}
                    OR {_NAMED.format("statements.text", _MENTION)}
                )
            ))"""


def _last_seen(*, then: bool) -> str:
    """When a text came that counts, or one went that gave a figure: edited, or found to be a copy or to be none.

    Nobody knew a signal's row before.  What was a copy from the beginning never counted.
    """
    ended, begun, claimed = "until IS NOT NULL", "", ""
    if then:
        ended, begun, claimed = "until <= :as_of", "AND seen_at <= :as_of", "AND claims.revision_id <= :newest"
    return f"""max(last_seen, coalesce((
            SELECT max(max(
                coalesce((
                    SELECT max(until) FROM versions
                    WHERE article_id = articles.id AND number = revisions.number AND {ended}), ''),
                coalesce((
                    SELECT max(iif({ended}, until, seen_at)) FROM copies
                    WHERE article_id = articles.id {begun} AND ({ended} OR seen_at > articles.first_seen)), '')))
            FROM claims
            CROSS JOIN revisions ON revisions.id = claims.revision_id
            CROSS JOIN articles ON articles.id = revisions.article_id
            WHERE claims.entity = signals.entity AND claims.day = signals.day AND claims.kind = signals.kind
                AND claims.period IS signals.period AND claims.metric = signals.metric {claimed}
        ), ''))"""


def _novel(*, then: bool) -> str:
    """Hours since the index's signal before, of the same period and metric; null where that came later."""
    return f"""(
            SELECT round(24 * (julianday(substr(first, 1, instr(first, ' ') - 1)) - julianday(before.known)), 2)
            FROM (
                SELECT {KNOWN} AS known
                FROM {_CLAIMS}
                WHERE {_THEN if then else _NOW} AND claims.entity = signals.entity AND claims.kind = signals.kind
                    AND claims.period IS signals.period AND claims.metric = signals.metric
                    AND claims.day < signals.day
                ORDER BY claims.day DESC, claims.hedge IS NOT NULL, 1 LIMIT 1
            ) AS before
            WHERE before.known <= substr(first, 1, instr(first, ' ') - 1)
        )"""
