"""What is done on a debtor's account: payouts, money, relief, surplus that goes back, and what is taken back (u.p.o.u.a. art. 27-30)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
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
from services.alimony_fund.ledger.acts_schemas import DebtGiveBackIn, DebtReceiptIn, DebtTakenBackIn, DebtWriteOffIn
from services.alimony_fund.ledger.books import Books, NotThere
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.entries import Reason
from services.alimony_fund.ledger.problems import (
    DebtAccountNotFound,
    DebtRecordNotFound,
    MoreThanOwed,
    NotCreditorOrgan,
    PayoutClaimed,
    PayoutUnfit,
    ReliefDecides,
    SurplusTaken,
    WrittenOffByHead,
)
from services.alimony_fund.ledger.schemas import DebtClaimIn
from services.alimony_fund.ledger.settling import MoreThanOpen, SurplusGone
from services.alimony_fund.ledger.tables import ActRow, ClaimRow
from services.alimony_fund.ledger.terms import Klass

_ACCOUNT = "debt_account"
_ARTICLES = {
    "claim": "art. 27 ust. 1-1a u.p.o.u.a.",
    "receipt": "art. 27 ust. 4, 11, art. 28 u.p.o.u.a.",
    "write_off": "art. 28 ust. 3, art. 30 u.p.o.u.a.",
    "give_back": "art. 27 ust. 9, art. 28 u.p.o.u.a.",
}


async def claim(desk: Desk, debtor: UUID, body: DebtClaimIn) -> Answer:
    """A payout, or a part of it, is owed from its day on.

    Raises DebtAccountNotFound, NotCreditorOrgan, PayoutUnfit, PayoutClaimed, ValidationFailed.
    """
    hand, terms = desk.hand, desk.terms
    # The payment before the account, as whoever notes that money came back locks them.
    found = None if body.payment is None else await store.paid_out(hand.db, body.payment)
    row = await opened(hand, desk.sight, debtor)
    made = _of_another_system(hand, row, body) if body.payment is None else await _payout(hand, row, found, body)
    await _may_be_named(desk, row, made.entitled)
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
    """Money came; it is divided by the law of its day. Raises DebtAccountNotFound, NotCreditorOrgan, NoInterestRate, ValidationFailed."""
    hand = desk.hand
    row = await opened(hand, desk.sight, debtor)
    credited = hand.day(body.credited_on, date.min)
    day = credited
    try:
        if body.collected_on is not None and desk.terms.repaid_when_collected(credited):
            day = body.collected_on
        if body.entitled is not None and not desk.terms.names_person(body.source, day):
            raise wrong(
                "/entitled",
                "not_named_by_law",
                "Osobę, na której należności zalicza się wpłatę, wskazuje komornik albo dłużnik.",
            )
    except NoParameter:
        raise wrong("/credited_on", "no_law", f"Prawo nie mówi o dniu {credited.isoformat()}.") from None
    named = (await store.entries_of(hand.db, [body.entitled]))[body.entitled]
    if body.entitled is not None:
        await _may_be_named(desk, row, body.entitled)
    own = body.benefits
    if own is None and body.source == "bailiff":
        own = "paid" if await store.receives(hand.db, row.id, day, named) else "stopped"
    costs, current, arrears, liquidator = [
        0 if one is None else grosze(one)
        for one in (body.costs, body.creditor_current, body.creditor_arrears, body.liquidator)
    ]
    act = ActRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, kind="receipt", day=day, credited_on=credited, collected_on=body.collected_on,
        source=body.source, document=body.document, amount=grosze(body.amount), klass=body.klass, same_gmina=body.same_gmina,
        own=own, costs=costs, creditor_current=current, creditor_arrears=arrears, liquidator=liquidator, entitled=body.entitled,
        noted_by=hand.by,
    )  # fmt: skip
    return await _acted(desk, row, act)


async def write_off(desk: Desk, debtor: UUID, body: DebtWriteOffIn) -> Answer:
    """The debt expires, or another organ remitted a share of it.

    Raises DebtAccountNotFound, NotCreditorOrgan, ReliefDecides, ValidationFailed.
    """
    day = desk.hand.day(body.day, date.min)
    if body.percent is None:
        return await written_off(desk, debtor, WriteOff(day, body.reason, document=body.document))
    share = Fraction(body.percent, 100)
    row = await opened(desk.hand, desk.sight, debtor)
    if row.debtor_organ:
        raise ReliefDecides
    try:
        if share not in desk.terms.remittable(day):
            raise wrong("/percent", "not_of_the_act", "Art. 30 ust. 1 nie przewiduje takiej części.")
    except NoParameter:
        raise wrong("/day", "no_law", "W tym dniu takich umorzeń nie było.") from None
    return await written_off(desk, debtor, WriteOff(day, body.reason, document=body.document, share=share))


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What is taken off the debt of a day: a share of all, or of a class principal and interest in grosze (None: all that is open)."""

    day: date
    reason: Reason
    document: str | None = None
    klass: Klass | None = None
    share: Fraction | None = None
    principal: int | None = None
    interest: int | None = None


