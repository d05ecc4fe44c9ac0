"""/benefits and /service-costs: the catalogue of the service, found and not listed; reporting learns names and rates here."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.schemas import BenefitList, BenefitOut, ServiceCostList, full, service_cost, short
from casework.benefits.types import Kind
from kit.auth import Principal, requires
from kit.problems import NotFound, problems

Anyone = Annotated[Principal, requires()]
BenefitCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,79}$", examples=["zasilek_rodzinny"])]


class BenefitNotFound(NotFound):
    """The service's catalogue has no benefit of this code."""

    code = "benefit_not_found"
    title = "Nie ma takiego świadczenia"


def benefits_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the catalogue."""
    router = APIRouter(prefix="/benefits", tags=["benefits"])
    # The catalogue does not change while the process lives.
    everything = {
        benefit.code: full(benefit, catalogue.facts, catalogue.duties.of(benefit.code)) for benefit in catalogue
    }
    listed = [short(benefit) for benefit in catalogue]

    @router.get("", operation_id="benefit_list", summary="The benefits of this service, in order of code")
    async def benefit_list(
        _: Anyone,
        kind: Annotated[Kind | None, Query(description="only computed or only recorded ones")] = None,
        unit: Annotated[str | None, Query(max_length=40, description="only those that count this unit")] = None,
        text: Annotated[str | None, Query(max_length=80, description="part of the name or code")] = None,
        granted: Annotated[
            bool | None, Query(description="only what is granted and paid, or only what is money that comes in")
        ] = None,
    ) -> BenefitList:
        wanted = (text or "").casefold()
        return BenefitList(
            items=[
                item
                for item in listed
                if (kind is None or item.kind == kind)
                and (unit is None or item.unit == unit)
                and (granted is None or item.granted is granted)
                and (wanted in item.name.casefold() or wanted in item.code)
            ]
        )

    @router.get(
        "/{code}",
        operation_id="benefit_read",
        summary="A benefit: statute, form of facts, budget lines, statistical lists",
        responses=problems(BenefitNotFound),
    )
    async def benefit_read(code: BenefitCode, _: Anyone) -> BenefitOut:
        try:
            return everything[catalogue.get(code).code]
        except UnknownBenefit:
            raise BenefitNotFound from None

    return router


def service_costs_router(catalogue: Catalogue) -> APIRouter:
    """The route of what the acts allow for serving their benefits."""
    router = APIRouter(prefix="/service-costs", tags=["benefits"])
    listed = ServiceCostList(items=[service_cost(entry) for entry in catalogue.service_costs])

    @router.get(
        "",
        operation_id="service_cost_list",
        summary="What the acts allow for serving their benefits out of the State's money, with the days of each rate",
        responses=problems(),
    )
    async def service_cost_list(_: Anyone) -> ServiceCostList:
        return listed

    return router
