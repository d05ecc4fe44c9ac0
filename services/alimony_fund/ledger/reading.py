"""What is read of debtors' accounts: balances of all, one account by payout and person, its documents, what is passed on to the State."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight, hidden_persons
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from casework.persons import one_person
from kit.law import NoParameter
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.alimony_fund.debtors import naming
from services.alimony_fund.debtors.naming import Named
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.ledger import store
from services.alimony_fund.ledger.balances import Balance, balances
from services.alimony_fund.ledger.problems import DebtAccountNotFound
from services.alimony_fund.ledger.schemas import (
    DebtAccountOut,
    DebtBalanceOut,
    DebtDocumentOut,
    DebtHeldOut,
    DebtOfPersonOut,
    DebtOwedOut,
    DebtTransferOut,
)
from services.alimony_fund.ledger.state_part import StatePart, received
from services.alimony_fund.ledger.tables import ClaimRow, DocumentRow
from services.alimony_fund.ledger.terms import Terms
from services.alimony_fund.ledger.transfers import transfers

_ACCOUNT = "debt_account"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which accounts; None leaves a question open. owing: whether anything is open on the day."""

    on: date
    entitled: UUID | None = None
    unit: str | None = None
    owing: bool | None = None


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    """Which documents of an account, by their day of value."""

    since: date | None = None
    until: date | None = None


