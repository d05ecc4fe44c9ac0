"""The registers of staff, authorisations and deputyships over HTTP: entered by another person, ended once, with history and audit."""

import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.log import audited
from tests.casework.rights import Staff, an_authorisation, authorised

pytestmark = pytest.mark.postgres

POST = {
    "subject": "danuta",
    "name": "Danuta Przykładowska",
    "post": "Kierownik GOPS",
    "unit": "gops",
    "since": "2019-01-01",
}


@pytest.mark.asyncio
async def test_an_authorisation_is_entered_revoked_and_keeps_its_history(people: Staff, database: Database) -> None:
    body = an_authorisation("wanda", number="0052.7.2019", benefits=["zasilek_staly_testowy"])
    made = await people.clerk.post("/v1/authorisations", body)
    address = f"/v1/authorisations/{made.json()['id']}"
    await people.head.post(f"{address}/revoke", {"on": "2019-02-01"}, if_match=1)

    shown = (await people.auditor.get(address)).json()

    assert (made.status_code, made.headers["Location"], shown["state"], shown["revoked_on"]) == (
        201, address, "revoked", "2019-02-01",
    )  # fmt: skip
    assert [(one["act"], one["on_day"], one["by"]) for one in shown["history"]] == [
        ("entered", "2015-01-01", "jan"), ("revoked", "2019-02-01", "ewa"),
    ]  # fmt: skip
    assert [(who, act) for who, act, about in await audited(database) if about == made.json()["id"]] == [
        ("jan", "entered"), ("ewa", "revoked"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_nobody_enters_or_revokes_their_own_authorisation_or_enters_their_own_deputyship(
    people: Staff, office: Office
) -> None:
    wanda = office.caller("wanda", "head")
    made = await people.clerk.post("/v1/authorisations", an_authorisation("wanda", number="0052.7.2019"))
    leave = {"deputy": "wanda", "replaces": "ewa", "reason": "leave", "since": "2019-01-14", "until": "2019-01-18"}

    answers = [
        await wanda.post("/v1/authorisations", an_authorisation("wanda", number="0052.8.2019")),
        await wanda.post(f"/v1/authorisations/{made.json()['id']}/revoke", {"on": "2019-02-01"}, if_match=1),
        await wanda.post("/v1/deputyships", leave),
    ]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {(409, "own_authorisation")}


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"benefits": ["nieznane"]}, 422, "validation_failed", "/benefits/0"),
        ({"acts": ["ustawa o niczym"]}, 422, "validation_failed", "/acts/0"),
        ({"given_on": "2019-01-11"}, 422, "validation_failed", "/given_on"),
        ({"until": "2014-12-31"}, 422, "validation_failed", ""),
        ({"deputises": "wanda"}, 422, "validation_failed", ""),
        ({"title": "office", "deputises": "ewa"}, 422, "validation_failed", ""),
        ({"kinds": ["grant", "grant"]}, 422, "validation_failed", ""),
        ({"subject": "ewa", "number": "0052.1.2015"}, 409, "authorisation_exists", None),
    ],
)
@pytest.mark.asyncio
async def test_an_authorisation_that_cannot_be_is_refused_precisely(
    people: Staff, change: dict[str, object], status: int, code: str, pointer: str | None
) -> None:
    body = an_authorisation("wanda", number="0052.7.2019")

    answer = await people.clerk.post("/v1/authorisations", {**body, **change})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [one["pointer"] for one in answer.json()["errors"]] == ([] if pointer is None else [pointer])