async def written_off(desk: Desk, debtor: UUID, of: WriteOff) -> Answer:
    """The debt is remitted or expires. Raises DebtAccountNotFound, NotCreditorOrgan, MoreThanOwed."""
    row = await opened(desk.hand, desk.sight, debtor)
    act = ActRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, kind="write_off", day=of.day, reason=of.reason, document=of.document, amount=0,
        noted_by=desk.hand.by, klass=of.klass, principal=of.principal, interest=of.interest,
        share=None if of.share is None else Decimal(of.share.numerator) / of.share.denominator,
    )  # fmt: skip
    return await _acted(desk, row, act)


async def give_back(desk: Desk, debtor: UUID, body: DebtGiveBackIn) -> Answer:
    """Surplus goes back, or what is another's goes to him. Raises DebtAccountNotFound, NotCreditorOrgan, SurplusTaken."""
    hand = desk.hand
    row = await opened(hand, desk.sight, debtor)
    act = ActRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, kind="give_back", day=hand.day(body.day, date.min), document=body.document,
        amount=grosze(body.amount), pool=body.pool, noted_by=hand.by,
    )  # fmt: skip
    return await _acted(desk, row, act)


async def take_back(desk: Desk, debtor: UUID, body: DebtTakenBackIn) -> Answer:
    """A payout or an act counts no more, by counter-documents. Raises DebtRecordNotFound, WrittenOffByHead, SurplusTaken."""
    if await store.kind_of_act(desk.hand.db, debtor, body.record) == "write_off":
        raise WrittenOffByHead
    return await taken_back(desk, debtor, body.record)


async def take_back_write_off(desk: Desk, debtor: UUID, body: DebtTakenBackIn) -> Answer:
    """What the head wrote off is owed again. Raises DebtRecordNotFound, WrittenOffByHead: a relief wrote it off."""
    row = await opened(desk.hand, desk.sight, debtor)
    if await store.kind_of_act(desk.hand.db, row.id, body.record) != "write_off":
        raise DebtRecordNotFound
    if await store.of_relief(desk.hand.db, body.record):
        raise WrittenOffByHead
    return await taken_back(desk, debtor, body.record)


async def taken_back(desk: Desk, debtor: UUID, record: UUID) -> Answer:
    """The record counts no more. Raises DebtRecordNotFound, NotCreditorOrgan, SurplusTaken."""
    row = await opened(desk.hand, desk.sight, debtor)
    return await _kept(
        desk, row, record, "taken_back", lambda books: books.without(record, desk.terms), state="taken_back"
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


async def _may_be_named(desk: Desk, row: DebtorRow, entitled: UUID) -> None:
    """The debtor owes alimony to the person, and the official sees her. Raises ValidationFailed."""
    db = desk.hand.db
    if await hidden_persons(db, desk.sight, {entitled}) or not await store.has_title(db, row.id, entitled):
        raise wrong("/entitled", "no_title", "Dłużnik nie ma tytułu alimentacyjnego wobec tej osoby.")


async def _payout(hand: Hand, row: DebtorRow, found: store.PaidOut | None, body: DebtClaimIn) -> ClaimRow:
    """The payment, or the part of it that this debtor owes: of two debtors a person says which part is whose, no rule of the act does."""
    if found is None or found.payment.benefit != FUND or found.payment.booked_on is None:
        raise PayoutUnfit
    payment, known = found.payment, await store.claimed(hand.db, found.payment.id)
    rest = found.left - sum(one.owed for one in known)
    if rest <= 0 or any(one.debtor == row.id for one in known):
        raise PayoutClaimed
    part = rest if body.paid is None else grosze(body.paid)
    if part > rest:
        raise wrong("/paid", "more_than_paid_out", "Tyle z tej wypłaty nie zostało do zwrotu.")
    return ClaimRow(
        gmina=row.gmina, id=new_id(), debtor=row.id, klass="fund", entitled=found.entitled, payment=payment.id, period=payment.period,
        paid_on=found.payment.booked_on, paid=part, owed=part, noted_by=hand.by,
    )  # fmt: skip


def _of_another_system(hand: Hand, row: DebtorRow, body: DebtClaimIn) -> ClaimRow:
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
    done = store.act_of(act, (await store.entries_of(desk.hand.db, [act.entitled]))[act.entitled])
    return await _kept(desk, row, act.id, act.kind, lambda books: books.with_act(done, desk.terms))


@contextmanager
def refusals() -> Iterator[None]:
    """What the books refuse, by the name of the fact. Raises DebtRecordNotFound, MoreThanOwed, SurplusTaken, NoInterestRate,
    ValidationFailed."""
    try:
        yield
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
    with refusals():
        after = step(before)
    await store.append(hand.db, row.id, before, after, hand.by)
    await telling.tell(desk.keeping, row, before, after)
    await hand.note(action, _ACCOUNT, row.id, legal_basis=_ARTICLES.get(action))
    return Answer(id=record, version=len(after.documents), state=state)
