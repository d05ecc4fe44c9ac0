"""Tasks of the registers of acts: what was asked for and waits."""

from casework.tasks.sources.source import Source

# One that waits names at most two persons and a family (schemas.py): whoever is hidden hides the task.
_SQL = """
    SELECT 'social_act_waiting:' || a.id, a.due_on, a.asked_on, a.unit, a.application, a.decision, a.id, p.one,
           CASE WHEN p.other <> p.one THEN p.other END,
           (SELECT h.household FROM social_act_household h WHERE h.gmina = a.gmina AND h.act = a.id LIMIT 1), NULL::text, NULL::text
      FROM social_act a
      CROSS JOIN LATERAL (
           SELECT (array_agg(n.person ORDER BY n.person))[1] AS one, (array_agg(n.person ORDER BY n.person DESC))[1] AS other
             FROM social_act_person n WHERE n.gmina = a.gmina AND n.act = a.id) AS p
     WHERE a.gmina = :gmina AND a.state = 'open'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "social_act_waiting", "Wykonać czynność, o którą poproszono", "office", "clock", "art. 105, 107 u.p.s.", "social_act_list",
        "social_act_finish", _SQL,
    ),
)  # fmt: skip
