"""Tasks of family assistants: assessments that are due and steps of plans (ustawa o wspieraniu rodziny art. 15)."""

from casework.tasks.sources.source import Source

_REVIEW = """
    SELECT 'family_review:' || f.id, f.review_by, f.since, f.unit, NULL::uuid, NULL::uuid, f.id, NULL::uuid, NULL::uuid, f.household,
           NULL::text, NULL::text
      FROM assisted_family f WHERE f.gmina = :gmina AND f.state = 'running'
"""
_STEP = """
    SELECT 'family_step:' || s.family || ':' || s.number, s.due_on, f.since, f.unit, NULL::uuid, NULL::uuid, f.id, NULL::uuid, NULL::uuid,
           f.household, NULL::text, NULL::text
      FROM assisted_family_step s JOIN assisted_family f ON f.gmina = s.gmina AND f.id = s.family
     WHERE s.gmina = :gmina AND s.state = 'open' AND f.state = 'running'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "family_review", "Ocenić sytuację rodziny, która ma asystenta", "office", "clock",
        "art. 15 ust. 1 pkt 15 ustawy o wspieraniu rodziny", "assisted_family_list", "assisted_family_review", _REVIEW,
    ),
    Source(
        "family_step", "Sprawdzić działanie z planu pracy z rodziną", "office", "clock",
        "art. 15 ust. 3 ustawy o wspieraniu rodziny", "assisted_family_list", "assisted_family_note_step", _STEP,
    ),
)  # fmt: skip
