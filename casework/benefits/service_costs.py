"""What an act allows for serving its benefits out of the State's money: rates with their days, as data of the act (`service_costs:`).

A service publishes them with its catalogue and computes nothing from them: the base (the grant received, the number of decisions) is
known to reporting, which also knows that one limit may stand over the benefits of two services.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, cast, get_args

from kit.law import BadLaw, Document, Law, Parameter, Value

Per = Literal["grant", "paid", "decision", "child", "family", "card", "duplicate"]
"""grant: a share of the grant received for the benefits; paid: of what was paid of them; the others: an amount for each."""
SHARES = frozenset({"grant", "paid"})

_MEMBERS = frozenset({"name", "rate", "least", "per", "benefits", "costs", "grant_tasks", "confidence"})


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate between two days: `percent` of the base as exact decimal text, or `amount` in grosze for each."""

    percent: str | None
    amount: int | None
    valid_from: date
    valid_to: date | None
    article: str
    gazette: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ServiceCost:
    """The costs of serving some benefits of one act.

    benefits: whose grant, decisions or children are the base. costs: codes under which the finance system books the costs; a code that
    two services name makes one limit over both. grant_tasks: tasks whose grant, booked without a benefit, is a grant for these benefits.
    least: amounts of a year that the limit never falls below.
    """

    code: str
    name: str
    per: Per
    benefits: tuple[str, ...]
    costs: tuple[str, ...]
    grant_tasks: tuple[str, ...]
    rates: tuple[Rate, ...]
    least: tuple[Rate, ...]


def read_service_costs(
    documents: Iterable[Document], law: Law, benefits: Mapping[str, object]
) -> tuple[ServiceCost, ...]:
    """The entries of every act, in order of code. Raises BadLaw: one code twice, an unknown member, parameter or benefit."""
    found: dict[str, ServiceCost] = {}
    for document in documents:
        for code, told in (document.content.get("service_costs") or {}).items():
            where = f"{document.path.name}: service costs of {code}"
            if code in found:
                raise BadLaw(f"{where} given twice")
            found[code] = _entry(where, code, told, law, benefits)
    return tuple(found[code] for code in sorted(found))


def _entry(where: str, code: str, told: Mapping[str, Any], law: Law, benefits: Mapping[str, object]) -> ServiceCost:
    if set(told) - _MEMBERS or told.get("per") not in get_args(Per) or not told.get("costs"):
        raise BadLaw(f"{where}: not an entry")
    named = tuple(told.get("benefits") or ())
    unknown = sorted(set(named) - benefits.keys())
    if unknown:
        raise BadLaw(f"{where}: unknown benefits {unknown}")
    confidence = told.get("confidence")
    least = told.get("least")
    per = cast(Per, told["per"])
    return ServiceCost(
        code,
        str(told["name"]),
        per,
        named,
        tuple(told["costs"]),
        tuple(told.get("grant_tasks") or ()),
        _rates(where, law, told.get("rate"), "ratio" if per in SHARES else "money", confidence),
        () if least is None else _rates(where, law, least, "money", confidence),
    )


def _rates(where: str, law: Law, name: object, kind: str, confidence: str | None) -> tuple[Rate, ...]:
    parameter = law.parameters.get(str(name))
    if parameter is None or parameter.kind != kind:
        raise BadLaw(f"{where}: {name} is no parameter of kind {kind}")
    return tuple(_rate(parameter, value, confidence) for value in parameter.values)


def _rate(parameter: Parameter, value: Value, confidence: str | None) -> Rate:
    percent = _percent(value.value) if isinstance(value.value, Fraction) else None
    amount = value.value if parameter.kind == "money" and isinstance(value.value, int) else None
    return Rate(
        percent, amount, value.valid_from, value.valid_to, value.article, value.gazette, confidence or value.confidence
    )


def _percent(share: Fraction) -> str:
    exact = share * 100
    return format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")
