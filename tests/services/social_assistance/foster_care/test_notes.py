"""The powiat's note over HTTP: entered child by child, divided as it asks, checked against the act; asked twice, hidden."""

from typing import Any

import pytest

from kit.money import grosze, zloty
from tests.casework.people import a_person
from tests.services.social_assistance.third_parties.a_house import House, a_party, ok, registered

pytestmark = pytest.mark.postgres


async def a_child(house: House, powiat: str, person: str, **other: Any) -> str:
    body = {
        "person": person,
        "powiat": powiat,
        "kind": "family",
        "first_placement": "2021-11-15",
        "unit": "gops",
        **other,
    }
    return str((await ok(await house.people.clerk.post("/v1/foster-children", body), 201))["id"])


async def a_note(
    house: House,
    powiat: str,
    rows: list[tuple[str, str, str, str]],
    number: str = "NK 4/2022",
    corrects: str | None = None,
) -> str:
    """A note, or a correction of one, with its rows: child, month, cost, what is asked; returns its address."""
    amount = zloty(sum(grosze(one[3]) for one in rows))
    told = {"kind": "debit_note", "number": number, "purpose": "foster_care", "service_month": "2022-03"}
    if corrects is not None:
        told |= {"kind": "correction", "corrects": corrects.rpartition("/")[2]}
    address = await registered(house, powiat, amount, **told)
    items = [dict(zip(("foster_child", "month", "cost", "amount"), one, strict=True)) for one in rows]
    await ok(await house.people.clerk.post(f"{address}/foster-note", {"items": items}, if_match=1))
    return address


async def a_way(house: House, address: str, version: int) -> None:
    """Checked, controlled and accepted from the version on."""
    await ok(await house.worker.post(f"{address}/check", {}, if_match=version))
    await ok(await house.people.accountant.post(f"{address}/control", {}, if_match=version + 1))
    await ok(await house.people.head.post(f"{address}/accept", {}, if_match=version + 2))


@pytest.mark.asyncio
async def test_a_note_is_divided_as_it_asks_and_what_differs_is_told(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk))
    rows = [
        (child, "2022-03", "1052.00", "105.20"),
        (child, "2022-04", "1052.00", "105.21"),
        (child, "2021-10", "1052.00", "1.00"),
    ]
    address = await a_note(house, powiat, rows)
    shown = await ok(await people.auditor.get(address))
    found = await ok(await people.auditor.get(f"{address}/foster-check"))

    assert [
        (one["benefit"], one["variant"], one["month"], one["quantity"], one["amount"]) for one in shown["allocations"]
    ] == [
        ("rodzina_zastepcza_udzial_gminy", "rok_1", "2022-03", "1.000", "105.20"),
        ("rodzina_zastepcza_udzial_gminy", "rok_1", "2022-04", "1.000", "105.21"),
        ("rodzina_zastepcza_udzial_gminy", None, "2021-10", "0.000", "1.00"),
    ]
    assert [(one["found"], one["owed"], one["difference"]) for one in found["rows"]] == [
        ("agrees", "105.20", "0.00"), ("differs", "105.20", "0.01"), ("not_in_care", "0.00", "1.00"),
    ]  # fmt: skip
    assert (found["agrees"], found["asked"], found["owed"], found["difference"]) == (False, "211.41", "210.40", "1.01")


@pytest.mark.asyncio
async def test_a_month_that_an_earlier_note_asks_for_is_asked_twice(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk))
    rows = [(child, "2022-03", "1052.00", "105.20")]
    first, second = await a_note(house, powiat, rows), await a_note(house, powiat, rows, "NK 5/2022")
    kinds = [(await ok(await people.auditor.get(f"{one}/foster-check")))["rows"][0]["found"] for one in (first, second)]
    await ok(await people.clerk.post(f"{first}/cancel", {"reason": "Wpisana omyłkowo."}, if_match=2))
    after = await ok(await people.auditor.get(f"{second}/foster-check"))

    assert kinds == ["agrees", "asked_twice"]
    assert after["rows"][0]["found"] == "agrees"


@pytest.mark.asyncio
async def test_a_month_is_checked_in_one_note_only(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    child, other = await a_child(house, powiat, jan), await a_child(house, powiat, ola)
    march, april = (child, "2022-03", "1052.00", "105.20"), (child, "2022-04", "1052.00", "105.20")
    first = await a_note(house, powiat, [march])
    second = await a_note(house, powiat, [(other, *march[1:]), march], "NK 5/2022")
    doubled = await a_note(house, powiat, [april, april], "NK 6/2022")
    refused = await house.worker.post(f"{second}/check", {}, if_match=2)
    within = await house.worker.post(f"{doubled}/check", {}, if_match=2)
    await ok(await house.worker.post(f"{first}/check", {}, if_match=2))
    still = await house.worker.post(f"{second}/check", {}, if_match=2)
    await ok(await people.head.post(f"{first}/return", {"reason": "Wystawiona dwa razy."}, if_match=3))
    instead = await house.worker.post(f"{second}/check", {}, if_match=2)

    for answer, pointer in ((refused, "/items/1"), (still, "/items/1"), (within, "/items/1")):
        assert (answer.status_code, answer.json()["code"]) == (409, "foster_month_asked_twice")
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, "asked_twice")]
    assert first.rpartition("/")[2] in refused.json()["errors"][0]["message"]
    assert instead.status_code == 200, instead.text


