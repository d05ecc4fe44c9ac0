"""A home's invoice or note: divided by the months of stays as they were drawn up, and checked by them before it is paid (u.p.s. art. 61).

The gmina pays its own part of a month (ust. 2 pkt 3) and what it pays in others' places (ust. 3). A home may ask for both at once, or for
the second when it is known who did not pay; a month that comes to something else later is followed by another document or a correction.
So each asks for what the documents checked before it did not ask for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.facts.money import thousandths
from casework.persons import one_person
from kit.idempotency import Answer
from kit.money import zloty
from kit.periods import month_of
from services.social_assistance.care_homes import store
from services.social_assistance.care_homes.months import SOURCE, parts_of, source_of
from services.social_assistance.care_homes.problems import HomeInvoiceDiffers, HomeMonthNotDrawn, NotAHomeInvoice
from services.social_assistance.fees.ledger import standing_of
from services.social_assistance.third_parties import store as parties
from services.social_assistance.third_parties.allocating import allocate
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import InvoiceNotFound
from services.social_assistance.third_parties.schemas import AllocationIn, AllocationsIn
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

HOMES = "care_home"
_GMINA_PART, _SUBSTITUTED = "dps_odplatnosc_gminy", "dps_oplata_zastepcza"
_THOUSAND = 1000


@dataclass(slots=True)
class Part:
    """What is one resident's of a benefit: grosze, and thousandths of the benefit's unit; below zero what the home gives back."""

    amount: int = 0
    quantity: int = 0


Parts = Mapping[tuple[UUID, str], Part]
"""By resident and benefit."""


async def divide(desk: Desk, invoice: UUID, version: int) -> Answer:
    """Divides the document by the months drawn up. Raises InvoiceNotFound, NotAHomeInvoice, HomeMonthNotDrawn, HomeInvoiceDiffers."""
    document = await parties.load(desk.hand.db, desk.sight, invoice)
    if document is None:
        raise InvoiceNotFound
    if document.purpose != HOMES:
        raise NotAHomeInvoice
    rest = await _rest(desk, document)
    _same(document.amount, rest)
    items = [
        AllocationIn(benefit=benefit, entitled=person, quantity=thousandths(part.quantity), amount=zloty(part.amount))
        for (person, benefit), part in rest.items()
    ]
    return await allocate(desk, invoice, AllocationsIn(items=items), version)


async def by_merits(desk: Desk, document: InvoiceRow, allocations: Sequence[AllocationRow]) -> None:
    """Before a home's document is checked: it asks for what is left of the month, resident by resident.

    Raises HomeMonthNotDrawn, HomeInvoiceDiffers.
    """
    # Of two documents of a month that are checked in the same moment, the second one sees the first.
    await store.lock_home(desk.hand.db, document.third_party)
    rest = await _rest(desk, document)
    _same(document.amount, rest)
    stands = await one_person.stand_ins(desk.hand.db, {one.entitled for one in allocations})
    divided = defaultdict[tuple[UUID, str], int](int)
    for one in allocations:
        if one.period != document.service_month:
            raise HomeInvoiceDiffers("Podział dokumentu obejmuje inny miesiąc niż miesiąc pobytu.")
        divided[stands[one.entitled], one.benefit] += one.amount
    if dict(divided) != {place: part.amount for place, part in rest.items()}:
        raise HomeInvoiceDiffers("Podział dokumentu na mieszkańców jest inny niż w rozliczonych miesiącach pobytów.")


async def _rest(desk: Desk, document: InvoiceRow) -> Parts:
    """What the home is still to be paid of the document's month, beside what documents checked before ask for; a person once."""
    db, month = desk.hand.db, document.service_month
    stays = [one for one in await store.stays_in(db, month_of(month)) if one.home == document.third_party]
    drawn = await store.months(db, [one.id for one in stays], month)
    if len(drawn) < len(stays):
        raise HomeMonthNotDrawn
    paying = {one.id: parts_of(drawn[one.id], one.person) for one in stays}
    sources = {source_of(stay, payer) for stay, payers in paying.items() for payer in payers}
    substituted = await standing_of(db, SOURCE, sources, {month})
    asked_before = await parties.allocations(db, await store.checked_of_home(db, document))
    named = {stay.person for stay in stays} | {one.entitled for one in asked_before}
    whose = await one_person.stand_ins(db, named)
    rest = defaultdict[tuple[UUID, str], Part](Part)
    for stay in stays:
        own = rest[whose[stay.person], _GMINA_PART]
        own.amount += drawn[stay.id].gmina_part
        own.quantity += drawn[stay.id].days * _THOUSAND
        of_others = [substituted.get((source_of(stay.id, payer), month)) for payer in paying[stay.id]]
        instead = sum(one.balance.assessed for one in of_others if one is not None)
        if instead:
            part = rest[whose[stay.person], _SUBSTITUTED]
            part.amount += instead
            part.quantity = _THOUSAND
    for asked in asked_before:
        part = rest[whose[asked.entitled], asked.benefit]
        part.amount -= asked.amount
        part.quantity -= asked.quantity
    return {place: part for place, part in rest.items() if part.amount}


def _same(asked: int, rest: Parts) -> None:
    difference = asked - sum(part.amount for part in rest.values())
    if difference:
        told = "więcej" if difference > 0 else "mniej"
        raise HomeInvoiceDiffers(
            f"Dokument opiewa o {zloty(abs(difference))} zł {told}, niż wynika z rozliczonych miesięcy pobytów."
        )
    if not rest:
        raise HomeInvoiceDiffers("Za ten miesiąc nie ma czego zapłacić domowi ani czego od niego odzyskać.")
