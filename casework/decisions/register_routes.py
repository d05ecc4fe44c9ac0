"""/decisions/register: the register of decisions, what went out under which number of its year."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.sight import sight_of
from casework.decisions import moments, register_listing
from casework.decisions.schemas import Code, Day, RegisterEntryOut
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from kit.auth import Principal, requires
from kit.db import Read
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


async def _filters(
    year: Annotated[int | None, Query(ge=2000, le=2099)] = None,
    benefit: Annotated[Code | None, Query()] = None,
    kind: Annotated[Code | None, Query(description="of GET /v1/decisions/kinds")] = None,
    outcome: Annotated[Code | None, Query()] = None,
    state: Annotated[moments.State | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="entitled or recipient")] = None,
    since: Annotated[Day | None, Query(description="issued on this day or later")] = None,
    until: Annotated[Day | None, Query(description="issued on this day or earlier")] = None,
) -> register_listing.Filters:
    return register_listing.Filters(year, benefit, kind, outcome, state, unit, person, since, until)


def decision_register_router() -> APIRouter:
    """The route of the register; it stands before the one of a single decision."""
    router = APIRouter(prefix="/decisions", tags=["decisions"])

    @router.get(
        "/register",
        operation_id="decision_register_list",
        summary="The register of decisions (rejestr decyzji): number, day, benefit, kind, outcome",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[RegisterEntryOut],
    )
    async def list_register(
        who: Reader,
        db: Read,
        paging: Paging,
        today: Today,
        filters: Annotated[register_listing.Filters, Depends(_filters)],
        sort: register_listing.Sort = "-number",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[RegisterEntryOut]:
        sight = await sight_of(db, who, today)
        found = await register_listing.page(
            db=db, sight=sight, paging=paging, filters=filters, sort=sort, everything=format == "csv"
        )
        return csv_response(RegisterEntryOut, found.items, "rejestr-decyzji") if format == "csv" else found

    return router
