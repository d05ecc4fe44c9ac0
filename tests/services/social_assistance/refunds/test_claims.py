"""Claims for what help cost over HTTP: who may be asked, for how much, in which order; refused; listed; hidden; in the file."""

from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.care_homes.test_care_homes import code, ok

pytestmark = pytest.mark.postgres

CLAIMS = "/v1/refund-claims"


async def a_claim(people: Staff, **said: Any) -> tuple[str, str]:
    """600.00 zł of care services for Anna: the claim's address and Anna."""
    anna = await a_person(people.clerk, born=date(1940, 1, 1))
    body = {"person": anna, "unit": "gops", "kind": "help", "benefit": "uslugi_opiekuncze", "expense": "600.00"}
    made = await ok(people.clerk.post(CLAIMS, body | said))
    return f"{CLAIMS}/{made['id']}", anna


async def obliged(people: Staff, claim: str, version: int, person: str, who: str, **said: Any) -> None:
    await ok(people.clerk.post(f"{claim}/obliged", {"person": person, "who": who, **said}, if_match=version))


async def may_be_asked(people: Staff, claim: str) -> dict[str, str]:
    shown = await ok(people.auditor.get(claim))
    return {one["person"]: one["may_be_asked"] for one in shown["obliged"]}


@pytest.mark.asyncio
async def test_who_had_the_help_is_asked_first_and_the_daughter_only_when_she_has_too_little(
    people: Staff, database: Database
) -> None:
    claim, anna = await a_claim(people)
    daughter = await a_person(people.clerk, "Nowak", "Ewa", date(1970, 2, 2), serial=7)
    await obliged(people, claim, 1, anna, "user", income="1010.01")
    await obliged(people, claim, 2, daughter, "descendant", income="5000.00")
    first = await may_be_asked(people, claim)
    out_of_turn = await code(people.clerk.post(f"{claim}/ask", {"person": daughter, "amount": "1.00"}, if_match=3))
    too_much = await code(people.clerk.post(f"{claim}/ask", {"person": anna, "amount": "600.01"}, if_match=3))
    await obliged(people, claim, 3, anna, "user", income="1010.00")
    then = await may_be_asked(people, claim)
    asked = {"person": daughter, "amount": "600.00", "due_on": "2025-08-31"}
    await ok(people.clerk.post(f"{claim}/ask", asked, if_match=4))
    (fee,) = (await ok(people.auditor.get("/v1/fees", payer=daughter)))["items"]

    assert (await people.auditor.get(claim)).headers["ETag"] == '"5"'
    assert first == {anna: "600.00", daughter: "0.00"}
    assert out_of_turn == (409, "not_to_be_asked")
    assert too_much == (409, "more_than_refundable")
    assert then == {anna: "0.00", daughter: "600.00"}
    assert (fee["benefit"], fee["person"], fee["open"], fee["due_on"]) == (
        "zwrot_wydatkow_art_96", anna, "600.00", "2025-08-31",
    )  # fmt: skip
    (told,) = await events(database, "pl.gops.fee.assessed.v1")
    line = told["data"]["lines"][0]
    assert (line["side"], line["rozdzial"], line["paragraf"], line["p4"], line["amount"]) == (
        "revenue", "85214", "097", "0", 60_000,
    )  # fmt: skip


@pytest.mark.asyncio
async def test_two_of_one_place_share_what_is_left_and_nothing_beyond_the_expense_is_asked(people: Staff) -> None:
    claim, anna = await a_claim(people)
    eve = await a_person(people.clerk, "Nowak", "Ewa", date(1970, 2, 2), serial=7)
    jan = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    await obliged(people, claim, 1, eve, "descendant", income="5000.00")
    await obliged(people, claim, 2, jan, "descendant", income="5000.00")
    await ok(people.clerk.post(f"{claim}/ask", {"person": eve, "amount": "400.00"}, if_match=3))
    beyond = await code(people.clerk.post(f"{claim}/ask", {"person": jan, "amount": "200.01"}, if_match=4))
    await ok(people.clerk.post(f"{claim}/ask", {"person": jan, "amount": "200.00"}, if_match=4))
    (hers,) = (await ok(people.auditor.get("/v1/fees", payer=eve)))["items"]
    await ok(people.accountant.post(f"/v1/fees/{hers['id']}/received", {"amount": "400.00"}, if_match=1))
    shown = await ok(people.auditor.get(claim))
    owes = await code(people.clerk.post(f"{claim}/withdraw", {}, if_match=5))

    assert beyond == (409, "more_than_refundable")
    assert (shown["asked"], shown["gave_back"], shown["allowed"]) == (
        "600.00", "400.00", ["state_obliged", "ask", "withdraw"],
    )  # fmt: skip
    assert {one["person"]: (one["asked"], one["gave_back"], one["may_be_asked"]) for one in shown["obliged"]} == {
        eve: ("400.00", "400.00", "200.00"), jan: ("200.00", "0.00", "200.00"),
    }  # fmt: skip
    assert owes == (409, "refund_asked")
    assert anna == shown["person"]


