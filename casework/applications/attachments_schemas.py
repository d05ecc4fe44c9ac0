"""What comes in and goes out about attachments: what a document is and when it came, its withdrawal, and what is still asked for."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.applications.members import Day
from kit.schemas import Out, Schema

KindCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$"),
    Field(description="of GET /attachment-kinds", examples=["orzeczenie"]),
]
WithdrawalReason = Literal["wrong_case", "entered_twice", "wrong_file"]
AttachmentState = Literal["standing", "withdrawn"]


class DescriptionIn(Schema):
    """What the document is and when it came; it takes the place of what was said before."""

    kind: KindCode | None = None
    received_on: Annotated[Day, Field(description="the day it reached the office")]
    posted_on: Annotated[Day | None, Field(description="the day of the postmark or of sending")] = None


class AttachmentWithdrawalIn(Schema):
    """Why the document does not belong to this application; its bytes stay until the file of the case is destroyed."""

    reason: WithdrawalReason


class AttachmentOut(Out):
    """An attachment: what it is, what it is called, of what type, how long in bytes, and the SHA-256 of its bytes."""

    id: UUID
    name: str
    kind: str | None
    media_type: str
    size: int
    sha256: str
    received_on: date
    posted_on: date | None
    added_by: str
    state: AttachmentState
    withdrawn_on: date | None
    withdrawal: WithdrawalReason | None
    version: int


class AttachmentListed(AttachmentOut):
    """The same in a list over applications."""

    application: UUID


class AttachmentKindOut(Out):
    """A kind of document of the acts, and which benefits ask for it; none: any letter may carry it."""

    code: str
    title: str
    article: str
    confidence: str
    benefits: list[str]


class AskedDocumentOut(Out):
    """A document that a benefit asks for. when: in which case only. established: the office established it itself, as this fact."""

    kind: str
    title: str
    article: str
    when: str | None
    attachments: list[UUID]
    established: list[UUID]
    state: Annotated[
        Literal["there", "established", "missing", "only_if"],
        Field(
            description="missing informs only: a lacking proof of the merits is no formal defect (art. 64 § 2 k.p.a.)"
        ),
    ]


class AskedByBenefitOut(Out):
    """What a benefit of the application asks for; none where its act has no list."""

    benefit: str
    documents: list[AskedDocumentOut]


class CompletenessOut(Out):
    """What the benefits of an application ask for and what is there. complete: nothing that is always asked for is missing."""

    application: UUID
    complete: bool
    benefits: list[AskedByBenefitOut]
    others: Annotated[list[UUID], Field(description="attachments that none of the benefits asks for, or of no kind")]
