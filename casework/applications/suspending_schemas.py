"""What comes in about mediation, and about a suspension that nobody lifts."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from casework.applications.members import StepIn
from casework.decisions.schemas import Day
from casework.terms.keeping import Way
from kit.schemas import Schema


class MediationIn(StepIn):
    """The note in the file (art. 96a § 1b): in every case begun since 13.07.2025."""

    allowed: Annotated[bool, Field(description="the nature of the case allows mediation")]
    notice_dropped: Annotated[bool, Field(description="the parties need no notice of the possibility of mediation")]


class NotResumedIn(StepIn):
    """Nobody asked within the years to resume what was suspended on request (art. 98 § 2)."""


class DiscontinuingNoticeIn(Schema):
    """Another party was told that the suspended proceedings are to be discontinued."""

    person: UUID
    delivered_on: Day
    letter: UUID | None = None


class ObjectionIn(Schema):
    """What a party lodged against discontinuing."""

    received_on: Day
    way: Way = "in_person"
    sent_on: Day | None = None
