"""What comes out about the review of running benefits: rights that are due to be looked at, and when they were."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.schemas import Out


class BenefitReviewOut(Out):
    """A right that runs in the month of the review, and the day on which the act of the review names its person or family."""

    award: UUID
    benefit: str
    unit: str
    entitled: UUID
    household: UUID | None
    since: Annotated[str, Field(description="the right's first month", examples=["2026-01"])]
    until: Annotated[str | None, Field(description="the right's last month", examples=["2026-12"])]
    done_on: date | None
    late: Annotated[bool, Field(description="done after the month of the review, or not done and the month is over")]


class BenefitReviewCountOut(Out):
    """Rights to one benefit in the month of the review: due against done."""

    benefit: str
    due: int
    done: int
    late: Annotated[int, Field(description="of those done, after the month")]


class BenefitReviewCountsOut(Out):
    """Due against done of all benefits that are seen."""

    month: Annotated[str, Field(examples=["2026-06"])]
    benefits: list[BenefitReviewCountOut]
