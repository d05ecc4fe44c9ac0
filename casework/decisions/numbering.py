"""The number of a decision in the register of its year (rejestr decyzji): given when it is issued, in order, and never again."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kit.db import WriteSession, raw

REGISTER = "decyzje"
"""The series of numbers of decisions. One for the centre: a number of a year means one decision, whichever unit issued it."""

# The counter's row stays locked to the end of the transaction: whoever gives up gives the numbers back, and there is no gap.
_NUMBER = """
WITH missing AS (
    SELECT w.id, row_number() OVER (ORDER BY w.place) AS place
      FROM unnest(%(decisions)s::uuid[]) WITH ORDINALITY AS w(id, place)
     WHERE NOT EXISTS (SELECT 1 FROM decision_number n WHERE n.gmina = %(gmina)s AND n.decision = w.id)),
counted AS (
    INSERT INTO number_series (gmina, series, year, last_number)
    SELECT %(gmina)s::text, %(series)s::text, %(year)s::integer, count(*)::integer FROM missing HAVING count(*) > 0
    ON CONFLICT (gmina, series, year) DO UPDATE SET last_number = number_series.last_number + excluded.last_number
    RETURNING last_number)
INSERT INTO decision_number (gmina, decision, year, number, given_on)
SELECT %(gmina)s::text, m.id, %(year)s::integer, (c.last_number - (SELECT count(*) FROM missing) + m.place)::integer, %(given_on)s::date
  FROM missing m CROSS JOIN counted c
"""


async def number(db: WriteSession, decisions: Sequence[UUID], *, year: int, on: date) -> None:
    """Numbers decisions issued in the year, which the caller has locked, in their order and in one statement; on: the day of giving.

    Called last in a unit of work: from then on every other issue of the centre waits for its end. What has a number keeps it.
    """
    if decisions:
        of = {"gmina": db.gmina, "series": REGISTER, "year": year, "given_on": on, "decisions": list(decisions)}
        await (await raw(db)).execute(_NUMBER, of)
