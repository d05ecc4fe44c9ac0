"""Tasks of fees: what was due and did not come in whole, the term after a reminder, and the title (u.p.s. art. 104 ust. 1; u.p.e.a.)."""

from casework.tasks.sources.source import Source

_OWED = """
CROSS JOIN LATERAL (
      SELECT sum(CASE e.kind WHEN 'assessed' THEN e.amount WHEN 'given_back' THEN e.amount WHEN 'corrected' THEN 0 ELSE -e.amount END)
        FROM fee_entry e
       WHERE e.gmina = f.gmina AND e.fee = f.id
         AND NOT EXISTS (SELECT FROM fee_entry c WHERE c.gmina = e.gmina AND c.fee = e.fee AND c.counters = e.number)) AS b(owed)
"""
_OVERDUE = f"""
    SELECT 'fee_overdue:' || f.id, NULL::date, f.due_on, f.unit, NULL::uuid, f.decision, f.id, f.payer, f.person, f.household, f.benefit,
           NULL::text
      FROM fee f {_OWED}
     WHERE f.gmina = :gmina AND f.due_on < :day AND b.owed > 0
       AND NOT EXISTS (SELECT FROM fee_reminder_line n JOIN fee_reminder r ON r.gmina = n.gmina AND r.id = n.reminder
                        WHERE n.gmina = f.gmina AND n.fee = f.id AND r.state IN ('issued', 'delivered', 'titled'))
"""
_REMINDED = f"""
      FROM fee_reminder r
      JOIN length l ON l.code = 'reminder' AND r.delivered_on BETWEEN l.since AND l.until
      LEFT JOIN free d ON d.day = r.delivered_on + l.days
     WHERE r.gmina = :gmina AND r.state = 'delivered'
       AND EXISTS (SELECT FROM fee_reminder_line n JOIN fee f ON f.gmina = n.gmina AND f.id = n.fee {_OWED}
                    WHERE n.gmina = r.gmina AND n.reminder = r.id AND b.owed > 0)
       AND coalesce(d.next, r.delivered_on + l.days)
"""
_WHOSE = "r.unit, NULL::uuid, NULL::uuid, r.id, r.payer, NULL::uuid, NULL::uuid, NULL::text, NULL::text"

SOURCES: tuple[Source, ...] = (
    Source(
        "fee_overdue", "Nieopłacona w terminie opłata: upomnieć albo skierować do egzekucji", "office", "follow_up",
        "art. 104 ust. 1-2 u.p.s.", "fee_list", "fee_reminder_issue", _OVERDUE,
    ),
    Source(
        "fee_reminder_term", "Termin zapłaty opłat po upomnieniu", "party", "clock", "art. 15 § 1 u.p.e.a.",
        "fee_reminder_list", "fee_note_received",
        f"SELECT 'fee_reminder_term:' || r.id, coalesce(d.next, r.delivered_on + l.days), r.delivered_on, {_WHOSE} {_REMINDED} >= :day",
    ),
    Source(
        "fee_title", "Wystawić tytuł wykonawczy na opłaty, o które upomniano", "office", "follow_up", "art. 15 § 1, art. 26 u.p.e.a.",
        "fee_reminder_list", "fee_reminder_title",
        f"SELECT 'fee_title:' || r.id, NULL::date, coalesce(d.next, r.delivered_on + l.days) + 1, {_WHOSE} {_REMINDED} < :day",
    ),
)  # fmt: skip
