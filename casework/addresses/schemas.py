"""What comes in and goes out about addresses of persons; they travel in bodies only."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.office.schemas import Day
from kit.schemas import Out, Schema

Use = Literal["residence", "correspondence", "electronic"]
Source = Literal["declaration", "document", "register"]
"""Where an address is known from: what the party says (also in an electronic form), a paper, a register's answer."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class AddressIn(Schema):
    """An address from a day. Without lines: from that day there is none of this use (no fixed abode; letters no longer elsewhere)."""

    use: Use
    since: Day
    lines: Annotated[tuple[Line, ...], Field(max_length=6, examples=[["ul. Jabłoniowa 7 m. 3", "98-432 Łubnice"]])] = ()
    source: Source | None = None

    @model_validator(mode="after")
    def _electronic_is_one_line(self) -> "AddressIn":
        if self.use == "electronic" and len(self.lines) > 1:
            raise PydanticCustomError("address_lines", "Adres do doręczeń elektronicznych to jeden wiersz.")
        return self


class AddressOut(Out):
    """An address as it was recorded; in_force: on the day asked for, for its use."""

    id: UUID
    use: Use
    since: date
    lines: list[str]
    in_force: bool
    source: Source | None
    application: Annotated[UUID | None, Field(description="the electronic application that says so")]
    recorded_by: str
    recorded_on: date
