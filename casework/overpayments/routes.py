"""/overpayments: the register of undue payments, its lists and a person's card; what is done with one is in steps_routes.py."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from casework.authority.problems import OtherUnit
from casework.authority.veil import VeiledMoney
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.overpayments import problems as refused
from casework.overpayments import reading, registering
from casework.overpayments.finding import Filter, MovementFilter
from casework.overpayments.schemas import Channel, MovementKind, OverpaymentIn
from casework.overpayments.shown import (
    MovementOut,
    OverpaymentOut,
    OverpaymentShort,
    PersonCardOut,
    RulesListOut,
    TitleDataOut,
)
from casework.overpayments.states import State
from casework.overpayments.steps_routes import add_steps
from casework.payments.problems import PaymentNotFound
from casework.payments.schemas import Code, Day
from casework.persons.service import PersonNotFound
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Clerk = Annotated[Principal, requires("caseworker")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]

_REGISTER = (
    PaymentNotFound, PersonNotFound, UnknownBenefitCode, refused.NoOverpaymentRules, refused.UnknownGround,
    refused.NotInstructed, refused.AmountToState, refused.NothingUndue, refused.PaymentsDiffer, refused.UndueExceedsPaid,
    refused.ActDayImpossible,
    refused.NoInterestRate, OtherUnit, *CREATION_REFUSED,
)  # fmt: skip


async def _filter(
    veil: VeiledMoney,
    person: Annotated[UUID | None, Query(description="who owes it")] = None,
    benefit: Annotated[Code | None, Query()] = None,
    state: Annotated[State | None, Query()] = None,
    ground: Annotated[Code | None, Query()] = None,
    decision: Annotated[UUID | None, Query()] = None,
    registered_from: Annotated[Day | None, Query()] = None,
    registered_to: Annotated[Day | None, Query()] = None,
) -> Filter:
    return Filter(person, benefit, state, ground, decision, registered_from, registered_to, veil)


async def _movement_filter(
    veil: VeiledMoney,
    overpayment: Annotated[UUID | None, Query()] = None,
    kind: Annotated[MovementKind | None, Query()] = None,
    channel: Annotated[Channel | None, Query(description="tax_office: what the tax office collected")] = None,
    day_from: Annotated[Day | None, Query()] = None,
    day_to: Annotated[Day | None, Query()] = None,
) -> MovementFilter:
    return MovementFilter(overpayment, kind, channel, day_from, day_to, veil)


Wanted = Annotated[Filter, Depends(_filter)]
WantedMovements = Annotated[MovementFilter, Depends(_movement_filter)]
OnDay = Annotated[Day | None, Query(description="balances at the end of this day; today unless stated")]


def overpayments_router(catalogue: Catalogue) -> APIRouter:
    """Routes of undue payments; the catalogue knows what each act says of them."""
    router = APIRouter(prefix="/overpayments", tags=["overpayments"])

    @router.post(
        "",
        status_code=201,
        operation_id="overpayment_register",
        summary="Register an undue payment",
        responses=problems(*_REGISTER),
    )
    async def register(body: OverpaymentIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "overpayments",
            lambda: registering.register(
                db=creation.db, catalogue=catalogue, order=body, who=who, today=today
            ),
        )  # fmt: skip

    @router.get(
        "",
        operation_id="overpayment_list",
        summary="Undue payments by the day of registration, with what is open on a day (audited)",
        responses=problems(InvalidCursor, refused.NoInterestRate),
    )
    async def list_overpayments(
        _: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        wanted: Wanted,
        today: Today,
        on: OnDay = None,
        sort: Literal["registered_on", "-registered_on"] = "-registered_on",
    ) -> Page[OverpaymentShort]:
        await audit.note(db, "listed", "overpayment", wanted.person)
        return await reading.page(
            db=db, catalogue=catalogue, paging=paging, wanted=wanted, sort=sort, on=on or today
        )  # fmt: skip

    @router.get(
        "/export",
        operation_id="overpayment_export",
        summary="The same as CSV, whole (audited)",
        response_class=StreamingResponse,
        responses=_csv(reading.COLUMNS),
    )
    async def export(
        _: Reader,
        gmina: Gmina,
        db: Write,
        audit: Audit,
        wanted: Wanted,
        request: Request,
        today: Today,
        on: OnDay = None,
    ) -> StreamingResponse:
        await audit.note(db, "exported", "overpayment", wanted.person)
        rows = reading.export(
            database=request.app.state.database, catalogue=catalogue, gmina=gmina, wanted=wanted, on=on or today
        )
        return _file(rows, "naleznosci.csv")

    @router.get(
        "/rules",
        operation_id="overpayment_rules",
        summary="Grounds, interest and deductions by act",
        responses=problems(),
    )
    async def rules(_: Reader, gmina: Gmina, today: Today, on: OnDay = None) -> RulesListOut:
        return reading.rules(catalogue, gmina, on or today)

    @router.get(
        "/movements",
        operation_id="overpayment_movement_list",
        summary="Movements of all accounts: repayments by day and channel, remissions, counter-entries (audited)",
        responses=problems(InvalidCursor),
    )
    async def list_movements(
        _: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        wanted: WantedMovements,
        sort: Literal["day", "-day"] = "-day",
    ) -> Page[MovementOut]:
        await audit.note(db, "listed_movements", "overpayment", wanted.overpayment)
        return await reading.movements(db=db, paging=paging, wanted=wanted, sort=sort)

    @router.get(
        "/movements/export",
        operation_id="overpayment_movement_export",
        summary="The same as CSV, whole (audited)",
        response_class=StreamingResponse,
        responses=_csv(reading.MOVEMENT_COLUMNS),
    )
    async def export_movements(
        _: Reader, gmina: Gmina, db: Write, audit: Audit, wanted: WantedMovements, request: Request
    ) -> StreamingResponse:
        await audit.note(db, "exported_movements", "overpayment", wanted.overpayment)
        rows = reading.export_movements(database=request.app.state.database, gmina=gmina, wanted=wanted)
        return _file(rows, "wplaty.csv")

    @router.get(
        "/cards/{person}",
        operation_id="overpayment_person_card",
        summary="All that a person owes or owed (audited)",
        responses=problems(PersonNotFound, refused.NoInterestRate),
    )
    async def card(person: UUID, _: Reader, db: Write, audit: Audit, today: Today, on: OnDay = None) -> PersonCardOut:
        return await reading.card(db=db, catalogue=catalogue, audit=audit, person=person, on=on or today)

    @router.get(
        "/{overpayment}",
        operation_id="overpayment_show",
        summary="An undue payment with its account on a day (audited)",
        responses=problems(refused.OverpaymentNotFound, refused.NoInterestRate),
    )
    async def show(
        overpayment: UUID, _: Reader, db: Write, audit: Audit, today: Today, response: Response, on: OnDay = None
    ) -> OverpaymentOut:
        found = await reading.show(
            db=db, catalogue=catalogue, audit=audit, overpayment=overpayment, on=on or today
        )  # fmt: skip
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/{overpayment}/enforcement-title",
        operation_id="overpayment_title_data",
        summary="What an enforcement title of a day states (audited)",
        responses=problems(refused.OverpaymentNotFound, refused.NoInterestRate),
    )
    async def title(
        overpayment: UUID, _: Reader, db: Write, audit: Audit, today: Today, on: OnDay = None
    ) -> TitleDataOut:
        return await reading.title(
            db=db, catalogue=catalogue, audit=audit, overpayment=overpayment, on=on or today
        )  # fmt: skip

    add_steps(router, catalogue)
    return router


def _csv(columns: tuple[str, ...]) -> dict[int | str, dict[str, object]]:
    return {
        200: {
            "content": {"text/csv": {"schema": {"type": "string"}, "example": ",".join(columns) + "\r\n"}},
            "description": "a table with a header",
        },
        **problems(),
    }


def _file(rows: object, name: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(rows, media_type="text/csv; charset=utf-8; header=present", headers=headers)  # type: ignore[arg-type]
