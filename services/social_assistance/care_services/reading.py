"""How care services are shown: plans, a plan with its terms and months, the months of all plans, a month with its days."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.social_assistance.care_services import store
from services.social_assistance.care_services.confirming import MONTH, reckoned
from services.social_assistance.care_services.fee_tables import FeeTables
from services.social_assistance.care_services.plans import SUBJECT
from services.social_assistance.care_services.problems import CarePlanNotFound
from services.social_assistance.care_services.reckoning import Reckoned, holding
from services.social_assistance.care_services.schemas import (
    CareDayOut,
    CareMonthOut,
    CareMonthShown,
    CarePlanOut,
    CarePlanShown,
    CareTermOut,
)
from services.social_assistance.care_services.states import CARE_MONTH, CARE_PLAN
from services.social_assistance.care_services.tables import CareMonthRow, CarePlanRow, CareTermRow


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[CarePlanOut]:
    """Plans by the day on which they begin."""
    keyset = paging.keyset(f"{SUBJECT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", SUBJECT, wanted.person)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.since, row.id))
    return Page(items=[CarePlanOut.model_validate(_plan(row)) for row in rows], next_cursor=cursor)


async def months_page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.MonthFilters, sort: str, *, everything: bool
) -> Page[CareMonthOut]:
    """Months that were confirmed or reopened, as they hold, by month."""
    keyset = paging.keyset(f"{MONTH} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.months_page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", MONTH, wanted.person)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda pair: (pair[0].month, pair[0].plan))
    return Page(items=[_stated(plan, row) for row, plan in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, plan: UUID) -> CarePlanShown:
    """A plan with what was stated of it and its months. Raises CarePlanNotFound."""
    row = await store.load(hand.db, sight, plan)
    if row is None:
        raise CarePlanNotFound
    await hand.note("read", SUBJECT, row.id)
    terms = (await store.terms(hand.db, [row.id]))[row.id]
    months = await store.last_months(hand.db, row.id)
    return CarePlanShown.model_validate(
        _plan(row)
        | {"terms": [_term(one) for one in terms], "months": [_stated(row, months[at]) for at in sorted(months)]}
    )


async def preview(hand: Hand, sight: Sight, catalogue: Catalogue, tables: FeeTables, at: int) -> list[CareMonthOut]:
    """The month of every plan with days in it: as it was confirmed, or as it would be now."""
    plans = await store.served(hand.db, sight, at)
    await hand.note("listed", MONTH, None)
    stands = await store.months(hand.db, [one.id for one in plans], at)
    found, _ = await reckoned(hand, catalogue, tables, plans, at)
    return [CareMonthOut.model_validate(_as_it_is(plan, month, stands.get(plan.id))) for plan, _, month in found]


async def show_month(
    hand: Hand, sight: Sight, catalogue: Catalogue, tables: FeeTables, plan: UUID, at: int
) -> CareMonthShown:
    """The month of a plan with its days and every figure. Raises CarePlanNotFound, where the month is none of its months too."""
    row = await store.load(hand.db, sight, plan)
    if row is None:
        raise CarePlanNotFound
    found, days = await reckoned(hand, catalogue, tables, [row], at)
    if not found:
        raise CarePlanNotFound
    await hand.note("read", SUBJECT, row.id)
    stands = (await store.months(hand.db, [row.id], at)).get(row.id)
    (_, _, month) = found[0]
    confirmed = stands is not None and stands.state == "confirmed"
    basis: dict[str, Any] = dict(stands.basis) if stands is not None and confirmed else dict(month.basis)
    basis.pop("remarks", None)
    kept = sorted(holding(days[row.id]), key=lambda one: (one.day, str(one.carer)))
    told = [CareDayOut(on=one.day, carer=one.carer, minutes=one.minutes, noted_by=one.noted_by) for one in kept]
    return CareMonthShown.model_validate(_as_it_is(row, month, stands) | {"basis": basis, "days": told})


def _as_it_is(plan: CarePlanRow, month: Reckoned, stands: CareMonthRow | None) -> dict[str, Any]:
    if stands is not None and stands.state == "confirmed":
        return _stated(plan, stands).model_dump()
    return _head(plan, "open") | {
        "month": month_text(month.at),
        "number": 0 if stands is None else stands.number,
        "minutes": month.minutes,
        "over_plan": month.over_plan,
        "cost": zloty(month.cost),
        "share": str(month.share),
        "fee": zloty(month.fee),
        "due_on": month.due_on,
        "remarks": list(month.remarks),
        "lacking": month.lacking,
        "noted_by": None if stands is None else stands.noted_by,
        "noted_on": None if stands is None else stands.noted_on,
    }


def _stated(plan: CarePlanRow, row: CareMonthRow) -> CareMonthOut:
    return CareMonthOut.model_validate(
        _head(plan, row.state)
        | row.model_dump(include={"number", "minutes", "over_plan", "share", "due_on", "noted_by", "noted_on"})
        | {
            "month": month_text(month_of(row.month)),
            "cost": zloty(row.cost),
            "fee": zloty(row.fee),
            "remarks": row.basis["remarks"],
            "lacking": None,
        }
    )


def _head(plan: CarePlanRow, state: str) -> dict[str, Any]:
    of = {"plan": plan.id, "person": plan.person, "service": plan.service, "unit": plan.unit}
    return of | {"state": state, "allowed": list(CARE_MONTH.allowed(state))}


def _plan(row: CarePlanRow) -> dict[str, Any]:
    return row.model_dump() | {"allowed": list(CARE_PLAN.allowed(row.state))}


def _term(row: CareTermRow) -> CareTermOut:
    price = None if row.hour_price is None else zloty(row.hour_price)
    told: Sequence[tuple[str, Any]] = [
        ("since", month_text(month_of(row.since))), ("income", zloty(row.income)), ("hour_price", price),
    ]  # fmt: skip
    return CareTermOut.model_validate(row.model_dump() | dict(told))
