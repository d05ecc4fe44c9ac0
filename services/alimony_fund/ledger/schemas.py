"""What comes in and goes out about what debtors owe: ids, codes, days and sums."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import OFFICE_UNIT, Code, Day
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

Klass = Literal["fund", "advance"]
Source = Literal["bailiff", "debtor", "deduction"]
Addressee = Literal["voivode", "gmina"]
Pool = Literal["surplus", "costs", "creditor_current", "creditor_arrears", "liquidator"]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2026-03"])]
Above = Annotated[ZlotyInput, Field(description="more than 0.00")]


def positive(amount: str) -> None:
    """Raises PydanticCustomError for nothing."""
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

    payment: Annotated[UUID | None, Field(description="paid from a list; person, day and month are its own")] = None
    klass: Annotated[
        Klass, Field(description="advance: a zaliczka alimentacyjna, owed with its surcharge and without interest")
    ] = "fund"
    entitled: UUID | None = None
    paid_on: Annotated[Day | None, Field(description="the day the money left the account (art. 27 ust. 1a)")] = None
    period: Annotated[Month | None, Field(description="the month paid for")] = None
    paid: Annotated[
        Above | None,
        Field(description="of a payment: the part that this debtor owes; unless stated what no other owes"),
    ] = None

    @model_validator(mode="after")
    def _one_way(self) -> "DebtClaimIn":
        own = [self.entitled, self.paid_on, self.period]
        of_a_list = all(one is None for one in own) and self.klass == "fund"
        elsewhere = all(one is not None for one in (*own, self.paid))
        if not (elsewhere if self.payment is None else of_a_list):
            raise PydanticCustomError(
                "one_way", "Podaje się albo płatność z listy, albo osobę, dzień, miesiąc i kwotę."
            )
        if self.paid is not None:
            positive(self.paid)
        return self


class DebtBalanceOut(Out):
    """What a debtor owes on a day. interest: booked and running; advance: of the old zaliczka; surplus: what came in over the debt."""

    debtor: UUID
    last_name: Annotated[str, Field(description="of the debtor")]
    first_name: str
    on: date
    principal: ZlotyText
    interest: ZlotyText
    advance: ZlotyText
    total: ZlotyText
    surplus: ZlotyText


class DebtOwedOut(Out):
    """One payout as the bailiff is told of it (art. 27 ust. 8 pkt 2), and what of it is open. taken_on: until when an older program counted
    it; owed is then what was open by its end, and taken_interest the interest of before."""

    claim: UUID
    klass: Klass
    entitled: UUID
    last_name: Annotated[str, Field(description="of the entitled person")]
    first_name: str
    period: Month
    paid_on: date
    paid: ZlotyText
    owed: ZlotyText
    taken_on: date | None
    taken_interest: ZlotyText
    principal: ZlotyText
    interest: ZlotyText


class DebtOfPersonOut(Out):
    """What is owed for one entitled person."""

    entitled: UUID
    last_name: str
    first_name: str
    principal: ZlotyText
    interest: ZlotyText


class DebtHeldOut(Out):
    """Money on the account that is not the office's: over the debt, or another's by the order of art. 28; to be passed on to him."""

    pool: Pool
    amount: ZlotyText


class DebtAccountOut(Out):
    """An account on a day. Sums are whole; claims of persons whom the reader does not see are left out."""

    balance: DebtBalanceOut
    held: list[DebtHeldOut]
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
    addressee: Annotated[
        Addressee | None,
        Field(
            description="where it went; unless stated to the gmina's account where the gmina's share went along, else to the voivode"
        ),
    ] = None
    document: Annotated[str | None, Field(max_length=80, description="of the bank")] = None

    @model_validator(mode="after")
    def _some(self) -> "DebtStateTransferIn":
        positive("".join((self.principal, self.interest, self.advance, self.share, self.advance_share)))
        if self.addressee == "voivode" and self.with_share:
            raise PydanticCustomError("gminas_share", "Udziału gminy nie przekazuje się wojewodzie.")
        return self

    @property
    def with_share(self) -> bool:
        """Whether the gmina's share went along."""
        return bool((self.share + self.advance_share).strip("0."))


class DebtStateTransferOut(Out):
    """A transfer to the State that counts. addressee: null of what was recorded before that was asked, without the gmina's share."""

    id: UUID
    unit: str
    addressee: Addressee | None
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
