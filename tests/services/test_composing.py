"""What the services make of established facts: worked cases of the law, told as facts, come out as they are; nothing is guessed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.benefits.catalogue import Catalogue
from casework.evidence.composed import Asked, Composed, Established, Fact, Person
from casework.evidence.incomes import Run
from kit.money import grosze
from kit.periods import Months, parse_month
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND]
FUND, PERMANENT, ALLOWANCE = "swiadczenie_z_funduszu_alimentacyjnego", "zasilek_staly", "zasilek_rodzinny"
HOME = UUID(int=1000)


class Story:
    """Persons and facts, told in a few words; every fact has a row of its own."""

    def __init__(self, *born: str) -> None:
        self.persons = {
            UUID(int=n): Person(UUID(int=n), f"osoba_{n}", date.fromisoformat(day)) for n, day in enumerate(born, 1)
        }
        self.facts: list[Fact] = []
        self.recorded: list[object] = []

    def fact(
        self, kind: str, code: str, person: int | None, since: str, until: str | None = None, **told: Any
    ) -> "Story":
        self.facts.append(
            Fact(
                row=UUID(int=100 + len(self.facts)),
                kind=kind,
                code=code,
                person=None if person is None else UUID(int=person),
                household=HOME if person is None or kind == "membership" else None,
                valid_from=date.fromisoformat(since),
                valid_to=None if until is None else date.fromisoformat(until),
                details=told.get("details", {}),
                begun_by=told.get("begun_by"),
                ended_by=told.get("ended_by"),
                amounts=tuple(_run(n, *one) for n, one in enumerate(told.get("amounts", ()))),
            )
        )
        return self

    def record(self, of_register: object) -> "Story":
        """What a register of the service's own knows of the case."""
        self.recorded.append(of_register)
        return self

    def composed(self, catalogue: Catalogue, benefit: str, on: str, received: str | None = None) -> Composed:
        known = Established(
            benefit=benefit,
            on=date.fromisoformat(on),
            person=UUID(int=1),
            persons=self.persons,
            facts=self.facts,
            application=None if received is None else Asked(date.fromisoformat(received), "in_person"),
            parts=catalogue.get(benefit).parts,
            recorded=self.recorded,
        )
        assert catalogue.compose is not None
        return catalogue.compose(known, catalogue.law())


def _run(number: int, first: str, last: str, amount: str, per: Any = "month") -> Run:
    return Run(Months(parse_month(first), parse_month(last)), grosze(amount), per, UUID(int=500 + number))


def months(catalogue: Catalogue, benefit: str, on: str, facts: Mapping[str, Any]) -> list[tuple[int, int, int]]:
    """First and last month and grosze of what is due on the facts."""
    case = catalogue.prepare(catalogue.facts.model_validate(facts))
    found = catalogue.assess(benefit, case, date.fromisoformat(on))
    return [(due.first, due.last, due.amount) for due in found.months]


def whole_year(amount: str, year: int = 2024) -> list[tuple[str, str, str, str]]:
    return [(f"{year}-01", f"{year}-12", amount, "total")]


def a_fund_case() -> Story:
    """fa-amount-01: mother with 40 800 zł in 2024 would be too much; here 29 016 zł (fa-amount-03)."""
    return (
        Story("1985-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", amounts=whole_year("29016.00"))
        .fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "800.00"})
        .fact("certificate", "ineffective_enforcement", 2, "2025-08-01", "2025-12-31")
    )


def a_permanent_case() -> Story:
    """ps-staly-01: a single person of 1950 with a pension of 57.00 zł."""
    return (
        Story("1950-05-05")
        .fact("membership", "member", 1, "2015-01-01")
        .fact("income_source", "emerytura_lub_renta", 1, "2015-01-01", amounts=[("2022-01", "2022-02", "57.00")])
        .fact("circumstance", "age_incapacity", 1, "2015-05-05")
    )


