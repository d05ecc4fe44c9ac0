"""What is done about children in foster care: who they are, and the powiat's note entered, checked and divided (art. 191 ust. 9-13a)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_args
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import hidden_persons
from casework.facts.money import thousandths
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of, month_text, parse_month
from kit.problems import FieldError, ValidationFailed
from services.social_assistance.foster_care import rules, store
from services.social_assistance.foster_care.problems import (
    FosterChildExists,
    FosterChildNotFound,
    FosterMonthAskedTwice,
    NotAFosterNote,
)
from services.social_assistance.foster_care.schemas import (
    CheckedOut,
    FosterChangeIn,
    FosterCheckOut,
    FosterChildIn,
    FosterChildOut,
    NoteIn,
    StretchOut,
)
from services.social_assistance.foster_care.tables import FosterChildRow, NoteRow
from services.social_assistance.third_parties import store as parties
from services.social_assistance.third_parties.allocating import allocate
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import AllocationDiffers, InvoiceNotFound
from services.social_assistance.third_parties.schemas import AllocationIn, AllocationsIn
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

NOTES = "foster_care"
_CHILD = "foster_child"
BENEFITS = {
    "family": "rodzina_zastepcza_udzial_gminy",
    "institution": "placowka_opiekunczo_wychowawcza_udzial_gminy",
}
_VARIANTS = ("rok_1", "rok_2", "rok_3_i_nastepne")


async def register(desk: Desk, order: FosterChildIn) -> Answer:
    """Keeps the child. Raises FosterChildExists, ValidationFailed, OfficialExcluded."""
    hand, sight = desk.hand, desk.sight
    known = (await persons.many(hand.db, {order.person})).keys() - await hidden_persons(hand.db, sight, {order.person})
    if order.person not in known:
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if not sight.works_on(order.unit):
        raise wrong("/unit", "unit_of_others", "To nie jest jednostka, w której ta osoba pracuje.")
    await _powiat(desk, order.powiat)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({order.person})), hand.today)
    if await store.in_care(hand.db, order.person):
        raise FosterChildExists
    told = order.model_dump() | {"counted_from": order.counted_from or order.first_placement}
    row = FosterChildRow(gmina=hand.db.gmina, id=new_id(), noted_by=hand.by, **told)
    hand.db.add(row)
    try:
        await hand.db.flush()
    except IntegrityError:
        # Registered by somebody else in the same moment.
        raise FosterChildExists from None
    await hand.note("registered", _CHILD, row.id, legal_basis="art. 191 ust. 9-10 u.w.r.s.p.z.")
    return Answer(id=row.id, version=row.version, state="in_care")


async def change(desk: Desk, child: UUID, order: FosterChangeIn, version: int) -> Answer:
    """What has become known since. Raises FosterChildNotFound, FosterChildExists, OfficialExcluded, ValidationFailed."""
    hand = desk.hand
    row = await store.load(hand.db, desk.sight, child, lock=True)
    if row is None:
        raise FosterChildNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    stated = order.model_dump(exclude_unset=True)
    if order.powiat is not None:
        await _powiat(desk, order.powiat)
    back = row.until is not None and "until" in stated and order.until is None
    if back and await store.in_care(hand.db, row.person):
        raise FosterChildExists
    if order.first_placement is not None and row.counted_from == row.first_placement:
        stated.setdefault("counted_from", order.first_placement)
    for name, value in stated.items():
        if value is not None or name in ("until", "no_share", "told_on"):
            setattr(row, name, value)
    if row.counted_from < row.first_placement:
        raise wrong("/counted_from", "day_out_of_order", "Lata liczy się najwcześniej od pierwszego umieszczenia.")
    if row.until is not None and row.until < row.counted_from:
        raise wrong("/until", "day_out_of_order", "Koniec pobytu poprzedza umieszczenie.")
    row.version += 1
    await hand.db.flush()
    await hand.note("changed", _CHILD, row.id)
    return Answer(id=row.id, version=row.version, state="in_care" if row.until is None else "left")


async def page(
    desk: Desk, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[FosterChildOut]:
    """Children by the day from which their years run."""
    hand = desk.hand
    keyset = paging.keyset(f"{_CHILD} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, desk.sight, wanted, after, sort.startswith("-"), fetch)
    await hand.note("exported" if everything else "listed", _CHILD, wanted.person or wanted.powiat)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.counted_from, row.id))
    return Page(items=[FosterChildOut.model_validate(row.model_dump()) for row in rows], next_cursor=cursor)


async def show(desk: Desk, child: UUID) -> FosterChildOut:
    """The child. Raises FosterChildNotFound."""
    row = await store.load(desk.hand.db, desk.sight, child)
    if row is None:
        raise FosterChildNotFound
    await desk.hand.note("read", _CHILD, row.id)
    return FosterChildOut.model_validate(row.model_dump())


async def enter_note(desk: Desk, invoice: UUID, order: NoteIn, version: int) -> Answer:
    """Enters the note's rows and divides the document by them, as they ask. Raises NotAFosterNote, AllocationDiffers, ValidationFailed."""
    hand, document = desk.hand, await _document(desk, invoice, lock=True)
    if document.state != "registered":
        raise NotAFosterNote
    named = {one.foster_child for one in order.items}
    children = await store.children(hand.db, named)
    unseen = named - await store.seen(hand.db, desk.sight, named)
    errors, law = [], desk.catalogue.law(hand.db.gmina)
    for n, one in enumerate(order.items):
        if one.foster_child not in children or one.foster_child in unseen:
            told = "Tego dziecka nie ma w rejestrze pieczy zastępczej."
            errors.append(FieldError(f"/items/{n}/foster_child", "foster_child_unknown", told))
            continue
        try:
            rules.stretches(_child(children[one.foster_child]), parse_month(one.month), law)
        except NoParameter:
            told = "W tym miesiącu gmina nie współfinansowała pieczy zastępczej."
            errors.append(FieldError(f"/items/{n}/month", "month_without_share", told))
    if errors:
        raise ValidationFailed(errors=errors)
    if sum(grosze(one.amount) for one in order.items) != document.amount:
        raise AllocationDiffers
    number, times = await store.last_of(hand.db, document.id)
    items: list[AllocationIn] = []
    for one in order.items:
        number += 1
        month = first_day(parse_month(one.month))
        row = NoteRow(
            gmina=document.gmina, invoice=document.id, number=number, round=times + 1, foster_child=one.foster_child, month=month,
            cost=grosze(one.cost), amount=grosze(one.amount), noted_by=hand.by,
        )  # fmt: skip
        hand.db.add(row)
        items += _divided(desk, children[one.foster_child], row, less=document.amount < 0)
    await hand.db.flush()
    return await allocate(desk, document.id, AllocationsIn(items=items), version)


