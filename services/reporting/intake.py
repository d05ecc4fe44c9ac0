"""What rows that the finance system sends (kit/rows.py) have in common: members, codes that are in force, sums that cells can hold."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from pydantic import Field

from casework.facts.money import Side, TaskKind
from kit.money import grosze
from kit.problems import FieldError
from kit.rows import RowsRefused
from kit.schemas import Schema
from services.reporting.classification.register import Classification

# A hundred thousand milliards of złote, signs left aside, is all that a gmina can ever send in: a sum of its rows then fits in every cell
# of nine hundred gminas together. What is in a log cannot be taken out, so it must not get in.
MOST_GROSZE = 10**16
_REFUSALS = {
    "rozdzial_of_other_dzial": "Rozdział nie należy do tego działu.",
    "dzial_not_in_force": "Dział nie obowiązuje w tym dniu.",
    "rozdzial_not_in_force": "Rozdział nie obowiązuje w tym dniu.",
    "paragraf_not_in_force": "Paragraf nie obowiązuje w tym dniu.",
    "source_unknown": "Nieznane źródło finansowania.",
}

Amount = Annotated[
    str, Field(pattern=r"^-?(?:0|[1-9][0-9]{0,12})\.[0-9]{2}$", description="złote i grosze", examples=["1384.00"])
]
Unit = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$", description="kod jednostki", examples=["gops"])]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Year = Annotated[int, Field(ge=2000, le=2100, examples=[2019])]


class ClassifiedRow(Schema):
    """What a plan row and a booking row have in common."""

    unit: Unit
    side: Side = "expenditure"
    dzial: Annotated[str, Field(pattern=r"^[0-9]{3}$", examples=["855"])]
    rozdzial: Annotated[str, Field(pattern=r"^[0-9]{5}$", examples=["85502"])]
    task: Annotated[Code, Field(examples=["swiadczenia_rodzinne"])]
    task_kind: TaskKind
    amount: Amount

    @property
    def grosze(self) -> int:
        """The amount in grosze."""
        return grosze(self.amount)


_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('intake ' || %s || ' ' || %s, 0))"


async def alone(connection: AsyncConnection[TupleRow], gmina: str, what: str) -> None:
    """Until the end of the transaction nobody else takes in, or takes back, this of the gmina: two that do not see each other would both
    find that no other version stands, and that the sum still fits.
    """
    await connection.execute(_ONE_AT_A_TIME, (what, gmina))


def classification_error(
    classification: Classification, number: int, row: ClassifiedRow, *, paragraf: str, source: str, on: date
) -> FieldError | None:
    """Why the row cannot be posted on that day; paragraf has four digits, or is empty in a plan."""
    refusal = classification.refusal(
        side=row.side, dzial=row.dzial, rozdzial=row.rozdzial, paragraf=paragraf[:3], source=source, on=on
    )
    if refusal is None:
        return None
    return FieldError(f"/rows/{number}/{refusal.field}", refusal.code, _REFUSALS[refusal.code])


def refuse_sum(entered: int) -> None:
    """Raises RowsRefused when what was entered (a sum without signs, in grosze) is more than cells can hold."""
    if entered > MOST_GROSZE:
        message = "Suma kwot wprowadzonych w gminie przekracza to, co można zsumować."
        raise RowsRefused(message, errors=[FieldError("/rows", "sum_too_large", message)])


def magnitude(rows: Sequence[ClassifiedRow]) -> int:
    """The sum of the amounts without their signs, in grosze."""
    return sum(abs(row.grosze) for row in rows)
