"""Every worked case of the rule book is computed here, and each answer that it has there is what the service gives (rule_book.yaml)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.benefits.results import Assessment
from casework.overpayments.limitation import decision_last_day
from kit.law import sentences
from kit.money import grosze, zloty
from kit.periods import parse_month
from services.family_benefits import rules
from services.family_benefits.allowance import month_of
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.rates import rates
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.services.worked_cases import WorkedCase, due_in, worked_cases

BOOK: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("rule_book.yaml").read_text("utf-8"))
LAW = CATALOGUE.law()
CASES = 67
EXPECTED = [(case["id"], answer) for case in BOOK["cases"] for answer in case["expected"]]


def of_rule(name: str) -> list[dict[str, Any]]:
    return [one for one in BOOK["rules"] if one["rule"] == name]


def the_case(identity: str, benefit: str) -> WorkedCase:
    (found,) = [one for one in worked_cases("family_benefits") if (one.id, one.benefit) == (identity, benefit)]
    return found


def assessed(case: WorkedCase) -> Assessment:
    facts = CATALOGUE.facts.model_validate(case.facts)
    return CATALOGUE.assess(case.benefit, CATALOGUE.prepare(facts), case.on, case.gmina)


def due(answer: Assessment, month: int) -> str:
    """What is due in the month; a right without an end goes on as in its last month."""
    last = max((one.last for one in answer.months if one.open_ended), default=month)
    return due_in(answer, min(month, last))


def test_every_worked_case_of_the_book_is_here_once() -> None:
    ids = [one["id"] for part in BOOK.values() for one in part]

    assert len(ids) == len(set(ids)) == CASES


@pytest.mark.parametrize(("identity", "told"), EXPECTED, ids=[f"{one}/{told['benefit']}" for one, told in EXPECTED])
def test_a_case_has_the_answer_of_the_book(identity: str, told: dict[str, Any]) -> None:
    answer = assessed(the_case(identity, told["benefit"]))

    if "amount" in told:
        months = range(parse_month(told["from"]), parse_month(told["to"]) + 1)
        assert {due(answer, month) for month in months} == {told["amount"]}
    if "once" in told:
        assert {due_in(answer, one.first) for one in answer.months} == {told["once"]}
    if "refusals" in told:
        assert [one.ground.code for one in answer.refusals] == told["refusals"]
    assert answer.outcome == told.get("outcome", "granted")
    assert answer.eligible is (answer.outcome == "granted")
    figures = {name: zloty(amount) for name, amount in answer.figures}
    assert {name: figures[name] for name in told.get("figures", {})} == told.get("figures", {})
    assert dict(answer.findings) == told.get("findings", {})
    written = " ".join(sentences(answer.trace)).replace("\N{NO-BREAK SPACE}", " ")
    assert all(one in written for one in told.get("said", ()))


def test_every_answer_of_the_book_says_an_amount_an_outcome_or_a_reason() -> None:
    assert all({"amount", "once", "outcome"} & told.keys() for _, told in EXPECTED)


@pytest.mark.parametrize("case", of_rule("zlotowka_za_zlotowke"), ids=lambda one: one["id"])
def test_a_total_less_the_excess_is_what_is_paid(case: dict[str, Any]) -> None:
    first, last = parse_month(case["from"]), parse_month(case["to"])
    total, over = grosze(case["allowances_and_supplements"]), grosze(case["income_over_limit"])
    at_limit = 3 * LAW.month(first).amount("kryterium_zasilek_rodzinny_ogolne")
    facts = {
        "application": {"received_on": f"{case['from']}-10"},
        "family": {"applicant": "parents", "members": [
            {"id": "dorosly_1", "role": "parent", "born_on": "1985-01-01"},
            {"id": "dorosly_2", "role": "parent", "born_on": "1985-01-01"},
            {"id": "dziecko_1", "role": "child", "born_on": "2010-05-05"},
        ]},
        "income": {"base_year": 2014, "items": [{"member": "dorosly_1", "amount": zloty(12 * (at_limit + over))}]},
    }  # fmt: skip
    family = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))

    for at in range(first, last + 1):
        found = [(rules.BAND, "dziecko_1", total, first, last, "powyzej_5_do_18_lat")]
        outcome = month_of(family, LAW.resolved(rates, at), LAW, found, (total, 0), first, last, at, [])
        assert (outcome.kind, zloty(outcome.payment)) == ("reduced", case["expected"])


@pytest.mark.parametrize("case", of_rule("undue_too_late"), ids=lambda one: one["id"])
def test_an_undue_payment_is_decided_to_the_last_day_of_its_term_and_not_later(case: dict[str, Any]) -> None:
    of_act = CATALOGUE.overpayments.of(case["benefit"])
    paid_on, decided_on = date.fromisoformat(case["paid_on"]), date.fromisoformat(case["decided_on"])
    assert of_act is not None
    assert of_act.decision_within is not None
    last = decision_last_day(paid_on, LAW.on(paid_on).count(of_act.decision_within))

    assert ("refused" if decided_on > last else "allowed") == case["expected"]
    assert last == date(2024, 3, 20)


@pytest.mark.parametrize("case", of_rule("undue_without_instruction"), ids=lambda one: one["id"])
def test_a_payment_after_the_circumstances_ended_is_undue_to_whoever_was_instructed_only(case: dict[str, Any]) -> None:
    of_act = CATALOGUE.overpayments.of(case["benefit"])
    ground = of_act.ground(case["ground"]) if of_act is not None else None

    assert ground is not None
    assert ("refused" if ground.needs_instruction else "allowed") == case["expected"]
    assert ground.article.startswith("art. 30 ust. 2 pkt 1")


@pytest.mark.parametrize("case", of_rule("service_cost"), ids=lambda one: one["id"])
def test_the_cost_of_service_is_so_much_for_each_decision(case: dict[str, Any]) -> None:
    (cost,) = [one for one in CATALOGUE.service_costs if one.code == case["cost"]]
    day = date.fromisoformat(case["on"])
    (rate,) = [one for one in cost.rates if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]

    assert cost.per == "decision"
    assert rate.amount is not None
    assert zloty(rate.amount * case["decisions"]) == case["expected"]


@pytest.mark.parametrize("case", BOOK["elsewhere"], ids=lambda one: one["id"])
def test_a_case_of_another_service_has_the_answer_of_the_book(case: dict[str, Any]) -> None:
    (worked,) = [one for one in worked_cases("social_assistance") if one.id == case["id"]]
    facts = SOCIAL_ASSISTANCE.facts.model_validate(worked.facts)
    answer = SOCIAL_ASSISTANCE.assess(case["benefit"], SOCIAL_ASSISTANCE.prepare(facts), worked.on)

    assert due_in(answer, parse_month(case["month"])) == case["expected"]
