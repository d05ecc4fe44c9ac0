"""What is done with payment lists: generated from awards, approved by another person (a liability), settled (an expenditure)."""

from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.types import Benefit
from casework.booking import CannotBeBooked, money_lines
from casework.payments import facts, lists_store, store
from casework.payments import problems as refused
from casework.payments.schemas import ListIn, ListOut, ListShort, MoneyLineOut, SettlementIn, StateTotalOut
from casework.payments.tables import PaymentListRow
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, last_day, month_of, month_text, parse_month
from kit.problems import FieldError


async def generate(*, db: WriteSession, catalogue: Catalogue, order: ListIn, by: str) -> Answer:
    """A draft with everything that is due in the month and on no other list. Raises NothingDue, CannotBeBooked."""
    month = parse_month(order.month)
    due_on = order.due_on or last_day(month)
    await lists_store.only_generator(db)
    row = PaymentListRow(
        gmina=db.gmina,
        id=new_id(),
        number=await lists_store.next_number(db, first_day(month)),
        kind="monthly",
        month=first_day(month),
        due_on=due_on,
        state="draft",
        generated_by=by,
    )
    db.add(row)
    await db.flush()

    if not await lists_store.generate(db, row.id, row.month, order.benefits, _lines_of(catalogue, due_on)):
        raise refused.NothingDue
    return _answer(row)


async def exclude(*, db: WriteSession, payment_list: UUID, payments: list[UUID], version: int) -> Answer:
    """Takes payments off a draft; they fall due again for the next list."""
    row = await _locked(db, payment_list, version, "draft")
    gone = await lists_store.exclude(db, row.id, payments)
    _all_on_list([(f"/payments/{n}", one) for n, one in enumerate(payments)], gone)
    return await _moved(db, row, "draft")


async def withdraw(*, db: WriteSession, payment_list: UUID, version: int) -> Answer:
    """A draft is given up; everything on it falls due again."""
    row = await _locked(db, payment_list, version, "draft")
    await lists_store.empty(db, row.id)
    return await _moved(db, row, "withdrawn")


async def approve(
    *, db: WriteSession, catalogue: Catalogue, payment_list: UUID, by: str, on: date | None, version: int, today: date
) -> Answer:
    """Another person approves the list: each payment becomes a liability."""
    approved_on = on or today
    row = await _locked(db, payment_list, version, "draft")
    if by == row.generated_by:
        raise refused.SameApprover
    _not_later(approved_on, today, "/on")
    row.approved_by, row.approved_on = by, approved_on
    answer = await _moved(db, row, "approved")
    if not await lists_store.approve(db, row.id):
        raise refused.ListEmpty
    await _rebook(db, catalogue, row, row.due_on or approved_on, approved_on)
    async with lists_store.rows_for_facts(db, row.id, "approved") as rows:
        await db.emit_many(facts.approved(db, catalogue, rows, row, approved_on))
    return answer


async def settle(
    *, db: WriteSession, catalogue: Catalogue, payment_list: UUID, settlement: SettlementIn, version: int, today: date
) -> Answer:
    """The bank's day: each payment becomes an expenditure; what failed is voided and falls due again.

    Of the year that is stated, else of the bank's day. Raises CannotBeBooked when the classification has no line on that day.
    """
    booked_on = settlement.booked_on
    budget_year = settlement.budget_year or booked_on.year
    row = await _locked(db, payment_list, version, "approved")
    _not_later(booked_on, today, "/booked_on")
    if row.approved_on is not None and booked_on < row.approved_on:
        raise refused.DayImpossible(
            "Dzień zapłaty jest wcześniejszy niż zatwierdzenie listy.",
            errors=[FieldError("/booked_on", "day_impossible", "Wcześniejszy niż zatwierdzenie listy.")],
        )
    if budget_year not in {booked_on.year, booked_on.year - 1}:
        raise refused.OtherBudgetYear(
            "Wypłata należy do roku dnia zapłaty albo do roku poprzedniego.",
            errors=[FieldError("/budget_year", "other_budget_year", "Inny niż rok zapłaty i rok poprzedni.")],
        )
    failed = {one.payment: one.reason for one in settlement.failed}
    voided = await lists_store.void(db, row.id, {payment: str(reason) for payment, reason in failed.items()})
    _all_on_list([(f"/failed/{n}/payment", one.payment) for n, one in enumerate(settlement.failed)], voided)
    row.settled_on = booked_on
    answer = await _moved(db, row, "settled")
    await _rebook(db, catalogue, row, row.approved_on or booked_on, booked_on)
    await lists_store.settle(db, row.id, booked_on, budget_year)
    if voided:
        approvals = await store.approvals(db, list(voided))
        async with lists_store.rows_for_facts(db, row.id, "voided", list(voided)) as rows:
            await db.emit_many(facts.failed(db, catalogue, rows, row, approvals))
    async with lists_store.rows_for_facts(db, row.id, "settled") as rows:
        await db.emit_many(facts.settled(db, catalogue, rows, row, booked_on, budget_year))
    return answer


