"""What comes in and goes out about what debtors owe: ids, codes, days and sums."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import OFFICE_UNIT, Code, Day
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

MOST_DAYS = timedelta(days=366)
Klass = Literal["fund", "advance"]
Source = Literal["bailiff", "debtor", "deduction"]
Reason = Literal["death", "art_30_1", "art_30_2"]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2026-03"])]
Above = Annotated[ZlotyInput, Field(description="more than 0.00")]


def _positive(amount: str) -> None:
    if not amount.strip("0."):
        raise PydanticCustomError("amount_zero", "Kwota musi być większa od zera.")


class DebtClaimIn(Schema):
    """A payout that the debtor owes: a payment of this office's lists, or one of another system with its day, month and amount."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "entitled": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "paid_on": "2026-03-13",
                    "period": "2026-03",
                    "paid": "500.00",
                }
            ]
        }
    )

    payment: Annotated[UUID | None, Field(description="paid from a list; nothing else is stated then")] = None
    klass: Annotated[
        Klass, Field(description="advance: a zaliczka alimentacyjna, owed with its surcharge and without interest")
    ] = "fund"
    entitled: UUID | None = None
    paid_on: Annotated[Day | None, Field(description="the day the money left the account (art. 27 ust. 1a)")] = None
    period: Annotated[Month | None, Field(description="the month paid for")] = None
    paid: Above | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "DebtClaimIn":
        stated = [self.entitled, self.paid_on, self.period, self.paid]
        if (self.payment is None) != all(one is not None for one in stated) or (
            self.payment is not None and (any(one is not None for one in stated) or self.klass != "fund")
        ):
            raise PydanticCustomError(
                "one_way", "Podaje się albo płatność z listy, albo osobę, dzień, miesiąc i kwotę."
            )
        if self.paid is not None:
            _positive(self.paid)
        return self


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
    same_gmina: Annotated[
        bool, Field(description="to 17.09.2015: the creditor's gmina was the debtor's too and kept both shares")
    ] = False
    document: Annotated[str | None, Field(max_length=80, description="of the bank")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "DebtReceiptIn":
        _positive(self.amount)
        if self.collected_on is not None and self.collected_on > self.credited_on:
            raise PydanticCustomError("collected_on", "Komornik ma pieniądze przed dniem wpływu na rachunek.")
        return self


class DebtWriteOffIn(Schema):
    """Relief, the oldest payout first. principal, interest: unless stated all that is open; on death nothing is stated (art. 28 ust. 3)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2026-08-01", "reason": "death"}]})

    day: Day
    reason: Reason
    principal: ZlotyInput | None = None
    interest: ZlotyInput | None = None
    document: Annotated[str | None, Field(max_length=80, description="sign of the decision")] = None

    @model_validator(mode="after")
    def _whole(self) -> "DebtWriteOffIn":
        if self.reason == "death" and (self.principal is not None or self.interest is not None):
            raise PydanticCustomError("death", "Ze śmiercią dłużnika wygasa cała należność.")
        return self


class DebtGiveBackIn(Schema):
    """Surplus that goes back to who paid it, or on to the next in the order of art. 28."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2026-09-20", "amount": "12.50"}]})

    day: Day
    amount: Above
    document: Annotated[str | None, Field(max_length=80, description="of the bank")] = None

    @model_validator(mode="after")
    def _some(self) -> "DebtGiveBackIn":
        _positive(self.amount)
        return self


