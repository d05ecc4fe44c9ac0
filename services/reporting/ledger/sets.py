"""Who is in which cell until which month's end, and how many they are: exact, with returns that take a person out again.

`set_member` holds, for each member of a node, the net of her booked amounts until the end of each month; she is present where that is
above zero. `count_cell` holds the change of the number of members present from the month before, so that a count is a sum of deltas.
A batch of changes compares presence before and after for the members it touches and nobody else; facts may come in any order of days.
"""

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.ledger.months import MONTHS, columns

# A sum of integers is a bigint, a sum of bigints is a numeric and five times as slow; amounts of one person nearly always fit.
INTEGER_MAX = 2**31 - 1


def _facts(amount: str) -> str:
    nets = ", ".join(f"coalesce(sum({amount}) FILTER (WHERE s.month <= {m}), 0)::bigint AS d{m}" for m in MONTHS)
    return f"""
    SELECT s.budget_year, n.node, m.member, m.kind, bit_or(1 << s.month) AS months, {nets}
      FROM ledger_stage s
      JOIN posting p ON p.gmina = %(gmina)s AND p.id = s.posting
     CROSS JOIN LATERAL unnest(p.nodes) AS n(node)
     CROSS JOIN LATERAL (VALUES (s.person_now, 1), (s.household_now, 2)) AS m(member, kind)
     WHERE s.in_sets AND m.member IS NOT NULL
     GROUP BY s.budget_year, n.node, m.member, m.kind
    """


def _relinked_persons() -> str:
    nets = ", ".join(
        f"coalesce(sum(v.sign * coalesce(e.sets_amount, e.amount)) FILTER (WHERE e.month <= {m}), 0)::bigint AS d{m}"
        for m in MONTHS
    )
    return f"""
    SELECT e.budget_year, n.node, v.member, 1 AS kind, 0 AS months, {nets}
      FROM ledger_entry e
      JOIN unnest(%(olds)s::integer[], %(news)s::integer[]) AS l(old, new) ON l.old = e.person_now
      JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
     CROSS JOIN LATERAL unnest(p.nodes) AS n(node)
     CROSS JOIN LATERAL (VALUES (l.old, -1), (l.new, 1)) AS v(member, sign)
     WHERE e.gmina = %(gmina)s AND e.service = %(service)s AND e.in_sets
     GROUP BY e.budget_year, n.node, v.member
    """


def _renamed_households() -> str:
    nets = ", ".join(
        f"coalesce(sum(v.sign * coalesce(e.sets_amount, e.amount)) FILTER (WHERE e.month <= {m}), 0)::bigint AS d{m}"
        for m in MONTHS
    )
    # In the sets each of the two is what stands for it after all unions so far.
    return f"""
    SELECT e.budget_year, n.node, v.member, 2 AS kind, 0 AS months, {nets}
      FROM ledger_entry e
      JOIN unnest(%(olds)s::integer[], %(news)s::integer[]) AS l(old, new) ON l.old = coalesce(e.household_as, e.household)
      JOIN member o ON o.gmina = %(gmina)s AND o.id = l.old
      JOIN member w ON w.gmina = %(gmina)s AND w.id = l.new
      JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
     CROSS JOIN LATERAL unnest(p.nodes) AS n(node)
     CROSS JOIN LATERAL (VALUES (o.root, -1), (w.root, 1)) AS v(member, sign)
     WHERE e.gmina = %(gmina)s AND e.service = %(service)s AND e.in_sets
     GROUP BY e.budget_year, n.node, v.member
    """


def _linked_households() -> str:
    nets = ", ".join(f"sum(v.sign * s.c{m})::bigint AS d{m}" for m in MONTHS)
    return f"""
    SELECT s.budget_year, s.node, v.member, 2 AS kind, 0 AS months, {nets}
      FROM set_member s
      JOIN unnest(%(olds)s::integer[], %(news)s::integer[]) AS l(old, new) ON l.old = s.member
     CROSS JOIN LATERAL (VALUES (l.old, -1), (l.new, 1)) AS v(member, sign)
     WHERE s.gmina = %(gmina)s
     GROUP BY s.budget_year, s.node, v.member
    """


