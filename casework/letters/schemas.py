"""What comes in and goes out about letters and their templates."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.decisions.schemas import Code
from casework.letters.filling import LONGEST_TEMPLATE
from kit.schemas import Out, Schema

KindOfLetter = Annotated[
    Code, Field(description="of the procedure, or of the service itself: GET /v1/letter-templates")
]


class DecisionLetterIn(Schema):
    """For which party the letter is made; everything that it says stands in the decision and in the registers."""

    party: Annotated[UUID | None, Field(description="needed where the decision has several parties")] = None


class LetterOut(Out):
    """A letter in a list; its bytes stand under its own address."""

    id: UUID
    kind: KindOfLetter
    znak: str
    person: Annotated[UUID | None, Field(description="the addressee; none where the party is an organisation")]
    decision: UUID | None
    party: UUID | None
    act: Annotated[bool, Field(description="the decision or order itself")]
    about: Annotated[str | None, Field(description="what it was made of: application, case, appeal, overpayment")]
    about_id: UUID | None
    draft: bool
    template_version: Annotated[int, Field(description="0: the template of the program")]
    pdf_sha256: Annotated[str, Field(description="digest of the PDF, hexadecimal")]
    docx_sha256: Annotated[str, Field(description="digest of the DOCX, hexadecimal")]
    dated: date
    made_by: str
    made_on: date


TemplateText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEMPLATE)]


class TemplateIn(Schema):
    """A template: text with named places in double braces, conditions and lists."""

    text: Annotated[TemplateText, Field(examples=["# DECYZJA {{ znak }}\n\n{% for zdanie in pouczenie %}…"])]


class TemplateShort(Out):
    """A kind of letter and the version of its template."""

    kind: KindOfLetter
    name: str
    version: Annotated[int, Field(description="0: the template of the program")]
    made_by: str | None
    made_on: date | None


class TemplateOut(TemplateShort):
    """A template with the places that it may and must name."""

    text: str
    places: Annotated[list[str], Field(description="every place; members of lists as list[].member")]
    required: list[str]
