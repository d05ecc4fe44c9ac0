"""/payment-fundings: from which sources the months of a right are paid, where the law gives no ratio between them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from casework.authority.veil import VeiledMoney
from casework.awards.problems import AwardNotFound
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.payments.funding import service
from casework.payments.funding.schemas import FundingIn, FundingsOut
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.problems import problems

Recorder = Annotated[Principal, requires("caseworker", "head", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


def payment_fundings_router(catalogue: Catalogue) -> APIRouter:
    """Routes of stated sources."""
    router = APIRouter(prefix="/payment-fundings", tags=["payments"])

    @router.post(
        "",
        status_code=201,
        operation_id="payment_funding_state",
        summary="State from which sources the months of a right are paid, before a list pays them (audited)",
        responses=problems(
            AwardNotFound,
            service.FundingImpossible,
            service.MonthOnList,
            CannotBeBooked,
            *CREATION_REFUSED,
        ),
    )
    async def state(
        body: FundingIn, who: Recorder, veil: VeiledMoney, creation: Creating, audit: Audit, today: Today
    ) -> Answer:
        return await creation.run(
            "payment-fundings",
            lambda: service.state(
                db=creation.db, catalogue=catalogue, audit=audit, order=body, by=who.subject, today=today, veil=veil
            ),
        )

    @router.get(
        "",
        operation_id="payment_funding_history",
        summary="What was stated of a right's sources, the latest first (audited)",
        responses=problems(),
    )
    async def history(
        _: Reader, veil: VeiledMoney, db: Write, audit: Audit, award: Annotated[UUID, Query()]
    ) -> FundingsOut:
        return await service.history(db=db, audit=audit, award=award, veil=veil)

    return router