@pytest.mark.asyncio
async def test_of_two_notes_the_one_that_was_checked_asks_first(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk))
    told = {"kind": "debit_note", "number": "NK 3/2022", "purpose": "foster_care", "service_month": "2022-03"}
    earlier = await registered(house, powiat, "105.20", **told)
    later = await a_note(house, powiat, [(child, "2022-03", "1052.00", "105.20")])
    await ok(await house.worker.post(f"{later}/check", {}, if_match=2))
    items = [{"foster_child": child, "month": "2022-03", "cost": "1052.00", "amount": "105.20"}]
    await ok(await people.clerk.post(f"{earlier}/foster-note", {"items": items}, if_match=1))
    refused = await house.worker.post(f"{earlier}/check", {}, if_match=2)
    kinds = [
        (await ok(await people.auditor.get(f"{one}/foster-check")))["rows"][0]["found"] for one in (earlier, later)
    ]

    assert (refused.status_code, refused.json()["code"]) == (409, "foster_month_asked_twice")
    assert kinds == ["asked_twice", "agrees"]


@pytest.mark.asyncio
async def test_a_correction_asks_anew_for_its_own_notes_month_and_for_none_of_anothers(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk))
    march = (child, "2022-03", "1000.00", "100.00")
    first = await a_note(house, powiat, [march])
    other = await a_note(house, powiat, [(child, "2022-04", "1052.00", "105.20")], "NK 5/2022")
    await a_way(house, first, 2)
    mended = [(child, "2022-03", "-1000.00", "-100.00"), (child, "2022-03", "1052.00", "105.20")]
    of_first = await a_note(house, powiat, mended, "KOR 1/2022", corrects=first)
    again = await a_note(house, powiat, [(child, "2022-03", "10.00", "1.00")], "KOR 2/2022", corrects=of_first)
    stray = await a_note(house, powiat, [(child, "2022-04", "1052.00", "105.20")], "KOR 3/2022", corrects=first)
    found = await ok(await people.auditor.get(f"{of_first}/foster-check"))
    answers = [await house.worker.post(f"{one}/check", {}, if_match=2) for one in (of_first, again, stray, other)]

    assert [one["found"] for one in found["rows"]] == ["agrees", "agrees"]
    assert [one.status_code for one in answers] == [200, 200, 409, 200]
    assert answers[2].json()["code"] == "foster_month_asked_twice"


@pytest.mark.asyncio
async def test_a_new_note_stands_instead_of_one_that_was_given_back_whole(house: House) -> None:
    powiat = await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(house.people.clerk))
    first = await a_note(house, powiat, [(child, "2022-03", "1052.00", "105.20")])
    await a_way(house, first, 2)
    less = [(child, "2022-03", "-1052.00", "-105.20")]
    back = await a_note(house, powiat, less, "KOR 1/2022", corrects=first)
    anew = await a_note(house, powiat, [(child, "2022-03", "1052.00", "105.20")], "NK 7/2022")
    too_early = await house.worker.post(f"{anew}/check", {}, if_match=2)
    await a_way(house, back, 2)
    then = await house.worker.post(f"{anew}/check", {}, if_match=2)

    assert (too_early.status_code, too_early.json()["code"]) == (409, "foster_month_asked_twice")
    assert then.status_code == 200, then.text


@pytest.mark.asyncio
async def test_a_note_of_another_powiat_than_the_childs_is_told_and_checked(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    other = await a_party(house, "powiat", "Powiat wieluński")
    child = await a_child(house, powiat, await a_person(people.clerk))
    address = await a_note(house, other, [(child, "2022-03", "1052.00", "105.20")])
    found = await ok(await people.auditor.get(f"{address}/foster-check"))
    checked = await house.worker.post(f"{address}/check", {}, if_match=2)

    assert (found["agrees"], found["rows"][0]["found"]) == (False, "of_another_powiat")
    assert (found["owed"], found["difference"]) == ("105.20", "0.00")
    assert checked.status_code == 200


@pytest.mark.asyncio
async def test_a_note_is_read_also_when_the_first_placement_was_moved_before_the_act(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk), first_placement="2012-01-01")
    address = await a_note(house, powiat, [(child, "2011-12", "1052.00", "105.20")])
    before = await ok(await people.auditor.get(f"{address}/foster-check"))
    moved = {"first_placement": "2011-12-01"}
    await ok(await people.clerk.post(f"/v1/foster-children/{child}/change", moved, if_match=1))
    after = await ok(await people.auditor.get(f"{address}/foster-check"))

    assert [one["rows"][0]["found"] for one in (before, after)] == ["not_in_care", "no_share"]
    assert (after["owed"], after["rows"][0]["stretches"]) == ("0.00", [])


