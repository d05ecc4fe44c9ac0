"""Awards as they stand and what acts make of them, in the database: a bounded number of statements for any number of awards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.awards import holds_store
from casework.awards.algebra import Stretch, schedule
from casework.awards.commitments import Bound, Header, Whose
from casework.awards.effects import Hold, Planned, Right, Standing
from casework.awards.going_on import of_one_right
from casework.awards.off_lists import off_lists
from casework.persons.one_person import entries_of
from kit.periods import first_day, month_of

Connection = AsyncConnection[TupleRow]

# Several look-ups and not one with OR, which reads every award of the gmina.
_OF_ROOTS = """
SELECT id FROM award WHERE gmina = %(gmina)s AND decision = ANY (%(roots)b)
UNION
SELECT w.id FROM decision_act d JOIN award w ON w.gmina = d.gmina AND w.decision = d.decision
 WHERE d.gmina = %(gmina)s AND d.root = ANY (%(roots)b)
UNION
SELECT award FROM decision_act
 WHERE gmina = %(gmina)s AND decision = ANY (%(roots)b) AND earlier IS NOT NULL AND award IS NOT NULL
"""
_LOCK = "SELECT id, version FROM award WHERE gmina = %s AND id = ANY (%b) ORDER BY id FOR NO KEY UPDATE"
_AWARDS = """
SELECT a.id, a.version, a.benefit, a.entitled, a.variant, a.mechanism, a.state, coalesce(d.root, a.decision) AS root
  FROM award a LEFT JOIN decision_act d ON d.gmina = a.gmina AND d.decision = a.decision
 WHERE a.gmina = %s AND a.id = ANY (%b) ORDER BY a.id
"""
_AMOUNTS = (
    "SELECT award, since, until, amount FROM award_amount WHERE gmina = %s AND award = ANY (%b) ORDER BY award, since"
)
_HOLDS = "SELECT award, since, until FROM award_hold WHERE gmina = %s AND award = ANY (%b) ORDER BY award, since"
_BOUND = """
SELECT award, since, until, amount, issued_on FROM award_commitment WHERE gmina = %s AND award = ANY (%b) ORDER BY award, since
"""
_WHOSE = """
SELECT a.id, a.benefit, a.variant, a.mechanism, a.unit, e.pseudonym, r.pseudonym, h.pseudonym
  FROM award a
  JOIN person e ON e.gmina = a.gmina AND e.id = a.entitled
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN household h ON h.gmina = a.gmina AND h.id = a.household
 WHERE a.gmina = %s AND a.id = ANY (%b)
"""
_PAID = """
SELECT p.award, p.period,
       sum(p.amount - coalesce((SELECT sum(r.amount) FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id), 0))::bigint
  FROM payment p
 WHERE p.gmina = %s AND p.award = ANY (%b) AND p.state IN ('approved', 'settled')
 GROUP BY p.award, p.period ORDER BY p.award, p.period
"""
# What the plan holds besides commitments (events.md, `cover`). A month that the old system paid is never topped up: nothing of it is bound.
_BESIDES = """
SELECT p.award, p.period, CASE WHEN bool_or(l.kind = 'imported') THEN %s ELSE sum(p.amount)::bigint END
  FROM payment p JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
 WHERE p.gmina = %s AND p.award = ANY (%b) AND p.state IN ('approved', 'settled')
   AND NOT coalesce(p.bound, l.kind = 'monthly' AND EXISTS (
               SELECT FROM award_commitment c
                WHERE c.gmina = p.gmina AND c.award = p.award AND c.since <= p.period AND c.until >= p.period))
 GROUP BY p.award, p.period ORDER BY p.award, p.period
"""
_WHOLE_MONTH = 1_000_000_000_000
_NEW = """
INSERT INTO award (gmina, id, benefit, variant, mechanism, unit, entitled, recipient, household, decision, origin, state, since, until)
SELECT d.gmina, n.id, n.benefit, n.variant, n.mechanism, d.unit, n.entitled, d.recipient, d.household, d.id, 'decision', n.state,
       n.since, n.until
  FROM unnest(%(ids)b::uuid[], %(decisions)b::uuid[], %(benefits)b::text[], %(variants)b::text[], %(mechanisms)b::text[],
              %(entitled)b::uuid[], %(states)b::text[], %(since)b::date[], %(until)b::date[])
       AS n(id, decision, benefit, variant, mechanism, entitled, state, since, until)
  JOIN decision d ON d.gmina = %(gmina)s AND d.id = n.decision
