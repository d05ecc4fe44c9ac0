"""From an issued decision to its awards, and what they commit of each year's budget."""

from collections.abc import Sequence
from datetime import date

from casework.awards.commitments import Whose, commitments_of, committed
from casework.awards.tables import AwardAmountRow, AwardRow
from casework.benefits.catalogue import Catalogue
from casework.decisions.grants import Grant, awards_of
from casework.decisions.tables import DecisionRow
from casework.persons import store as persons
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.periods import first_day


async def grant(
    *, db: WriteSession, catalogue: Catalogue, decision: DecisionRow, issued_on: date, household: str | None
) -> None:
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
        whose = Whose(known[award.entitled].pseudonym, known[award.recipient].pseudonym, household)
        for commitment in commitments_of(ranges, issued_on):
            db.emit(
                committed(
                    service=db.service,
                    benefit=catalogue.get(award.benefit),
                    award=award,
                    whose=whose,
                    commitment=commitment,
                    document=("decision", str(decision.id), decision.version),
                    issued_on=issued_on,
                    on=issued_on,
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
        unit=decision.unit,
        entitled=first.entitled,
        recipient=decision.recipient,
        household=decision.household,
        decision=decision.id,
        origin="decision",
        state="active",
        since=first_day(first.first),
        until=_end(last.last),
    )


def _end(last: int | None) -> date | None:
    return None if last is None else first_day(last)
