"""What established facts say of the fund's claims: days, amounts and periods that a benefit depends on; nothing is guessed."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kit.periods import month_text
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.composing_claims import Obliged
from tests.services.test_composing import FUND, Story, months, whole_year

RECEIVED = "2025-10-01"


def due(story: Story, on: str = "2025-10-01", received: str = RECEIVED) -> list[tuple[str, str, int]]:
    facts = story.composed(CATALOGUE, FUND, on, received).facts
    return [(month_text(one), month_text(last), grosze) for one, last, grosze in months(CATALOGUE, FUND, on, facts)]


def composed(story: Story, on: str = "2025-10-01", received: str = RECEIVED) -> dict[str, Any]:
    return story.composed(CATALOGUE, FUND, on, received).facts


def a_student(born: str = "2007-01-01", *others: str) -> Story:
    return (
        Story("1985-01-01", born, *others)
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", amounts=whole_year("24000.00"))
        .fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "500.00"})
        .fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2027-12-31")
    )


@pytest.mark.parametrize(
    ("on", "received", "period", "first"),
    [
        ("2026-10-01", "2026-08-20", 2026, "2026-10"),
        ("2026-09-30", "2026-08-20", None, "2026-08"),
        # Intake of the next period was not open: the application is one of the period before, whenever it is looked at.
        ("2026-10-01", "2026-07-31", None, "2026-07"),
    ],
)
def test_an_application_of_the_summer_is_of_the_period_in_which_the_day_asked_lies(
    on: str, received: str, period: int | None, first: str
) -> None:
    story = a_student("2015-05-05").fact(
        "income_source", "earned", 1, "2025-01-01", amounts=whole_year("24000.00", 2025)
    )

    assert composed(story, on, received)["application"].get("period_from") == period
    assert due(story, on, received)[0][0] == first


def test_an_award_raised_inside_the_period_works_from_the_month_of_the_change() -> None:
    story = (
        Story("1985-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", amounts=whole_year("24000.00"))
        .fact("certificate", "alimony_title", 2, "2016-01-01", "2026-02-14", details={"amount": "500.00"})
        .fact("certificate", "alimony_title", 2, "2026-02-15", details={"amount": "700.00"})
        .fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2026-12-31")
    )

    assert due(story) == [("2025-10", "2026-01", 50000), ("2026-02", "2026-09", 70000)]


def test_an_award_that_ended_before_the_period_is_none() -> None:
    story = a_student()
    story.facts[3] = (
        Story()
        .fact("certificate", "alimony_title", 2, "2016-01-01", "2025-09-30", details={"amount": "500.00"})
        .facts[0]
    )

    found = story.composed(CATALOGUE, FUND, "2025-10-01", RECEIVED)

    assert "claims" not in found.facts
    assert [one.pointer for one in found.missing] == ["/claims/0/titles"]


def test_alimony_of_a_grandparent_is_told_as_such() -> None:
    story = a_student("2015-05-05").fact(
        "certificate", "alimony_title", 2, "2020-01-01", details={"amount": "300.00", "of_parent": False}
    )

    assert [one["from_parent"] for one in composed(story)["claims"][0]["titles"]] == [True, False]
    assert due(story) == [("2025-10", "2026-09", 50000)]


@pytest.mark.parametrize(("obtained", "granted"), [("2999.99", True), ("3000.00", False)])
def test_amounts_of_the_certificate_decide_where_it_has_them(obtained: str, granted: bool) -> None:
    story = a_student("2015-05-05")
    told = {"current": "1000.00", "arrears": "2000.00", "obtained": obtained}
    story.facts[4] = (
        Story().fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2026-12-31", details=told).facts[0]
    )

    assert composed(story)["claims"][0]["enforcement"] == told
    assert bool(due(story)) is granted


@pytest.mark.parametrize(
    ("details", "enforcement", "granted"),
    [
        ({"abroad": True}, {"abroad": True}, True),
        ({"abroad": True, "current": "500.00", "obtained": "500.00"},
         {"abroad": True, "current": "500.00", "obtained": "500.00"}, True),
        ({"abroad": False, "current": "500.00", "obtained": "500.00"},
         {"abroad": False, "current": "500.00", "obtained": "500.00"}, False),
    ],
)  # fmt: skip
def test_enforcement_abroad_that_cannot_be_led_is_ineffective_whatever_was_obtained(
    details: dict[str, Any], enforcement: dict[str, Any], granted: bool
) -> None:
    story = a_student("2015-05-05")
    story.facts[4] = (
        Story().fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2026-12-31", details=details).facts[0]
    )

    assert composed(story)["claims"][0]["enforcement"] == enforcement
    assert bool(due(story)) is granted


@pytest.mark.parametrize(("obtained", "granted"), [("499.99", True), ("500.00", False)])
def test_what_was_not_obtained_in_bankruptcy_counts_as_enforcement_does(obtained: str, granted: bool) -> None:
    story = a_student("2015-05-05")
    told = {"current": "500.00", "obtained": obtained}
    story.facts[4] = Story().fact("certificate", "ineffective_bankruptcy", 2, "2025-08-01", details=told).facts[0]

    assert bool(due(story)) is granted


@pytest.mark.parametrize(
    ("basis", "abroad", "granted"),
    [(None, False, True), (None, True, False), ("refugee", False, True), ("refugee", True, False), ("treaty", True, True),
     ("other", False, False)],
)  # fmt: skip
def test_whoever_is_no_citizen_or_lives_abroad_is_entitled_as_the_list_says(
    basis: str | None, abroad: bool, granted: bool
) -> None:
    story = a_student("2015-05-05")
    if basis is not None:
        story.fact("circumstance", "foreigner", 2, "2020-01-01", details={"basis": basis})
    if abroad:
        story.fact("circumstance", "lives_abroad", 2, "2020-01-01")

    assert bool(due(story)) is granted


@pytest.mark.parametrize(
    ("until", "obliged"), [(None, ["osoba_2"]), (date(2025, 10, 1), ["osoba_2"]), (date(2025, 9, 30), None)]
)
def test_a_parent_with_a_title_of_the_period_is_not_of_the_family_of_whom_he_owes(
    until: date | None, obliged: list[str] | None
) -> None:
    """Two parents of one house, of whom the second owes one of two children by a title of the register."""
    father = UUID(int=3)
    story = a_student("2015-05-05", "1980-01-01", "2016-05-05")
    story.fact("membership", "parent", 3, "2015-05-05").fact("membership", "entitled", 4, "2016-05-05")
    story.record(Obliged(frozenset({father}), frozenset({UUID(int=2)}), date(2020, 1, 1), until))

    members = {one["id"]: one for one in composed(story)["household"]["members"]}

    assert members["osoba_3"].get("obliged_to") == obliged
    assert "obliged_to" not in members["osoba_1"]


def test_school_then_studies_cover_september_and_go_on() -> None:
    story = (
        a_student()
        .fact("certificate", "school", 2, "2022-09-01", "2026-08-31")
        .fact("certificate", "university_after_school", 2, "2026-10-01", details={"admitted_on": "2026-07-20"})
    )
    twice = (
        a_student()
        .fact("certificate", "school", 2, "2022-09-01", "2026-04-30")
        .fact("certificate", "school", 2, "2026-06-01", "2026-06-30")
        .fact("certificate", "university_after_school", 2, "2026-10-01", details={"admitted_on": "2026-07-20"})
    )

    # The studies begin in the next period; September of this one needs them, too.
    assert due(story, "2026-08-03", "2026-08-03") == [("2026-08", "2026-09", 50000)]
    assert due(twice, "2026-08-03", "2026-08-03") == [("2026-09", "2026-09", 50000)]


def test_school_years_that_follow_each_other_are_one_and_a_gap_between_two_is_kept() -> None:
    together = (
        a_student()
        .fact("certificate", "school", 2, "2025-09-01", "2026-08-31")
        .fact("certificate", "school", 2, "2026-09-01", "2027-08-31")
    )
    apart = (
        a_student()
        .fact("certificate", "school", 2, "2025-09-01", "2025-12-31")
        .fact("certificate", "school", 2, "2026-02-01")
    )

    assert due(together, "2026-09-10") == [("2025-10", "2026-09", 50000)]
    assert due(apart) == [("2025-10", "2025-12", 50000), ("2026-02", "2026-09", 50000)]


@pytest.mark.parametrize(
    ("until", "paid"),
    [
        ("2026-02-19", [("2025-10", "2026-09", 50000)]),
        # Days without a certificate, and the new one does not say that it goes on: its month has 9 of 28 days.
        ("2026-01-31", [("2025-10", "2026-01", 50000), ("2026-02", "2026-02", 16071), ("2026-03", "2026-09", 50000)]),
    ],
)
def test_a_new_certificate_before_the_end_of_the_old_one_leaves_no_gap(
    until: str, paid: list[tuple[str, str, int]]
) -> None:
    story = (
        a_student("1995-01-01")
        .fact("certificate", "severe_disability", 2, "2020-01-01", until)
        .fact("certificate", "severe_disability", 2, "2026-02-20")
    )

    assert due(story, "2026-03-05") == paid


def test_a_certificate_that_has_ended_gives_its_months_still() -> None:
    story = a_student("1995-01-01").fact("certificate", "severe_disability", 2, "2020-01-01", "2026-01-31")

    assert due(story, "2026-03-05") == [("2025-10", "2026-01", 50000)]


@pytest.mark.parametrize(("received", "first"), [("2026-05-20", "2026-01"), ("2026-05-21", "2026-05")])
def test_a_certificate_that_goes_on_from_another_gives_the_months_between(received: str, first: str) -> None:
    story = a_student("1995-01-01").fact(
        "certificate", "severe_disability", 2, "2026-02-20", details={"continues_one_valid_to": "2025-12-31"}
    )

    assert due(story, received, received) == [(first, "2026-09", 50000)]


def test_every_stay_in_care_is_told_with_its_days() -> None:
    story = (
        a_student("2015-05-05")
        .fact("circumstance", "in_care", 2, "2025-12-01", "2025-12-31")
        .fact("circumstance", "in_care", 2, "2026-03-16")
    )

    assert due(story) == [
        ("2025-10", "2025-11", 50000),
        ("2026-01", "2026-02", 50000),
        ("2026-03", "2026-03", 24194),
    ]


def test_whoever_is_no_more_a_child_of_the_family_is_told() -> None:
    story = (
        a_student("2015-05-05", "2004-01-01", "2010-01-01", "1995-01-01")
        .fact("membership", "child", 3, "2015-01-01")
        .fact("membership", "child", 4, "2015-01-01")
        .fact("membership", "child", 5, "2015-01-01")
        .fact("circumstance", "married", 3, "2025-06-01")
        .fact("circumstance", "under_guardian", 4, "2025-06-01")
        .fact("circumstance", "draws_fund", 5, "2025-06-01")
    )

    by_id = {one["id"]: one for one in composed(story)["household"]["members"]}

    assert by_id["osoba_3"]["married_on"] == "2025-06-01"
    assert by_id["osoba_4"]["under_guardian"] is True
    assert by_id["osoba_5"]["receives_fund"] is True


def test_a_farm_is_told_by_its_hectares_and_rent() -> None:
    story = (
        Story("1985-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "farm", 1, "2015-01-01", details={"hectares": "6"}, amounts=whole_year("6000.00"))
        .fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "1000.00"})
        .fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2026-12-31")
    )

    assert composed(story)["income"]["items"] == [{"member": "osoba_1", "hectares": "6", "rent_paid_yearly": "6000.00"}]
    assert due(story) == [("2025-10", "2026-09", 100000)]


@pytest.mark.parametrize(
    ("details", "lacks"),
    [
        ({"currency": "EUR", "rate": "4.2", "rate_on": "2024-12-31"}, []),
        ({"currency": "EUR", "rate": "4.2"}, ["/income/items/0/exchange"]),
    ],
)
def test_income_in_a_currency_is_told_with_its_rate_or_the_rate_is_lacking(
    details: dict[str, str], lacks: list[str]
) -> None:
    story = (
        Story("1985-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", details=details, amounts=whole_year("6000.00"))
        .fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "1000.00"})
        .fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2026-12-31")
    )

    found = story.composed(CATALOGUE, FUND, "2025-10-01", RECEIVED)

    (item,) = found.facts["income"]["items"]
    assert item["yearly_net"] == "6000.00"
    assert item.get("exchange") == (None if lacks else details)
    assert [one.pointer for one in found.missing] == lacks


def test_what_the_obliged_parent_pays_to_others_is_not_taken_off_the_family() -> None:
    story = (
        a_student("2015-05-05", "1980-01-01")
        .fact("membership", "debtor", 3, "2015-05-05")
        .fact("income_source", "alimony_paid", 3, "2020-01-01", amounts=whole_year("6000.00"))
    )

    assert composed(story)["income"]["alimony_paid_yearly"] == "0.00"


def test_what_was_gained_after_the_year_and_lost_counts_to_the_month_of_the_loss() -> None:
    """Looked at after the loss, too: months before it keep their income."""
    story = (
        a_student("2015-05-05")
        .fact("income_source", "earned", 1, "2025-08-10", "2026-01-31", begun_by="employment", ended_by="employment",
              amounts=[("2025-09", "2025-09", "1000.00")])
    )  # fmt: skip
    story.facts[3] = (
        Story().fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "1000.00"}).facts[0]
    )

    expected = [("2025-10", "2026-01", 70900), ("2026-02", "2026-09", 100000)]
    assert [due(story, on) for on in ("2025-12-01", "2026-02-10")] == [expected, expected]


@pytest.mark.parametrize(("title", "same"), [("business", True), ("business_suspension", False)])
def test_a_business_begun_again_is_neither_loss_nor_gain_and_one_resumed_after_a_suspension_is_both(
    title: str, same: bool
) -> None:
    """Art. 9 ust. 4b names striking off and beginning only."""
    story = (
        a_student("2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", "2025-03-31", ended_by=title, amounts=whole_year("12000.00"))
        .fact("income_source", "earned", 1, "2025-06-30", begun_by=title, amounts=[("2025-07", "2025-07", "900.00")])
    )

    items = composed(story)["income"]["items"]

    assert [one["same_employer"] for one in items] == [False, same, same]


def test_the_lists_of_losses_and_gains_are_those_of_the_act() -> None:
    """Art. 2 pkt 17-18: the same titles on both sides, and of alimony the loss by death only."""
    kinds = CATALOGUE.evidence.kinds
    losses, gains = ({code for kind, code in kinds if kind == side} for side in ("loss", "gain"))

    assert losses - gains == {"alimony"}
    assert gains == {
        "employment", "business", "business_suspension", "childcare_leave", "unemployment_benefit", "pension", "sickness_after_work",
        "parental_benefit", "krus_maternity", "doctoral_stipend",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"lump_sum": "stawka_5_5"}, {"rate": "5.5", "figure": "6000.00"}),
        ({"lump_sum": "karta"}, {"figure": "6000.00"}),
        ({"lump_sum": "karta", "currency": "EUR", "rate": "4.2", "rate_on": "2024-12-31"}, None),
    ],
)
def test_amounts_of_a_business_on_lump_sum_are_a_figure_of_the_ministers_table(
    details: dict[str, str], expected: dict[str, str] | None
) -> None:
    story = (
        Story("1985-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", details=details, amounts=whole_year("6000.00"))
        .fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "1000.00"})
        .fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2026-12-31")
    )

    found = story.composed(CATALOGUE, FUND, "2025-10-01", RECEIVED)

    (item,) = found.facts["income"]["items"]
    assert item.get("lump_sum") == expected
    assert ("yearly_net" in item) is (expected is None)
    assert [one.pointer for one in found.missing] == ([] if expected else ["/income/items/0/lump_sum"])
