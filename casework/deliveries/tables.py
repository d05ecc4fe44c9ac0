"""Tables of parties, deliveries and waivers as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class CourseRow(SQLModel, table=True):
    """What belongs to a decision's course beside its moments. final_told_on: the log was told of its finality once already.

    immediate_order: the order by which it was made enforceable after it had been issued (art. 108 § 2).
    """

    __tablename__ = "decision_course"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    case_started_on: date | None = None
    immediate_on: date | None = None
    immediate_ground: str | None = Field(default=None, sa_type=Text)
    immediate_by: str | None = Field(default=None, sa_type=Text)
    immediate_order: UUID | None = None
    final_told_on: date | None = None
    version: int = 1


class PartyRow(SQLModel, table=True):
    """A party of a decision: a person of the register or an organisation, with the attorney and the consents.

    institution: of the register of institutions, whose name of that day `organisation` is.

    left_out: she was noted after the decision was delivered to the others; withdrawn: she was noted by mistake.
    """

    __tablename__ = "decision_party"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    decision: UUID
    person: UUID | None = None
    organisation: str | None = Field(default=None, sa_type=Text)
    institution: UUID | None = None
    public_entity: bool = False
    attorney: UUID | None = None
    attorney_since: date | None = None
    request_met: bool | None = None
    change_consent_on: date | None = None
    review_consent_on: date | None = None
    supplement_asked_on: date | None = None
    supplement_answered_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    left_out: bool = False
    withdrawn_on: date | None = None
    withdrawn_by: str | None = Field(default=None, sa_type=Text)
    withdrawn_reason: str | None = Field(default=None, sa_type=Text)
    version: int = 1


class DeliveryRow(SQLModel, table=True):
    """An act on its way to a party; state, day, article and reason follow from its events and are kept for lists and the daily job."""

    __tablename__ = "delivery"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    decision: UUID
    party: UUID
    act: str = Field(sa_type=Text)
    way: str = Field(sa_type=Text)
    addressed_to: str = Field(sa_type=Text)
    sent_on: date
    letter: UUID | None = None
    message: str | None = Field(default=None, sa_type=Text)
    checked_address_on: date | None = None
    address_found: bool | None = None
    attorney_since: date | None = None
    public_entity: bool
    new_address_told_on: date | None = None
    case_started_on: date
    state: str = Field(sa_type=Text)
    waits_until: date | None = None
    delivered_on: date | None = None
    fiction: bool = False
    article: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    kpa_version: str = Field(sa_type=Text)
    sent_by: str = Field(sa_type=Text)
    annex_medium: str | None = Field(default=None, sa_type=Text)
    annex_consent_on: date | None = None
    annex_consent_form: str | None = Field(default=None, sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class DeliveryEventRow(SQLModel, table=True):
    """What happened to the letter on a day; never changed. corrects: the number of an event that was noted in error."""

    __tablename__ = "delivery_event"

    gmina: str = Field(primary_key=True, sa_type=Text)
    delivery: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str | None = Field(default=None, sa_type=Text)
    on_day: date | None = None
    corrects: int | None = None
    proof: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class WaiverRow(SQLModel, table=True):
    """A party's waiver of the appeal (art. 127a); never changed and never taken back."""

    __tablename__ = "waiver"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    decision: UUID
    party: UUID
    received_on: date
    proof: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class LetterSendingRow(SQLModel, table=True):
    """A further letter on its way to its addressee; state, day, article and reason follow from its events, as of a decision."""

    __tablename__ = "letter_sending"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    letter: UUID
    way: str = Field(sa_type=Text)
    addressed_to: str = Field(sa_type=Text)
    sent_on: date
    message: str | None = Field(default=None, sa_type=Text)
    checked_address_on: date | None = None
    address_found: bool | None = None
    attorney_since: date | None = None
    public_entity: bool = False
    new_address_told_on: date | None = None
    case_started_on: date
    state: str = Field(sa_type=Text)
    waits_until: date | None = None
    delivered_on: date | None = None
    fiction: bool = False
    article: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    kpa_version: str = Field(sa_type=Text)
    sent_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class LetterSendingEventRow(SQLModel, table=True):
    """What happened to a further letter on a day; never changed. corrects: the number of an event that was noted in error."""

    __tablename__ = "letter_sending_event"

    gmina: str = Field(primary_key=True, sa_type=Text)
    sending: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str | None = Field(default=None, sa_type=Text)
    on_day: date | None = None
    corrects: int | None = None
    proof: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
