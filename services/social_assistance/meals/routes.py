"""/meal-persons, /meal-prices, /meal-lists: who is fed where, what a meal costs, what was eaten, and invoices divided by it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Code, Day, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.meals import problems as refused
from services.social_assistance.meals import reading, service, store
from services.social_assistance.meals import schemas as s
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import AllocationDiffers, InvoiceNotFound, ThirdPartyNotFound

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
_STEP = (refused.MealListNotFound, TransitionNotAllowed, *CHANGE_REFUSED)


def meals_router(catalogue: Catalogue) -> APIRouter:
    """Routes of who is fed, and of prices."""
    router = APIRouter(tags=["meals"])

    @router.get(
        "/meal-persons",
        operation_id="meal_person_list",
        summary="Who is fed where, by the first day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.MealPersonOut],
    )
    async def list_persons(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.PersonFilters, Depends(_person_filters)],
        sort: Literal["since", "-since"] = "since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.MealPersonOut] | Response:
        whole = format == "csv"
        desk = Desk(Hand(db, audit, who.subject, today), sight, catalogue)
        found = await reading.persons(desk, paging, wanted, sort, everything=whole)
        return csv_response(s.MealPersonOut, found.items, "posilki-osoby") if whole else found

    @router.post(
        "/meal-persons",
        status_code=201,
        operation_id="meal_person_enrol",
        summary="Somebody is fed in a facility from a day on: by a decision, or on the headmaster's request",
        responses=problems(
            ThirdPartyNotFound, refused.MealPersonExists, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def enrol(
        body: s.MealPersonIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("meal-persons", lambda: service.enrol(desk, body))

    @router.post(
        "/meal-persons/{meal_person}/end",
        operation_id="meal_person_end",
        summary="Her last day",
        responses=problems(refused.MealPersonNotFound, OfficialExcluded, ValidationFailed, *CHANGE_REFUSED),
    )
    async def end(
        meal_person: UUID, body: s.LastDayIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.end(desk, meal_person, body, change.version))

    @router.get(
        "/meal-prices",
        operation_id="meal_price_list",
        summary="A facility's prices by kind and day (audited)",
        responses={**CSV_ANSWER, **problems(ThirdPartyNotFound)},
        response_model=Page[s.PriceOut],
    )
    async def list_prices(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        facility: Annotated[UUID, Query()],
        format: Annotated[Format, Query(description="csv: all of them")] = "json",  # noqa: A002
    ) -> Page[s.PriceOut] | Response:
        found = await reading.prices(Desk(Hand(db, audit, who.subject, today), sight, catalogue), facility)
        return (
            csv_response(s.PriceOut, found, "posilki-ceny") if format == "csv" else Page(items=found, next_cursor=None)
        )

    @router.post(
        "/meal-prices",
        status_code=201,
        operation_id="meal_price_state",
        summary="What one meal costs from a day on",
        responses=problems(ThirdPartyNotFound, ValidationFailed, *CREATION_REFUSED),
    )
    async def state_price(
        body: s.PriceIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("meal-prices", lambda: service.state_price(desk, body))

    return router


def meal_lists_router(catalogue: Catalogue) -> APIRouter:
    """Routes of facilities' lists of a month."""
    router = APIRouter(prefix="/meal-lists", tags=["meals"])

    @router.get(
        "",
        operation_id="meal_list_list",
        summary="Facilities' lists by month (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.MealListOut],
    )
    async def list_lists(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        paging: Paging,
        facility: Annotated[UUID | None, Query()] = None,
        state: Annotated[s.ListState | None, Query()] = None,
        month: Annotated[MonthText | None, Query()] = None,
        sort: Literal["month", "-month"] = "month",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.MealListOut] | Response:
        whole = format == "csv"
        desk = Desk(Hand(db, audit, who.subject, today), sight, catalogue)
        wanted = store.ListFilters(facility, state, None if month is None else first_day(parse_month(month)))
        found = await reading.lists(desk, paging, wanted, sort, everything=whole)
        return csv_response(s.MealListOut, found.items, "listy-posilkow") if whole else found

    @router.get(
        "/{meal_list}",
        operation_id="meal_list_show",
        summary="A list with what was eaten, its cost, and the limit of meals without a decision (audited)",
        responses=problems(refused.MealListNotFound),
    )
    async def show(
        meal_list: UUID, who: Reader, db: Write, audit: Audit, today: Today, sight: Seeing, response: Response
    ) -> s.MealListShown:
        found = await reading.show(Desk(Hand(db, audit, who.subject, today), sight, catalogue), meal_list)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "",
        status_code=201,
        operation_id="meal_list_open",
        summary="A facility's list of a month",
        responses=problems(ThirdPartyNotFound, refused.MealListExists, *CREATION_REFUSED),
    )
    async def open_list(
        body: s.MealListIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("meal-lists", lambda: service.open_list(desk, body))

    @router.post(
        "/{meal_list}/enter",
        operation_id="meal_list_enter",
        summary="On which days who ate; who is named stands anew",
        responses=problems(OfficialExcluded, ValidationFailed, *_STEP),
    )
    async def enter(
        meal_list: UUID, body: s.EnteredIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.enter(desk, meal_list, body, change.version))

    @router.post(
        "/{meal_list}/confirm",
        operation_id="meal_list_confirm",
        summary="It is the facility's own: an invoice can be divided by it",
        responses=problems(refused.MealPriceMissing, *_STEP),
    )
    async def confirm(
        meal_list: UUID, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.confirm(desk, meal_list, change.version))

    @router.post(
        "/{meal_list}/reopen",
        operation_id="meal_list_reopen",
        summary="Something on it is wrong",
        responses=problems(refused.MealListUsed, *_STEP),
    )
    async def reopen(
        meal_list: UUID, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.reopen(desk, meal_list, change.version))

    return router


def meals_on_invoices_router(catalogue: Catalogue) -> APIRouter:
    """The route by which an invoice is divided by a list."""
    router = APIRouter(prefix="/invoices", tags=["meals"])

    @router.post(
        "/{invoice}/allocate-by-meals",
        operation_id="invoice_allocate_by_meals",
        summary="Divide it by the facility's confirmed list: everybody's meals at the prices of their days",
        responses=problems(
            InvoiceNotFound, AllocationDiffers, OfficialExcluded, ValidationFailed, refused.MealsDiffer,
            refused.MealListNotConfirmed, refused.MealPriceMissing, *_STEP,
        ),
    )  # fmt: skip
    async def divide(
        invoice: UUID, body: s.ByListIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.divide(desk, invoice, body, change.version))

    return router


async def _person_filters(
    facility: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    benefit: Annotated[Code | None, Query()] = None,
    way: Annotated[s.Way | None, Query()] = None,
    on: Annotated[Day | None, Query(description="fed that day")] = None,
) -> store.PersonFilters:
    return store.PersonFilters(facility, person, benefit, way, on)
