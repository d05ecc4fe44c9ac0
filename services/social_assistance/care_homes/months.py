"""Months of all stays: previewed, drawn up at once, and what the gmina paid in a payer's place (u.p.s. art. 61 ust. 2 pkt 3, ust. 3)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.persons import one_person
from kit.idempotency import Answer
from kit.law import Law, NoParameter
from kit.money import grosze, zloty
from kit.periods import first_day, month_of, month_text, parse_month
from services.social_assistance.care_homes import store
from services.social_assistance.care_homes.drawing import Drawn, Known, draw
from services.social_assistance.care_homes.month import in_substitution
from services.social_assistance.care_homes.problems import (
    CareHomeStayNotFound,
    NothingInSubstitution,
    StayMonthNotDrawn,
)
from services.social_assistance.care_homes.schemas import (
    CareHomeMonthIn,
    CareHomeMonthOut,
    CareHomeMonthsOut,
    CareHomePartOut,
    CareHomeSubstituteIn,
)
from services.social_assistance.care_homes.service import SUBJECT, known_decision, opened
from services.social_assistance.care_homes.tables import StayMonthRow
from services.social_assistance.fees.ledger import FeeOrder, assess

_RECEIVABLE = "zwrot_dps_oplata_zastepcza"
SOURCE = "care_home_month"
"""The register of months, as the ledger of fees names it."""
_SUBSTITUTED = "art. 61 ust. 3, art. 104 ust. 3 u.p.s."


async def preview(hand: Hand, sight: Sight, catalogue: Catalogue, stay: UUID, month: int) -> CareHomeMonthOut:
    """The month as it would be drawn up now. Raises CareHomeStayNotFound, StayMonthNotDrawn."""
    row = await store.load(hand.db, sight, stay)
    if row is None:
        raise CareHomeStayNotFound
    await hand.note("read", SUBJECT, row.id)
    known = (await store.known(hand.db, [row])).get(row.id)
    try:
        found = None if known is None else draw(known, month, catalogue.law(hand.db.gmina))
    except NoParameter:
        raise StayMonthNotDrawn from None
    if found is None:
        raise StayMonthNotDrawn
    made = _row(hand, row.id, month, 0, found)
    return (await told(hand, sight, [made]))[0]


async def draw_up(hand: Hand, catalogue: Catalogue, body: CareHomeMonthIn) -> CareHomeMonthsOut:
    """All stays of the month at once; one that comes to what was drawn up before is left as it is. Raises ValidationFailed.

    It is done for the whole centre, whoever sees which stay: what it answers names stays by their ids alone. A stay from whose matter the
    official is excluded stays as it was, for another official.
    """
    month, law = parse_month(body.month), catalogue.law(hand.db.gmina)
    if month > month_of(hand.today):
        raise wrong("/month", "month_to_come", "Ten miesiąc jeszcze się nie zaczął.")
    stays = await store.stays_in(hand.db, month)
    known = await store.known(hand.db, stays)
    before = await store.months(hand.db, [one.id for one in stays], first_day(month))
    not_hers = await store.not_hers(hand.db, hand.by, {one.id: one for one in stays}, known, hand.today)
    missing: list[UUID] = []
    standing: list[StayMonthRow] = []
    new: list[StayMonthRow] = []
    for one in stays:
        if one.id in not_hers:
            standing += [before[one.id]] if one.id in before else []
            continue
        found = _drawn(known[one.id], month, law)
        last = before.get(one.id)
        if found is None:
            missing.append(one.id)
            continue
        made = _row(hand, one.id, month, 1 if last is None else last.number + 1, found)
        if last is None or _said(last) != _said(made):
            new.append(made)
            standing.append(made)
        else:
            standing.append(last)
    hand.db.add_all(new)
    await hand.db.flush()
    await hand.note("draw_up", "care_home_month", None, legal_basis="art. 61 ust. 2 u.p.s.")
    return CareHomeMonthsOut(
        month=body.month,
        stays=len(stays),
        drawn=len(new),
        missing=missing,
        excluded=[one.id for one in stays if one.id in not_hers],
        cost=zloty(sum(one.cost for one in standing)),
        gmina_part=zloty(sum(one.gmina_part for one in standing)),
    )


async def substitute(
    hand: Hand, sight: Sight, catalogue: Catalogue, stay: UUID, body: CareHomeSubstituteIn, version: int
) -> Answer:
    """What did not come in from these payers for the month the gmina paid, and they owe it the gmina.

    The resident may be one of them. Stated again with other receipts, the debt of the month comes to what is left. Raises
    NothingInSubstitution, ValidationFailed, CannotBeBooked.
    """
    row = await opened(hand, sight, stay, version, {one.person for one in body.payers})
    await known_decision(hand, sight, body.decision, "/decision")
    month = parse_month(body.month)
    drawn = (await store.months(hand.db, [row.id], first_day(month))).get(row.id)
    if drawn is None:
        raise NothingInSubstitution
    parts = parts_of(drawn, row.person)
    hidden = await hidden_persons(hand.db, sight, set(parts))
    orders = []
    for place, one in enumerate(body.payers):
        entries = await one_person.entries(hand.db, one.person)
        payer = next((person for person in parts if person in entries and person not in hidden), None)
        if payer is None:
            raise wrong(f"/payers/{place}/person", "payer_unknown", "Ta osoba nie wnosi opłaty za ten miesiąc.")
        (kin, amount), came = parts[payer], grosze(one.received)
        orders.append(
            FeeOrder(
                payer=payer, person=row.person, benefit=_RECEIVABLE, source=source_of(row.id, payer), month=month,
                amount=in_substitution({month: amount}, {month: came}).get(month, 0), due_on=body.due_on or hand.today,
                unit=row.unit, decision=body.decision,
                basis={"fee": zloty(amount), "received": zloty(came), "kin": kin},
            )
        )  # fmt: skip
    if not await assess(hand, catalogue, SOURCE, orders):
        raise NothingInSubstitution
    row.version += 1
    await hand.db.flush()
    await hand.note("substitute", SUBJECT, row.id, legal_basis=_SUBSTITUTED)
    return Answer(id=row.id, version=row.version, state=row.state)


def parts_of(row: StayMonthRow, resident: UUID) -> dict[UUID, tuple[str, int]]:
    """Who pays for the month, the resident first: as whom, and how much."""
    others = {UUID(part["person"]): (str(part["kin"]), int(part["amount"])) for part in row.payers}
    return {resident: ("resident", row.resident), **others}


def source_of(stay: UUID, payer: UUID) -> UUID:
    """What a payer's debt of a stay is known by in the ledger of fees, month by month."""
    return uuid5(stay, str(payer))


