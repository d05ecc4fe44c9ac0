"""What an auditor reads of one account to reckon it again: acts as stated, entries of documents, interest by stretches of one rate."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import and_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.authority.sight import hidden_persons
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from kit.db import WriteSession
from kit.money import half_up, zloty
from kit.paging import Page, PageRequest
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.ledger import store
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.problems import DebtAccountNotFound
from services.alimony_fund.ledger.proof_schemas import DebtActOut, DebtEntryOut, DebtInterestOut
from services.alimony_fund.ledger.reckoning import Reckoned, reckoned
from services.alimony_fund.ledger.tables import ActRow, DocumentRow, EntryRow

_ACCOUNT = "debt_account"
_PERCENT = 100
# Złote to six places from grosze.
_PLACES = 6
_SCALE = 10 ** (_PLACES - 2)


@dataclass(frozen=True, slots=True)
class ActFilters:
    """Acts of these days of value and of this kind; None leaves a question open."""

    since: date | None = None
    until: date | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class EntryFilters:
    """Entries of documents of these days of value, of one document, of one claim; None leaves a question open."""

    since: date | None = None
    until: date | None = None
    document: int | None = None
    claim: UUID | None = None


async def acts(
    desk: Desk, debtor: UUID, paging: PageRequest, wanted: ActFilters, sort: str, *, everything: bool
) -> Page[DebtActOut]:
    """The acts of an account by their day of value, also those that were taken back. Raises DebtAccountNotFound."""
    row, db = await _shown(desk, debtor), desk.hand.db
    keyset = paging.keyset(f"debt_acts by {sort}", {"gmina": row.gmina, "debtor": row.id, **asdict(wanted)})
    query = select(ActRow).where(ActRow.gmina == row.gmina, ActRow.debtor == row.id)
    if wanted.since is not None:
        query = query.where(col(ActRow.day) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(ActRow.day) <= wanted.until)
    if wanted.kind is not None:
        query = query.where(ActRow.kind == wanted.kind)
    descending, order = sort.startswith("-"), [col(ActRow.day), col(ActRow.id)]
    if keyset.after is not None and not everything:
        place = tuple_(date.fromisoformat(str(keyset.after[0])), UUID(str(keyset.after[1])))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    query = query.order_by(*(one.desc() if descending else one for one in order))
    rows = (await db.exec(query.limit(None if everything else keyset.fetch))).all()
    shown, cursor = (list(rows), None) if everything else keyset.page(rows, lambda one: (one.day, one.id))
    in_force = await _in_force(db, row.id, [one.id for one in shown])
    hidden = await hidden_persons(db, desk.sight, {one.entitled for one in shown if one.entitled is not None})
    return Page(items=[_act(one, hidden, in_force=one.id in in_force) for one in shown], next_cursor=cursor)


async def entries(
    desk: Desk, debtor: UUID, paging: PageRequest, wanted: EntryFilters, sort: str, *, everything: bool
) -> Page[DebtEntryOut]:
    """The lines of the documents of an account, by document and line. Raises DebtAccountNotFound."""
    row = await _shown(desk, debtor)
    keyset = paging.keyset(f"debt_entries by {sort}", {"gmina": row.gmina, "debtor": row.id, **asdict(wanted)})
    query = (
        select(EntryRow, DocumentRow)
        .join(
            DocumentRow,
            and_(
                col(DocumentRow.gmina) == col(EntryRow.gmina),
                col(DocumentRow.debtor) == col(EntryRow.debtor),
                col(DocumentRow.number) == col(EntryRow.document),
            ),
        )
        .where(EntryRow.gmina == row.gmina, EntryRow.debtor == row.id)
    )
    if wanted.since is not None:
        query = query.where(col(DocumentRow.day) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(DocumentRow.day) <= wanted.until)
    if wanted.document is not None:
        query = query.where(EntryRow.document == wanted.document)
    if wanted.claim is not None:
        query = query.where(EntryRow.claim == wanted.claim)
    descending, order = sort.startswith("-"), [col(EntryRow.document), col(EntryRow.line)]
    if keyset.after is not None and not everything:
        place = tuple_(int(keyset.after[0]), int(keyset.after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    query = query.order_by(*(one.desc() if descending else one for one in order))
    rows = (await desk.hand.db.exec(query.limit(None if everything else keyset.fetch))).all()
    shown, cursor = (list(rows), None) if everything else keyset.page(rows, lambda one: (one[0].document, one[0].line))
    return Page(items=[_entry(line, document) for line, document in shown], next_cursor=cursor)


async def interest(desk: Desk, debtor: UUID, on: date) -> list[DebtInterestOut]:
    """Interest of an account by the day, stretch by stretch, of payouts for persons whom she sees. Raises DebtAccountNotFound,
    NoInterestRate."""
    row, db = await _shown(desk, debtor), desk.hand.db
    books = await store.books(db, row.id)
    hidden = await hidden_persons(db, desk.sight, {one.entitled for one in books.claims})
    try:
        found = reckoned(books.claims, books.documents, desk.terms, on)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    return [line for one in found if one.claim.entitled not in hidden for line in _stretches(one)]


async def _shown(desk: Desk, debtor: UUID) -> DebtorRow:
    row = await store.load(desk.hand.db, desk.sight, debtor)
    if row is None:
        raise DebtAccountNotFound
    await desk.hand.note("read", _ACCOUNT, row.id)
    return row


async def _in_force(db: WriteSession, debtor: UUID, of: Sequence[UUID]) -> set[UUID]:
    """Of these acts, those of which a document stands that nothing takes back."""
    back = aliased(DocumentRow)
    countered = select(back.number).where(
        back.gmina == DocumentRow.gmina, back.debtor == DocumentRow.debtor, back.counters == DocumentRow.number
    )
    found = await db.exec(
        select(DocumentRow.act).where(
            DocumentRow.gmina == db.gmina,
            DocumentRow.debtor == debtor,
            col(DocumentRow.act).in_(of),
            DocumentRow.kind != "counter",
            ~countered.exists(),
        )
    )
    return {one for one in found.all() if one is not None}


def _act(row: ActRow, hidden: Collection[UUID], *, in_force: bool) -> DebtActOut:
    money = ("amount", "principal", "interest", "costs", "creditor_current", "creditor_arrears", "liquidator")
    entitled = None if row.entitled in hidden else row.entitled
    named = {
        "act": row.id, "benefits": row.own, "percent": _share(row.share), "entitled": entitled, "in_force": in_force,
    }  # fmt: skip
    told: dict[str, Any] = {name: getattr(row, name) for name in DebtActOut.model_fields if name not in named}
    sums = {name: None if told[name] is None else zloty(told[name]) for name in money}
    return DebtActOut.model_validate(told | sums | named)


def _share(share: Decimal | None) -> str | None:
    return None if share is None else _percent(Fraction(share))


def _entry(line: EntryRow, document: DocumentRow) -> DebtEntryOut:
    return DebtEntryOut.model_validate(
        {
            "document": line.document, "line": line.line, "kind": document.kind, "day": document.day,
            "record": document.claim or document.act, "account": line.account, "klass": line.klass, "claim": line.claim,
            "amount": zloty(line.amount),
        }
    )  # fmt: skip


def _stretches(one: Reckoned) -> list[DebtInterestOut]:
    return [
        DebtInterestOut(
            document=one.document, claim=one.claim.id, since=stretch.first, until=stretch.last, days=stretch.days,
            rate=_percent(stretch.yearly), days_of_year=one.days_of_year, base=zloty(one.base), exact=_six_places(one.exact(stretch)),
            interest=zloty(one.interest), booked=None if one.booked is None else zloty(one.booked),
        )
        for stretch in one.stretches
    ]  # fmt: skip


def _percent(yearly: Fraction) -> str:
    return zloty(half_up((yearly * _PERCENT * _PERCENT).numerator, (yearly * _PERCENT * _PERCENT).denominator))


def _six_places(grosze: Fraction) -> str:
    scaled = grosze * _SCALE
    digits = str(half_up(scaled.numerator, scaled.denominator)).rjust(_PLACES + 1, "0")
    return f"{digits[:-_PLACES]}.{digits[-_PLACES:]}"
