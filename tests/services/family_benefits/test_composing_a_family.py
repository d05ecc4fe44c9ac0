"""Members and income of a family, established, become the parts that its benefits read; what nobody establishes is to be stated."""

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
