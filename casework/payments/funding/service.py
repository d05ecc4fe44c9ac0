"""The sources of a right's money: stated for months that no list pays yet, and put on the lists' payments as they are drawn up.

Where the law sends the money to two sources without a ratio (zasiłek okresowy: the statutory floor from the grant, what the gmina gives
above it from its own), an assessed decision states the parts (of_grants.py), or whoever grants does; a month is one payment and one
fact with two lines.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from casework.authority.veil import OPEN, Veil
from casework.awards import store as awards
from casework.awards.problems import AwardNotFound
from casework.awards.tables import AwardRow
from casework.benefits.catalogue import Catalogue
from casework.benefits.types import Benefit, BudgetLine, NoBudgetLine
from casework.booking import CannotBeBooked
from casework.facts.money import money_line
from casework.payments import due
from casework.payments.funding import store
from casework.payments.funding.schemas import FundingIn, FundingOut, FundingPartOut, FundingsOut
from casework.payments.ways import store as ways
from kit.audit import Auditor
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.periods import first_day, parse_month
from kit.problems import Conflict, FieldError, ValidationFailed


class FundingImpossible(ValidationFailed):
    """The benefit is not paid from these sources, or the parts are not together the amount of each month."""

    code = "funding_impossible"
    title = "Tak nie można podzielić źródeł finansowania"


class MonthOnList(Conflict):
    """A month is on a payment list already: its sources are told with the list."""

    code = "month_on_list"
    title = "Miesiąc jest już na liście wypłat"


async def state(
    *, db: WriteSession, catalogue: Catalogue, audit: Auditor, order: FundingIn, by: str, today: date, veil: Veil = OPEN
) -> Answer:
    """Raises AwardNotFound, FundingImpossible, MonthOnList."""
    # Nobody draws a list up meanwhile: it would not know of the parts.
    await due.only_generator(db)
    award = await _award(db, order.award, veil)
    since = first_day(parse_month(order.first_month))
    until = None if order.last_month is None else first_day(parse_month(order.last_month))
    _fits_lines(catalogue, award, order, today)
    await _fits_amounts(db, award, order, since, until)
    if await store.listed(db, award.id, since, until):
        raise MonthOnList("Zdejmij wypłatę z projektu listy albo podaj późniejszy miesiąc.")
    made = new_id()
    parts = [{"source": one.source, "amount": grosze(one.amount)} for one in order.parts]
    await store.state(
        db,
        {
            "id": made, "award": award.id, "since": since, "until": until, "parts": parts, "document": order.document,
            "stated_by": by, "stated_on": today,
        },
    )  # fmt: skip
    await audit.note(db, "stated", "payment_funding", award.id)
    return Answer(id=made, version=1, state="recorded")


async def history(*, db: WriteSession, audit: Auditor, award: UUID, veil: Veil) -> FundingsOut:
    """The statements of a right that is seen, the latest first; audited."""
    rows = await store.of(db, award) if await ways.known(db, "award", award, veil) else []
    await audit.note(db, "read", "payment_funding", award)
    return FundingsOut(
        items=[
            FundingOut(
                **{name: value for name, value in row.items() if name != "parts"},
                parts=[FundingPartOut(source=one["source"], amount=zloty(one["amount"])) for one in row["parts"]],
            )
            for row in rows
        ]
    )


async def apply(
    db: WriteSession, catalogue: Catalogue, payment_list: UUID, state: str, on: date, *, just_settled: bool = False
) -> None:
    """Puts the stated parts on the list's payments in the state, as lines of the day. Raises CannotBeBooked."""
    if not await store.any_stated(db):
        return
    after: UUID | None = None
    while rows := await store.funded(db, payment_list, state, after, just_settled=just_settled):
        lines = [lines_of(catalogue.get(code), amount, on, parts, before) for _, code, amount, parts, before in rows]
        await store.book(db, [row[0] for row in rows], [orjson.dumps(one).decode() for one in lines])
        after = rows[-1][0]


def lines_of(
    benefit: Benefit, amount: int, on: date, parts: Sequence[dict[str, Any]], before: int = 0
) -> list[dict[str, Any]]:
    """The lines of `amount` grosze of a month of which `before` grosze were paid already.

    Each part is filled before the next, in the order of the benefit's lines; what exceeds all is on the last. Raises CannotBeBooked.
    """
    stated = {one["source"]: int(one["amount"]) for one in parts}
    lines = _lines(benefit, on)
    if stated.keys() - {line.source for line in lines}:
        raise CannotBeBooked("W tym dniu świadczenie nie ma klasyfikacji dla źródła, które podano przy prawie.")
    taken, left = [], amount
    for line in lines:
        whole = stated.get(line.source, 0)
        room, before = max(0, whole - before), max(0, before - whole)
        taken.append(min(left, room))
        left -= taken[-1]
    if left:
        last = max(place for place, line in enumerate(lines) if line.source in stated)
        taken[last] += left
    return [money_line(line, part) for line, part in zip(lines, taken, strict=True) if part]


def _lines(benefit: Benefit, on: date) -> list[BudgetLine]:
    try:
        return [line for line in benefit.budget_lines(on) if line.side == "expenditure"]
    except NoBudgetLine:
        raise CannotBeBooked(f"Świadczenie „{benefit.name}” nie ma klasyfikacji na dzień {on.isoformat()}.") from None


async def _award(db: WriteSession, award: UUID, veil: Veil) -> AwardRow:
    row = await awards.load(db, award) if await ways.known(db, "award", award, veil) else None
    if row is None:
        raise AwardNotFound
    return row


def _fits_lines(catalogue: Catalogue, award: AwardRow, order: FundingIn, today: date) -> None:
    sources = [line.source for line in _lines(catalogue.get(award.benefit), today)]
    unknown = [
        FieldError(f"/parts/{n}/source", "source_unknown", "Świadczenia nie wypłaca się z tego źródła.")
        for n, one in enumerate(order.parts)
        if sources.count(one.source) != 1
    ]
    if unknown:
        raise FundingImpossible(errors=unknown)


async def _fits_amounts(db: WriteSession, award: AwardRow, order: FundingIn, since: date, until: date | None) -> None:
    due_then = {
        one.amount
        for one in await awards.amounts(db, award.id)
        if (until is None or one.since <= until) and (one.until is None or one.until >= since)
    }
    if due_then != {sum(grosze(one.amount) for one in order.parts)}:
        told = "Części muszą razem dawać kwotę każdego z tych miesięcy."
        raise FundingImpossible(told, errors=[FieldError("/parts", "sum_differs", told)])
