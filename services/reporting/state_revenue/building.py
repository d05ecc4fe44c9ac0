"""Rows of Rb-27ZZ from sums: no SQL and no clock in here. Grosze in, złote as text out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kit.money import zloty
from services.reporting.classification.register import Classification
from services.reporting.plans.store import Planned
from services.reporting.state_revenue.layout import Layout
from services.reporting.state_revenue.reading import STATE_SOURCE, Summed
from services.reporting.state_revenue.schemas import Level, StateRevenueRowOut

Key = tuple[str, str, str]
"""dział, rozdział, paragraf of four digits (empty: a plan that is not that detailed)"""


@dataclass(slots=True)
class _Sums:
    """Grosze of a row. opening: what was owed at the end of the year before."""

    plan: int = 0
    opening: int = 0
    moved: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    owed: bool = True

    def add(self, other: "_Sums") -> None:
        self.plan += other.plan
        self.opening += other.opening
        for measure, amount in other.moved.items():
            self.moved[measure] += amount
        self.owed = self.owed and other.owed

    @property
    def any(self) -> bool:
        return bool(self.plan or self.opening or any(self.moved.values()))

    def out(self, level: Level, key: Key, name: str, *, of_a_unit: bool) -> StateRevenueRowOut:
        executed, retained, passed_on = (self.moved[one] for one in ("received", "retained", "passed_on"))
        receivables = self.opening + self.moved["assessed"] - self.moved["written_off"]
        dzial, rozdzial, paragraf = key
        return StateRevenueRowOut(
            level=level, dzial=dzial, rozdzial=rozdzial, paragraf=paragraf, name=name, plan=zloty(self.plan),
            receivables=zloty(receivables) if self.owed else None, executed=zloty(executed),
            retained=None if of_a_unit else zloty(retained), passed_on=zloty(passed_on), to_pass_on=zloty(executed - retained - passed_on),
            remaining=zloty(receivables - executed) if self.owed else None,
        )  # fmt: skip


def rows(
    found: Iterable[Summed],
    planned: Iterable[Planned],
    layout: Layout,
    classification: Classification,
    until: date,
    *,
    of_a_unit: bool,
) -> list[StateRevenueRowOut]:
    """Rows by paragraf, the sum of each rozdział behind its rows, the sum of all at the end. of_a_unit: beneath the gmina."""
    made = _rows(found, planned, layout, until)
    printed: list[StateRevenueRowOut] = []
    total = _Sums()
    for where in sorted({key[:2] for key in made}):
        sums = _Sums()
        for key in sorted(key for key in made if key[:2] == where):
            name = classification.name("paragraf_dochodow", key[2], until) if key[2] else ""
            printed.append(made[key].out("row", key, name, of_a_unit=of_a_unit))
            sums.add(made[key])
        name = classification.name("rozdzial", where[1], until)
        printed.append(sums.out("rozdzial", (*where, ""), name, of_a_unit=of_a_unit))
        total.add(sums)
    printed.append(total.out("total", ("", "", ""), "Razem", of_a_unit=of_a_unit))
    return printed


def _rows(found: Iterable[Summed], planned: Iterable[Planned], layout: Layout, until: date) -> dict[Key, _Sums]:
    made: defaultdict[Key, _Sums] = defaultdict(_Sums)
    for one in planned:
        if one.source == STATE_SOURCE or (not one.source and one.task_kind == "zlecone"):
            made[one.dzial, one.rozdzial, one.paragraf + one.p4].plan += one.amount
    for summed in found:
        paragraf = layout.shares.get(summed.benefit, summed.paragraf)
        known = summed.benefit in layout.owed or summed.benefit in layout.shares
        if summed.amount:
            row = made[summed.dzial, summed.rozdzial, paragraf]
            row.moved[summed.measure] += summed.amount
            row.owed = row.owed and known
        if summed.before and summed.benefit in layout.owed:
            rozdzial = layout.goes_on(summed.rozdzial, until)
            made[rozdzial[:3], rozdzial, paragraf].opening += _owed_by(summed)
    return {key: sums for key, sums in made.items() if sums.any}


def _owed_by(summed: Summed) -> int:
    return summed.before * {"assessed": 1, "written_off": -1, "received": -1}.get(summed.measure, 0)


COLUMNS: Sequence[str] = tuple(StateRevenueRowOut.model_fields)
