"""What comes in and goes out about tasks, clocks and calendars: ids, days and codes; a person is named nowhere."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.authority.schemas import Code, Day, Subject
from casework.tasks.sources.source import Group, Whose
from casework.tasks.worklist import State
from kit.idempotency import Answer
from kit.schemas import Out, Schema

_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TaskKey = Annotated[
    str,
    StringConstraints(pattern=rf"^([a-z_]{{1,40}}:)?{_ID}(:([0-9]{{1,8}}|{_ID}))?$"),
    Field(examples=["application_settle:01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"]),
]
"""Kind and id of what the task is derived from, and a day or number where it comes again; a task of somebody's own is its id."""
Text = Annotated[str, StringConstraints(min_length=3, max_length=2000, strip_whitespace=True)]
Title = Annotated[
    str,
    StringConstraints(min_length=3, max_length=200, strip_whitespace=True),
    Field(description="no names: others see it", examples=["Zadzwonić do szkoły"]),
]
NotedGround = Literal["mediation", "party_delay", "not_the_organs_fault", "term_for_an_act"]
"""Why days do not count, as it is noted by hand; a suspension is ordered (kind `suspend_proceedings`)."""
PauseGround = Literal["suspension", NotedGround]


class TaskIn(Schema):
    """A task of somebody's own, about an application or a decision or about neither."""

    title: Title
    due_on: Day | None = None
    application: UUID | None = None
    decision: UUID | None = None
    unit: Annotated[Code | None, Field(description="null: of the matter, or the whole centre", examples=["gops"])] = (
        None
    )
    assignee: Annotated[Subject | None, Field(description="null: nobody's yet; others than oneself by the head")] = None

    @model_validator(mode="after")
    def _about_one(self) -> "TaskIn":
        if self.application is not None and self.decision is not None:
            raise PydanticCustomError("about_two", "Zadanie dotyczy podania albo decyzji, nie obu naraz.")
        return self


class AssignIn(Schema):
    """Who has the task; null: nobody. whole_case: all tasks of the case, also those to come."""

    assignee: Subject | None
    whole_case: bool = False


class NoteIn(Schema):
    """A remark on a task."""

    note: Text


class FinishIn(Schema):
    """Done by hand; a task that a register gives needs to be told how."""

    note: Text | None = None


class PostponeIn(Schema):
    """Out of sight until a day, with the reason. The law's term stays what it is."""

    until: Day
    reason: Text


class TaskOut(Out):
    """Something to be done, or a term to be watched. does: the operation that gets it done. days_left: negative when overdue."""

    key: TaskKey
    kind: Annotated[str, Field(examples=["application_settle"])]
    title: Annotated[str, Field(examples=["Załatwić sprawę"])]
    whose: Whose
    group: Group
    article: Annotated[str, Field(examples=["art. 35 § 3 i 5 k.p.a."])]
    does: Annotated[str, Field(examples=["application_link_decision"])]
    due_on: date | None
    days_left: int | None
    since: date | None
    signs: Annotated[list[str], Field(examples=[["GOPS.5211.12.2026"]])]
    unit: str | None
    benefit: str | None
    application: UUID | None
    decision: UUID | None
    matter: Annotated[UUID, Field(description="in the register that it is derived from")]
    count: Annotated[int | None, Field(description="how many things it is about, where it is one task for many")]
    state: State
    assignee: str | None
    postponed_until: date | None
    done_on: date | None
    version: Annotated[int, Field(description="for If-Match; 0: nobody has done anything with it")]


class TaskActOut(Out):
    """Something that was done with a task, or with all tasks of its case."""

    act: str
    on: date
    by: str
    assignee: str | None
    until: date | None
    note: str | None
    at: datetime


class TaskShown(TaskOut):
    """A task with what was done with it and what may be done now."""

    allowed: list[str]
    history: list[TaskActOut]


class TaskCountOut(Out):
    """How many tasks of a kind there are: all, overdue, due on the day, due in the seven days after it."""

    kind: Annotated[str, Field(examples=["application_settle"])]
    title: Annotated[str, Field(examples=["Załatwić sprawę"])]
    group: Group
    all: int
    overdue: int
    due_today: int
    due_in_a_week: int


