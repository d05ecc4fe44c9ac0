"""/bailiff-claims: seizures of bailiffs and other enforcement organs, which lists deduct within the limits of the law."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from casework.authority.veil import VeiledMoney
from casework.payments.deductions import claims
from casework.payments.deductions.schemas import BailiffClaimIn, BailiffClaimOut, ClaimEndIn
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
    router = APIRouter(prefix="/bailiff-claims", tags=["payments"])

    @router.post(
        "",
        status_code=201,
        operation_id="bailiff_claim_record",
        summary="Register a seizure",
        responses=problems(claims.DebtorUnknown, WrongAccount, *CREATION_REFUSED),
    )
    async def record(body: BailiffClaimIn, who: Recorder, creation: Creating, audit: Audit) -> Answer:
        return await creation.run(
            "bailiff-claims",
            lambda: claims.record(db=creation.db, keys=keys, audit=audit, order=body, by=who.subject),
        )

    @router.get(
        "",
        operation_id="bailiff_claim_list",
        summary="Seizures with what was deducted (audited)",
        responses=problems(InvalidCursor),
    )
    async def list_claims(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        paging: Paging,
        person: Annotated[UUID | None, Query()] = None,
    ) -> Page[BailiffClaimOut]:
        return await claims.page(db=db, veil=veil, keys=keys, audit=audit, paging=paging, person=person)

    @router.post(
        "/{claim}/end",
        operation_id="bailiff_claim_end",
        summary="Nothing is deducted for it any more",
        responses=problems(claims.ClaimNotFound, claims.ClaimEnded, *CHANGE_REFUSED),
    )
    async def end(claim: UUID, body: ClaimEndIn, _: Recorder, change: Changing) -> Answer:
        return await change.run(lambda: claims.end(db=change.db, claim=claim, order=body, version=change.version))

    return router
