"""The register of cards over HTTP: who of a family held a card on a day is composed as asking for none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.casework.evidence.a_fact import Family
from tests.casework.evidence.a_fact import a_family as an_established_family
from tests.casework.rights import Staff
from tests.services.family_benefits.card_register.test_card_register import CARDS, a_card, issued, ordered
from tests.services.family_benefits.coordination_matters.a_matter import ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
CARD = "karta_duzej_rodziny"


async def asking(people: Staff, family: Family, known_on: str, **other: Any) -> set[str]:
    """The persons for whom a card is asked."""
    order = {
        "benefit": CARD,
        "on": "2019-01-20",
        "known_on": known_on,
        "person": family.father,
        "household": family.household,
    }
    told = await ok(people.clerk.post("/v1/assessments/compose", order | other))
    part = told["facts"]["large_family_card"]
    return {told["persons"][one["id"]] for one in (*part["holders"], *part["children"]) if one.get("card", True)}


@pytest.mark.asyncio
async def test_a_card_of_the_family_is_found_from_its_order_to_its_end(people: Staff, today: Turn) -> None:
    today(date(2018, 12, 1))
    family = await an_established_family(people.clerk)
    today(date(2019, 1, 20))
    hers = await issued(people, a_card(family.mother, family.household), "10180500000071")
    await ordered(people, a_card(family.child, family.household, "dziecko", received_on="2019-01-10"))
    await ok(people.clerk.post(f"{hers}/end", {"reason": "returned", "on": "2019-01-20"}, if_match=2))

    assert await asking(people, family, "2019-01-07") == {family.mother, family.father, family.child}
    assert await asking(people, family, "2019-01-08") == {family.father, family.child}
    assert await asking(people, family, "2019-01-19") == {family.father}
    assert await asking(people, family, "2019-01-20") == {family.mother, family.father}


@pytest.mark.asyncio
async def test_a_card_that_the_application_itself_brought_is_none_that_it_finds(people: Staff, today: Turn) -> None:
    today(date(2018, 12, 1))
    family = await an_established_family(people.clerk)
    today(date(2019, 1, 20))
    await ok(people.clerk.post(CARDS, a_card(family.mother, family.household, application=family.application)))

    of_it = await asking(people, family, "2019-01-20", person=None, household=None, application=family.application)

    assert of_it == {family.mother, family.father, family.child}
    assert await asking(people, family, "2019-01-20") == {family.father, family.child}
