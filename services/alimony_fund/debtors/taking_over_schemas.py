"""What comes in when the register of debtors of an older program is taken over."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from casework.imports.lines import SourceId
from kit.schemas import Schema
from services.alimony_fund.debtors.schemas import RolesIn, TitleBody

_MOST_DEBTORS, _MOST_TITLES = 1000, 50
_SOURCE = "of a person line of an earlier import"
_EXAMPLE: dict[str, Any] = {
    "debtors": [
        {
            "person_source": "os/1204",
            "creditor_organ": True,
            "debtor_organ": False,
            "other_organ": "Burmistrz Sędziszowa",
            "opened_on": "2019-10-01",
            "titles": [
                {
                    "entitled_source": "os/877",
                    "kind": "judgment",
                    "court": "Sąd Rejonowy w Jędrzejowie",
                    "case_sign": "III RC 12/19",
                    "monthly": "600.00",
                    "valid_from": "2019-05-01",
                    "bailiff": "Komornik Sądowy w Jędrzejowie",
                    "bailiff_sign": "Kmp 5/19",
                    "bailiff_since": "2019-06-12",
                }
            ],
        }
    ]
}


class NamedOnce(Schema):
    """Whoever names persons by ids of either program."""

    @staticmethod
    def one_of(person: UUID | None, source: str | None) -> None:
        """A person is named once: by her id here, or by that of the older program."""
        if (person is None) == (source is None):
            raise PydanticCustomError(
                "person", "Osobę wskazuje się raz: identyfikatorem tutaj albo z dawnego programu."
            )


class TakenTitleIn(TitleBody, NamedOnce):
    """A title of one entitled person."""

    entitled: UUID | None = None
    entitled_source: Annotated[SourceId | None, Field(description=_SOURCE)] = None

    @model_validator(mode="after")
    def _named_once(self) -> "TakenTitleIn":
        self.one_of(self.entitled, self.entitled_source)
        return self


class TakenDebtorIn(RolesIn, NamedOnce):
    """A debtor with his titles."""

    person: UUID | None = None
    person_source: Annotated[SourceId | None, Field(description=_SOURCE)] = None
    opened_on: Annotated[Day, Field(description="the day of his entry in the older program")]
    titles: Annotated[list[TakenTitleIn], Field(max_length=_MOST_TITLES)]

    @model_validator(mode="after")
    def _named_once(self) -> "TakenDebtorIn":
        self.one_of(self.person, self.person_source)
        return self


class TakenDebtorsIn(Schema):
    """Debtors of an older program; whoever has an open entry here is passed over, so the same may be sent again."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    debtors: Annotated[list[TakenDebtorIn], Field(min_length=1, max_length=_MOST_DEBTORS)]