async def by_merits(desk: Desk, document: InvoiceRow, allocations: Sequence[AllocationRow]) -> None:
    """Before a powiat's note is checked: it was entered child by child and month by month, and is divided as it asks.

    A child's month that another document asks for stops it; what else differs from the act stops nothing: the office asks the powiat
    for a correction. Raises AllocationDiffers, FosterMonthAskedTwice.
    """
    rows = await store.note(desk.hand.db, document.id)
    named = {one.foster_child for one in rows}
    await store.lock(desk.hand.db, named)
    children = await store.children(desk.hand.db, named)
    of_note, divided = defaultdict[tuple[UUID, date], int](int), defaultdict[tuple[UUID, date], int](int)
    for row in rows:
        of_note[children[row.foster_child].person, row.month] += row.amount
    for one in allocations:
        divided[one.entitled, one.period] += one.amount
    if dict(of_note) != dict(divided):
        raise AllocationDiffers("Podział dokumentu jest inny niż wpisane pozycje noty powiatu.")
    before = await store.asked_before(desk.hand.db, document, named)
    twice = [
        (place, [str(one) for one in before.get((row.foster_child, row.month), ())])
        for place, (row, one) in enumerate(zip(rows, _compared(desk, document, rows, children, before), strict=True))
        if one.found == "asked_twice"
    ]
    if twice:
        raise FosterMonthAskedTwice(twice)


