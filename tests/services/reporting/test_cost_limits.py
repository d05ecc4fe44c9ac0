"""Service costs beside what the acts allow: rates by day, one limit over two services, a warning above it. No database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from gops.demo.expected import lubnice_2019
from kit.money import grosze, zloty
from services.reporting.classification.register import OWN, STATE, Source
from services.reporting.statements.cost_limits import CostBooks, CostMoney, limits
from services.reporting.statements.cost_result import CostLimit
from services.reporting.statements.view import View
from tests.services.reporting.published_costs import KNOWN, OF_ALIMONY, OF_FAMILY, TOGETHER

SOURCES = {
    "dotacja_zlecone_2010": Source("dotacja", STATE),
    "dotacja_wychowawcze_2060": Source("dotacja", STATE),
    "srodki_wlasne": Source("własne", OWN),
}


def money(benefit: str, amount: str, **changed: Any) -> CostMoney:
    """Expenditure of March out of the grant, unless told otherwise."""
    row: dict[str, Any] = {
        "measure": "expenditure", "side": "expenditure", "benefit": benefit, "task": "swiadczenia_rodzinne",
        "source": "dotacja_zlecone_2010", "month": 3, "amount": grosze(amount), "benefits": 0,
    }  # fmt: skip
    return CostMoney(**(row | changed))


def granted(benefit: str, amount: str, **changed: Any) -> CostMoney:
    return money(benefit, amount, **({"measure": "grant_received", "side": "revenue"} | changed))


def held(
    *rows: CostMoney, year: int = 2019, decided: Mapping[tuple[str, str], int] | None = None, known: Any = None
) -> dict[str, CostLimit]:
    view = View("101805", year, date(year, 12, 31))
    return {one.code: one for one in limits(view, known or KNOWN, CostBooks(rows, decided, SOURCES))}


@pytest.mark.parametrize(
    ("costs_booked", "state", "above"), [("3000.00", "within", "0.00"), ("3000.01", "exceeded", "0.01")]
)
def test_costs_are_kept_within_the_share_of_the_grant_to_the_grosz(costs_booked: str, state: str, above: str) -> None:
    row = held(granted("swiadczenie_z_funduszu_alimentacyjnego", "100000.00"), money(OF_ALIMONY, costs_booked))[
        TOGETHER
    ]

    assert (row.costs, row.limit, row.state, row.above) == (costs_booked, "3000.00", state, above)
    assert (row.warning is not None) == (state == "exceeded")


def test_the_limit_of_family_benefits_and_the_fund_is_one_over_two_services() -> None:
    row = held(
        granted("zasilek_rodzinny", "1000000.00"),
        granted("swiadczenie_z_funduszu_alimentacyjnego", "100000.00"),
        money(OF_FAMILY, "25000.00"), money(OF_ALIMONY, "5000.00"), money(TOGETHER, "3000.00"),
    )[TOGETHER]  # fmt: skip

    assert (row.costs, row.limit, row.state) == ("33000.00", "33000.00", "within")
    assert [(term.service, term.base, term.limit) for term in row.terms] == [
        ("alimony_fund", "100000.00", "3000.00"), ("family_benefits", "1000000.00", "30000.00"),
    ]  # fmt: skip


def test_what_the_gmina_pays_itself_is_no_cost_of_the_state() -> None:
    row = held(granted("zasilek_rodzinny", "1000000.00"), money(OF_FAMILY, "99999.00", source="srodki_wlasne"))[
        TOGETHER
    ]

    assert (row.costs, row.state) == ("0.00", "within")


def test_a_small_grant_for_family_benefits_still_allows_the_least_amount_of_the_year() -> None:
    assert held(granted("zasilek_rodzinny", "200000.00"))[TOGETHER].limit == "6000.00"
    assert held(granted("zasilek_rodzinny", "200000.34"))[TOGETHER].limit == "6000.01"
    assert held(granted("zasilek_rodzinny", "1000.00"), year=2015)[TOGETHER].limit == "30.00"


def test_a_grant_given_back_is_none_received() -> None:
    back = granted("swiadczenie_z_funduszu_alimentacyjnego", "40000.00", measure="grant_returned")
    row = held(granted("swiadczenie_z_funduszu_alimentacyjnego", "100000.00"), back)[TOGETHER]

    assert (row.terms[0].base, row.limit) == ("60000.00", "1800.00")


@pytest.mark.parametrize(
    ("year", "month", "limit"),
    [
        (2016, 4, "2000.00"), (2016, 12, "2000.00"), (2017, 1, "1500.00"), (2019, 6, "1500.00"), (2019, 7, "1200.00"),
        (2019, 12, "1200.00"), (2020, 1, "850.00"), (2022, 5, "850.00"), (2022, 6, "0.00"), (2016, 3, "0.00"),
    ],
)  # fmt: skip
def test_the_rate_of_the_child_benefit_is_that_of_the_day_on_which_the_grant_came(
    year: int, month: int, limit: str
) -> None:
    row = held(granted("swiadczenie_wychowawcze", "100000.00", month=month), year=year)["koszty_obslugi_wychowawcze"]

    assert row.limit == limit


def test_two_rates_of_one_year_are_summed_before_the_grosz_is_rounded() -> None:
    row = held(
        granted("swiadczenie_wychowawcze", "0.34", month=6), granted("swiadczenie_wychowawcze", "0.01", month=7)
    )["koszty_obslugi_wychowawcze"]

    assert (row.limit, row.terms[0].rates) == ("0.01", ["1.5%", "1.2%"])


def test_a_grant_booked_by_its_task_is_the_base_and_one_of_another_task_is_not() -> None:
    row = held(granted("", "1000000.00"), granted("", "500000.00", task="dobry_start"), granted(OF_FAMILY, "7.00"))[
        TOGETHER
    ]

    assert {term.code: term.base for term in row.terms}["swiadczenia_rodzinne"] == "1000000.00"


def test_without_a_grant_booked_the_base_is_what_was_spent_of_it_and_the_row_says_so() -> None:
    row = held(
        money("zasilek_rodzinny", "300000.00"), money("zasilek_rodzinny", "5.00", source="srodki_wlasne"),
        money(OF_FAMILY, "9000.01"),
    )[TOGETHER]  # fmt: skip

    family = next(term for term in row.terms if term.code == "swiadczenia_rodzinne")
    assert (family.base_of, family.base, row.limit, row.above) == ("expenditure", "300000.00", "9000.00", "0.01")
    assert row.warning is not None
    assert "nie zaksięgowano" in row.warning


def test_energy_aids_are_held_against_what_was_paid_whatever_the_grant() -> None:
    row = held(
        granted("dodatek_oslonowy", "900000.00"), money("dodatek_oslonowy", "100000.00"),
        money("koszty_obslugi_dodatek_oslonowy", "2000.01"), year=2022,
    )["koszty_obslugi_dodatek_oslonowy"]  # fmt: skip

    assert (row.limit, row.above) == ("2000.00", "0.01")


def test_the_parental_benefit_allows_an_amount_for_each_decision() -> None:
    eight = {("family_benefits", "swiadczenie_rodzicielskie"): 8}
    cost = money("koszty_obslugi_rodzicielskie", "240.01")

    row, unknown = held(cost, decided=eight)["koszty_obslugi_rodzicielskie"], held(cost)["koszty_obslugi_rodzicielskie"]

    assert (row.limit, row.above, row.terms[0].number) == ("240.00", "0.01", 8)
    assert (unknown.limit, unknown.state, unknown.warning) == (None, "unknown", None)


def test_dobry_start_allows_an_amount_for_each_child() -> None:
    row = held(money("dobry_start", "152700.00", benefits=509_000), money("koszty_obslugi_dobry_start", "5089.24"))[
        "koszty_obslugi_dobry_start"
    ]

    assert (row.limit, row.state, row.terms[0].number) == ("5090.00", "within", 509)


def test_what_only_the_office_counts_has_no_limit_here() -> None:
    row = held(money("karta_duzej_rodziny_obsluga", "598.00"))["karta_duzej_rodziny_obsluga"]

    assert (row.limit, row.state) == (None, "unknown")
    assert {term.code for term in row.terms} == {
        "karta_duzej_rodziny_rodzina", "karta_duzej_rodziny_karta", "karta_duzej_rodziny_duplikat",
    }  # fmt: skip


def test_nothing_booked_is_no_row() -> None:
    assert held() == {}


def test_the_figures_of_a_row_are_the_sums_of_the_money_behind_it() -> None:
    row = held(
        granted("zasilek_rodzinny", "1000.00"), granted("dodatek_nauka_dojazd", "500.00"), granted("", "250.00"),
        money(OF_FAMILY, "20.00"), money(TOGETHER, "1.00"), money(TOGETHER, "2.00", month=4),
    )[TOGETHER]  # fmt: skip

    sums = {
        figure: zloty(sum(grosze(one.amount) for one in row.counted if one.figure == figure))
        for figure in ("costs", "base")
    }
    assert sums == {"costs": row.costs, "base": "1750.00"}
    assert [one.amount for one in row.counted if one.benefit == TOGETHER] == ["3.00"]


def test_lubnice_2019_exceeds_the_limit_of_the_3_percent_because_the_parental_benefit_has_a_rate_of_its_own() -> None:
    lines = {line.benefit: line.amount for row in lubnice_2019().rows if row.rozdzial == "85502" for line in row.lines}
    rows = [
        money(
            benefit if benefit != "dodatek_nauka_poza_miejscem_zamieszkania" else "dodatek_nauka_dojazd", zloty(amount)
        )
        for benefit, amount in lines.items()
        if benefit != "koszty_obslugi_ponad_3_procent"
    ]

    row = held(*rows)[TOGETHER]

    assert (row.costs, row.limit, row.above) == ("41741.87", "38703.90", "3037.97")
    assert row.warning is not None
    said = "41 741,87 zł przekraczają limit 38 703,90 zł o 3 037,97 zł; nadwyżka"
    assert said in row.warning.replace("\u00a0", " ")
