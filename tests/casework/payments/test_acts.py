"""The full circuit of a payment list: separate dated acts by different people, with refusal and the head's written order."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
import pytest_asyncio

from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.rights import Staff, an_award, authorised, head_authorised, staff

pytestmark = pytest.mark.postgres

UNSET = "101804"
"""A gmina that has set no circuit."""
REASON = "Kwota nie mieści się w planie rozdziału."


@pytest_asyncio.fixture
async def chief(people: Staff, office: Office) -> Caller:
    """The chief accountant, another person than the accountant who draws lists up."""
    await authorised(office, "gk", kinds=["preliminary_control"], number="0052.9.2019", since="2019-03-01")
    return office.caller("gk", "accountant")


async def full_circuit(people: Staff, today: Callable[[date], None]) -> str:
    """A draft in a gmina whose lists go through the full circuit; returns its address."""
    today(date(2019, 3, 1))
    answer = await people.head.post("/v1/payment-circuits", {"since": "2019-03-01", "circuit": "full"})
    assert answer.status_code == 201, answer.text
    await an_award(people)
    today(date(2019, 3, 20))
    address = f"/v1/payment-lists/{await a_draft(people)}"
    today(date(2019, 12, 31))
    return address


async def acted(who: Caller, address: str, act: str, version: int, **body: Any) -> dict[str, Any]:
    """What the act answers, with its status."""
    answer = await who.post(f"{address}/{act}", body, if_match=version)
    return {"status": answer.status_code} | answer.json()


async def controlled(people: Staff, chief: Caller, address: str) -> None:
    """Both checks and the control are passed; the list is at version 4."""
    for version, (who, act) in enumerate(
        ((people.clerk, "merit-check"), (chief, "formal-check"), (chief, "preliminary-control")), start=1
    ):
        told = await acted(who, address, act, version, on="2019-03-21")
        assert told["status"] == 200, told


@pytest.mark.asyncio
async def test_a_list_passes_both_checks_the_control_and_the_approval(
    people: Staff, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await controlled(people, chief, address)

    approved = await acted(people.head, address, "approve", 4, on="2019-03-22")
    settled = await acted(people.accountant, address, "settle", 5, booked_on="2019-03-28")

    assert (approved["state"], settled["state"]) == ("approved", "settled")
    told = (await people.auditor.get(f"{address}/acts")).json()
    assert [(one["number"], one["act"], one["by"], one["on"], one["outcome"]) for one in told["items"]] == [
        (1, "generate", "ida", "2019-03-20", "passed"),
        (2, "merit_check", "jan", "2019-03-21", "passed"),
        (3, "formal_check", "gk", "2019-03-21", "passed"),
        (4, "preliminary_control", "gk", "2019-03-21", "passed"),
        (5, "approve", "ewa", "2019-03-22", "passed"),
        (6, "settle", "ida", "2019-03-28", "passed"),
    ]
    assert (told["circuit"], told["state"], told["allowed"]) == ("full", "settled", [])


@pytest.mark.asyncio
async def test_an_act_out_of_turn_is_refused_with_what_is_allowed(
    people: Staff, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)

    answers = [
        await acted(people.head, address, "approve", 1),
        await acted(chief, address, "formal-check", 1),
        await acted(chief, address, "preliminary-control", 1, outcome="refused", reason=REASON),
        await acted(chief, address, "formal-check", 1, outcome="returned", reason=REASON),
        await acted(people.head, address, "decide-refusal", 1, outcome="held", reason=REASON),
    ]

    assert {(one["status"], one["code"]) for one in answers} == {(409, "transition_not_allowed")}
    allowed = {error["message"] for one in answers for error in one["errors"]}
    assert allowed == {"exclude", "withdraw", "merit_check", "return"}


@pytest.mark.asyncio
async def test_acts_that_the_rules_keep_apart_are_done_by_different_people(
    people: Staff, office: Office, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await authorised(office, "jan", kinds=["preliminary_control"], number="0052.10.2019")
    drawer = office.caller("ida", "caseworker", "accountant", "head")
    checker = office.caller("jan", "caseworker", "accountant", "head")

    answers = [
        await acted(drawer, address, "merit-check", 1),
        await acted(checker, address, "merit-check", 1),
        await acted(checker, address, "formal-check", 2),
        await acted(drawer, address, "formal-check", 2),
        await acted(chief, address, "formal-check", 2),
        await acted(checker, address, "preliminary-control", 3),
        await acted(chief, address, "preliminary-control", 3),
        await acted(checker, address, "approve", 4),
        await acted(office.caller("gk", "head"), address, "approve", 4),
        await acted(drawer, address, "approve", 4),
        await acted(people.head, address, "approve", 4),
    ]

    assert [(one["status"], one.get("code")) for one in answers] == [
        (409, "act_by_same_person"),
        (200, None),
        (409, "act_by_same_person"),
        (409, "act_by_same_person"),
        (200, None),
        (409, "act_by_same_person"),
        (200, None),
        (409, "act_by_same_person"),
        (409, "act_by_same_person"),
        (409, "same_approver"),
        (200, None),
    ]
    assert "u.f.p. art. 54" in answers[5]["legal_basis"][0]


@pytest.mark.asyncio
async def test_only_who_is_entrusted_with_it_that_day_does_the_control(
    people: Staff, office: Office, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await authorised(office, "zofia", number="0052.11.2019")
    await authorised(
        office, "lena", kinds=["preliminary_control"], number="0052.12.2019", deputises="gk", since="2019-03-01"
    )
    await authorised(
        office, "maja", kinds=["preliminary_control"], number="0052.13.2019", since="2019-03-01", until="2019-06-30"
    )
    await acted(people.clerk, address, "merit-check", 1, on="2019-03-21")
    await acted(chief, address, "formal-check", 2, on="2019-03-21")

    answers = [
        await acted(office.caller(who, "accountant"), address, "preliminary-control", 3, on="2019-03-22")
        for who in ("zofia", "lena", "maja")
    ]
    stands_in = {"replaces": "gk", "reason": "leave", "since": "2019-03-01", "until": "2019-12-31"}
    secretary = office.caller("sekretariat", "caseworker")
    # A deputy without an entry of her own is entrusted with nothing.
    await secretary.post("/v1/deputyships", stands_in | {"deputy": "zofia"})
    zofia = office.caller("zofia", "accountant")
    answers.append(await acted(zofia, address, "preliminary-control", 3, on="2019-03-22"))
    entered = await secretary.post("/v1/deputyships", stands_in | {"deputy": "lena"})
    deputy = await acted(office.caller("lena", "accountant"), address, "preliminary-control", 3, on="2019-03-22")

    assert [(one["status"], one["code"]) for one in answers] == [(403, "not_chief_accountant")] * 4
    assert entered.status_code == 201, entered.text
    assert deputy["status"] == 200


@pytest.mark.asyncio
async def test_two_accountants_do_not_pay_a_list_in_the_simple_circuit(people: Staff, office: Office) -> None:
    await an_award(people)
    address = f"/v1/payment-lists/{await a_draft(people)}"

    told = await acted(office.caller("zofia", "accountant"), address, "approve", 1)

    assert (told["status"], told["code"]) == (403, "forbidden")


@pytest.mark.asyncio
async def test_another_accountant_does_not_approve_in_the_full_circuit(
    people: Staff, office: Office, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await controlled(people, chief, address)

    told = await acted(office.caller("zofia", "accountant"), address, "approve", 4)

    assert (told["status"], told["code"]) == (403, "forbidden")


@pytest.mark.asyncio
async def test_after_a_refusal_the_head_orders_in_writing_and_the_list_is_paid(
    people: Staff, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await acted(people.clerk, address, "merit-check", 1)
    await acted(chief, address, "formal-check", 2)

    answers = [
        await acted(chief, address, "preliminary-control", 3, outcome="refused"),
        await acted(chief, address, "preliminary-control", 3, outcome="refused", reason=REASON),
        await acted(people.head, address, "approve", 4),
        await acted(people.head, address, "decide-refusal", 4, outcome="ordered"),
        await acted(
            people.head, address, "decide-refusal", 4, outcome="ordered", reason="Świadczenie jest obligatoryjne."
        ),
        await acted(people.head, address, "approve", 5),
    ]

    assert [(one["status"], one.get("code") or one["state"]) for one in answers] == [
        (422, "reason_required"),
        (200, "refused"),
        (409, "transition_not_allowed"),
        (422, "validation_failed"),
        (200, "ordered"),
        (200, "approved"),
    ]
    acts = (await people.auditor.get(f"{address}/acts")).json()["items"]
    assert [(one["outcome"], one["reason"]) for one in acts][3:5] == [
        ("refused", REASON),
        ("ordered", "Świadczenie jest obligatoryjne."),
    ]


@pytest.mark.asyncio
async def test_what_is_given_back_or_held_is_put_right_and_checked_anew(
    people: Staff, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await an_award(people, serial=2)
    await acted(people.clerk, address, "merit-check", 1)
    await acted(chief, address, "formal-check", 2)
    given_back = await acted(chief, address, "preliminary-control", 3, outcome="returned", reason=REASON)
    await controlled_again(people, chief, address, 4)
    refused = await acted(chief, address, "preliminary-control", 6, outcome="refused", reason=REASON)
    held = await acted(people.head, address, "decide-refusal", 7, outcome="held", reason=REASON)
    await controlled_again(people, chief, address, 8)
    await acted(chief, address, "preliminary-control", 10)
    by_head = await acted(people.head, address, "give-back", 11, reason=REASON)
    approved_at_once = await acted(people.head, address, "approve", 12)

    assert [one["state"] for one in (given_back, refused, held, by_head)] == ["draft", "refused", "draft", "draft"]
    assert approved_at_once["code"] == "transition_not_allowed"


async def controlled_again(people: Staff, chief: Caller, address: str, version: int) -> None:
    """The checks of a list that was given back, by the same people as before."""
    assert (await acted(people.clerk, address, "merit-check", version))["status"] == 200
    assert (await acted(chief, address, "formal-check", version + 1))["status"] == 200


@pytest.mark.asyncio
async def test_an_act_is_not_before_the_one_it_follows(
    people: Staff, chief: Caller, today: Callable[[date], None]
) -> None:
    address = await full_circuit(people, today)
    await acted(people.clerk, address, "merit-check", 1, on="2019-03-21")

    answers = [
        await acted(chief, address, "formal-check", 2, on="2019-03-20"),
        await acted(chief, address, "formal-check", 2, on="2020-01-01"),
    ]

    assert {one["code"] for one in answers} == {"day_impossible"}


@pytest.mark.asyncio
async def test_without_a_setting_a_list_goes_through_the_full_circuit(
    office: Office, database: Database, today: Callable[[date], None]
) -> None:
    today(date(2019, 3, 21))
    await head_authorised(database, UNSET)
    await authorised(office, "gk", UNSET, kinds=["preliminary_control"], number="0052.9.2019", since="2019-03-01")
    people, chief = staff(office, UNSET), office.caller("gk", "accountant", gmina=UNSET)
    await an_award(people)
    address = f"/v1/payment-lists/{await a_draft(people)}"

    at_once = await acted(people.head, address, "approve", 1)
    await controlled(people, chief, address)
    approved = await acted(people.head, address, "approve", 4)

    assert (at_once["status"], at_once["code"]) == (409, "transition_not_allowed")
    assert approved["state"] == "approved"
    assert (await people.auditor.get("/v1/payment-circuits")).json()["items"] == []


@pytest.mark.asyncio
async def test_the_simple_circuit_is_set_with_its_reason(
    office: Office, database: Database, today: Callable[[date], None]
) -> None:
    today(date(2019, 3, 21))
    await head_authorised(database, UNSET)
    people = staff(office, UNSET)
    await an_award(people)
    simple = {"since": "2019-03-21", "circuit": "simple"}

    without = await people.head.post("/v1/payment-circuits", simple)
    by_another = await people.accountant.post("/v1/payment-circuits", simple | {"reason": REASON})
    with_reason = await people.head.post("/v1/payment-circuits", simple | {"reason": REASON})
    approved = await acted(people.head, f"/v1/payment-lists/{await a_draft(people)}", "approve", 1)

    assert (without.status_code, without.json()["code"]) == (422, "reason_required")
    assert (by_another.status_code, with_reason.status_code, approved["state"]) == (403, 201, "approved")
    (told,) = (await people.auditor.get("/v1/payment-circuits")).json()["items"]
    assert (told["reason"], told["set_by"], told["set_on"]) == (REASON, "ewa", "2019-03-21")


@pytest.mark.asyncio
async def test_a_list_keeps_the_circuit_of_the_day_it_was_drawn_up(
    people: Staff, today: Callable[[date], None]
) -> None:
    today(date(2019, 3, 1))
    await an_award(people)
    before = await a_draft(people)
    await people.head.post("/v1/payment-circuits", {"since": "2019-03-01", "circuit": "full"})
    again = await people.head.post(
        "/v1/payment-circuits", {"since": "2019-03-01", "circuit": "simple", "reason": REASON}
    )
    past = await people.head.post("/v1/payment-circuits", {"since": "2019-02-28", "circuit": "full"})

    approved = await people.head.post(f"/v1/payment-lists/{before}/approve", {}, if_match=1)

    assert approved.json()["state"] == "approved"
    assert (again.json()["code"], past.json()["code"]) == ("payment_circuit_exists", "day_impossible")
    circuits = (await people.auditor.get("/v1/payment-circuits")).json()["items"]
    assert [one["circuit"] for one in circuits] == ["simple", "full"]
    assert len(await payments_of(people, before)) == 1


@pytest.mark.asyncio
async def test_an_act_cannot_be_changed_or_taken_away(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await full_circuit(people, today)

    for statement in ("UPDATE payment_list_act SET done_by = 'ktos'", "DELETE FROM payment_list_act"):
        async with database.tenant("101805") as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await connection.execute(statement)
