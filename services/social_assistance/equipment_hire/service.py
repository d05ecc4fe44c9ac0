"""What is done with contracts of hire: lent, prolonged, returned, fees of outsiders month by month; lists."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, last_day, month_of, parse_month
from services.social_assistance.acts.entering import enter, take_back
from services.social_assistance.equipment_hire import schemas as s
from services.social_assistance.equipment_hire import store
from services.social_assistance.equipment_hire.problems import (
    EquipmentHireNotFound,
    HireCharged,
    HireItemLent,
    HireItemRetired,
)
from services.social_assistance.equipment_hire.states import EQUIPMENT_HIRE
from services.social_assistance.equipment_hire.tables import HireRow
from services.social_assistance.fees.ledger import FeeOrder, assess, standing_of

SOURCE = "equipment_hire"
_HIRE = "equipment_hire"
_FEE = "oplata_wypozyczalnia_sprzetu"
_REGISTER = "wypozyczalnia_sprzetu"


async def lend(hand: Hand, sight: Sight, catalogue: Catalogue, body: s.EquipmentHireIn) -> Answer:
    """A piece is lent. Raises ValidationFailed, OtherUnit, OfficialExcluded, DayOutOfOrder, HireItemLent, HireItemRetired."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    there = (await persons.many(hand.db, [body.person])).keys() - await hidden_persons(hand.db, sight, [body.person])
    if not there:
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    item = await store.item(hand.db, sight, body.item, lock=True)
    if item is None:
        raise wrong("/item", "item_unknown", "Nie ma takiego sprzętu.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({body.person})), hand.today)
    back = await store.last_back(hand.db, item.id)
    on = hand.day(body.lent_on, item.acquired_on if back is None else max(back, item.acquired_on))
    if body.due_back < on:
        raise wrong("/due_back", "outside", "Sprzęt zwraca się nie wcześniej, niż się go wypożycza.")
    if item.retired_on is not None:
        raise HireItemRetired
    if await store.lent(hand.db, [item.id]):
        raise HireItemLent
    act = await enter(
        hand, sight, catalogue, _REGISTER, "wypozyczenie", unit=body.unit, on=on, persons=[body.person], quantity="1"
    )
    row = HireRow(
        gmina=hand.db.gmina, id=new_id(), item=item.id, person=body.person, unit=body.unit, outsider=body.outsider,
        monthly_fee=0 if body.monthly_fee is None else grosze(body.monthly_fee), lent_on=on, due_back=body.due_back, act=act,
        noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("lent", _HIRE, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def prolong(hand: Hand, sight: Sight, hire: UUID, body: s.HireProlongedIn, version: int) -> Answer:
    """The piece is lent for longer. Raises EquipmentHireNotFound, TransitionNotAllowed, ValidationFailed."""
    row = await _opened(hand, sight, hire, version)
    EQUIPMENT_HIRE.move(row.state, "prolong")
    if body.due_back <= row.due_back:
        raise wrong("/due_back", "outside", "Nowy termin zwrotu jest późniejszy niż dotychczasowy.")
    row.due_back = body.due_back
    return await _changed(hand, row, "prolong")


async def note_returned(
    hand: Hand, sight: Sight, catalogue: Catalogue, hire: UUID, body: s.HireReturnedIn, version: int
) -> Answer:
    """The piece came back, or will not. Raises EquipmentHireNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await _opened(hand, sight, hire, version)
    state = EQUIPMENT_HIRE.move(row.state, "note_returned")
    on = hand.day(body.on, row.lent_on)
    if body.returned_as == "lost":
        await _lost(hand, row.item, on)
    else:
        await enter(
            hand, sight, catalogue, _REGISTER, "zwrot", unit=row.unit, on=on, persons=[row.person], quantity="1"
        )
    row.state, row.returned_on, row.returned_as = state, on, body.returned_as
    return await _changed(hand, row, "note_returned")


async def withdraw(hand: Hand, sight: Sight, hire: UUID, version: int) -> Answer:
    """It was entered in error. Raises EquipmentHireNotFound, TransitionNotAllowed, HireCharged."""
    row = await _opened(hand, sight, hire, version)
    state = EQUIPMENT_HIRE.move(row.state, "withdraw")
    months = {first_day(at) for at in range(month_of(row.lent_on), month_of(hand.today) + 1)}
    fees = await standing_of(hand.db, SOURCE, [row.id], months)
    if any(one.balance.assessed for one in fees.values()):
        raise HireCharged
    await take_back(hand, sight, row.act)
    row.state = state
    return await _changed(hand, row, "withdraw")


async def charge(hand: Hand, sight: Sight, catalogue: Catalogue, body: s.HireFeesIn) -> Answer:
    """Each outsider who had equipment in the month owes the fee of his contract. Raises ValidationFailed, CannotBeBooked.

    Asked again, what stands is left, and the fee of a month in which nothing was out any more is taken back. Contracts of those from
    whose matter she is excluded stay as they are, and the answer says `incomplete`.
    """
    at = parse_month(body.month)
    if first_day(at) > hand.today:
        raise wrong("/month", "month_not_begun", "Ten miesiąc jeszcze się nie zaczął.")
    await store.alone(hand.db)
    found = await store.charged(hand.db, sight, SOURCE, first_day(at), last_day(at))
    not_hers = await store.not_hers(hand.db, hand.by, {one.person for one in found}, hand.today)
    mine = [one for one in found if one.person not in not_hers]
    orders = [
        FeeOrder(
            payer=one.person, person=one.person, benefit=_FEE, source=one.id, month=at, amount=fee_of(one, at),
            due_on=body.due_on, unit=one.unit, basis={"monthly_fee": zloty(one.monthly_fee)},
        )
        for one in mine
    ]  # fmt: skip
    await assess(hand, catalogue, SOURCE, orders)
    await hand.note("charge", _HIRE, None)
    return Answer(id=new_id(), version=1, state="incomplete" if len(mine) < len(found) else "charged")


def fee_of(hire: HireRow, at: int) -> int:
    """What a contract costs in a month (an ordinal): its fee for each month begun; nothing when it was entered in error or is over."""
    over = hire.returned_on is not None and hire.returned_on < first_day(at)
    return 0 if hire.state == "withdrawn" or over or hire.lent_on > last_day(at) else hire.monthly_fee


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.EquipmentHireOut]:
    """Contracts by the day of lending, or of coming back."""
    keyset = paging.keyset(f"{_HIRE} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", _HIRE, wanted.person or wanted.item)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[_told(row, hand.today) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, hire: UUID) -> s.EquipmentHireOut:
    """A contract. Raises EquipmentHireNotFound."""
    row = await store.load(hand.db, sight, hire)
    if row is None:
        raise EquipmentHireNotFound
    await hand.note("read", _HIRE, row.id)
    return _told(row, hand.today)


async def _opened(hand: Hand, sight: Sight, hire: UUID, version: int) -> HireRow:
    """The contract, kept from other writers. Raises EquipmentHireNotFound, PreconditionFailed, OtherUnit, OfficialExcluded."""
    row = await store.load(hand.db, sight, hire, lock=True)
    if row is None:
        raise EquipmentHireNotFound
    check_version(version, row.version)
    if not sight.works_on(row.unit):
        raise OtherUnit
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    return row


async def _changed(hand: Hand, row: HireRow, step: str) -> Answer:
    row.version += 1
    await hand.db.flush()
    await hand.note(step, _HIRE, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


def _told(row: HireRow, today: date) -> s.EquipmentHireOut:
    return s.EquipmentHireOut.model_validate(
        row.model_dump()
        | {
            "monthly_fee": zloty(row.monthly_fee),
            "overdue": row.state == "lent" and row.due_back < today,
            "allowed": list(EQUIPMENT_HIRE.allowed(row.state)),
        }
    )


async def _lost(hand: Hand, item: UUID, on: date) -> None:
    """A piece that will not come back is lent no more."""
    row = await store.piece(hand.db, item)
    row.retired_on, row.retired_as = on, "lost"
    row.version += 1
