"""/carers: who serves at home, by which contract."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OtherUnit
from casework.authority.veil import Seeing
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.social_assistance.care_services import carer_store as store
from services.social_assistance.care_services import carers
from services.social_assistance.care_services import schemas as s
from services.social_assistance.care_services.desk import Here, Looking, Receiving
from services.social_assistance.care_services.problems import CarerNotFound, CareServed

Sort = Literal["since", "-since"]


def carers_router(keys: KeyRing) -> APIRouter:
    """Routes of carers."""
    router = APIRouter(prefix="/carers", tags=["care-services"])

    @router.get(
        "",
        operation_id="carer_list",
        summary="Carers by the first day of their contract (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CarerOut],
    )
    async def list_carers(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.CarerOut] | Response:
        whole = format == "csv"
        found = await carers.page(hand, sight, keys, paging, wanted, sort, everything=whole)
        return csv_response(s.CarerOut, found.items, "opiekunowie") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="carer_register",
        summary="A carer is entered",
        responses=problems(OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(body: s.CarerIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("carers", lambda: carers.register(hand, sight, keys, body))

    @router.get(
        "/{carer}",
        operation_id="carer_show",
        summary="A carer (audited)",
        responses=problems(CarerNotFound),
    )
    async def show(carer: UUID, hand: Looking, sight: Seeing, response: Response) -> s.CarerOut:
        found = await carers.show(hand, sight, keys, carer)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/{carer}/change",
        operation_id="carer_change",
        summary="What is said of the carer is replaced, the last day of her contract too",
        responses=problems(CarerNotFound, CareServed, OtherUnit, ValidationFailed, *CHANGE_REFUSED),
    )
    async def change(carer: UUID, body: s.CarerIn, hand: Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: carers.change(hand, sight, keys, carer, body, change.version))

    return router


async def _filters(
    contract: Annotated[s.CarerContract | None, Query()] = None,
    kind: Annotated[s.CarerKind | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    on: Annotated[Day | None, Query(description="with a contract on this day")] = None,
) -> store.Filters:
    return store.Filters(contract, kind, unit, on)
