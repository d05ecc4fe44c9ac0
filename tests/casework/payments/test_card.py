"""What was paid for a person or to her: one card with totals, pages and a file; and lists that can be narrowed, turned and saved."""

import csv
import io

import pytest

from kit.db import Database
from kit.testing.clients import Caller
from tests.casework.log import audited
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
from tests.casework.payments.test_deductions import seizure
from tests.casework.payments.test_ways import recipient_of, stated
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


async def as_file(who: Caller, address: str, **query: str) -> list[dict[str, str]]:
    """A collection as CSV."""
    answer = await who.get(address, format="csv", **query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.asyncio
async def test_the_card_of_a_person_holds_what_was_paid_and_nobody_elses(people: Staff, database: Database) -> None:
    hers, _ = [await an_award(people, serial=serial) for serial in (1, 2)]
    person = await recipient_of(people, hers)
    await a_settled(people, "2019-02")
    march = await a_draft(people, "2019-03")

    card = (await people.accountant.get(f"/v1/payments/cards/{person}")).json()
    first = (await people.accountant.get(f"/v1/payments/cards/{person}", limit=1)).json()
    second = (await people.accountant.get(f"/v1/payments/cards/{person}", limit=1, cursor=first["next_cursor"])).json()
    narrowed = (await people.accountant.get(f"/v1/payments/cards/{person}", state="settled")).json()
    listed = (await people.accountant.get("/v1/payments", person=person, sort="-month")).json()["items"]

    assert [(one["month"], one["award"], one["list"] == march) for one in card["items"]] == [
        ("2019-03", hers, True), ("2019-02", hers, False),
    ]  # fmt: skip
    assert [(one["budget_year"], one["state"], one["payments"], one["amount"]) for one in card["totals"]] == [
        (None, "planned", 1, "645.00"), (2019, "settled", 1, "645.00"),
    ]  # fmt: skip
    assert first["items"] + second["items"] == card["items"] == listed
    assert second["next_cursor"] is None
    assert [one["state"] for one in narrowed["totals"]] == ["settled"]
    exported = await people.accountant.get("/v1/payments/export", person=person)
    assert {one["award"] for one in csv.DictReader(io.StringIO(exported.text))} == {hers}
    noted = {action for who, action, subject in await audited(database) if who == "ida" and subject == person}
    assert noted == {"listed_payments", "exported_payments"}


@pytest.mark.asyncio
async def test_there_is_no_card_of_a_person_who_is_not_registered(people: Staff) -> None:
    answer = await people.accountant.get("/v1/payments/cards/00000000-0000-7000-8000-000000000000")

    assert (answer.status_code, answer.json()["code"]) == (404, "person_not_found")


@pytest.mark.asyncio
async def test_payment_lists_are_found_by_benefit_way_and_kind_and_saved(people: Staff) -> None:
    award = await an_award(people, benefit="zasilek_mieszany", amount="100.00")
    await stated(people, award=award, way="cash")
    february, march = await a_draft(people, "2019-02"), await a_draft(people, "2019-03")

    async def found(**query: str) -> list[str]:
        return [one["id"] for one in (await people.accountant.get("/v1/payment-lists", **query)).json()["items"]]

    assert await found() == [march, february]
    assert await found(sort="month") == [february, march]
    assert await found(benefit="zasilek_mieszany", way="cash", month="2019-03") == [march]
    assert await found(benefit="zasilek_staly") == await found(way="unstated") == await found(kind="imported") == []
    assert [one["id"] for one in await as_file(people.accountant, "/v1/payment-lists", sort="month")] == [
        february,
        march,
    ]


@pytest.mark.asyncio
async def test_awards_are_sorted_narrowed_and_saved(people: Staff, database: Database) -> None:
    first, second = [await an_award(people, serial=serial) for serial in (1, 2)]
    person = await recipient_of(people, second)
    unit = (await people.auditor.get(f"/v1/awards/{first}")).json()["unit"]

    async def found(**query: str) -> list[str]:
        return [one["id"] for one in (await people.accountant.get("/v1/awards", **query)).json()["items"]]

    assert await found() == sorted([first, second])
    assert await found(sort="-id") == sorted([first, second], reverse=True)
    assert await found(sort="since") == sorted([first, second])
    page = (await people.accountant.get("/v1/awards", sort="-since", limit=1)).json()
    after = await found(sort="-since", limit="1", cursor=page["next_cursor"])
    assert [page["items"][0]["id"], *after] == sorted([first, second], reverse=True)
    assert await found(unit=unit) == sorted([first, second])
    assert await found(unit="inna") == []
    assert [one["id"] for one in await as_file(people.accountant, "/v1/awards", person=person)] == [second]
    assert ("ida", "exported_awards", person) in await audited(database)


@pytest.mark.asyncio
async def test_seizures_are_found_by_kind_sign_and_whether_they_run(people: Staff) -> None:
    award = await an_award(people)
    alimony = await seizure(people, award, kind="alimony", organ_sign="Kmp 3/19", received_on="2019-02-03")
    other = await seizure(people, award, organ_sign="Km 1/19", received_on="2019-02-01")
    end = {"on": "2019-03-15", "reason": "Umorzenie postępowania."}
    assert (await people.accountant.post(f"/v1/bailiff-claims/{other}/end", end, if_match=1)).status_code == 200

    async def found(**query: str) -> list[str]:
        return [one["id"] for one in (await people.accountant.get("/v1/bailiff-claims", **query)).json()["items"]]

    assert await found() == [other, alimony]
    assert await found(sort="-received_on") == [alimony, other]
    assert await found(running="true") == await found(kind="alimony") == await found(organ_sign="Kmp 3/19") == [alimony]
    assert [one["organ_sign"] for one in await as_file(people.accountant, "/v1/bailiff-claims")] == [
        "Km 1/19",
        "Kmp 3/19",
    ]


@pytest.mark.asyncio
async def test_notices_are_found_by_person_turned_and_saved(people: Staff) -> None:
    awards = [await an_award(people, serial=serial) for serial in (1, 2)]
    for month in ("2019-02", "2019-03"):
        drawn = await a_draft(people, month)
        await people.head.post(f"/v1/payment-lists/{drawn}/approve", {"on": f"{month}-20"}, if_match=1)
        failed = [{"payment": one["id"], "reason": "uncollected"} for one in await payments_of(people, drawn)]
        settled = {"booked_on": f"{month}-28", "failed": failed}
        answer = await people.accountant.post(f"/v1/payment-lists/{drawn}/settle", settled, if_match=2)
        assert answer.status_code == 200, answer.text

    there = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    back = (await people.clerk.get("/v1/payment-notices", sort="-raised_on")).json()["items"]
    hers = (await people.clerk.get("/v1/payment-notices", person=await recipient_of(people, awards[0]))).json()["items"]

    assert len(there) == 2
    assert there == back[::-1]
    assert [one["award"] for one in hers] == [awards[0]]
    assert {one["award"] for one in await as_file(people.clerk, "/v1/payment-notices")} == set(awards)
    assert await payments_of(people, drawn) != []
