"""Corrections of third parties' documents, budget years of what comes back, and statements of shares that stand instead of others."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.people import a_person
from tests.services.social_assistance.third_parties.a_house import (
    House,
    a_document,
    a_party,
    accepted,
    facts,
    ok,
    registered,
    sums,
)

pytestmark = pytest.mark.postgres

MEAL, ADULTS = "posilek_dziecka", "posilek_doroslego"
GRANT, OWN = "dotacja_wlasne_2030", "srodki_wlasne"


async def paid(house: House, address: str, on: str = "2026-04-10") -> None:
    await ok(await house.people.accountant.post(f"{address}/pay", {"on": on, "document": "WB 66"}, if_match=5))


async def stated(house: House, **said: str) -> str:
    body = {"benefit": MEAL, "since": "2026-01", "grant_share": "0.80", "act": "pismo wojewody FB.1/2026", **said}
    return str((await ok(await house.people.accountant.post("/v1/funding-shares", body), 201))["id"])


async def moved(house: House, share: str) -> dict[str, int]:
    """Grosze that the statement moves, by source, before it is carried out."""
    found = await ok(await house.people.auditor.get(f"/v1/funding-shares/{share}/documents"))
    return {one["source"]: int(one["amount"].replace(".", "")) for one in found["lines"]}


@pytest.mark.asyncio
async def test_a_correction_gives_back_the_sources_of_the_whole_and_leaves_nobody_counted(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "2.000"}])
    await paid(house, address)
    of_it = {"kind": "correction", "corrects": address.rpartition("/")[2], "number": "KOR 1/2026"}
    back = await registered(house, school, "-10.03", **of_it)
    await accepted(house, back, [{"benefit": MEAL, "entitled": jan, "quantity": "-2.000", "amount": "-10.03"}])
    await paid(house, back)
    told = await facts(house)

    for type_, measure in (("invoice.accepted", "liability"), ("invoice.paid", "expenditure")):
        assert sums(told, type_, measure) == {GRANT: 0, OWN: 0}
        of_type = [one for one in told if one["type"] == f"pl.gops.{type_}.v1"]
        assert [one["quantities"][0]["value"] for one in of_type] == ["2.000", "-2.000"]
    assert {one["entitled"] for one in told} == {told[0]["entitled"]}


@pytest.mark.parametrize("is_paid", [False, True])
@pytest.mark.asyncio
async def test_a_document_is_not_taken_back_from_under_its_correction(house: House, is_paid: bool) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "2.000"}])
    if is_paid:
        await paid(house, address)
    step, by, version = (
        ("take-back-payment", people.accountant, 6) if is_paid else ("withdraw-acceptance", people.head, 5)
    )
    of_it = {"kind": "correction", "corrects": address.rpartition("/")[2], "number": "KOR 1/2026"}
    back = await registered(house, school, "-1.00", **of_it)
    await accepted(house, back, [{"benefit": MEAL, "entitled": jan, "quantity": "-1.000", "amount": "-1.00"}])
    if is_paid:
        await paid(house, back)
    why = {"reason": "Omyłka."}
    before, refused = await facts(house), await by.post(f"{address}/{step}", why, if_match=version)
    told = await facts(house)
    if is_paid:
        await ok(await people.accountant.post(f"{back}/take-back-payment", why, if_match=6))
        of_accepted = await by.post(f"{address}/{step}", why, if_match=version)
        assert of_accepted.json()["code"] == "invoice_corrected"
    await ok(await people.head.post(f"{back}/withdraw-acceptance", why, if_match=7 if is_paid else 5))
    then = await by.post(f"{address}/{step}", why, if_match=version)

    assert (refused.status_code, refused.json()["code"]) == (409, "invoice_corrected")
    assert told == before
    assert then.status_code == 200, then.text


@pytest.mark.parametrize("step", ["return", "cancel"])
@pytest.mark.asyncio
async def test_a_document_does_not_end_while_its_correction_is_accepted(house: House, step: str) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    of_it = {"kind": "correction", "corrects": address.rpartition("/")[2], "number": "KOR 1/2026"}
    back = await registered(house, school, "-1.00", **of_it)
    await accepted(house, back, [{"benefit": MEAL, "entitled": jan, "quantity": "-1.000"}])
    why = {"reason": "Wpisana omyłkowo."}
    refused = await people.clerk.post(f"{address}/{step}", why, if_match=1)
    await ok(await people.head.post(f"{back}/withdraw-acceptance", why, if_match=5))
    then = await people.clerk.post(f"{address}/{step}", why, if_match=1)

    assert (refused.status_code, refused.json()["code"]) == (409, "invoice_corrected")
    assert then.status_code == 200, then.text


@pytest.mark.asyncio
async def test_corrections_of_a_document_give_back_no_more_than_it_asks_for(house: House) -> None:
    school = await a_party(house)
    address = await registered(house, school)
    of_it = {"kind": "correction", "corrects": address.rpartition("/")[2]}

    async def corrected(amount: str, number: int) -> tuple[int, list[str]]:
        body = a_document(school, amount, number=f"KOR {number}/2026", **of_it)
        answer = await house.people.clerk.post("/v1/invoices", body)
        return answer.status_code, [one["code"] for one in answer.json().get("errors", ())]

    assert await corrected("-10.04", 1) == (422, ["corrects_too_much"])
    assert await corrected("-4.00", 2) == (201, [])
    assert await corrected("-6.04", 3) == (422, ["corrects_too_much"])
    more = await registered(house, school, "2.00", number="KOR 4/2026", **of_it)
    assert await corrected("-8.03", 5) == (201, [])
    assert await corrected("-0.01", 6) == (422, ["corrects_too_much"])
    await ok(await house.people.clerk.post(f"{more}/cancel", {"reason": "Wpisana omyłkowo."}, if_match=1))
    assert await corrected("1.00", 7) == (201, [])


@pytest.mark.asyncio
async def test_what_comes_back_for_a_year_that_is_over_is_no_expenditure_less(
    house: House, today: Callable[[date], None]
) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "2.000"}])
    await paid(house, address)
    today(date(2027, 2, 1))
    of_it = {"kind": "correction", "corrects": address.rpartition("/")[2], "number": "KOR 1/2026"}
    back = await registered(house, school, "-1.00", **of_it)
    await accepted(house, back, [{"benefit": MEAL, "entitled": jan, "quantity": "-1.000", "amount": "-1.00"}])
    body = {"on": "2027-02-01", "document": "WB 9"}
    noted = await people.accountant.post(f"{back}/pay", body, if_match=5)
    mended = await people.accountant.post(f"{address}/take-back-payment", {"reason": "Omyłka."}, if_match=6)

    assert (noted.status_code, noted.json()["code"]) == (409, "invoice_other_year")
    assert (mended.status_code, mended.json()["code"]) == (409, "invoice_other_year")


@pytest.mark.parametrize(
    ("on", "year", "month", "status"),
    [
        ("2027-01-15", 2026, "2026-12", 200),
        ("2027-01-15", 2026, "2027-01", 409),
        ("2027-02-01", 2026, "2026-12", 409),
        ("2027-02-01", 2027, "2026-12", 200),
    ],
)
@pytest.mark.asyncio
async def test_a_document_of_the_old_year_is_paid_in_it_in_january_at_the_latest(
    house: House, today: Callable[[date], None], on: str, year: int, month: str, status: int
) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    today(date(2027, 1, 11))
    address = await registered(house, school, service_month=month, issued_on="2027-01-04", due_on="2027-01-20")
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "2.000"}])
    today(date(2027, 2, 1))
    body = {"on": on, "document": "WB 1", "budget_year": year}
    noted = await people.accountant.post(f"{address}/pay", body, if_match=5)

    assert noted.status_code == status, noted.text
    told = [one["budget_year"] for one in await facts(house) if one["measure"] == "expenditure"]
    assert told == ([year] if status == 200 else [])


@pytest.mark.asyncio
async def test_a_statement_moves_its_own_benefit_only(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ewa = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    address = await registered(house, school, "10.00")
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "1.000"}])
    more = {"kind": "correction", "corrects": address.rpartition("/")[2], "number": "KOR 1/2026"}
    forgotten = await registered(house, school, "10.00", **more)
    await accepted(house, forgotten, [{"benefit": ADULTS, "entitled": ewa, "quantity": "1.000"}])
    of_pupils, of_adults = await stated(house), await stated(house, benefit=ADULTS)
    await ok(await people.accountant.post(f"/v1/funding-shares/{of_pupils}/divide-anew", {}), 201)
    told = [one for one in await facts(house) if one["type"] == "pl.gops.funding.reallocated.v1"]

    assert [(one["benefit"], one["measure"], sorted(line["amount"] for line in one["lines"])) for one in told] == [
        (MEAL, "liability", [-200, 200])
    ]
    assert await moved(house, of_pupils) == {}
    assert await moved(house, of_adults) == {GRANT: 200, OWN: -200}


@pytest.mark.asyncio
async def test_what_stands_instead_of_a_statement_mends_the_months_of_the_one_before_too(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school, "10.00")
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "1.000"}])
    first = await stated(house)
    await ok(await people.accountant.post(f"/v1/funding-shares/{first}/divide-anew", {}), 201)
    second = await stated(house, since="2026-04", counters=first)
    taken_back = await people.auditor.get(f"/v1/funding-shares/{first}/documents")
    moves = await moved(house, second)
    await ok(await people.accountant.post(f"/v1/funding-shares/{second}/divide-anew", {}), 201)
    shown = await ok(await people.auditor.get(address))
    standing = (await ok(await people.auditor.get("/v1/funding-shares", benefit=MEAL)))["items"]

    assert taken_back.json()["code"] == "funding_share_not_found"
    assert moves == {GRANT: -200, OWN: 200}
    assert [one["amount"] for one in shown["allocations"][0]["lines"]] == ["6.00", "4.00"]
    assert {one["id"]: one["stands"] for one in standing} == {first: False, second: True}


@pytest.mark.asyncio
async def test_what_was_divided_anew_is_paid_and_taken_back_as_it_stands(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school, "10.00")
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "1.000"}])
    share = await stated(house)
    await ok(await people.accountant.post(f"/v1/funding-shares/{share}/divide-anew", {}), 201)
    await paid(house, address)
    told = await facts(house)
    why = {"reason": "Zapłacono inną fakturę."}
    await ok(await people.accountant.post(f"{address}/take-back-payment", why, if_match=6))
    await ok(await people.head.post(f"{address}/withdraw-acceptance", why, if_match=7))
    after = await facts(house)

    assert sums(told, "invoice.paid", "expenditure") == {GRANT: 800, OWN: 200}
    for measure in ("liability", "expenditure"):
        by_source: dict[str, int] = {}
        for one in after:
            for line in one["lines"] if one["measure"] == measure else ():
                by_source[line["source"]] = by_source.get(line["source"], 0) + line["amount"]
        assert by_source == {GRANT: 0, OWN: 0}


@pytest.mark.parametrize(("benefit", "since"), [(MEAL, "2005-12"), ("noclegownia", "2026-01")])
@pytest.mark.asyncio
async def test_nobody_states_a_share_where_no_grant_and_own_money_meet(house: House, benefit: str, since: str) -> None:
    said = {"benefit": benefit, "since": since, "grant_share": "0.80", "act": "pismo wojewody FB.1/2026"}
    answer = await house.people.accountant.post("/v1/funding-shares", said)

    assert (answer.status_code, answer.json()["code"]) == (409, "shares_nothing")
    assert (await ok(await house.people.auditor.get("/v1/funding-shares")))["items"] == []