@pytest.mark.asyncio
async def test_a_person_has_one_post_at_a_time(people: Staff) -> None:
    made = await people.head.post("/v1/staff", POST)
    overlapping = await people.head.post("/v1/staff", {**POST, "since": "2019-06-01"})
    address = f"/v1/staff/{made.json()['id']}"

    before = await people.head.post(f"{address}/end", {"last_day": "2018-12-31"}, if_match=1)
    ended = await people.head.post(f"{address}/end", {"last_day": "2019-05-31"}, if_match=1)
    again = await people.head.post(f"{address}/end", {"last_day": "2019-05-30"}, if_match=2)
    next_one = await people.head.post("/v1/staff", {**POST, "since": "2019-06-01"})

    assert (overlapping.status_code, overlapping.json()["code"]) == (409, "staff_overlaps")
    assert (before.status_code, ended.json()["state"], again.json()["code"], next_one.status_code) == (
        422, "ended", "transition_not_allowed", 201,
    )  # fmt: skip


@pytest.mark.asyncio
async def test_lists_tell_what_stands_on_a_day_page_by_page(people: Staff, office: Office) -> None:
    for number, since, until in (
        ("1", "2015-02-01", "2018-12-31"),
        ("2", "2019-01-01", None),
        ("3", "2019-02-01", None),
    ):
        body = an_authorisation("wanda", number=number, since=since, until=until)
        assert (await people.clerk.post("/v1/authorisations", body)).status_code == 201

    first = (await people.auditor.get("/v1/authorisations", subject="wanda", limit=2)).json()
    second = (
        await people.auditor.get("/v1/authorisations", subject="wanda", limit=2, cursor=first["next_cursor"])
    ).json()
    standing = (await people.auditor.get("/v1/authorisations", subject="wanda", on="2019-01-31")).json()
    stranger = office.caller("ola", "auditor", gmina=OTHER_GMINA)

    assert [one["number"] for one in first["items"] + second["items"]] == ["3", "2", "1"]
    assert second["next_cursor"] is None
    assert [one["number"] for one in standing["items"]] == ["2"]
    assert (await stranger.get("/v1/authorisations", subject="wanda")).json()["items"] == []


@pytest.mark.asyncio
async def test_a_deputyship_ends_earlier_than_it_was_to(people: Staff) -> None:
    leave = {"deputy": "wanda", "replaces": "ewa", "reason": "leave", "since": "2019-01-14", "until": "2019-01-18"}
    made = await people.clerk.post("/v1/deputyships", leave)

    ended = await people.clerk.post(f"/v1/deputyships/{made.json()['id']}/end", {"last_day": "2019-01-15"}, if_match=1)

    assert ended.json()["state"] == "ended"
    standing = [(await people.clerk.get("/v1/deputyships", on=f"2019-01-{day}")).json()["items"] for day in (15, 16)]
    assert [len(found) for found in standing] == [1, 0]
    assert (await people.auditor.get(f"/v1/deputyships/{made.json()['id']}")).json()["until"] == "2019-01-15"


@pytest.mark.asyncio
async def test_what_was_done_with_an_entry_cannot_be_changed(people: Staff, database: Database) -> None:
    import psycopg

    await people.head.post("/v1/staff", POST)
    async with database.tenant(people.clerk.gmina) as connection:
        with pytest.raises(psycopg.Error):
            await connection.execute("UPDATE register_act SET by = 'ktos_inny'")


@pytest.mark.asyncio
async def test_every_register_is_exported_whole_as_a_file(people: Staff, office: Office) -> None:
    await people.head.post("/v1/staff", POST)
    await authorised(office, "ola")
    await people.clerk.post(
        "/v1/deputyships",
        {"deputy": "ola", "replaces": "ewa", "reason": "leave", "since": "2019-01-01", "until": "2019-01-31"},
    )
    for register in ("staff", "authorisations", "deputyships", "exclusions", "restrictions"):
        listed = (await people.head.get(f"/v1/{register}", limit=500)).json()["items"]

        answer = await people.head.get(f"/v1/{register}", format="csv", limit=1)

        header, *rows = answer.text.split("\r\n")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
        assert header.startswith("id,")
        assert [row.partition(",")[0] for row in rows if row] == [one["id"] for one in listed]
