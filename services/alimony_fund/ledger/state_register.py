"""The register of what is passed on to the State of repayments: terms as they were kept, and transfers (u.f.p. art. 255).

A transfer names the day of balance that it is for, so that a term is kept or not whatever was recorded of other terms. A centre that
hands all of it over to the gmina's account states the gmina's share beside it, which no term is about.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.authority.problems import OtherUnit, wrong
from casework.facts.money import DEBT_CORRECTED, DEBT_PASSED_ON
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from casework.payments.amounts import mirrored
from kit.db import WriteSession, raw
from kit.feed.envelope import event, new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.problems import ValidationFailed
from services.alimony_fund.ledger import telling
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.parts import INTEREST, PRINCIPAL, SHARE, Part
from services.alimony_fund.ledger.problems import StateTransferNotFound
from services.alimony_fund.ledger.schemas import DebtStateTermOut, DebtStateTransferIn, DebtStateTransferOut
from services.alimony_fund.ledger.state_part import StatePart, received
from services.alimony_fund.ledger.tables import StateTransferRow
from services.alimony_fund.ledger.terms import Terms
from services.alimony_fund.ledger.transfers import Transfer, counted_until, due_of, kept, transfers

_REGISTER = "debt_state_transfer"
_ARTICLE = "art. 255 u.f.p."
TO_GMINA = "do_gminy"
"""The variant of what was passed on to the gmina's account; what went on to the State has none (events.md, Debtors)."""
# Money after the second balance of a month belongs to the next one: no term is farther from its receipts.
_BEFORE_A_TERM = timedelta(days=45)
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('debt_state_transfer|' || %s, 0))"
_TOLD = """
SELECT sequence, item::json -> 'data' FROM event_log
 WHERE gmina = %s AND subject = %s AND item::json ->> 'type' = %s ORDER BY sequence
"""


@dataclass(frozen=True, slots=True)
class TermFilters:
    """Terms of a unit whose last day is between these; how they stand at the end of `on`. addressee: by what went to it alone; None: by all
    that went, which is twice the money where both ways of it are recorded."""

    since: date
    until: date
    unit: str
    on: date
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class TransferFilters:
    """Transfers of these days, this unit, to this addressee; None leaves a question open."""

    since: date | None = None
    until: date | None = None
    unit: str | None = None
    addressee: str | None = None


async def terms_kept(desk: Desk, wanted: TermFilters) -> list[DebtStateTermOut]:
    """Terms by their last day: what was owed, what went, and interest as for tax arrears on what did not go in time.

    Raises OtherUnit, NoInterestRate, ValidationFailed.
    """
    db = desk.hand.db
    _own(desk, wanted.unit)
    first = wanted.since - _BEFORE_A_TERM
    passed = await _passed(db, wanted.unit, wanted.addressee)
    await desk.hand.note("listed", _REGISTER, None)
    try:
        found = await received(db, desk.terms, first, min(wanted.until, wanted.on), unit=wanted.unit)
        owed = transfers(desk.terms, found)
        went = [day for day, rows in passed.items() if first <= day <= wanted.until and rows[0][0] <= wanted.on]
        every = (*owed, *_of_nothing(desk.terms, went, owed))
        due = sorted((one for one in every if wanted.since <= one.due <= wanted.until), key=lambda one: one.state_of)
        return [_term(desk.terms, one, passed.get(one.state_of, ()), wanted.on) for one in due]
    except NoParameter as missing:
        raise wrong("/query/since", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None


async def page(
    desk: Desk, paging: PageRequest, wanted: TransferFilters, sort: str, *, everything: bool
) -> Page[DebtStateTransferOut]:
    """Transfers by their day, without those that were taken back and what took them back."""
    db, sight = desk.hand.db, desk.sight
    keyset = paging.keyset(f"debt_state_transfers by {sort}", {"gmina": db.gmina, **asdict(wanted)})
    query = _in_force(db)
    if sight.units is not None:
        query = query.where(col(StateTransferRow.unit).in_(sorted(sight.units)))
    if wanted.unit is not None:
        query = query.where(StateTransferRow.unit == wanted.unit)
    if wanted.since is not None:
        query = query.where(StateTransferRow.passed_on >= wanted.since)
    if wanted.until is not None:
        query = query.where(StateTransferRow.passed_on <= wanted.until)
    if wanted.addressee is not None:
        query = query.where(StateTransferRow.addressee == wanted.addressee)
    descending, order = sort.startswith("-"), [col(StateTransferRow.passed_on), col(StateTransferRow.id)]
    if keyset.after is not None and not everything:
        place = tuple_(date.fromisoformat(str(keyset.after[0])), UUID(str(keyset.after[1])))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    query = query.order_by(*(one.desc() if descending else one for one in order))
    rows = (await db.exec(query.limit(None if everything else keyset.fetch))).all()
    await desk.hand.note("listed", _REGISTER, None)
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda one: (one.passed_on, one.id))
    return Page(items=[_out(one) for one in shown], next_cursor=cursor)