class DebtTakenBackIn(Schema):
    """A payout or an act that was recorded in error, or a payout that came back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"record": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"}]})

    record: Annotated[UUID, Field(description="of a claim or an act of the account")]


class DebtBalanceOut(Out):
    """What a debtor owes on a day. interest: booked and running; advance: of the old zaliczka; surplus: what came in over the debt."""

    debtor: UUID
    on: date
    principal: ZlotyText
    interest: ZlotyText
    advance: ZlotyText
    total: ZlotyText
    surplus: ZlotyText


class DebtOwedOut(Out):
    """One payout as the bailiff is told of it (art. 27 ust. 8 pkt 2), and what of it is open."""

    claim: UUID
    klass: Klass
    entitled: UUID
    period: Month
    paid_on: date
    paid: ZlotyText
    owed: ZlotyText
    principal: ZlotyText
    interest: ZlotyText


class DebtOfPersonOut(Out):
    """What is owed for one entitled person."""

    entitled: UUID
    principal: ZlotyText
    interest: ZlotyText


class DebtAccountOut(Out):
    """An account on a day. Sums are whole; claims of persons whom the reader does not see are left out."""

    balance: DebtBalanceOut
    entitled: list[DebtOfPersonOut]
    claims: list[DebtOwedOut]


class DebtDocumentOut(Out):
    """A document of an account: what it took off, and whose what came in is. counters: the number of the one it takes back."""

    number: int
    kind: Literal["claim", "receipt", "write_off", "give_back", "counter"]
    record: UUID
    day: date
    counters: int | None
    creditor_gmina: ZlotyText
    debtor_gmina: ZlotyText
    state_principal: ZlotyText
    state_interest: ZlotyText
    noted_by: str


class DebtPayoutOut(Out):
    """A payout of the fund that is on no account, and why: nobody has taken it up yet, no debtor of the register has a title of the person
    for its month, or several have. debtor: who owes it, where it is one."""

    payment: UUID
    entitled: UUID
    period: Month
    paid_on: date
    amount: ZlotyText
    why: Literal["not_taken_up", "no_debtor", "several_debtors"]
    debtor: UUID | None


class DebtTurnoverOut(Out):
    """A year of a class of debt, all accounts together. Principal: opening + claimed - repaid - written off = closing. Interest: the same,
    with what accrued in the year; at the end of it `interest_running` is booked on no account yet. accounts: how many owe anything then."""

    klass: Klass
    until: date
    principal_opening: ZlotyText
    principal_claimed: ZlotyText
    principal_repaid: ZlotyText
    principal_written_off: ZlotyText
    principal_closing: ZlotyText
    interest_opening: ZlotyText
    interest_accrued: ZlotyText
    interest_repaid: ZlotyText
    interest_written_off: ZlotyText
    interest_closing: ZlotyText
    interest_running: ZlotyText
    accounts: int


class DebtQuarterIn(Schema):
    """The end of a quarter whose running interest is told to reporting; again after something of it was recorded late."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-03-31"}]})

    unit: Code = OFFICE_UNIT
    until: Annotated[Day, Field(description="the last day of a quarter that is over")]


class DebtStateTransferIn(Schema):
    """The State's money of a day's balance that went to the voivode, or to the gmina's account (u.f.p. art. 255)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"state_of": "2026-02-20", "passed_on": "2026-02-25", "principal": "163.72", "interest": "27.13"}
            ]
        }
    )

    unit: Code = OFFICE_UNIT
    state_of: Annotated[Day, Field(description="the day of balance that it is for")]
    passed_on: Day
    principal: Annotated[ZlotyInput, Field(description="of the fund, § 0980")] = "0.00"
    interest: Annotated[ZlotyInput, Field(description="§ 0920")] = "0.00"
    advance: Annotated[ZlotyInput, Field(description="of the zaliczka, § 0970")] = "0.00"
    share: Annotated[ZlotyInput, Field(description="the gmina's, where all is handed over (annex 38 § 6)")] = "0.00"
    advance_share: Annotated[ZlotyInput, Field(description="the same of repayments of the zaliczka")] = "0.00"
    document: Annotated[str | None, Field(max_length=80, description="of the bank")] = None

    @model_validator(mode="after")
    def _some(self) -> "DebtStateTransferIn":
        _positive("".join((self.principal, self.interest, self.advance, self.share, self.advance_share)))
        return self


class DebtStateTransferOut(Out):
    """A transfer to the State that counts."""

    id: UUID
    unit: str
    state_of: date
    passed_on: date
    principal: ZlotyText
    interest: ZlotyText
    advance: ZlotyText
    share: ZlotyText
    advance_share: ZlotyText
    document: str | None
    noted_by: str


class DebtStateTermOut(Out):
    """A term and how it was kept: what was owed for it, what went; the same of principal (§ 0980), zaliczki (§ 0970) and interest (§ 0920).

    late_interest: as for tax arrears, on what was still owed when it went, or still waits, behind the term (u.f.p. art. 255 ust. 3).
    outstanding below zero: more went than is owed since something was taken back.
    """

    state_of: date
    due: date
    owed: ZlotyText
    passed_on: ZlotyText
    outstanding: ZlotyText
    late_interest: ZlotyText
    owed_principal: ZlotyText
    owed_advance: ZlotyText
    owed_interest: ZlotyText
    outstanding_principal: ZlotyText
    outstanding_advance: ZlotyText
    outstanding_interest: ZlotyText


class DebtTransferOut(Out):
    """The State's money of a day's balance and the last day on which it is passed on (u.f.p. art. 255): of principal (§ 0980), zaliczki
    (§ 0970) and interest (§ 0920)."""

    state_of: date
    due: date
    amount: ZlotyText
    principal: ZlotyText
    advance: ZlotyText
    interest: ZlotyText
