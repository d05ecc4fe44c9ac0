"""Tasks of care services: a decision that is to follow what began before it, and months that wait to be confirmed (u.p.s. art. 50-50a)."""

from casework.tasks.sources.source import Source

_URGENT = """
    SELECT 'care_urgent:' || p.id, p.decide_by, p.urgent_since, p.unit, NULL::uuid, NULL::uuid, p.id, p.person, NULL::uuid, p.household,
           p.service, NULL::text
      FROM care_plan p WHERE p.gmina = :gmina AND p.state = 'urgent'
"""
_NOT_CONFIRMED = """
    SELECT 'care_month:' || p.id || ':' || to_char(d.month, 'YYYYMM'), NULL::date, (d.month + interval '1 month')::date, p.unit,
           NULL::uuid, p.decision, p.id, p.person, NULL::uuid, p.household, p.service, NULL::text
      FROM (SELECT DISTINCT plan, date_trunc('month', day)::date AS month FROM care_day
             WHERE gmina = :gmina AND day < date_trunc('month', cast(:day AS date))) AS d
      JOIN care_plan p ON p.gmina = :gmina AND p.id = d.plan
     WHERE coalesce((SELECT m.state FROM care_month m WHERE m.gmina = :gmina AND m.plan = d.plan AND m.month = d.month
                      ORDER BY m.number DESC LIMIT 1), 'open') = 'open'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "care_urgent", "Wydać decyzję o usługach rozpoczętych w trybie pilnym i o odpłatności za nie", "office", "clock",
        "art. 50a ust. 2 u.p.s.", "care_plan_list", "care_plan_decide", _URGENT,
    ),
    Source(
        "care_month", "Zatwierdzić miesiąc usług opiekuńczych", "office", "follow_up", "art. 50 ust. 6-7 u.p.s.",
        "care_month_list", "care_month_confirm", _NOT_CONFIRMED,
    ),
)  # fmt: skip