"""
_MOVE = """
UPDATE award a SET state = n.state, since = n.since, until = n.until, version = a.version + 1
  FROM unnest(%(ids)b::uuid[], %(states)b::text[], %(since)b::date[], %(until)b::date[]) AS n(id, state, since, until)
 WHERE a.gmina = %(gmina)s AND a.id = n.id
"""
_FORGET_AMOUNTS = "DELETE FROM award_amount WHERE gmina = %s AND award = ANY (%b)"
_FORGET_BOUND = "DELETE FROM award_commitment WHERE gmina = %s AND award = ANY (%b)"
_SET_AMOUNTS = """
INSERT INTO award_amount (gmina, award, since, until, amount)
SELECT %s, n.* FROM unnest(%b::uuid[], %b::date[], %b::date[], %b::bigint[]) AS n
"""
_SET_BOUND = """
INSERT INTO award_commitment (gmina, award, since, until, amount, issued_on)
SELECT %s, n.* FROM unnest(%b::uuid[], %b::date[], %b::date[], %b::bigint[], %b::date[]) AS n
"""
# Of the same persons, whichever of their entries the decisions name: one may have been merged with another between the two.
_TAKE_OVER = f"""
UPDATE payment p SET award = n.award, version = p.version + 1
  FROM (SELECT DISTINCT ON (q.id) q.id, a.id AS award
          FROM award a
         CROSS JOIN LATERAL unnest({entries_of("a.entitled")}) AS hers(id)
          JOIN award o ON o.gmina = a.gmina AND o.benefit = a.benefit AND o.entitled = hers.id AND o.id <> a.id
                      AND o.recipient = ANY ({entries_of("a.recipient")})
          LEFT JOIN decision_act act ON act.gmina = o.gmina AND act.decision = o.decision
          JOIN decision d ON d.gmina = o.gmina AND d.id = coalesce(act.root, o.decision)
                         AND (d.state = 'removed' OR d.id = %(old)s::uuid)
          JOIN payment q ON q.gmina = o.gmina AND q.award = o.id AND q.state IN ('planned', 'approved', 'settled')
          JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.since <= q.period
                             AND (m.until IS NULL OR m.until >= q.period)
         WHERE a.gmina = %(gmina)s AND a.decision = %(new)s
         ORDER BY q.id, (a.variant IS NOT DISTINCT FROM o.variant AND a.mechanism IS NOT DISTINCT FROM o.mechanism) DESC, a.id
       ) AS n
 WHERE p.gmina = %(gmina)s AND p.id = n.id
"""
# Paid once: where a right of the person to the benefit goes on as another one (the mechanism or variant has changed), what was paid for the
# month is paid of that, so lists owe the difference alone.
_FOLLOW = """
UPDATE payment p SET award = n.award, version = p.version + 1
  FROM (SELECT DISTINCT ON (q.id) q.id, a.id AS award
          FROM payment q
          JOIN award o ON o.gmina = q.gmina AND o.id = q.award
          JOIN award a ON a.gmina = o.gmina AND a.id = ANY (%(awards)b) AND a.id <> o.id
                      AND a.benefit = o.benefit AND a.entitled = o.entitled AND a.recipient = o.recipient
          JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.since <= q.period
                             AND (m.until IS NULL OR m.until >= q.period)
         WHERE q.gmina = %(gmina)s AND q.award = ANY (%(awards)b) AND q.state IN ('approved', 'settled')
           AND NOT EXISTS (SELECT FROM award_amount w
                            WHERE w.gmina = o.gmina AND w.award = o.id AND w.since <= q.period
                              AND (w.until IS NULL OR w.until >= q.period))
         ORDER BY q.id, a.id) AS n
 WHERE p.gmina = %(gmina)s AND p.id = n.id
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """An award as it stands, and the decision that its chain of acts began with (none: it was imported)."""

    standing: Standing
    root: UUID | None


