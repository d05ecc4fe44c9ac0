"""Tasks of stays in care homes: a place that is waited for, a month that is not drawn up (u.p.s. art. 54 ust. 2a, art. 61)."""

from casework.tasks.sources.source import Source

_WAITING = """
    SELECT 'care_home_place:' || s.id, NULL::date, s.referred_on, s.unit, NULL::uuid, s.referral, s.id, s.person, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM care_home_stay s WHERE s.gmina = :gmina AND s.state = 'referred'
"""
_NOT_DRAWN = """
    SELECT 'care_home_month:' || s.id || ':' || to_char(m.first, 'YYYY-MM'), NULL::date, (m.first + interval '1 month')::date, s.unit,
           NULL::uuid, s.fee_decision, s.id, s.person, NULL::uuid, NULL::uuid, NULL::text, NULL::text
      FROM care_home_stay s
     CROSS JOIN LATERAL (SELECT (date_trunc('month', cast(:day AS date)) - interval '1 month')::date) AS m(first)
     WHERE s.gmina = :gmina AND s.state IN ('admitted', 'left') AND s.admitted_on < (m.first + interval '1 month')::date
       AND (s.left_on IS NULL OR s.left_on >= m.first)
       AND NOT EXISTS (SELECT FROM care_home_month d WHERE d.gmina = s.gmina AND d.stay = s.id AND d.month = m.first)
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "care_home_place", "Oczekiwanie na miejsce w domu pomocy społecznej", "higher_organ", "follow_up",
        "art. 54 ust. 2a, art. 59 ust. 3 u.p.s.", "care_home_stay_list", "care_home_admit", _WAITING,
    ),
    Source(
        "care_home_month", "Rozliczyć miesiąc pobytu w domu pomocy społecznej", "office", "follow_up", "art. 61 u.p.s.",
        "care_home_stay_list", "care_home_month_draw_up", _NOT_DRAWN,
    ),
)  # fmt: skip
