"""Over whom a document is divided: said anew as long as nobody has checked it; the persons' amounts are together the document's."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority import deciding
from casework.authority.rules import Matter
from casework.authority.sight import hidden_persons
from casework.awards.tables import AwardRow
from casework.persons import one_person
from casework.persons import store as persons
from kit.idempotency import Answer
from kit.money import SharesDoNotFit, grosze
from kit.periods import first_day, parse_month
from kit.problems import FieldError, ValidationFailed
from services.social_assistance.third_parties import store
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.dividing import by_weight
from services.social_assistance.third_parties.problems import AllocationDiffers
from services.social_assistance.third_parties.schemas import AllocationIn, AllocationsIn
from services.social_assistance.third_parties.states import INVOICE
from services.social_assistance.third_parties.steps import changed, opened
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

PURPOSE_OF = {
    "posilek_dziecka": "meals",
    "posilek_doroslego": "meals",
    "rodzina_zastepcza_udzial_gminy": "foster_care",
    "placowka_opiekunczo_wychowawcza_udzial_gminy": "foster_care",
    "dps_odplatnosc_gminy": "care_home",
    "dps_oplata_zastepcza": "care_home",
    "schronisko_dla_bezdomnych": "shelter",
    "schronisko_z_uslugami_opiekunczymi": "shelter",
    "noclegownia": "shelter",
    "pobyt_krotkoterminowy_dps": "shelter",
}
"""Benefits that only documents of one purpose are divided over: under another one nothing would say whether they were given."""


async def allocate(desk: Desk, invoice: UUID, order: AllocationsIn, version: int) -> Answer:
    """Divides the document; what was said before is taken back. Raises InvoiceNotFound, TransitionNotAllowed, AllocationDiffers."""
    row = await opened(desk, invoice, version)
    state = INVOICE.move(row.state, "allocate")
    amounts = _amounts(row, order.items)
    _benefits(desk, row, order.items)
    await _whose(desk, order.items)
    hand = desk.hand
    named = frozenset(one.entitled for one in order.items)
    await deciding.not_excluded(hand.db, hand.by, Matter(named), hand.today)
    number = await store.last_number(hand.db, AllocationRow, row.id)
    for old in await store.allocations(hand.db, [row.id]):
        number += 1
        back = {
            "number": number,
            "quantity": -old.quantity,
            "amount": -old.amount,
            "counters": old.number,
            "noted_by": hand.by,
        }
        hand.db.add(AllocationRow(**{**old.model_dump(exclude={"noted_at"}), **back}))
    for one, amount in zip(order.items, amounts, strict=True):
        number += 1
        hand.db.add(
            AllocationRow(
                gmina=row.gmina, invoice=row.id, number=number, benefit=one.benefit, variant=one.variant, entitled=one.entitled,
                household=one.household, award=one.award, period=_month(row, one), quantity=grosze_of(one.quantity), amount=amount,
                noted_by=hand.by,
            )
        )  # fmt: skip
    return await changed(desk, row, "allocate", state)


def grosze_of(quantity: str) -> int:
    """Thousandths of a quantity written with three places."""
    return int(quantity.replace(".", ""))


def _month(row: InvoiceRow, one: AllocationIn) -> date:
    return row.service_month if one.month is None else first_day(parse_month(one.month))


def _amounts(row: InvoiceRow, items: Sequence[AllocationIn]) -> list[int]:
    """Each person's grosze: as stated, else by the quantities. Raises AllocationDiffers, ValidationFailed."""
    stated = [grosze(one.amount) for one in items if one.amount is not None]
    if not stated:
        sign = -1 if row.amount < 0 else 1
        try:
            return list(by_weight(row.amount, [sign * grosze_of(one.quantity) for one in items]))
        except SharesDoNotFit:
            told = "Bez kwot dokument dzieli się według ilości, a te nie mogą być ujemne ani wszystkie zerowe."
            raise ValidationFailed(told, errors=[FieldError("/items", "quantities", told)]) from None
    if sum(stated) != row.amount:
        raise AllocationDiffers
    return stated


def _benefits(desk: Desk, row: InvoiceRow, items: Sequence[AllocationIn]) -> None:
    errors = []
    for n, one in enumerate(items):
        if one.benefit not in desk.catalogue.invoiced:
            told = "Tego świadczenia nie opłaca się na podstawie faktur."
            errors.append(FieldError(f"/items/{n}/benefit", "not_paid_by_invoice", told))
        elif PURPOSE_OF.get(one.benefit, row.purpose) != row.purpose:
            told = "To świadczenie opłaca się dokumentem o innym przeznaczeniu, który sprawdza się z jego rejestrem."
            errors.append(FieldError(f"/items/{n}/benefit", "benefit_of_other_purpose", told))
        elif one.variant is not None and one.variant not in desk.catalogue.get(one.benefit).variant_names(
            _month(row, one)
        ):
            errors.append(FieldError(f"/items/{n}/variant", "unknown_variant", "Świadczenie nie ma takiej odmiany."))
    if errors:
        raise ValidationFailed(errors=errors)


async def _whose(desk: Desk, items: Sequence[AllocationIn]) -> None:
    """Persons and households are in the register and seen; a right is the same person's to the same benefit. Raises ValidationFailed."""
    db, sight = desk.hand.db, desk.sight
    named = {one.entitled for one in items}
    known = (await persons.many(db, named)).keys() - await hidden_persons(db, sight, named)
    households = await store.households(db, sight, {one.household for one in items if one.household is not None})
    rights = select(AwardRow).where(
        AwardRow.gmina == db.gmina,
        col(AwardRow.id).in_({one.award for one in items if one.award is not None}),
        sight.awards(),
    )
    awards = {one.id: one for one in (await db.exec(rights)).all()}
    stands = await one_person.stand_ins(db, named | {one.entitled for one in awards.values()})
    errors = []
    for n, one in enumerate(items):
        if one.entitled not in known:
            errors.append(FieldError(f"/items/{n}/entitled", "person_unknown", "Tej osoby nie ma w rejestrze."))
        if one.household is not None and one.household not in households:
            errors.append(FieldError(f"/items/{n}/household", "household_unknown", "Nie ma takiego gospodarstwa."))
        if one.award is not None:
            award = awards.get(one.award)
            if award is None or award.benefit != one.benefit or stands[award.entitled] != stands[one.entitled]:
                errors.append(
                    FieldError(f"/items/{n}/award", "award_unknown", "To nie jest prawo tej osoby do tego świadczenia.")
                )
    if errors:
        raise ValidationFailed(errors=errors)
