"""The energy aids of a household: more income never gives more, order does not matter, the same facts give the same answer."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.benefits.results import Assessment, UnfitFacts
from kit.law import sentences
from services.family_benefits.catalogue import CATALOGUE

COAL = {"fuel": "wegiel_kamienny", "in_ceeb_since": "2021-08-01"}
TESTED = {
    "dodatek_oslonowy": ("2022-03-01", 2020),
    "bon_energetyczny": ("2024-08-20", 2023),
    "bon_cieplowniczy": ("2025-11-10", 2024),
}
"""Aids with a test of income: a day of application and the year of income that counts on it."""

incomes = st.lists(st.integers(0, 4_000_000), min_size=1, max_size=4)
sizes = st.integers(4, 9)
aids = st.sampled_from(sorted(TESTED))


def household(benefit: str, *amounts: int, size: int, **more: Any) -> dict[str, Any]:
    """Facts of a household whose persons have these yearly incomes in grosze."""
    received, year = TESTED[benefit]
    return {
        "application": {"received_on": received},
        "household": {"size": size, "heating": more.get("heating", COAL)},
        "income": {
            "base_year": year,
            "items": [
                {"member": f"osoba_{n}", "amount": f"{one // 100}.{one % 100:02d}"} for n, one in enumerate(amounts, 1)
            ],
        },
        "district_heat": {"price_per_gj": "231.00"},
    }


def assessed(benefit: str, facts: dict[str, Any]) -> Assessment:
    return CATALOGUE.assess(
        benefit,
        CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts)),
        date.fromisoformat(facts["application"]["received_on"]),
    )


def paid(found: Assessment) -> int:
    assert all(due.per == "once" and due.amount > 0 for due in found.months)
    return sum(due.amount for due in found.months)


@given(aids, incomes, sizes, st.integers(0, 500_000))
def test_more_income_never_gives_more(benefit: str, amounts: list[int], size: int, more: int) -> None:
    before = paid(assessed(benefit, household(benefit, *amounts, size=size)))
    after = paid(assessed(benefit, household(benefit, amounts[0] + more, *amounts[1:], size=size)))

    assert 0 <= after <= before


@given(aids, incomes, sizes)
def test_one_person_more_with_the_same_income_never_gives_less(benefit: str, amounts: list[int], size: int) -> None:
    smaller = paid(assessed(benefit, household(benefit, *amounts, size=size)))
    larger = paid(assessed(benefit, household(benefit, *amounts, size=size + 1)))

    assert smaller <= larger


@settings(deadline=None)
@given(aids, incomes, sizes, st.randoms())
def test_the_order_of_incomes_does_not_matter_and_the_same_facts_are_answered_alike(
    benefit: str, amounts: list[int], size: int, chance: Any
) -> None:
    facts = household(benefit, *amounts, size=size)
    shuffled = household(benefit, *amounts, size=size)
    chance.shuffle(shuffled["income"]["items"])

    one, again, other = assessed(benefit, facts), assessed(benefit, facts), assessed(benefit, shuffled)

    assert (one, sentences(one.trace)) == (again, sentences(again.trace))
    assert (one.months, one.refusals, one.figures) == (other.months, other.refusals, other.figures)


@pytest.mark.parametrize("benefit", sorted(TESTED))
def test_income_of_another_year_is_refused_by_name(benefit: str) -> None:
    facts = household(benefit, 100_00, size=4)
    facts["income"]["base_year"] -= 1

    with pytest.raises(UnfitFacts) as refused:
        assessed(benefit, facts)

    assert refused.value.errors[0].pointer == "/facts/income/base_year"


@pytest.mark.parametrize("benefit", sorted(TESTED))
def test_more_persons_with_income_than_keep_house_are_refused_by_name(benefit: str) -> None:
    with pytest.raises(UnfitFacts) as refused:
        assessed(benefit, household(benefit, 100_00, 100_00, size=1))

    assert refused.value.errors[0].pointer == "/facts/income/items"


def test_the_reasons_of_a_reduced_amount_read_as_a_decision_s() -> None:
    facts = household("dodatek_oslonowy", 26_400_00, size=1, heating={"fuel": "gaz_sieciowy"})
    facts["application"]["received_on"] = "2022-01-20"

    assert sentences(assessed("dodatek_oslonowy", facts).trace)[-2:] == (
        "Dochód 2\u00a0200,00 zł przekracza kwotę 2\u00a0100,00 zł o 100,00 zł; zgodnie z zasadą „złotówka za złotówkę” "
        "400,00 zł pomniejsza się o przekroczenie i wypłaca 300,00 zł. (art. 2 ust. 1 ustawy o dodatku osłonowym)",
        "Wniosek złożono co najmniej 2 miesiące przed 2022-03-31: wypłata w dwóch ratach, 150,00 zł do 2022-03-31 i 150,00 zł do "
        "2022-12-02. (art. 2 ust. 8 ustawy o dodatku osłonowym)",
    )


@given(
    st.permutations([("412.37", "2023-01-01"), ("0.01", "2023-03-01"), ("99.99", "2023-05-01"), ("5.00", "2022-05-01")])
)
def test_the_order_of_invoices_does_not_matter(invoices: list[tuple[str, str]]) -> None:
    facts = {
        "application": {"received_on": "2023-06-10"},
        "household": {"size": 1, "heating": {"fuel": "gaz_sieciowy", "in_ceeb_since": "2022-01-01"}},
        "income": {"base_year": 2021, "items": [{"member": "osoba_1", "amount": "12000.00"}]},
        "gas": {
            "invoices": [
                {"delivered_from": day, "delivered_to": day, "received_on": "2023-06-01", "vat": vat}
                for vat, day in invoices
            ]
        },
    }

    found = assessed("refundacja_vat_gaz", facts)

    assert paid(found) == 512_37
    assert [one.ground.code for one in found.refusals] == ["invoice_outside_period"]
    assert sentences(found.trace)[0].startswith("Faktury otrzymanej 2023-06-01 za paliwo dostarczone od 2022-05-01")


@given(st.sampled_from(["dodatek_weglowy", "dodatek_dla_gospodarstw_domowych"]), st.integers(1, 30), incomes)
def test_aid_by_the_source_of_heat_asks_neither_for_size_nor_for_income(
    benefit: str, size: int, amounts: list[int]
) -> None:
    fuel = {"dodatek_weglowy": "wegiel_kamienny"}.get(benefit, "pellet_drzewny")
    facts = {
        "application": {"received_on": "2022-11-10"},
        "household": {"size": size, "heating": {"fuel": fuel, "in_ceeb_since": "2022-06-01"}},
        "income": {"base_year": 1990, "items": [{"member": "osoba_1", "amount": f"{amounts[0]}.00"}]},
    }

    assert paid(assessed(benefit, facts)) == 3000_00
