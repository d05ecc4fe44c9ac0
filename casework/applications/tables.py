"""Tables of applications as the database has them (casework/migrations)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class ApplicationRow(SQLModel, table=True):
    """An application. counted_on: the day the party acted; rest_until: until when a separate one counts from this one (art. 66 § 2)."""

    __tablename__ = "application"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    register_mark: str = Field(sa_type=Text)
    register_year: int
    register_number: int
    form: str = Field(sa_type=Text)
    way: str | None = Field(default=None, sa_type=Text)
    channel: str = Field(sa_type=Text)
    electronic_form: str | None = Field(default=None, sa_type=Text)
    proof: str | None = Field(default=None, sa_type=Text)
    received_on: date
    posted_on: date | None = None
    counted_on: date
    passed_on_by: str | None = Field(default=None, sa_type=Text)
    first_received_on: date | None = None
    follows: UUID | None = None
    rest_until: date | None = None
    applicant: UUID | None = None
    representation: str = Field(sa_type=Text)
    representative: UUID | None = None
    represented_since: date | None = None
    household: UUID | None = None
    single: bool | None = None
    reasons: list[str] = Field(sa_type=JSONB)
    unit: str = Field(sa_type=Text)
    kpa_version: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    closed_on: date | None = None
    reopened_on: date | None = None
    registered_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})

    @property
    def number(self) -> str:
        """The number in the register of incoming letters."""
        return f"{self.register_mark}/{self.register_number}/{self.register_year}"

    @property
    def term_from(self) -> date:
        """From when the office's term runs (art. 35): the receipt, or the day from which what was decided is decided again."""
        return self.reopened_on or self.received_on


class MatterRow(SQLModel, table=True):
    """A benefit that the application asks for: the sign of its case, and how it ended."""

    __tablename__ = "application_matter"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    benefit: str = Field(primary_key=True, sa_type=Text)
    sign: UUID | None = None
    outcome: str | None = Field(default=None, sa_type=Text)
    closed_on: date | None = None


class CallRow(SQLModel, table=True):
    """A call to remove defects: its term, and what came of it. benefits: None is all; closed_on: it asks for nothing any more."""

    __tablename__ = "application_call"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    defects: list[dict[str, str]] = Field(sa_type=JSONB)
    days: int
    article: str = Field(sa_type=Text)
    letter: UUID | None = None
    made_on: date
    made_by: str = Field(sa_type=Text)
    delivered_on: date | None = None
    last_day: date | None = None
    answered_on: date | None = None
    counted_on: date | None = None
    result: str | None = Field(default=None, sa_type=Text)
    benefits: list[str] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    whole: bool | None = None
    renewed_by: int | None = None
    closed_on: date | None = None
    restored_on: date | None = None
    obstacle_ended_on: date | None = None


class CallSendingRow(SQLModel, table=True):
    """A call on its way to its addressee; state, day, article and reason follow from its events."""

    __tablename__ = "call_sending"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    call: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    way: str = Field(sa_type=Text)
    addressed_to: str = Field(sa_type=Text)
    sent_on: date
    letter: UUID | None = None
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
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CallSendingEventRow(SQLModel, table=True):
    """What happened to a call on its way; never changed. corrects: the number of an event that was noted in error."""

    __tablename__ = "call_sending_event"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    call: int = Field(primary_key=True)
    sending: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str | None = Field(default=None, sa_type=Text)
    on_day: date | None = None
    corrects: int | None = None
    proof: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class DiscontinuingNoticeRow(SQLModel, table=True):
    """Another party was told of discontinuing suspended proceedings; objected_on: the day that counts for her objection."""

    __tablename__ = "discontinuing_notice"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    person: UUID
    delivered_on: date
    objection_until: date
    objected_on: date | None = None
    letter: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_on: date


class StepRow(SQLModel, table=True):
    """Something that was done with an application; never changed. `detail` holds no personal data."""

    __tablename__ = "application_step"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    step: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    on_day: date
    by_whom: str = Field(sa_type=Text)
    article: str | None = Field(default=None, sa_type=Text)
    benefits: list[str] = Field(sa_type=JSONB)
    detail: dict[str, Any] = Field(sa_type=JSONB)
    letter: UUID | None = None
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class AnswerRow(SQLModel, table=True):
    """A decision that answers benefits of an application."""

    __tablename__ = "application_decision"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    decision: UUID = Field(primary_key=True)
    benefits: list[str] = Field(sa_type=JSONB)
    linked_on: date
    linked_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ReopeningRow(SQLModel, table=True):
    """A settled matter that was opened again: its decision fell, its case was reopened, a missed term was restored; never changed.

    decision: None where an answer to a call turned out to have been in time.
    """

    __tablename__ = "application_reopening"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    benefit: str = Field(primary_key=True, sa_type=Text)
    number: int = Field(primary_key=True)
    decision: UUID | None = None
    ground: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    closed_on: date
    opened_on: date
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class AttachmentRow(SQLModel, table=True):
    """The entry of an attachment as it was added; its name is encrypted for this row, its bytes are in parts. Notes say what changed."""

    __tablename__ = "attachment"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    application: UUID
    name: bytes = Field(sa_type=LargeBinary)
    media_type: str = Field(sa_type=Text)
    size: int = Field(sa_type=BigInteger)
    sha256: bytes = Field(sa_type=LargeBinary)
    parts: int
    kind: str | None = Field(default=None, sa_type=Text)
    received_on: date
    posted_on: date | None = None
    added_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class AttachmentNoteRow(SQLModel, table=True):
    """What was noted of an attachment later: what it is, or that it does not belong here; never changed."""

    __tablename__ = "attachment_note"

    gmina: str = Field(primary_key=True, sa_type=Text)
    attachment: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    act: str = Field(sa_type=Text)
    kind: str | None = Field(default=None, sa_type=Text)
    received_on: date | None = None
    posted_on: date | None = None
    reason: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ProposalRow(SQLModel, table=True):
    """Which member of an electronic form became which established fact or way of payment; never changed."""

    __tablename__ = "proposal_taken"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    pointer: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(sa_type=Text)
    thing: UUID
    taken_by: str = Field(sa_type=Text)
    taken_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
