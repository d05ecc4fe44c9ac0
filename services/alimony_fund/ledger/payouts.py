"""Payouts of the fund are taken up into the books, all of some days at once: each is owed from its day on (u.p.o.u.a. art. 27 ust. 1-1a).

What was taken up is not taken up again, so the same days may be asked for as often as one likes. A payout that nobody owes by the
register, or that two debtors could owe, waits for a person; so does what is left of one that a debtor owes a part of.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from psycopg.rows import TupleRow
from sqlmodel import col, or_, select

from casework.authority import store as authority
from casework.authority.problems import wrong
from casework.authority.rules import Excluded, is_excluded
from casework.authority.sight import Sight, hidden_persons
from casework.facts.money import DEBT_ASSESSED
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from casework.persons import one_person
from kit.db import WriteSession
from kit.db.many import insert_rows
from kit.feed.envelope import Event, event, new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.alimony_fund.debtors import naming
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.ledger import payouts_store, store, telling
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.parts import PRINCIPAL, Part
from services.alimony_fund.ledger.payouts_schemas import DebtPayoutOut, DebtPayoutsIn
from services.alimony_fund.ledger.payouts_store import Days
from services.alimony_fund.ledger.settling import SurplusGone
from services.alimony_fund.ledger.tables import ClaimRow

Why = Literal["not_taken_up", "no_debtor", "several_debtors", "in_part"]
_ACCOUNT = "debt_account"


@dataclass(frozen=True, slots=True)
class Filters:
    """Payouts of which bank days; why: what they wait for, None: whatever it is."""

    since: date
    until: date
    why: Why | None = None


async def take_up(desk: Desk, body: DebtPayoutsIn) -> Answer:
    """Every payout of the days whose debtor is known is owed. Raises DayOutOfOrder, NoInterestRate, CannotBeBooked, ValidationFailed."""
    hand, db = desk.hand, desk.hand.db
    until = hand.day(body.until, body.since)
    found = await _debtors(desk, lock=False)
    # Payments before accounts, as whoever notes that money came back locks them.
    days = await payouts_store.stage(db, Days(body.since, until, _units(desk.sight), list(found)))
    debtors = await _debtors(desk)
    await payouts_store.without(db, debtors=[one for one in found if one not in debtors])
    await payouts_store.without(
        db, entitled=list(await hidden_persons(db, desk.sight, await payouts_store.persons(db)))
    )
    try:
        await payouts_store.bear(db, {day: desk.terms.bears_from(day) for day in days})
        booked = await _behind_settlements(desk, debtors)
    except NoParameter:
        raise wrong("/since", "no_law", "W tym dniu takich świadczeń nie było.") from None
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    booked += await payouts_store.book(db, hand.by)
    async with payouts_store.rows_for_facts(db) as rows:
        await db.emit_many(_facts(desk, rows))
    await hand.note("payouts_taken_up", _ACCOUNT, None, legal_basis="art. 27 ust. 1-1a u.p.o.u.a.")
    return Answer(id=new_id(), version=1, state="taken_up" if booked else "known")


async def page(desk: Desk, paging: PageRequest, wanted: Filters, sort: str, *, everything: bool) -> Page[DebtPayoutOut]:
    """Payouts on no account by their bank day, without those of persons whom she does not see."""
    db = desk.hand.db
    keyset = paging.keyset(f"debt_payouts by {sort}", {"gmina": db.gmina, **asdict(wanted)})
    of = Days(wanted.since, wanted.until, _units(desk.sight), list(await _debtors(desk, lock=False)))
    after = None if everything or keyset.after is None else (str(keyset.after[0]), str(keyset.after[1]))
    found = await payouts_store.waiting(
        db, of, wanted.why, after=after, descending=sort.startswith("-"), fetch=None if everything else keyset.fetch
    )
    await desk.hand.note("listed", _ACCOUNT, None)
    shown, cursor = (found, None) if everything else keyset.page(found, lambda one: (one["paid_on"], one["payment"]))
    hidden = await hidden_persons(db, desk.sight, {one["entitled"] for one in shown})
    seen = [one for one in shown if one["entitled"] not in hidden]
    names = await naming.of_persons(db, {one["entitled"] for one in seen})
    return Page(items=[_out(one | names[one["entitled"]]) for one in seen], next_cursor=cursor)


async def _debtors(desk: Desk, *, lock: bool = True) -> dict[UUID, DebtorRow]:
    """Debtors of this creditor's organ whom she sees and from whom she is not excluded; kept from other writers when locked."""
    db = desk.hand.db
    query = (
        select(DebtorRow)
        .where(DebtorRow.gmina == db.gmina, col(DebtorRow.creditor_organ), store.seen(desk.sight))
        .where(or_(col(DebtorRow.why).is_(None), DebtorRow.why != "entered_in_error"))
        .order_by(col(DebtorRow.id))
    )
    rows = (await db.exec(query.with_for_update(key_share=True) if lock else query)).all()
    out = await excluded(db, desk.hand.by, desk.hand.today)
    return {row.id: row for row in rows if row.person not in out}


