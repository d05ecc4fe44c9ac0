"""Tasks of fees: what was due and did not come in whole (u.p.s. art. 104 ust. 1: collected by administrative enforcement)."""

from casework.tasks.sources.source import Source

_OVERDUE = """
    SELECT 'fee_overdue:' || f.id, NULL::date, f.due_on, f.unit, NULL::uuid, f.decision, f.id, f.payer, f.person, f.household, f.benefit,
           NULL::text
      FROM fee f CROSS JOIN LATERAL (
           SELECT sum(CASE e.kind WHEN 'assessed' THEN e.amount WHEN 'given_back' THEN e.amount WHEN 'corrected' THEN 0 ELSE -e.amount END)
             FROM fee_entry e
            WHERE e.gmina = f.gmina AND e.fee = f.id
              AND NOT EXISTS (SELECT FROM fee_entry c WHERE c.gmina = e.gmina AND c.fee = e.fee AND c.counters = e.number)) AS b(owed)
     WHERE f.gmina = :gmina AND f.due_on < :day AND b.owed > 0
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "fee_overdue", "Nieopłacona w terminie opłata: upomnieć albo skierować do egzekucji", "office", "follow_up",
        "art. 104 ust. 1-2 u.p.s.", "fee_list", "fee_note_received", _OVERDUE,
    ),
)  # fmt: skip
