"""Decisions over HTTP on a real database: every moment with its day and person, in order, by two people."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.cases import DECISION_FINAL, DECISION_ISSUED
from casework.facts.money import AWARD_GRANTED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, issued, recorded, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.fixture
def people(office: Office, today: Turn) -> Staff:
    return staff(office)


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


@pytest.mark.asyncio
async def test_a_decision_goes_from_draft_to_final_with_days_and_people(people: Staff, today: Turn) -> None:
    anna = await a_person(people.clerk)
    decision = await a_decision(people, recorded(anna))
    address = f"/v1/decisions/{decision}"
    today(date(2019, 1, 31))

    steps = [
        await people.head.post(f"{address}/approve", {"on": "2019-01-11"}, if_match=1),
        await people.clerk.post(f"{address}/issue", {"on": "2019-01-14"}, if_match=2),
        await people.clerk.post(f"{address}/deliver", {"on": "2019-01-16"}, if_match=3),
    ]

    assert [(step.json()["state"], step.headers["ETag"]) for step in steps] == [
        ("approved", '"2"'),
        ("issued", '"3"'),
        ("final", '"4"'),
    ]
    shown = (await people.auditor.get(address)).json()
    moments = ["prepared_by", "prepared_on", "approved_by", "approved_on", "issued_by", "issued_on"]
    assert [shown[name] for name in [*moments, "delivered_on", "final_on"]] == [
        "jan", "2019-01-10", "ewa", "2019-01-11", "jan", "2019-01-14", "2019-01-16", "2019-01-16",
    ]  # fmt: skip
    assert shown["grants"][0]["amount"] == "645.00"
    assert shown["legal_basis"] == "art. 37 ust. 1 ustawa testowa"


@pytest.mark.asyncio
async def test_a_justified_decision_becomes_final_when_its_term_has_run_out(
    people: Staff, today: Turn, database: Database
) -> None:
    anna = await a_person(people.clerk)
    decision = await a_decision(people, recorded(anna, justified=True))
    address = f"/v1/decisions/{decision}"
    await people.head.post(f"{address}/approve", {}, if_match=1)
    await people.clerk.post(f"{address}/issue", {}, if_match=2)

    delivered = await people.clerk.post(f"{address}/deliver", {"on": "2019-01-10"}, if_match=3)
    today(date(2019, 1, 24))
    too_early = await people.clerk.post("/v1/decisions/finalise")
    today(date(2019, 1, 25))
    in_time = await people.clerk.post("/v1/decisions/finalise")
    again = await people.clerk.post("/v1/decisions/finalise")

    assert delivered.json()["state"] == "delivered"
    assert [answer.json()["finalised"] for answer in (too_early, in_time, again)] == [0, 1, 0]
    (final,) = await events(database, DECISION_FINAL)
    assert (final["subject"], final["data"]["on"]) == (decision, "2019-01-25")


@pytest.mark.asyncio
async def test_who_prepared_may_not_approve(office: Office, today: Turn) -> None:
    both = office.caller("jan", "caseworker", "head")
    decision = await both.post("/v1/decisions", recorded(await a_person(both)))

    answer = await both.post(f"/v1/decisions/{decision.json()['id']}/approve", {}, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "same_official")


@pytest.mark.asyncio
async def test_a_caseworker_does_not_approve_and_a_head_does_not_prepare(people: Staff) -> None:
    anna = await a_person(people.clerk)
    decision = await a_decision(people, recorded(anna))

    answers = [
        await people.clerk.post(f"/v1/decisions/{decision}/approve", {}, if_match=1),
        await people.head.post("/v1/decisions", recorded(anna)),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.asyncio
async def test_steps_out_of_order_are_refused(people: Staff) -> None:
    anna = await a_person(people.clerk)
    address = f"/v1/decisions/{await a_decision(people, recorded(anna))}"

    answers = [
        await people.clerk.post(f"{address}/issue", {}, if_match=1),
        await people.clerk.post(f"{address}/deliver", {"on": "2019-01-10"}, if_match=1),
        await people.head.post(f"{address}/approve", {"on": "2019-01-09"}, if_match=1),
        await people.head.post(f"{address}/approve", {"on": "2019-01-11"}, if_match=1),
        await people.clerk.post(f"{address}/withdraw", if_match=1),
        await people.head.post(f"{address}/approve", {}, if_match=2),
    ]

    assert [(answer.status_code, answer.json().get("code")) for answer in answers] == [
        (409, "decision_wrong_step"),
        (409, "decision_wrong_step"),
        (422, "day_out_of_order"),
        (422, "day_out_of_order"),
        (200, None),
        (409, "decision_wrong_step"),
    ]


@pytest.mark.parametrize(("if_match", "status"), [(None, 428), (9, 412)])
@pytest.mark.asyncio
async def test_a_step_needs_the_version_that_was_read(people: Staff, if_match: int | None, status: int) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))

    answer = await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=if_match)

    assert answer.status_code == status


@pytest.mark.asyncio
async def test_a_repeated_issue_makes_its_awards_once(people: Staff, database: Database) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    address = f"/v1/decisions/{decision}"
    await people.head.post(f"{address}/approve", {}, if_match=1)
    first = await people.clerk.post(f"{address}/issue", {}, if_match=2, key="wydanie-1")

    again = await people.clerk.post(f"{address}/issue", {}, if_match=2, key="wydanie-1")
    other = await people.clerk.post(f"{address}/issue", {"on": "2019-01-09"}, if_match=2, key="wydanie-1")

    assert (again.status_code, again.json()) == (200, first.json())
    assert other.json()["code"] == "idempotency_key_reused"
    assert len(await events(database, AWARD_GRANTED)) == 1


@pytest.mark.asyncio
async def test_an_assessed_decision_says_why_and_grants_each_child_its_months(people: Staff) -> None:
    body = await on_children(people)

    shown = (await people.clerk.get(f"/v1/decisions/{await a_decision(people, body)}")).json()

    assert shown["steps"] == ["Dochód 674.00 zł porównano z kryterium. (art. 5 ust. 1)"]
    assert {(g["benefit"], g["first_month"], g["last_month"], g["amount"], g["variant"]) for g in shown["grants"]} == {
        ("zasilek_na_dziecko", "2019-11", "2019-12", "95.00", "do_5_lat"),
        ("zasilek_na_dziecko", "2020-01", "2020-10", "124.00", "od_5_lat"),
        ("dodatek_szkolny", "2019-09", "2019-09", "100.00", None),
    }
    assert shown["receipt"]["as_of"] == "2019-11-01"
    assert "67400" not in str(shown["receipt"])


@pytest.mark.asyncio
async def test_an_issued_grant_commits_this_year_and_the_next_apart(people: Staff, database: Database) -> None:
    body = await on_children(people)

    awards = await issued(people, body)

    assert len(awards) == 5
    (told,) = await events(database, DECISION_ISSUED)
    assert (told["data"]["outcome"], told["data"]["period_from"], told["data"]["period_to"]) == (
        "granted", "2019-09", "2020-10",
    )  # fmt: skip
    facts = [one["data"] for one in await events(database, AWARD_GRANTED)]
    summed: dict[tuple[str, str, int], int] = {}
    for fact in facts:
        key = (fact["benefit"], fact["measure"], fact["budget_year"])
        summed[key] = summed.get(key, 0) + sum(line["amount"] for line in fact["lines"])
    assert summed == {
        ("zasilek_na_dziecko", "commitment_this_year", 2019): 2 * 2 * 9500,
        ("zasilek_na_dziecko", "commitment_later", 2020): 2 * 10 * 12400,
        ("dodatek_szkolny", "commitment_this_year", 2019): 10000,
    }
    assert len({fact["entitled"] for fact in facts}) == 2
    assert {fact["counted"] for fact in facts if fact["benefit"] == "zasilek_na_dziecko"} == {"entitled"}


@pytest.mark.asyncio
async def test_a_refusal_keeps_its_ground_and_makes_no_award(people: Staff, database: Database) -> None:
    body = await on_children(people)
    body["facts"] = {"children": ["z"], "income": 200_000}

    awards = await issued(people, body)

    assert awards == []
    (told,) = await events(database, DECISION_ISSUED)
    assert (told["data"]["kind"], told["data"]["outcome"]) == ("refuse", "refused")
    assert told["data"]["refusal_grounds"] == ["income_exceeds"]


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"benefit": "nieznane"}, 422, "unknown_benefit", "/benefit"),
        ({"recorded": None}, 422, "decision_content_missing", "/recorded"),
        ({"facts": {"children": [], "income": 1}}, 422, "decision_content_missing", "/recorded"),
        ({"entitled": "00000000-0000-7000-8000-000000000000"}, 422, "validation_failed", "/entitled"),
        ({"household": "00000000-0000-7000-8000-000000000000"}, 422, "validation_failed", "/household"),
        ({"on": "2017-05-05"}, 409, "cannot_be_booked", None),
    ],
)
@pytest.mark.asyncio
async def test_an_impossible_decision_is_refused_precisely(
    people: Staff, change: dict[str, object], status: int, code: str, pointer: str | None
) -> None:
    body = {**recorded(await a_person(people.clerk)), **change}

    answer = await people.clerk.post("/v1/decisions", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [error["pointer"] for error in answer.json()["errors"]] == ([pointer] if pointer else [])


@pytest.mark.asyncio
async def test_a_refusal_without_justification_is_refused_itself(people: Staff) -> None:
    body = await on_children(people, justified=False)
    body["facts"] = {"children": ["z"], "income": 200_000}

    answer = await people.clerk.post("/v1/decisions", body)

    assert answer.json()["code"] == "justification_required"
    assert answer.json()["legal_basis"] == ["art. 107 § 4 k.p.a."]


@pytest.mark.asyncio
async def test_a_child_of_the_facts_has_to_be_named(people: Staff) -> None:
    body = await on_children(people, persons={})

    answer = await people.clerk.post("/v1/decisions", body)

    assert answer.json()["errors"][0]["code"] == "person_not_named"


@pytest.mark.asyncio
async def test_facts_are_encrypted_and_open_in_the_file_of_whoever_stated_them(
    people: Staff, database: Database
) -> None:
    body = await on_children(people)
    await a_decision(people, body)

    mother = (await people.clerk.get(f"/v1/persons/{body['recipient']}/file")).json()
    async with database.tenant(people.clerk.gmina) as connection:
        row = await (await connection.execute("SELECT d::text FROM decision d")).fetchone()

    assert mother["decisions"][0]["facts"] == body["facts"]
    assert "67400" not in str(row)


@pytest.mark.asyncio
async def test_decisions_are_listed_by_benefit_state_and_person(people: Staff) -> None:
    anna = await a_person(people.clerk)
    ewa = await a_person(people.clerk, serial=2)
    first = await a_decision(people, recorded(anna))
    second = await a_decision(people, recorded(ewa))
    await people.clerk.post(f"/v1/decisions/{second}/withdraw", if_match=1)

    async def listed(**query: object) -> list[str]:
        seen, cursor = [], None
        while True:
            page = (await people.clerk.get("/v1/decisions", limit=1, cursor=cursor, **query)).json()
            seen += [one["id"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return seen

    assert await listed() == [second, first]
    assert await listed(sort="prepared_on") == [first, second]
    assert await listed(state="withdrawn") == [second]
    assert await listed(person=anna) == [first]
    assert await listed(benefit="zasilek_mieszany") == []


@pytest.mark.asyncio
async def test_reading_a_decision_is_audited(people: Staff, database: Database) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))

    await people.auditor.get(f"/v1/decisions/{decision}")

    assert ("ula", "read", decision) in await audited(database)


@pytest.mark.asyncio
async def test_another_gmina_finds_no_decision(office: Office, people: Staff) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    others = staff(office, OTHER_GMINA)
    address = f"/v1/decisions/{decision}"

    answers = [
        await others.auditor.get(address),
        await others.head.post(f"{address}/approve", {}, if_match=1),
        await others.clerk.post(f"{address}/issue", {}, if_match=1),
        await others.clerk.post(f"{address}/deliver", {"on": "2019-01-10"}, if_match=1),
        await others.clerk.post(f"{address}/withdraw", if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert (await others.auditor.get("/v1/decisions")).json()["items"] == []
