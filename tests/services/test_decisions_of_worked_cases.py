"""Every worked case of the law can become a decision: its grants are what was assessed, to the grosz, and can be booked."""

from collections import defaultdict
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest

from casework.awards.commitments import commitments_of
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked, money_lines
from casework.decisions.content import NotForDecision, content_of
from casework.decisions.grants import Grant, awards_of
from casework.decisions.schemas import decision_in
from kit.law import read_cases
from kit.problems import Problem
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

GMINA = "101805"
MOTHER = UUID(int=7)
SERVICES = Path(__file__).parents[2] / "services"


def cases() -> list[Any]:
    found = []
    for catalogue in (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND):
        for case in read_cases(SERVICES / catalogue.service / "law"):
            for benefit in case["expected"]:
                found.append(pytest.param(catalogue, case, benefit, id=f"{case['id']}-{benefit}"))
    return found


class EveryReference(dict[str, UUID]):
    """Names a person for each reference of the facts, as a caseworker would one by one."""

    def __missing__(self, reference: str) -> UUID:
        return uuid5(MOTHER, reference)

    def __contains__(self, reference: object) -> bool:
        return True


@pytest.mark.parametrize(("catalogue", "case", "benefit"), cases())
def test_a_worked_case_becomes_a_decision(catalogue: Catalogue, case: dict[str, Any], benefit: str) -> None:
    order = decision_in(catalogue.service, catalogue.facts).model_validate(
        {
            "benefit": benefit,
            "on": case["on"],
            "entitled": MOTHER,
            "recipient": MOTHER,
            "facts": case["facts"],
        }
    )
    object.__setattr__(order, "persons", EveryReference())
    gmina = case.get("gmina", GMINA)
    assessed = catalogue.assess(benefit, catalogue.prepare(order.facts), order.on, gmina)  # type: ignore[attr-defined]

    try:
        content = content_of(catalogue, gmina, order)
    except NotForDecision:
        assert assessed.outcome in {"left_unexamined", "forwarded", "certified"}
        return
    except CannotBeBooked:
        # The gmina decided until 31.05.2022, and its classification ends with that day.
        assert (benefit, str(case["on"])) == ("swiadczenie_wychowawcze", "2022-06-01")
        return

    due: dict[tuple[str, int], int] = defaultdict(int)
    for one in assessed.months:
        for month in range(one.first, (one.first if one.per == "once" else one.last) + 1):
            due[one.benefit, month] += one.amount
    granted: dict[tuple[str, int], int] = defaultdict(int)
    horizon = max((month for _, month in due), default=0)
    for grant in content.grants:
        for month in range(grant.first, (grant.last if grant.last is not None else horizon) + 1):
            granted[grant.benefit, month] += grant.amount
    assert {key: amount for key, amount in granted.items() if key in due} == due
    assert all(Grant.from_json(grant.to_json()) == grant for grant in content.grants)
    for award in awards_of(content.grants):
        for commitment in commitments_of(award, order.on):
            lines = money_lines(catalogue.get(award[0].benefit), commitment.amount, order.on)
            assert sum(line["amount"] for line in lines) == commitment.amount


def test_the_worked_cases_were_found() -> None:
    assert len(cases()) > 30


def test_facts_that_lack_a_part_are_refused_and_not_a_fault() -> None:
    allowance = next(case for case in read_cases(SERVICES / "family_benefits" / "law") if case["id"] == "fb-zr-07")
    order = decision_in("family_benefits", FAMILY_BENEFITS.facts).model_validate(
        {
            "benefit": "zasilek_pielegnacyjny",
            "on": allowance["on"],
            "entitled": MOTHER,
            "recipient": MOTHER,
            "facts": allowance["facts"],
        }
    )

    with pytest.raises(Problem) as refused:
        content_of(FAMILY_BENEFITS, GMINA, order)

    assert refused.value.code == "unfit_facts"
