"""Tasks of meals: the list of a month that is over, which nobody has confirmed, so that its invoice cannot be divided."""

from casework.tasks.sources.source import Source

SOURCES: tuple[Source, ...] = (
    Source(
        "meal_list_confirm", "Potwierdzić listę posiłków placówki", "office", "follow_up", "art. 48b u.p.s.", "meal_list_list",
        "meal_list_confirm",
        """
        SELECT 'meal_list_confirm:' || m.id, NULL::date, (m.month + interval '1 month')::date, p.unit, NULL::uuid, NULL::uuid, m.id,
               NULL::uuid, NULL::uuid, NULL::uuid, NULL::text, NULL::text
          FROM meal_list m JOIN third_party p ON p.gmina = m.gmina AND p.id = m.facility
         WHERE m.gmina = :gmina AND m.state = 'open' AND m.month + interval '1 month' <= :day
        """,
    ),
)  # fmt: skip
