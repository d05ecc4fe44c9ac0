"""The register of debtors over HTTP: whoever is obliged by a title comes back composed as of nobody's family whom he owes alimony."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.alimony_fund.fund import FUND
from tests.casework.evidence.a_fact import established
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import BOTH, DEBTORS, a_title, ok

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_a_title_of_the_register_names_to_whom_a_parent_is_obliged(people: Staff, today: Turn) -> None:
    mother = await a_person(people.clerk, serial=11, born=date(1985, 1, 1))
    father = await a_person(people.clerk, first_name="Jan", serial=12, born=date(1984, 1, 1))
    child = await a_person(people.clerk, first_name="Ola", serial=13, born=date(2015, 3, 2))
    sister = await a_person(people.clerk, first_name="Ewa", serial=14, born=date(2017, 3, 2))
    household = await a_household(people.clerk, mother, child, on="2017-03-02")
    belongs = {"kind": "membership", "household": household, "valid_from": "2017-03-02"}
    members = (("parent", mother), ("parent", father), ("entitled", child), ("entitled", sister))
    await established(people.clerk, *({**belongs, "code": code, "person": person} for code, person in members))
    today(date(2026, 5, 5))
    made = await ok(people.clerk.post(DEBTORS, {"person": father, "opened_on": "2026-05-02", **BOTH}))
    await a_title(people, made["id"], entitled=child)

    async def obliged(known_on: str, on: str = "2026-05-04") -> dict[str, list[str]]:
        order = {"benefit": FUND, "on": on, "known_on": known_on, "person": mother, "household": household}
        told: dict[str, Any] = await ok(people.clerk.post("/v1/assessments/compose", order))
        members = told["facts"]["household"]["members"]
        return {
            told["persons"][one["id"]]: [told["persons"][ref] for ref in one["obliged_to"]]
            for one in members
            if "obliged_to" in one
        }

    assert await obliged("2026-05-05") == {father: [child]}
    assert await obliged("2026-05-04") == {}
