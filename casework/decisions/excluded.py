"""Running rights that the law does not give together with what a decision grants: what the head is warned of before she signs.

The table of exclusions (`overlaps` of the law) is asked over the rights in force of the persons concerned, as an assessment asks it over
those that it is told of; months in which both stand by a circumstance of the facts (spared.py) are not warned of. A warning is no
refusal: which of the two stands is the person's choice or the law's, and another decision's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from casework.awards.algebra import Schedule
from casework.awards.effects import Planned, Right
from casework.benefits.catalogue import Catalogue
from casework.benefits.overlaps import NEVER_ENDS, Opposed
from casework.decisions.beside_schemas import ExcludedOut
from casework.decisions.spared import Spared, spared
from casework.decisions.tables import DecisionRow
from casework.persons.one_person import entries_of
from kit.db import ReadSession, raw
from kit.periods import MONTHS_OF_YEAR, first_day, month_of, month_text
from kit.secrets import KeyRing

MOST = 100
# Persons first, so that rights are found by an index; which of them a row of the table means is asked of those few. What was quashed and
# waits for the decision that takes its place runs no more.
_RUNNING = f"""
WITH granted AS MATERIALIZED (
    SELECT g.place, {entries_of("g.entitled")} AS entitled, {entries_of("g.recipient")} AS recipient,
           ARRAY(SELECT h.person FROM household_member h
                  WHERE h.gmina = %(gmina)s AND h.household = g.household AND h.since <= %(on)s
                    AND (h.until IS NULL OR h.until >= %(on)s)) AS members
      FROM unnest(%(places)s::int[], %(entitled)s::uuid[], %(recipients)s::uuid[], %(households)s::uuid[])
           AS g(place, entitled, recipient, household))
SELECT p.question, a.id AS award, a.decision, a.benefit, a.entitled, a.variant, min(greatest(m.since, p.since)) AS since,
       max(least(coalesce(m.until, p.until), p.until)) AS until
  FROM unnest(%(of)s::int[], %(questions)s::int[], %(benefits)s::text[], %(variants)s::text[], %(scopes)s::text[], %(since)s::date[],
              %(until)s::date[]) AS p(place, question, benefit, variant, scope, since, until)
  JOIN granted g ON g.place = p.place
  JOIN award a ON a.gmina = %(gmina)s AND a.benefit = p.benefit AND (p.variant IS NULL OR a.variant = p.variant)
              AND (a.entitled = ANY (g.entitled || g.members) OR a.recipient = ANY (g.recipient || g.members))
              AND (a.entitled = ANY (g.entitled) OR p.scope NOT IN ('person', 'recipient_and_person'))
              AND (a.recipient = ANY (g.recipient) OR p.scope NOT IN ('recipient', 'recipient_and_person'))
              AND a.id <> ALL (%(own)s::uuid[])
  JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.amount > 0
                     AND m.since <= p.until AND (m.until IS NULL OR m.until >= p.since)
  LEFT JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision
 WHERE d.state IS DISTINCT FROM 'removed' AND {{seen}}
 GROUP BY p.question, a.id, a.decision, a.benefit, a.entitled, a.variant
 ORDER BY p.question, since, a.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class _Question:
    """What the table sets against a granted right. windows: the first and last months in which a running one excludes it."""

    place: int
    right: Right
    opposed: Opposed
    windows: tuple[tuple[int, int], ...]


