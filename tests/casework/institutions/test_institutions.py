"""The register of institutions, and what is chosen from it: parties, third parties, organs of seizures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.letters.a_letter import a_letter_of, anna, registered, text_of
from tests.casework.log import audited
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, an_award, recorded, staff

pytestmark = pytest.mark.postgres

BAILIFF: dict[str, Any] = {
    "kind": "bailiff", "name": "Komornik Sądowy przy Sądzie Rejonowym w Wieruszowie", "address": ["ul. Sądowa 1", "98-400 Wieruszów"],
    "account": "61 1090 1014 0000 0712 1981 2874",
}  # fmt: skip
HOME: dict[str, Any] = {
    "kind": "home",
    "name": "Dom Pomocy Społecznej w Skrzynnie",
    "account": "27114020040000300201355387",
}
COURT: dict[str, Any] = {
    "kind": "court", "name": "Sąd Rejonowy w Wieluniu", "address": ["ul. Przykładowa 7", "98-300 Wieluń"], "public_entity": True,
}  # fmt: skip


async def entered(people: Staff, body: dict[str, Any]) -> str:
    answer = await people.clerk.post("/v1/institutions", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def names(people: Staff, **query: object) -> list[str]:
    answer = await people.auditor.get("/v1/institutions", **query)
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


@pytest.mark.asyncio
async def test_what_was_entered_is_shown_with_every_version_and_who_entered_it(
    people: Staff, database: Database
) -> None:
    bailiff = await entered(people, BAILIFF)
    address = f"/v1/institutions/{bailiff}"

    moved = await people.accountant.send(
        "PUT", address, body={**BAILIFF, "account": HOME["account"]}, if_match=1, key="zmiana"
    )
    stale = await people.accountant.send("PUT", address, body=BAILIFF, if_match=1, key="stara")

    shown = await people.auditor.get(address)
    body = shown.json()
    assert (moved.status_code, moved.headers["ETag"], shown.headers["ETag"]) == (200, '"2"', '"2"')
    assert (stale.status_code, stale.json()["code"]) == (412, "version_mismatch")
    assert (body["account"], body["address"]) == (HOME["account"], BAILIFF["address"])
    assert [(one["version"], one["act"], one["made_by"], one["told"]["account"]) for one in body["versions"]] == [
        (2, "changed", "ida", HOME["account"]), (1, "entered", "jan", "61109010140000071219812874"),
    ]  # fmt: skip
    assert [one for one in await audited(database) if one[2] == bailiff] == [
        ("jan", "entered", bailiff), ("ida", "changed", bailiff),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_one_of_a_kind_and_name_stands_once_and_an_ended_one_may_be_entered_anew(people: Staff) -> None:
    bailiff = await entered(people, BAILIFF)
    twice = await people.clerk.post("/v1/institutions", {**BAILIFF, "name": BAILIFF["name"].upper()})
    other_kind = await entered(people, {**BAILIFF, "kind": "office"})
    ended = await people.head.post(f"/v1/institutions/{bailiff}/end", {"on": "2019-01-10"}, if_match=1)
    again = await people.head.post(f"/v1/institutions/{bailiff}/end", {"on": "2019-01-11"}, if_match=2)
    changed = await people.head.send("PUT", f"/v1/institutions/{bailiff}", body=BAILIFF, if_match=2, key="po-koncu")

    assert (twice.status_code, twice.json()["code"]) == (409, "institution_exists")
    assert other_kind != bailiff
    assert (ended.status_code, ended.json()["state"]) == (200, "ended")
    assert [(one.status_code, one.json()["code"]) for one in (again, changed)] == [(409, "institution_ended")] * 2
    assert await entered(people, BAILIFF) != bailiff


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"account": "61109010140000071219812875"}, "/account"),
        ({"nip": "5250000008"}, "/nip"),
        ({"electronic_address": "AE:PL-1"}, "/electronic_address"),
        ({"kind": "person"}, "/kind"),
        ({"name": "OP"}, "/name"),
    ],
)
@pytest.mark.asyncio
async def test_a_wrong_number_is_refused_with_its_place(people: Staff, changed: dict[str, Any], pointer: str) -> None:
    answer = await people.clerk.post("/v1/institutions", {**BAILIFF, **changed})

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.asyncio
async def test_the_register_is_found_by_a_part_of_a_name_turned_and_saved(people: Staff) -> None:
    for body in (BAILIFF, HOME, COURT):
        await entered(people, body)
    bank = await entered(people, {"kind": "bank", "name": "Bank Spółdzielczy w Łubnicach", "nip": "525-000-00-09"})
    await people.head.post(f"/v1/institutions/{bank}/end", {"on": "2019-01-10"}, if_match=1)

    assert await names(people) == ["Bank Spółdzielczy w Łubnicach", HOME["name"], BAILIFF["name"], COURT["name"]]
    assert await names(people, name="lubnic") == ["Bank Spółdzielczy w Łubnicach"]
    assert await names(people, name="sąd", sort="-name") == [COURT["name"], BAILIFF["name"]]
    assert await names(people, nip="5250000009", on="2019-01-10") == ["Bank Spółdzielczy w Łubnicach"]
    assert await names(people, kind="bank", on="2019-01-11") == []
    first = (await people.auditor.get("/v1/institutions", limit=3)).json()
    rest = (await people.auditor.get("/v1/institutions", limit=3, cursor=first["next_cursor"])).json()
    assert [one["name"] for one in rest["items"]] == [COURT["name"]]
    saved = await people.auditor.get("/v1/institutions", format="csv", kind="court")
    assert saved.text.splitlines()[0].startswith("id,kind,name,address,")
    assert "Sąd Rejonowy w Wieluniu" in saved.text.splitlines()[1]


@pytest.mark.asyncio
async def test_another_gmina_knows_none_of_them_and_no_version_is_rewritten(
    people: Staff, office: Office, stored: ServiceDatabase
) -> None:
    bailiff = await entered(people, BAILIFF)
    strangers = staff(office, OTHER_GMINA)

    seen = await strangers.auditor.get(f"/v1/institutions/{bailiff}")
    listed = (await strangers.auditor.get("/v1/institutions")).json()["items"]

    assert (seen.status_code, seen.json()["code"], listed) == (404, "institution_not_found", [])
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(stored.dsn) as connection:
        connection.execute("SELECT set_config('app.gmina', %s, true)", (GMINA,))
        connection.execute("UPDATE institution_version SET made_by = 'kto inny'")


@pytest.mark.asyncio
async def test_a_party_is_chosen_and_its_letter_carries_the_seat(people: Staff) -> None:
    await registered(people)
    court = await entered(people, COURT)
    decision = await a_decision(people, recorded(await anna(people)))
    parties = f"/v1/decisions/{decision}/parties"

    added = await people.clerk.post(parties, {"institution": court})
    twice = await people.clerk.post(parties, {"institution": court})
    both = await people.clerk.post(parties, {"institution": court, "organisation": "Sąd"})
    unknown = await people.clerk.post(parties, {"institution": decision})
    typed = await people.clerk.post(parties, {"organisation": "Fundacja Pomocna Dłoń"})
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    assert (added.status_code, typed.status_code, twice.json()["code"]) == (201, 201, "party_exists")
    assert [one.status_code for one in (both, unknown)] == [422, 422]
    assert unknown.json()["code"] == "institution_unknown"
    shown = (await people.clerk.get(parties)).json()
    assert [(one["organisation"], one["institution"], one["public_entity"]) for one in shown if one["person"] is None] == [
        (COURT["name"], court, True), ("Fundacja Pomocna Dłoń", None, False),
    ]  # fmt: skip
    letter = await text_of(people, await a_letter_of(people, decision, party=added.json()["id"]))
    assert "ul. Przykładowa 7" in letter


@pytest.mark.asyncio
async def test_a_third_party_is_paid_by_its_name_and_account_of_the_day_on_which_it_was_chosen(people: Staff) -> None:
    award = await an_award(people)
    home = await entered(people, HOME)
    way = {"award": award, "way": "third_party", "since": "2019-01-10"}

    stated = await people.clerk.post("/v1/payment-ways", {**way, "institution": home})
    own_account = await people.clerk.post(
        "/v1/payment-ways", {**way, "institution": home, "account": BAILIFF["account"]}
    )
    typed = await people.clerk.post("/v1/payment-ways", {**way, "institution": home, "payee": "DPS"})
    by_cash = await people.clerk.post("/v1/payment-ways", {**way, "way": "cash", "institution": home})
    await people.head.send(
        "PUT", f"/v1/institutions/{home}", body={**HOME, "name": "DPS Skrzynno"}, if_match=1, key="nazwa"
    )
    await people.head.post(f"/v1/institutions/{home}/end", {"on": "2019-01-31"}, if_match=2)
    late = await people.clerk.post("/v1/payment-ways", {**way, "since": "2019-02-01", "institution": home})

    assert (stated.status_code, own_account.status_code) == (201, 201)
    assert [one.status_code for one in (typed, by_cash, late)] == [422, 422, 422]
    assert late.json()["code"] == "institution_unknown"
    shown = (await people.auditor.get("/v1/payment-ways", award=award)).json()["items"]
    assert [(one["payee"], one["account"], one["institution"]) for one in shown] == [
        (HOME["name"], "PL61109010140000071219812874", home), (HOME["name"], f"PL{HOME['account']}", home),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_bailiff_is_chosen_with_his_account_and_one_without_an_account_needs_it_stated(
    people: Staff, today: Callable[[date], None]
) -> None:
    today(date(2019, 12, 31))
    person = await a_person(people.clerk)
    bailiff = await entered(people, BAILIFF)
    poor = await entered(people, {"kind": "bailiff", "name": "Komornik Sądowy w Wieluniu"})
    claim = {
        "person": person, "kind": "other", "organ_sign": "Km 1/19", "received_on": "2019-12-31", "since": "2019-12-31",
    }  # fmt: skip

    chosen = await people.accountant.post("/v1/bailiff-claims", {**claim, "institution": bailiff})
    lacking = await people.accountant.post("/v1/bailiff-claims", {**claim, "institution": poor})
    neither = await people.accountant.post("/v1/bailiff-claims", {**claim, "account": HOME["account"]})
    typed = await people.accountant.post(
        "/v1/bailiff-claims", {**claim, "organ": "Komornik", "account": HOME["account"]}
    )

    assert (chosen.status_code, typed.status_code) == (201, 201)
    assert [(one.status_code, one.json()["errors"][0]["code"]) for one in (lacking, neither)] == [
        (422, "account_of_organ"), (422, "organ_one"),
    ]  # fmt: skip
    shown = {one["id"]: one for one in (await people.auditor.get("/v1/bailiff-claims", person=person)).json()["items"]}
    found = shown[chosen.json()["id"]]
    assert (found["organ"], found["institution"], found["account"]) == (
        BAILIFF["name"], bailiff, "PL61109010140000071219812874",
    )  # fmt: skip
    assert shown[typed.json()["id"]]["institution"] is None
