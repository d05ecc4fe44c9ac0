"""The register of debtors over HTTP: roles, titles, bailiffs, months, what is refused and what is hidden."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.casework.rights import Staff, staff
from tests.services.alimony_fund.debtors.a_debtor import (
    BOTH,
    DEBTORS,
    LISTINGS,
    MONTHS,
    REQUESTS,
    TITLE,
    TITLES,
    a_child,
    a_debtor,
    a_proceeding,
    a_title,
    code,
    ok,
    paid,
)

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_one_debtor_owes_to_several_children_of_several_gminas(people: Staff) -> None:
    debtor = await a_debtor(people)
    first = await a_title(people, debtor)
    elsewhere = await a_title(people, debtor, serial=2, monthly="450.50", creditor_organ="Wójt Gminy Oksa")
    over = await a_title(people, debtor, serial=3, valid_to="2026-05-03")

    shown = await ok(people.auditor.get(f"{DEBTORS}/{debtor}"))

    assert (shown["entitled"], shown["monthly"]) == (2, "1450.50")
    assert [(one["id"], one["creditor_organ"]) for one in shown["titles"]] == [
        (first, None), (elsewhere, "Wójt Gminy Oksa"), (over, None),
    ]  # fmt: skip
    assert shown["titles"][0]["bailiff"] == "Komornik Sądowy w Jędrzejowie"


@pytest.mark.asyncio
async def test_a_person_is_entered_once_and_again_only_after_the_entry_was_closed(people: Staff) -> None:
    debtor = await a_debtor(people)
    person = (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"]

    again = await code(people.clerk.post(DEBTORS, {"person": person, **BOTH}))
    await ok(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": "no_arrears"}, if_match=1))
    closed = await ok(people.clerk.get(f"{DEBTORS}/{debtor}"))
    after = await code(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": "no_arrears"}, if_match=2))
    anew = await ok(people.clerk.post(DEBTORS, {"person": person, **BOTH}))

    assert again == (409, "debtor_known")
    assert (closed["closed_on"], closed["why"]) == ("2026-05-04", "no_arrears")
    assert after == (409, "debtor_closed")
    assert anew["id"] != debtor


@pytest.mark.asyncio
async def test_nobody_was_a_debtor_of_the_fund_before_the_act(people: Staff) -> None:
    person = await a_person(people.clerk, born=date(1985, 3, 2))

    before = await people.clerk.post(DEBTORS, {"person": person, **BOTH, "opened_on": "2008-09-30"})
    made = await ok(people.clerk.post(DEBTORS, {"person": person, **BOTH, "opened_on": "2008-10-01"}))

    assert (before.status_code, before.json()["errors"][0]["code"]) == (422, "before_the_act")
    early = await code(people.clerk.post(LISTINGS, {
        "debtor": made["id"], "listed_in": "krz", "arrears_since": "2009-01-01", "bailiff_enforces": False, "filed_on": "2021-11-30",
    }))  # fmt: skip
    assert early == (409, "listing_not_due")
    assert (await people.clerk.get(f"{DEBTORS}/{made['id']}/protection", on="2011-12-31")).status_code == 422


@pytest.mark.asyncio
async def test_the_two_roles_are_kept_apart(people: Staff) -> None:
    person = await a_person(people.clerk, born=date(1985, 3, 2), serial=9)
    none = await people.clerk.post(DEBTORS, {"person": person, "creditor_organ": False, "debtor_organ": False})
    himself = await people.clerk.post(DEBTORS, {"person": person, **BOTH, "other_organ": "Wójt Gminy Oksa"})
    creditor = await a_debtor(people, creditor_organ=True, debtor_organ=False)
    debtor = await a_debtor(people, 2, creditor_organ=False, debtor_organ=True)

    told = {"reason": "benefit_granted"}
    no_organ = await code(people.clerk.post(REQUESTS, {"debtor": creditor, **told}))
    no_creditor = await code(people.clerk.post(REQUESTS, {"debtor": debtor, **told}))
    not_ours = await code(people.clerk.post("/v1/debtor-proceedings", {"debtor": creditor, **told}))
    who_asks = await code(people.clerk.post("/v1/debtor-proceedings", {"debtor": debtor, **told}))
    listed = {
        role: [one["id"] for one in (await ok(people.clerk.get(DEBTORS, role=role)))["items"]]
        for role in ("creditor", "debtor")
    }

    assert [(one.status_code, one.json()["errors"][0]["code"]) for one in (none, himself)] == [
        (422, "role"),
        (422, "other_organ"),
    ]
    assert {no_organ, no_creditor, not_ours, who_asks} == {(409, "not_this_role")}
    assert listed == {"creditor": [creditor], "debtor": [debtor]}


@pytest.mark.asyncio
async def test_a_role_goes_only_when_nothing_of_it_goes_on(people: Staff) -> None:
    debtor = await a_debtor(people)
    proceeding = await a_proceeding(people, debtor)
    only_creditor = {"creditor_organ": True, "debtor_organ": False, "other_organ": "Wójt Gminy Oksa"}

    busy = await code(people.clerk.send("PUT", f"{DEBTORS}/{debtor}", body=only_creditor, key="a", if_match=1))
    closing = await code(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": "died"}, if_match=1))
    await proceeding.done("close", reason="moved")
    changed = await ok(people.clerk.send("PUT", f"{DEBTORS}/{debtor}", body=only_creditor, key="b", if_match=1))

    assert busy == closing == (409, "debtor_busy")
    assert changed["version"] == 2
    assert (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["other_organ"] == "Wójt Gminy Oksa"


@pytest.mark.asyncio
async def test_a_title_is_changed_at_the_version_that_was_read(people: Staff) -> None:
    title = await a_title(people, await a_debtor(people))
    body = {**TITLE, "valid_to": "2026-08-31", "bailiff": None, "bailiff_sign": None}

    stale = await code(people.clerk.send("PUT", f"{TITLES}/{title}", body=body, key="a", if_match=2))
    await ok(people.clerk.send("PUT", f"{TITLES}/{title}", body=body, key="b", if_match=1))
    shown = await ok(people.auditor.get(f"{TITLES}/{title}"))

    assert stale == (412, "version_mismatch")
    assert (shown["valid_to"], shown["bailiff"], shown["version"]) == ("2026-08-31", None, 2)


@pytest.mark.asyncio
async def test_a_month_that_is_stated_again_replaces_what_was_said_of_it(people: Staff) -> None:
    debtor = await a_debtor(people)
    title = await a_title(people, debtor)
    await paid(people, title, "500.00")
    first = await ok(people.auditor.get(f"{DEBTORS}/{debtor}/protection"))
    await paid(people, title, "499.99", "2026-02", version=2)
    second = await ok(people.auditor.get(f"{DEBTORS}/{debtor}/protection"))
    before = await ok(people.auditor.get(f"{DEBTORS}/{debtor}/protection", on="2026-04-30"))

    shown = await ok(people.auditor.get(f"{TITLES}/{title}"))

    assert (first["holds"], second["holds"], before["holds"]) == (True, False, False)
    assert [one["month"] for one in first["months"]] == list(MONTHS)
    assert [one["enough"] for one in second["months"]] == [True, True, True, False, True, True]
    assert before["months"][0] == {"month": "2025-10", "due": "1000.00", "paid": "0.00", "enough": False}
    assert [(one["paid"], one["number"]) for one in shown["months"]][3:5] == [("499.99", 2), ("500.00", 1)]


@pytest.mark.asyncio
async def test_months_outside_of_the_title_or_ahead_are_refused_and_nothing_is_kept(people: Staff) -> None:
    title = await a_title(people, await a_debtor(people))
    refused = []
    for month in ("2024-02", "2026-06"):
        body = {"months": [{"month": "2026-04", "paid": "10.00"}, {"month": month, "paid": "10.00"}]}
        answer = await people.clerk.post(f"{TITLES}/{title}/months", body, if_match=1)
        refused.append((answer.status_code, answer.json()["errors"][0]["pointer"]))
    twice = {"months": [{"month": "2026-04", "paid": "10.00"}] * 2}
    same = await people.clerk.post(f"{TITLES}/{title}/months", twice, if_match=1)

    assert refused == [(422, "/months/1/month")] * 2
    assert same.json()["errors"][0]["code"] == "months"
    assert (await ok(people.auditor.get(f"{TITLES}/{title}")))["months"] == []


@pytest.mark.asyncio
async def test_who_is_unknown_or_the_debtor_himself_is_not_entitled(people: Staff) -> None:
    debtor = await a_debtor(people)
    person = (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"]

    for entitled in (person, "00000000-0000-7000-8000-000000000000"):
        answer = await people.clerk.post(f"{DEBTORS}/{debtor}/titles", {**TITLE, "entitled": entitled}, if_match=1)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/entitled")


@pytest.mark.asyncio
async def test_lists_filter_turn_and_are_saved(people: Staff) -> None:
    child = await a_child(people)
    debtors = [await a_debtor(people, number, opened_on=f"2026-05-0{day}") for number, day in ((1, 3), (2, 1), (3, 2))]
    await a_title(people, debtors[0], entitled=child, valid_from="2025-01-01")
    await a_title(people, debtors[1], entitled=child, valid_from="2025-02-01", bailiff=None, bailiff_sign=None)

    async def ids(path: str, **query: object) -> list[str]:
        return [one["id"] for one in (await ok(people.clerk.get(path, **query)))["items"]]

    first = await ok(people.clerk.get(DEBTORS, limit=2))
    rest = await ok(people.clerk.get(DEBTORS, limit=2, cursor=first["next_cursor"]))
    saved = await people.clerk.get(DEBTORS, format="csv")
    titles = await ok(people.clerk.get(TITLES, sort="-valid_from"))

    assert [one["id"] for one in first["items"] + rest["items"]] == [debtors[1], debtors[2], debtors[0]]
    assert await ids(DEBTORS, sort="-opened_on") == [debtors[0], debtors[2], debtors[1]]
    assert set(await ids(DEBTORS, entitled=child)) == set(debtors[:2])
    assert await ids(DEBTORS, open=False) == []
    assert len(saved.text.splitlines()) == 4
    assert [one["debtor"] for one in titles["items"]] == [debtors[1], debtors[0]]
    assert await ids(TITLES, enforced=True) == [titles["items"][1]["id"]]
    assert await ids(TITLES, valid_on="2025-01-31") == [titles["items"][1]["id"]]
    assert (await people.clerk.get(DEBTORS, nobody="x")).status_code == 422


@pytest.mark.asyncio
async def test_a_restricted_child_and_another_gmina_are_not_there(people: Staff, office: Office) -> None:
    debtor = await a_debtor(people)
    seen_child, hidden_child = await a_child(people), await a_child(people, 2)
    seen = await a_title(people, debtor, entitled=seen_child)
    hidden = await a_title(people, debtor, entitled=hidden_child)
    await restricted(people, "person", hidden_child)
    ola = office.caller("ola", "caseworker")
    other = staff(office, OTHER_GMINA)

    shown = await ok(ola.get(f"{DEBTORS}/{debtor}"))

    assert [one["id"] for one in shown["titles"]] == [seen]
    assert (shown["entitled"], shown["monthly"]) == (1, "1000.00")
    assert (await ok(ola.get(DEBTORS, entitled=hidden_child)))["items"] == []
    assert await code(ola.get(f"{TITLES}/{hidden}")) == (404, "maintenance_title_not_found")
    assert await code(other.clerk.get(f"{DEBTORS}/{debtor}")) == (404, "debtor_not_found")
    assert await code(other.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": "died"}, if_match=1)) == (
        404,
        "debtor_not_found",
    )
    assert (await ok(other.clerk.get(TITLES)))["items"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("register", "since", "bailiff", "entered"),
    [
        ("big", "2025-11-03", True, True),
        ("big", "2025-11-04", True, False),
        ("krz", "2026-02-03", False, True),
        ("krz", "2026-02-04", False, False),
        ("krz", "2025-10-01", True, False),
    ],
)
async def test_arrears_are_told_to_a_register_when_the_act_says(
    people: Staff, register: str, since: str, bailiff: bool, entered: bool
) -> None:
    body = {
        "debtor": await a_debtor(people),
        "listed_in": register,
        "arrears_since": since,
        "bailiff_enforces": bailiff,
    }

    answer = await people.clerk.post(LISTINGS, body)

    assert answer.status_code == (201 if entered else 409), answer.text
    assert entered or answer.json()["code"] == "listing_not_due"


@pytest.mark.asyncio
async def test_an_entry_stands_until_it_is_withdrawn(people: Staff) -> None:
    debtor = await a_debtor(people)
    body = {"debtor": debtor, "listed_in": "big", "arrears_since": "2025-06-01", "bailiff_enforces": True}
    made = await ok(people.clerk.post(LISTINGS, body))
    twice = await code(people.clerk.post(LISTINGS, body))
    closing = await code(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": "no_arrears"}, if_match=1))
    await ok(people.clerk.post(f"{LISTINGS}/{made['id']}/withdraw", {}, if_match=1))
    again = await code(people.clerk.post(f"{LISTINGS}/{made['id']}/withdraw", {}, if_match=2))
    entered_anew = await ok(people.clerk.post(LISTINGS, body))

    assert twice == (409, "listing_stands")
    assert closing == (409, "debtor_busy")
    assert again == (404, "debtor_listing_not_found")
    open_ones = await ok(people.auditor.get(LISTINGS, open=True, listed_in="big"))
    assert [one["id"] for one in open_ones["items"]] == [entered_anew["id"]]
