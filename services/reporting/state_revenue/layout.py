"""Which revenue of the State stands in which row, as layout.yaml says it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kit.written import read_yaml

_Rozdzial = Annotated[str, Field(pattern=r"^[0-9]{5}$")]
_Paragraf = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Moved(_Part):
    """A rozdział that goes on as another one from a day."""

    rozdzial: _Rozdzial
    to: _Rozdzial
    since: Annotated[date, Field(alias="from")]
    source: str


class Layout(_Part):
    """Benefits whose debts are told, shares by the paragraf that they are kept from, and what became of older rozdziały."""

    owed: frozenset[str]
    shares: Mapping[str, _Paragraf]
    moved: tuple[Moved, ...]

    def goes_on(self, rozdzial: str, until: date) -> str:
        """The rozdział in which what is still owed stands on the day."""
        return next((one.to for one in self.moved if one.rozdzial == rozdzial and one.since <= until), rozdzial)


@cache
def layout() -> Layout:
    """The layout."""
    text = resources.files(__package__).joinpath("layout.yaml").read_text(encoding="utf-8")
    return Layout.model_validate(read_yaml(text))