async def checked(desk: Desk, invoice: UUID) -> FosterCheckOut:
    """The note beside what the act makes of its costs. Raises InvoiceNotFound, NotAFosterNote."""
    hand, document = desk.hand, await _document(desk, invoice)
    rows = await store.note(hand.db, document.id)
    named = {one.foster_child for one in rows}
    children = await store.children(hand.db, named)
    seen = await store.seen(hand.db, desk.sight, named)
    found = _compared(desk, document, rows, children, await store.asked_before(hand.db, document, named))
    await hand.note("read", "foster_note", document.id)
    return FosterCheckOut(
        invoice=document.id,
        agrees=all(one.found == "agrees" for one in found),
        asked=zloty(sum(one.asked.amount for one in found)),
        owed=zloty(sum(one.expected for one in found)),
        difference=zloty(sum(one.difference for one in found)),
        rows=[_checked(one) for one in found if UUID(one.asked.child) in seen],
    )


def ratio_text(share: Fraction) -> str:
    """A share with the places that it has, two at least: 3/10 is "0.30"."""
    text = format(Decimal(share.numerator) / Decimal(share.denominator), "f")
    whole, _, places = text.partition(".")
    return f"{whole}.{places.ljust(2, '0')}"


def _compared(
    desk: Desk,
    document: InvoiceRow,
    rows: Sequence[NoteRow],
    children: Mapping[UUID, FosterChildRow],
    before: Collection[tuple[UUID, date]],
) -> list[rules.Checked]:
    """The note's rows beside the act, beside what others ask for, and beside the powiat with which each child is registered."""
    return rules.checked(
        [rules.Asked(str(one.foster_child), month_of(one.month), one.cost, one.amount) for one in rows],
        [_child(one) for one in children.values()],
        [(str(child), month_of(month)) for child, month in before],
        desk.catalogue.law(desk.hand.db.gmina),
        {str(one.id) for one in children.values() if one.powiat != document.third_party},
    )


def _checked(one: rules.Checked) -> CheckedOut:
    return CheckedOut(
        foster_child=UUID(one.asked.child),
        month=month_text(one.asked.month),
        cost=zloty(one.asked.cost),
        asked=zloty(one.asked.amount),
        owed=zloty(one.expected),
        difference=zloty(one.difference),
        found=one.found,
        stretches=[StretchOut(year=each.year, share=ratio_text(each.share), days=each.days) for each in one.stretches],
    )


def _divided(desk: Desk, child: FosterChildRow, row: NoteRow, *, less: bool) -> list[AllocationIn]:
    """The row as allocations: one for each year of care of its month; what is asked for a month outside care has no variant."""
    of_month = rules.stretches(_child(child), month_of(row.month), desk.catalogue.law(desk.hand.db.gmina))
    parts = rules.parts_of(row.amount, of_month)
    benefit, month = BENEFITS[child.kind], month_text(month_of(row.month))
    if not parts:
        nothing = thousandths(0)
        return [
            AllocationIn(
                benefit=benefit, entitled=child.person, month=month, quantity=nothing, amount=zloty(row.amount)
            )
        ]
    return [
        AllocationIn(
            benefit=benefit, entitled=child.person, month=month, variant=_VARIANTS[min(one.year, len(_VARIANTS)) - 1],
            quantity=thousandths(-one.quantity if less else one.quantity), amount=zloty(one.amount),
        )
        for one in parts
    ]  # fmt: skip


def _child(row: FosterChildRow) -> rules.Child:
    reason = next((one for one in get_args(rules.NoShare) if one == row.no_share), None)
    return rules.Child(str(row.id), row.counted_from, row.until, reason)


async def _document(desk: Desk, invoice: UUID, *, lock: bool = False) -> InvoiceRow:
    row = await parties.load(desk.hand.db, desk.sight, invoice, lock=lock)
    if row is None:
        raise InvoiceNotFound
    if row.purpose != NOTES:
        raise NotAFosterNote
    return row


async def _powiat(desk: Desk, powiat: UUID) -> None:
    found = await parties.party(desk.hand.db, desk.sight, powiat)
    if found is None or found.kind != "powiat":
        raise wrong("/powiat", "powiat_unknown", "Nie ma takiego powiatu w rejestrze kontrahentów.")
