"""Pay of guardians of adults (art. 53a u.p.s.): as the court granted it, month by month, with what its service costs the State.

The court sets the amount within a part of the average wage of the sector of enterprises; the office pays what was granted, and the step
shows the limit when the wage that was announced is stated. Nobody announces that wage to this program.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule
from kit.money import ZlotyInput, grosze, half_up
from kit.periods import first_day, last_day, parse_month
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.facts import Day, MonthText, Ref

CODE, FACTS = "wynagrodzenie_opiekuna_prawnego", "guardianship"
_PART, _SERVICE = "wynagrodzenie_opiekuna_maks_udzial", "koszty_obslugi_wynagrodzenie_opiekuna"
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground("guardian_no_order", "art. 53a u.p.s.", "Sąd nie przyznał wynagrodzenia za sprawowanie opieki."),
        Ground("guardianship_ended", "art. 53a u.p.s.", "Opieka nie trwała w żadnym miesiącu okresu."),
    )
}
GRANTED = Rule(
    "guardian_pay",
    "art. 53a u.p.s.",
    "Sąd przyznał opiekunowi ({person}) {amount} zł miesięcznie.",
    ("person:text", "amount:zl"),
    result="amount",
)
LIMIT = Rule(
    "guardian_pay_limit",
    "art. 53a u.p.s.; art. 162 k.r.o.",
    "Wynagrodzenie nie może przekraczać {part} przeciętnego wynagrodzenia {wage} zł, czyli {most} zł.",
    ("part:ratio", "wage:zl", "most:zl"),
    parameters=(_PART,),
)
SERVICE = Rule(
    "guardian_pay_service",
    "art. 18 ust. 3 u.p.s.",
    "Koszt obsługi: {rate} z {total} zł, czyli {cost} zł.",
    ("rate:ratio", "total:zl", "cost:zl"),
    result="cost",
    parameters=(_SERVICE,),
)


class Order(Schema):
    """A court's order for one guardian: the monthly amount, from when to when, and the wage that stood behind its limit."""

    id: Ref
    ordered: Annotated[bool, Field(description="sąd przyznał wynagrodzenie")] = True
    amount: ZlotyInput
    since: Day
    until: Day | None = None
    wage: Annotated[ZlotyInput | None, Field(description="przeciętne wynagrodzenie w sektorze przedsiębiorstw")] = None


class Guardianship(Schema):
    """The guardians who are paid in these months."""

    first_month: MonthText
    last_month: MonthText
    orders: Annotated[tuple[Order, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _consistent(self) -> "Guardianship":
        ids = [one.id for one in self.orders]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_person", "Oznaczenia osób powtarzają się.")
        if self.last_month < self.first_month:
            raise PydanticCustomError("period_reversed", "Okres kończy się przed początkiem.")
        if any(one.ordered and not grosze(one.amount) for one in self.orders):
            raise PydanticCustomError("amount_zero", "Kwota przyznanego świadczenia musi być większa od zera.")
        return self


def guardian_answer(case: Case, law: Law, on: date) -> Assessment:
    """Each guardian's pay in each month in which the order holds. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(FACTS)
    if not isinstance(asked, Guardianship):
        raise UnfitFacts("facts_missing", f"/{FACTS}", f"Do oceny tego świadczenia potrzebna jest część „{FACTS}”.")
    first, last = parse_month(asked.first_month), parse_month(asked.last_month)
    view = law.on(on)
    due: list[Due] = []
    why: list[Refusal] = []
    trace: list[Record] = []
    for order in sorted(asked.orders, key=lambda one: one.id):
        if not order.ordered:
            why.append(Refusal(GROUNDS["guardian_no_order"], order.id))
            continue
        amount = grosze(order.amount)
        trace.append((GRANTED, order.id, amount))
        if order.wage is not None:
            part, wage = view.ratio(_PART), grosze(order.wage)
            trace.append((LIMIT, part, wage, half_up(wage * part.numerator, part.denominator)))
        months = [at for at in range(first, last + 1) if _holds(order, at)]
        due += [Due(CODE, at, at, amount, (order.id,)) for at in months]
        if not months:
            why.append(Refusal(GROUNDS["guardianship_ended"], order.id))
    if not due:
        return refused(CODE, why, trace=trace)
    total, rate = sum(one.amount for one in due), view.ratio(_SERVICE)
    cost = half_up(total * rate.numerator, rate.denominator)
    trace.append((SERVICE, rate, total, cost))
    figures = (("benefits_total", total), ("service_cost", cost), ("grant_total", total + cost))
    return granted(CODE, due, refusals=why, figures=figures, trace=trace)


def _holds(order: Order, at: int) -> bool:
    return order.since <= last_day(at) and (order.until is None or first_day(at) <= order.until)
