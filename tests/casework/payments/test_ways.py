"""Ways of payment: stated from a day on, with history; lists take the way of the day they are paid on."""

from typing import Any

import pytest

from kit.db import Database
from tests.casework.log import audited
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

ACCOUNT = "61109010140000071219812874"
OTHER_ACCOUNT = "27114020040000300201355387"


async def stated(people: Staff, **body: Any) -> str:
    """States a way and returns its id."""
    answer = await people.clerk.post("/v1/payment-ways", {"since": "2019-01-01", **body})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def recipient_of(people: Staff, award: str) -> str:
    return str((await people.auditor.get(f"/v1/awards/{award}")).json()["recipient"])


@pytest.mark.asyncio
async def test_a_right_is_paid_as_its_recipient_until_a_way_of_its_own_is_stated(people: Staff) -> None:
    award = await an_award(people)
    person = await recipient_of(people, award)
    await stated(people, person=person, way="account", account=ACCOUNT)
    await stated(people, award=award, way="postal", since="2019-03-01")
    await stated(people, award=award, way="as_person", since="2019-04-01")

    found = [(await payments_of(people, await a_draft(people, f"2019-{month:02d}")))[0]["way"] for month in (2, 3, 4)]

    assert found == ["account", "postal", "account"]


@pytest.mark.asyncio
async def test_the_latest_statement_of_a_day_holds_and_the_history_stays(people: Staff) -> None:
    award = await an_award(people)
    await stated(people, award=award, way="cash", since="2019-02-01")
    await stated(people, award=award, way="account", account=ACCOUNT, since="2019-03-01")
    await stated(people, award=award, way="account", account="PL " + OTHER_ACCOUNT, since="2019-03-01")

    shown = (await people.auditor.get("/v1/payment-ways", award=award, on="2019-03-15")).json()["items"]
    before = (await people.auditor.get("/v1/payment-ways", award=award, on="2019-02-15")).json()["items"]

    assert [(one["way"], one["account"], one["in_force"]) for one in shown] == [
        ("account", "PL" + OTHER_ACCOUNT, True),
        ("account", "PL" + ACCOUNT, False),
        ("cash", None, False),
    ]
    assert [one["in_force"] for one in before] == [False, False, True]


@pytest.mark.asyncio
async def test_an_account_is_stored_encrypted_and_its_reading_is_audited(people: Staff, database: Database) -> None:
    award = await an_award(people)
    await stated(people, award=award, way="account", account=ACCOUNT)
    await people.auditor.get("/v1/payment-ways", award=award)

    async with database.tenant("101805") as connection:
        row = await (await connection.execute("SELECT account, length(account_index) FROM payment_way")).fetchone()
    assert row is not None
    assert ACCOUNT.encode() not in bytes(row[0])
    assert row[1] == 32
    assert ("ula", "read", award) in await audited(database)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"way": "account"}, "validation_failed"),
        ({"way": "cash", "account": ACCOUNT}, "validation_failed"),
        ({"way": "third_party"}, "validation_failed"),
        ({"way": "postal", "payee": "listonosz"}, "validation_failed"),
        ({"way": "account", "account": "61109010140000071219812875"}, "account_wrong"),
        ({"way": "as_person", "award": None, "person": "00000000-0000-7000-8000-000000000000"}, "validation_failed"),
        ({"way": "cash", "award": None}, "validation_failed"),
        ({"way": "cash", "award": "00000000-0000-7000-8000-000000000000"}, "way_of_nobody"),
    ],
)
async def test_a_statement_that_is_not_whole_is_refused(people: Staff, body: dict[str, Any], code: str) -> None:
    award = await an_award(people)

    answer = await people.clerk.post("/v1/payment-ways", {"since": "2019-01-01", "award": award, **body})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert ACCOUNT[:20] not in answer.text


@pytest.mark.asyncio
async def test_a_list_of_one_way_leaves_the_others_for_the_next(people: Staff) -> None:
    cash, post, unsaid = [await an_award(people, serial=serial) for serial in (1, 2, 3)]
    await stated(people, award=cash, way="cash")
    await stated(people, award=post, way="third_party", payee="Spółdzielnia", account=ACCOUNT)

    first = await a_draft(people, ways=["cash"])
    second = await a_draft(people, ways=["third_party", "unstated"])

    assert [one["award"] for one in await payments_of(people, first)] == [cash]
    assert {one["award"] for one in await payments_of(people, second)} == {post, unsaid}
    shown = (await people.auditor.get(f"/v1/payment-lists/{second}")).json()
    assert [(one["benefit"], one["payments"]) for one in shown["benefits"]] == [
        ("zasilek_staly_testowy", shown["payments"])
    ]
    assert shown["allowed"] == (await people.accountant.get(f"/v1/payment-lists/{second}/acts")).json()["allowed"]
    assert "withdraw" in shown["allowed"]
    assert [(one["way"], one["payments"], one["amount"]) for one in shown["ways"]] == [
        ("third_party", 1, "645.00"),
        ("unstated", 1, "645.00"),
    ]


@pytest.mark.asyncio
async def test_the_cash_desk_sees_names_and_the_reading_is_audited(people: Staff, database: Database) -> None:
    cash, _ = [await an_award(people, serial=serial) for serial in (1, 2)]
    await stated(people, award=cash, way="cash")
    payment_list = await a_draft(people)

    page = (await people.accountant.get(f"/v1/payment-lists/{payment_list}/payees", way="cash")).json()

    assert [(one["last_name"], one["to_pay"], one["way"], one["benefit"]) for one in page["items"]] == [
        ("Wiśniewska", "645.00", "cash", "zasilek_staly_testowy")
    ]
    assert ("ida", "read_payees", payment_list) in await audited(database)
    printed = await people.accountant.get(f"/v1/payment-lists/{payment_list}/payees/export", way="cash")
    header, line = printed.text.splitlines()
    assert header.startswith("payment,person,last_name,first_name,way")
    assert (header.rpartition(",")[2], line.rpartition(",")[2]) == ("benefit", "zasilek_staly_testowy")
    assert line.split(",")[2:9] == ["Wiśniewska", "Anna", "cash", "2019-03", "645.00", "0.00", "645.00"]
    assert ("ida", "exported_payees", payment_list) in await audited(database)
