"""What an electronic form declares, proposed to the clerk, and what she makes of it. Members are named by their place in the form."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.applications.members import Code
from casework.evidence.schemas import Day, MonthsAmountIn
from casework.facts.cases import HouseholdKind
from kit.money import ZlotyText
from kit.schemas import Out, Schema

Place = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^/"),
    Field(description="pointer into the form", examples=["/TrescDokumentu/CzlonkowieRodziny/0"]),
]


class TakenIn(Schema):
    """One member of the form that the clerk establishes. code, days, amounts: hers where the form says them otherwise or not at all."""

    pointer: Place
    whose: Annotated[
        Place | None,
        Field(
            description="of an income whose number is nobody's in the form (`person_wrong`): where the form names the person whose it is"
        ),
    ] = None
    code: Code | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    amounts: Annotated[tuple[MonthsAmountIn, ...] | None, Field(max_length=60)] = None


class ProposedFactsIn(Schema):
    """What of the form is established, in one act; the source is the form as it is kept."""

    take: Annotated[tuple[TakenIn, ...], Field(min_length=1, max_length=100)]
    household: Annotated[
        UUID | None, Field(description="whose members they are; that of the application unless stated")
    ] = None
    new_household: Annotated[
        HouseholdKind | None,
        Field(
            description="a household is made of the applicant and those who are established, and noted with the application"
        ),
    ] = None

    @model_validator(mode="after")
    def _once(self) -> "ProposedFactsIn":
        if len({one.pointer for one in self.take}) < len(self.take):
            raise PydanticCustomError("proposal_repeated", "To samo miejsce formularza podano dwa razy.")
        if self.household is not None and self.new_household is not None:
            raise PydanticCustomError("household_said_twice", "Proszę wskazać rodzinę albo jej założenie, nie oba.")
        return self


class ProposedAmountOut(Out):
    """An amount of a declared income, by month or together."""

    from_month: str
    to_month: str
    amount: ZlotyText
    per: Literal["month", "total"]


class ProposedOut(Out):
    """A member of the form as it would be established. person: of the register, null who is not known yet and is registered with it; of an
    income without a name the clerk says whose it is.

    code: of the act's closed list, null where the form's word stands for none and the clerk has to name one.
    """

    pointer: str
    kind: Literal["membership", "income_source", "payment_way"]
    said: Annotated[str, Field(description="the form's own word for it", examples=["dziecko"])]
    code: str | None
    title: str | None
    person: UUID | None
    first_name: str | None
    last_name: str | None
    birth_date: date | None
    valid_from: date
    valid_to: date | None
    payer: str | None
    amounts: list[ProposedAmountOut]
    account: str | None
    established: Annotated[UUID | None, Field(description="the fact or way of payment that it became")]


class UnreadOut(Out):
    """A place that could not be read, and why: pesel_wrong (who is named there is taken without the number), person_wrong (of an
    income: its number is nobody's in the form, until it is established of somebody), address_wrong, account_wrong,
    attachment_unreadable, day_wrong, amount_wrong, not_read.
    """

    pointer: str
    code: str


class ProposedFactsOut(Out):
    """Everything that the form declares. form: the attachment that it is kept as, which is the source of what is established."""

    application: UUID
    form: UUID
    household: UUID | None
    items: list[ProposedOut]
    unread: list[UnreadOut]
    version: Annotated[int, Field(description="of the application, which establishing has to state")]
