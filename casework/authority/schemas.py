"""What comes in and goes out about authority. Officials are subjects of tokens; days are the office's, both ends included."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.authority.rules import Ground, LiftReason, Organ, RequestedBy, Title
from kit.schemas import Out, Schema

Subject = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,120}$"), Field(examples=["danuta"])]
"""A person of the office, as the issuer of tokens names her (claim sub)."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2099, 12, 31), examples=["2019-01-02"])]
ActName = Annotated[str, StringConstraints(min_length=1, max_length=400)]
MatterKind = Literal["person", "household", "decision"]
ExclusionMatter = Literal["person", "household", "decision", "application"]
DeputyReason = Literal["leave", "illness", "vacancy", "delegation", "exclusion", "other"]
RestrictionReason = Literal["domestic_violence", "custody", "protected_address", "employee_of_the_office", "other"]
RestrictionLiftReason = Literal["entered_in_error", "ground_ceased"]
Register = Literal["staff", "authorisation", "deputyship", "exclusion", "restriction"]


class _Days(Schema):
    since: Day
    until: Day | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "_Days":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class StaffIn(_Days):
    """Somebody's post: the name and post that letters carry, and the unit whose cases she works on."""

    subject: Subject
    name: Annotated[Line, Field(examples=["Danuta Przykładowska"])]
    post: Annotated[Line, Field(examples=["Kierownik Gminnego Ośrodka Pomocy Społecznej"])]
    unit: Annotated[Code | None, Field(description="null: the whole centre", examples=["gops"])] = None


class AuthorisationIn(_Days):
    """A written authorisation to decide for the organ, or the office of the organ itself."""

    subject: Subject
    organ: Annotated[Organ, Field(description="wojt: wójt, burmistrz, prezydent miasta; kierownik: in own name")] = (
        "wojt"
    )
    title: Annotated[
        Title, Field(description="office: the person is the organ; authorised: she decides on its behalf (z up.)")
    ] = "authorised"
    acts: Annotated[
        list[ActName],
        Field(description="acts, as the catalogue writes them; with no benefits: every matter", max_length=50),
    ] = Field(default_factory=list)
    benefits: Annotated[list[Code], Field(description="benefits of the catalogue", max_length=200)] = Field(
        default_factory=list
    )
    kinds: Annotated[list[Code], Field(description="kinds of decisions; none: every kind", max_length=50)] = Field(
        default_factory=list
    )
    deputises: Annotated[
        Subject | None, Field(description="counts only while its holder stands in for this official (a deputyship)")
    ] = None
    number: Annotated[Line, Field(description="of the written authorisation", examples=["0052.7.2019"])]
    given_on: Day
    basis: Annotated[Line, Field(description="ground of the authorisation", examples=["art. 268a k.p.a."])]

    @model_validator(mode="after")
    def _sound(self) -> "AuthorisationIn":
        if self.deputises == self.subject:
            raise PydanticCustomError("deputy_of_oneself", "Nikt nie zastępuje samego siebie.")
        if self.title == "office" and self.deputises is not None:
            raise PydanticCustomError("office_of_a_deputy", "Zastępca działa z upoważnienia, a nie jako organ.")
        for listed in (self.acts, self.benefits, self.kinds):
            if len(set(listed)) < len(listed):
                raise PydanticCustomError("code_repeated", "Ten sam kod podano dwa razy.")
        return self


class DeputyshipIn(Schema):
    """Who stands in for whom, from a day to a day."""

    deputy: Subject
    replaces: Annotated[Subject, Field(examples=["wanda"])]
    reason: DeputyReason
    since: Day
    until: Day

    @model_validator(mode="after")
    def _sound(self) -> "DeputyshipIn":
        if self.until < self.since:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        if self.deputy == self.replaces:
            raise PydanticCustomError("deputy_of_oneself", "Nikt nie zastępuje samego siebie.")
        return self


class ExclusionIn(Schema):
    """An official excluded from a matter (art. 24), or the whole organ (art. 25); who excludes is the caller."""

    official: Annotated[Subject | None, Field(description="null: the organ, with everybody in it (art. 25)")] = None
    matter_kind: Annotated[
        ExclusionMatter,
        Field(
            description="person: every case in which she is a party, acts for one, is named by the facts or lives in the family; "
            "application: it and the decisions that answer it"
        ),
    ]
    matter: UUID
    ground: Ground
    requested_by: RequestedBy = "ex_officio"
    replaced_by: Annotated[Subject | None, Field(description="who leads the case instead (art. 26 § 1)")] = None
    since: Day


class LiftIn(Schema):
    """The first day on which the exclusion no longer stands, and why."""

    on: Day
    reason: LiftReason


class RestrictionIn(Schema):
    """A matter that only its readers and the head see; whoever enters it is one of them."""

    matter_kind: MatterKind
    matter: UUID
    reason: RestrictionReason
    readers: Annotated[list[Subject], Field(max_length=50)] = Field(default_factory=list)


class ReadersIn(Schema):
    """Everybody who sees the matter from now on, besides the head."""

    readers: Annotated[list[Subject], Field(max_length=50)]


class RestrictionLiftIn(Schema):
    """Why the matter is open again."""

    reason: RestrictionLiftReason


class EndIn(Schema):
    """The last day of the entry."""

    last_day: Day


class RevocationIn(Schema):
    """The first day without the authorisation."""

    on: Day


class ActOut(Out):
    """What somebody did with the entry."""

    act: str
    on_day: date
    reason: str | None
    by: str
    at: datetime


class StaffOut(Out):
    """A post, as the register has it."""

    id: UUID
    subject: str
    name: str
    post: str
    unit: str | None
    since: date
    until: date | None
    state: Literal["entered", "ended"]
    version: int


class AuthorisationOut(Out):
    """An authorisation, as the register has it."""

    id: UUID
    subject: str
    organ: Organ
    title: Title
    acts: list[str]
    benefits: list[str]
    kinds: list[str]
    deputises: str | None
    number: str
    given_on: date
    basis: str
    since: date
    until: date | None
    revoked_on: date | None
    state: Literal["entered", "revoked"]
    version: int


class DeputyshipOut(Out):
    """A deputyship, as the register has it."""

    id: UUID
    deputy: str
    replaces: str
    reason: DeputyReason
    since: date
    until: date
    state: Literal["entered", "ended"]
    version: int


class ExclusionOut(Out):
    """An exclusion, as the register has it, with the article of its ground."""

    id: UUID
    official: str | None
    matter_kind: str
    matter: UUID
    ground: Ground
    article: str
    requested_by: RequestedBy
    replaced_by: str | None
    since: date
    lifted_on: date | None
    state: Literal["excluded", "lifted"]
    version: int


class RestrictionOut(Out):
    """A restriction, for those who see the matter."""

    id: UUID
    matter_kind: str
    matter: UUID
    reason: RestrictionReason
    readers: list[str]
    since: date
    lifted_on: date | None
    state: Literal["restricted", "lifted"]
    version: int


class StaffShown(StaffOut):
    """A post with its history."""

    history: list[ActOut]
    allowed: list[str]


class AuthorisationShown(AuthorisationOut):
    """An authorisation with its history."""

    history: list[ActOut]
    allowed: list[str]


class DeputyshipShown(DeputyshipOut):
    """A deputyship with its history."""

    history: list[ActOut]
    allowed: list[str]


class ExclusionShown(ExclusionOut):
    """An exclusion with its history."""

    history: list[ActOut]
    allowed: list[str]


class RestrictionShown(RestrictionOut):
    """A restriction with its history."""

    history: list[ActOut]
    allowed: list[str]
