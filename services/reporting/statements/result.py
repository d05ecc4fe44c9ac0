"""A statement as data: what JSON, CSV and XLSX are written from. Money is text with two places, counts are integers or nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from services.reporting.statements.cost_result import CostLimit
from services.reporting.statements.figures import Quantity
from services.reporting.statements.register_result import RegisterSection


@dataclass(frozen=True, slots=True)
class Money:
    """A row's money: plan, executed, and of that from the State and from the gmina's own means; percent of the plan."""

    plan: str
    executed: str
    state: str
    own: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Distinct persons and families, and the number of benefits; nothing where no fact says whom it counts."""

    persons: int | None
    families: int | None
    benefits: Quantity | None


@dataclass(frozen=True, slots=True)
class Declared:
    """A count as the finance system stated it; shown, never united with persons or families."""

    unit: str
    value: int


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a line, printed beside it; its money is inside the line's."""

    code: str
    name: str
    amount: str
    persons: int | None
    families: int | None
    benefits: Quantity | None


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit line: amounts of all its benefits summed, persons and families united."""

    code: str
    name: str
    benefit_codes: list[str]
    amount: str
    persons: int | None
    families: int | None
    benefits: Quantity | None
    declared: list[Declared]
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the statement: a rozdział and a kind of task, or what its definition selects."""

    dzial: str
    rozdzial: str
    task_kind: str
    name: str
    plan: str
    executed: str
    state: str
    own: str
    percent: str | None
    persons: int | None
    families: int | None
    benefits: Quantity | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over rows; persons and families are united, not added. dzial is empty in the total of all."""

    dzial: str
    name: str
    plan: str
    executed: str
    state: str
    own: str
    percent: str | None
    persons: int | None
    families: int | None
    benefits: Quantity | None


@dataclass(frozen=True, slots=True)
class Group:
    """Money and counts by the attributes asked for in group_by; the others are null."""

    dzial: str | None
    rozdzial: str | None
    paragraf: str | None
    task: str | None
    task_kind: str | None
    source: str | None
    benefit: str | None
    name: str
    plan: str | None
    executed: str
    state: str
    own: str
    persons: int | None
    families: int | None
    benefits: Quantity | None


@dataclass(frozen=True, slots=True)
class Check:
    """A control rule and whether it holds; `rows` names the places where it does not."""

    code: str
    passed: bool
    rows: list[str]


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact or a plan change with a day inside a closed period that came after the closing: it is here, not in the closed statement.

    kind: entry (money) or plan; booked_on is the day from which a plan change is valid.
    """

    kind: str
    closing: str
    service: str
    sequence: int
    line: int
    booked_on: date
    rozdzial: str
    task_kind: str
    benefit: str
    amount: str


@dataclass(frozen=True, slots=True)
class LateMoney:
    """Money of the budget year that was booked after its 31 December (after `until`, where that is later); benefit empty: none."""

    side: str
    measure: str
    dzial: str
    rozdzial: str
    task_kind: str
    source: str
    benefit: str
    amount: str


@dataclass(frozen=True, slots=True)
class ProvenSource:
    """How far a log was read: everything up to the place, proved by the digest chain."""

    service: str
    sequence: int
    digest: str
    time: str


@dataclass(frozen=True, slots=True)
class RefusedFact:
    """A fact of a log that is not in the ledger, and why."""

    service: str
    sequence: int
    code: str
    pointer: str
    unit: str
    benefit: str
    booked_on: date
    amount: str


@dataclass(frozen=True, slots=True)
class MirrorDifference:
    """Money of a payment list that the finance system booked otherwise than it was paid, on one measure and classification."""

    payment_list: str
    measure: str
    side: str
    dzial: str
    rozdzial: str
    paragraf: str
    task_kind: str
    source: str
    paid: str
    booked: str
    difference: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the statement is made of, and what is known to be missing; the lists name the first, the counts tell how many there are."""

    sources: list[ProvenSource]
    refused: list[RefusedFact]
    refused_count: int
    mirrors: list[MirrorDifference]
    mirrors_count: int


@dataclass(frozen=True, slots=True)
class ObservedSource:
    """How current a source was when the statement was made."""

    service: str
    state: str
    reason: str | None
    head: int
    lag: int
    lag_seconds: int
    pulled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Observed:
    """What depends on the moment of asking; the only member that may differ between two rebuilds.

    checks: control rules on the moment: sources_current fails for every log that stands or is not read to its end.
    """

    generated_at: datetime
    sources: list[ObservedSource]
    checks: list[Check]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of one gmina, cumulative from 1 January of the year until a day.

    gmina_name, teryt: what the gmina was called on the last day and all seven digits of its code; null where the register here does not
    have it. layout: digest of the definition's rows. booked_after_the_year: money of the year that was booked after 31 December, in none
    of the figures above; its sum beside it. service_costs: what was spent on serving benefits beside what the acts allow; exceeding it is
    a warning and no error. registers: acts of the year until the day, whatever side and measure were asked for; null with known_on.
    """

    gmina: str
    gmina_name: str | None
    teryt: str | None
    year: int
    until: date
    side: str
    measure: str
    unit: str | None
    known_on: date | None
    closing: str | None
    definition: str
    layout: str
    name: str
    rows: list[Row]
    dzialy: list[Total]
    total: Total
    groups: list[Group]
    booked_after_the_year: list[LateMoney]
    booked_after_the_year_amount: str
    checks: list[Check]
    service_costs: list[CostLimit]
    registers: list[RegisterSection] | None
    corrections: list[Correction]
    corrections_count: int
    proof: Proof
    observed: Observed