async def page(
    hand: Hand, sight: Sight, terms: Terms, paging: PageRequest, wanted: Filters, sort: str, *, everything: bool
) -> Page[DebtBalanceOut]:
    """What debtors owe on the day, by the sum. Raises NoInterestRate."""
    keyset = paging.keyset(f"debt_accounts by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    descending = sort.startswith("-")
    try:
        whose = await debtors(hand, sight, wanted.unit, wanted.entitled)
        found = await balances(hand.db, terms.rates(), whose, wanted.on)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    rows = [one for one in found.values() if wanted.owing is None or (one.total > 0) == wanted.owing]
    rows.sort(key=_place, reverse=descending)
    await hand.note("listed", _ACCOUNT, None)
    if keyset.after is not None and not everything:
        last = int(keyset.after[0]), str(keyset.after[1])
        rows = [one for one in rows if (_place(one) < last if descending else _place(one) > last)]
    shown, cursor = (rows, None) if everything else keyset.page(rows[: keyset.fetch], _place)
    names = await naming.of_debtors(hand.db, [one.debtor for one in shown])
    return Page(items=[_balance(one, names[one.debtor], wanted.on) for one in shown], next_cursor=cursor)


async def account(hand: Hand, sight: Sight, terms: Terms, debtor: UUID, on: date) -> DebtAccountOut:
    """An account on a day. Raises DebtAccountNotFound, NoInterestRate."""
    row = await account_of(hand, sight, debtor)
    try:
        standing = (await store.books(hand.db, row.id)).standing(terms, on)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    told = {one.id: one for one in await store.claims(hand.db, row.id)}
    hidden = await hidden_persons(hand.db, sight, {one.entitled for one in told.values()})
    advance = sum(one.principal for one in standing.of("advance"))
    balance = Balance(row.id, standing.principal - advance, standing.interest, advance, standing.surplus)
    names = await naming.of_persons(hand.db, {row.person, *(one.entitled for one in told.values())} - hidden)
    return DebtAccountOut(
        balance=_balance(balance, names[row.person], on),
        held=[DebtHeldOut.model_validate({"pool": pool, "amount": zloty(amount)}) for pool, amount in standing.lying],
        entitled=[
            DebtOfPersonOut.model_validate(
                {"entitled": person, "principal": zloty(principal), "interest": zloty(interest)} | names[person]
            )
            for person, (principal, interest) in sorted(standing.by_entitled().items())
            if person not in hidden
        ],
        claims=[
            _owed(told[one.claim.id], names[one.claim.entitled], one.principal, one.interest)
            for one in standing.claims
            if one.claim.entitled not in hidden and one.claim.day <= on
        ],
    )


async def documents(
    hand: Hand,
    sight: Sight,
    debtor: UUID,
    paging: PageRequest,
    wanted: DocumentFilters,
    sort: str,
    *,
    everything: bool,
) -> Page[DebtDocumentOut]:
    """The documents of an account by their number. Raises DebtAccountNotFound."""
    row = await account_of(hand, sight, debtor)
    keyset = paging.keyset(f"debt_documents by {sort}", {"gmina": row.gmina, "debtor": row.id, **asdict(wanted)})
    after = None if everything or keyset.after is None else int(keyset.after[0])
    found: Sequence[DocumentRow] = await store.documents(
        hand.db, row.id, since=wanted.since, until=wanted.until, after=after, descending=sort.startswith("-"),
        fetch=None if everything else keyset.fetch,
    )  # fmt: skip
    shown, cursor = (list(found), None) if everything else keyset.page(found, lambda one: (one.number,))
    return Page(items=[_document(one) for one in shown], next_cursor=cursor)


async def to_pass_on(hand: Hand, sight: Sight, terms: Terms, since: date, until: date) -> list[DebtTransferOut]:
    """The State's part of what was on the office's account on these days, by the term of its transfer. Raises ValidationFailed."""
    whose = await debtors(hand, sight, None)
    try:
        due = transfers(terms, await received(hand.db, terms, since, until, debtors=whose))
    except NoParameter as missing:
        raise wrong("/query/since", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None
    return [
        DebtTransferOut(
            state_of=one.state_of, due=one.due, amount=zloty(one.amount), principal=zloty(one.part.principal),
            advance=zloty(one.part.advance), interest=zloty(one.part.interest),
        )
        for one in due
        if one.part != StatePart()
    ]  # fmt: skip


async def debtors(hand: Hand, sight: Sight, unit: str | None, entitled: UUID | None = None) -> list[UUID]:
    """The debtors whose accounts she sees: of a unit, of whom something was paid to a person."""
    query = select(DebtorRow.id).where(DebtorRow.gmina == hand.db.gmina, store.seen(sight))
    if unit is not None:
        query = query.where(DebtorRow.unit == unit)
    if entitled is not None:
        entries = await one_person.entries(hand.db, entitled)
        query = query.where(
            col(DebtorRow.id).in_(
                select(ClaimRow.debtor).where(
                    ClaimRow.gmina == hand.db.gmina,
                    col(ClaimRow.entitled).in_(entries),
                    sight.persons(ClaimRow.entitled),
                )
            )
        )
    return list((await hand.db.exec(query)).all())


async def account_of(hand: Hand, sight: Sight, debtor: UUID) -> DebtorRow:
    """The debtor whose account is read (audited). Raises DebtAccountNotFound."""
    row = await store.load(hand.db, sight, debtor)
    if row is None:
        raise DebtAccountNotFound
    await hand.note("read", _ACCOUNT, row.id)
    return row


def _place(one: Balance) -> tuple[int, str]:
    return one.total, str(one.debtor)


def _balance(one: Balance, named: Named, on: date) -> DebtBalanceOut:
    sums = {name: zloty(getattr(one, name)) for name in ("principal", "interest", "advance", "total", "surplus")}
    return DebtBalanceOut.model_validate({"debtor": one.debtor, "on": on} | named | sums)


def _owed(row: ClaimRow, named: Named, principal: int, interest: int) -> DebtOwedOut:
    return DebtOwedOut.model_validate(
        {
            "claim": row.id, "klass": row.klass, "entitled": row.entitled, "period": month_text(month_of(row.period)),
            "paid_on": row.paid_on, "paid": zloty(row.paid), "owed": zloty(row.owed), "taken_on": row.taken_on,
            "taken_interest": zloty(row.interest), "principal": zloty(principal),
            "interest": zloty(interest),
        }
        | named
    )  # fmt: skip


def _document(row: DocumentRow) -> DebtDocumentOut:
    return DebtDocumentOut.model_validate(
        {
            "number": row.number, "kind": row.kind, "record": row.claim or row.act, "day": row.day, "counters": row.counters,
            "creditor_gmina": zloty(row.creditor), "debtor_gmina": zloty(row.other_gmina),
            "state_principal": zloty(row.state_principal), "state_interest": zloty(row.state_interest), "noted_by": row.noted_by,
        }
    )  # fmt: skip
