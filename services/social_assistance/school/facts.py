"""What school aid reads: the pupils, and the amount that the office sets for each by the council's rules (art. 90f) within the act."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kit.money import ZlotyInput
from kit.schemas import Schema
from services.social_assistance.facts import Day, MonthText, Ref

Learner = Literal["uczen", "sluchacz_kolegium", "wychowanek_osrodka"]


class Pupil(Schema):
    """A pupil, a student of a college of social services or a charge of a centre (art. 90b ust. 3)."""

    id: Ref
    kind: Learner = "uczen"
    learning: Annotated[bool, Field(description="uczy się w szkole, kolegium lub ośrodku uprawniającym do pomocy")] = (
        True
    )


class Stipend(Pupil):
    """What the office sets for one pupil: a monthly sum for some months of one school year (art. 90d ust. 9-13)."""

    amount_monthly: ZlotyInput
    first_month: MonthText
    months: Annotated[int, Field(ge=1, le=12)]
    in_one_sum: Annotated[bool, Field(description="realizowane jednorazowo (art. 90d ust. 11)")] = False
    granted_this_year: Annotated[
        ZlotyInput, Field(description="stypendium szkolne przyznane już na ten rok szkolny")
    ] = "0.00"
    other_stipend: Annotated[
        ZlotyInput, Field(description="inne stypendium socjalne w roku szkolnym (art. 90d ust. 13)")
    ] = "0.00"


class SchoolStipend(Schema):
    """One application, or a grant of the office's own accord, for pupils of one family."""

    ex_officio: bool = False
    starts_in_february: Annotated[bool, Field(description="szkoła rozpoczyna zajęcia w lutym")] = False
    late_for_a_reason: Annotated[bool, Field(description="termin minął w uzasadnionym przypadku")] = False
    pupils: Annotated[tuple[Stipend, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _each_once(self) -> "SchoolStipend":
        _once([one.id for one in self.pupils])
        return self


class Hardship(Pupil):
    """What the office sets for one pupil in a passing hardship: once, after an event of fate (art. 90e)."""

    born_on: Day
    amount: ZlotyInput
    event_on: Annotated[Day, Field(description="dzień zdarzenia losowego")]
    in_hardship: Annotated[bool, Field(description="przejściowo trudna sytuacja materialna z powodu zdarzenia")] = True


class SchoolHardship(Schema):
    """One application for pupils of one family."""

    pupils: Annotated[tuple[Hardship, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _each_once(self) -> "SchoolHardship":
        _once([one.id for one in self.pupils])
        return self


def _once(ids: list[str]) -> None:
    if len(ids) != len(set(ids)):
        raise PydanticCustomError("duplicate_person", "Oznaczenia osób powtarzają się.")
