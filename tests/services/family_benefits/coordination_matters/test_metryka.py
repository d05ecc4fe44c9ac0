"""What went to the voivode and what he wrote stands in the metryka of the case, whichever way the matter went."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.casework.applications.a_letter import a_body
from tests.casework.letters.a_letter import lives, named
from tests.casework.rights import Staff
from tests.services.family_benefits.coordination_matters.a_matter import (
    NURSING,
    a_granted,
    a_matter,
    an_application_passed_on,
    ok,
)

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]

ASKED = "Wystąpienie do wojewody o ustalenie, czy stosuje się przepisy o koordynacji"
CAME = "Przyjęcie pisma wojewody w sprawie koordynacji"
TOLD = "Przekazanie wojewodzie, co wypłacono za okres koordynacji"


async def case_of(people: Staff, application: str) -> str:
    matters = (await ok(people.clerk.get(f"/v1/applications/{application}")))["matters"]
    return str(matters[0]["case"])


async def of_coordination(people: Staff, case: str) -> list[tuple[str, str]]:
    """The lines about coordination: day and act."""
    rows = (await ok(people.head.get(f"/v1/cases/{case}/metryka")))["rows"]
    return [(row["on"], row["act"]) for row in rows if row["act"] in {ASKED, CAME, TOLD}]


@pytest.mark.asyncio
async def test_of_a_decision_the_question_its_letter_and_the_answers_are_in_the_case_of_its_application(
    people: Staff, today: Turn
) -> None:
    today(date(2018, 11, 15))
    body, decision, _ = await a_granted(people)
    person = body["entitled"]
    asked = await ok(people.clerk.post("/v1/applications", a_body(person, NURSING, received_on="2018-11-10")))
    other = await ok(people.clerk.post("/v1/applications", a_body(person, NURSING, received_on="2018-11-10")))
    await ok(people.clerk.post(f"/v1/applications/{asked['id']}/decisions", {"decision": decision}, if_match=1))
    await lives(people, person)
    await named(people, ("jan", "Jan Kłos", "Referent"))
    today(date(2019, 1, 20))
    letter = await a_letter(people, other["id"])
    matter = await a_matter(people, decision=decision, asked_on="2019-01-12", letter=letter)
    await ok(people.clerk.post(f"{matter}/opinion", {"dated": "2019-01-15"}, if_match=1))
    await ok(people.clerk.post(f"{matter}/answer", {"answer": "does_not_apply", "dated": "2019-01-18"}, if_match=2))

    case = await case_of(people, asked["id"])

    assert await of_coordination(people, case) == [("2019-01-12", ASKED), ("2019-01-20", CAME), ("2019-01-20", CAME)]
    assert letter in (await ok(people.head.get(f"/v1/cases/{case}")))["letters"]
    assert await of_coordination(people, await case_of(people, other["id"])) == []


@pytest.mark.asyncio
async def test_of_an_application_that_was_passed_on_only_what_he_wrote_is_added(people: Staff, today: Turn) -> None:
    _, application = await an_application_passed_on(people)
    matter = await a_matter(people, application=application)
    today(date(2019, 1, 20))
    await ok(people.clerk.post(f"{matter}/answer", {"answer": "does_not_apply", "dated": "2019-01-18"}, if_match=1))

    assert await of_coordination(people, await case_of(people, application)) == [("2019-01-20", CAME)]


async def a_letter(people: Staff, application: str) -> str:
    body: dict[str, Any] = {
        "kind": "delay_notice", "application": application, "reason": "ustalenia wojewody", "new_day": "2019-03-15",
    }  # fmt: skip
    return str((await ok(people.clerk.post("/v1/letters", body)))["id"])
