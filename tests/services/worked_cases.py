"""Running the worked cases that lie beside the law of each service (law/cases/*.yaml, `cases` of an act's YAML)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casework.benefits.catalogue import Catalogue
from casework.benefits.results import Assessment
from kit.law import read_cases, sentences, tree
from kit.money import zloty
from kit.periods import parse_month

SERVICES = Path(__file__).parents[2] / "services"


@dataclass(frozen=True)
class WorkedCase:
    """One benefit's expectation of one case."""

    id: str
    benefit: str
    on: date
    facts: dict[str, Any]
    expected: dict[str, Any]
    gmina: str | None = None

    def __str__(self) -> str:
        return f"{self.id}/{self.benefit}"


@cache
def worked_cases(service: str) -> list[WorkedCase]:
    """Every expectation of the service's cases, one by one."""
    found = []
    for path in sorted((SERVICES / service / "law" / "cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            for benefit, expected in case["expected"].items():
                on = date.fromisoformat(case["on"])
                found.append(WorkedCase(case["id"], benefit, on, case["facts"], expected, case.get("gmina")))
