"""What comes in and goes out about payouts that are on no account yet."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from kit.money import ZlotyText
from kit.schemas import Out, Schema
from services.alimony_fund.ledger.schemas import Month

MOST_DAYS = timedelta(days=366)


class DebtPayoutsIn(Schema):
    """Payouts of the fund of these bank days, at most a year of them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"since": "2026-03-01", "until": "2026-03-31"}]})

    since: Day
    until: Day

    @model_validator(mode="after")
    def _a_year(self) -> "DebtPayoutsIn":
        if not timedelta(0) <= self.until - self.since <= MOST_DAYS:
            raise PydanticCustomError("days", "Okres obejmuje od jednego dnia do roku.")
        return self


class DebtPayoutOut(Out):
    """A payout of the fund that is on no account, and why: nobody has taken it up yet, no debtor of the register has a title of the person
    for its month, or several have, or a debtor owes a part of it (amount: the rest). debtor: who owes it, where it is one."""

    payment: UUID
    entitled: UUID
    last_name: Annotated[str, Field(description="of the entitled person")]
    first_name: str
    period: Month
    paid_on: date
    amount: ZlotyText
    why: Literal["not_taken_up", "no_debtor", "several_debtors", "in_part"]
    debtor: UUID | None
