"""The worked cases of the rule book are computed here, and each answer that it has there is what the service gives (rule_book/*.yaml).

rule_book_ids.yaml lists all of them; one file for each part of the service. `cases` stand beside the law under the same id; `rules` are
cases of a slice's own rule, whose file (`in`, from the root of the project) holds the id and is tested beside the slice.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.benefits.results import Assessment
from kit.law import sentences
from kit.money import zloty
from kit.periods import parse_month
from services.social_assistance.catalogue import CATALOGUE
from tests.conftest import PROJECT
from tests.services.worked_cases import due_in, worked_cases

BOOKS: dict[str, dict[str, list[dict[str, Any]]]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(Path(__file__).with_name("rule_book").glob("*.yaml"))
}
IDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("rule_book_ids.yaml").read_text("utf-8"))
EXPECTED = [
    (case["id"], told) for book in BOOKS.values() for case in book.get("cases", ()) for told in case["expected"]
]
RULES = [case for book in BOOKS.values() for case in book.get("rules", ())]


def assessed(identity: str, benefit: str) -> Assessment:
    (case,) = [one for one in worked_cases("social_assistance") if (one.id, one.benefit) == (identity, benefit)]
    facts = CATALOGUE.facts.model_validate(case.facts)
    return CATALOGUE.assess(benefit, CATALOGUE.prepare(facts), case.on, case.gmina)


def test_every_worked_case_of_the_book_stands_in_one_part() -> None:
    ids = [one["id"] for book in BOOKS.values() for part in book.values() for one in part]

    assert sorted(ids) == sorted(f"{subject}-{number}" for subject, numbers in IDS.items() for number in numbers)


@pytest.mark.parametrize(("identity", "told"), EXPECTED, ids=[f"{one}/{told['benefit']}" for one, told in EXPECTED])
def test_a_case_has_the_answer_of_the_book(identity: str, told: dict[str, Any]) -> None:
    answer = assessed(identity, told["benefit"])

    assert told.keys() & {"amount", "figures", "outcome"}
    assert answer.outcome == told.get("outcome", "granted")
    if "amount" in told:
        months = range(parse_month(told["from"]), parse_month(told["to"]) + 1)
        assert {due_in(answer, month) for month in months} == {told["amount"]}
    if "refusals" in told:
        assert [one.ground.code for one in answer.refusals] == told["refusals"]
    figures = {name: zloty(amount) for name, amount in answer.figures}
    assert {name: figures[name] for name in told.get("figures", {})} == told.get("figures", {})
    assert dict(answer.findings) == told.get("findings", {})
    written = " ".join(sentences(answer.trace)).replace("\N{NO-BREAK SPACE}", " ")
    assert all(one in written for one in told.get("said", ()))


@pytest.mark.parametrize("case", RULES, ids=lambda one: one["id"])
def test_a_case_of_a_slice_stands_in_the_cases_of_its_rule(case: dict[str, Any]) -> None:
    there = [one["id"] for one in yaml.safe_load((PROJECT / case["in"]).read_text("utf-8"))]

    assert there.count(case["id"]) == 1
