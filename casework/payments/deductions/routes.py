"""/bailiff-claims: seizures of bailiffs and other organs, which lists deduct within the limits of the law; what a list deducts."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.veil import VeiledMoney
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.institutions.problems import InstitutionUnknown
from casework.payments.deductions import claims, of_list
from casework.payments.deductions.schemas import (
    BailiffClaimIn,
    BailiffClaimOut,
    ClaimEndIn,
    ClaimKind,
    ListDeductionOut,
)
from casework.payments.problems import PaymentListNotFound
from casework.payments.ways.service import WrongAccount
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems
from kit.secrets import KeyRing

Recorder = Annotated[Principal, requires("caseworker", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]


def bailiff_claims_router(keys: KeyRing) -> APIRouter:
    """Routes of seizures; `keys` opens and seals account numbers."""
    router = APIRouter(tags=["payments"])

    @router.post(
        "/bailiff-claims",
        status_code=201,
        operation_id="bailiff_claim_record",
        summary="Register a seizure",
        responses=problems(claims.DebtorUnknown, WrongAccount, InstitutionUnknown, *CREATION_REFUSED),
    )
    async def record(
        body: BailiffClaimIn, who: Recorder, veil: VeiledMoney, creation: Creating, audit: Audit
    ) -> Answer:
        return await creation.run(
            "bailiff-claims",
            lambda: claims.record(db=creation.db, keys=keys, audit=audit, order=body, by=who.subject, veil=veil),
        )

    @router.get(
        "/bailiff-claims",
        operation_id="bailiff_claim_list",
        summary="Seizures with what was deducted (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[BailiffClaimOut],
    )
    async def list_claims(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        paging: Paging,
        person: Annotated[UUID | None, Query()] = None,
        kind: Annotated[ClaimKind | None, Query()] = None,
        running: Annotated[bool | None, Query(description="only those that run, or only ended ones")] = None,
        organ_sign: Annotated[str | None, Query(min_length=2, max_length=60)] = None,
        sort: Literal["received_on", "-received_on"] = "received_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[BailiffClaimOut] | Response:
        found = await claims.page(
            db=db, veil=veil, keys=keys, audit=audit, paging=paging, sort=sort, everything=format == "csv",
            wanted=claims.Filter(person, kind, running, organ_sign),
        )  # fmt: skip
        return csv_response(BailiffClaimOut, found.items, "zajecia") if format == "csv" else found

    @router.get(
        "/payment-lists/{payment_list}/deductions",
        operation_id="payment_list_deductions",
        summary="What of a list goes to bailiffs and what is set off, with claim, sign and account (audited)",
        responses={**CSV_ANSWER, **problems(PaymentListNotFound, InvalidCursor)},
        response_model=Page[ListDeductionOut],
    )
    async def deductions_of_list(
        payment_list: UUID,
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        paging: Paging,
        kind: Annotated[Literal["overpayment", "bailiff"] | None, Query()] = None,
        sort: Literal["claim", "-claim"] = "claim",
        format: Annotated[Format, Query(description="csv: all of them")] = "json",  # noqa: A002
    ) -> Page[ListDeductionOut] | Response:
        found = await of_list.page(
            db=db, keys=keys, audit=audit, veil=veil, payment_list=payment_list, paging=paging, kind=kind, sort=sort,
            everything=format == "csv",
        )  # fmt: skip
        return csv_response(ListDeductionOut, found.items, "potracenia") if format == "csv" else found

    @router.post(
        "/bailiff-claims/{claim}/end",
        operation_id="bailiff_claim_end",
        summary="Nothing is deducted for it any more",
        responses=problems(claims.ClaimNotFound, claims.ClaimEnded, *CHANGE_REFUSED),
    )
    async def end(claim: UUID, body: ClaimEndIn, _: Recorder, change: Changing) -> Answer:
        return await change.run(lambda: claims.end(db=change.db, claim=claim, order=body, version=change.version))

    return router
