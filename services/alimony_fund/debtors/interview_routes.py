"""/debtor-interviews: what debtors said at interviews and in property statements (u.p.o.u.a. art. 4 ust. 1-2)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.decisions.moments import DayOutOfOrder
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.writes import CREATION_REFUSED, Creating
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.alimony_fund.debtors import interview_schemas as s
from services.alimony_fund.debtors import interviews
from services.alimony_fund.debtors.hands import Looking, Receiving
from services.alimony_fund.debtors.problems import DebtorInterviewNotFound

Sort = Literal["given_on", "-given_on"]


def interview_router(keys: KeyRing) -> APIRouter:
    """Routes of interviews; `keys` seals and opens what was said."""
    router = APIRouter(prefix="/debtor-interviews", tags=["debtors"])

    @router.get(
        "",
        operation_id="debtor_interview_list",
        summary="Interviews and property statements by their day, without what was said (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.DebtorInterviewOut],
    )
    async def list_interviews(
        hand: Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[interviews.Filters, Depends(_filters)],
        sort: Sort = "given_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.DebtorInterviewOut] | Response:
        whole = format == "csv"
        found = await interviews.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.DebtorInterviewOut, found.items, "wywiady_z_dluznikami") if whole else found

    @router.get(
        "/{interview}",
        operation_id="debtor_interview_show",
        summary="What the debtor said, by parts of the regulation's patterns (audited)",
        responses=problems(DebtorInterviewNotFound),
    )
    async def show(interview: UUID, hand: Looking, sight: Seeing) -> s.DebtorInterviewShown:
        return await interviews.show(hand, sight, keys, interview)

    @router.post(
        "",
        status_code=201,
        operation_id="debtor_interview_note",
        summary="Note what the debtor said at the interview, or in his property statement",
        responses=problems(DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED),
    )
    async def note(body: s.DebtorInterviewIn, hand: Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("debtor-interviews", lambda: interviews.note(hand, sight, keys, body))

    return router


async def _filters(
    debtor: Annotated[UUID | None, Query()] = None,
    proceeding: Annotated[UUID | None, Query()] = None,
    kind: Annotated[s.InterviewKind | None, Query()] = None,
) -> interviews.Filters:
    return interviews.Filters(debtor, proceeding, kind)
