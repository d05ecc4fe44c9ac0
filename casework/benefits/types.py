"""What a benefit declares: its act, whom it counts, its statistical lists, its budget lines by date and how it is assessed.

A benefit is one file in a service's benefits/ folder with a `BENEFIT`, and one YAML in law/ with its parameters and budget lines.
Amounts are integer grosze, ranges of months are kit.periods.Months.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from kit.money import half_up

if TYPE_CHECKING:
    from casework.benefits.results import Assessment
    from kit.law import Law
    from kit.schemas import Schema

Kind = Literal["computed", "recorded"]
Counted = Literal["entitled", "recipient", "none"]
EntersBy = Literal["service", "booking"]
PaidBy = Literal["list", "invoice"]
Side = Literal["expenditure", "revenue"]
TaskKind = Literal["zlecone", "wlasne"]

Assess = Callable[[Any, "Law", date], "Assessment"]
"""assess(case, law, on): the case is the service's own frozen dataclass, built once from the validated facts."""


class BenefitError(Exception):
    """A benefit cannot do what was asked; `benefit` is its code."""

    def __init__(self, benefit: str, message: str) -> None:
        super().__init__(f"{benefit}: {message}")
        self.benefit = benefit


class NoBudgetLine(BenefitError):
    """The benefit has no budget line on that day: nothing may be booked (never a default line)."""

    def __init__(self, benefit: str, on: date) -> None:
        super().__init__(benefit, f"no budget line on {on.isoformat()}")
        self.on = on


class SplitNotStated(BenefitError):
    """The money goes to several lines without a ratio of the law: whoever enters the fact states the parts."""


class PartsDoNotFit(BenefitError):
    """The stated parts are not one for each line or do not sum to the amount."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a closed list (variant, mechanism) with the days on which it may be used."""

    value: str
    name: str
    valid_from: date
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Where the money is booked from a day to a day: dział, rozdział, paragraf (three digits and the fourth), source, task.

    `share` is the line's part of one fact where the law fixes a ratio (60/40 meal); None with a single line. A share of 0 takes
    money only where the parts are stated (what a council grants above the statutory floor). `alternatives` are four-digit
    paragraphs that may stand instead of the first (wages, services), to be named by whoever books.
    """

    side: Side
    dzial: str
    rozdzial: str
    paragraf: str
    p4: str
    source: str
    task: str
    task_kind: TaskKind
    valid_from: date
    valid_to: date | None = None
    share: Fraction | None = None
    alternatives: tuple[str, ...] = ()
    confidence: str = "high"
    basis: str = ""
    rule: str = ""

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class SettledBy:
    """Until when the benefit's own act has a complete application settled, where it says so beside the code (k.p.a. art. 35).

    day: of an application that was whole on a day, electronic or not; None: the code's term alone. It turns on the first of a month only.
    """

    article: str
    day: "Callable[[date, bool, Law], date | None]"


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit of the catalogue.

    `unit` is what statements count (child, person, family, household, decision) and `counted` whose pseudonym is counted.
    `quantity` is the unit of quantities that a payment carries. A computed benefit has `assess` and names the `parts` of the facts that
    it reads; parts that only this benefit knows come with their models in `own_parts`. A recorded benefit's amount is entered with a
    reason and an article. `operative` is how its decision says it where nothing is "granted" to the party. `amount_of` names, by variant
    (None: every one that is not named), the parameter that is the whole monthly amount where the law states it as one sum.
    `without_decision` is the article by which granting it needs no decision; a refusal is still one.
    `follows_person` names the flag of the law by which a decision goes on in the gmina to which the person moves. `settled_by` is the
    act's own term of settling an application. `paid_by`: "invoice" of what is given in kind and asked for by a third party (a school's
    meals, the powiat's note): no decision grants an amount of it and no payment list pays it.
    """

    code: str
    name: str
    act: str
    article: str
    unit: str
    counted: Counted
    kind: Kind
    quantity: str = "swiadczenie"
    enters_by: EntersBy = "service"
    variants: tuple[DatedValue, ...] = ()
    mechanisms: tuple[DatedValue, ...] = ()
    parts: tuple[str, ...] = ()
    own_parts: Mapping[str, type["Schema"]] = field(default_factory=dict)
    assess: Assess | None = None
    lines: tuple[BudgetLine, ...] = ()
    note: str = ""
    operative: str = ""
    without_decision: str = ""
    amount_of: Mapping[str | None, str] = field(default_factory=dict)
    follows_person: str | None = None
    settled_by: SettledBy | None = None
    paid_by: PaidBy = "list"

    def __post_init__(self) -> None:
        if (self.kind == "computed") != (self.assess is not None):
            raise BenefitError(self.code, "a computed benefit has an assess function, a recorded one has none")
        if not self.amount_of.keys() <= {None, *(one.value for one in self.variants)}:
            raise BenefitError(self.code, "amount_of names a variant that the benefit does not have")

    def with_lines(self, lines: Sequence[BudgetLine]) -> "Benefit":
        """The same benefit with the budget lines of its YAML."""
        return replace(self, lines=tuple(lines))

    def budget_lines(self, on: date) -> tuple[BudgetLine, ...]:
        """The lines in force on the day, normally one, in the order of the YAML. Raises NoBudgetLine."""
        lines = tuple(line for line in self.lines if line.in_force(on))
        if not lines:
            raise NoBudgetLine(self.code, on)
        return lines

    @property
    def granted(self) -> bool:
        """Whether it is granted and paid; what has revenue lines only is money that comes in (a fee, a refund)."""
        return not self.lines or any(line.side == "expenditure" for line in self.lines)

    def booked_alike(self, one: date, other: date) -> bool:
        """Whether money of both days is booked on the same lines."""
        return [line for line in self.lines if line.in_force(one)] == [
            line for line in self.lines if line.in_force(other)
        ]

    def split(self, amount: int, on: date, parts: Sequence[int] | None = None) -> tuple[tuple[BudgetLine, int], ...]:
        """The money lines of one fact of `amount` grosze: one, or several by their shares (the last takes the remainder).

        `parts` states the parts as they were booked, one for each line in force, in the order of budget_lines. Raises
        NoBudgetLine, SplitNotStated, PartsDoNotFit.
        """
        lines = self.budget_lines(on)
        if parts is not None:
            if len(parts) != len(lines) or sum(parts) != amount:
                raise PartsDoNotFit(self.code, "the parts do not fit the lines or the amount")
            return tuple(zip(lines, parts, strict=True))
        lines = tuple(line for line in lines if line.share != 0)
        if len(lines) == 1:
            return ((lines[0], amount),)
        pieces: list[int] = []
        for line in lines[:-1]:
            if line.share is None:
                raise SplitNotStated(self.code, "the parts of the lines must be stated")
            pieces.append(half_up(amount * line.share.numerator, line.share.denominator))
        return tuple(zip(lines, (*pieces, amount - sum(pieces)), strict=True))

    def variant_names(self, on: date) -> tuple[str, ...]:
        """The values of `variant` that may be used on the day."""
        return tuple(item.value for item in self.variants if item.in_force(on))

    def mechanism_names(self, on: date) -> tuple[str, ...]:
        """The values of `mechanism` that may be used on the day."""
        return tuple(item.value for item in self.mechanisms if item.in_force(on))
