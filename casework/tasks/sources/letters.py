"""Tasks of further letters until they have arrived: notices, reminders, certificates. Decisions and calls have kinds of their own."""

from casework.tasks.sources.source import Source

_COLUMNS = """
coalesce(d.unit, a.unit), a.id, d.id, s.id, k.person, coalesce(a.representative, d.recipient), coalesce(d.household, a.household),
d.benefit, NULL::text
"""
_SENT = """
  FROM letter_sending s
  JOIN letter k ON k.gmina = s.gmina AND k.id = s.letter
  LEFT JOIN decision d ON d.gmina = k.gmina AND d.id = k.decision
  LEFT JOIN application a ON a.gmina = k.gmina AND k.about = 'application' AND a.id = k.about_id
 WHERE s.gmina = :gmina
"""
# A letter may be sent again: its newest sending tells what has become of it, and one that arrived is enough.
_NEWEST = """
NOT EXISTS (SELECT FROM letter_sending o WHERE o.gmina = s.gmina AND o.letter = s.letter
               AND (o.id > s.id OR o.state = 'delivered'))
"""

# Made of one matter more than once, only the newest goes out (but of what says something of its own each time); what was destroyed never
# does. A reminder may be delivered without a sending (overpayment_enforcement).
_NOT_SENT = """
  FROM letter k
  LEFT JOIN decision d ON d.gmina = k.gmina AND d.id = k.decision
  LEFT JOIN application a ON a.gmina = k.gmina AND k.about = 'application' AND a.id = k.about_id
 WHERE k.gmina = :gmina AND k.about_id IS NOT NULL AND NOT k.draft AND NOT k.act AND k.kind <> 'completion_call'
   AND EXISTS (SELECT FROM letter_body b WHERE b.gmina = k.gmina AND b.letter = k.id)
   AND NOT EXISTS (SELECT FROM letter_sending s WHERE s.gmina = k.gmina AND s.letter = k.id)
   AND NOT EXISTS (SELECT FROM letter o WHERE o.gmina = k.gmina AND o.about = k.about AND o.about_id = k.about_id AND o.kind = k.kind
                      AND o.person IS NOT DISTINCT FROM k.person AND NOT o.draft AND o.id > k.id
                      AND o.kind NOT IN ('order', 'to_body', 'certificate'))
   AND NOT (k.kind = 'reminder' AND EXISTS (
            SELECT FROM overpayment_enforcement e WHERE e.gmina = k.gmina AND e.overpayment = k.about_id
               AND e.act = 'reminder_delivered' AND e.day >= k.dated))
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "letter_send", "Wysłać albo wręczyć pismo", "office", "follow_up", "art. 39 k.p.a.", "letter_list", "letter_send",
        f"SELECT 'letter_send:' || k.id, NULL::date, k.dated, {_COLUMNS.replace('s.id', 'k.id')} {_NOT_SENT}",
    ),
    Source(
        "letter_wait", "Upływ terminu doręczenia pisma", "party", "clock", "art. 44 § 4 k.p.a., art. 42 ust. 2 u.d.e.",
        "letter_sending_list", "letter_note_event",
        f"""
        SELECT 'letter_wait:' || s.id, s.waits_until, s.sent_on, {_COLUMNS} {_SENT}
           AND s.state = 'waiting' AND s.waits_until IS NOT NULL AND {_NEWEST}
        """,
    ),
    Source(
        "letter_undelivered", "Ustalić, kiedy doręczono pismo, albo wysłać je ponownie", "office", "follow_up", "art. 39-46 k.p.a.",
        "letter_sending_list", "letter_note_event",
        f"""
        SELECT 'letter_undelivered:' || s.id, NULL::date, s.sent_on, {_COLUMNS} {_SENT}
           AND (s.state = 'ineffective' OR s.state = 'waiting' AND s.waits_until IS NULL) AND {_NEWEST}
        """,
    ),
)  # fmt: skip
