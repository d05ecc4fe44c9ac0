"""Members and income of a family, established, become the parts that its benefits read; what nobody establishes is to be stated."""

import pytest

from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.household.composing import MEMBERS
from services.family_benefits.income import told
from tests.services.family_benefits.a_composed_family import a_family, assessed
from tests.services.test_composing import whole_year


def test_the_farm_and_the_item_of_the_closed_list_are_told_with_their_details() -> None:
    story = (
        a_family("2014-05-05")
        .fact("income_source", "farm", 1, "2015-01-01", details={"hectares": "5.5", "excluded_hectares": "1.25"})
        .fact(
            "income_source",
            "untaxed",
            1,
            "2024-01-01",
            details={"listed_as": "stypendia"},
            amounts=whole_year("600.00"),
        )
    )

    found = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")

    farm, listed = found.facts["income"]["items"][1:]
    assert (farm["hectares"], farm["excluded_hectares"]) == ("5.5", "1.25")
    assert listed["untaxed_code"] == "stypendia"
    assert {"/income/items/1", "/income/items/2"} <= {one.pointer for one in found.used}
    assert found.missing == ()  # a farm's income is that of its hectares: no amounts by month are asked for
    steps = {record[0].code for record in assessed("zasilek_rodzinny", found, "2025-11-20").trace}
    assert {told.LISTED.code, told.FARM_EXCLUDED.code} <= steps


def test_an_income_that_is_not_taxed_lacks_its_item_of_the_list_until_somebody_tells_it() -> None:
    story = a_family("2014-05-05").fact("income_source", "untaxed", 1, "2024-01-01", amounts=whole_year("600.00"))

    found = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")

    assert [(one.pointer, one.code) for one in found.missing] == [
        ("/income/items/1/untaxed_code", "untaxed_income_not_named")
    ]


@pytest.mark.parametrize(
    ("told", "lump_sum"),
    [("stawka_8_5", {"rate": "8.5", "figure": "60000.00"}), ("karta", {"figure": "60000.00"})],
)
def test_revenue_on_lump_sum_tax_is_told_for_the_ministers_table_and_not_as_income(
    told: str, lump_sum: dict[str, str]
) -> None:
    story = a_family("2014-05-05").fact(
        "income_source", "ryczalt", 1, "2020-01-01", details={"lump_sum": told}, amounts=whole_year("60000.00", 2024)
    )

    found = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")

    item = found.facts["income"]["items"][1]
    assert (item["kind"], item["lump_sum"], "amount" in item) == ("ryczalt", lump_sum, False)
    assert found.missing == ()
    CATALOGUE.facts.model_validate(found.facts)


def test_without_that_detail_the_amounts_are_the_income_of_the_notice() -> None:
    story = a_family("2014-05-05").fact(
        "income_source", "ryczalt", 1, "2020-01-01", amounts=whole_year("9000.00", 2024)
    )

    item = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10").facts["income"]["items"][1]

    assert (item["amount"], "lump_sum" in item) == ("9000.00", False)


def test_the_month_after_a_gain_on_lump_sum_tax_is_to_be_stated() -> None:
    story = a_family("2014-05-05").fact(
        "income_source",
        "ryczalt",
        1,
        "2025-03-01",
        begun_by="business",
        details={"lump_sum": "stawka_8_5"},
        amounts=[("2025-04", "2025-04", "5000.00")],
    )

    found = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")

    assert "following_month_amount" not in found.facts["income"]["items"][1]
    assert [(one.pointer, one.code) for one in found.missing] == [
        ("/income/items/1/following_month_amount", "to_be_stated")
    ]


PERMIT = {"polish": False, "title": "dostep_do_rynku_pracy", "permit_months": 12}


def test_a_foreigner_is_told_by_what_is_established_on_the_day_of_the_application() -> None:
    story = (
        a_family("2014-05-05")
        .fact("circumstance", "citizenship", 1, "2023-01-01", "2025-11-10", details=PERMIT)
        .fact("circumstance", "citizenship", 1, "2025-11-11", details={"polish": False, "lives_in_poland": False})
    )

    first = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")
    second = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-11")

    assert first.facts["citizenship"] == PERMIT
    assert "/citizenship" in {one.pointer for one in first.used}
    # His income is over the limit: he is asked for it, and not for his title.
    assert [one.ground.code for one in assessed("zasilek_rodzinny", first, "2025-11-20").refusals] == [
        "income_over_limit"
    ]
    assert [one.ground.code for one in assessed("zasilek_rodzinny", second, "2025-11-20").refusals] == [
        "foreigner_without_title"
    ]


def test_a_title_of_stay_that_has_run_out_is_missing() -> None:
    story = a_family("2014-05-05").fact("circumstance", "citizenship", 1, "2023-01-01", "2025-11-09", details=PERMIT)

    found = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")

    assert "citizenship" not in found.facts
    assert [(one.pointer, one.code) for one in found.missing] == [("/citizenship", "stay_ended")]


@pytest.mark.parametrize("benefit", ["ukraina_zasilek_rodzinny", "zapomoga_gminna_art_22a"])
def test_a_benefit_that_does_not_ask_for_citizenship_is_told_none(benefit: str) -> None:
    story = a_family("2014-05-05").fact("circumstance", "citizenship", 1, "2023-01-01", details=PERMIT)

    assert "citizenship" not in story.composed(CATALOGUE, benefit, "2025-11-20", "2025-11-10").facts


def test_a_part_that_nobody_establishes_is_to_be_stated() -> None:
    story = a_family("2014-05-05").fact(
        "circumstance",
        "heating",
        None,
        "2015-01-01",
        details={"fuel": "wegiel_kamienny", "in_ceeb_since": "2021-08-01"},
    )

    found = story.composed(CATALOGUE, "refundacja_vat_gaz", "2023-03-10", "2023-03-01")

    assert ("/gas", "to_be_stated") in [(one.pointer, one.code) for one in found.missing]


def test_members_are_those_whom_the_law_gives_a_role_in_the_family() -> None:
    kinds = [one for (kind, _), one in CATALOGUE.evidence.kinds.items() if kind == "membership"]

    assert {one.code for one in kinds if one.role != "none"} == MEMBERS
