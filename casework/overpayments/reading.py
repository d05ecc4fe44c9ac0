"""Undue payments as the API shows them on a day: in pages, one by one, a person's card, what a title states, and as CSV."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.overpayments import finding, store
from casework.overpayments import problems as refused
from casework.overpayments import shown as out
from casework.overpayments.finding import Filter, MovementFilter
from casework.overpayments.ledger import Balance
from casework.overpayments.noted import Noted, acts
from casework.overpayments.offers import instalments, repaid_since
from casework.overpayments.plans import status
from casework.overpayments.reminders import delivered_on, ready_from
from casework.overpayments.states import allowed_of
from casework.overpayments.store import Enforced, Overpayment, Posted, Relief
from casework.overpayments.terms import account, decision_by, prescribed_after, terms_of
from casework.payments.proposals import store as proposals
from casework.payments.proposals.store import Proposal
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.service import PersonNotFound
from kit.audit import Auditor
from kit.db import Database, ReadSession, WriteSession
from kit.law import View
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text

Session = ReadSession | WriteSession
COLUMNS = tuple(out.OverpaymentShort.model_fields)
MOVEMENT_COLUMNS = tuple(out.MovementOut.model_fields)


@dataclass(frozen=True, slots=True)
class _Whole:
    """An undue payment with everything on it."""

    of: Overpayment
    posted: Sequence[Posted]
    reliefs: Sequence[Relief]
    enforced: Sequence[Enforced]
    proposed: Sequence[Proposal]
    noted: Sequence[Noted]
    balance: Balance


async def page(
    *, db: Session, catalogue: Catalogue, paging: PageRequest, wanted: Filter, sort: str, on: date
) -> Page[out.OverpaymentShort]:
    """One page with what is open on the day."""
    keyset = paging.keyset(f"overpayments by {sort}", wanted.parameters(db.gmina) | {"on": on})
    rows = await finding.overpayments(db, wanted, keyset.after, descending=sort.startswith("-"), fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.registered_on, row.id))
    found = await _whole(db, catalogue, shown, on)
    return Page(
        items=[out.OverpaymentShort.model_validate(_short(catalogue, db.gmina, one)) for one in found],
        next_cursor=cursor,
    )


async def show(
    *, db: WriteSession, catalogue: Catalogue, audit: Auditor, overpayment: UUID, on: date
) -> out.OverpaymentOut:
    """The undue payment with its account; the reading is audited."""
    of = await store.load(db, overpayment)
    if of is None:
        raise refused.OverpaymentNotFound
    await audit.note(db, "read", "overpayment", of.id)
    (whole,) = await _whole(db, catalogue, [of], on)
    return _out(catalogue, db.gmina, whole)


async def card(*, db: WriteSession, catalogue: Catalogue, audit: Auditor, person: UUID, on: date) -> out.PersonCardOut:
    """All that a person owes or owed; the reading is audited."""
    if await persons.load(db, person) is None:
        raise PersonNotFound
    await audit.note(db, "read_overpayments", "person", person)
    found = await _whole(db, catalogue, await finding.of_person(db, await one_person.entries(db, person)), on)
    return out.PersonCardOut(
        person=person,
        on=on,
        principal=zloty(sum(one.balance.principal for one in found)),
        interest=zloty(sum(one.balance.interest for one in found)),
        total=zloty(sum(one.balance.total for one in found)),
        overpayments=[_out(catalogue, db.gmina, one) for one in found],
    )


async def title(
    *, db: WriteSession, catalogue: Catalogue, audit: Auditor, overpayment: UUID, on: date
) -> out.TitleDataOut:
    """What a title of that day states; the reading is audited."""
    of = await store.load(db, overpayment)
    if of is None:
        raise refused.OverpaymentNotFound
    await audit.note(db, "read_title", "overpayment", of.id)
    (whole,) = await _whole(db, catalogue, [of], on)
    rules = catalogue.overpayments.named(of.rules)
    ground = rules.ground(of.ground)
    rate = terms_of(catalogue, of, db.gmina).rates.on(on)
    bears = any(one.interest_from is not None and one.kind == "establishment" for one in whole.posted)
    reminder = next((one for one in whole.enforced if one.act == "reminder_issued"), None)
    return out.TitleDataOut(
        overpayment=of.id, person=of.person, on=on, decision=of.decision, decision_sign=of.decision_sign,
        decided_on=of.decided_on, final_on=of.final_on, legal_basis=[ground.article] if ground else [],
        principal=zloty(whole.balance.principal), interest=zloty(whole.balance.interest),
        interest_on_from=on + timedelta(days=1) if bears else None,
        yearly_rate=decimal_text(rate) if rate and bears else None,
        reminder_number=reminder.number if reminder else None, reminder_delivered_on=delivered_on(whole.enforced),
        reminder_cost=None if reminder is None or reminder.cost is None else zloty(reminder.cost),
        prescribed_after=prescribed_after(catalogue, of, db.gmina, whole.reliefs, whole.enforced),
        ready_from=ready_from(whole.enforced),
    )  # fmt: skip


def rules(catalogue: Catalogue, gmina: str, on: date) -> out.RulesListOut:
    """What the acts say on the day."""
    law = catalogue.law(gmina).on(on)
    return out.RulesListOut(
        items=[
            out.RulesOut(
                code=one.code, title=one.title, benefits=sorted(one.benefits), allocation=one.allocation,
                deducted_from=sorted(one.deduction.benefits), deduction_article=one.deduction.article,
                largest_share=_share(law, one.deduction.share),
                grounds=[
                    out.GroundOut(
                        code=ground.code, article=ground.article, name=ground.name,
                        needs_instruction=ground.needs_instruction,
                        states_amount=ground.states_amount,
                        bears_interest=bool(one.rate) and ground.bears_interest(on), times=ground.times,
                    )
                    for ground in one.grounds
                    if ground.in_force(on)
                ],
            )
            for one in catalogue.overpayments.rules
        ]
    )  # fmt: skip


async def movements(
    *, db: Session, paging: PageRequest, wanted: MovementFilter, sort: Literal["day", "-day"]
) -> Page[out.MovementOut]:
    """One page of the movements of all accounts."""
    keyset = paging.keyset(f"overpayment movements by {sort}", wanted.parameters(db.gmina))
    rows = await finding.movements(db, wanted, keyset.after, descending=sort.startswith("-"), fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.day, row.id))
    back = await finding.corrected(db, [one.id for one in shown])
    return Page(items=[out.MovementOut.model_validate(_movement(one, back)) for one in shown], next_cursor=cursor)


async def export_movements(*, database: Database, gmina: str, wanted: MovementFilter) -> AsyncIterator[bytes]:
    """The movements as CSV (RFC 4180), with a header."""
    names = [name for name in MOVEMENT_COLUMNS if name != "corrected"]
    yield _csv([names])
    async for rows in finding.stream(database, gmina, wanted):
        yield _csv([[_cell(_movement(one, set())[name]) for name in names] for one in rows])


async def export(
    *, database: Database, catalogue: Catalogue, gmina: str, wanted: Filter, on: date
) -> AsyncIterator[bytes]:
    """The register as CSV with what is open on the day."""
    yield _csv([COLUMNS])
    after: tuple[str, str] | None = None
    while True:
        async with database.read(gmina) as db:
            rows = await finding.overpayments(db, wanted, after, descending=False, fetch=finding.EXPORT_FETCH)
            found = await _whole(db, catalogue, rows, on)
        yield _csv([[_cell(_short(catalogue, gmina, one)[name]) for name in COLUMNS] for one in found])
        if len(rows) < finding.EXPORT_FETCH:
            return
        after = (rows[-1].registered_on.isoformat(), str(rows[-1].id))


def decimal_text(value: Fraction) -> str:
    """An exact fraction as a decimal figure; rates and shares of the law have one."""
    whole, rest = divmod(value.numerator, value.denominator)
    digits = ""
    while rest and len(digits) < 12:
        digit, rest = divmod(rest * 10, value.denominator)
        digits += str(digit)
    return f"{whole}.{digits}" if digits else str(whole)


async def _whole(db: Session, catalogue: Catalogue, rows: Sequence[Overpayment], on: date) -> list[_Whole]:
    ids = [one.id for one in rows]
    posted, reliefs = await store.movements(db, ids), await store.reliefs(db, ids)
    enforced, proposed = await store.enforcements(db, ids), await proposals.of(db, *ids)
    noted = await acts(db, ids)
    return [
        _Whole(
            one, posted.get(one.id, []), reliefs.get(one.id, []), enforced.get(one.id, []),
            [found for found in proposed if found.overpayment == one.id], [act for act in noted if act.overpayment == one.id],
            account(catalogue, one, posted.get(one.id, []), db.gmina, on),
        )
        for one in rows
    ]  # fmt: skip


def _short(catalogue: Catalogue, gmina: str, whole: _Whole) -> dict[str, Any]:
    of, balance = whole.of, whole.balance
    return {
        **{name: getattr(of, name) for name in out.OverpaymentShort.model_fields if hasattr(of, name)},
        "established": zloty(balance.established),
        "principal": zloty(balance.principal),
        "interest": zloty(balance.interest),
        "total": zloty(balance.total),
        "prescribed_after": prescribed_after(catalogue, of, gmina, whole.reliefs, whole.enforced),
    }


def _out(catalogue: Catalogue, gmina: str, whole: _Whole) -> out.OverpaymentOut:
    of, balance = whole.of, whole.balance
    undone = {one.corrects for one in whole.posted if one.corrects is not None}
    open_of = {one.item: one for one in balance.items}
    return out.OverpaymentOut.model_validate(
        {
            **_short(catalogue, gmina, whole),
            **{name: getattr(of, name) for name in ("rules", "unit", "instructed", "withdrawn_for")},
            "balance": _balance(balance),
            "items": [
                out.ItemOut(
                    id=one.id, payment=one.payment, month=month_text(month_of(one.period or one.day)), paid_on=one.day,
                    amount=zloty(one.amount), interest_from=one.interest_from,
                    decision_by=decision_by(catalogue, of, gmina, one.day),
                    principal=zloty(open_of[one.id].principal), interest=zloty(open_of[one.id].interest),
                )
                for one in whole.posted
                if one.id in open_of
            ],
            "movements": [
                {
                    **_movement(one, undone),
                    "entries": [
                        out.EntryOut(item=entry.item, klass=entry.klass, amount=zloty(entry.amount))
                        for entry in balance.entries
                        if entry.movement == one.id
                    ],
                }
                for one in whole.posted
            ],
            "relief": [_relief(one, whole, n == len(whole.reliefs) - 1) for n, one in enumerate(whole.reliefs)],
            "enforcement": [
                out.EnforcementOut.model_validate(
                    asdict(one)
                    | {
                        "principal": zloty(one.principal),
                        "interest": zloty(one.interest),
                        "cost": None if one.cost is None else zloty(one.cost),
                    }
                )
                for one in whole.enforced
            ],
            "give_backs": [asdict(one) | {"amount": zloty(one.amount or 0)} for one in whole.proposed],
            "acts": [out.OverpaymentActOut.model_validate(one, from_attributes=True) for one in whole.noted],
            "allowed": allowed_of(
                of.state, decided=of.decided_on is not None, final=of.final_on is not None, surplus=balance.surplus
            ),
        }
    )  # fmt: skip


def _balance(balance: Balance) -> out.BalanceOut:
    return out.BalanceOut(
        on=balance.on, principal=zloty(balance.principal), interest=zloty(balance.interest), total=zloty(balance.total),
        established=zloty(balance.established), accrued=zloty(balance.accrued),
        repaid_principal=zloty(balance.of("repayment", "principal")),
        repaid_interest=zloty(balance.of("repayment", "interest")),
        remitted_principal=zloty(balance.of("remission", "principal")),
        remitted_interest=zloty(balance.of("remission", "interest")),
        written_off_principal=zloty(balance.of("write_off", "principal")),
        written_off_interest=zloty(balance.of("write_off", "interest")),
        surplus=zloty(balance.surplus), given_back=zloty(balance.given_back),
    )  # fmt: skip


def _movement(one: Posted, undone: set[UUID]) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in MOVEMENT_COLUMNS if name not in {"amount", "corrected"}},
        "amount": zloty(one.amount),
        "corrected": one.id in undone,
    }


def _relief(one: Relief, whole: _Whole, last: bool) -> out.ReliefOut:
    on = whole.balance.on
    plan = status(instalments(one), repaid_since(whole.posted, one.decided_on), on, grace_days=one.grace_days)
    return out.ReliefOut.model_validate(
        {
            "id": one.id, "kind": one.kind, "decided_on": one.decided_on, "decision": one.decision,
            "sign": one.decision_sign, "whole_due_from": plan.whole_due_from,
            "in_force": last and one.decided_on <= on and plan.whole_due_from is None,
            "instalments": [
                out.InstalmentOut(
                    due_on=part.due_on, amount=zloty(part.amount), paid=zloty(part.paid), state=part.state
                )
                for part in plan.instalments
            ],
        }
    )  # fmt: skip


def _share(law: View, parameter: str | None) -> str | None:
    return decimal_text(law.ratio(parameter)) if parameter is not None and law.has(parameter) else None


def _cell(value: object) -> object:
    return "" if value is None else value


def _csv(rows: Any) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
