"""Deciding needs an authorisation that is valid that day; an excluded official neither prepares nor approves."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.applications.a_letter import an_application
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, authorised, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.fixture
def wanda(office: Office) -> Caller:
    """A head who has no authorisation until a test enters one."""
    return office.caller("wanda", "head")


async def approve(who: Caller, decision: str, **body: str) -> httpx.Response:
    return await who.post(f"/v1/decisions/{decision}/approve", body, if_match=1)


async def a_matter(people: Staff, **other: Any) -> str:
    return await a_decision(people, recorded(await a_person(people.clerk), **other))


@pytest.mark.asyncio
async def test_a_head_without_an_authorisation_does_not_approve(people: Staff, wanda: Caller) -> None:
    decision = await a_matter(people)

    answer = await approve(wanda, decision)

    assert (answer.status_code, answer.json()["code"]) == (403, "no_authority")
    assert "art. 268a k.p.a." in answer.json()["legal_basis"]
    assert (await people.auditor.get(f"/v1/decisions/{decision}")).json()["state"] == "prepared"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 200),
        ({"since": "2019-01-10", "until": "2019-01-10"}, 200),
        ({"since": "2019-01-11"}, 403),
        ({"until": "2019-01-09"}, 403),
        ({"benefits": ["zasilek_staly_testowy"]}, 200),
        ({"benefits": ["zasilek_na_dziecko"]}, 403),
        ({"kinds": ["grant"]}, 200),
        ({"kinds": ["refuse"]}, 403),
        ({"organ": "wojt", "title": "office", "basis": "zaświadczenie o wyborze"}, 200),
        ({"deputises": "ewa"}, 403),
    ],
)
@pytest.mark.asyncio
async def test_an_authorisation_counts_for_its_days_benefits_and_kinds(
    people: Staff, office: Office, wanda: Caller, given: dict[str, Any], status: int
) -> None:
    decision = await a_matter(people)
    await authorised(office, "wanda", number="0052.2.2019", **given)

    answer = await approve(wanda, decision)

    assert answer.status_code == status, answer.text


@pytest.mark.asyncio
async def test_a_revoked_authorisation_does_not_count_from_its_day(
    people: Staff, office: Office, wanda: Caller, today: Turn
) -> None:
    first, second = await a_matter(people), await a_decision(people, recorded(await a_person(people.clerk, serial=2)))
    held = await authorised(office, "wanda", number="0052.2.2019")
    today(date(2019, 1, 14))
    before = await approve(wanda, first)
    today(date(2019, 1, 20))
    revoked = await people.clerk.post(f"/v1/authorisations/{held}/revoke", {"on": "2019-01-15"}, if_match=1)

    after = await approve(wanda, second, on="2019-01-15")

    assert revoked.json()["state"] == "revoked"
    assert (before.status_code, after.status_code) == (200, 403)


@pytest.mark.parametrize("lost", ["revoked", "ended"])
@pytest.mark.asyncio
async def test_an_earlier_day_does_not_go_round_an_authorisation_that_was_lost(
    people: Staff, office: Office, wanda: Caller, today: Turn, lost: str
) -> None:
    decision = await a_matter(people)
    held = await authorised(office, "wanda", number="0052.2.2019", until="2019-01-15" if lost == "ended" else None)
    today(date(2019, 1, 20))
    if lost == "revoked":
        await people.clerk.post(f"/v1/authorisations/{held}/revoke", {"on": "2019-01-16"}, if_match=1)

    answer = await approve(wanda, decision, on="2019-01-14")

    assert (answer.status_code, answer.json()["code"]) == (403, "no_authority")
    assert (await people.auditor.get(f"/v1/decisions/{decision}")).json()["state"] == "prepared"


@pytest.mark.asyncio
async def test_what_was_approved_is_not_sent_on_a_day_before_its_signatory_was_revoked(
    people: Staff, office: Office, wanda: Caller, today: Turn
) -> None:
    decision = await a_matter(people)
    held = await authorised(office, "wanda", number="0052.2.2019")
    await approve(wanda, decision)
    today(date(2019, 1, 20))
    await people.clerk.post(f"/v1/authorisations/{held}/revoke", {"on": "2019-01-16"}, if_match=1)

    answer = await people.clerk.post(f"/v1/decisions/{decision}/issue", {"on": "2019-01-14"}, if_match=2)

    assert (answer.status_code, answer.json()["code"]) == (403, "no_authority")


@pytest.mark.asyncio
async def test_an_earlier_day_does_not_go_round_an_exclusion(people: Staff, today: Turn) -> None:
    decision = await a_matter(people)
    today(date(2019, 1, 20))
    assert (await excluded(people, "ewa", "decision", decision, since="2019-01-18")).status_code == 201

    answer = await approve(people.head, decision, on="2019-01-14")

    assert (answer.status_code, answer.json()["code"]) == (403, "official_excluded")


@pytest.mark.asyncio
async def test_a_deputy_decides_on_the_days_on_which_she_stands_in(
    people: Staff, office: Office, wanda: Caller, today: Turn
) -> None:
    first, second, third = [
        await a_decision(people, recorded(await a_person(people.clerk, serial=serial))) for serial in (1, 2, 3)
    ]
    await authorised(office, "wanda", number="0052.2.2019", deputises="ewa")
    leave = {"deputy": "wanda", "replaces": "ewa", "reason": "leave", "since": "2019-01-14", "until": "2019-01-18"}
    await people.clerk.post("/v1/deputyships", leave)

    answers = []
    for day, decision in ((11, first), (18, second), (21, third)):
        today(date(2019, 1, day))
        answers.append((await approve(wanda, decision)).status_code)

    assert answers == [403, 200, 403]


@pytest.mark.asyncio
async def test_the_authorisation_of_whoever_approved_still_stands_when_the_decision_is_issued(
    people: Staff, office: Office, wanda: Caller, today: Turn
) -> None:
    decision = await a_matter(people)
    await authorised(office, "wanda", number="0052.2.2019", until="2019-01-11")
    today(date(2019, 1, 11))
    await approve(wanda, decision)
    today(date(2019, 1, 14))

    late = await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    in_time = await people.clerk.post(f"/v1/decisions/{decision}/issue", {"on": "2019-01-11"}, if_match=2)

    assert (late.status_code, late.json()["code"]) == (403, "no_authority")
    assert in_time.status_code == 200


@pytest.mark.asyncio
async def test_it_is_kept_under_which_authorisation_a_decision_was_made(
    people: Staff, office: Office, wanda: Caller, database: Database
) -> None:
    decision = await a_matter(people)
    held = await authorised(office, "wanda", number="0052.2.2019")
    await approve(wanda, decision)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    async with database.tenant(people.clerk.gmina) as connection:
        rows = await connection.execute(
            "SELECT step, official, authorisation::text, on_day FROM decision_authority WHERE decision = %s ORDER BY step",
            (decision,),
        )
        kept = await rows.fetchall()

    assert kept == [
        ("approve", "wanda", held, date(2019, 1, 10)),
        ("issue", "wanda", held, date(2019, 1, 10)),
    ]


async def excluded(people: Staff, official: str | None, kind: str, matter: str, **other: object) -> httpx.Response:
    body = {
        "official": official,
        "matter_kind": kind,
        "matter": matter,
        "ground": "close_relative" if official else "organ_head_interest",
        "since": "2019-01-02",
        **other,
    }
    return await people.head.post("/v1/exclusions", body)


@pytest.mark.asyncio
async def test_an_official_excluded_from_a_persons_matters_does_not_prepare_them(people: Staff) -> None:
    anna, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    assert (await excluded(people, "jan", "person", anna)).status_code == 201

    hers = await people.clerk.post("/v1/decisions", recorded(anna))
    paid_to_her = await people.clerk.post("/v1/decisions", recorded(other, recipient=anna))
    somebody_elses = await people.clerk.post("/v1/decisions", recorded(other))

    assert (hers.status_code, hers.json()["code"]) == (403, "official_excluded")
    assert hers.json()["legal_basis"] == ["art. 24 § 1 pkt 2 k.p.a."]
    assert (paid_to_her.status_code, somebody_elses.status_code) == (403, 201)


@pytest.mark.parametrize("who", ["party", "attorney", "person_of_the_facts", "member", "applicant", "application"])
@pytest.mark.asyncio
async def test_an_exclusion_from_a_persons_matters_reaches_everybody_whose_matter_it_is(
    people: Staff, who: str
) -> None:
    anna, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    body = recorded(anna)
    if who == "person_of_the_facts":
        body["persons"] = {"dziecko": other}
    if who == "member":
        body["household"] = await a_household(people.clerk, anna, other)
    decision = await a_decision(people, body)
    address, matter, kind = f"/v1/decisions/{decision}/parties", other, "person"
    if who == "party":
        assert (await people.clerk.post(address, {"person": other})).status_code == 201
    elif who == "attorney":
        (first,) = (await people.clerk.get(address)).json()
        told = {"attorney": other, "attorney_since": "2019-01-09"}
        noted = await people.clerk.send("PATCH", f"{address}/{first['id']}", body=told, if_match=1, key="raz")
        assert noted.status_code == 200, noted.text
    elif who in ("applicant", "application"):
        household = await a_household(people.clerk, other, anna)
        made = await an_application(people, "zasilek_staly_testowy", applicant=other, household=household)
        await made.done("decisions", decision=decision)
        if who == "application":
            matter, kind = made.id, "application"

    entered = await excluded(people, "ewa", kind, matter)
    answer = await approve(people.head, decision)

    assert entered.status_code == 201, entered.text
    assert (answer.status_code, answer.json()["code"]) == (403, "official_excluded")


@pytest.mark.asyncio
async def test_whoever_is_excluded_from_a_member_of_the_family_does_not_prepare_its_decision(people: Staff) -> None:
    anna, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    household = await a_household(people.clerk, anna, other)
    assert (await excluded(people, "jan", "person", other)).status_code == 201

    answer = await people.clerk.post("/v1/decisions", recorded(anna, household=household))

    assert (answer.status_code, answer.json()["code"]) == (403, "official_excluded")


@pytest.mark.parametrize(("official", "status"), [("ewa", 403), ("jan", 200), (None, 403)])
@pytest.mark.asyncio
async def test_an_excluded_official_does_not_approve_and_of_an_excluded_organ_nobody_does(
    people: Staff, office: Office, official: str | None, status: int
) -> None:
    decision = await a_matter(people)
    wanda = office.caller("wanda", "head")
    body = {
        "official": official,
        "matter_kind": "decision",
        "matter": decision,
        "ground": "doubt_of_impartiality" if official else "organ_head_interest",
        "since": "2019-01-02",
    }
    assert (await wanda.post("/v1/exclusions", body)).status_code == 201

    assert (await approve(people.head, decision)).status_code == status


@pytest.mark.asyncio
async def test_an_exclusion_that_was_lifted_no_longer_stands_on_its_day(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    made = await excluded(people, "jan", "person", anna, ground="doubt_of_impartiality")
    address = f"/v1/exclusions/{made.json()['id']}"

    ceased = {"on": "2019-01-10", "reason": "ground_ceased"}
    lifted = await people.head.post(f"{address}/lift", ceased, if_match=1)
    again = await people.head.post(f"{address}/lift", ceased, if_match=2)

    assert lifted.json()["state"] == "lifted"
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    assert (await people.clerk.post("/v1/decisions", recorded(anna))).status_code == 201
    shown = (await people.auditor.get(address)).json()
    assert (shown["article"], [(one["act"], one["by"]) for one in shown["history"]]) == (
        "art. 24 § 3 k.p.a.",
        [("entered", "ewa"), ("lifted", "ewa")],
    )


@pytest.mark.asyncio
async def test_who_may_exclude_whom_is_told_in_codes(people: Staff) -> None:
    anna = await a_person(people.clerk)
    body = {
        "official": "ola",
        "matter_kind": "person",
        "matter": anna,
        "ground": "close_relative",
        "since": "2019-01-02",
    }

    answers = [
        await people.clerk.post("/v1/exclusions", body),
        await people.clerk.post("/v1/exclusions", {**body, "official": "jan"}),
        await people.head.post("/v1/exclusions", {**body, "official": None}),
        await people.head.post("/v1/exclusions", {**body, "replaced_by": "ola"}),
        await people.head.post("/v1/exclusions", {**body, "matter": "00000000-0000-7000-8000-000000000000"}),
    ]

    assert [(one.status_code, one.json().get("code")) for one in answers] == [
        (403, "exclusion_by_superior"), (201, None), (422, "validation_failed"), (422, "validation_failed"),
        (422, "validation_failed"),
    ]  # fmt: skip
    own = answers[1].json()["id"]
    lasting = await people.head.post(
        f"/v1/exclusions/{own}/lift", {"on": "2019-01-10", "reason": "ground_ceased"}, if_match=1
    )
    assert (lasting.status_code, lasting.json()["code"]) == (409, "exclusion_lasts")
