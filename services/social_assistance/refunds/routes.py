"""/refund-claims: what help cost and is to come back, and from whom (u.p.s. art. 96, art. 103 ust. 1, art. 104 ust. 3)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.schemas import Code
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
from kit.problems import ValidationFailed, problems
from services.social_assistance.refunds import schemas as s
from services.social_assistance.refunds import service, store
from services.social_assistance.refunds.problems import (
    MoreThanRefundable,
    NotToBeAsked,
    RefundAsked,
    RefundClaimNotFound,
)

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Sort = Literal["noted_on", "-noted_on"]
_STEP = (RefundClaimNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED)


def refunds_router(catalogue: Catalogue) -> APIRouter:
    """Routes of claims for refunds."""
    router = APIRouter(prefix="/refund-claims", tags=["refunds"])
    _read(router, catalogue)
    _written(router, catalogue)
    return router


def _read(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="refund_claim_list",
        summary="What help cost and is to come back, by the day of its entry (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.RefundClaimOut],
    )
    async def list_claims(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "noted_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.RefundClaimOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.RefundClaimOut, found.items, "zwroty_wydatkow") if whole else found

    @router.get(
        "/{claim}",
        operation_id="refund_claim_show",
        summary="A claim with who is obliged and who may be asked today (audited)",
        responses=problems(RefundClaimNotFound),
    )
    async def show(claim: UUID, hand: _Looking, sight: Seeing, response: Response) -> s.RefundClaimShown:
        found = await service.show(hand, sight, catalogue, claim)
        response.headers["ETag"] = etag(found.version)
        return found


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="refund_claim_open",
        summary="What help cost is to come back (art. 96)",
        responses=problems(OfficialExcluded, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def open_claim(body: s.RefundClaimIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("refund-claims", lambda: service.open_claim(hand, sight, catalogue, body))

    @router.post(
        "/{claim}/obliged",
        operation_id="refund_obliged_state",
        summary="Who is obliged, and what is known of his means (art. 96 ust. 1-3)",
        responses=problems(ValidationFailed, *_STEP),
    )
    async def state_obliged(
        claim: UUID, body: s.RefundObligedIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.state_obliged(hand, sight, claim, body, change.version))

    @router.post(
        "/{claim}/ask",
        operation_id="refund_ask",
        summary="How much one of the obliged refunds, by which decision (art. 104 ust. 3)",
        responses=problems(NotToBeAsked, MoreThanRefundable, CannotBeBooked, ValidationFailed, *_STEP),
    )
    async def ask(claim: UUID, body: s.RefundAskIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.ask(hand, sight, catalogue, claim, body, change.version))

    @router.post(
        "/{claim}/withdraw",
        operation_id="refund_claim_withdraw",
        summary="Nothing is asked for (art. 104 ust. 4)",
        responses=problems(RefundAsked, *_STEP),
    )
    async def withdraw(claim: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, claim, change.version))


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.ClaimState | None, Query()] = None,
    kind: Annotated[s.ClaimKind | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="who had the help")] = None,
    obliged: Annotated[UUID | None, Query(description="somebody who was stated as obliged")] = None,
    benefit: Annotated[Code | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
) -> store.Filters:
    return store.Filters(state, kind, person, obliged, benefit, unit)
