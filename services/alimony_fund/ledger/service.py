"""What is done on a debtor's account: payouts, money, relief, surplus that goes back, and what is taken back (u.p.o.u.a. art. 27-30)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze
from kit.periods import first_day, parse_month
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.fund import FUND
from services.alimony_fund.ledger import store, telling
from services.alimony_fund.ledger.books import Books, NotThere
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.problems import (
    DebtAccountNotFound,
    DebtRecordNotFound,
    MoreThanOwed,
    NotCreditorOrgan,
    PayoutClaimed,
    PayoutUnfit,
    SurplusTaken,
)
from services.alimony_fund.ledger.schemas import (
    DebtClaimIn,
    DebtGiveBackIn,
    DebtReceiptIn,
    DebtTakenBackIn,
    DebtWriteOffIn,
)
from services.alimony_fund.ledger.settling import MoreThanOpen, SurplusGone
from services.alimony_fund.ledger.tables import ActRow, ClaimRow
from services.alimony_fund.ledger.terms import Klass

_ACCOUNT = "debt_account"
_ARTICLES = {
    "claim": "art. 27 ust. 1-1a u.p.o.u.a.",
    "receipt": "art. 27 ust. 4, 11, art. 28 u.p.o.u.a.",
    "write_off": "art. 28 ust. 3, art. 30 u.p.o.u.a.",
    "give_back": "art. 28 u.p.o.u.a.",
}


async def claim(desk: Desk, debtor: UUID, body: DebtClaimIn) -> Answer:
    """A payout is owed from its day on. Raises DebtAccountNotFound, NotCreditorOrgan, PayoutUnfit, PayoutClaimed, ValidationFailed."""
    hand, terms = desk.hand, desk.terms
    row = await opened(hand, desk.sight, debtor)
    made = await _payout(hand, row, body)
    if await hidden_persons(hand.db, desk.sight, {made.entitled}) or not await store.has_title(
        hand.db, debtor, made.entitled
    ):
        raise wrong("/entitled", "no_title", "Dłużnik nie ma tytułu alimentacyjnego wobec tej osoby.")
    klass: Klass = body.klass
    try:
        if klass == "fund":
            made.bears_from = terms.bears_from(made.paid_on)
        else:
            made.owed = terms.advance_debt(made.paid, made.paid_on)
    except NoParameter:
        raise wrong("/paid_on", "no_law", "W tym dniu takich świadczeń nie było.") from None
    hand.db.add(made)
    await hand.db.flush()
    owed = store.claim_of(made)
    return await _kept(desk, row, made.id, "claim", lambda books: books.with_claim(owed, terms))


async def receipt(desk: Desk, debtor: UUID, body: DebtReceiptIn) -> Answer:
    """Money came; it is divided by the law of its day. Raises DebtAccountNotFound, NotCreditorOrgan, NoInterestRate."""
    hand = desk.hand
    row = await opened(hand, desk.sight, debtor)
    credited = hand.day(body.credited_on, date.min)
    day = credited
    try:
        if body.collected_on is not None and desk.terms.repaid_when_collected(credited):
            day = body.collected_on
    except NoParameter:
        raise wrong("/credited_on", "no_law", f"Prawo nie mówi o dniu {credited.isoformat()}.") from None
    act = ActRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, kind="receipt", day=day, credited_on=credited, collected_on=body.collected_on,
        source=body.source, document=body.document, amount=grosze(body.amount), klass=body.klass, same_gmina=body.same_gmina,
        noted_by=hand.by,
    )  # fmt: skip
    return await _acted(desk, row, act)


async def write_off(desk: Desk, debtor: UUID, body: DebtWriteOffIn) -> Answer:
    """The debt is remitted or expires. Raises DebtAccountNotFound, NotCreditorOrgan, MoreThanOwed."""
    hand = desk.hand
    row = await opened(hand, desk.sight, debtor)
    act = ActRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, kind="write_off", day=hand.day(body.day, date.min), reason=body.reason,
        document=body.document, amount=0, noted_by=hand.by,
        principal=None if body.principal is None else grosze(body.principal),
        interest=None if body.interest is None else grosze(body.interest),
    )  # fmt: skip
    return await _acted(desk, row, act)


async def give_back(desk: Desk, debtor: UUID, body: DebtGiveBackIn) -> Answer:
    """Surplus goes back. Raises DebtAccountNotFound, NotCreditorOrgan, SurplusTaken."""
    hand = desk.hand
    row = await opened(hand, desk.sight, debtor)
    act = ActRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, kind="give_back", day=hand.day(body.day, date.min), document=body.document,
        amount=grosze(body.amount), noted_by=hand.by,
    )  # fmt: skip
    return await _acted(desk, row, act)


async def take_back(desk: Desk, debtor: UUID, body: DebtTakenBackIn) -> Answer:
    """A payout or an act counts no more, by counter-documents. Raises DebtRecordNotFound, MoreThanOwed, SurplusTaken."""
    row = await opened(desk.hand, desk.sight, debtor)
    return await _kept(
        desk, row, body.record, "taken_back", lambda books: books.without(body.record, desk.terms), state="taken_back"
    )


async def opened(hand: Hand, sight: Sight, debtor: UUID) -> DebtorRow:
    """The debtor, kept from other writers of his account. Raises DebtAccountNotFound, NotCreditorOrgan, OfficialExcluded."""
    row = await store.load(hand.db, sight, debtor, lock=True)
    if row is None:
        raise DebtAccountNotFound
    if not row.creditor_organ:
        raise NotCreditorOrgan
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    return row


async def _payout(hand: Hand, row: DebtorRow, body: DebtClaimIn) -> ClaimRow:
    if body.payment is not None:
        found = await store.paid_out(hand.db, body.payment)
        if found is None or found[0].benefit != FUND or found[0].booked_on is None or found[0].amount <= 0:
            raise PayoutUnfit
        if await store.claimed(hand.db, body.payment):
            raise PayoutClaimed
        payment, entitled = found
        return ClaimRow(
            gmina=row.gmina, id=new_id(), debtor=row.id, klass="fund", entitled=entitled, payment=payment.id, period=payment.period,
            paid_on=found[0].booked_on, paid=payment.amount, owed=payment.amount, noted_by=hand.by,
        )  # fmt: skip
    if body.entitled is None or body.paid_on is None or body.period is None or body.paid is None:
        raise PayoutUnfit
    paid = grosze(body.paid)
    return ClaimRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, klass=body.klass, entitled=body.entitled,
        period=first_day(parse_month(body.period)), paid_on=hand.day(body.paid_on, date.min), paid=paid, owed=paid, noted_by=hand.by,
    )  # fmt: skip


async def _acted(desk: Desk, row: DebtorRow, act: ActRow) -> Answer:
    desk.hand.db.add(act)
    await desk.hand.db.flush()
    done = store.act_of(act)
    return await _kept(desk, row, act.id, act.kind, lambda books: books.with_act(done, desk.terms))


async def _kept(
    desk: Desk, row: DebtorRow, record: UUID, action: str, step: Callable[[Books], Books], *, state: str = "booked"
) -> Answer:
    hand = desk.hand
    # A claim or act that was just added has no document yet, so the books that are read are those before it.
    before = await store.books(hand.db, row.id)
    before = Books(
        tuple(one for one in before.claims if one.id != record or state == "taken_back"),
        tuple(one for one in before.acts if one.id != record or state == "taken_back"),
        before.documents,
    )
    try:
        after = step(before)
    except NotThere:
        raise DebtRecordNotFound from None
    except MoreThanOpen:
        raise MoreThanOwed from None
    except SurplusGone:
        raise SurplusTaken from None
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    except NoParameter as missing:
        raise wrong("/day", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None
    await store.append(hand.db, row.id, before, after, hand.by)
    await telling.tell(desk, row, before, after)
    await hand.note(action, _ACCOUNT, row.id, legal_basis=_ARTICLES.get(action))
    return Answer(id=record, version=len(after.documents), state=state)
