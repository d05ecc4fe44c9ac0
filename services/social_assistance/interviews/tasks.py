"""Tasks of interviews that are to be held (u.p.s. art. 107)."""

from casework.tasks.sources.source import Source

_SQL = """
    SELECT 'interview_ordered:' || o.id, o.due_on, o.learned_on, o.unit, o.application, NULL::uuid, o.id, o.person, NULL::uuid, o.household,
           NULL::text, NULL::text
      FROM interview_order o WHERE o.gmina = :gmina AND o.state = 'open'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "interview_ordered", "Przeprowadzić wywiad środowiskowy", "office", "clock", "art. 107 u.p.s.", "interview_order_list",
        "interview_order_note_held", _SQL,
    ),
)  # fmt: skip
