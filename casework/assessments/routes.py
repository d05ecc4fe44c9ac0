"""POST /assessments: what would be due under the law of a day, with reasons and steps. Stores nothing and logs no facts."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Query, Response

from casework.assessments.schemas import AssessmentOut, Explain, assessment_in
from casework.assessments.service import BenefitRecorded, NoLawForDate, assess
from casework.assessments.telling import told
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.benefits.results import UnfitFacts
from kit.auth import Access, access
from kit.problems import problems

Assessor = Annotated[Access, access("caseworker", "social_worker", "head", "auditor")]


def assessments_router(catalogue: Catalogue, example: dict[str, Any] | None = None) -> APIRouter:
    """The route of assessments with the service's form of facts; `example` is a body shown in OpenAPI."""
    router = APIRouter(prefix="/assessments", tags=["assessments"])
    body_type: Any = assessment_in(catalogue.service, catalogue.facts, example or catalogue.example)

    @router.post(
        "",
        operation_id="assessment_create",
        summary="Assess facts: amounts by month, refusals, steps; stores nothing",
        response_model=AssessmentOut,
        responses=problems(UnfitFacts, NoLawForDate, UnknownBenefitCode, BenefitRecorded),
    )
    async def assessment_create(
        body: Annotated[body_type, Body()],
        who: Assessor,
        explain: Annotated[
            Explain, Query(description="none: amounts and refusals only; tree: also the auditor's tree of steps")
        ] = "sentences",
    ) -> Response:
        gmina = who.gmina
        found = assess(catalogue, body.benefits, body.facts, body.on, gmina)
        law = catalogue.law(gmina)
        receipt = catalogue.receipt(body.facts, body.on, gmina)
        answer = told(found, body.on, gmina, law, receipt, explain)
        return Response(orjson.dumps(answer), media_type="application/json")

    return router
