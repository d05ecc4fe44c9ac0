"""Tables of tasks as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class CaseClockRow(SQLModel, table=True):
    """What sets an application's office clock apart: an especially complicated case, the day told in the last notice of delay."""

    __tablename__ = "case_clock"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    kind: str = Field(default="explanation", sa_type=Text)
    kind_reason: str | None = Field(default=None, sa_type=Text)
    kind_on: date | None = None
    kind_by: str | None = Field(default=None, sa_type=Text)
    new_day: date | None = None
    version: int = 1


class CasePauseRow(SQLModel, table=True):
    """Days that the office's term does not run, both ends among them; last_day None: still going on.

    decision, kpa_ground: the order that suspended the proceedings and the ground it rests on; ended_by: the one that resumed them.
    """

    __tablename__ = "case_pause"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    ground: str = Field(sa_type=Text)
    first_day: date
    last_day: date | None = None
    reason: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_on: date
    decision: UUID | None = None
    kpa_ground: str | None = Field(default=None, sa_type=Text)
    ended_by: UUID | None = None


class DelayNoticeRow(SQLModel, table=True):
    """A notice of delay (art. 36): the term that passed, the reason, the new day; never changed."""

    __tablename__ = "delay_notice"

    gmina: str = Field(primary_key=True, sa_type=Text)
    application: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    told_on: date
    term_was: date
    new_day: date
    reason: str = Field(sa_type=Text)
    letter: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class TaskRow(SQLModel, table=True):
    """A task that somebody set; never changed, what is done with it stands on its mark."""

    __tablename__ = "task"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    title: str = Field(sa_type=Text)
    due_on: date | None = None
    application: UUID | None = None
    decision: UUID | None = None
    unit: str | None = Field(default=None, sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class TaskMarkRow(SQLModel, table=True):
    """What people did with a task, or, under a key `case:<id>`, with all tasks of a case: who has it, done, postponed."""

    __tablename__ = "task_mark"

    gmina: str = Field(primary_key=True, sa_type=Text)
    key: str = Field(primary_key=True, sa_type=Text)
    state: str = Field(default="open", sa_type=Text)
    assignee: str | None = Field(default=None, sa_type=Text)
    postponed_until: date | None = None
    done_on: date | None = None
    done_by: str | None = Field(default=None, sa_type=Text)
    version: int = 1


class TaskActRow(SQLModel, table=True):
    """Something that was done with a task; never changed."""

    __tablename__ = "task_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    key: str = Field(sa_type=Text)
    act: str = Field(sa_type=Text)
    on_day: date
    assignee: str | None = Field(default=None, sa_type=Text)
    until: date | None = None
    note: str | None = Field(default=None, sa_type=Text)
    by: str = Field(sa_type=Text)
    at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CalendarRow(SQLModel, table=True):
    """A calendar to subscribe to; of its secret only the hash is kept. roles, unit: of its owner when it was made."""

    __tablename__ = "calendar"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    subject: str = Field(sa_type=Text)
    tasks: str = Field(sa_type=Text)
    roles: list[str] = Field(sa_type=ARRAY(Text))
    unit: str | None = Field(default=None, sa_type=Text)
    secret_hash: bytes = Field(sa_type=LargeBinary)
    state: str = Field(sa_type=Text)
    made_on: date
    until: date
    revoked_on: date | None = None
    revoked_by: str | None = Field(default=None, sa_type=Text)
    read_on: date | None = None
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
