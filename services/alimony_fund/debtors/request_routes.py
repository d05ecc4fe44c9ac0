"""/action-requests and /debtor-listings: what this office does as creditor's organ (u.p.o.u.a. art. 3 ust. 5, art. 6, art. 8a)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.debtors import request_schemas as s
from services.alimony_fund.debtors import requests
from services.alimony_fund.debtors.hands import Here, Looking, Receiving
from services.alimony_fund.debtors.problems import (
    ActionRequestNotFound,
    DebtorClosed,
    DebtorListingNotFound,
    ListingNotDue,
    ListingStands,
    NotThisRole,
)

Sort = Literal["sent_on", "-sent_on"]
ListingSort = Literal["filed_on", "-filed_on"]
_MADE = (DebtorClosed, NotThisRole, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED)
_STEP = (ActionRequestNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)
_WHOLE = "csv: everything that the filter leaves"


def request_routers(catalogue: Catalogue) -> list[APIRouter]:
    """Routes of requests for action and of entries in registers of debtors."""
    asked = APIRouter(prefix="/action-requests", tags=["debtors"])
    listed = APIRouter(prefix="/debtor-listings", tags=["debtors"])
    _asked(asked, catalogue)
    _answered(asked)
    _listed(listed, catalogue)
    return [asked, listed]


def _asked(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="action_request_list",
        summary="Requests that this office sent, with what the debtor's organ answered (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.RequestOut],
    )
    async def list_requests(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[requests.Filters, Depends(_filters)],
        sort: Sort = "sent_on",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.RequestOut] | Response:
        whole = format == "csv"
        found = await requests.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.RequestOut, found.items, "wnioski_o_podjecie_dzialan") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="action_request_send",
        summary="The debtor's organ is asked to act; this office's own proceeding begins where it is that organ",
        responses=problems(*_MADE),
    )
    async def send(body: s.RequestIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("action-requests", lambda: requests.send(hand, sight, catalogue, body))


def _answered(router: APIRouter) -> None:
    @router.post(
        "/{request}/answer",
        operation_id="action_request_note_answer",
        summary="The debtor's organ wrote that it acts; effects are waited for (art. 6)",
        responses=problems(*_STEP, ValidationFailed),
    )
    async def answer(request: UUID, body: s.AnsweredIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: requests.note_answer(hand, sight, request, body, change.version))

    @router.post(
        "/{request}/result",
        operation_id="action_request_note_result",
        summary="The debtor's organ told the effects (art. 6)",
        responses=problems(*_STEP),
    )
    async def result(request: UUID, body: s.ResultIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: requests.note_result(hand, sight, request, body, change.version))

    @router.post(
        "/{request}/withdraw",
        operation_id="action_request_withdraw",
        summary="It waits no more",
        responses=problems(*_STEP),
    )
    async def withdraw(request: UUID, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: requests.withdraw(hand, sight, request, change.version))


def _listed(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="debtor_listing_list",
        summary="Entries in registers of debtors, by the day they were made (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.ListingOut],
    )
    async def list_listings(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[requests.ListingFilters, Depends(_listing_filters)],
        sort: ListingSort = "filed_on",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.ListingOut] | Response:
        whole = format == "csv"
        found = await requests.listing_page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.ListingOut, found.items, "wpisy_do_rejestrow_dluznikow") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="debtor_listing_enter",
        summary="Arrears were told to BIG (over 6 months) or KRZ (over 3 months and no bailiff enforces; art. 8a ust. 1)",
        responses=problems(ListingNotDue, ListingStands, *_MADE),
    )
    async def enter(body: s.ListingIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtor-listings", lambda: requests.enter(hand, sight, catalogue, body))

    @router.post(
        "/{listing}/withdraw",
        operation_id="debtor_listing_withdraw",
        summary="The entry was withdrawn from the register",
        responses=problems(DebtorListingNotFound, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED),
    )
    async def withdraw(listing: UUID, body: s.DayIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: requests.take_back(hand, sight, listing, body, change.version))


async def _filters(
    debtor: Annotated[UUID | None, Query()] = None,
    state: Annotated[s.RequestState | None, Query()] = None,
    result: Annotated[s.Result | None, Query()] = None,
    due_to: Annotated[Day | None, Query(description="their soft term is this day or earlier")] = None,
) -> requests.Filters:
    return requests.Filters(debtor, state, result, due_to)


async def _listing_filters(
    debtor: Annotated[UUID | None, Query()] = None,
    listed_in: Annotated[s.RegisterName | None, Query()] = None,
    open: Annotated[bool | None, Query(description="whether it was not withdrawn")] = None,  # noqa: A002
) -> requests.ListingFilters:
    return requests.ListingFilters(debtor, listed_in, open)
