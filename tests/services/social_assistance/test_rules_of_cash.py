"""Rules beside the benefits: a change of income that does not count, a funeral, a meal, what is set off and until when it is decided,
what a programme's documents take from each source."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from casework.overpayments.deductions import Debt, deducted
from casework.overpayments.limitation import decision_last_day
from casework.payments.notices.law import uncollected
from kit.law import View
from kit.money import grosze, zloty
from services.social_assistance.acts.registers import registers
from services.social_assistance.burial import recovered
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.income.change import left_out
from services.social_assistance.meal_right import meal_right
from services.social_assistance.third_parties.dividing import Allocated, divided, lines_of, own_share_suffices

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("rules_of_cash.yaml").read_text("utf-8"))


def _change(case: dict[str, Any], view: View) -> bool:
    amount = str(case["change"])
    by = -grosze(amount[1:]) if amount.startswith("-") else grosze(amount)
    return left_out(50_000, 50_000 + by, single=case["single"], view=view)


def _burial(case: dict[str, Any], view: View) -> list[str]:
    found = recovered(
        grosze(case["cost"]), allowance_due=case["allowance_due"], estate=grosze(case["estate"]), at_death=view
    )
    return [zloty(one) for one in (found.of_allowance, found.of_estate, found.of_gmina)]


def _meal(case: dict[str, Any], _: View) -> list[Any]:
    members = [{"id": f"osoba_{number}", "born_on": "1980-01-01"} for number in range(case["persons"])]
    facts = CATALOGUE.facts.model_validate(
        {
            "application": {"received_on": case["day"].isoformat()},
            "household": {"kind": "single" if case["single"] else "family", "members": members},
            "income": {"items": [{"member": "osoba_0", "amount": case["income"]}]},
        }
    )
    found = meal_right(CATALOGUE.prepare(facts), LAW, case["day"], [])
    return [found.free, zloty(found.threshold)]


def _set_off(case: dict[str, Any], view: View) -> list[str]:
    share, left = view.ratio("potracenie_z_biezacych_swiadczen_maks"), grosze(case["undue"])
    months: list[str] = []
    while left:
        (one,) = deducted(grosze(case["current"]), [Debt(UUID(int=1), left, share)])
        months.append(zloty(one.amount))
        left -= one.amount
    return months


def _decided_in_time(case: dict[str, Any], _: View) -> bool:
    of_act = CATALOGUE.overpayments.of("zasilek_staly")
    assert of_act is not None
    assert of_act.decision_within is not None
    years = LAW.on(case["received"]).count(of_act.decision_within)
    return bool(case["day"] <= decision_last_day(case["received"], years))


def _uncollected(case: dict[str, Any], _: View) -> str | None:
    """What the act has the office do after so many months in a row; whatever was explained is paid later (ups_106a_2)."""
    of_act = uncollected(CATALOGUE, case["benefit"], "101805", case["day"])
    ground = CATALOGUE.grounds["ups_106a_1"]
    stops = (
        of_act is not None and case["months"] >= of_act.months and ground.fits("suspend", case["benefit"], case["day"])
    )
    return "suspend" if stops else None


def _documents(case: dict[str, Any], view: View) -> list[Any]:
    """What a year's documents take from the grant and from the gmina, each divided on its own, and whether the gmina gave enough."""
    lines = lines_of(CATALOGUE.get("posilek_dziecka"), case["day"])
    amounts = [grosze(one) for one in case["documents"]]
    parts = [tuple(part for _, part in divided([Allocated(amount, lines)])[0]) for amount in amounts]
    own = [part for _, part in parts]
    suffices = own_share_suffices(zip(amounts, own, strict=True), view, consent=False)
    return [zloty(sum(part for part, _ in parts)), zloty(sum(own)), suffices]


def _decision_needed(case: dict[str, Any], _: View) -> list[str]:
    """What of it is a benefit that needs a decision; anything else has to be a register of acts."""
    benefits = [one for one in case["of"] if one in CATALOGUE]
    assert {one for one in case["of"] if one not in benefits} <= registers().by_code.keys()
    return [one for one in benefits if not CATALOGUE.get(one).without_decision]


RULES: dict[str, Callable[[dict[str, Any], View], Any]] = {
    "change": _change,
    "burial": _burial,
    "meal": _meal,
    "set_off": _set_off,
    "decided_in_time": _decided_in_time,
    "uncollected": _uncollected,
    "documents": _documents,
    "decision_needed": _decision_needed,
}


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["id"])
def test_a_rule_gives_what_the_case_expects(case: dict[str, Any]) -> None:
    day: date = case["day"]

    assert RULES[case["rule"]](case, LAW.on(day)) == case["expected"]


def test_every_rule_has_a_case() -> None:
    assert {one["rule"] for one in CASES} == RULES.keys()
