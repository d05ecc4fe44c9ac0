"""/reconciliation: decisions = awards = payment lists = settlements, for a month; what differs is named by its id."""

from typing import Annotated

from fastapi import APIRouter, Query

from casework.authority.veil import VeiledMoney
from casework.payments.schemas import Code, MonthText
from casework.reconciliation import service
from casework.reconciliation.schemas import ReconciliationOut
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.problems import problems

Reader = Annotated[Principal, requires("head", "accountant", "reporter", "auditor")]


def reconciliation_router() -> APIRouter:
    """The route of reconciliation."""
    router = APIRouter(prefix="/reconciliation", tags=["reconciliation"])

    @router.get(
        "",
        operation_id="reconciliation_show",
        summary="Decisions, awards, payment lists, settlements and the log of a month, with what differs (audited)",
        responses=problems(),
    )
    async def show(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        month: Annotated[MonthText, Query(description="the month the money was due for")],
        benefit: Annotated[Code | None, Query()] = None,
    ) -> ReconciliationOut:
        await audit.note(db, "read", "reconciliation")
        return await service.reconcile(db=db, veil=veil, month=month, benefit=benefit)

    return router
