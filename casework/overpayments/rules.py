"""What an act says of undue payments, as data of each service: grounds, interest, limitation, deductions, where returns are booked.

A YAML of the law has a section `overpayments`; it holds for the benefits whose budget lines lie in the named acts' folders, or for those of
them that `benefits` names. What an act does not say (limitation, set-off) is left out, and nothing stands in its place. An act that lets
another's rules apply says `overpayments: {as: CODE, article: ...}` in its own YAML.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast, get_args

from kit.law import BadLaw, Document

Allocation = Literal["interest_first", "proportional"]
InterestStart = Literal["month_after_payout", "month_after_right_ended"]
Class = Literal["principal", "interest"]
Anew = Literal["act", "last_payment"]
"""From when the years of limitation run anew: after relief or a measure that the debtor was told of; or after the last day to which relief
put the payment off, and after nothing else.
"""

_RULES = {
    "title", "acts", "benefits", "grounds", "interest", "allocation", "decision_within", "limitation",
    "limitation_anew", "death", "deduction", "revenue",
}  # fmt: skip
_GROUND = {"code", "article", "name", "interest", "needs_instruction", "states_amount", "times", "from", "to"}
_INTEREST = {"rate", "days_of_year", "starts"}
_OTHERS = {"as", "article"}
_REVENUE = {"class", "sources", "paragraf", "source", "basis", "confidence"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A value from a day to a day."""

    value: bool | str
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a payment was undue. needs_instruction: only where the person had been told of the circumstances (pouczenie).

    times: how many times what was paid is owed. states_amount: a part of a payment only (what was received besides, a difference), so the
    amount has to be stated.
    """

    code: str
    article: str
    name: str
    interest: tuple[Dated, ...]
    needs_instruction: bool
    valid_from: date
    valid_to: date | None
    times: int = 1
    states_amount: bool = False

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def bears_interest(self, paid_on: date) -> bool:
        """Whether a payment of that day is returned with interest."""
        return any(one.value is True and one.in_force(paid_on) for one in self.interest)


@dataclass(frozen=True, slots=True)
class Revenue:
    """Where money of earlier years is received that had been paid from one of `sources`: paragraf (three and one) and source."""

    klass: Class
    sources: frozenset[str]
    paragraf: str
    p4: str
    source: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """Set-off against current benefits: from which, and the parameter of the largest share of one (None: no limit in the act).

    article None: the act knows no set-off.
    """

    article: str | None
    benefits: frozenset[str]
    share: str | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Undue payments by one act. Names of parameters of the service's law: `rate`, `decision_within` and `limitation` (years).

    None: the act sets no such term.
    """

    code: str
    title: str
    benefits: frozenset[str]
    grounds: tuple[Ground, ...]
    rate: str | None
    days_of_year: int
    starts: tuple[Dated, ...]
    allocation: Allocation
    decision_within: str | None
    limitation: str | None
    death: str | None
    deduction: Deduction
    revenue: tuple[Revenue, ...]
    limitation_anew: Anew = "act"

    def ground(self, code: str) -> Ground | None:
        """The ground of that code."""
        return next((one for one in self.grounds if one.code == code), None)

    def start(self, paid_on: date) -> InterestStart | None:
        """From when a payment of that day bears interest; None: the act has none."""
        found = next((one.value for one in self.starts if one.in_force(paid_on)), None)
        return cast("InterestStart | None", found)

    def revenue_of(self, klass: Class, source: str) -> Revenue | None:
        """Where a return is booked of what was paid from the source."""
        return next((one for one in self.revenue if one.klass == klass and source in one.sources), None)


class OverpaymentLaw:
    """The rules of all acts of a service, by benefit and by code."""

    def __init__(self, rules: Iterable[Rules] = ()) -> None:
        self.rules = tuple(rules)
        self._of = {benefit: one for one in self.rules for benefit in one.benefits}
        self._by_code = {one.code: one for one in self.rules}

    def of(self, benefit: str) -> Rules | None:
        """The rules that hold for a benefit."""
        return self._of.get(benefit)

    def named(self, code: str) -> Rules:
        """The rules of that code; KeyError when the law has them no more."""
        return self._by_code[code]