def _change(delta: str) -> str:
    """One statement: the nets move, and the counts by what presence was before and is after.

    All parts see the rows as they were when it began, so `before` is before; the gmina's lock keeps others out, so a row that was read
    still stands in its place when it is moved.
    """
    before = ", ".join(f"coalesce(s.c{m}, 0) AS c{m}" for m in MONTHS)
    steps = ", ".join(f"sum((c{m} + d{m} > 0)::int - (c{m} > 0)::int) AS e{m}" for m in MONTHS)
    deltas = ", ".join(f"({m}, e{m} - {'0' if m == 1 else f'e{m - 1}'})" for m in MONTHS)
    moves = ", ".join(f"c{m} = c.c{m} + c.d{m}" for m in MONTHS)
    return f"""
    WITH delta AS ({delta}),
    compared AS MATERIALIZED (
        SELECT d.*, s.ctid AS place, {before}
          FROM delta d
          LEFT JOIN set_member s ON s.gmina = %(gmina)s AND s.budget_year = d.budget_year
                                AND s.node = d.node AND s.member = d.member
    ),
    counted AS (
        SELECT budget_year, node, kind, bit_or(months) AS months, {steps} FROM compared GROUP BY budget_year, node, kind
    ),
    -- A month with a fact keeps its row even at zero: whether anybody was ever counted there must not depend on how pages were cut.
    cells AS (
        INSERT INTO count_cell AS t (gmina, budget_year, node, kind, month, delta)
        SELECT %(gmina)s, c.budget_year, c.node, c.kind, v.month, v.delta
          FROM counted c CROSS JOIN LATERAL (VALUES {deltas}) AS v(month, delta)
         WHERE v.delta <> 0 OR (c.months >> v.month) & 1 = 1
         ORDER BY c.budget_year, c.node, c.kind, v.month
        ON CONFLICT (gmina, budget_year, node, kind, month) DO UPDATE SET delta = t.delta + excluded.delta
    ),
    moved AS (UPDATE set_member t SET {moves} FROM compared c WHERE t.ctid = c.place)
    INSERT INTO set_member (gmina, budget_year, kind, node, member, {columns("c")})
    SELECT %(gmina)s, budget_year, kind, node, member, {columns("d")}
      FROM compared WHERE place IS NULL ORDER BY budget_year, node, member
    """


_APPLY_FACTS = _change(_facts("coalesce(s.sets_amount, s.amount)::integer"))
_APPLY_WIDE_FACTS = _change(_facts("coalesce(s.sets_amount, s.amount)"))
_RELINK_PERSONS = _change(_relinked_persons())
_RENAME_HOUSEHOLDS = _change(_renamed_households())
_LINK_HOUSEHOLDS = _change(_linked_households())
_FOLLOW_PERSONS = """
UPDATE ledger_entry e SET person_now = l.new
  FROM unnest(%(olds)s::integer[], %(news)s::integer[]) AS l(old, new)
 WHERE e.gmina = %(gmina)s AND e.service = %(service)s AND e.person_now = l.old
"""
_FOLLOW_RENAMED = """
UPDATE ledger_entry e SET household_as = l.new
  FROM unnest(%(olds)s::integer[], %(news)s::integer[]) AS l(old, new)
 WHERE e.gmina = %(gmina)s AND e.service = %(service)s AND coalesce(e.household_as, e.household) = l.old
"""
_FOLLOW_HOUSEHOLDS = """
UPDATE member m SET root = l.new FROM unnest(%(olds)s::integer[], %(news)s::integer[]) AS l(old, new)
 WHERE m.gmina = %(gmina)s AND m.kind = 2 AND m.root = l.old
"""


async def count_facts(connection: AsyncConnection[TupleRow], gmina: str, widest: int) -> None:
    """Moves the sets by the facts of the stage. widest: the largest amount in it, in grosze."""
    await connection.execute(_APPLY_FACTS if widest <= INTEGER_MAX else _APPLY_WIDE_FACTS, {"gmina": gmina})


async def relink_persons(
    connection: AsyncConnection[TupleRow], gmina: str, service: str, links: dict[int, int]
) -> None:
    """The service's facts so far of each old number go over to the new one; other services say so themselves."""
    given = {"gmina": gmina, "service": service, "olds": list(links), "news": list(links.values())}
    await connection.execute(_RELINK_PERSONS, given)
    await connection.execute(_FOLLOW_PERSONS, given)


async def rename_households(
    connection: AsyncConnection[TupleRow], gmina: str, service: str, links: dict[int, int]
) -> None:
    """The service's facts so far of each old number go over to the new one; other services say so themselves."""
    given = {"gmina": gmina, "service": service, "olds": list(links), "news": list(links.values())}
    await connection.execute(_RENAME_HOUSEHOLDS, given)
    await connection.execute(_FOLLOW_RENAMED, given)


async def link_households(connection: AsyncConnection[TupleRow], gmina: str, links: dict[int, int]) -> None:
    """Two households that are one: whoever was in either set is in both, whichever service's facts they come from."""
    given = {"gmina": gmina, "olds": list(links), "news": list(links.values())}
    await connection.execute(_LINK_HOUSEHOLDS, given)
    await connection.execute(_FOLLOW_HOUSEHOLDS, given)