def test_established_facts_of_the_fund_are_the_facts_of_the_worked_case() -> None:
    found = a_fund_case().composed(ALIMONY_FUND, FUND, "2025-10-01", "2025-10-01")
    by_hand = {
        "application": {"received_on": "2025-10-01"},
        "household": {"members": [
            {"id": "osoba_1", "role": "parent", "born_on": "1985-01-01"},
            {"id": "osoba_2", "role": "entitled", "born_on": "2015-05-05"},
        ]},
        "income": {"items": [{"member": "osoba_1", "yearly_net": "29016.00"}]},
        "claims": [{"person": "osoba_2", "titles": [{"amount": "800.00"}], "enforcement_ineffective": True}],
    }  # fmt: skip

    assert found.missing == ()
    assert months(ALIMONY_FUND, FUND, "2025-10-01", found.facts) == months(ALIMONY_FUND, FUND, "2025-10-01", by_hand)
    assert {one.pointer for one in found.used} == {
        "/household/members/0", "/household/members/1", "/income/items/0", "/claims/0",
    }  # fmt: skip


def test_a_certificate_of_the_bailiff_that_ended_is_no_longer_one() -> None:
    story = a_fund_case()

    until = story.composed(ALIMONY_FUND, FUND, "2025-12-31", "2025-10-01")
    after = story.composed(ALIMONY_FUND, FUND, "2026-01-01", "2025-10-01")

    assert until.facts["claims"][0]["enforcement_ineffective"] is True
    assert after.facts["claims"][0]["enforcement_ineffective"] is False
    assert [one.pointer for one in after.missing] == ["/claims/0/enforcement_ineffective"]