class TaskKindOut(Out):
    """A kind of task: whose the term is, on what ground, how many days before its end it is told, who does it."""

    kind: Annotated[str, Field(examples=["application_settle"])]
    title: Annotated[str, Field(examples=["Załatwić sprawę"])]
    whose: Whose
    group: Group
    article: str
    does: str
    roles: list[str]
    ahead_days: int


class ClockOut(Out):
    """A term of a case. raw_last_day: before it moved past free days; last_day null: it stands, or its event has not come yet.

    days_not_counted: by which the end moved (art. 35 § 5). new_day: told in a notice of delay. ended: why it no longer matters.
    """

    code: Annotated[str, Field(examples=["explanation"])]
    title: Annotated[str, Field(examples=["załatwienie sprawy"])]
    whose: Whose
    about: Annotated[str, Field(examples=["application"])]
    id: UUID
    started_on: date | None
    raw_last_day: date | None
    last_day: date | None
    days_not_counted: int
    new_day: date | None
    days_left: int | None
    overdue: bool
    ended: Annotated[str | None, Field(examples=["appealed"])]
    articles: list[str]


class PauseOut(Out):
    """Days that the office's term does not run."""

    number: int
    ground: PauseGround
    first_day: date
    last_day: date | None
    reason: str
    noted_by: str
    decision: Annotated[UUID | None, Field(description="the order that suspended the proceedings")]
    kpa_ground: Annotated[str | None, Field(description="of a suspension", examples=["kpa_97_1_4"])]
    ended_by: Annotated[UUID | None, Field(description="the order that resumed them")]


class DelayOut(Out):
    """A notice of delay that was given."""

    number: int
    told_on: date
    term_was: date
    new_day: date
    reason: str
    letter: UUID | None
    noted_by: str


class ClocksOut(Out):
    """Every clock of a case on a day, those that end first before the others."""

    on: date
    clocks: list[ClockOut]


class CaseClocksOut(ClocksOut):
    """The clocks of an application and of the decisions that answer it; version is that of its office clock, 0 before any act."""

    version: int
    kind: Literal["explanation", "complex"]
    kind_reason: str | None
    pauses: list[PauseOut]
    delays: list[DelayOut]


class ComplexIn(Schema):
    """Why the case is especially complicated (art. 35 § 3)."""

    reason: Text


class PauseIn(Schema):
    """Days that do not count (art. 35 § 5), both ends among them; last_day null: still going on."""

    ground: NotedGround
    first_day: Day
    last_day: Day | None = None
    reason: Text

    @model_validator(mode="after")
    def _forwards(self) -> "PauseIn":
        if self.last_day is not None and self.last_day < self.first_day:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class PauseEndIn(Schema):
    """The last day that does not count."""

    last_day: Day


class DelayIn(Schema):
    """The notice of delay (art. 36): its reason and the new day; letter: the one that told it."""

    reason: Text
    new_day: Day
    on: Annotated[Day | None, Field(description="of the notice; today unless stated")] = None
    letter: UUID | None = None


class CalendarIn(Schema):
    """A calendar of one's own tasks (mine), or of all that one sees (centre); what is restricted is in neither."""

    tasks: Literal["mine", "centre"] = "mine"
    until: Annotated[Day | None, Field(description="the last day it can be read; a year ahead unless stated")] = None


class CalendarMade(Answer):
    """The calendar and its address under the service; whoever has the address reads the calendar."""

    address: Annotated[str, Field(examples=["/v1/calendars/read/pR7…w.ics?teryt=101805"])]


class CalendarOut(Out):
    """A calendar; its address is told when it is made and never again. read_on: the day a program last read it."""

    id: UUID
    subject: str
    tasks: Literal["mine", "centre"]
    state: Literal["open", "revoked"]
    made_on: date
    until: date
    revoked_on: date | None
    revoked_by: str | None
    read_on: date | None
    allowed: list[str]
    version: int
