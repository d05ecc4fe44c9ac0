"""What is shown of meals: who is fed where, prices, lists of a month with what was eaten, and the limit of meals without a decision."""

from dataclasses import asdict
from uuid import UUID

from kit.law import NoParameter
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of, month_text
from services.social_assistance.meals import rules, service, store
from services.social_assistance.meals.problems import MealListNotFound, MealPriceMissing
from services.social_assistance.meals.schemas import (
    EatenOut,
    LimitOut,
    MealListOut,
    MealListShown,
    MealPersonOut,
    PriceOut,
)
from services.social_assistance.meals.states import MEAL_LIST
from services.social_assistance.meals.tables import MealListRow
from services.social_assistance.third_parties import store as parties
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import ThirdPartyNotFound


async def persons(
    desk: Desk, paging: PageRequest, wanted: store.PersonFilters, sort: str, *, everything: bool
) -> Page[MealPersonOut]:
    """Who is fed, by the first day."""
    hand = desk.hand
    keyset = paging.keyset(f"meal_person by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.persons(hand.db, desk.sight, wanted, after, sort.startswith("-"), fetch)
    await hand.note("exported" if everything else "listed", "meal_person", wanted.person or wanted.facility)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.since, row.id))
    return Page(items=[MealPersonOut.model_validate(row.model_dump()) for row in rows], next_cursor=cursor)


async def prices(desk: Desk, facility: UUID) -> list[PriceOut]:
    """The facility's prices. Raises ThirdPartyNotFound."""
    if await parties.party(desk.hand.db, desk.sight, facility) is None:
        raise ThirdPartyNotFound
    await desk.hand.note("listed", "meal_price", facility)
    rows = await store.prices(desk.hand.db, facility)
    return [PriceOut.model_validate(one.model_dump() | {"price": zloty(one.price)}) for one in rows]


async def lists(
    desk: Desk, paging: PageRequest, wanted: store.ListFilters, sort: str, *, everything: bool
) -> Page[MealListOut]:
    """Lists by month."""
    hand = desk.hand
    keyset = paging.keyset(f"meal_list by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.lists(hand.db, desk.sight, wanted, after, sort.startswith("-"), fetch)
    await hand.note("exported" if everything else "listed", "meal_list", wanted.facility)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.month, row.id))
    return Page(items=[MealListOut.model_validate(_told(row)) for row in rows], next_cursor=cursor)


async def show(desk: Desk, meal_list: UUID) -> MealListShown:
    """The list with what was eaten and what it costs. Raises MealListNotFound."""
    hand = desk.hand
    row = await store.meal_list(hand.db, desk.sight, meal_list)
    if row is None:
        raise MealListNotFound
    await hand.note("read", "meal_list", row.id)
    eaten = await store.eaten(hand.db, row.id)
    try:
        cost = {entry.id: one for entry, one in await service.cost_of(desk, row)}
    except MealPriceMissing:
        cost = {}
    seen = await store.seen(hand.db, desk.sight, [entry.id for _, entry in eaten])
    pupils = {entry.person for _, entry in eaten if entry.way == "without_decision" and entry.benefit == service.PUPILS}
    return MealListShown.model_validate(
        _told(row)
        | {
            "meals": sum(len(one.days) for one, _ in eaten),
            "cost": zloty(sum(one.amount for one in cost.values())) if cost or not eaten else None,
            "limit": await _limit(desk, row, len(pupils)),
            "items": [
                EatenOut(
                    meal_person=entry.id,
                    person=entry.person,
                    kind=entry.kind,
                    way="decision" if entry.way == "decision" else "without_decision",
                    days=[day.day for day in one.days],
                    cost=zloty(cost[entry.id].amount) if entry.id in cost else None,
                )
                for one, entry in eaten
                if entry.id in seen
            ],
        }
    )


async def _limit(desk: Desk, row: MealListRow, fed: int) -> LimitOut:
    """The act's programme counts those fed in the month before; whether July counts for September it does not say: the month is taken."""
    before = await store.of_month(desk.hand.db, row.facility, first_day(month_of(row.month) - 1))
    view = desk.catalogue.law(desk.hand.db.gmina).on(row.month)
    most: int | None
    try:
        most = None if before is None else rules.most_without_decision(before.pupils_fed, view)
    except NoParameter:
        most = 0
    return LimitOut(
        fed_without_decision=fed,
        fed_in_previous_month=None if before is None else before.pupils_fed,
        most=most,
        exceeded=most is not None and fed > most,
    )


def _told(row: MealListRow) -> dict[str, object]:
    told = {"month": month_text(month_of(row.month)), "allowed": list(MEAL_LIST.allowed(row.state))}
    return row.model_dump() | told