@pytest.mark.parametrize(("gained", "same"), [("2025-06-30", True), ("2025-07-01", False)])
def test_the_same_employer_within_three_months_is_neither_loss_nor_gain_and_a_day_later_it_is(
    gained: str, same: bool
) -> None:
    payer = {"payer": "Tartak"}
    story = (
        Story("1985-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "entitled", 2, "2015-05-05")
        .fact("income_source", "earned", 1, "2020-01-01", "2025-03-31", ended_by="employment", details=payer,
              amounts=whole_year("24000.00"))
        .fact("income_source", "earned", 1, gained, begun_by="employment", details=payer,
              amounts=[("2025-07", "2025-08", "2500.00")])
        .fact("certificate", "alimony_title", 2, "2016-01-01", details={"amount": "800.00"})
    )  # fmt: skip

    items = story.composed(ALIMONY_FUND, FUND, "2025-10-01", "2025-10-01").facts["income"]["items"]

    assert [one["same_employer"] for one in items] == [same, same]


def test_established_facts_of_a_single_person_are_the_facts_of_the_worked_case() -> None:
    found = a_permanent_case().composed(SOCIAL_ASSISTANCE, PERMANENT, "2022-03-10", "2022-03-02")

    assert found.missing == ()
    assert found.facts["household"]["kind"] == "single"
    due = months(SOCIAL_ASSISTANCE, PERMANENT, "2022-03-10", found.facts)
    assert (due[0][0], due[0][2]) == (parse_month("2022-03"), 71900)


@pytest.mark.parametrize(
    ("lost", "counted"), [("2022-01-31", "57.00"), ("2022-02-28", "60.00"), ("2022-03-01", "60.00"), (None, "57.00")]
)
def test_income_is_that_of_the_month_before_and_after_a_loss_that_of_the_month_itself(
    lost: str | None, counted: str
) -> None:
    story = (
        Story("1950-05-05")
        .fact("membership", "member", 1, "2015-01-01")
        .fact("income_source", "inny", 1, "2015-01-01", amounts=[("2022-02", "2022-02", "57.00"), ("2022-03", "2022-03", "60.00")])
        .fact("circumstance", "age_incapacity", 1, "2015-05-05")
    )  # fmt: skip
    if lost is not None:
        story.fact("income_source", "wynagrodzenie", 1, "2015-01-01", lost, ended_by="source_lost",
                   amounts=[("2022-02", lost[:7], "900.00")] if lost >= "2022-02" else [])  # fmt: skip

    items = story.composed(SOCIAL_ASSISTANCE, PERMANENT, "2022-03-10", "2022-03-02").facts["income"]["items"]

    assert [one["amount"] for one in items if one["kind"] == "inny"] == [counted]


def test_whoever_may_be_incapable_is_told_to_be_established() -> None:
    story = Story("1970-05-05").fact("membership", "member", 1, "2015-01-01")

    found = story.composed(SOCIAL_ASSISTANCE, PERMANENT, "2022-03-10", "2022-03-02")

    assert [(one.pointer, one.code) for one in found.missing] == [
        ("/income/items", "income_not_established"), ("/incapacity", "not_established"),
    ]  # fmt: skip
    assert "incapacity" not in found.facts


def test_of_the_periodic_allowance_the_household_is_composed_and_the_rest_is_to_be_stated() -> None:
    story = (
        Story("1970-05-05")
        .fact("membership", "member", 1, "2015-01-01")
        .fact("income_source", "inny", 1, "2015-01-01", amounts=[("2022-02", "2022-02", "57.00")])
    )

    found = story.composed(SOCIAL_ASSISTANCE, "zasilek_okresowy", "2022-03-10", "2022-03-02")

    assert [(one.pointer, one.code) for one in found.missing] == [
        ("/circumstances", "to_be_stated"), ("/periodic", "to_be_stated"),
    ]  # fmt: skip
    assert [one["amount"] for one in found.facts["income"]["items"]] == ["57.00"]
    assert "incapacity" not in found.facts


def test_a_gain_after_the_base_year_brings_the_amount_of_the_following_month() -> None:
    story = (
        Story("1985-01-01", "2014-03-02")
        .fact("membership", "parent", 1, "2014-03-02")
        .fact("membership", "child", 2, "2014-03-02")
        .fact("circumstance", "applicant", None, "2014-03-02", details={"kind": "lone_parent"})
        .fact("circumstance", "alimony", 2, "2015-01-01", details={"situation": "awarded"})
        .fact(
            "income_source",
            "taxed",
            1,
            "2025-02-10",
            begun_by="employment",
            amounts=[("2025-02", "2025-04", "2500.00")],
        )
    )

    found = story.composed(FAMILY_BENEFITS, ALLOWANCE, "2025-11-05", "2025-11-03")

    (item,) = found.facts["income"]["items"]
    assert (item["title"], item["gained_on"], item["amount"], item["following_month_amount"]) == (
        "employment", "2025-02-10", "0.00", "2500.00",
    )  # fmt: skip
    assert found.missing == ()
    assert found.facts["family"]["members"][1]["alimony"] == "awarded"


def test_of_a_benefit_that_reads_no_household_its_own_part_is_to_be_stated_and_nothing_else_is_missing() -> None:
    found = a_permanent_case().composed(SOCIAL_ASSISTANCE, "ukraina_swiadczenie_300", "2022-05-10", "2022-05-10")

    assert found.facts == {"application": {"received_on": "2022-05-10"}}
    assert [(one.pointer, one.code) for one in found.missing] == [("/ukraine_once", "to_be_stated")]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.service)
def test_without_any_fact_everything_is_missing_and_nothing_is_said(catalogue: Catalogue) -> None:
    benefit = {"family_benefits": ALLOWANCE, "social_assistance": PERMANENT, "alimony_fund": FUND}[catalogue.service]

    found = Story("1985-01-01").composed(catalogue, benefit, "2025-11-05")

    assert found.used == ()
    assert {"/application/received_on"} < {one.pointer for one in found.missing}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.service)
def test_every_closed_list_has_titles_articles_and_a_parameter_for_its_terms(catalogue: Catalogue) -> None:
    for one in catalogue.evidence.kinds.values():
        assert one.title
        assert one.article
        assert one.update_after is None or one.update_after in catalogue.law().parameters
    for register in catalogue.evidence.registers.values():
        assert register.article