async def told(hand: Hand, sight: Sight, rows: Sequence[StayMonthRow]) -> list[CareHomeMonthOut]:
    """The months as they are shown; a payer who is hidden from the reader is not named."""
    persons = {UUID(part["person"]) for row in rows for part in row.payers}
    hidden = {str(one) for one in await hidden_persons(hand.db, sight, persons)}
    return [
        CareHomeMonthOut(
            stay=row.stay,
            month=month_text(month_of(row.month)),
            number=row.number,
            days=row.days,
            free_days=row.free_days,
            cost=zloty(row.cost),
            resident=zloty(row.resident),
            payers=[
                CareHomePartOut(
                    person=None if part["person"] in hidden else UUID(part["person"]),
                    kin=part["kin"],
                    amount=zloty(int(part["amount"])),
                )
                for part in row.payers
            ],
            gmina_part=zloty(row.gmina_part),
            unknown=row.unknown,
            trace=list(row.trace),
        )
        for row in rows
    ]


def _row(hand: Hand, stay: UUID, month: int, number: int, found: Drawn) -> StayMonthRow:
    payers: list[dict[str, Any]] = [
        {"person": str(person), "kin": kin, "amount": amount} for person, kin, amount in found.payers
    ]
    return StayMonthRow(
        gmina=hand.db.gmina, stay=stay, month=first_day(month), number=number, days=found.month.days,
        free_days=found.free_days, cost=found.month.cost, resident=found.month.resident, payers=payers,
        gmina_part=found.month.gmina, unknown=found.unknown, trace=list(found.trace), drawn_on=hand.today,
        noted_by=hand.by,
    )  # fmt: skip


def _drawn(known: Known, month: int, law: Law) -> Drawn | None:
    try:
        return draw(known, month, law)
    except NoParameter as missing:
        raise wrong("/month", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None


def _said(row: StayMonthRow) -> tuple[object, ...]:
    return (row.days, row.free_days, row.cost, row.resident, row.payers, row.gmina_part, row.unknown)