def read_rules(documents: Sequence[Document]) -> OverpaymentLaw:
    """The sections `overpayments` of the documents. Raises BadLaw."""
    benefits: dict[str, set[str]] = {}
    for document in documents:
        for code, lines in (document.content.get("budget") or {}).items():
            if any(line.get("side", "expenditure") == "expenditure" for line in lines or ()):
                benefits.setdefault(document.act, set()).add(code)
    found: dict[str, Rules] = {}
    taken: set[str] = set()
    joining: dict[str, list[str]] = {}
    for document in documents:
        if _joins(document):
            joining.setdefault(str(document.content["overpayments"]["as"]), []).append(document.act)
    for document in documents:
        for code, body in () if _joins(document) else (document.content.get("overpayments") or {}).items():
            where = f"{document.path.name}: overpayments of {code}"
            try:
                rules = _rules(code, {**body, "acts": [*body["acts"], *joining.pop(code, ())]}, benefits)
            except (KeyError, TypeError, ValueError) as error:
                raise BadLaw(f"{where}: {error!r}") from error
            if code in found or taken & rules.benefits:
                raise BadLaw(f"{where}: given twice")
            taken |= rules.benefits
            found[code] = rules
    if joining:
        raise BadLaw(f"overpayments as {sorted(joining)}, which no act has")
    return OverpaymentLaw(found.values())


def _joins(document: Document) -> bool:
    return _OTHERS <= set(document.content.get("overpayments") or ()) <= _OTHERS | {"confidence"}


def _rules(code: str, body: Mapping[str, Any], benefits: Mapping[str, set[str]]) -> Rules:
    _members(body, _RULES)
    interest = body.get("interest") or {}
    _members(interest, _INTEREST)
    allocation = _one_of(body.get("allocation", "interest_first"), get_args(Allocation))
    deduction = body.get("deduction") or {"article": None, "acts": ()}
    _members(deduction, {"article", "acts", "share"})
    return Rules(
        code=code,
        title=str(body["title"]),
        benefits=_narrowed(body, _of_acts(body["acts"], benefits)),
        grounds=tuple(_ground(one) for one in body["grounds"]),
        rate=interest.get("rate"),
        days_of_year=int(interest.get("days_of_year", 0)),
        starts=tuple(_dated(one, get_args(InterestStart)) for one in interest.get("starts") or ()),
        allocation=cast(Allocation, allocation),
        decision_within=body.get("decision_within"),
        limitation=body.get("limitation"),
        death=body.get("death"),
        deduction=Deduction(
            deduction["article"], _of_acts(deduction["acts"], benefits), deduction.get("share")
        ),
        revenue=tuple(_revenue(one) for one in body["revenue"]),
        limitation_anew=cast(Anew, _one_of(body.get("limitation_anew", "act"), get_args(Anew))),
    )  # fmt: skip


def _of_acts(acts: Sequence[str], benefits: Mapping[str, set[str]]) -> frozenset[str]:
    return frozenset(code for act in acts for code in benefits[act])


def _narrowed(body: Mapping[str, Any], found: frozenset[str]) -> frozenset[str]:
    named = frozenset(body.get("benefits") or found)
    if named - found:
        raise ValueError(f"no benefits of the acts: {sorted(named - found)}")
    return named


def _ground(body: Mapping[str, Any]) -> Ground:
    _members(body, _GROUND)
    since = _day(body["from"])
    interest = body["interest"]
    dated = (
        (Dated(interest, since, None),)
        if isinstance(interest, bool)
        else tuple(_dated(one, (True, False)) for one in interest)
    )
    return Ground(
        str(body["code"]), str(body["article"]), str(body["name"]), dated, body.get("needs_instruction", False) is True,
        since, _day(body["to"]) if body.get("to") else None, int(body.get("times", 1)),
        body.get("states_amount", False) is True,
    )  # fmt: skip


def _dated(body: Mapping[str, Any], allowed: Sequence[object]) -> Dated:
    _members(body, {"value", "from", "to", "article", "confidence"})
    return Dated(
        cast("bool | str", _one_of(body["value"], allowed)), _day(body["from"]),
        _day(body["to"]) if body.get("to") else None,
    )  # fmt: skip


def _revenue(body: Mapping[str, Any]) -> Revenue:
    _members(body, _REVENUE)
    paragraf = str(body["paragraf"])
    if len(paragraf) != 4 or not paragraf.isdigit():
        raise ValueError("a paragraf has four digits")
    klass = cast(Class, _one_of(body["class"], get_args(Class)))
    return Revenue(klass, frozenset(body["sources"]), paragraf[:3], paragraf[3], str(body["source"]))


def _members(body: Mapping[str, Any], known: set[str]) -> None:
    if set(body) - known:
        raise ValueError(f"unknown members {sorted(set(body) - known)}")


def _one_of(value: object, allowed: Sequence[object]) -> object:
    if value not in allowed:
        raise ValueError(f"{value!r}")
    return value


def _day(value: object) -> date:
    if type(value) is date:
        return value
    raise ValueError(f"not a day: {value!r}")
