"""/reconciliation: decisions = awards = payment lists = settlements, for a month or a year; what differs is named by its id."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from casework.authority.veil import VeiledMoney
from casework.benefits.catalogue import Catalogue
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.payments.schemas import Code, MonthText
from casework.reconciliation import service
from casework.reconciliation.schemas import (
    BenefitSumsOut,
    CaseOut,
    ListSumsOut,
    MonthSumsOut,
    PaidAfterEndOut,
    ReconciledYearOut,
    ReconciliationOut,
)
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.problems import problems

Reader = Annotated[Principal, requires("head", "accountant", "reporter", "auditor")]

Part = Literal["benefits", "lists", "cases", "paid_after_end"]
_PARTS: Mapping[Part, type[BaseModel]] = {
    "benefits": BenefitSumsOut, "lists": ListSumsOut, "cases": CaseOut, "paid_after_end": PaidAfterEndOut,
}  # fmt: skip


def reconciliation_router(catalogue: Catalogue) -> APIRouter:
    """The routes of reconciliation."""
    router = APIRouter(prefix="/reconciliation", tags=["reconciliation"])

    @router.get(
        "",
        operation_id="reconciliation_show",
        summary="Decisions, awards, payment lists, settlements and the log of a month, with what differs (audited)",
        responses={**CSV_ANSWER, **problems()},
        response_model=ReconciliationOut,
    )
    async def show(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        month: Annotated[MonthText, Query(description="the month the money was due for")],
        benefit: Annotated[Code | None, Query()] = None,
        format: Annotated[Format, Query(description="csv: one part, whole")] = "json",  # noqa: A002
        part: Annotated[Part, Query(description="which part the CSV has")] = "benefits",
    ) -> Response | ReconciliationOut:
        await audit.note(db, "exported" if format == "csv" else "read", "reconciliation")
        found = await service.reconcile(
            db=db, catalogue=catalogue, veil=veil, month=month, benefit=benefit, everything=format == "csv"
        )
        if format == "json":
            return found
        rows: Sequence[BaseModel] = getattr(found, part)
        return csv_response(_PARTS[part], rows, f"uzgodnienie-{month}")

    @router.get(
        "/year",
        operation_id="reconciliation_year",
        summary="A year by month and benefit, from the decisions to the log (audited)",
        responses={**CSV_ANSWER, **problems()},
        response_model=ReconciledYearOut,
    )
    async def show_year(
        _: Reader,
        veil: VeiledMoney,
        db: Write,
        audit: Audit,
        year: Annotated[int, Query(ge=2000, le=2099, description="the year the money was due for")],
        benefit: Annotated[Code | None, Query()] = None,
        format: Annotated[Format, Query(description="csv: a row for each month and benefit")] = "json",  # noqa: A002
    ) -> Response | ReconciledYearOut:
        await audit.note(db, "exported" if format == "csv" else "read", "reconciliation")
        found = await service.of_year(db=db, catalogue=catalogue, veil=veil, year=year, benefit=benefit)
        return csv_response(MonthSumsOut, found.rows, f"uzgodnienie-{year}") if format == "csv" else found

    return router
