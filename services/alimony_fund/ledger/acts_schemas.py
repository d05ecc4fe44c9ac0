"""What comes in about acts on an account: money, relief, money that goes out, what is taken back."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from kit.schemas import Schema
from services.alimony_fund.ledger.schemas import Above, Klass, Pool, Source, positive

Reason = Literal["death", "art_30_1"]
Benefits = Literal["paid", "stopped"]


class DebtReceiptIn(Schema):
    """Money that came from a debtor, in full; what lies over the debt is kept as surplus."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"credited_on": "2026-02-20", "amount": "300.00", "source": "bailiff"}]}
    )

    credited_on: Annotated[Day, Field(description="the day on the office's account")]
    collected_on: Annotated[Day | None, Field(description="the day the bailiff had the money")] = None
    amount: Above
    source: Source
    klass: Annotated[
        Klass | None, Field(description="for one class of debt alone; unless stated the fund comes first (art. 28)")
    ] = None
    entitled: Annotated[
        UUID | None,
        Field(
            description="of a bailiff or the debtor: whose claims are served first, each by its own order (art. 27 ust. 8-9, art. 28); "
            "unless stated the oldest of all"
        ),
    ] = None
    same_gmina: Annotated[
        bool, Field(description="to 17.09.2015: the creditor's gmina was the debtor's too and kept both shares")
    ] = False
    document: Annotated[str | None, Field(max_length=80, description="of the bank")] = None
    benefits: Annotated[
        Benefits | None,
        Field(
            description="whether the entitled person receives them (art. 28 ust. 1 or 2); unless stated as her rights say"
        ),
    ] = None
    costs: Annotated[
        Above | None,
        Field(
            description="costs of enforcement that the office had advanced and the bailiff gives back in this transfer"
        ),
    ] = None
    creditor_current: Annotated[
        Above | None, Field(description="alimony of the month that the bailiff did not hand over, within this transfer")
    ] = None
    creditor_arrears: Annotated[Above | None, Field(description="arrears of alimony; the same")] = None
    liquidator: Annotated[Above | None, Field(description="owed for benefits of the fund of 1974; the same")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "DebtReceiptIn":
        positive(self.amount)
        others = [
            one
            for one in (self.costs, self.creditor_current, self.creditor_arrears, self.liquidator)
            if one is not None
        ]
        for one in others:
            positive(one)
        if (others or self.benefits is not None) and (self.source != "bailiff" or self.klass is not None):
            raise PydanticCustomError(
                "not_enforced", "Kolejność z art. 28 dotyczy kwot z egzekucji, nie jednej należności."
            )
        if self.collected_on is not None and self.collected_on > self.credited_on:
            raise PydanticCustomError("collected_on", "Komornik ma pieniądze przed dniem wpływu na rachunek.")
        return self


class DebtWriteOffIn(Schema):
    """The debt expired, all of it (art. 28 ust. 3), or another organ remitted a share of it (art. 30 ust. 1). What this office remits, it
    decides as a relief."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2026-08-01", "reason": "death"}]})

    day: Day
    reason: Reason
    percent: Annotated[
        int | None, Field(ge=1, le=100, description="art_30_1: the share that the debtor's organ remitted")
    ] = None
    document: Annotated[str | None, Field(max_length=80, description="sign of the decision; art_30_1: required")] = None

    @model_validator(mode="after")
    def _whole(self) -> "DebtWriteOffIn":
        if self.reason == "death" and self.percent is not None:
            raise PydanticCustomError("death", "Ze śmiercią dłużnika wygasa cała należność.")
        if self.reason == "art_30_1" and (self.percent is None or self.document is None):
            raise PydanticCustomError(
                "decision", "Umorzenie przez organ dłużnika ma znak decyzji i część, którą umorzono."
            )
        return self


class DebtGiveBackIn(Schema):
    """Surplus that goes back to who paid it, or on to the next in the order of art. 28."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2026-09-20", "amount": "12.50"}]})

    day: Day
    amount: Above
    pool: Annotated[
        Pool,
        Field(
            description="what goes out: surplus to the payer, costs to the office, or what is the entitled person's or the liquidator's"
        ),
    ] = "surplus"
    document: Annotated[str | None, Field(max_length=80, description="of the bank")] = None

    @model_validator(mode="after")
    def _some(self) -> "DebtGiveBackIn":
        positive(self.amount)
        return self


class DebtTakenBackIn(Schema):
    """A payout or an act that was recorded in error, or a payout that came back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"record": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"}]})

    record: Annotated[UUID, Field(description="of a claim or an act of the account")]
