"""POST /assessments and /assessments/bulk: what would be due under the law of a day, with reasons and steps.

Stores nothing and logs no facts.
"""

import asyncio
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Query, Request, Response

from casework.assessments.answering import weighed_answer
from casework.assessments.asking import UnknownRight
from casework.assessments.choosing import ChoiceExcluded, ChoiceNotDue, TooManyAlternatives
from casework.assessments.many import AN_ANSWER, LONGEST_LINE, Answers, AnswersNotRead, Assessor, line_of
from casework.assessments.schemas import AssessmentOut, Explain, assessment_in
from casework.assessments.service import BenefitRecorded, NoLawForDate, asked_for
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.benefits.results import UnfitFacts
from kit.auth import Access, access
from kit.ndjson import MEDIA_TYPE
from kit.problems import MalformedBody, PayloadTooLarge, Problem, UnsupportedMediaType, problems

Asking = Annotated[Access, access("caseworker", "social_worker", "head", "auditor")]
Explained = Annotated[
    Explain, Query(description="none: amounts and refusals only; tree: also the auditor's tree of steps")
]
_LINE_PROBLEMS: tuple[type[Problem], ...] = (
    UnfitFacts,
    NoLawForDate,
    UnknownBenefitCode,
    BenefitRecorded,
    UnknownRight,
    ChoiceNotDue,
    ChoiceExcluded,
    TooManyAlternatives,
    MalformedBody,
    AnswersNotRead,
)
_LINES = f"""One JSON object a line, at most {LONGEST_LINE} bytes: the members of POST /assessments and `id`, the client's own name of \
the family (at most 64 letters, digits and . _ : / -). Blank lines are counted and skipped."""
_ANSWERS = """A line for each line sent, in the same order and while more are being sent: `line` (its number, from 1), `id`, and either \
`result` (the answer of POST /assessments) or `problem` (as everywhere, without instance and request_id). Read while sending."""


def assessments_router(catalogue: Catalogue, example: dict[str, Any] | None = None) -> APIRouter:
    """The route of assessments with the service's form of facts; `example` is a body shown in OpenAPI."""
    router = APIRouter(prefix="/assessments", tags=["assessments"])
    body_type: Any = assessment_in(catalogue.service, catalogue.facts, example or catalogue.example)

    @router.post(
        "",
        operation_id="assessment_create",
        summary="Assess facts: amounts by month, refusals, steps; stores nothing",
        response_model=AssessmentOut,
        responses=problems(
            UnfitFacts,
            NoLawForDate,
            UnknownBenefitCode,
            BenefitRecorded,
            UnknownRight,
            ChoiceNotDue,
            ChoiceExcluded,
            TooManyAlternatives,
        ),
    )
    async def assessment_create(
        body: Annotated[body_type, Body()],
        who: Asking,
        explain: Explained = "sentences",
    ) -> Response:
        gmina = who.gmina
        found = asked_for(catalogue, body.benefits, body.facts, body.on, gmina)
        answer = weighed_answer(catalogue, found, body, gmina, explain)
        return Response(orjson.dumps(answer), media_type="application/json")

    line_type = line_of(body_type)
    turn = asyncio.Semaphore(1)
    shown = body_type.model_config.get("json_schema_extra", {}).get("examples", [])

    @router.post(
        "/bulk",
        operation_id="assessment_create_bulk",
        summary="Assess many families: a stream of lines in, a line of answer for each out; stores nothing",
        status_code=200,
        response_class=Answers,
        responses={
            200: {
                "description": _ANSWERS,
                "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": AN_ANSWER}},
            },
            **problems(UnsupportedMediaType, PayloadTooLarge, *_LINE_PROBLEMS),
        },
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    MEDIA_TYPE: {
                        "schema": {"type": "string", "description": _LINES},
                        "example": "".join(f"{orjson.dumps({'id': 'rodzina-1', **one}).decode()}\n" for one in shown),
                    }
                },
            }
        },
    )
    async def assessment_create_bulk(request: Request, who: Asking, explain: Explained = "sentences") -> Response:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != MEDIA_TYPE:
            raise UnsupportedMediaType(f"Oczekiwano treści typu {MEDIA_TYPE}.")
        assessor = Assessor(catalogue, line_type, who.gmina, explain, request.state.request_id)
        return Answers(request, assessor, turn)

    return router
