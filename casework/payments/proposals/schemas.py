"""What goes in and out about proposals."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from kit.schemas import Out, Schema

Document = Annotated[
    str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), Field(examples=["WB 57/2025"])
]
"""The number of a bank's statement, of a cash receipt, of an accounting note."""


class ConfirmationIn(Schema):
    """Another person confirms what was proposed, as it was proposed."""


class ProposalRefusedIn(Schema):
    """What was proposed is not done, and why; who proposed it may take it back so too."""

    reason: Annotated[
        str,
        StringConstraints(min_length=3, max_length=2000, strip_whitespace=True),
        Field(examples=["Pieniądze nie wróciły na rachunek ośrodka."]),
    ]


class ProposalOut(Out):
    """Who proposed it and what became of it; outcome: none while it waits."""

    id: UUID
    document: str
    proposed_by: str
    proposed_on: date
    outcome: Literal["confirmed", "refused"] | None
    decided_by: str | None
    decided_on: date | None
    decided_reason: str | None
