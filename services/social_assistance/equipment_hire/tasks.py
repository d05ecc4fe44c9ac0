"""Tasks of the hire of equipment: what is to come back."""

from casework.tasks.sources.source import Source

_BACK = """
    SELECT 'hire_return:' || h.id, h.due_back, h.lent_on, h.unit, NULL::uuid, NULL::uuid, h.id, h.person, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM equipment_hire h WHERE h.gmina = :gmina AND h.state = 'lent'
"""
_WEEK = 7

SOURCES: tuple[Source, ...] = (
    Source(
        "hire_return", "Odebrać wypożyczony sprzęt albo przedłużyć umowę", "party", "clock", "umowa wypożyczenia",
        "equipment_hire_list", "equipment_hire_note_returned", _BACK, ahead=_WEEK,
    ),
)  # fmt: skip
