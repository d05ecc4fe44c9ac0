"""An entry of the register of debtors is closed, and opened again: of one person there is one account (u.p.o.u.a. art. 27, 28 ust. 3)."""

from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from kit.etag import check_version
from kit.idempotency import Answer
from services.alimony_fund.debtors import register, store
from services.alimony_fund.debtors.going_on import anything_goes_on
from services.alimony_fund.debtors.problems import DebtorBusy, DebtorKnown, DebtorNotFound, DebtorOpen, DebtorOwes
from services.alimony_fund.debtors.schemas import DebtorClosedIn

_OWES_NOTHING = frozenset({"no_arrears", "entered_in_error"})


async def close(hand: Hand, sight: Sight, debtor: UUID, body: DebtorClosedIn, version: int) -> Answer:
    """The entry is closed; what is owed by whoever died or moved is a task. Raises DebtorNotFound, DebtorClosed, DebtorBusy, DebtorOwes,
    DayOutOfOrder."""
    row = await register.opened(hand, sight, debtor, version)
    if await anything_goes_on(hand.db, row.id, ("creditor_organ", "debtor_organ")):
        raise DebtorBusy
    if body.why in _OWES_NOTHING and await store.owes(hand.db, row.id):
        raise DebtorOwes
    row.closed_on, row.why = hand.day(body.on, row.opened_on), body.why
    article = "art. 28 ust. 3 u.p.o.u.a." if body.why == "died" else None
    return await register.changed(hand, row, register.DEBTOR, "closed", article)


async def reopen(hand: Hand, sight: Sight, debtor: UUID, version: int) -> Answer:
    """The closed entry is open again, with its account. Raises DebtorNotFound, DebtorOpen, DebtorKnown, OfficialExcluded."""
    row = await store.load(hand.db, sight, debtor, lock=True)
    if row is None:
        raise DebtorNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    if row.closed_on is None:
        raise DebtorOpen
    if await store.open_entry(hand.db, row.person):
        raise DebtorKnown
    row.closed_on, row.why = None, None
    return await register.changed(hand, row, register.DEBTOR, "reopened", "art. 27 ust. 1 u.p.o.u.a.")
