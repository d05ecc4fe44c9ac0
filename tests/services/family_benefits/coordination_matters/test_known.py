"""The register of matters of coordination over HTTP: what was known of a case on a day comes back composed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Office
from tests.casework.applications.a_letter import a_body
from tests.casework.authority.test_sight import restricted
from tests.casework.rights import Staff
from tests.services.family_benefits.coordination_matters.a_matter import (
    FAMILY,
    NURSING,
    a_granted,
    a_matter,
    an_application_passed_on,
    ok,
)

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
STAY = {"who": "family_member", "country": "DE", "since": "2018-12-05"}
NO_LONGER = {"answer": "does_not_apply", "dated": "2019-01-14"}


async def composed(people: Staff, application: str, **other: Any) -> dict[str, Any] | None:
    order = {"benefit": FAMILY, "on": "2019-01-20", "application": application, **other}
    told = await ok(people.clerk.post("/v1/assessments/compose", order))
    found: dict[str, Any] | None = told["facts"].get("coordination")
    return found


@pytest.mark.asyncio
async def test_stays_are_composed_when_the_matter_went_and_the_finding_when_it_came(people: Staff, today: Turn) -> None:
    _, application = await an_application_passed_on(people)
    before = await composed(people, application)
    address = await a_matter(people, application=application)
    today(date(2019, 1, 20))
    await ok(people.clerk.post(f"{address}/opinion", {"dated": "2019-01-10"}, if_match=1))
    await ok(people.clerk.post(f"{address}/answer", {**NO_LONGER, "received_on": "2019-01-16"}, if_match=2))

    answered = {"answer": "does_not_apply", "answered_on": "2019-01-14"}
    assert before is None
    assert await composed(people, application, known_on="2019-01-08") is None
    assert await composed(people, application, known_on="2019-01-09") == {"stays": [STAY]}
    assert await composed(people, application, known_on="2019-01-15") == {"stays": [STAY]}
    assert await composed(people, application, known_on="2019-01-16") == {"stays": [STAY], **answered}
    # Of another application nothing was found.
    other = await ok(people.clerk.post("/v1/assessments/compose", {
        "benefit": FAMILY, "on": "2019-01-20", "person": (await ok(people.clerk.get(address)))["person"],
    }))  # fmt: skip
    assert other["facts"]["coordination"] == {"stays": [STAY]}


@pytest.mark.asyncio
async def test_a_withdrawn_matter_is_composed_until_the_day_on_which_it_was_withdrawn(
    people: Staff, today: Turn
) -> None:
    _, application = await an_application_passed_on(people)
    address = await a_matter(people, application=application)
    today(date(2019, 1, 20))
    await ok(people.clerk.post(f"{address}/withdraw", {"on": "2019-01-15"}, if_match=1))

    assert await composed(people, application, known_on="2019-01-14") == {"stays": [STAY]}
    assert await composed(people, application, known_on="2019-01-15") is None


@pytest.mark.asyncio
async def test_of_a_decision_the_finding_is_that_of_the_application_that_it_answers(people: Staff, today: Turn) -> None:
    today(date(2018, 11, 15))
    body, decision, _ = await a_granted(people)
    asked = await ok(people.clerk.post("/v1/applications", a_body(body["entitled"], NURSING, received_on="2018-11-10")))
    address = f"/v1/applications/{asked['id']}"
    await ok(people.clerk.post(f"{address}/decisions", {"decision": decision}, if_match=1))
    today(date(2019, 1, 20))
    matter = await a_matter(people, decision=decision)
    await ok(people.clerk.post(f"{matter}/answer", NO_LONGER | {"dated": "2019-01-20"}, if_match=1))

    of_it = await composed(people, asked["id"], benefit=NURSING)
    order = {"benefit": NURSING, "on": "2019-01-20", "person": body["entitled"]}
    of_none = await ok(people.clerk.post("/v1/assessments/compose", order))

    # The stay began after that application; whoever applies now has it.
    assert of_it == {"answer": "does_not_apply", "answered_on": "2019-01-20"}
    assert of_none["facts"]["coordination"] == {"stays": [STAY]}


@pytest.mark.asyncio
async def test_a_matter_that_the_reader_does_not_see_is_not_composed(people: Staff, office: Office) -> None:
    mother, application = await an_application_passed_on(people)
    await a_matter(people, application=application)
    order = {"benefit": FAMILY, "on": "2019-01-10", "application": application}
    await restricted(people, "person", mother)

    refused = await office.caller("ola", "caseworker").post("/v1/assessments/compose", order)
    seen = await ok(people.clerk.post("/v1/assessments/compose", order))

    assert refused.status_code == 422
    assert seen["facts"]["coordination"] == {"stays": [STAY]}
