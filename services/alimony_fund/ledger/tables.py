"""The tables of the ledger of debtors, as the service's database has them (migrations/versions, from 0170 on). Rows are written once."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Numeric, Text, func
from sqlmodel import Field, SQLModel


class ClaimRow(SQLModel, table=True):
    """A payout for one person that a debtor owes. paid: what was paid out; owed: of a zaliczka with its surcharge, grosze.

    payment: where the payout is one of this office's lists. bears_from: the first day of interest; none of a zaliczka. taken_on: until
    when an older program counted, where it was taken over: owed is what was open then, interest what had come up, source its id there.
    """

    __tablename__ = "debt_claim"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    klass: str = Field(sa_type=Text)
    entitled: UUID
    payment: UUID | None = None
    period: date
    paid_on: date
    paid: int = Field(sa_type=BigInteger)
    owed: int = Field(sa_type=BigInteger)
    bears_from: date | None = None
    taken_on: date | None = None
    interest: int = Field(default=0, sa_type=BigInteger)
    source: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ActRow(SQLModel, table=True):
    """Money that came, relief, or money that went out. day: of value; credited_on: of the office's account; collected_on: when the
    bailiff had it. document: of the bank. share: of all that is open, in place of sums. own: whether benefits were paid on the day, of a
    receipt; costs: of enforcement, that the office had advanced; creditor_current, creditor_arrears, liquidator: what others were owed.
    entitled: whom the payer named. pool: from what money went out; none: surplus."""

    __tablename__ = "debt_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    kind: str = Field(sa_type=Text)
    day: date
    credited_on: date | None = None
    collected_on: date | None = None
    source: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
    amount: int = Field(sa_type=BigInteger)
    klass: str | None = Field(default=None, sa_type=Text)
    principal: int | None = Field(default=None, sa_type=BigInteger)
    interest: int | None = Field(default=None, sa_type=BigInteger)
    same_gmina: bool = False
    share: Decimal | None = Field(default=None, sa_type=Numeric)
    own: str | None = Field(default=None, sa_type=Text)
    costs: int = Field(default=0, sa_type=BigInteger)
    creditor_current: int = Field(default=0, sa_type=BigInteger)
    creditor_arrears: int = Field(default=0, sa_type=BigInteger)
    liquidator: int = Field(default=0, sa_type=BigInteger)
    entitled: UUID | None = None
    pool: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class DocumentRow(SQLModel, table=True):
    """What books a claim or an act; its shares are grosze of the creditor's gmina, of the debtor's where it is another, of the State."""

    __tablename__ = "debt_document"

    gmina: str = Field(primary_key=True, sa_type=Text)
    debtor: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    claim: UUID | None = None
    act: UUID | None = None
    day: date
    settles: bool
    counters: int | None = None
    creditor: int = Field(sa_type=BigInteger)
    other_gmina: int = Field(sa_type=BigInteger)
    state_principal: int = Field(sa_type=BigInteger)
    state_interest: int = Field(sa_type=BigInteger)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class EntryRow(SQLModel, table=True):
    """Grosze on an account of a document: a debit above zero, a credit below."""

    __tablename__ = "debt_entry"

    gmina: str = Field(primary_key=True, sa_type=Text)
    debtor: UUID = Field(primary_key=True)
    document: int = Field(primary_key=True)
    line: int = Field(primary_key=True)
    account: str = Field(sa_type=Text)
    klass: str | None = Field(default=None, sa_type=Text)
    claim: UUID | None = None
    amount: int = Field(sa_type=BigInteger)


class QuarterToldRow(SQLModel, table=True):
    """That the interest which ran at the end of a quarter was told; amount: grosze of the difference to what had been told before."""

    __tablename__ = "debt_quarter_told"

    gmina: str = Field(primary_key=True, sa_type=Text)
    unit: str = Field(primary_key=True, sa_type=Text)
    until: date = Field(primary_key=True)
    number: int = Field(primary_key=True)
    amount: int = Field(sa_type=BigInteger)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class StateTransferRow(SQLModel, table=True):
    """Grosze of the State that were passed on for the balance of a day; share, advance_share: of the gmina, which went along with them to
    its account; counters: the transfer that the row takes back. addressee: the gmina's account or the voivode; none of what was recorded
    before that was asked."""

    __tablename__ = "debt_state_transfer"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    unit: str = Field(sa_type=Text)
    state_of: date
    passed_on: date
    principal: int = Field(sa_type=BigInteger)
    advance: int = Field(sa_type=BigInteger)
    interest: int = Field(sa_type=BigInteger)
    share: int = Field(default=0, sa_type=BigInteger)
    advance_share: int = Field(default=0, sa_type=BigInteger)
    addressee: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
    counters: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
