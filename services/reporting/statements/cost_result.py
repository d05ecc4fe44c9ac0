"""Limit rows of service costs as data: part of a statement, in JSON, CSV and XLSX. Money is text with two places."""

from dataclasses import dataclass
from typing import Literal

from services.reporting.statements.figures import Quantity

State = Literal["within", "exceeded", "unknown"]
BaseOf = Literal["grant_received", "expenditure", "decisions", "benefits"]


@dataclass(frozen=True, slots=True)
class CostTerm:
    """One act's part of a limit: its base, and what the rates of the days make of it.

    base_of: grant_received, or expenditure where no grant is booked or the act counts what was paid; decisions and benefits are numbers.
    Where the base is not known here, all of it is null.
    """

    service: str
    code: str
    name: str
    base_of: BaseOf | None
    base: str | None
    number: Quantity | None
    rates: list[str]
    articles: list[str]
    confidence: str
    limit: str | None


@dataclass(frozen=True, slots=True)
class CountedMoney:
    """Money that stands behind a figure of the row; `entries`: the address of its entries in the ledger, one by one."""

    figure: Literal["costs", "base"]
    term: str
    side: str
    measure: str
    benefit: str
    task: str
    source: str
    amount: str
    entries: str


@dataclass(frozen=True, slots=True)
class CostLimit:
    """A limit row. costs: of the State's money only, because what is above the limit is the gmina's own to pay."""

    code: str
    name: str
    costs: str
    limit: str | None
    above: str
    state: State
    warning: str | None
    terms: list[CostTerm]
    counted: list[CountedMoney]
