"""What a gmina is called on a day, and the seventh digit of its TERYT code: dated reference data, shown and never a key."""

from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kit.written import read_yaml

KINDS = {1: "gmina miejska", 2: "gmina wiejska", 3: "gmina miejsko-wiejska"}


class GminaEntry(BaseModel):
    """A gmina as the register had it from a day until a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    name: Annotated[str, Field(min_length=1)]
    kind: Annotated[int, Field(ge=1, le=3)]
    since: Annotated[date, Field(alias="from")]
    until: Annotated[date, Field(alias="to")] = date.max
    source: str | None = None

    @property
    def teryt(self) -> str:
        """All seven digits."""
        return f"{self.code}{self.kind}"

    @property
    def title(self) -> str:
        """For people."""
        return f"{KINDS[self.kind]} {self.name}"


@cache
def register() -> dict[str, tuple[GminaEntry, ...]]:
    """Entries by the six digits, in the order of their days."""
    text = resources.files(__package__).joinpath("gminas.yaml").read_text(encoding="utf-8")
    entries = sorted(TypeAdapter(list[GminaEntry]).validate_python(read_yaml(text)), key=lambda one: one.since)
    return {code: tuple(one for one in entries if one.code == code) for code in sorted({one.code for one in entries})}


def gmina_on(code: str, day: date) -> GminaEntry | None:
    """The gmina as it was on the day; None when the register here does not have it."""
    return next((one for one in register().get(code, ()) if one.since <= day <= one.until), None)
