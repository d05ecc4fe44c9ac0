"""Statutory amounts valid in 2019 and the way each benefit's year runs, read from amounts_2019.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from gops.demo.model import Person
from kit.money import grosze, half_up
from kit.periods import completed_years
from kit.written import read_yaml


@dataclass(frozen=True, slots=True)
class Running:
    """About which day of the month a benefit is paid, and the award periods that touch the year (none: each payment its own award)."""

    pay_day: int
    windows: Sequence[tuple[str, str | None]]


def rate(name: str) -> int:
    """A statutory amount in grosze; raises KeyError."""
    return grosze(_amounts()["rates"][name])


def running(benefit: str) -> Running:
    """How the benefit's year runs; raises KeyError."""
    data = _amounts()["benefits"][benefit]
    return Running(data["pay_day"], tuple((first, last) for first, last in data.get("windows", [])))


def contribution(name: str, base: int) -> int:
    """A contribution of `base` grosze: percent of the base to the full grosz, halves up."""
    hundredths = grosze(_amounts()["contributions_percent"][name])
    return half_up(base * hundredths, 10_000)


def age_band(child: Person, month: str) -> str:
    """The catalogue's age band of zasiłek rodzinny in the month."""
    years = completed_years(child.born, _first_day(month))
    if years < 5:
        return "do_5_lat"
    return "powyzej_5_do_18_lat" if years < 18 else "powyzej_18_do_24_lat"


def family_allowance(child: Person, month: str) -> int:
    """Zasiłek rodzinny for the child in the month, grosze (art. 6 ust. 2 u.ś.r.: the month of the birthday still by the old age)."""
    return rate(f"zasilek_rodzinny_{age_band(child, month)}")


def rehabilitation_band(child: Person, month: str) -> str:
    """The catalogue's age band of dodatek z tytułu kształcenia i rehabilitacji in the month."""
    return "do_5_lat" if completed_years(child.born, _first_day(month)) < 5 else "powyzej_5_lat"


def rehabilitation(child: Person, month: str) -> int:
    """Dodatek z tytułu kształcenia i rehabilitacji for the child in the month, grosze (art. 13 u.ś.r.)."""
    return rate(f"dodatek_ksztalcenie_rehabilitacja_{rehabilitation_band(child, month)}")


def care_allowance(month: str) -> int:
    """Zasiłek pielęgnacyjny in the month, grosze (art. 16 u.ś.r.; raised on 1 November 2019)."""
    return rate(f"zasilek_pielegnacyjny_{'od_listopada' if month >= '2019-11' else 'do_pazdziernika'}")


def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


@cache
def _amounts() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("amounts_2019.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = read_yaml(text)
    return data
