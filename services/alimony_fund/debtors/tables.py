"""The tables of debtors, as the service's database has them (migrations/versions, 0160, 0180, 0181, 0207, 0214, 0215)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class DebtorRow(SQLModel, table=True):
    """A person who owes alimony (dłużnik alimentacyjny). creditor_organ, debtor_organ: as what this office acts towards her.

    other_organ: who is organ właściwy dłużnika when this office is not. why: the reason for which the entry was closed.
    """

    __tablename__ = "debtor"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    unit: str = Field(sa_type=Text)
    creditor_organ: bool
    debtor_organ: bool
    other_organ: str | None = Field(default=None, sa_type=Text)
    opened_on: date
    closed_on: date | None = None
    why: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class RoleRow(SQLModel, table=True):
    """As what this office acts towards a debtor from a day on, and who the other organ is; the highest number holds. Never changed."""

    __tablename__ = "debtor_role"

    gmina: str = Field(primary_key=True, sa_type=Text)
    debtor: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    unit: str = Field(sa_type=Text)
    creditor_organ: bool
    debtor_organ: bool
    other_organ: str | None = Field(default=None, sa_type=Text)
    since: date
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class TitleRow(SQLModel, table=True):
    """A title of the court for one entitled person (tytuł wykonawczy). monthly: current alimony, grosze; another sum is another title.

    creditor_organ: the organ of the entitled person's residence when it is not this office.
    """

    __tablename__ = "maintenance_title"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    entitled: UUID
    kind: str = Field(sa_type=Text)
    court: str = Field(sa_type=Text)
    case_sign: str = Field(sa_type=Text)
    creditor_organ: str | None = Field(default=None, sa_type=Text)
    monthly: int = Field(sa_type=BigInteger)
    valid_from: date
    valid_to: date | None = None
    bailiff: str | None = Field(default=None, sa_type=Text)
    bailiff_sign: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class TitleVersionRow(SQLModel, table=True):
    """What a title said as it was entered on a day, its bailiffs apart; the highest number holds. Never changed."""

    __tablename__ = "maintenance_title_version"

    gmina: str = Field(primary_key=True, sa_type=Text)
    title: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    court: str = Field(sa_type=Text)
    case_sign: str = Field(sa_type=Text)
    creditor_organ: str | None = Field(default=None, sa_type=Text)
    monthly: int = Field(sa_type=BigInteger)
    valid_from: date
    valid_to: date | None = None
    stated_on: date
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class MonthRow(SQLModel, table=True):
    """What was paid of a title's current alimony for a month, grosze, as stated on a day; the highest number holds. Never changed."""

    __tablename__ = "maintenance_month"

    gmina: str = Field(primary_key=True, sa_type=Text)
    title: UUID = Field(primary_key=True)
    month: date = Field(primary_key=True)
    number: int = Field(primary_key=True)
    paid: int = Field(sa_type=BigInteger)
    stated_on: date
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class BailiffRow(SQLModel, table=True):
    """Who enforced a title from a day on; none: nobody any more. Never changed."""

    __tablename__ = "maintenance_bailiff"

    gmina: str = Field(primary_key=True, sa_type=Text)
    title: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    bailiff: str | None = Field(default=None, sa_type=Text)
    bailiff_sign: str | None = Field(default=None, sa_type=Text)
    since: date
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ProceedingRow(SQLModel, table=True):
    """What the debtor's organ does after one request for action (art. 3-5a). creditor_organ: who asked, where it was another office.

    due_on: the soft term of what its state waits for. ground: why the decision is sought. licence_held: what the register of drivers said.
    """

    __tablename__ = "debtor_proceeding"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    state: str = Field(default="requested", sa_type=Text)
    reason: str = Field(sa_type=Text)
    creditor_organ: str | None = Field(default=None, sa_type=Text)
    received_on: date
    due_on: date | None = None
    interviewed_on: date | None = None
    job_order_until: date | None = None
    ground: str | None = Field(default=None, sa_type=Text)
    opened_on: date | None = None
    decision_sign: str | None = Field(default=None, sa_type=Text)
    decided_on: date | None = None
    delivered_on: date | None = None
    final_on: date | None = None
    prosecution_on: date | None = None
    licence_asked_on: date | None = None
    licence_held: bool | None = None
    licence_motion_on: date | None = None
    licence_return_on: date | None = None
    ended_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ProceedingStepRow(SQLModel, table=True):
    """A step of a proceeding, with the article it rests on; details: codes, days and sums of the order. Never changed."""

    __tablename__ = "debtor_proceeding_step"

    gmina: str = Field(primary_key=True, sa_type=Text)
    proceeding: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    step: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    done_on: date
    article: str = Field(sa_type=Text)
    details: dict[str, Any] = Field(sa_type=JSONB)
    letter: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ActionRequestRow(SQLModel, table=True):
    """A request of this office, as creditor's organ, that the debtor's organ acts (art. 3 ust. 5). organ: none where it is this office too.

    answer_by: a soft term. repeat_on: when it is to be asked again. proceeding: what this office began upon it as debtor's organ.
    """

    __tablename__ = "action_request"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    state: str = Field(default="sent", sa_type=Text)
    reason: str = Field(sa_type=Text)
    organ: str | None = Field(default=None, sa_type=Text)
    sent_on: date
    answer_by: date
    repeat_on: date
    answered_on: date | None = None
    result: str | None = Field(default=None, sa_type=Text)
    result_on: date | None = None
    proceeding: UUID | None = None
    letter: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ActionRow(SQLModel, table=True):
    """What was filed about a debtor beside his proceedings. decision: the final one that granted, of motions to the bailiff (its id alone).

    answer_by: a soft term; none where no answer is due. their_sign: of the court's or the bailiff's case.
    """

    __tablename__ = "debtor_action"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    kind: str = Field(sa_type=Text)
    state: str = Field(default="filed", sa_type=Text)
    addressee: str = Field(sa_type=Text)
    title: UUID | None = None
    decision: UUID | None = None
    filed_on: date
    answer_by: date | None = None
    answered_on: date | None = None
    outcome: str | None = Field(default=None, sa_type=Text)
    their_sign: str | None = Field(default=None, sa_type=Text)
    letter: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ListingRow(SQLModel, table=True):
    """What this office, as creditor's organ, told a register of debtors (art. 8a ust. 1). listed_in: `big` or `krz`."""

    __tablename__ = "debtor_listing"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    listed_in: str = Field(sa_type=Text, sa_column_kwargs={"name": "register"})
    arrears_since: date
    filed_on: date
    withdrawn_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ReliefRow(SQLModel, table=True):
    """A relief of the debt that the debtor asked for, or that the organ weighs itself (art. 30), or its expiry with death (art. 28 ust. 3).

    months: of effective enforcement that it rests on. principal, interest: remitted, grosze. plan: days of payment with grosze. act: what
    it wrote into the ledger, where this office keeps the debt. course: where its decision stands between delivery and finality. due_on:
    until when its state should be left.
    """

    __tablename__ = "debtor_relief"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    kind: str = Field(sa_type=Text)
    state: str = Field(default="requested", sa_type=Text)
    requested_on: date
    due_on: date | None = None
    decided_on: date | None = None
    decision_sign: str | None = Field(default=None, sa_type=Text)
    months: int | None = None
    principal: int | None = Field(default=None, sa_type=BigInteger)
    interest: int | None = Field(default=None, sa_type=BigInteger)
    plan: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    act: UUID | None = None
    letter: UUID | None = None
    course: str | None = Field(default=None, sa_type=Text)
    delivered_on: date | None = None
    final_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    decided_by: str | None = Field(default=None, sa_type=Text)
    undone_on: date | None = None
    undone_by: str | None = Field(default=None, sa_type=Text)
    undone_sign: str | None = Field(default=None, sa_type=Text)
    undone_why: str | None = Field(default=None, sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ReliefStepRow(SQLModel, table=True):
    """A step of the course of a relief's decision, with the article it rests on; details: codes, days and signs. Never changed."""

    __tablename__ = "debtor_relief_step"

    gmina: str = Field(primary_key=True, sa_type=Text)
    relief: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    step: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    done_on: date
    article: str = Field(sa_type=Text)
    details: dict[str, Any] = Field(sa_type=JSONB)
    letter: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
