"""GET /debtor-counts: debtors, actions and enforcement of a period, for the statement of u.p.o.u.a. art. 31 ust. 5."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlmodel import col, select

from casework.authority.problems import wrong
from casework.authority.veil import Seeing
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from kit.problems import ValidationFailed, problems
from services.alimony_fund.debtors import store
from services.alimony_fund.debtors.counts import DebtorCountOut, counted
from services.alimony_fund.debtors.hands import Knowing
from services.alimony_fund.debtors.tables import DebtorRow


def count_router() -> APIRouter:
    """The route of counts of debtors."""
    router = APIRouter(prefix="/debtor-counts", tags=["debtors"])

    @router.get(
        "",
        operation_id="debtor_count_list",
        summary="How many debtors, actions and enforcements: of the debtors that are seen, from a day to a day (audited)",
        responses={**CSV_ANSWER, **problems(ValidationFailed)},
        response_model=list[DebtorCountOut],
    )
    async def count(
        hand: Knowing,
        sight: Seeing,
        since: Annotated[Day, Query(description="first day, as that of a quarter")],
        until: Annotated[Day, Query(description="last day, at most today")],
        unit: Annotated[Code | None, Query()] = None,
        format: Annotated[Format, Query(description="csv: a line for each figure")] = "json",  # noqa: A002
    ) -> list[DebtorCountOut] | Response:
        if until < since:
            raise wrong("/query/until", "day_out_of_order", "Koniec okresu jest przed jego początkiem.")
        if until > hand.today:
            raise wrong("/query/until", "day_to_come", "Ten dzień jeszcze nie nastał.")
        # An entry made in error counts nowhere, neither when it was made nor when it was closed.
        query = select(DebtorRow.id).where(
            DebtorRow.gmina == hand.db.gmina, store.seen(sight), col(DebtorRow.why).is_distinct_from("entered_in_error")
        )
        if unit is not None:
            query = query.where(col(DebtorRow.unit) == unit)
        found = await counted(hand.db, (await hand.db.exec(query)).all(), since, until)
        await hand.note("exported" if format == "csv" else "listed", "debtor", None)
        return csv_response(DebtorCountOut, found, "liczby_dluznikow") if format == "csv" else found

    return router
