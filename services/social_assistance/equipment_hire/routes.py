"""/hire-items and /equipment-hires: equipment that the gmina lends, to whom, until when, and what outsiders pay for it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
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
from services.social_assistance.equipment_hire import items, service, store
from services.social_assistance.equipment_hire import problems as refused
from services.social_assistance.equipment_hire import schemas as s

Worker = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Sort = Literal["lent_on", "-lent_on", "due_back", "-due_back"]
_WHOLE = "csv: everything that the filter leaves"
_STEP = (
    refused.EquipmentHireNotFound, TransitionNotAllowed, OfficialExcluded, OtherUnit, ValidationFailed, *CHANGE_REFUSED,
)  # fmt: skip


def items_router() -> APIRouter:
    """Routes of the inventory."""
    router = APIRouter(prefix="/hire-items", tags=["equipment-hire"])

    @router.get(
        "",
        operation_id="hire_item_list",
        summary="Equipment that is lent, by its number",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.HireItemOut],
    )
    async def list_items(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.ItemFilters, Depends(_item_filters)],
        sort: Literal["number", "-number"] = "number",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.HireItemOut] | Response:
        whole = format == "csv"
        found = await items.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.HireItemOut, found.items, "sprzet") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="hire_item_register",
        summary="A piece of equipment is entered",
        responses=problems(refused.HireItemExists, DayOutOfOrder, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(body: s.HireItemIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("hire-items", lambda: items.register(hand, sight, body))

    @router.get(
        "/{hire_item}",
        operation_id="hire_item_show",
        summary="A piece of equipment, and whether somebody has it",
        responses=problems(refused.HireItemNotFound),
    )
    async def show(hire_item: UUID, hand: _Looking, sight: Seeing) -> s.HireItemOut:
        return await items.show(hand, sight, hire_item)

    @router.post(
        "/{hire_item}/retire",
        operation_id="hire_item_retire",
        summary="The piece is lent no more",
        responses=problems(
            refused.HireItemNotFound, refused.HireItemLent, refused.HireItemRetired, DayOutOfOrder, OtherUnit,
            ValidationFailed, *CHANGE_REFUSED,
        ),
    )  # fmt: skip
    async def retire(
        hire_item: UUID, body: s.HireItemRetiredIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:  # fmt: skip
        return await change.run(lambda: items.retire(hand, sight, hire_item, body, change.version))

    return router


def hires_router(catalogue: Catalogue) -> APIRouter:
    """Routes of contracts of hire."""
    router = APIRouter(prefix="/equipment-hires", tags=["equipment-hire"])
    _read(router)
    _written(router, catalogue)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="equipment_hire_list",
        summary="Contracts of hire by the day of lending, or of coming back (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.EquipmentHireOut],
    )
    async def list_hires(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "-lent_on",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.EquipmentHireOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.EquipmentHireOut, found.items, "wypozyczenia") if whole else found

    @router.get(
        "/{equipment_hire}",
        operation_id="equipment_hire_show",
        summary="A contract of hire (audited)",
        responses=problems(refused.EquipmentHireNotFound),
    )
    async def show(equipment_hire: UUID, hand: _Looking, sight: Seeing) -> s.EquipmentHireOut:
        return await service.show(hand, sight, equipment_hire)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="equipment_hire_lend",
        summary="A piece of equipment is lent",
        responses=problems(
            refused.HireItemLent, refused.HireItemRetired, DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed,
            *CREATION_REFUSED,
        ),
    )  # fmt: skip
    async def lend(body: s.EquipmentHireIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("equipment-hires", lambda: service.lend(hand, sight, catalogue, body))

    @router.post(
        "/fees",
        status_code=201,
        operation_id="equipment_hire_charge",
        summary="Outsiders who had equipment in a month owe the fees of their contracts",
        responses=problems(CannotBeBooked, ValidationFailed, *CREATION_REFUSED),
    )
    async def charge(body: s.HireFeesIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("equipment-hire-fees", lambda: service.charge(hand, sight, catalogue, body))

    @router.post(
        "/{equipment_hire}/prolong",
        operation_id="equipment_hire_prolong",
        summary="The piece is lent for longer",
        responses=problems(*_STEP),
    )
    async def prolong(
        equipment_hire: UUID, body: s.HireProlongedIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(lambda: service.prolong(hand, sight, equipment_hire, body, change.version))

    @router.post(
        "/{equipment_hire}/return",
        operation_id="equipment_hire_note_returned",
        summary="The piece came back, or will not",
        responses=problems(DayOutOfOrder, *_STEP),
    )
    async def note_returned(
        equipment_hire: UUID, body: s.HireReturnedIn, hand: _Here, sight: Seeing, change: Changing
    ) -> Answer:
        return await change.run(
            lambda: service.note_returned(hand, sight, catalogue, equipment_hire, body, change.version)
        )

    @router.post(
        "/{equipment_hire}/withdraw",
        operation_id="equipment_hire_withdraw",
        summary="It was entered in error",
        responses=problems(refused.HireCharged, *_STEP),
    )
    async def withdraw(equipment_hire: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, equipment_hire, change.version))


async def _at_hand(who: Worker, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Worker, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _item_filters(
    kind: Annotated[s.ItemKind | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    lent: Annotated[bool | None, Query(description="whether somebody has it")] = None,
    retired: Annotated[bool | None, Query(description="whether it is lent no more")] = None,
) -> store.ItemFilters:
    return store.ItemFilters(kind, unit, lent, retired)


async def _filters(
    state: Annotated[s.HireState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    item: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    outsider: Annotated[bool | None, Query()] = None,
    on: Annotated[Day | None, Query(description="out on this day")] = None,
    due_to: Annotated[Day | None, Query(description="not returned, and due by this day")] = None,
) -> store.Filters:
    return store.Filters(state, unit, item, person, outsider, on, due_to)
