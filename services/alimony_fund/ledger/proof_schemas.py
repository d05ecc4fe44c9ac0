"""What an auditor gets to reckon an account again by hand; amounts are złote as text."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kit.money import ZlotyText
from kit.schemas import Out
from services.alimony_fund.ledger.acts_schemas import Benefits
from services.alimony_fund.ledger.entries import Account, Reason
from services.alimony_fund.ledger.schemas import Klass, Pool, Source

Kind = Literal["claim", "receipt", "write_off", "give_back", "counter"]
ActKind = Literal["receipt", "write_off", "give_back"]


class DebtActOut(Out):
    """What was recorded of an account beside payouts, as it was stated: money that came, relief, surplus that went back.

    day: of value. principal, interest, percent: what relief stated; null: all that was open, of `klass` where it names one. benefits: by
    which order of art. 28 money served, and what it held for others. entitled: whom the payer named, where the reader sees her. pool: from
    what money went out. in_force: false once taken back.
    """

    act: UUID
    kind: ActKind
    day: date
    credited_on: date | None
    collected_on: date | None
    source: Source | None
    reason: Reason | None
    document: Annotated[str | None, Field(description="of the bank, or the sign of the decision")]
    amount: ZlotyText
    klass: Klass | None
    principal: ZlotyText | None
    interest: ZlotyText | None
    percent: Annotated[str | None, Field(examples=["30.00"])]
    same_gmina: bool
    benefits: Benefits | None
    costs: ZlotyText
    creditor_current: ZlotyText
    creditor_arrears: ZlotyText
    liquidator: ZlotyText
    entitled: UUID | None
    pool: Pool | None
    in_force: bool
    noted_by: str


class DebtEntryOut(Out):
    """A line of a document. amount: a debit above zero, a credit below; the lines of a document sum to zero.

    principal and interest are of a claim; paid_out, accrued, money and written_off are what stands against them, surplus and what is
    another's (creditor_current, creditor_arrears, liquidator) money that is not the office's.
    """

    document: int
    line: int
    kind: Kind
    day: date
    record: Annotated[UUID, Field(description="the claim or the act that the document books")]
    account: Account
    klass: Klass | None
    claim: UUID | None
    amount: ZlotyText


class DebtInterestOut(Out):
    """Days of one rate on the principal of one payout: base x days x rate / (100 x days_of_year) is `exact`.

    interest: the stretches of that payout up to that document together, rounded once (half up); booked: what the document booked of it,
    null of what runs up to the day that is asked for. They differ where the law got another rate for days that were settled.
    """

    document: Annotated[int | None, Field(description="the settlement that books it; null: it runs")]
    claim: UUID
    since: Annotated[date, Field(description="first day")]
    until: Annotated[date, Field(description="last day, included")]
    days: int
    rate: Annotated[str, Field(description="percent a year", examples=["9.25"])]
    days_of_year: int
    base: ZlotyText
    exact: Annotated[str, Field(description="złote, not rounded to grosze: six places", examples=["12.821918"])]
    interest: ZlotyText
    booked: ZlotyText | None