async def of_roots(connection: Connection, gmina: str, roots: Sequence[UUID]) -> tuple[Stood, ...]:
    """The awards of the chains that began with these decisions, as they stand."""
    rows = await (await connection.execute(_OF_ROOTS, {"gmina": gmina, "roots": list(roots)})).fetchall()
    return await standing(connection, gmina, [row[0] for row in rows])


async def locked(connection: Connection, gmina: str, awards: Sequence[UUID]) -> dict[UUID, int]:
    """The awards' versions; the awards are kept from other writers until the end of the transaction."""
    return dict(await (await connection.execute(_LOCK, (gmina, list(awards)))).fetchall())


async def standing(connection: Connection, gmina: str, awards: Sequence[UUID]) -> tuple[Stood, ...]:
    """The awards in order of id."""
    of = (gmina, list(awards))
    amounts: dict[UUID, list[Stretch]] = {}
    holds: dict[UUID, list[Hold]] = {}
    for award, since, until, amount in await (await connection.execute(_AMOUNTS, of)).fetchall():
        amounts.setdefault(award, []).append(Stretch(month_of(since), _month(until), amount))
    for award, since, until in await (await connection.execute(_HOLDS, of)).fetchall():
        holds.setdefault(award, []).append(Hold(month_of(since), _month(until)))
    return tuple(
        Stood(
            Standing(
                award, version, Right(benefit, entitled, variant, mechanism), state, schedule(amounts.get(award, ())),
                tuple(holds.get(award, ())),
            ),
            root,
        )
        for award, version, benefit, entitled, variant, mechanism, state, root in await (
            await connection.execute(_AWARDS, of)
        ).fetchall()
    )  # fmt: skip


async def paid(connection: Connection, gmina: str, awards: Sequence[UUID]) -> Mapping[UUID, Mapping[int, int]]:
    """Grosze by award and month that lists have paid or are about to pay, without what came back."""
    found: dict[UUID, dict[int, int]] = {}
    for award, period, amount in await (await connection.execute(_PAID, (gmina, list(awards)))).fetchall():
        found.setdefault(award, {})[month_of(period)] = amount
    return found


async def besides(connection: Connection, gmina: str, awards: Sequence[UUID]) -> Mapping[UUID, Mapping[int, int]]:
    """Grosze by award and month that lists have paid or are about to pay and that no commitment covers."""
    found: dict[UUID, dict[int, int]] = {}
    rows = await (await connection.execute(_BESIDES, (_WHOLE_MONTH, gmina, list(awards)))).fetchall()
    for award, period, amount in rows:
        found.setdefault(award, {})[month_of(period)] = amount
    return found


async def bound(connection: Connection, gmina: str, awards: Sequence[UUID]) -> Mapping[UUID, tuple[Bound, ...]]:
    """What each award binds of the budget."""
    found: dict[UUID, list[Bound]] = {}
    rows = await (await connection.execute(_BOUND, (gmina, list(awards)))).fetchall()
    for award, since, until, amount, issued_on in rows:
        found.setdefault(award, []).append(Bound(month_of(since), month_of(until), amount, issued_on))
    return {award: tuple(months) for award, months in found.items()}


async def whose(connection: Connection, gmina: str, awards: Sequence[UUID]) -> Mapping[UUID, tuple[Header, Whose]]:
    """Headers of the awards and the pseudonyms that their facts carry."""
    rows = await (await connection.execute(_WHOSE, (gmina, list(awards)))).fetchall()
    return {
        award: (Header(gmina, award, benefit, variant, mechanism, unit), Whose(entitled, recipient, household))
        for award, benefit, variant, mechanism, unit, entitled, recipient, household in rows
    }


async def make_new(connection: Connection, gmina: str, plans: Iterable[tuple[UUID | None, Planned]]) -> None:
    """The awards of the plans that do not exist yet, without their months."""
    new = [one for one in plans if not one[1].before.version]
    if new:
        await connection.execute(_NEW, {"gmina": gmina, **_columns(new)})


