"""What POST /assessments takes and answers: facts in, months with amounts, refusals, steps and receipt out. Money is text in złote."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, create_model

from casework.assessments.overlap_schemas import (
    AlternativeOut,
    BenefitCode,
    ChosenIn,
    Day,
    MonthText,
    OverlapOut,
    PersonRef,
    RightIn,
)
from casework.benefits.results import Outcome, Per
from kit.money import ZlotyText
from kit.schemas import Out, Schema

MOST_RIGHTS = 6


class AssessmentIn(Schema):
    """The day whose law applies, the benefits asked for (none: every computed one; what lacks facts is told), and the facts."""

    on: Day
    benefits: Annotated[tuple[BenefitCode, ...] | None, Field(max_length=60)] = None
    rights: Annotated[
        tuple[RightIn, ...],
        Field(
            max_length=MOST_RIGHTS, description="prawa już ustalone, tu albo przez inny organ, które mogą się zbiegać"
        ),
    ] = ()
    chosen: Annotated[
        tuple[ChosenIn, ...], Field(max_length=10, description="wybór osoby spośród zbiegających się świadczeń")
    ] = ()
    applicant: Annotated[
        PersonRef | None, Field(description="oznaczenie wnioskodawcy w tych danych, gdy uprawnionych jest kilkoro")
    ] = None


class MonthsOut(Out):
    """A run of months with the same amount; `per` once: a single payment."""

    benefit: str
    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[MonthText, Field(alias="from")]
    to: MonthText
    amount: ZlotyText
    per: Per
    persons: list[str]
    variant: str | None
    mechanism: str | None
    open_ended: Annotated[bool, Field(description="the right goes on after `to`")]


class RefusalOut(Out):
    """A ground of refusal; `person` is the one of the facts that it concerns."""

    code: str
    article: str
    text: str
    outcome: Outcome
    person: str | None


class FigureOut(Out):
    """A named amount of the computation."""

    name: str
    amount: ZlotyText


class FindingOut(Out):
    """Something that a certificate says beside amounts, as people read it."""

    name: str
    value: str


class InputOut(Out):
    """An input of a step, as people read it."""

    name: str
    value: str


class SourceOut(Out):
    """Where a parameter that the step read is printed."""

    name: str
    title: str
    article: str
    gazette: str
    confidence: str


class StepOut(Out):
    """A step for the auditor: article, inputs, parameters with their place in the gazette, result, steps below."""

    code: str
    article: str
    sentence: str
    inputs: list[InputOut]
    result: str | None
    parameters: list[SourceOut]
    steps: list["StepOut"]


class ReceiptOut(Out):
    """What pins the computation: the same receipt means the same result."""

    engine_version: str
    rules_hash: str
    parameters_hash: str
    inputs_hash: str
    as_of: date


class OfficerPointOut(Out):
    """A point that the officer decides with reasons; a decision that follows him names `code` as its `override`."""

    code: str
    article: str
    text: str
    outcomes: list[str]


class BenefitAssessmentOut(Out):
    """The answer for one benefit."""

    benefit: str
    eligible: bool
    outcome: Outcome
    refusals: list[RefusalOut]
    months: list[MonthsOut]
    amounts: list[FigureOut]
    findings: Annotated[list[FindingOut], Field(description="what a certificate says beside amounts; else empty")]
    for_the_officer: Annotated[list[OfficerPointOut], Field(description="points of this case that the officer decides")]
    steps: Annotated[list[str], Field(description="plain Polish sentences with articles; none with explain=none")]
    tree: Annotated[list[StepOut] | None, Field(description="the auditor's tree, with explain=tree")]
    receipt: ReceiptOut


class NotAssessedOut(Out):
    """A computed benefit that was not assessed: what its facts lack, with the pointer into the body."""

    benefit: str
    code: str
    pointer: str
    text: str


class AssessmentOut(Out):
    """The answers, in the order of the benefits asked for."""

    on: date
    gmina: str
    assessments: list[BenefitAssessmentOut]
    not_assessed: Annotated[
        list[NotAssessedOut],
        Field(
            description="benefits without an answer, when none were asked for by code: what is missing; else empty",
            examples=[
                [
                    {
                        "benefit": "dodatek_oslonowy",
                        "code": "facts_missing",
                        "pointer": "/facts/household",
                        "text": "Nie oceniono, brakuje danych: Do oceny tego świadczenia potrzebna jest część „household”.",
                    }
                ]
            ],
        ),
    ]
    overlaps: Annotated[
        list[OverlapOut], Field(description="what excludes what; without a choice the law's is taken off")
    ]
    alternatives: Annotated[list[AlternativeOut], Field(description="the person's choices, the best in money first")]


Explain = Literal["none", "sentences", "tree"]


def assessment_in(service: str, facts: type[Schema], example: dict[str, Any] | None) -> type[AssessmentIn]:
    """The body of POST /assessments of a service with its form of facts."""
    name = "".join(part.title() for part in service.split("_")) + "AssessmentIn"
    model = create_model(name, __base__=AssessmentIn, __doc__=AssessmentIn.__doc__, facts=(facts, ...))
    if example is not None:
        model.model_config["json_schema_extra"] = {"examples": [example]}
        model.model_rebuild(force=True)
    return model
