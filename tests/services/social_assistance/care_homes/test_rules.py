"""Who pays how much for a care home: every worked case beside the slice, contested readings, and that a month's parts are its cost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

import services.social_assistance.care_homes as slice_of_homes
from kit.law import Law, View
from kit.law.loading import read_value
from kit.law.trace import sentences
from kit.money import grosze, zloty
from kit.periods import days_in, month_of
from services.social_assistance.care_homes import month as months
from services.social_assistance.care_homes import rules
from services.social_assistance.care_homes.dividing import by_head, by_weight
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
FOLDER = Path(str(slice_of_homes.__file__)).parent
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "cases.yaml").read_text())
SUMS = ("income", "capacity", "agreed", "exempted")


def _relative(told: dict[str, Any]) -> rules.Relative:
    said: dict[str, Any] = {name: grosze(one) if name in SUMS else one for name, one in told.items()}
    return rules.Relative(**said)


def _resident(case: dict[str, Any]) -> rules.Resident:
    names = ("income", "therapy_pay", "workshop_money", "stated")
    return rules.Resident(**{name: grosze(case[name]) for name in names if name in case})


def _whole(case: dict[str, Any], view: View) -> rules.Division:
    relatives = [_relative(one) for one in case.get("relatives", ())]
    return rules.divided(grosze(case["cost"]), _resident(case), relatives, grosze(case.get("voluntary", "0.00")), view)


def _divided(case: dict[str, Any], _: date, view: View) -> dict[str, Any]:
    found = _whole(case, view)
    told: dict[str, Any] = {
        "resident": zloty(found.resident),
        "relatives": {who: zloty(fee) for who, fee in found.relatives},
        "voluntary": zloty(found.voluntary),
        "gmina": zloty(found.gmina),
    }
    more = {
        "unknown": list(found.unknown),
        "fee_base": zloty(rules.fee_base(_resident(case), view)),
        "left_to_resident": zloty(_resident(case).income - found.resident),
    }
    return told | {
        name: said for name, said in more.items() if name in case["expected"] or (name == "unknown" and said)
    }


def _absence(case: dict[str, Any], on: date, view: View) -> dict[str, Any]:
    limit, month = view.count("dps_nieobecnosc_bez_oplaty"), month_of(on)
    free = months.free_of(case["absent"], case["used"], limit)
    told = months.Free(free, {}, 0, limit - case["used"] - free)
    drawn = months.drawn_up(_whole(case, view), month, days_in(month), told)
    return {"free": free, "resident": zloty(drawn.resident), "left": told.left}


def _cost(case: dict[str, Any], on: date, _: View) -> str | None:
    found = months.cost_in(
        [months.Announced(grosze(average), day) for day, average in case["announced"].items()], month_of(on)
    )
    return None if found is None else zloty(found)


def _in_substitution(case: dict[str, Any], on: date, _: View) -> str:
    of = [month_of(on) - number for number in range(case["months"])]
    due, received = dict.fromkeys(of, grosze(case["due"])), dict.fromkeys(of, grosze(case["received"]))
    return zloty(sum(months.in_substitution(due, received).values()))


ASKED: dict[str, Callable[[dict[str, Any], date, View], Any]] = {
    "divided": _divided,
    "absence": _absence,
    "cost": _cost,
    "in_substitution": _in_substitution,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_statute_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, case["on"], LAW.on(case["on"])) == case["expected"]


def test_every_rule_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert len({case["id"] for case in CASES}) == len(CASES)


def read_otherwise(name: str, reading: str) -> Law:
    """The law of a gmina that reads a contested provision so."""
    parameter = LAW.parameters[name]
    body = {"value": reading, "from": date(2004, 5, 1), "article": parameter.values[0].article, "gazette": "uchwała"}
    value = read_value(name, parameter.kind, body, date(2026, 11, 22), "990101")
    return LAW.with_values("990101", {name: (value,)})


ON = date(2025, 6, 2)
PENSION = rules.Resident(income=240_000)
DAUGHTER = rules.Relative("corka", "descendant", persons=3, income=900_000)


def test_a_gmina_may_take_the_surplus_of_the_whole_family_and_both_figures_are_told() -> None:
    law = read_otherwise("dps_zdolnosc_platnicza_w_rodzinie", "whole_family")

    found = rules.divided(650_000, PENSION, [DAUGHTER], 0, law.on(ON))

    assert dict(found.relatives) == {"corka": 159_300}
    told = " ".join(sentences(found.trace)).replace("\u00a0", " ")
    assert "na osobę 531,00 zł, w całej rodzinie 1 593,00 zł; przyjęto: whole_family" in told


def test_a_spouse_comes_before_the_descendants_unless_the_gmina_reads_it_otherwise() -> None:
    family = [rules.Relative("zona", "spouse", capacity=60_000), rules.Relative("syn", "descendant", capacity=60_000)]

    before = rules.divided(248_000, PENSION, family, 0, LAW.on(ON))
    level = rules.divided(
        248_000, PENSION, family, 0, read_otherwise("dps_kolejnosc_malzonka", "with_descendants").on(ON)
    )

    assert dict(before.relatives) == {"zona": 60_000, "syn": 20_000}
    assert dict(level.relatives) == {"zona": 40_000, "syn": 40_000}


def test_equals_share_by_what_each_can_bear_or_by_head() -> None:
    family = [
        rules.Relative("syn", "descendant", capacity=90_000),
        rules.Relative("corka", "descendant", capacity=10_000),
    ]

    by_means = rules.divided(218_000, PENSION, family, 0, LAW.on(ON))
    equal = rules.divided(218_000, PENSION, family, 0, read_otherwise("dps_podzial_miedzy_rownych", "by_head").on(ON))

    assert dict(by_means.relatives) == {"syn": 45_000, "corka": 5_000}
    assert dict(equal.relatives) == {"syn": 40_000, "corka": 10_000}


def test_a_minor_is_at_home_for_seventy_days_and_nobody_pays_for_them() -> None:
    summer = [months.Absence(date(2025, 7, 1), date(2025, 9, 9), at_family=True)]
    september = month_of(date(2025, 9, 1))
    view = LAW.month(september)

    at_home = months.free_in(summer, september, view, minor=True)
    grown = months.free_in(summer, september, view)

    assert (at_home.resident, at_home.all_relatives, at_home.left) == (8, 8, 21)
    assert (grown.resident, grown.all_relatives, grown.left) == (0, 0, 0)


def test_days_of_a_new_year_are_free_anew_and_a_day_told_twice_counts_once() -> None:
    away = [months.Absence(date(2024, 12, 1), date(2025, 1, 10)), months.Absence(date(2025, 1, 5), date(2025, 1, 12))]

    december = months.free_in(away, month_of(date(2024, 12, 1)), LAW.on(ON))
    january = months.free_in(away, month_of(date(2025, 1, 1)), LAW.on(ON))

    assert (december.resident, december.left) == (21, 0)
    assert (january.resident, january.left) == (12, 9)


def test_a_relative_pays_nothing_for_free_days_only_when_the_resident_stays_with_him() -> None:
    family = [
        rules.Relative("syn", "descendant", capacity=60_000),
        rules.Relative("corka", "descendant", capacity=30_000),
    ]
    june = month_of(date(2025, 6, 1))
    whole = rules.divided(650_000, PENSION, family, 0, LAW.month(june))
    free = months.free_in([months.Absence(date(2025, 6, 1), date(2025, 6, 15), "syn")], june, LAW.month(june))

    drawn = months.drawn_up(whole, june, 30, free)

    assert (drawn.resident, dict(drawn.relatives), drawn.gmina) == (84_000, {"syn": 30_000, "corka": 30_000}, 506_000)


def test_a_stay_is_paid_for_from_the_day_of_admission_to_the_day_of_leaving() -> None:
    june = month_of(date(2025, 6, 1))
    assert months.days_of_stay(date(2025, 6, 15), None, june) == 16
    assert months.days_of_stay(date(2025, 6, 15), date(2025, 6, 15), june) == 1
    assert months.days_of_stay(date(2025, 1, 1), date(2025, 5, 31), june) == 0
    assert months.days_of_stay(date(2025, 7, 1), None, june) == 0


def test_the_cost_of_a_contract_counts_from_its_month() -> None:
    contract = [months.Announced(700_000, date(2025, 6, 10), by_contract=True)]
    assert months.cost_in(contract, month_of(date(2025, 6, 1))) == 700_000
    assert months.cost_in(contract, month_of(date(2025, 5, 1))) is None


def test_of_two_costs_of_one_day_the_one_stated_later_counts_and_a_later_day_before_both() -> None:
    mistaken, right = (months.Announced(cost, date(2025, 3, 3)) for cost in (605_000, 650_000))
    june = month_of(date(2025, 6, 1))
    assert months.cost_in([mistaken, right], june) == 650_000
    assert months.cost_in([right, mistaken], june) == 605_000
    assert months.cost_in([months.Announced(660_000, date(2025, 3, 4)), mistaken, right], june) == 660_000


def test_every_month_of_any_stay_is_divided_to_the_grosz_and_nobody_is_asked_for_less_than_nothing() -> None:
    chance = Random(63)
    for _ in range(400):
        relatives = [_anybody(chance, f"r{number}") for number in range(chance.randrange(6))]
        resident = rules.Resident(income=chance.randrange(600_000), therapy_pay=0)
        cost, by_others = chance.randrange(1, 900_000), chance.choice((0, chance.randrange(300_000)))
        month = month_of(date(2026, 1, 1)) - chance.randrange(180)
        whole = rules.divided(cost, resident, relatives, by_others, LAW.month(month))
        days = chance.randrange(1, days_in(month) + 1)
        free = months.Free(chance.randrange(days + 1), {"r0": chance.randrange(days + 1)}, 0, 0)

        drawn = months.drawn_up(whole, month, days, free)

        for one in (whole, drawn):
            parts = [one.resident, *(fee for _, fee in one.relatives), one.voluntary, one.gmina]
            assert sum(parts) == one.cost
            assert min(parts) >= 0
        assert whole.cost == cost


def _anybody(chance: Random, who: str) -> rules.Relative:
    kins: tuple[rules.Kin, ...] = ("spouse", "descendant", "ascendant")
    bases: tuple[rules.Basis, ...] = ("contract", "decision", "refused_both", "exempt")
    able = chance.choice((None, chance.randrange(200_000)))
    return rules.Relative(
        who, chance.choice(kins), chance.randrange(1, 6), chance.randrange(1_500_000), chance.choice(bases), None, able
    )


def test_an_exemption_never_raises_what_another_pays() -> None:
    chance = Random(103)
    for _ in range(300):
        relatives = [_anybody(chance, f"r{number}") for number in range(1, 5)]
        cost, view = chance.randrange(1, 900_000), LAW.on(ON)
        let_off = rules.Relative("r0", "descendant", capacity=chance.randrange(300_000))
        exempt = rules.Relative("r0", "descendant", basis="exempt", capacity=let_off.capacity)

        paying = rules.divided(cost, PENSION, [let_off, *relatives], 0, view)
        freed = rules.divided(cost, PENSION, [exempt, *relatives], 0, view)

        assert dict(paying.relatives) | {"r0": 0} == dict(freed.relatives)
        assert freed.gmina == paying.gmina + dict(paying.relatives)["r0"]


def test_a_division_sums_and_never_asks_more_of_one_than_he_can_bear() -> None:
    chance = Random(2)
    for _ in range(300):
        limits = [chance.choice((0, 1, chance.randrange(100))) for _ in range(chance.randrange(1, 6))]
        amount = chance.randrange(sum(limits) + 1)
        for parts in (by_weight(amount, limits), by_head(amount, limits)):
            assert sum(parts) == amount
            assert all(0 <= part <= limit for part, limit in zip(parts, limits, strict=True))
