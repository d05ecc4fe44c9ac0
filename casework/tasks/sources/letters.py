"""Tasks of further letters on their way: notices, reminders, certificates. Decisions and calls have kinds of their own."""

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

SOURCES: tuple[Source, ...] = (
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