async def excluded(db: WriteSession, by: str, today: date) -> set[UUID]:
    """Persons from whose matters the official is excluded today (k.p.a. art. 24, 25), under all their entries."""
    persons = [
        row.matter
        for row in await authority.every_exclusion(db, by)
        if row.matter_kind == "person" and is_excluded([Excluded(row.official, row.since, row.lifted_on)], by, today)
    ]
    return await one_person.all_entries(db, persons) if persons else set()


async def _behind_settlements(desk: Desk, debtors: dict[UUID, DebtorRow]) -> int:
    """Accounts on which something was settled since go by the rules, each once; how many payouts. They leave the stage."""
    db, done = desk.hand.db, 0
    found = await payouts_store.late(db)
    for debtor, rows in groupby(found, key=lambda one: one["debtor"]):
        made = [_row(desk, one) for one in rows]
        before = await store.books(db, debtor)
        try:
            after = before.with_claims([store.claim_of(one) for one in made], desk.terms)
        except SurplusGone:
            # What lay over the debt went back to the payer: a person decides what of it is owed.
            continue
        await insert_rows(db, made)
        await store.append(db, debtor, before, after, desk.hand.by)
        await telling.tell(desk.keeping, debtors[debtor], before, after)
        done += len(made)
    await payouts_store.without(db, debtors=list({one["debtor"] for one in found}))
    return done


async def _facts(desk: Desk, rows: AsyncIterator[TupleRow]) -> AsyncIterator[Event]:
    db = desk.hand.db
    async for claim, debtor, number, day, period, amount, unit, entitled, owes in rows:
        part = Part(DEBT_ASSESSED, PRINCIPAL["fund"], amount)
        told: dict[str, Any] = telling.fact(desk.catalogue, unit, telling.of_account(debtor, number), part, day, day)
        told |= {"recipient": owes, "entitled": entitled, "due_period": month_text(month_of(period))}
        yield event(service=db.service, gmina=db.gmina, type=DEBT_ASSESSED, subject=claim, data=told)


def _units(sight: Sight) -> Sequence[str] | None:
    return None if sight.units is None else sorted(sight.units)


def _row(desk: Desk, one: dict[str, Any]) -> ClaimRow:
    return ClaimRow(
        gmina=desk.hand.db.gmina, id=one["id"], debtor=one["debtor"], klass="fund", entitled=one["entitled"], payment=one["payment"],
        period=one["period"], paid_on=one["paid_on"], paid=one["amount"], owed=one["amount"], bears_from=one["bears_from"],
        noted_by=desk.hand.by,
    )  # fmt: skip


def _out(one: dict[str, Any]) -> DebtPayoutOut:
    return DebtPayoutOut.model_validate(
        one | {"period": month_text(month_of(one["period"])), "amount": zloty(one["amount"])}
    )
