"""What goes out about the months to come; amounts are złote as text, months are "2026-01". No personal data: counts and sums only."""

from typing import Annotated, Literal

from pydantic import Field

from kit.money import ZlotyText
from kit.schemas import Out

Kind = Literal["committed", "uncommitted", "arrears", "held"]
"""committed: the plan holds it; uncommitted: due, and no commitment holds it yet (rights until further notice, behind the year they were
bound to); arrears: of months that are over and stand on no list; held: no list pays it until it is let go."""


class ForecastRowOut(Out):
    """What is due for a month on a budget line. Arrears stand with the first month."""

    month: Annotated[str, Field(examples=["2026-01"])]
    benefit: str
    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    source: Annotated[str, Field(examples=["dotacja_zlecone_2010"])]
    kind: Kind
    rights: Annotated[int, Field(description="of arrears, months of rights")]
    amount: ZlotyText


class ForecastSourceOut(Out):
    """The money needed for a month from one source: what is due, and in the first month arrears; without what is held."""

    month: str
    rozdzial: str
    source: str
    committed: ZlotyText
    uncommitted: ZlotyText
    arrears: ZlotyText
    needed: Annotated[ZlotyText, Field(description="the three together: the sum to ask for")]
    held: Annotated[ZlotyText, Field(description="not needed unless it is let go")]


class EndingOut(Out):
    """Rights that end with a month: expiries, and age limits as the rights' own ends tell them."""

    month: Annotated[str, Field(description="the last month of the rights")]
    benefit: str
    variant: str | None
    age: Annotated[
        int | None,
        Field(description="the years that the entitled person completes in that month; null: in another one"),
    ]
    rights: int
    going_on: Annotated[
        int,
        Field(
            description="of these, the same person has the benefit in the next month too: another age band, or a further decision"
        ),
    ]


class NotBookedOut(Out):
    """What has no budget line in its month and today, and stands in no other figure."""

    benefit: str
    amount: ZlotyText


class ForecastOut(Out):
    """The months to come from running rights; nothing is assumed of decisions that are not made yet."""

    first_month: str
    last_month: str
    needed: Annotated[list[ForecastSourceOut], Field(description="by month, rozdział and source of money")]
    rows: list[ForecastRowOut]
    endings: list[EndingOut]
    not_booked: list[NotBookedOut]
