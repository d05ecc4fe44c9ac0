"""The body of a decision that is assessed from facts, for tests."""

from datetime import date

from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff


async def on_children(people: Staff, **other: object) -> dict[str, object]:
    mother = await a_person(people.clerk)
    zosia = await a_person(people.clerk, first_name="Zosia", born=date(2015, 3, 1), serial=2)
    jas = await a_person(people.clerk, first_name="Jaś", born=date(2016, 4, 2), serial=3)
    return {
        "benefit": "zasilek_na_dziecko",
        "on": "2019-11-01",
        "entitled": mother,
        "recipient": mother,
        "household": await a_household(people.clerk, mother, zosia, jas),
        "persons": {"z": zosia, "j": jas},
        "facts": {"children": ["z", "j"], "income": 67400},
        **other,
    }
