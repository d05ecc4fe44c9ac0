"""Tasks of stays: a month whose fee the gmina collects that is not entered or not confirmed (u.p.s. art. 97)."""

from casework.tasks.sources.source import Source

_NOT_CONFIRMED = """
    SELECT 'support_month:' || s.id || ':' || to_char(m.first, 'YYYYMM'), NULL::date, (m.first + interval '1 month')::date, s.unit,
           NULL::uuid, s.decision, s.id, s.person, NULL::uuid, s.household, NULL::text, NULL::text
      FROM support_stay s
     CROSS JOIN LATERAL (SELECT (date_trunc('month', cast(:day AS date)) - interval '1 month')::date) AS m(first)
     WHERE s.gmina = :gmina AND s.charged AND s.state IN ('open', 'ended') AND s.since < (m.first + interval '1 month')::date
       AND (s.until IS NULL OR s.until >= m.first)
       AND coalesce((SELECT d.state FROM support_month d WHERE d.gmina = s.gmina AND d.stay = s.id AND d.month = m.first
                      ORDER BY d.number DESC LIMIT 1), 'entered') = 'entered'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "support_month", "Rozliczyć miesiąc pobytu, za który gmina pobiera opłatę", "office", "follow_up", "art. 97 u.p.s.",
        "support_stay_list", "support_month_confirm", _NOT_CONFIRMED,
    ),
)  # fmt: skip
