"""/debtors and /maintenance-titles: the register of debtors of alimony (u.p.o.u.a. art. 2 pkt 3, art. 3-5)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.debtors import closing, register, store, taking_over, titles
from services.alimony_fund.debtors import schemas as s
from services.alimony_fund.debtors.hands import Here, Knowing, Looking, Receiving
from services.alimony_fund.debtors.problems import (
    DebtorBusy,
    DebtorClosed,
    DebtorKnown,
    DebtorNotFound,
    DebtorOpen,
    DebtorOwes,
    MaintenanceTitleNotFound,
)
from services.alimony_fund.debtors.taking_over_schemas import TakenDebtorsIn

Sort = Literal["opened_on", "-opened_on"]
TitleSort = Literal["valid_from", "-valid_from"]
_DEBTOR = (DebtorNotFound, DebtorClosed, OfficialExcluded, *CHANGE_REFUSED)
_TITLE = (MaintenanceTitleNotFound, DebtorClosed, OfficialExcluded, ValidationFailed, *CHANGE_REFUSED)
_WHOLE = "csv: everything that the filter leaves"


def register_routers(catalogue: Catalogue) -> list[APIRouter]:
    """Routes of the register."""
    debtors = APIRouter(prefix="/debtors", tags=["debtors"])
    of_titles = APIRouter(prefix="/maintenance-titles", tags=["debtors"])
    _read(debtors, catalogue)
    _written(debtors, catalogue)
    _titles_read(of_titles)
    _titles_written(of_titles)
    return [debtors, of_titles]


def _read(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="debtor_list",
        summary="Debtors with the current alimony of their titles in force, by the day of their entry (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.DebtorOut],
    )
    async def list_debtors(
        hand: Knowing,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "opened_on",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.DebtorOut] | Response:
        whole = format == "csv"
        found = await register.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.DebtorOut, found.items, "dluznicy_alimentacyjni") if whole else found

    @router.get(
        "/{debtor}",
        operation_id="debtor_show",
        summary="A debtor with the titles that the reader sees (audited)",
        responses=problems(DebtorNotFound),
    )
    async def show(debtor: UUID, hand: Knowing, sight: Seeing) -> s.DebtorShown:
        return await register.show(hand, sight, debtor)

    @router.get(
        "/{debtor}/protection",
        operation_id="debtor_protection",
        summary="Whether payments of the last months bar the decision, month by month (art. 5 ust. 3a; audited)",
        responses=problems(DebtorNotFound, ValidationFailed),
    )
    async def protection(
        debtor: UUID,
        hand: Looking,
        sight: Seeing,
        on: Annotated[Day | None, Query(description="today unless stated")] = None,
    ) -> s.ProtectionOut:
        return await register.show_protection(hand, sight, catalogue, debtor, on or hand.today)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="debtor_register",
        summary="A person becomes a debtor, towards whom this office is creditor's organ, debtor's organ or both",
        responses=problems(
            DebtorKnown, OtherUnit, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def enter(body: s.DebtorIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtors", lambda: register.register(hand, sight, catalogue, body))

    @router.post(
        "/taken-over",
        status_code=201,
        operation_id="debtor_take_over",
        summary="Debtors of an older program with their titles, all or none; whoever has an open entry is passed over",
        responses=problems(OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def take_over(body: TakenDebtorsIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtors", lambda: taking_over.take_over(hand, sight, catalogue, body))

    @router.put(
        "/{debtor}",
        operation_id="debtor_change",
        summary="The roles of this office, the other organ or the unit changed, from a day on",
        responses=problems(DebtorBusy, DayOutOfOrder, OtherUnit, *_DEBTOR),
    )
    async def change(debtor: UUID, body: s.RolesChangedIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: register.change(hand, sight, debtor, body, change.version))

    @router.post(
        "/{debtor}/close",
        operation_id="debtor_close",
        summary="The entry is closed: death, no arrears, a move",
        responses=problems(DebtorBusy, DebtorOwes, DayOutOfOrder, *_DEBTOR),
    )
    async def close(debtor: UUID, body: s.DebtorClosedIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: closing.close(hand, sight, debtor, body, change.version))

    @router.post(
        "/{debtor}/reopen",
        operation_id="debtor_reopen",
        summary="The closed entry is open again, with the account that it has",
        responses=problems(DebtorNotFound, DebtorOpen, DebtorKnown, OfficialExcluded, *CHANGE_REFUSED),
    )
    async def reopen(debtor: UUID, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: closing.reopen(hand, sight, debtor, change.version))

    @router.post(
        "/{debtor}/titles",
        operation_id="maintenance_title_add",
        summary="A title of one entitled person against the debtor; the answer is the title's",
        responses=problems(ValidationFailed, DayOutOfOrder, *_DEBTOR),
    )
    async def add_title(debtor: UUID, body: s.TitleIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: titles.add(hand, sight, debtor, body, change.version))


def _titles_read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="maintenance_title_list",
        summary="Titles with their bailiffs, by their first day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.TitleOut],
    )
    async def list_titles(
        hand: Knowing,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.TitleFilters, Depends(_title_filters)],
        sort: TitleSort = "valid_from",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.TitleOut] | Response:
        whole = format == "csv"
        found = await titles.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.TitleOut, found.items, "tytuly_alimentacyjne") if whole else found

    @router.get(
        "/{title}",
        operation_id="maintenance_title_show",
        summary="A title with what was paid of it by months (audited)",
        responses=problems(MaintenanceTitleNotFound),
    )
    async def show(title: UUID, hand: Looking, sight: Seeing) -> s.TitleShown:
        return await titles.show(hand, sight, title)


def _titles_written(router: APIRouter) -> None:
    @router.put(
        "/{title}",
        operation_id="maintenance_title_change",
        summary="What the title says was entered wrongly, its end, or its bailiff changed",
        responses=problems(DayOutOfOrder, *_TITLE),
    )
    async def change(title: UUID, body: s.TitleBody, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: titles.change(hand, sight, title, body, change.version))

    @router.post(
        "/{title}/months",
        operation_id="maintenance_title_note_months",
        summary="What was paid of current alimony, by months, as the bailiff states it (art. 3 ust. 6)",
        responses=problems(DayOutOfOrder, *_TITLE),
    )
    async def note_months(title: UUID, body: s.MonthsIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: titles.note_months(hand, sight, title, body, change.version))


async def _filters(
    role: Annotated[s.Role | None, Query(description="as what this office acts")] = None,
    open: Annotated[bool | None, Query(description="whether the entry is open")] = None,  # noqa: A002
    person: Annotated[UUID | None, Query()] = None,
    entitled: Annotated[UUID | None, Query(description="whom one of the debtor's titles entitles")] = None,
    unit: Annotated[Code | None, Query()] = None,
) -> store.Filters:
    return store.Filters(role, open, person, entitled, unit)


async def _title_filters(
    debtor: Annotated[UUID | None, Query()] = None,
    entitled: Annotated[UUID | None, Query()] = None,
    valid_on: Annotated[Day | None, Query(description="in force that day")] = None,
    enforced: Annotated[bool | None, Query(description="whether a bailiff is known")] = None,
) -> store.TitleFilters:
    return store.TitleFilters(debtor, entitled, valid_on, enforced)
