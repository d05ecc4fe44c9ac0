"""The address that explains each code of a problem: the member type of a problem refers to it."""

import inspect

from fastapi import APIRouter
from pydantic import BaseModel, Field

from kit.problems import standard
from kit.problems.model import Problem, registered_problems
from kit.problems.openapi import problems

problem_router = APIRouter(tags=["problems"])


class ProblemKind(BaseModel):
    """What a code of a problem means."""

    code: str = Field(examples=["version_mismatch"])
    status: int = Field(examples=[412])
    title: str = Field(examples=["Dane zmieniły się od czasu odczytu"])
    description: str = Field(examples=["If-Match names another version than the current one."])

    @classmethod
    def of(cls, kind: type[Problem]) -> "ProblemKind":
        """The explanation of a kind of problem, from its docstring."""
        return cls(code=kind.code, status=kind.status, title=kind.title, description=inspect.getdoc(kind) or "")


@problem_router.get("/problems", operation_id="problems_list", summary="All problem codes of this service")
async def list_problems() -> list[ProblemKind]:
    """Every code that this service may answer, with its meaning."""
    return [ProblemKind.of(kind) for _, kind in sorted(registered_problems().items())]


@problem_router.get(
    "/problems/{code}",
    operation_id="problem_show",
    summary="What a problem code means",
    responses=problems(standard.NotFound),
)
async def show_problem(code: str) -> ProblemKind:
    """The explanation to which the member type of a problem refers."""
    kind = registered_problems().get(code)
    if kind is None:
        raise standard.NotFound("Nie ma takiego kodu problemu.")
    return ProblemKind.of(kind)
