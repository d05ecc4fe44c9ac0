"""From an issued decision to its awards, and what they commit of each year's budget (events.md, measure commitment_*)."""

from collections.abc import Sequence
from datetime import date

from casework.awards.tables import AwardAmountRow, AwardRow
from casework.benefits.catalogue import Catalogue
from casework.benefits.types import Benefit, NoBudgetLine, SplitNotStated
from casework.decisions.content import CannotBeBooked
from casework.decisions.grants import Commitment, Grant, awards_of, classified_on, commitments_of
from casework.decisions.tables import DecisionRow
from casework.facts.money import AWARD_GRANTED, Measure, money_fact, money_line
from casework.persons import store as persons
from kit.db import WriteSession
from kit.feed.envelope import Event, event, new_id
from kit.periods import first_day

OFFICE_UNIT = "gops"
"""The unit that decides and pays; another one comes with imports and bookings."""


async def grant(*, db: WriteSession, catalogue: Catalogue, decision: DecisionRow, household: str | None) -> None:
    """Stores the awards of a decision that is being issued and tells the log what they commit.

    household: pseudonym. Raises CannotBeBooked.
    """
    grants = [Grant.from_json(stored) for stored in decision.grants]
    known = await persons.many(db, {decision.recipient, *(one.entitled for one in grants)})
    amounts: list[AwardAmountRow] = []
    for ranges in awards_of(grants):
        award = _award(decision, ranges)
        db.add(award)
        amounts += (
            AwardAmountRow(
                gmina=db.gmina, award=award.id, since=first_day(one.first), until=_end(one.last), amount=one.amount
            )
            for one in ranges
        )
        benefit = catalogue.get(award.benefit)
        for commitment in commitments_of(ranges, _issued_on(decision)):
            db.emit(
                _committed(
                    db,
                    benefit,
                    decision,
                    award,
                    commitment,
                    entitled=known[award.entitled].pseudonym,
                    recipient=known[award.recipient].pseudonym,
                    household=household,
                )
            )
    await db.flush()
    db.add_all(amounts)
    await db.flush()


def _award(decision: DecisionRow, ranges: Sequence[Grant]) -> AwardRow:
    first, last = ranges[0], ranges[-1]
    return AwardRow(
        gmina=decision.gmina,
        id=new_id(),
        benefit=first.benefit,
        variant=first.variant,
        mechanism=first.mechanism,
        unit=OFFICE_UNIT,
        entitled=first.entitled,
        recipient=decision.recipient,
        household=decision.household,
        decision=decision.id,
        origin="decision",
        state="active",
        since=first_day(first.first),
        until=_end(last.last),
    )


def _committed(
    db: WriteSession,
    benefit: Benefit,
    decision: DecisionRow,
    award: AwardRow,
    commitment: Commitment,
    *,
    entitled: str,
    recipient: str,
    household: str | None,
) -> Event:
    issued_on = _issued_on(decision)
    measure: Measure = "commitment_this_year" if commitment.budget_year == issued_on.year else "commitment_later"
    try:
        parts = benefit.split(commitment.amount, classified_on(commitment, issued_on))
    except (NoBudgetLine, SplitNotStated):
        raise CannotBeBooked from None
    data = money_fact(
        unit=award.unit,
        document=("decision", str(decision.id), decision.version),
        measure=measure,
        benefit=award.benefit,
        variant=award.variant,
        mechanism=award.mechanism,
        entitled=entitled,
        recipient=recipient,
        household=household,
        counted=benefit.counted,
        occurred_on=issued_on,
        booked_on=issued_on,
        budget_year=commitment.budget_year,
        quantities=((benefit.quantity, f"{commitment.months}.000"),),
        lines=[money_line(line, amount) for line, amount in parts],
    )
    return event(service=db.service, gmina=db.gmina, type=AWARD_GRANTED, subject=award.id, data=data)


def _issued_on(decision: DecisionRow) -> date:
    if decision.issued_on is None:
        raise ValueError("awards follow from an issued decision only")
    return decision.issued_on


def _end(last: int | None) -> date | None:
    return None if last is None else first_day(last)