async def show(*, db: ReadSession, payment_list: UUID) -> ListOut:
    """The list with totals derived from its payments."""
    row = await lists_store.load(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    states, lines = await lists_store.totals(db, payment_list)
    counted = [one for one in states if one["state"] != "voided"]
    return ListOut(
        **short(row).model_dump(),
        payments=sum(one["payments"] for one in counted),
        amount=zloty(sum(one["amount"] for one in counted)),
        states=[StateTotalOut.model_validate({**one, "amount": zloty(one["amount"])}) for one in states],
        lines=[MoneyLineOut.model_validate({**one, "amount": zloty(one["amount"])}) for one in lines],
    )


async def page(*, db: ReadSession, paging: PageRequest, month: str | None, state: str | None) -> Page[ListShort]:
    """One page of lists, the latest month first."""
    keyset = paging.keyset("payment lists by month", {"gmina": db.gmina, "month": month, "state": state})
    rows = await lists_store.page(
        db,
        month=None if month is None else first_day(parse_month(month)),
        state=state,
        after=keyset.after,
        fetch=keyset.fetch,
    )
    shown, cursor = keyset.page(rows, lambda row: (row.month, row.id))
    return Page(items=[short(row) for row in shown], next_cursor=cursor)


def short(row: PaymentListRow) -> ListShort:
    """The list as the API shows it."""
    return ListShort.model_validate({**row.model_dump(), "month": month_text(month_of(row.month))})


def _lines_of(catalogue: Catalogue, on: date) -> lists_store.LinesOf:
    return lambda code, amount: money_lines(_benefit(catalogue, code), amount, on)


def _benefit(catalogue: Catalogue, code: str) -> Benefit:
    try:
        return catalogue.get(code)
    except UnknownBenefit:
        raise CannotBeBooked(f"Usługa nie prowadzi świadczenia „{code}”.") from None


async def _rebook(db: WriteSession, catalogue: Catalogue, row: PaymentListRow, before: date, on: date) -> None:
    """Lines that stood for `before` become those of `on`, the day of booking, wherever the classification has changed between."""
    paid = await lists_store.benefits(db, row.id)
    changed = [code for code in paid if not _benefit(catalogue, code).booked_alike(before, on)]
    if changed:
        await lists_store.rebook(db, row.id, "approved", changed, _lines_of(catalogue, on))


async def _locked(db: WriteSession, payment_list: UUID, version: int, state: str) -> PaymentListRow:
    row = await lists_store.lock(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    check_version(version, row.version)
    if row.state != state or row.kind != "monthly":
        raise refused.ListWrongState
    return row


async def _moved(db: WriteSession, row: PaymentListRow, state: str) -> Answer:
    row.state = state
    row.version += 1
    await db.flush()
    return _answer(row)


def _answer(row: PaymentListRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)


def _not_later(day: date, today: date, pointer: str) -> None:
    if day > today:
        raise refused.DayImpossible(
            "Dzień jest w przyszłości.", errors=[FieldError(pointer, "day_impossible", "Dzień jest w przyszłości.")]
        )


def _all_on_list(named: list[tuple[str, UUID]], found: set[UUID]) -> None:
    missing = [pointer for pointer, payment in named if payment not in found]
    if missing:
        raise refused.NotOnList(
            errors=[FieldError(pointer, "payment_not_on_list", "Tej wypłaty nie ma na liście.") for pointer in missing]
        )