async def record(desk: Desk, body: DebtStateTransferIn) -> Answer:
    """The State's money went. Raises OtherUnit, DayOutOfOrder, CannotBeBooked, ValidationFailed."""
    hand, db = desk.hand, desk.hand.db
    _own(desk, body.unit)
    passed_on = hand.day(body.passed_on, date.min)
    try:
        balance, due = due_of(desk.terms, body.state_of)
    except NoParameter:
        raise _no_balance() from None
    if balance != body.state_of:
        raise _no_balance()
    row = StateTransferRow(
        gmina=db.gmina, id=new_id(), unit=body.unit, state_of=body.state_of, passed_on=passed_on, principal=grosze(body.principal),
        advance=grosze(body.advance), interest=grosze(body.interest), share=grosze(body.share),
        advance_share=grosze(body.advance_share), document=body.document, noted_by=hand.by,
        addressee=body.addressee or ("gmina" if body.with_share else "voivode"),
    )  # fmt: skip
    counts_until = counted_until(desk.terms, body.state_of, due, to_gmina=row.addressee == "gmina")
    db.add(row)
    await db.flush()
    for benefit, amount in (
        (PRINCIPAL["fund"], row.principal),
        (INTEREST, row.interest),
        (PRINCIPAL["advance"], row.advance),
        (SHARE["fund"], row.share),
        (SHARE["advance"], row.advance_share),
    ):
        if amount:
            part = Part(DEBT_PASSED_ON, benefit, amount)
            told = telling.fact(desk.catalogue, row.unit, telling.of_transfer(row.id), part, passed_on, passed_on)
            if row.addressee == "gmina":
                told["variant"] = TO_GMINA
            if passed_on <= counts_until:
                # What goes in January for 31 December, in time, is of the year that it was collected in (Rb-27ZZ, annex 38 § 6).
                told["budget_year"] = body.state_of.year
            db.emit(event(service=db.service, gmina=db.gmina, type=DEBT_PASSED_ON, subject=row.id, data=told))
    await hand.note("recorded", _REGISTER, row.id, legal_basis=_ARTICLE)
    return Answer(id=row.id, version=1, state="passed_on")


