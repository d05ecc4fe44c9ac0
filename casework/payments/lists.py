"""What is done with payment lists: generated from awards, approved by another person (a liability), settled (an expenditure).

What comes between drawing up and approving in the full circuit is in acts/; how a list moves is the table in states.py.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casework.authority.veil import OPEN, Veil
from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.types import Benefit
from casework.booking import CannotBeBooked, money_lines
from casework.budget.asking import Plan
from casework.budget.preview import let_go
from casework.payments import due, facts, lists_store, store
from casework.payments import problems as refused
from casework.payments.acts import store as acts
from casework.payments.acts.rules import RULES, check_person
from casework.payments.acts.service import move, possible_day
from casework.payments.days import check_approval, check_settlement, not_too_far
from casework.payments.deductions.hooks import DeductionHooks, Moment
from casework.payments.deductions.taking import deduct
from casework.payments.funding import service as funding
from casework.payments.notices import store as notices
from casework.payments.preview_schemas import EarlierOut, ListEffectOut, PreviewOut
from casework.payments.schemas import ListIn, ListOut, ListShort, SettlementIn
from casework.payments.states import process_of
from casework.payments.tables import PaymentListRow
from casework.payments.totals import beside, previewed, with_totals
from casework.payments.unpaid import earlier
from casework.persons import rights_twice
from kit.auth import Principal
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, last_day, month_of, month_text, parse_month
from kit.problems import FieldError, Forbidden

MOST_LEFT_OUT = 500


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a list is worked on: the unit of work, the benefits with their budget lines, and what others may have deducted."""

    db: WriteSession
    catalogue: Catalogue
    deductions: DeductionHooks


async def generate(*, desk: Desk, order: ListIn, by: str, today: date) -> Answer:
    """A draft with everything that is due in the month and on no other list. Raises NothingDue, CannotBeBooked."""
    db = desk.db
    not_too_far(order, today)
    row, wanted = await _drawn_up(desk, order, by, today)
    if not await due.generate(db, row.id, wanted, _lines_of(desk.catalogue, wanted.on)):
        raise refused.NothingDue
    await funding.apply(db, desk.catalogue, row.id, "planned", wanted.on)
    await deduct(db, desk.catalogue, desk.deductions, row.id, wanted.month, wanted.on)
    await acts.note(db, row.id, "generate", by=by, on=today)
    return _answer(row)


async def preview(*, desk: Desk, veil: Veil, plan: Plan, order: ListIn, by: str, today: date) -> PreviewOut:
    """What the list would hold, with the budget lines and their plan, and what is left out and why; made as a list is, and then undone.

    What has no budget line on the day is told among what is left out, and does not stop the rest; so are earlier months that stand on
    no list.
    """
    db, without_line = desk.db, set[str]()
    row, wanted = await _drawn_up(desk, order, by, today)
    booked = _lines_of(desk.catalogue, wanted.on)

    def lines_of(code: str, amount: int) -> list[dict[str, Any]]:
        try:
            return booked(code, amount)
        except CannotBeBooked:
            without_line.add(code)
            return []

    await due.generate(db, row.id, wanted, lines_of)
    unbooked = await lists_store.take_off(db, row.id, sorted(without_line))
    await funding.apply(db, desk.catalogue, row.id, "planned", wanted.on)
    await deduct(db, desk.catalogue, desk.deductions, row.id, wanted.month, wanted.on)
    totals, (sums, named) = (
        await lists_store.totals(db, row.id),
        await due.left_out(db, row.id, wanted, MOST_LEFT_OUT, veil),
    )
    before, before_named = await earlier(db, wanted, MOST_LEFT_OUT - len(named), veil)
    lines, gmina = await lists_store.unbound(db, row.id), db.gmina
    await let_go(db)
    left_out = ([*sums, *unbooked, *before], [*named, *before_named])
    return previewed(totals, left_out, await beside(plan, gmina, lines, wanted.on.year))


async def _drawn_up(desk: Desk, order: ListIn, by: str, today: date) -> tuple[PaymentListRow, due.Selection]:
    """An empty draft, and what it is to hold. Nobody else of the gmina draws one up until the end of the transaction."""
    db, month = desk.db, parse_month(order.month)
    first = month if order.arrears_from is None else parse_month(order.arrears_from)
    due_on = order.due_on or last_day(month)
    await due.only_generator(db)
    # Whatever came to be in the meantime, by import or by two decisions at once: nothing is left out that nobody is asked about.
    await rights_twice.noted(db, None, today)
    row = PaymentListRow(
        gmina=db.gmina,
        id=new_id(),
        number=await lists_store.next_number(db, first_day(month)),
        kind="monthly",
        month=first_day(month),
        due_on=due_on,
        state="draft",
        generated_by=by,
        circuit=await acts.circuit_on(db, today),
        selection=order.model_dump(mode="json", include={"benefits", "ways", "arrears_from"}, exclude_none=True)
        or None,
    )
    db.add(row)
    await db.flush()
    wanted = due.Selection(
        row.month, first_day(first), due_on, today, order.benefits, order.ways, desk.catalogue.invoiced
    )
    return row, wanted


