"""What the log is told of decisions: issued and final, with the outcome, its reasons and the household, and nobody's name."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from casework.decisions import acts_store
from casework.decisions.acts_store import ActRow
from casework.decisions.grants import Grant, span_of
from casework.decisions.tables import DecisionRow
from casework.facts.cases import DECISION_ISSUED
from casework.households import kinds
from casework.households import store as households
from casework.households.tables import HouseholdRow
from casework.persons import store as persons
from casework.persons.tables import PersonRow
from kit.db import WriteSession
from kit.feed.envelope import Event, event


async def facts_of(
    db: WriteSession, rows: Sequence[DecisionRow], type_: str, day: date | None = None
) -> AsyncIterator[Event]:
    """The facts of these decisions, their persons and households read in two statements.

    day: where the moment is not the decision's own.
    """
    known = await persons.many(db, {person for row in rows for person in (row.entitled, row.recipient)}, erased=True)
    homes = await households.many(db, {row.household for row in rows if row.household is not None})
    told = await kinds.records(db, list(homes))
    acts = await acts_store.many(db, [row.id for row in rows])
    for row in rows:
        on = day or (row.issued_on if type_ == DECISION_ISSUED else row.final_on)
        if on is not None:
            home = None if row.household is None else homes.get(row.household)
            yield _fact(db, row, type_, on, known, home, _kind(row, home, told), acts.get(row.id))


def _kind(row: DecisionRow, home: HouseholdRow | None, told: Mapping[UUID, Sequence[kinds.Record]]) -> str | None:
    """Of what kind the household was on the day of the decision's facts, as it was known when it went out."""
    if home is None:
        return None
    return kinds.kind_on(kinds.steps(told.get(home.id, ()), row.issued_on), row.on_day, home.kind)


def _fact(
    db: WriteSession,
    row: DecisionRow,
    type_: str,
    on: date,
    known: Mapping[UUID, PersonRow],
    household: HouseholdRow | None,
    kind: str | None,
    act: ActRow | None,
) -> Event:
    span = span_of([Grant.from_json(stored) for stored in row.grants])
    data = {
        "decision": row.id,
        "benefit": row.benefit,
        "kind": row.kind,
        "outcome": row.outcome,
        "on": on,
        "entitled": known[row.entitled].pseudonym,
        "recipient": known[row.recipient].pseudonym,
        "household": household.pseudonym if household else None,
        "refusal_grounds": sorted({refusal["code"] for refusal in row.refusals}),
        "reasons": sorted(row.reasons),
        "single": kind == "single" if household else row.single,
        "household_kind": kind,
        "channel": row.channel,
        "period_from": span[0] if span else None,
        "period_to": span[1] if span else None,
        "unit": row.unit,
    }
    if act is not None:
        data |= {"refers_to": act.refers_to, "ground": act.ground, "effective_from": act.effective_from}
    return event(service=db.service, gmina=db.gmina, type=type_, subject=row.id, data=data)