async def carry_out(
    connection: Connection,
    gmina: str,
    plans: Iterable[tuple[UUID | None, Planned]],
    on: date | None = None,
    *,
    made: bool = False,
) -> None:
    """Awards become what the plans say; each plan comes with its act, if it has one. Payments that no longer fit leave the lists that
    nobody has approved. on: the day of the acts. made: the new ones are there already.
    """
    listed = list(plans)
    if not made:
        await make_new(connection, gmina, listed)
    old = [one for one in listed if one[1].before.version]
    if old:
        await connection.execute(_MOVE, {"gmina": gmina, **_columns(old)})
    changed = [plan for _, plan in listed if plan.moves]
    held = [(act, plan) for act, plan in listed if plan.holds != plan.before.holds]
    await set_amounts(connection, gmina, [(plan.before.award, plan) for plan in changed])
    await holds_store.set_holds(connection, gmina, held, listed)
    awards = [plan.before.award for _, plan in listed]
    if shared := _of_one_right(changed):
        await connection.execute(_FOLLOW, {"gmina": gmina, "awards": shared})
    await off_lists(connection, gmina, awards, on)


async def take_over(connection: Connection, gmina: str, new: UUID, old: UUID | None) -> None:
    """Payments by removed decisions (and by `old`) go to the awards of the new one that cover their months."""
    await connection.execute(_TAKE_OVER, {"gmina": gmina, "new": new, "old": old})


async def set_amounts(connection: Connection, gmina: str, plans: Sequence[tuple[UUID, Planned]]) -> None:
    """The awards' months and amounts."""
    if not plans:
        return
    await connection.execute(_FORGET_AMOUNTS, (gmina, [award for award, _ in plans]))
    rows = [(award, one.first, one.last, one.amount) for award, plan in plans for one in plan.amounts]
    place = (
        gmina, [row[0] for row in rows], [first_day(row[1]) for row in rows], [_day(row[2]) for row in rows],
        [row[3] for row in rows],
    )  # fmt: skip
    await connection.execute(_SET_AMOUNTS, place)


async def set_bound(connection: Connection, gmina: str, of: Mapping[UUID, Sequence[Bound]]) -> None:
    """What the awards bind from now on."""
    if not of:
        return
    await connection.execute(_FORGET_BOUND, (gmina, list(of)))
    rows = [(award, one) for award, months in of.items() for one in months]
    place = (
        gmina, [award for award, _ in rows], [first_day(one.first) for _, one in rows],
        [first_day(one.last) for _, one in rows], [one.amount for _, one in rows], [one.issued_on for _, one in rows],
    )  # fmt: skip
    await connection.execute(_SET_BOUND, place)


def _of_one_right(plans: Sequence[Planned]) -> list[UUID]:
    """The awards of which another one is of the same person's right to the same benefit: of a mass recalculation hardly any."""
    return [one.before.award for together in of_one_right(plans).values() if len(together) > 1 for one in together]


def _columns(plans: Sequence[tuple[UUID | None, Planned]]) -> dict[str, list[object]]:
    rights = [plan.before.right for _, plan in plans]
    spans = [_span(plan) for _, plan in plans]
    return {
        "ids": [plan.before.award for _, plan in plans],
        "decisions": [act for act, _ in plans],
        "benefits": [one.benefit for one in rights],
        "variants": [one.variant for one in rights],
        "mechanisms": [one.mechanism for one in rights],
        "entitled": [one.entitled for one in rights],
        "states": [plan.state for _, plan in plans],
        "since": [span[0] for span in spans],
        "until": [span[1] for span in spans],
    }


def _span(plan: Planned) -> tuple[date, date | None]:
    """First and last month; of a right that nothing is left of, the month before its first."""
    if plan.amounts:
        return first_day(plan.amounts[0].first), _day(plan.amounts[-1].last)
    first = plan.before.amounts[0].first
    return first_day(first), first_day(first - 1)


def _month(day: date | None) -> int | None:
    return None if day is None else month_of(day)


def _day(month: int | None) -> date | None:
    return None if month is None else first_day(month)
