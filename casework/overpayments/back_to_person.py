"""A surplus, or what was repaid on a debt that was withdrawn, goes back to the person: one proposes it, another confirms."""

from casework.overpayments import problems as refused
from casework.overpayments import store
from casework.overpayments.acts import Case, Desk, moved, opened, possible
from casework.overpayments.giving_back import given_back
from casework.overpayments.schemas import GiveBackIn
from casework.overpayments.states import OVERPAYMENT
from casework.overpayments.store import Posted
from casework.payments.proposals import service as proposals
from casework.payments.proposals.store import Proposal
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze


async def propose(desk: Desk, order: GiveBackIn) -> Answer:
    """Notes what is to go back, by which document; nothing is booked yet. Raises NoSurplus, ProposalOpen."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "give_back")
    possible(desk, order.day, None, "day")
    amount = _left(case, order) if order.amount is None else grosze(order.amount)
    if not 0 < amount <= _left(case, order):
        raise refused.NoSurplus
    await proposals.propose(
        desk.db,
        Proposal(
            new_id(), "give_back", None, case.of.id, None, amount, order.day, order.channel, order.document, desk.by,
            desk.today,
        ),
    )  # fmt: skip
    return await moved(desk, case.of.state)


async def confirm(desk: Desk) -> Answer:
    """Another person confirms: what was proposed is booked on its day. Raises NothingProposed, SameProposer, NoSurplus, CannotBeBooked."""
    case = await opened(desk)
    OVERPAYMENT.move(case.of.state, "give_back")
    proposed = await proposals.confirm(desk.db, case.of.id, by=desk.by, on=desk.today)
    if proposed.day is None or proposed.amount is None:
        raise LookupError("a proposal without its day or amount")
    # What was on the account when it was proposed may have gone since.
    if proposed.amount > min(case.balance(day).surplus for day in (proposed.day, desk.today)):
        raise refused.NoSurplus
    act = Posted(
        new_id(), case.of.id, "give_back", proposed.day, proposed.amount, channel=proposed.channel,
        document=proposed.document, recorded_by=proposed.proposed_by, recorded_on=desk.today,
    )  # fmt: skip
    await store.post(desk.db, [act])
    await given_back(db=desk.db, catalogue=desk.catalogue, of=case.of, posted=[*case.posted, act], act=act)
    return await moved(desk, case.of.state)


async def refuse(desk: Desk, reason: str) -> Answer:
    """Nothing goes back of what was proposed. Raises NothingProposed."""
    case = await opened(desk)
    await proposals.refuse(desk.db, case.of.id, by=desk.by, on=desk.today, reason=reason)
    return await moved(desk, case.of.state)


def _left(case: Case, order: GiveBackIn) -> int:
    return min(case.balance(order.day).surplus, case.balance(case.desk.today).surplus)