@pytest.mark.asyncio
async def test_a_month_of_two_years_of_care_has_two_parts(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk), kind="institution")
    address = await a_note(house, powiat, [(child, "2022-11", "1052.00", "217.41")])
    shown = await ok(await people.auditor.get(address))
    found = await ok(await people.auditor.get(f"{address}/foster-check"))

    assert [(one["variant"], one["quantity"], one["amount"]) for one in shown["allocations"]] == [
        ("rok_1", "0.467", "49.09"), ("rok_2", "0.533", "168.32"),
    ]  # fmt: skip
    assert (found["agrees"], found["rows"][0]["stretches"]) == (
        True, [{"year": 1, "share": "0.10", "days": 14}, {"year": 2, "share": "0.30", "days": 16}],
    )  # fmt: skip


@pytest.mark.asyncio
async def test_a_child_is_in_the_register_once_and_only_a_powiat_sends_notes(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    school, person = await a_party(house), await a_person(people.clerk)
    child = await a_child(house, powiat, person)
    body = {"person": person, "powiat": powiat, "kind": "family", "first_placement": "2022-01-01", "unit": "gops"}
    twice = await people.clerk.post("/v1/foster-children", body)
    of_school = await people.clerk.post("/v1/foster-children", {**body, "powiat": school})
    await ok(await people.clerk.post(f"/v1/foster-children/{child}/change", {"until": "2022-05-31"}, if_match=1))
    again = await people.clerk.post(
        "/v1/foster-children", {**body, "first_placement": "2021-11-15", "counted_from": "2023-02-01"}
    )
    address = await registered(house, powiat, "10.00", purpose="other", number="NK 9")
    items = [{"foster_child": child, "month": "2022-03", "cost": "100.00", "amount": "10.00"}]
    no_note = await people.clerk.post(f"{address}/foster-note", {"items": items}, if_match=1)

    assert (twice.status_code, twice.json()["code"]) == (409, "foster_child_exists")
    assert of_school.json()["errors"][0]["code"] == "powiat_unknown"
    assert again.status_code == 201
    assert (no_note.status_code, no_note.json()["code"]) == (409, "not_a_foster_note")


@pytest.mark.asyncio
async def test_a_note_is_checked_as_it_was_entered_and_not_otherwise(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    jan = await a_person(people.clerk)
    child = await a_child(house, powiat, jan)
    by_hand = [
        {
            "benefit": "rodzina_zastepcza_udzial_gminy", "variant": "rok_1", "entitled": jan, "quantity": "1.000", "month": month,
            "amount": "105.20",
        }
        for month in ("2022-03", "2022-04")
    ]  # fmt: skip
    told = {"kind": "debit_note", "purpose": "foster_care", "service_month": "2022-03"}
    bare = await registered(house, powiat, "105.20", number="NK 8", **told)
    await ok(await people.clerk.post(f"{bare}/allocate", {"items": by_hand[:1]}, if_match=1))
    unentered = await house.worker.post(f"{bare}/check", {}, if_match=2)
    address = await a_note(house, powiat, [(child, "2022-03", "1052.00", "105.21")])
    other_month = [{**by_hand[1], "amount": "105.21"}]
    await ok(await people.clerk.post(f"{address}/allocate", {"items": other_month}, if_match=2))
    otherwise = await house.worker.post(f"{address}/check", {}, if_match=3)
    items = [{"foster_child": child, "month": "2022-03", "cost": "1052.00", "amount": "105.21"}]
    await ok(await people.clerk.post(f"{address}/foster-note", {"items": items}, if_match=3))
    differs = await house.worker.post(f"{address}/check", {}, if_match=4)

    assert [(one.status_code, one.json()["code"]) for one in (unentered, otherwise)] == [
        (409, "allocation_differs")
    ] * 2
    assert differs.status_code == 200


@pytest.mark.parametrize(("month", "refused"), [("2011-12", True), ("2012-01", False)])
@pytest.mark.asyncio
async def test_a_month_in_which_no_gmina_paid_is_refused(house: House, month: str, refused: bool) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(people.clerk), first_placement="2011-06-01")
    told = {"kind": "debit_note", "number": "NK 1", "purpose": "foster_care", "service_month": "2022-03"}
    address = await registered(house, powiat, "105.20", **told)
    items = [{"foster_child": child, "month": month, "cost": "1052.00", "amount": "105.20"}]
    answer = await people.clerk.post(f"{address}/foster-note", {"items": items}, if_match=1)

    assert (answer.status_code == 422) is refused, answer.text
    assert [one["code"] for one in answer.json().get("errors", ())] == (["month_without_share"] if refused else [])
