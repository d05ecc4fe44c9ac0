"""What comes in and goes out about households: ids of persons, roles and days."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.evidence.schemas import Code as FactCode
from casework.evidence.schemas import EvidenceIn, Sentence
from casework.facts.cases import HouseholdKind
from kit.schemas import Out, Schema

Role = Literal["adult", "child"]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2099, 12, 31), examples=["2019-03-01"])]
MOST_MEMBERS = 40


class MemberIn(Schema):
    """A person in the household."""

    person: UUID
    role: Role


class HouseholdIn(Schema):
    """A household on a day; the reference person is an adult of it and stands for it as long as it is known."""

    reference_person: UUID
    kind: HouseholdKind
    on: Day
    members: Annotated[list[MemberIn], Field(min_length=1, max_length=MOST_MEMBERS)]

    @model_validator(mode="after")
    def _reference_person_is_an_adult_of_it(self) -> "HouseholdIn":
        roles = {member.person: member.role for member in self.members}
        if len(roles) != len(self.members):
            raise PydanticCustomError("member_twice", "Ta sama osoba jest w rodzinie dwa razy.")
        if roles.get(self.reference_person) != "adult":
            raise PydanticCustomError(
                "reference_person_missing", "Osoba reprezentująca musi być dorosłym członkiem rodziny."
            )
        return self


class JoiningIn(MemberIn):
    """A person who joins on a day, and what kind of household it is from then on.

    With evidence and a code of the act's list the membership is established by the same act; without, she is a member of the register
    only, and a decision that rests on evidence is told that her membership is not established.
    """

    on: Day
    kind: HouseholdKind
    code: Annotated[FactCode | None, Field(description="of the memberships of GET /fact-kinds", examples=["child"])] = (
        None
    )
    evidence: EvidenceIn | None = None

    @model_validator(mode="after")
    def _evidence_of_a_code(self) -> "JoiningIn":
        if (self.code is None) != (self.evidence is None):
            raise PydanticCustomError("evidence_of_code", "Rodzaj przynależności i dowód muszą wystąpić razem.")
        return self


NeededEvidence = Annotated[
    EvidenceIn | None, Field(description="needed where the membership is established; the fact changes by the same act")
]


class LeavingIn(Schema):
    """The last day on which the person belongs, and what kind of household it is afterwards."""

    person: UUID
    last_day: Day
    kind: HouseholdKind
    evidence: NeededEvidence = None


class MemberCorrectionIn(Schema):
    """A stay that was entered with a wrong day or role. since: the day under which it stands; what is left out stays as it is."""

    person: UUID
    since: Day
    joined_on: Day | None = None
    last_day: Annotated[Day | None, Field(description="null: she still belongs")] = None
    role: Role | None = None
    kind: HouseholdKind | None = None
    evidence: NeededEvidence = None


class MemberStrikingIn(Schema):
    """A stay that never was: it leaves the register, and what was established of it is withdrawn with the reason."""

    person: UUID
    since: Day
    kind: HouseholdKind
    reason: Sentence


class LinkIn(Schema):
    """The adult of the household who stands for it in another service, or who stood for a second entry of it here."""

    person: UUID


class MemberOut(Out):
    """A person in the household from a day to a day, both included."""

    person: UUID
    role: Role
    since: date
    until: date | None


class KindSince(Out):
    """From the day on the household was of the kind."""

    since: date
    kind: HouseholdKind


class HouseholdOut(Out):
    """A household with everybody who belongs or belonged to it."""

    id: UUID
    reference_person: UUID
    kind: Annotated[HouseholdKind, Field(description="the last that was stated")]
    kinds: Annotated[
        tuple[KindSince, ...], Field(description="of what kind from which day; none: of the one kind all the time")
    ] = ()
    members: list[MemberOut]
    also_stood_for_by: Annotated[
        tuple[UUID, ...], Field(description="adults by whom another service knows the same household")
    ] = ()
    version: int
