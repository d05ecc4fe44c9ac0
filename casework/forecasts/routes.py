"""GET /forecast: what the months to come will cost by running rights, as JSON, CSV or a spreadsheet."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.exports import csv_response
from casework.forecasts import service
from casework.forecasts.schemas import EndingOut, ForecastOut, ForecastRowOut, ForecastSourceOut
from casework.forecasts.sheets import XLSX_TYPE, to_xlsx
from casework.payments.schemas import Code
from casework.recalculations.schemas import MonthText
from casework.today import Today
from kit.auth import Principal, requires
from kit.db import Read
from kit.problems import FieldError, problems

Reader = Annotated[Principal, requires("head", "accountant", "reporter", "auditor")]
Part = Literal["needed", "rows", "endings"]
_PARTS: Mapping[Part, type[BaseModel]] = {"needed": ForecastSourceOut, "rows": ForecastRowOut, "endings": EndingOut}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX_TYPE: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}


def forecasts_router(catalogue: Catalogue) -> APIRouter:
    """The route of the forecast."""
    router = APIRouter(prefix="/forecast", tags=["forecast"])

    @router.get(
        "",
        operation_id="forecast_show",
        summary="The months to come from running rights: money needed by month, benefit, budget line and source, and what ends",
        responses={**_FILES, **problems(UnknownBenefitCode)},
        response_model=ForecastOut,
    )
    async def forecast_show(
        _: Reader,
        db: Read,
        today: Today,
        first: Annotated[MonthText, Query(alias="from", description="the first month")],
        months: Annotated[int, Query(ge=1, le=36, description="how many")] = 3,
        benefit: Annotated[Code | None, Query()] = None,
        format: Annotated[Literal["json", "csv", "xlsx"], Query(description="csv: one part, whole")] = "json",  # noqa: A002
        part: Annotated[Part, Query(description="which part the CSV has")] = "rows",
    ) -> Response | ForecastOut:
        if benefit is not None and benefit not in catalogue:
            raise UnknownBenefitCode(
                errors=[FieldError("/query/benefit", "unknown_benefit", "Nie ma takiego świadczenia.")]
            )
        found = await service.forecast(
            db=db, catalogue=catalogue, first=first, months=months, benefit=benefit, today=today
        )
        if format == "json":
            return found
        name = f"prognoza-{first}"
        if format == "xlsx":
            headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
            return Response(to_xlsx(found), media_type=XLSX_TYPE, headers=headers)
        rows: Sequence[BaseModel] = getattr(found, part)
        return csv_response(_PARTS[part], rows, name)

    return router