@pytest.mark.asyncio
async def test_somebody_entered_twice_is_obliged_once_and_owes_what_was_asked_of_either_entry(people: Staff) -> None:
    claim, _ = await a_claim(people)
    eve = await a_person(people.clerk, "Nowak", "Ewa", date(1970, 2, 2), serial=7)
    body = {"first_name": "Ewa", "last_name": "Druga", "birth_date": "1970-02-02"}
    again = (await ok(people.clerk.post("/v1/persons", body)))["id"]
    for number, person in enumerate((eve, again), 1):
        await obliged(people, claim, number, person, "descendant", income="5000.00")
    await ok(people.clerk.post(f"{claim}/ask", {"person": eve, "amount": "250.00"}, if_match=3))
    await ok(people.clerk.post(f"{claim}/ask", {"person": again, "amount": "200.00"}, if_match=4))
    (second,) = (await ok(people.auditor.get("/v1/fees", payer=again)))["items"]
    await ok(people.accountant.post(f"/v1/fees/{second['id']}/received", {"amount": "80.00"}, if_match=1))
    said = {"other": eve, "reason": "Osobę wpisano dwa razy."}
    await ok(people.clerk.post(f"/v1/persons/{again}/merge", said, if_match=1))

    async def shown() -> list[tuple[str, str, str, str]]:
        found = await ok(people.auditor.get(claim))
        (listed,) = (await ok(people.auditor.get(CLAIMS)))["items"]
        assert (listed["asked"], listed["gave_back"]) == (found["asked"], found["gave_back"])
        whole = f"{found['asked']} {found['gave_back']}"
        return [(one["person"], one["asked"], one["may_be_asked"], whole) for one in found["obliged"]]

    async def owes() -> dict[str, str]:
        items = (await ok(people.auditor.get("/v1/fees", payer=again)))["items"]
        return {one["payer"]: one["assessed"] for one in items}

    merged = await shown()
    beyond = await code(people.clerk.post(f"{claim}/ask", {"person": again, "amount": "600.01"}, if_match=5))
    await ok(people.clerk.post(f"{claim}/ask", {"person": again, "amount": "600.00"}, if_match=5))
    more = await owes()
    await ok(people.clerk.post(f"{claim}/ask", {"person": again, "amount": "100.00"}, if_match=6))
    less, then = await owes(), await shown()
    await ok(people.clerk.post(f"{claim}/ask", {"person": again, "amount": "0.00"}, if_match=7))
    gave = await code(people.clerk.post(f"{claim}/withdraw", {}, if_match=8))

    assert merged == [(eve, "450.00", "520.00", "450.00 80.00")]
    assert beyond == (409, "more_than_refundable")
    assert more == {eve: "400.00", again: "200.00"}
    assert less == {eve: "20.00", again: "80.00"}
    assert then == [(eve, "100.00", "520.00", "100.00 80.00")]
    assert await owes() == {eve: "0.00", again: "0.00"}
    assert gave == (409, "refund_asked")


@pytest.mark.asyncio
async def test_what_was_asked_is_taken_back_and_the_claim_withdrawn(people: Staff) -> None:
    claim, anna = await a_claim(people)
    await obliged(people, claim, 1, anna, "user", income="3000.00")
    nothing = await people.clerk.post(f"{claim}/ask", {"person": anna, "amount": "0.00"}, if_match=2)
    await ok(people.clerk.post(f"{claim}/ask", {"person": anna, "amount": "600.00"}, if_match=2))
    await ok(people.clerk.post(f"{claim}/ask", {"person": anna, "amount": "0.00"}, if_match=3))
    await ok(people.clerk.post(f"{claim}/withdraw", {}, if_match=4))
    over = await code(people.clerk.post(f"{claim}/ask", {"person": anna, "amount": "1.00"}, if_match=5))
    shown = await ok(people.auditor.get(claim))

    assert nothing.status_code == 422
    assert over == (409, "transition_not_allowed")
    assert (shown["state"], shown["asked"], shown["allowed"]) == ("withdrawn", "0.00", [])
    assert shown["obliged"][0]["may_be_asked"] == "0.00"


@pytest.mark.asyncio
async def test_a_funeral_comes_back_from_the_estate_alone_and_not_where_an_allowance_is_due(people: Staff) -> None:
    said = {"kind": "funeral", "benefit": "sprawienie_pogrzebu", "expense": "5000.00"}
    claim, anna = await a_claim(people, **said)
    son = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    not_of_the_dead = await people.clerk.post(f"{claim}/obliged", {"person": anna, "who": "user"}, if_match=1)
    not_the_kin = await people.clerk.post(f"{claim}/obliged", {"person": son, "who": "descendant"}, if_match=1)
    await obliged(people, claim, 1, son, "heir", estate="3000.00")
    bears = await may_be_asked(people, claim)
    beyond = await code(people.clerk.post(f"{claim}/ask", {"person": son, "amount": "3000.01"}, if_match=2))
    await ok(people.clerk.post(f"{claim}/ask", {"person": son, "amount": "3000.00"}, if_match=2))
    (fee,) = (await ok(people.auditor.get("/v1/fees", payer=son)))["items"]
    with_allowance = await ok(
        people.clerk.post(CLAIMS, {"person": anna, "unit": "gops", "allowance_due": True, **said})
    )
    second = f"{CLAIMS}/{with_allowance['id']}"
    await obliged(people, second, 1, son, "heir", estate="3000.00")

    assert (not_of_the_dead.status_code, not_the_kin.status_code) == (422, 422)
    assert bears == {son: "3000.00"}
    assert beyond == (409, "more_than_refundable")
    assert (fee["benefit"], fee["open"]) == ("zwrot_pogrzeb", "3000.00")
    assert await may_be_asked(people, second) == {son: "0.00"}


