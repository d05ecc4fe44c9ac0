"""From an issued decision to its awards, and what they commit of each year's budget."""

from collections.abc import Iterable
from datetime import date

from casework.awards.algebra import Schedule, Stretch, schedule
from casework.awards.carrying import Act, carry_out
from casework.awards.effects import Planned, Right, Standing
from casework.benefits.catalogue import Catalogue
from casework.decisions.grants import Grant, awards_of
from casework.decisions.tables import DecisionRow
from kit.db import WriteSession
from kit.feed.envelope import new_id


async def grant(*, db: WriteSession, catalogue: Catalogue, decision: DecisionRow, issued_on: date) -> None:
    """Stores the awards of a decision that is being issued and tells the log what they commit. Raises CannotBeBooked."""
    grants = [Grant.from_json(stored) for stored in decision.grants]
    plans = tuple(
        Planned(Standing(new_id(), 0, right, "active", ()), amounts, (), "active")
        for right, amounts in rights_of(grants)
    )
    await carry_out(db, catalogue, [Act(decision.id, decision.version, issued_on, plans)])


def rights_of(grants: Iterable[Grant]) -> list[tuple[Right, Schedule]]:
    """The awards of the grants, each as the right and its months."""
    return [
        (
            Right(ranges[0].benefit, ranges[0].entitled, ranges[0].variant, ranges[0].mechanism),
            schedule(Stretch(one.first, one.last, one.amount) for one in ranges),
        )
        for ranges in awards_of(grants)
    ]
