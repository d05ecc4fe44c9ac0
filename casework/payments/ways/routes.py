"""/payment-ways: how a right or a person is paid, from which day; and the list of payees for a cash desk or the post."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from casework.authority.veil import VeiledMoney
from casework.benefits.catalogue import Catalogue
from casework.institutions.problems import InstitutionUnknown
from casework.letters.making import rendered
from casework.letters.pdf import MEDIA_TYPE
from casework.letters.problems import LetterTooLong
from casework.payments import problems as refused
from casework.payments.schemas import AnyWay, Day
from casework.payments.ways import service
from casework.payments.ways.printing import LONGEST
from casework.payments.ways.schemas import PayeeOut, WayIn, WaysOut
from casework.records.routes import pdf_response
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Gmina, Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems
from kit.secrets import KeyRing

Recorder = Annotated[Principal, requires("caseworker", "social_worker", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Desk = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]
_PAPER = f"pdf: to be signed and handed out; at most {LONGEST} payments, a longer list by its ways"


def payment_ways_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of ways of payment; `keys` opens and seals account numbers, the catalogue names what is paid on a printed list."""
    router = APIRouter(tags=["payments"])

    @router.post(
        "/payment-ways",
        status_code=201,
        operation_id="payment_way_record",
        summary="State how a right or a person is paid from a day on",
        responses=problems(service.WhoseWayUnknown, service.WrongAccount, InstitutionUnknown, *CREATION_REFUSED),
    )
    async def record(body: WayIn, who: Recorder, veil: VeiledMoney, creation: Creating, audit: Audit) -> Answer:
        return await creation.run(
            "payment-ways",
            lambda: service.record(db=creation.db, keys=keys, audit=audit, order=body, by=who.subject, veil=veil),
        )

    @router.get(
        "/payment-ways",
        operation_id="payment_way_history",
        summary="How a right or a person is and was paid (audited)",
        responses=problems(service.WhoseWayUnknown),
    )
    async def history(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        today: Today,
        award: Annotated[UUID | None, Query()] = None,
        person: Annotated[UUID | None, Query()] = None,
        on: Annotated[
            Day | None, Query(description="whose statement is marked as in force; today unless stated")
        ] = None,
    ) -> WaysOut:
        return await service.history(
            db=db, keys=keys, audit=audit, award=award, person=person, on=on or today, veil=veil
        )

    @router.get(
        "/payment-lists/{payment_list}/payees",
        operation_id="payment_list_payees",
        summary="Payments of a list with names, accounts, third parties and postal addresses (audited)",
        responses=problems(refused.PaymentListNotFound, InvalidCursor),
    )
    async def payees(
        payment_list: UUID,
        _: Desk,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        paging: Paging,
        way: Annotated[AnyWay | None, Query()] = None,
        uncollected: Annotated[bool, Query(description="only what was not collected")] = False,
    ) -> Page[PayeeOut]:
        return await service.payees(
            db=db,
            keys=keys,
            audit=audit,
            payment_list=payment_list,
            paging=paging,
            way=way,
            uncollected=uncollected,
            veil=veil,
        )

    @router.get(
        "/payment-lists/{payment_list}/payees/export",
        operation_id="payment_list_payees_export",
        summary="The same as CSV, or on paper with sums and acts, whole (audited)",
        response_class=StreamingResponse,
        responses={
            200: {
                "content": {
                    "text/csv": {"schema": {"type": "string"}, "example": ",".join(service.COLUMNS) + "\r\n"},
                    MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
                },
                "description": "payment, person, last_name, first_name, way, month …",
            },
            **problems(refused.PaymentListNotFound, LetterTooLong),
        },
    )
    async def export(
        payment_list: UUID,
        _: Desk,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        gmina: Gmina,
        request: Request,
        today: Today,
        way: Annotated[AnyWay | None, Query()] = None,
        uncollected: Annotated[bool, Query(description="only what was not collected")] = False,
        format: Annotated[Literal["csv", "pdf"], Query(description=_PAPER)] = "csv",  # noqa: A002
    ) -> Response:
        if format == "pdf":
            made = await service.printed(
                db=db, keys=keys, audit=audit, catalogue=catalogue, payment_list=payment_list, way=way, uncollected=uncollected,
                veil=veil, today=today,
            )  # fmt: skip
            return pdf_response(await rendered(made, "pdf"), "lista-wyplat")
        await service.noted(db=db, audit=audit, payment_list=payment_list)
        rows = service.export_payees(
            database=request.app.state.database,
            keys=keys,
            gmina=gmina,
            payment_list=payment_list,
            way=way,
            uncollected=uncollected,
            veil=veil,
        )
        headers = {"Content-Disposition": 'attachment; filename="odbiorcy.csv"'}
        return StreamingResponse(rows, media_type="text/csv; charset=utf-8; header=present", headers=headers)

    return router
