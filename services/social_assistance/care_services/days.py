"""Days of care at home, entered by the sheet (u.p.s. art. 50): what a carer served, of whose day there are no more minutes than it has."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight
from casework.transitions import TransitionNotAllowed
from kit.idempotency import Answer
from kit.periods import month_of
from services.social_assistance.care_services import store
from services.social_assistance.care_services.months import MINUTES_OF_DAY
from services.social_assistance.care_services.plans import changed, opened
from services.social_assistance.care_services.problems import CareMonthConfirmed
from services.social_assistance.care_services.reckoning import holding
from services.social_assistance.care_services.schemas import CareDayIn, CareSheetIn
from services.social_assistance.care_services.tables import CareDayRow, CarePlanRow, CarerRow


async def enter(hand: Hand, sight: Sight, plan: UUID, body: CareSheetIn, version: int) -> Answer:
    """A sheet of days at once; what does not change is not written again. Raises CarePlanNotFound, CareMonthConfirmed, ValidationFailed."""
    row = await opened(hand, sight, plan, version)
    if row.state == "cancelled":
        raise TransitionNotAllowed("Te usługi wpisano omyłkowo.")
    # Carers after the plan, in one order: two sheets of one carer wait for each other, and see each other's minutes.
    carers = await store.carers(hand.db, {one.carer for one in body.days}, lock=True)
    for index, one in enumerate(body.days):
        _fits(hand, sight, row, carers.get(one.carer), one, f"/days/{index}")
    for at in sorted({month_of(one.on) for one in body.days}):
        stands = (await store.months(hand.db, [row.id], at)).get(row.id)
        if stands is not None and stands.state == "confirmed":
            raise CareMonthConfirmed
    known = await store.days_of_carers(hand.db, list(carers), {one.on for one in body.days})
    _not_longer_than_a_day(row, body.days, known)
    last: dict[tuple[object, UUID], CareDayRow] = {}
    for entry in sorted((one for one in known if one.plan == row.id), key=lambda one: one.number):
        last[entry.day, entry.carer] = entry
    hand.db.add_all(_changes(hand, row, body.days, last))
    return await changed(hand, row, "enter_days", row.state, "art. 50 ust. 5 u.p.s.")


def _changes(
    hand: Hand, row: CarePlanRow, sheet: Sequence[CareDayIn], last: Mapping[tuple[object, UUID], CareDayRow]
) -> list[CareDayRow]:
    made = []
    for one in sheet:
        before = last.get((one.on, one.carer))
        if one.minutes == (before.minutes if before else 0):
            continue
        number = before.number + 1 if before else 1
        entry = CareDayRow(
            gmina=row.gmina, plan=row.id, day=one.on, carer=one.carer, number=number, minutes=one.minutes, noted_by=hand.by
        )  # fmt: skip
        made.append(entry)
    return made


def _fits(hand: Hand, sight: Sight, row: CarePlanRow, carer: CarerRow | None, one: CareDayIn, pointer: str) -> None:
    if carer is None or not sight.works_on(carer.unit):
        raise wrong(f"{pointer}/carer", "carer_unknown", "Nie ma takiego opiekuna.")
    if one.on > hand.today:
        raise wrong(f"{pointer}/on", "day_to_come", "Ten dzień jeszcze nie nadszedł.")
    # What was entered in error is taken back also where the plan or the contract has ended since.
    if one.minutes and not (row.since <= one.on and (row.until is None or one.on <= row.until)):
        raise wrong(f"{pointer}/on", "day_outside_plan", "Dzień leży poza okresem usług.")
    if one.minutes and not (carer.since <= one.on and (carer.until is None or one.on <= carer.until)):
        raise wrong(f"{pointer}/on", "day_outside_contract", "Dzień leży poza okresem umowy opiekuna.")


def _not_longer_than_a_day(row: CarePlanRow, sheet: Sequence[CareDayIn], known: Sequence[CareDayRow]) -> None:
    elsewhere: dict[tuple[object, UUID], int] = {}
    for entry in holding(known):
        if entry.plan != row.id:
            key = (entry.day, entry.carer)
            elsewhere[key] = elsewhere.get(key, 0) + entry.minutes
    for index, one in enumerate(sheet):
        if one.minutes and one.minutes + elsewhere.get((one.on, one.carer), 0) > MINUTES_OF_DAY:
            told = "Opiekun miałby tego dnia u wszystkich osób więcej minut, niż ma doba."
            raise wrong(f"/days/{index}/minutes", "more_than_a_day", told)
