"""/family-assistants: who works with families, by which contract, with how many (ustawa o wspieraniu rodziny art. 12-17)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.social_assistance.family_assistants import assistants, store
from services.social_assistance.family_assistants import schemas as s
from services.social_assistance.family_assistants.desk import Here, Looking, Receiving
from services.social_assistance.family_assistants.problems import AssistantWorks, FamilyAssistantNotFound

Sort = Literal["since", "-since"]


def assistants_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of the register of family assistants."""
    router = APIRouter(prefix="/family-assistants", tags=["family-assistants"])

    @router.get(
        "",
        operation_id="family_assistant_list",
        summary="Family assistants by the first day of their contract, with how many families each works (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.FamilyAssistantOut],
    )
    async def list_assistants(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.AssistantFilters, Depends(_filters)],
        sort: Sort = "since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.FamilyAssistantOut] | Response:
        whole = format == "csv"
        found = await assistants.page(hand, sight, keys, catalogue, paging, wanted, sort, everything=whole)
        return csv_response(s.FamilyAssistantOut, found.items, "asystenci_rodziny") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="family_assistant_register",
        summary="A family assistant is entered",
        responses=problems(OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(body: s.FamilyAssistantIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("family-assistants", lambda: assistants.register(hand, sight, keys, body))

    @router.get(
        "/{family_assistant}",
        operation_id="family_assistant_show",
        summary="A family assistant (audited)",
        responses=problems(FamilyAssistantNotFound),
    )
    async def show(family_assistant: UUID, hand: Looking, sight: Seeing) -> s.FamilyAssistantOut:
        return await assistants.show(hand, sight, keys, catalogue, family_assistant)

    @router.post(
        "/{family_assistant}/change",
        operation_id="family_assistant_change",
        summary="What is said of her is replaced, the last day of her contract too",
        responses=problems(FamilyAssistantNotFound, AssistantWorks, OtherUnit, ValidationFailed, *CHANGE_REFUSED),
    )
    async def change(
        family_assistant: UUID, body: s.FamilyAssistantIn, hand: Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(
            lambda: assistants.change(hand, sight, keys, family_assistant, body, change.version)
        )  # fmt: skip

    return router


async def _filters(
    contract: Annotated[s.AssistantContract | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    on: Annotated[Day | None, Query(description="with a contract on this day")] = None,
) -> store.AssistantFilters:
    return store.AssistantFilters(contract, unit, on)
