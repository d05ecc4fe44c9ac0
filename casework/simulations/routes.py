"""POST /simulations: what would be if parameters of the law were other ones. A question like a read: it may be asked again at will."""

from typing import Annotated

from fastapi import APIRouter, Request

from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.simulations import service
from casework.simulations.schemas import SimulationIn, SimulationOut
from casework.simulations.supposing import ParameterOutOfRange, ParameterUnitWrong, ParameterUnknown, SimulationTooLong
from casework.today import Today
from kit.auth import Access, access
from kit.problems import problems
from kit.secrets import KeyRing

Planner = Annotated[Access, access("head", "accountant", "reporter")]


def simulations_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """The route of simulations; `keys` opens the facts that are assessed anew."""
    router = APIRouter(prefix="/simulations", tags=["simulations"])

    @router.post(
        "",
        operation_id="simulation_run",
        summary="Running rights under supposed parameters: cost by month and budget line, families gaining and losing; stores nothing",
        responses=problems(
            UnknownBenefitCode, SimulationTooLong, ParameterUnknown, ParameterUnitWrong, ParameterOutOfRange
        ),
    )
    async def simulation_run(body: SimulationIn, who: Planner, request: Request, today: Today) -> SimulationOut:
        return await service.simulate(
            database=request.app.state.database,
            keys=keys,
            catalogue=catalogue,
            gmina=who.gmina,
            order=body,
            today=today,
        )

    return router
