"""/social-contracts: contracts with those whom the centre helps, their steps and reviews (u.p.s. art. 108)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.social_assistance.contracts import schemas as s
from services.social_assistance.contracts import service, store
from services.social_assistance.contracts.problems import (
    ContractReviewed,
    ContractStepNoted,
    SocialContractNotFound,
    SocialContractRuns,
)

Worker = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
Sort = Literal["concluded_on", "-concluded_on", "until", "-until"]
_STEP = (
    SocialContractNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed, *CHANGE_REFUSED,
)  # fmt: skip


def contracts_router(catalogue: Catalogue) -> APIRouter:
    """Routes of social contracts."""
    router = APIRouter(prefix="/social-contracts", tags=["social-contracts"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="social_contract_list",
        summary="Social contracts by the day on which they were concluded, or to which (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.SocialContractOut],
    )
    async def list_contracts(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "-concluded_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.SocialContractOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.SocialContractOut, found.items, "kontrakty_socjalne") if whole else found

    @router.get(
        "/{social_contract}",
        operation_id="social_contract_show",
        summary="A social contract with its steps and reviews (audited)",
        responses=problems(SocialContractNotFound),
    )
    async def show(social_contract: UUID, hand: _Looking, sight: Seeing) -> s.SocialContractShown:
        return await service.show(hand, sight, social_contract)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="social_contract_conclude",
        summary="A social contract was concluded",
        responses=problems(
            SocialContractRuns, DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def conclude(body: s.SocialContractIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("social-contracts", lambda: service.conclude(hand, sight, catalogue, body))

    @router.post(
        "/{social_contract}/steps",
        operation_id="social_contract_add_step",
        summary="One side undertakes more",
        responses=problems(*_STEP),
    )
    async def add_step(
        social_contract: UUID, body: s.ContractStepIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.add_step(hand, sight, social_contract, body, change.version))

    @router.post(
        "/{social_contract}/steps/{number}/note",
        operation_id="social_contract_note_step",
        summary="A step was done, or is asked for no more",
        responses=problems(ContractStepNoted, *_STEP),
    )
    async def note_step(
        social_contract: UUID,
        number: Annotated[int, Path(ge=1, le=1000)],
        body: s.ContractStepNotedIn,
        hand: _Here,
        sight: Seeing,
        change: Changing,
    ) -> Answer:
        return await change.run(lambda: service.note_step(hand, sight, social_contract, number, body, change.version))

    @router.post(
        "/{social_contract}/review",
        operation_id="social_contract_review",
        summary="What was done so far was reviewed",
        responses=problems(*_STEP),
    )
    async def review(
        social_contract: UUID, body: s.ContractReviewIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.review(hand, sight, catalogue, social_contract, body, change.version))

    @router.post(
        "/{social_contract}/end",
        operation_id="social_contract_end",
        summary="The contract ended",
        responses=problems(*_STEP),
    )
    async def end(
        social_contract: UUID, body: s.SocialContractEndIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.end(hand, sight, catalogue, social_contract, body, change.version))

    @router.post(
        "/{social_contract}/withdraw",
        operation_id="social_contract_withdraw",
        summary="It was entered in error",
        responses=problems(ContractReviewed, *_STEP),
    )
    async def withdraw(social_contract: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, social_contract, change.version))


async def _at_hand(who: Worker, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Worker, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.ContractState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    aim: Annotated[s.Aim | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    household: Annotated[UUID | None, Query()] = None,
    since: Annotated[Day | None, Query(description="concluded on this day or later")] = None,
    until: Annotated[Day | None, Query(description="concluded on this day or earlier")] = None,
    review_to: Annotated[Day | None, Query(description="running, and reviewed by this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, unit, aim, person, household, since, until, review_to)
