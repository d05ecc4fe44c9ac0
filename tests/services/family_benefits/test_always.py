"""What holds for every benefit whatever the amounts: nothing negative, one sum, no order of persons or incomes, the same answer again."""

import re
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from hashlib import sha256
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.assessments.telling import told
from casework.benefits.results import Assessment, UnfitFacts
from casework.benefits.types import Benefit
from casework.decisions.grants import awards_of, grants_of
from kit.law import NoParameter
from services.family_benefits.catalogue import CATALOGUE
from tests.conftest import PROJECT
from tests.services.family_benefits import counting
from tests.services.test_decisions_of_worked_cases import MOTHER, EveryReference
from tests.services.worked_cases import WorkedCase, worked_cases

GMINA = "101805"
CASES: dict[str, list[WorkedCase]] = {one.code: [] for one in counting.computed()}
for _case in worked_cases("family_benefits"):
    CASES[_case.benefit].append(_case)
BENEFITS = pytest.mark.parametrize("benefit", counting.computed(), ids=lambda one: one.code)
OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
AMOUNTS = st.lists(
    st.one_of(st.integers(0, 400_000), st.integers(0, 9_000_000), st.just(0)).map(lambda it: f"{it // 100}.{it % 100:02d}"),
    min_size=8,
    max_size=8,
)  # fmt: skip
PERSONS_AND_INCOMES = frozenset({"members", "items", "cared_for", "children", "invoices", "holders", "stays"})
"""Lists of the facts that have no first and no last."""
_MONEY = re.compile(r"[0-9]+\.[0-9]{2}")


def assessed(case: WorkedCase, facts: dict[str, Any]) -> Assessment | None:
    """The answer to a case with other facts; None where the amounts do not fit one another."""
    try:
        prepared = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
        return CATALOGUE.assess(case.benefit, prepared, case.on, case.gmina)
    except (ValidationError, UnfitFacts, NoParameter):
        return None


def with_amounts(facts: Any, amounts: list[str]) -> Any:
    """The facts with other money, in turn."""
    left = iter(amounts * 40)

    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: other(one) for name, one in value.items()}
        if isinstance(value, list):
            return [other(one) for one in value]
        return next(left) if isinstance(value, str) and _MONEY.fullmatch(value) else value

    return other(facts)


def shuffled(facts: Any, random: Random) -> Any:
    """The facts with persons and incomes in another order."""
    if isinstance(facts, dict):
        found = {name: shuffled(one, random) for name, one in facts.items()}
        for name in PERSONS_AND_INCOMES & found.keys():
            if isinstance(found[name], list):
                random.shuffle(found[name])
        return found
    return [shuffled(one, random) for one in facts] if isinstance(facts, list) else facts


def said(answer: Assessment) -> tuple[Any, ...]:
    """What an answer says, without the order in which it came to it."""
    due: Counter[tuple[Any, ...]] = Counter()
    for one in answer.months:
        for at in range(one.first, one.last + 1):
            due[one.benefit, at, one.amount, frozenset(one.persons), one.variant, one.mechanism, one.per] += 1
    refusals = Counter((one.ground.code, one.person) for one in answer.refusals)
    return answer.outcome, due, refusals, dict(answer.figures), dict(answer.findings)


@BENEFITS
def test_nothing_is_negative_and_the_months_make_the_award(benefit: Benefit) -> None:
    seen = 0

    @OFTEN
    @given(st.sampled_from(CASES[benefit.code]), AMOUNTS)
    def check(case: WorkedCase, amounts: list[str]) -> None:
        nonlocal seen
        answer = assessed(case, with_amounts(case.facts, amounts))
        if answer is None:
            return
        seen += 1
        assert all(due.amount >= 0 and due.first <= due.last for due in answer.months)
        assert all(amount >= 0 for _, amount in answer.figures)
        by_month: Counter[int] = Counter()
        for due in answer.months:
            for at in range(due.first, (due.first if due.per == "once" else due.last) + 1):
                by_month[at] += due.amount
        awards = awards_of(grants_of(answer.months, EveryReference(), MOTHER))
        last = max(by_month, default=0)
        awarded = sum(
            grant.amount * (min(last, last if grant.last is None else grant.last) - grant.first + 1)
            for grants in awards
            for grant in grants
            if grant.first <= last
        )
        assert awarded == by_month.total()

    check()
    assert seen


@BENEFITS
def test_the_order_of_persons_and_incomes_does_not_matter(benefit: Benefit) -> None:
    @OFTEN
    @given(st.sampled_from(CASES[benefit.code]), AMOUNTS, st.randoms(use_true_random=False))
    def check(case: WorkedCase, amounts: list[str], random: Random) -> None:
        facts = with_amounts(case.facts, amounts)
        answer = assessed(case, facts)
        other = assessed(case, shuffled(deepcopy(facts), random))

        assert (answer is None) == (other is None)
        assert answer is None or other is None or said(answer) == said(other)

    check()


@BENEFITS
def test_the_same_facts_assessed_twice_are_told_in_the_same_bytes(benefit: Benefit) -> None:
    for case in CASES[benefit.code]:
        assert _bytes(case) == _bytes(case)


def test_another_process_tells_the_same_bytes() -> None:
    """Whatever the order in which its sets are kept."""
    command = [sys.executable, "-c", f"from {__name__} import digest; print(digest())"]
    environment = {"PYTHONHASHSEED": "1", "PYTHONPATH": str(PROJECT)}
    found = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == digest()


def digest() -> str:
    """Of every worked case as it is told."""
    return sha256(b"".join(_bytes(case) for cases in CASES.values() for case in cases)).hexdigest()


def _bytes(case: WorkedCase) -> bytes:
    facts = CATALOGUE.facts.model_validate(case.facts)
    gmina = case.gmina or GMINA
    answer = CATALOGUE.assess(case.benefit, CATALOGUE.prepare(facts), case.on, gmina)
    receipt = CATALOGUE.receipt(facts, case.on, gmina)
    return orjson.dumps(told([answer], case.on, gmina, CATALOGUE.law(gmina), receipt, "tree"))
