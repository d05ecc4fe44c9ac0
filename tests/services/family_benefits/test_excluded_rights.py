"""Before a decision is signed its preview names the running rights that the law does not give together with it; nothing is refused."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from gops.postgres import Address
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.decisions.later import carried
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, issued
from tests.services.an_office import AnOffice, an_office

DAY = date(2018, 3, 10)
BORN = date(2018, 3, 1)
AID = "dodatek_dla_gospodarstw_domowych"
CARE: dict[str, Any] = {
    "application": {"received_on": "2018-03-05"},
    "carer": {
        "cared_for": [
            {
                "id": "dziecko_1", "born_on": "2018-03-01", "relation": "parent", "both_indications": True,
                "disability": {"degree": "orzeczenie_o_niepelnosprawnosci"},
            }
        ]
    },
}  # fmt: skip
PARENTAL: dict[str, Any] = {
    "application": {"received_on": "2018-03-05"},
    "parental": {"child": "dziecko_1", "born_on": "2018-03-01"},
}


@pytest_asyncio.fixture
async def office(postgres: Address, tmp_path: Path) -> AsyncIterator[AnOffice]:
    async with an_office(postgres, tmp_path, CATALOGUE, DAY) as opened:
        yield opened


def order(benefit: str, facts: dict[str, Any], mother: str, child: str, **other: Any) -> dict[str, Any]:
    """The body of a decision on facts about the child, drawn by the mother."""
    return {
        "benefit": benefit, "on": DAY.isoformat(), "entitled": mother, "recipient": mother, "facts": facts,
        "persons": {"dziecko_1": child}, **other,
    }  # fmt: skip


async def excluded(people: Staff, decision: str) -> list[dict[str, Any]]:
    """What its preview warns of."""
    answer = await people.head.get(f"/v1/decisions/{decision}/effect")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["excluded_by"]
    return found


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_running_care_benefit_is_named_when_the_parental_benefit_is_decided(office: AnOffice) -> None:
    people = office.people
    mother, child = await a_person(people.clerk), await a_person(people.clerk, "Wiśniewska", "Lena", BORN, 2)
    (running,) = await issued(people, order("swiadczenie_pielegnacyjne", CARE, mother, child))

    draft = await a_decision(people, order("swiadczenie_rodzicielskie", PARENTAL, mother, child))
    found = await excluded(people, draft)

    assert [(one["code"], one["article"], one["decided_by"]) for one in found] == [
        ("one_benefit_by_choice", "art. 27 ust. 5 u.ś.r. w brzmieniu do 31.12.2023", "person"),
        ("parental_benefit_for_the_same_child", "art. 17c ust. 8 pkt 2 i ust. 9 pkt 4 u.ś.r.", "person"),
    ]
    assert {(one["award"], one["award_benefit"]) for one in found} == {(running, "swiadczenie_pielegnacyjne")}
    assert {(one["first_month"], one["last_month"]) for one in found} == {("2018-03", "2019-02")}
    assert found[0]["message"].startswith(
        "Trwa prawo, które się z tym zbiega: Świadczenie pielęgnacyjne, od 2018-03 do 2019-02."
    )

    # The choice is hers: nothing is refused.
    await carried(people, draft)
    assert await excluded(people, draft) == found


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_rights_of_others_and_rights_that_go_together_are_not_warned_of(office: AnOffice) -> None:
    people = office.people
    mother, child = await a_person(people.clerk), await a_person(people.clerk, "Wiśniewska", "Lena", BORN, 2)
    another, hers = await a_person(people.clerk, serial=3), await a_person(people.clerk, "Nowak", "Ola", BORN, 4)
    await issued(people, order("swiadczenie_pielegnacyjne", CARE, mother, child))
    nursing = {
        "application": {"received_on": "2018-03-05"},
        "person": {
            "id": "dziecko_1",
            "born_on": "2018-03-01",
            "disability": {"degree": "orzeczenie_o_niepelnosprawnosci"},
        },
    }

    for body in (
        order("swiadczenie_rodzicielskie", PARENTAL, another, hers),
        order("zasilek_pielegnacyjny", nursing, mother, child),
    ):
        assert await excluded(people, await a_decision(people, body)) == []


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_other_parent_is_warned_of_the_right_for_the_same_child_only(office: AnOffice) -> None:
    people = office.people
    mother, child = await a_person(people.clerk), await a_person(people.clerk, "Wiśniewska", "Lena", BORN, 2)
    father = await a_person(people.clerk, "Wiśniewski", "Jan", date(1983, 2, 1), 5)
    home = await a_household(people.clerk, mother, child, on="2018-03-01")
    await issued(people, order("swiadczenie_rodzicielskie", PARENTAL, mother, child, household=home))

    found = await excluded(people, await a_decision(people, order("swiadczenie_pielegnacyjne", CARE, father, child)))

    assert [one["code"] for one in found] == ["parental_benefit_for_the_same_child"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_aid_that_another_member_of_the_household_has_stands_by_law(office: AnOffice) -> None:
    people = office.people
    office.turn(date(2022, 11, 10))
    mother, son = await a_person(people.clerk), await a_person(people.clerk, "Wiśniewski", "Jan", date(2001, 2, 1), 5)
    stranger = await a_person(people.clerk, "Nowak", serial=6)
    home = await a_household(people.clerk, mother, son, on="2022-01-01")
    coal, gas = (
        {
            "application": {"received_on": "2022-10-05"},
            "household": {"size": 2, "heating": {"fuel": fuel, "found_by_interview": True}},
        }
        for fuel in ("wegiel_kamienny", "lpg")
    )
    (running,) = await issued(people, order("dodatek_weglowy", coal, mother, son, on="2022-11-10", household=home))

    sons, of_nobody = [
        await excluded(people, await a_decision(people, order(AID, gas, who, son, on="2022-11-10", **more)))
        for who, more in ((son, {"household": home}), (stranger, {}))
    ]

    assert [(one["code"], one["award"], one["decided_by"], one["prevails"]) for one in sons] == [
        ("heat_source_aid_with_coal_aid", running, "law", "running")
    ]
    assert "Z mocy prawa zostaje prawo, które już trwa." in sons[0]["message"]
    assert of_nobody == []


@pytest.mark.parametrize(
    ("received", "born", "died", "months"),
    [
        # Drawn since before the death: the month after it is not of a choice any more, the month of the death is.
        ("2024-03-05", "2024-03-01", "2024-06-10", ("2024-03", "2024-06")),
        # Of what begins on the day of the death one stands for that month; what begins on the day after stands beside the other at once.
        ("2024-06-20", "2024-06-10", "2024-06-10", ("2024-06", "2024-06")),
        ("2024-06-20", "2024-06-11", "2024-06-10", None),
        ("2024-06-20", "2024-06-11", None, ("2024-06", "2025-02")),
    ],
)
@pytest.mark.postgres
@pytest.mark.asyncio
async def test_in_the_month_after_a_death_a_kept_care_benefit_is_not_warned_of(
    office: AnOffice, received: str, born: str, died: str | None, months: tuple[str, str] | None
) -> None:
    people = office.people
    office.turn(date(2024, 7, 10))
    mother, grandmother = (
        await a_person(people.clerk),
        await a_person(people.clerk, "Wąs", "Maria", date(1940, 1, 1), 7),
    )
    child = await a_person(people.clerk, "Wiśniewska", "Lena", date.fromisoformat(born), 2)
    cared_for = {
        "id": "babcia", "born_on": "1940-01-01", "relation": "first_degree_kin",
        "disability": {"degree": "znaczny", "valid_to": "2025-02-28"}, **({} if died is None else {"died_on": died}),
    }  # fmt: skip
    care = {"application": {"received_on": "2024-03-05"}, "carer": {"kept_right": {}, "cared_for": [cared_for]}}
    more: dict[str, Any] = {"on": "2024-07-10", "persons": {"babcia": grandmother}}
    (running,) = await issued(people, order("swiadczenie_pielegnacyjne", care, mother, child, **more))
    parental = {
        "application": {"received_on": received},
        "parental": {"child": "dziecko_1", "born_on": born},
    }

    draft = await a_decision(people, order("swiadczenie_rodzicielskie", parental, mother, child, on="2024-07-10"))

    found = [
        (one["award"], one["code"], one["first_month"], one["last_month"]) for one in await excluded(people, draft)
    ]
    assert found == ([] if months is None else [(running, "one_benefit_by_choice_kept_right", *months)])


def test_where_the_law_says_which_right_stands_the_table_says_so() -> None:
    against = list(CATALOGUE.overlaps.opposed("dodatek_elektryczny", None))
    sides = {one.benefit: one.loses for one in against}
    other = {one.benefit: one.loses for one in CATALOGUE.overlaps.opposed("dodatek_weglowy", None)}

    assert sides == {"dodatek_weglowy": True, "dodatek_dla_gospodarstw_domowych": True, "dodatek_elektryczny": None}
    assert other["dodatek_elektryczny"] is False


def test_a_row_about_a_variant_is_not_asked_for_another_one() -> None:
    kept = {one.exclusion.code for one in CATALOGUE.overlaps.opposed("swiadczenie_pielegnacyjne", "stare_zasady")}
    new = {one.exclusion.code for one in CATALOGUE.overlaps.opposed("swiadczenie_pielegnacyjne", "nowe_zasady")}

    assert "one_benefit_by_choice_kept_right" in kept - new