async def take_back(desk: Desk, transfer: UUID) -> Answer:
    """A transfer counts no more: it was recorded in error. Raises StateTransferNotFound, OtherUnit."""
    hand, db = desk.hand, desk.hand.db
    # Rows are written once and cannot be locked: of two who take the same one back, the second finds it gone.
    await (await raw(db)).execute(_ONE_AT_A_TIME, (db.gmina,))
    row = (await db.exec(_in_force(db).where(StateTransferRow.id == transfer))).first()
    if row is None:
        raise StateTransferNotFound
    _own(desk, row.unit)
    back = StateTransferRow(
        gmina=row.gmina, id=new_id(), unit=row.unit, state_of=row.state_of, passed_on=row.passed_on, principal=row.principal,
        advance=row.advance, interest=row.interest, share=row.share, advance_share=row.advance_share, document=row.document,
        counters=row.id, addressee=row.addressee, noted_by=hand.by,
    )  # fmt: skip
    db.add(back)
    await db.flush()
    found = await (await raw(db)).execute(_TOLD, (db.gmina, row.id, DEBT_PASSED_ON))
    for sequence, data in await found.fetchall():
        told = dict(data) | {
            "document": telling.of_transfer(back.id),
            "lines": mirrored(data["lines"]),
            "reverses": {"service": db.service, "sequence": int(sequence), "mode": "storno"},
        }
        db.emit(event(service=db.service, gmina=db.gmina, type=DEBT_CORRECTED, subject=row.id, data=told))
    await hand.note("taken_back", _REGISTER, row.id, legal_basis=_ARTICLE)
    return Answer(id=row.id, version=2, state="taken_back")


def _no_balance() -> ValidationFailed:
    return wrong("/state_of", "no_balance_day", "Tego dnia nie ustala się stanu środków do przekazania.")


def _own(desk: Desk, unit: str) -> None:
    if not desk.sight.works_on(unit):
        raise OtherUnit


def _in_force(db: WriteSession) -> SelectOfScalar[StateTransferRow]:
    gone = select(StateTransferRow.counters).where(
        StateTransferRow.gmina == db.gmina, col(StateTransferRow.counters).is_not(None)
    )
    return select(StateTransferRow).where(
        StateTransferRow.gmina == db.gmina,
        col(StateTransferRow.counters).is_(None),
        col(StateTransferRow.id).not_in(gone),
    )


def _of_nothing(terms: Terms, went: Sequence[date], owed: Sequence[Transfer]) -> list[Transfer]:
    """Terms for which money went and nothing is owed any more: all that had come in was taken back since."""
    known = {one.state_of for one in owed}
    return [Transfer(day, due_of(terms, day)[1], StatePart()) for day in went if day not in known]


async def _passed(db: WriteSession, unit: str, addressee: str | None) -> dict[date, list[tuple[date, StatePart]]]:
    """Day and grosze of the State of each transfer, the earliest first, by the day of balance it is for."""
    found: defaultdict[date, list[tuple[date, StatePart]]] = defaultdict(list)
    query = _in_force(db).where(StateTransferRow.unit == unit).order_by(col(StateTransferRow.passed_on))
    if addressee is not None:
        query = query.where(StateTransferRow.addressee == addressee)
    for row in (await db.exec(query)).all():
        found[row.state_of].append((row.passed_on, StatePart(row.principal, row.advance, row.interest)))
    return found


def _term(terms: Terms, of: Transfer, passed: Sequence[tuple[date, StatePart]], on: date) -> DebtStateTermOut:
    found = kept(terms, of, [(day, part.total) for day, part in passed], on)
    went = StatePart()
    for day, part in passed:
        went = went.plus(part) if day <= on else went
    return DebtStateTermOut(
        state_of=of.state_of, due=of.due, owed=zloty(of.amount), passed_on=zloty(found.passed_on), outstanding=zloty(found.outstanding),
        late_interest=zloty(found.late), owed_principal=zloty(of.part.principal), owed_advance=zloty(of.part.advance),
        owed_interest=zloty(of.part.interest), outstanding_principal=zloty(of.part.principal - went.principal),
        outstanding_advance=zloty(of.part.advance - went.advance), outstanding_interest=zloty(of.part.interest - went.interest),
    )  # fmt: skip


def _out(row: StateTransferRow) -> DebtStateTransferOut:
    return DebtStateTransferOut(
        id=row.id, unit=row.unit, state_of=row.state_of, passed_on=row.passed_on, principal=zloty(row.principal),
        interest=zloty(row.interest), advance=zloty(row.advance), share=zloty(row.share), advance_share=zloty(row.advance_share),
        document=row.document, noted_by=row.noted_by, addressee=row.addressee or ("gmina" if row.share + row.advance_share else None),
    )  # fmt: skip
