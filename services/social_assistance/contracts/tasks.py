"""Tasks of social contracts: reviews, steps of either side, and contracts whose time is over."""

from casework.tasks.sources.source import Source

_REVIEW = """
    SELECT 'social_contract_review:' || c.id, c.review_by, c.concluded_on, c.unit, NULL::uuid, NULL::uuid, c.id, c.person, NULL::uuid,
           c.household, NULL::text, NULL::text
      FROM social_contract c WHERE c.gmina = :gmina AND c.state = 'running' AND c.review_by IS NOT NULL
"""
_STEP = """
    SELECT 'social_contract_step:' || s.contract || ':' || s.number, s.due_on, c.concluded_on, c.unit, NULL::uuid, NULL::uuid, c.id,
           c.person, NULL::uuid, c.household, NULL::text, NULL::text
      FROM social_contract_step s JOIN social_contract c ON c.gmina = s.gmina AND c.id = s.contract
     WHERE s.gmina = :gmina AND s.state = 'open' AND c.state = 'running'
"""
_ENDING = """
    SELECT 'social_contract_ending:' || c.id, c.until, c.concluded_on, c.unit, NULL::uuid, NULL::uuid, c.id, c.person, NULL::uuid,
           c.household, NULL::text, NULL::text
      FROM social_contract c WHERE c.gmina = :gmina AND c.state = 'running'
"""
_ARTICLE = "art. 108 u.p.s."

SOURCES: tuple[Source, ...] = (
    Source(
        "social_contract_review", "Ocenić realizację kontraktu socjalnego", "office", "clock", _ARTICLE, "social_contract_list",
        "social_contract_review", _REVIEW,
    ),
    Source(
        "social_contract_step", "Sprawdzić działanie z kontraktu socjalnego", "office", "clock", _ARTICLE, "social_contract_list",
        "social_contract_note_step", _STEP,
    ),
    Source(
        "social_contract_ending", "Zakończyć kontrakt socjalny", "office", "clock", _ARTICLE, "social_contract_list",
        "social_contract_end", _ENDING,
    ),
)  # fmt: skip
