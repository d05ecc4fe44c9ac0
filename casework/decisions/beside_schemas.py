"""What goes out about what stands beside a decision: rights to the same benefit, rights that exclude it, drafts on the same application."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kit.money import ZlotyText
from kit.schemas import Out


class GrantedElsewhereOut(Out):
    """Months that the person has of the same benefit by another decision; `decision` null: a right that was imported."""

    award: UUID
    decision: UUID | None
    benefit: str
    entitled: UUID
    variant: str | None
    first_month: str
    last_month: str | None
    amount: ZlotyText


class DraftBesideOut(Out):
    """Another draft on an application that the draft answers. Ids only, and nothing stops the preview."""

    decision: UUID
    application: UUID
    kind: str
    benefit: str
    entitled: UUID
    state: Literal["prepared", "approved"]
    one_of_two: Annotated[
        bool,
        Field(
            description="it says of the same persons' months what this one says, or the opposite: beside one of them that is approved "
            "the other is not (409 `matter_decided`)"
        ),
    ]


class ExcludedOut(Out):
    """A running right that a row of the exclusions sets against what the decision grants. Ids only, and nothing stops the decision.

    decided_by: the `person` chooses, or the `law` says which one stands (`prevails`: the running right or the granted one).
    """

    code: str
    article: str
    confidence: str
    message: Annotated[
        str, Field(description="what excludes what and by which article, as it is said to whoever signs")
    ]
    benefit: Annotated[str, Field(description="that the decision grants")]
    entitled: Annotated[UUID, Field(description="for whom it is granted")]
    award: Annotated[UUID, Field(description="the running right")]
    award_benefit: str
    award_entitled: UUID
    award_variant: str | None
    decision: Annotated[UUID | None, Field(description="of the running right; null: it was imported")]
    first_month: Annotated[str, Field(description="first month of the running right that the decision meets")]
    last_month: str | None
    decided_by: Literal["person", "law"]
    prevails: Literal["running", "granted"] | None