async def exclude(*, db: WriteSession, payment_list: UUID, payments: list[UUID], version: int) -> Answer:
    """Takes payments off a draft; they fall due again for the next list."""
    row, after = await _locked(db, payment_list, version, "exclude")
    gone = await lists_store.exclude(db, row.id, payments)
    _all_on_list([(f"/payments/{n}", one) for n, one in enumerate(payments)], gone)
    return await move(db, row, after)


async def withdraw(*, db: WriteSession, payment_list: UUID, by: str, version: int, today: date) -> Answer:
    """A draft is given up; everything on it falls due again."""
    row, after = await _locked(db, payment_list, version, "withdraw")
    await lists_store.empty(db, row.id)
    await acts.note(db, row.id, "withdraw", by=by, on=today)
    return await move(db, row, after)


async def approve(
    *, desk: Desk, payment_list: UUID, who: Principal, on: date | None, version: int, today: date
) -> Answer:
    """The head, another person than who drew it up, approves the list: each payment becomes a liability. Nothing comes after it."""
    db, by, approved_on = desk.db, who.subject, on or today
    row, after = await _locked(db, payment_list, version, "approve")
    if by == row.generated_by:
        raise refused.SameApprover
    done = await acts.done(db, row.id)
    if who.roles.isdisjoint(RULES["approve"].roles):
        raise Forbidden("Listę zatwierdza kierownik.", legal_basis=[RULES["approve"].basis])
    if row.circuit == "full":
        check_person("approve", by, done)
        possible_day(approved_on, today, max((one.on for one in done if one.act != "generate"), default=None))
    check_approval(row, approved_on, today)
    if early := await due.too_early(db, row.id, today):
        told = "Decyzja nie jest jeszcze wykonalna."
        raise refused.NotEnforceable(
            errors=[FieldError(f"/payments/{one}", "decision_not_enforceable", told) for one in early[:MOST_LEFT_OUT]],
            legal_basis=["art. 130 § 1 k.p.a."],
        )
    if changed := await due.changed(db, row.id):
        told = "Prawo do tego miesiąca zmieniło się albo jest wstrzymane."
        raise refused.RightChanged(
            "Należy zdjąć te wypłaty z listy i zatwierdzić ją ponownie.",
            errors=[FieldError(f"/payments/{one}", "right_changed", told) for one in changed[:MOST_LEFT_OUT]],
        )
    row.approved_by, row.approved_on = by, approved_on
    answer = await move(db, row, after)
    if not await lists_store.approve(db, row.id):
        raise refused.ListEmpty
    await _rebook(desk, row, "approved", row.due_on or approved_on, approved_on)
    await acts.note(db, row.id, "approve", by=by, on=approved_on)
    async with lists_store.rows_for_facts(db, row.id, "approved") as rows:
        await db.emit_many(facts.approved(db, desk.catalogue, rows, row, approved_on))
    return answer


async def settle(
    *, desk: Desk, payment_list: UUID, settlement: SettlementIn, by: str, version: int, today: date
) -> Answer:
    """The bank's, the cash desk's or the post's day: payments become expenditures; what failed is voided and falls due again.

    All that is approved, or the ways and payments that are named: the list is settled when nothing of it is open. Of the year that is
    stated, else of the bank's day. Raises CannotBeBooked when the classification has no line on that day.
    """
    db, booked_on = desk.db, settlement.booked_on
    budget_year = settlement.budget_year or booked_on.year
    row, settled = await _locked(db, payment_list, version, "settle")
    check_settlement(row, booked_on, budget_year, today)
    failed = {one.payment: one.reason for one in settlement.failed}
    voided = await lists_store.void(db, row.id, {payment: str(reason) for payment, reason in failed.items()})
    _all_on_list([(f"/failed/{n}/payment", one.payment) for n, one in enumerate(settlement.failed)], voided)
    only = settlement.payments
    found = await lists_store.settle(db, row.id, booked_on, budget_year, ways=settlement.ways, only=only)
    _all_on_list([(f"/payments/{n}", one) for n, one in enumerate(only or ()) if one not in voided], found)
    row.settled_on = booked_on
    parts = await lists_store.is_open(db, row.id)
    answer = await move(db, row, process_of(row.circuit).move(row.state, "settle_part") if parts else settled)
    await _rebook(desk, row, "settled", row.approved_on or booked_on, booked_on, just_settled=True)
    await acts.note(db, row.id, "settle", by=by, on=booked_on)
    await notices.raise_uncollected(
        db, [payment for payment, reason in failed.items() if reason == "uncollected"], on=today
    )
    await desk.deductions.settled(db, row.id, Moment(by, booked_on, today))
    if voided:
        approvals = await store.approvals(db, list(voided))
        async with lists_store.rows_for_facts(db, row.id, "voided", list(voided)) as rows:
            await db.emit_many(facts.failed(db, desk.catalogue, rows, row, approvals))
    async with lists_store.rows_for_facts(db, row.id, "settled", just_settled=True) as rows:
        await db.emit_many(facts.settled(db, desk.catalogue, rows, row, booked_on, budget_year))
    return answer


