"""What the ledger of debtors consists of: claims, acts, and documents whose entries balance (double entry).

A claim is one payout for one person. An act is what happened on a day of value: money came, a part was written off, surplus went back. A
document books one claim or act; it is never changed, only taken back by a counter-document with the same entries of the other sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal
from uuid import UUID

from services.alimony_fund.ledger.sharing import Split
from services.alimony_fund.ledger.terms import Klass, Own

ActKind = Literal["receipt", "write_off", "give_back"]
DocumentKind = Literal["claim", "receipt", "write_off", "give_back", "counter"]
Other = Literal["costs", "creditor_current", "creditor_arrears", "liquidator"]
"""Claims on what was enforced that are none of the ledger's: costs of enforcement that the office had advanced (k.p.c. art. 1025 § 1
pkt 1), which come back to it; of others (art. 28 ust. 1-2), alimony of the month and arrears of it, owed to the entitled person, and
benefits of the fund of 1974, owed to its liquidator, which the office passes on."""
Pool = Literal["surplus", "costs", "creditor_current", "creditor_arrears", "liquidator"]
"""Money on the account that repays no claim: over every claim, costs that came back, or another's."""
Reason = Literal["death", "art_30_1", "art_30_2"]
"""Why a debt is written off: it expired with the debtor (art. 28 ust. 3), or was remitted (art. 30)."""
Account = Literal["principal", "interest", "paid_out", "accrued", "money", "written_off"] | Pool
"""Of a claim: principal, interest. Beside them: benefits paid out (for a zaliczka, with its surcharge), interest accrued, money on the
account, what was written off, what came in over the debt or for others."""

RANK: Mapping[DocumentKind, int] = {"claim": 0, "receipt": 1, "write_off": 2, "give_back": 3}
"""The order within a day: a payout is owed when money of that day comes, and money comes before relief."""

Place = tuple[date, int, int, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """One payout for one person: the day the money left the account, and the grosze owed for it.

    Of one that was taken over from an older program day is the last that it counted, amount and interest what was open then, and paid_on
    the day the money left the account.
    """

    id: UUID
    klass: Klass
    day: date
    amount: int
    entitled: UUID
    interest: int = 0
    paid_on: date | None = None

    @property
    def since(self) -> date:
        """The day the money left the account."""
        return self.paid_on or self.day

    @property
    def place(self) -> Place:
        return self.day, RANK["claim"], -self.amount, str(self.id)


@dataclass(frozen=True, slots=True)
class Act:
    """What happened on a day of value.

    receipt: `amount` grosze came; klass: for one class of debt only (None: in the order of art. 28); own: whether benefits are paid on the
    day; others: what others are owed by that order; of_person: the entries of whom the payer named, whose claims come first; same_gmina:
    the creditor's gmina is the debtor's too. write_off: what is remitted of principal and interest of a class (None: of both), or which
    share of all (art. 30 ust. 1); none of them: all that is open, as on the debtor's death (art. 28 ust. 3). give_back: `amount` grosze of
    surplus go back, or of what is another's go to him (pool).
    """

    id: UUID
    kind: ActKind
    day: date
    amount: int = 0
    klass: Klass | None = None
    principal: int | None = None
    interest: int | None = None
    same_gmina: bool = False
    share: Fraction | None = None
    own: Own = "paid"
    others: tuple[tuple[Other, int], ...] = ()
    of_person: frozenset[UUID] = frozenset()
    pool: Pool = "surplus"

    @property
    def place(self) -> Place:
        return self.day, RANK[self.kind], -self.amount, str(self.id)


@dataclass(frozen=True, slots=True)
class Entry:
    """Grosze on an account: a debit above zero, a credit below. claim: only for principal and interest."""

    account: Account
    amount: int
    klass: Klass | None = None
    claim: UUID | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Entries of one claim or act (`of`), which sum to zero.

    place: where it stands in the course of the account. settles: interest up to and with its day was booked with it, so that interest
    goes on from the next day. counters: the number of the document that it takes back.
    """

    number: int
    kind: DocumentKind
    of: UUID
    day: date
    place: Place
    entries: tuple[Entry, ...]
    settles: bool = False
    split: Split = field(default_factory=Split)
    counters: int | None = None

    @property
    def balanced(self) -> bool:
        return sum(one.amount for one in self.entries) == 0