async def excluded(
    db: ReadSession, keys: KeyRing, catalogue: Catalogue, row: DecisionRow, plans: Sequence[Planned], veil: Veil
) -> list[ExcludedOut]:
    """The running rights that exclude what the decision grants; at most MOST."""
    rights = [one for one in plans if one.before.version == 0]
    questions = [
        _Question(place, one.before.right, opposed, windows)
        for place, one in enumerate(rights)
        for opposed in catalogue.overlaps.opposed(one.before.right.benefit, one.before.right.variant)
        if (windows := _windows(opposed, one.amounts))
    ]
    if not questions:
        return []
    asked = [(number, one, window) for number, one in enumerate(questions) for window in one.windows]
    of = {
        "gmina": db.gmina,
        "places": list(range(len(rights))),
        "entitled": [one.before.right.entitled for one in rights],
        "recipients": [row.recipient for _ in rights],
        "households": [row.household for _ in rights],
        "of": [one.place for _, one, _ in asked],
        "questions": [number for number, _, _ in asked],
        "benefits": [one.opposed.benefit for _, one, _ in asked],
        "variants": [one.opposed.variant for _, one, _ in asked],
        "scopes": [one.opposed.exclusion.scope for _, one, _ in asked],
        "since": [first_day(first) for _, _, (first, _) in asked],
        "until": [first_day(last) for _, _, (_, last) in asked],
        "own": [one.before.award for one in plans],
        "on": row.on_day,
        "most": MOST,
        **veil.parameters(),
    }
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        found = await (await cursor.execute(_RUNNING.format(seen=veil.award("a.id")), of)).fetchall()
    beside = Spared(catalogue, db.gmina)
    doubtful = [one for one in found if questions[one["question"]].opposed.exclusion.unless is not None]
    if doubtful:
        beside = await spared(
            db, keys, catalogue, row, {one["decision"] for one in doubtful if one["decision"] is not None}
        )
    told = []
    for one in found:
        asked_of = questions[one["question"]]
        months = _left(asked_of, one, beside)
        if months is not None:
            told.append(_told(catalogue, asked_of, one, *months))
    return told


def _left(asked: _Question, found: dict[str, Any], beside: Spared) -> tuple[int, int] | None:
    """The first and the last month in which the running right excludes the granted one; None: they stand side by side in all of them."""
    first, last = month_of(found["since"]), month_of(found["until"])
    unless = asked.opposed.exclusion.unless
    if unless is not None:
        together = beside.months(unless, asked.right, found["decision"], found["benefit"], found["entitled"])
        while first <= last and first in together:
            first += 1
        while first <= last and last in together:
            last -= 1
    return (first, last) if first <= last else None


def _windows(opposed: Opposed, amounts: Schedule) -> tuple[tuple[int, int], ...]:
    """The months in which a running right excludes the granted one: those of both, the years of a grant due once a year, or any when a
    grant excludes the other for good."""
    row = opposed.exclusion
    granted = [(one.first, NEVER_ENDS if one.last is None else one.last) for one in amounts if one.amount]
    both = [(max(first, row.first), min(last, row.last)) for first, last in granted]
    within = tuple((first, last) for first, last in both if first <= last)
    if row.time == "year":
        years = sorted({row.year_of(at) for months in within for at in months})
        return tuple((max(row.first, at), min(row.last, at + MONTHS_OF_YEAR - 1)) for at in years)
    return ((row.first, row.last),) if within and row.time == "ever" else within


def _told(catalogue: Catalogue, asked: _Question, found: dict[str, Any], first: int, last: int) -> ExcludedOut:
    row, loses = asked.opposed.exclusion, asked.opposed.loses
    months = f"od {month_text(first)}" + ("" if last >= NEVER_ENDS else f" do {month_text(last)}")
    decides = "Wybór należy do osoby uprawnionej."
    if loses is not None:
        decides = (
            "Z mocy prawa zostaje prawo, które już trwa." if loses else "Z mocy prawa zostaje prawo z tej decyzji."
        )
    running = f"{catalogue.name_of(found['benefit'])}, {months}"
    return ExcludedOut(
        code=row.code,
        article=row.article,
        confidence=row.confidence,
        message=f"Trwa prawo, które się z tym zbiega: {running}. {row.text} {decides} ({row.article})",
        benefit=asked.right.benefit,
        entitled=asked.right.entitled,
        award=found["award"],
        award_benefit=found["benefit"],
        award_entitled=found["entitled"],
        award_variant=found["variant"],
        decision=found["decision"],
        first_month=month_text(first),
        last_month=None if last >= NEVER_ENDS else month_text(last),
        decided_by="person" if loses is None else "law",
        prevails=None if loses is None else ("running" if loses else "granted"),
    )
