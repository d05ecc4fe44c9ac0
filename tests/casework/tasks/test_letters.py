"""A further letter that is on its way is a task until it has arrived: when the law treats it as delivered, or that nobody knows yet."""

from datetime import date

import pytest
import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.appeals.a_case import Turn, done
from tests.casework.letters.a_letter import STAFF, anna, lives, named
from tests.casework.letters.test_further import a_case
from tests.casework.letters.test_sendings import a_letter, a_start_notice, happened, sent
from tests.casework.overpayments.a_debt import decided, paid, shown, step, undue
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import listed, only

pytestmark = pytest.mark.postgres

KINDS = ("letter_send", "letter_wait", "letter_undelivered")


@pytest_asyncio.fixture(autouse=True)
async def office_known(people: Staff) -> None:
    await named(people, *STAFF)


async def of_letters(people: Staff) -> list[str]:
    return [one["kind"] for one in await listed(people.clerk, until="2099-12-31") if one["kind"] in KINDS]


@pytest.mark.asyncio
async def test_a_letter_that_was_sent_is_asked_for_until_it_counts_as_delivered(people: Staff, today: Turn) -> None:
    letter = await a_start_notice(people)
    made = await only(people.clerk, "letter_send")
    before = await of_letters(people)
    sending = await sent(people, letter, way="post")
    asked = await only(people.clerk, "letter_undelivered")
    today(date(2019, 1, 22))
    await happened(people, letter, sending, 1, kind="first_notice", on="2019-01-14")
    await happened(people, letter, sending, 2, kind="second_notice", on="2019-01-22")
    waits = await only(people.clerk, "letter_wait")
    noticed = await of_letters(people)
    today(date(2019, 1, 29))
    await done(people.clerk.post("/v1/decisions/finalise"))

    assert (before, noticed) == (["letter_send"], ["letter_wait"])
    assert (made["key"], made["does"], made["since"]) == (f"letter_send:{letter}", "letter_send", "2019-01-10")
    assert (asked["key"], asked["due_on"], asked["since"]) == (f"letter_undelivered:{sending}", None, "2019-01-10")
    assert (waits["due_on"], waits["whose"], waits["does"]) == ("2019-01-28", "party", "letter_note_event")
    assert await of_letters(people) == []


@pytest.mark.asyncio
async def test_of_letters_made_of_one_matter_the_newest_is_to_be_sent_and_a_draft_never(people: Staff) -> None:
    case = await a_case(people, await anna(people))
    said = {"kind": "start_notice", "case": case, "matter": "zmiana decyzji o zasiłku"}
    first = await a_letter(people, **said)
    draft = await a_letter(people, **said, draft=True)
    one = [task["matter"] for task in await listed(people.clerk, kind="letter_send")]
    second = await a_letter(people, **said)

    again = [task["matter"] for task in await listed(people.clerk, kind="letter_send")]

    assert (one, again) == ([first], [second])
    assert draft not in one


@pytest.mark.asyncio
async def test_a_reminder_whose_delivery_stands_at_the_debt_is_not_to_be_sent(people: Staff, today: Turn) -> None:
    today(date(2019, 12, 31))
    debt = await undue(people, *await paid(people))
    await lives(people, (await shown(people, debt))["person"])
    await decided(people, debt)
    today(date(2020, 1, 2))
    issued = {"act": "reminder_issued", "day": "2020-01-02", "number": "U/1/2020", "cost": "16.00"}
    await step(people.clerk, people, debt, "enforcement", issued)
    await done(people.clerk.post("/v1/letters", {"kind": "reminder", "overpayment": debt}))
    before = [one["kind"] for one in await listed(people.clerk, kind="letter_send")]

    today(date(2020, 1, 10))
    await step(people.clerk, people, debt, "enforcement", {"act": "reminder_delivered", "day": "2020-01-10"})

    assert (before, await listed(people.clerk, kind="letter_send")) == (["letter_send"], [])


@pytest.mark.asyncio
async def test_a_sending_without_effect_is_sent_again_and_what_arrived_once_is_asked_for_no_more(people: Staff) -> None:
    person = await anna(people)
    attorney = await lives(people, await a_person(people.clerk, "Kos", "Jan", serial=2))
    body = {
        "form": "paper", "received_on": "2019-01-02", "applicant": person, "benefits": ["zasilek_staly_testowy"],
        "representation": "attorney", "representative": attorney,
    }  # fmt: skip
    application = (await done(people.clerk.post("/v1/applications", body)))["id"]
    letter = await a_letter(people, kind="start_notice", application=application)
    first = await sent(people, letter, way="office", to="party")
    wrong = await only(people.clerk, "letter_undelivered")
    second = await sent(people, letter, way="office")
    again = await only(people.clerk, "letter_undelivered")
    await happened(people, letter, second, 1, kind="collected", on="2019-01-10")

    assert (wrong["matter"], again["matter"], again["application"]) == (first, second, application)
    assert await of_letters(people) == []


@pytest.mark.asyncio
async def test_letters_of_a_restricted_person_are_nobody_elses_task(people: Staff, office: Office) -> None:
    letter = await a_start_notice(people)
    await sent(people, letter, way="post")
    ola = office.caller("ola", "caseworker")
    before = await listed(ola, kind="letter_undelivered")
    person = (await people.clerk.get("/v1/letters", kind="start_notice")).json()["items"][0]["person"]

    await done(
        people.clerk.post(
            "/v1/restrictions", {"matter_kind": "person", "matter": person, "reason": "domestic_violence"}
        )
    )

    assert len(before) == 1
    assert await listed(ola, kind="letter_undelivered") == []
    assert len(await listed(people.head, kind="letter_undelivered")) == 1