async def show(*, db: ReadSession, payment_list: UUID) -> ListOut:
    """The list with totals derived from its payments."""
    row = await lists_store.load(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    allowed = process_of(row.circuit).allowed(row.state) if row.kind == "monthly" else ()
    return with_totals(short(row), await lists_store.totals(db, payment_list), allowed)


async def effect(
    *, db: ReadSession, catalogue: Catalogue, plan: Plan, payment_list: UUID, today: date
) -> ListEffectOut:
    """What a list that nobody has approved yet would pay, beside the plan, and which earlier months nobody pays; it stops no signature.

    Raises PaymentListNotFound.
    """
    row = await lists_store.load(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    lines, gmina = await lists_store.unbound(db, payment_list), db.gmina
    asked = row.selection or {}
    since = parse_month(asked["arrears_from"]) if "arrears_from" in asked else month_of(row.month)
    wanted = due.Selection(
        row.month, first_day(since), row.due_on or row.month, today, asked.get("benefits"), invoiced=catalogue.invoiced
    )
    before, _ = await earlier(db, wanted, 0, OPEN)
    await let_go(db)
    return ListEffectOut(
        payment_list=row.id,
        state=short(row).state,
        version=row.version,
        amount=zloty(sum(one["amount"] for one in lines)),
        earlier_months=EarlierOut(
            months=sum(one["months"] for one in before), amount=zloty(sum(one["amount"] for one in before))
        ),
        budget=await beside(plan, gmina, lines, (row.due_on or row.month).year),
    )


async def page(
    *, db: ReadSession, paging: PageRequest, wanted: lists_store.Filter, sort: str, everything: bool
) -> Page[ListShort]:
    """One page of lists by month; everything: all that the filter leaves, for a file."""
    keyset = paging.keyset(f"payment lists by {sort}", {"gmina": db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await lists_store.page(db, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    if everything:
        return Page(items=[short(row) for row in rows], next_cursor=None)
    shown, cursor = keyset.page(rows, lambda row: (row.month, row.id))
    return Page(items=[short(row) for row in shown], next_cursor=cursor)


def short(row: PaymentListRow) -> ListShort:
    """The list as the API shows it."""
    return ListShort.model_validate({**row.model_dump(), "month": month_text(month_of(row.month))})


def _lines_of(catalogue: Catalogue, on: date) -> due.LinesOf:
    return lambda code, amount: money_lines(_benefit(catalogue, code), amount, on)


def _benefit(catalogue: Catalogue, code: str) -> Benefit:
    try:
        return catalogue.get(code)
    except UnknownBenefit:
        raise CannotBeBooked(f"Usługa nie prowadzi świadczenia „{code}”.") from None


async def _rebook(
    desk: Desk, row: PaymentListRow, state: str, before: date, on: date, *, just_settled: bool = False
) -> None:
    """Lines that stood for `before` become those of `on`, the day of booking, wherever the classification has changed between."""
    paid = await lists_store.benefits(desk.db, row.id)
    changed = [code for code in paid if not _benefit(desk.catalogue, code).booked_alike(before, on)]
    if changed:
        lines_of = _lines_of(desk.catalogue, on)
        await lists_store.rebook(desk.db, row.id, state, changed, lines_of, just_settled=just_settled)
        await funding.apply(desk.db, desk.catalogue, row.id, state, on, just_settled=just_settled)


async def _locked(db: WriteSession, payment_list: UUID, version: int, step: str) -> tuple[PaymentListRow, str]:
    """The list, kept from others, and the state that the step leads to. Raises TransitionNotAllowed."""
    row = await lists_store.lock(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    check_version(version, row.version)
    # An imported list is settled and stays so: its state allows no step.
    return row, process_of(row.circuit).move(row.state, step)


def _answer(row: PaymentListRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)


def _all_on_list(named: list[tuple[str, UUID]], found: set[UUID]) -> None:
    missing = [pointer for pointer, payment in named if payment not in found]
    if missing:
        raise refused.NotOnList(
            errors=[FieldError(pointer, "payment_not_on_list", "Tej wypłaty nie ma na liście.") for pointer in missing]
        )
