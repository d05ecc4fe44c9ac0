"""The worked cases of debts give the figures that stand beside the law."""

from collections.abc import Mapping
from typing import Any

import pytest

from kit.law.loading import typed
from kit.money import grosze, half_up, zloty
from services.alimony_fund.ledger.entries import Act
from services.alimony_fund.ledger.ranks import served
from services.alimony_fund.ledger.sharing import Split, split
from services.alimony_fund.ledger.transfers import due_of, late_interest
from tests.services.alimony_fund.ledger.debts import TERMS, books_of, cases, named, taken_off

Case = Mapping[str, Any]


def _each(topic: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases(topic), ids=lambda case: case["id"])


@_each("interest")
def test_interest_runs_from_the_day_after_the_payout(case: Case) -> None:
    facts, expected = case["facts"], case["expected"]
    rates, first = TERMS.rates(), TERMS.bears_from(facts["paid_out_on"])
    stretches = rates.stretches(first, facts["repaid_on"])

    assert zloty(rates.interest(grosze(facts["principal"]), first, facts["repaid_on"])) == expected["interest"]
    assert sum(one.days for one in stretches) == expected["days"]
    assert [(one.first, one.last, one.yearly) for one in stretches] == [
        (begin, end, typed("ratio", rate)) for begin, end, rate in expected["segments"]
    ]


@_each("repayments")
def test_a_repayment_divides_by_the_law_of_its_day(case: Case) -> None:
    books = books_of(case["claims"])
    for number, (receipt, expected) in enumerate(zip(case["receipts"], case["expected"], strict=True)):
        act = Act(named(f"receipt-{number}"), "receipt", receipt["day"], grosze(receipt["amount"]))

        books = books.with_act(act, TERMS)

        document, now = books.documents[-1], books.standing(TERMS, act.day)
        assert {
            "interest": zloty(taken_off(document, "interest")),
            "principal": zloty(taken_off(document, "principal")),
            "surplus": zloty(now.surplus),
            "creditor": zloty(document.split.creditor),
            "debtor": zloty(document.split.debtor),
            "state": zloty(document.split.state),
        } == {name: amount for name, amount in expected.items() if name != "left"}
        assert {one.claim.id: [zloty(one.principal), zloty(one.interest)] for one in now.claims} == {
            named(name): left for name, left in expected["left"].items()
        }
    if "principal_left" in case:
        assert zloty(books.standing(TERMS, case["claims"][-1]["day"]).principal) == case["principal_left"]


@_each("orders")
def test_enforced_money_serves_claims_in_the_order_of_the_act(case: Case) -> None:
    facts = case["facts"]

    found = served(
        grosze(facts["collected"]),
        TERMS.order(facts["own"], facts["day"]),
        {name: grosze(amount) for name, amount in facts["claims"].items()},
    )

    assert {
        "fund": zloty(found.amounts["fund"]),
        "advance": zloty(found.amounts["advance"]),
        "creditor": zloty(found.creditor),
        "liquidator": zloty(found.amounts["liquidator"]),
        "surplus": zloty(found.surplus),
    } == case["expected"]


@_each("splits")
def test_repaid_principal_is_shared_and_interest_is_the_states(case: Case) -> None:
    total = Split()
    for one in case["repayments"]:
        shares = split(
            TERMS,
            case.get("klass", "fund"),
            grosze(one["principal"]),
            grosze(one["interest"]),
            case["day"],
            same_gmina=case.get("same_gmina", False),
        )
        assert (zloty(shares.creditor), zloty(shares.debtor), zloty(shares.state)) == (
            one["gmina"],
            one["debtor"],
            one["state"],
        )
        assert shares.total == grosze(one["principal"]) + grosze(one["interest"])
        total = total.plus(shares)

    assert {"gmina": zloty(total.creditor), "state": zloty(total.state)} == case["total"]


def test_a_claim_that_the_order_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="alimony"):
        served(1, ("fund", "creditor_current", "creditor_arrears"), {"alimony": 1})


@_each("transfers")
def test_the_states_part_goes_on_by_its_term(case: Case) -> None:
    assert due_of(TERMS, case["received_on"]) == (case["state_of"], case["due"])


@_each("late")
def test_what_is_passed_on_late_bears_interest_as_taxes_do(case: Case) -> None:
    assert zloty(late_interest(TERMS, grosze(case["amount"]), case["due"], case["passed_on"])) == case["interest"]


@_each("handling")
def test_the_costs_of_handling_are_a_share_of_the_grant(case: Case) -> None:
    share = TERMS.law.on(case["day"]).ratio("fa_handling_cost_share")

    assert zloty(half_up(grosze(case["grant"]) * share.numerator, share.denominator)) == case["allowance"]
