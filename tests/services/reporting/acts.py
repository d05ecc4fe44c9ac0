"""Acts of registers in a log, as the services tell of them."""

from typing import Any

from casework.facts.registers import REGISTER_ACT_RECORDED
from tests.services.reporting.logs import Log

SOCIAL_WORK: dict[str, Any] = {
    "register": "praca_socjalna",
    "act": "rozmowa",
    "unit": "gops",
    "requester": None,
    "quantities": [],
}


def counts(all_: int, month: int, quarter: int, half_year: int, year: int, unit: str = "osoba") -> dict[str, Any]:
    return {"unit": unit, "all": all_, "month": month, "quarter": quarter, "half_year": half_year, "year": year}


def told(log: Log, on: str, *of: dict[str, Any], acts: int = 1, **other: Any) -> None:
    log.add(REGISTER_ACT_RECORDED, {**SOCIAL_WORK, "on": on, "acts": acts, "counts": list(of), **other})


def a_quarter(gmina: str, service: str = "family_benefits") -> Log:
    """Anna in January and, with Beata, in February; food given out to Anna in February, for nobody's asking."""
    log = Log(gmina, service)
    told(log, "2026-01-10", counts(1, 1, 1, 1, 1))
    told(log, "2026-02-10", counts(2, 2, 1, 1, 1))
    told(
        log, "2026-02-11", counts(1, 1, 1, 1, 1), register="pomoc_zywnosciowa", act="wydanie_zywnosci",
        quantities=[{"unit": "kg", "value": "12.500"}],
    )  # fmt: skip
    return log


def of_families(log: Log, families: int, act: str = "wszczecie", *, first: bool = True, **other: Any) -> None:
    """Acts on a family each, of a register whose figures below three are hidden."""
    for _ in range(families):
        named = counts(1, *[int(first)] * 4, unit="rodzina")
        told(log, "2026-01-10", named, register="niebieska_karta", act=act, least=3, **other)
