"""What GET /benefits says of a benefit: name, statute, form of facts, budget lines with their validity, statistical lists."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import Field

from casework.benefits.duties import Duty
from casework.benefits.service_costs import Per, Rate, ServiceCost
from casework.benefits.types import Benefit, BudgetLine, Counted, DatedValue, Kind, PaidBy, Side, TaskKind
from kit.money import ZlotyText, zloty
from kit.schemas import Out, Schema


class BenefitShort(Out):
    """One line of the catalogue."""

    code: Annotated[str, Field(examples=["zasilek_rodzinny"])]
    name: Annotated[str, Field(examples=["Zasiłek rodzinny"])]
    act: Annotated[str, Field(examples=["ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych"])]
    article: Annotated[str, Field(examples=["art. 4–7"])]
    kind: Annotated[Kind, Field(description="computed: assessed here; recorded: the amount is entered with a reason")]
    unit: Annotated[str, Field(description="what statements count", examples=["child"])]
    counted: Annotated[Counted, Field(description="whose pseudonym is counted")]
    quantity: Annotated[str, Field(description="unit of the quantities of a payment", examples=["swiadczenie"])]
    granted: Annotated[
        bool,
        Field(description="false: money that comes in (a fee, a refund), which no decision grants and no list pays"),
    ]
    paid_by: Annotated[
        PaidBy,
        Field(
            description="invoice: given in kind and paid for to a third party; decisions grant no amount, lists pay none"
        ),
    ]


class BenefitList(Out):
    """The whole catalogue of the service, in order of code."""

    items: list[BenefitShort]


class DatedValueOut(Out):
    """A value of a closed list and the days on which it may be used."""

    value: str
    name: str
    valid_from: date
    valid_to: date | None


class BudgetLineOut(Out):
    """Where the money is booked between two days; `share` is the line's part of one fact where the law fixes a ratio."""

    side: Side
    dzial: str
    rozdzial: str
    paragraf: Annotated[str, Field(description="four digits", examples=["3110"])]
    source: str
    task: str
    task_kind: TaskKind
    valid_from: date
    valid_to: date | None
    share: Annotated[str | None, Field(examples=["3/5"])]
    alternatives: list[str]
    confidence: str


class DutyOut(Out):
    """What whoever receives the benefit has to tell, or what follows when she does not; every letter that grants it says so."""

    article: Annotated[str, Field(examples=["art. 25 ust. 1 u.ś.r."])]
    text: str
    valid_from: date | None
    valid_to: date | None
    confidence: str


class BenefitOut(BenefitShort):
    """A benefit with everything it declares."""

    enters_by: str
    note: str
    without_decision: Annotated[
        str | None,
        Field(description="the article by which granting it needs no decision", examples=["art. 106 ust. 2 u.p.s."]),
    ]
    parts: Annotated[list[str], Field(description="parts of the facts that the assessment reads")]
    facts: Annotated[dict[str, Any] | None, Field(description="JSON Schema of the facts; null for a recorded benefit")]
    variants: list[DatedValueOut]
    mechanisms: list[DatedValueOut]
    budget_lines: list[BudgetLineOut]
    duties: Annotated[list[DutyOut], Field(description="the instruction on duties of the letter that grants it")]


class RateOut(Out):
    """A rate of service costs between two days: a percent of the base, or an amount for each."""

    percent: Annotated[str | None, Field(description="of the base; null with an amount", examples=["0.85"])]
    amount: Annotated[ZlotyText | None, Field(description="for each decision, child, family or card")]
    valid_from: date
    valid_to: date | None
    article: str
    gazette: str
    confidence: str


class ServiceCostOut(Out):
    """What an act allows for serving its benefits; a code of costs that two services name makes one limit over both."""

    code: Annotated[str, Field(examples=["swiadczenia_rodzinne"])]
    name: Annotated[str, Field(examples=["Obsługa świadczeń rodzinnych"])]
    per: Annotated[
        Per,
        Field(description="grant, paid: a percent of the grant received, of what was paid; else an amount for each"),
    ]
    benefits: Annotated[list[str], Field(description="whose grant, decisions or children are the base")]
    costs: Annotated[list[str], Field(description="codes under which the costs are booked")]
    grant_tasks: Annotated[
        list[str], Field(description="tasks whose grant, booked without a benefit, is a grant for these benefits")
    ]
    rates: list[RateOut]
    least: Annotated[list[RateOut], Field(description="what the limit of a year never falls below; mostly empty")]


class ServiceCostList(Out):
    """The service costs that the acts of this service allow, in order of code."""

    items: list[ServiceCostOut]


def short(benefit: Benefit) -> BenefitShort:
    """One line of the catalogue."""
    return BenefitShort.model_validate(benefit)


def full(benefit: Benefit, facts: type[Schema], duties: Sequence[Duty] = ()) -> BenefitOut:
    """A benefit with its form of facts cut to the parts that it reads."""
    return BenefitOut(
        **short(benefit).model_dump(),
        enters_by=benefit.enters_by,
        note=benefit.note,
        without_decision=benefit.without_decision or None,
        parts=list(benefit.parts),
        facts=facts_schema(benefit, facts) if benefit.kind == "computed" else None,
        variants=[_dated(item) for item in benefit.variants],
        mechanisms=[_dated(item) for item in benefit.mechanisms],
        budget_lines=[_line(item) for item in benefit.lines],
        duties=[DutyOut.model_validate(item) for item in duties],
    )


def service_cost(entry: ServiceCost) -> ServiceCostOut:
    """An entry of the list of service costs."""
    return ServiceCostOut(
        code=entry.code,
        name=entry.name,
        per=entry.per,
        benefits=list(entry.benefits),
        costs=list(entry.costs),
        grant_tasks=list(entry.grant_tasks),
        rates=[_rate(one) for one in entry.rates],
        least=[_rate(one) for one in entry.least],
    )


def facts_schema(benefit: Benefit, facts: type[Schema]) -> dict[str, Any]:
    """The JSON Schema of the service's facts with only the parts that this benefit reads, these being required."""
    whole = _whole_schema(facts)
    always = set(whole.get("required", ()))
    wanted = [name for name in whole["properties"] if name in always or name in benefit.parts]
    properties = {name: whole["properties"][name] for name in wanted}
    used = _referenced(properties, whole.get("$defs", {}))
    definitions = {name: body for name, body in whole.get("$defs", {}).items() if name in used}
    return {**whole, "properties": properties, "required": wanted, "$defs": definitions}


@cache
def _whole_schema(facts: type[Schema]) -> dict[str, Any]:
    return facts.model_json_schema()


def _referenced(node: Any, definitions: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            name = str(item.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(definitions[name])
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found


def _dated(item: DatedValue) -> DatedValueOut:
    return DatedValueOut.model_validate(item)


def _rate(rate: Rate) -> RateOut:
    return RateOut(
        percent=rate.percent,
        amount=None if rate.amount is None else zloty(rate.amount),
        valid_from=rate.valid_from,
        valid_to=rate.valid_to,
        article=rate.article,
        gazette=rate.gazette,
        confidence=rate.confidence,
    )


def _line(line: BudgetLine) -> BudgetLineOut:
    return BudgetLineOut(
        side=line.side, dzial=line.dzial, rozdzial=line.rozdzial, paragraf=line.paragraf + line.p4, source=line.source,
        task=line.task, task_kind=line.task_kind, valid_from=line.valid_from, valid_to=line.valid_to,
        share=None if line.share is None else str(line.share), alternatives=list(line.alternatives), confidence=line.confidence,
    )  # fmt: skip
