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
    for case in read_cases(SERVICES / service / "law"):
        for benefit, expected in case["expected"].items():
            on = date.fromisoformat(case["on"])
            found.append(WorkedCase(case["id"], benefit, on, case["facts"], expected, case.get("gmina")))
    return found


def check(catalogue: Catalogue, case: WorkedCase) -> None:
    """The catalogue's answer is the one expected, and it can be told in both voices."""
    facts = catalogue.facts.model_validate(case.facts)
    answer = catalogue.assess(case.benefit, catalogue.prepare(facts), case.on, case.gmina)
    told = sentences(answer.trace)
    assert answer.eligible is case.expected["eligible"], told
    assert answer.outcome == case.expected.get("outcome", answer.outcome)
    assert [item.ground.code for item in answer.refusals] == case.expected.get("refusals", []) or answer.eligible
    for span in case.expected.get("months", []):
        for month in range(parse_month(span["from"]), parse_month(span["to"]) + 1):
            assert due_in(answer, month) == span["amount"], (month, told)
            if "mechanism" in span:
                assert {item.mechanism for item in _covering(answer, month)} == {span["mechanism"]}
            if "variant" in span:
                assert {item.variant for item in _covering(answer, month)} == {span["variant"]}
            if "persons" in span:
                assert sorted(person for item in _covering(answer, month) for person in item.persons) == span["persons"]
    figures = {name: zloty(amount) for name, amount in answer.figures}
    for name, amount in case.expected.get("figures", {}).items():
        assert figures[name] == amount
    assert dict(answer.findings) == case.expected.get("findings", {})
    assert len(tree(answer.trace)) > 0 or not answer.trace


def due_in(answer: Assessment, month: int) -> str:
    """What is due in the month over all persons together."""
    return zloty(sum(item.amount for item in _covering(answer, month)))


def _covering(answer: Assessment, month: int) -> list[Any]:
    return [item for item in answer.months if item.first <= month <= item.last]