@pytest.mark.asyncio
async def test_what_does_not_fit_is_refused(people: Staff) -> None:
    claim, anna = await a_claim(people)
    son = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    body = {"person": anna, "unit": "gops", "kind": "help", "benefit": "uslugi_opiekuncze", "expense": "1.00"}
    wrong = [
        body | {"benefit": "nie_ma_takiego"},
        body | {"benefit": "zwrot_wydatkow_art_96"},
        body | {"expense": "0.00"},
        body | {"allowance_due": True},
        body | {"person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"},
    ]

    for one in wrong:
        assert (await people.clerk.post(CLAIMS, one)).status_code == 422
    for said in ({"person": anna, "who": "heir"}, {"person": son, "who": "user"}):
        assert (await people.clerk.post(f"{claim}/obliged", said, if_match=1)).status_code == 422
    assert await code(people.clerk.post(f"{claim}/ask", {"person": son, "amount": "1.00"}, if_match=1)) == (
        409, "not_to_be_asked",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_nobody_opens_a_claim_in_a_unit_where_she_does_not_work(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk, born=date(1940, 1, 1))
    body = {"person": anna, "unit": "gops", "kind": "help", "benefit": "uslugi_opiekuncze", "expense": "600.00"}
    ola = office.caller("ola", "caseworker", unit="dom_dziennego_pobytu")

    assert await code(ola.post(CLAIMS, body)) == (403, "other_unit")
    assert (await ola.post(CLAIMS, body | {"unit": "dom_dziennego_pobytu"})).status_code == 201


@pytest.mark.asyncio
async def test_claims_are_filtered_sorted_and_printed(people: Staff) -> None:
    claim, anna = await a_claim(people)
    son = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    body = {"person": son, "unit": "gops", "kind": "help", "benefit": "posilek_doroslego", "expense": "90.00"}
    other = await ok(people.clerk.post(CLAIMS, body))
    await obliged(people, claim, 1, son, "descendant", income="5000.00")
    await ok(people.clerk.post(f"{CLAIMS}/{other['id']}/withdraw", {}, if_match=1))

    async def listed(**query: object) -> list[str]:
        return [one["id"] for one in (await ok(people.auditor.get(CLAIMS, **query)))["items"]]

    first, second = claim.rpartition("/")[2], other["id"]
    both = await listed()
    page = await ok(people.auditor.get(CLAIMS, limit=1))
    assert set(both) == {first, second}
    assert await listed(sort="-noted_on") == both[::-1]
    assert await listed(limit=1, cursor=page["next_cursor"]) == both[1:]
    assert await listed(state="open") == await listed(person=anna) == await listed(obliged=son) == [first]
    assert await listed(benefit="posilek_doroslego") == await listed(state="withdrawn") == [second]
    assert set(await listed(kind="help", unit="gops")) == {first, second}
    assert len((await people.auditor.get(CLAIMS, format="csv")).text.splitlines()) == 3


@pytest.mark.asyncio
async def test_a_hidden_person_has_no_claim_and_a_hidden_obliged_is_not_named(people: Staff, office: Office) -> None:
    claim, anna = await a_claim(people)
    son = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    await obliged(people, claim, 1, son, "descendant", income="5000.00")
    ola, other = office.caller("ola", "caseworker"), office.caller("ola", "caseworker", gmina="990101")
    await restricted(people, "person", son)
    shown = await ok(ola.get(claim))
    await restricted(people, "person", anna)

    assert [one["person"] for one in shown["obliged"]] == [None]
    assert await code(ola.get(claim)) == (404, "refund_claim_not_found")
    assert (await ok(ola.get(CLAIMS)))["items"] == []
    assert await code(other.get(claim)) == (404, "refund_claim_not_found")


@pytest.mark.asyncio
async def test_each_is_told_of_her_own_in_the_copy_of_her_data(people: Staff) -> None:
    claim, anna = await a_claim(people)
    son = await a_person(people.clerk, "Nowak", "Jan", date(1968, 3, 3), serial=8)
    await obliged(people, claim, 1, son, "descendant", income="5000.00")

    async def held(person: str) -> dict[str, dict[str, Any]]:
        file = await ok(people.head.get(f"/v1/persons/{person}/file"))
        return {one["register_code"]: one["says"] for one in file["registers"]}

    assert set(await held(anna)) == {"refund_claim"}
    assert (await held(anna))["refund_claim"]["expense"] == "600.00"
    assert (await held(son))["refund_obliged"]["income"] == "5000.00"
