"""An invoice over HTTP: registered, divided, checked by others, accepted, paid once; taken back, divided anew; refused, hidden."""

from uuid import UUID

import httpx
import pytest

from services.social_assistance.care_homes.invoices import HOMES
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.foster_care.service import BENEFITS, NOTES
from services.social_assistance.meals.service import MEALS
from services.social_assistance.stays.invoices import SHELTERS
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.third_parties import service, store
from services.social_assistance.third_parties.allocating import PURPOSE_OF
from tests.casework.people import a_person
from tests.casework.rights import issued
from tests.services.social_assistance.test_paid_by_invoice import a_meal
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

MEAL = "posilek_dziecka"


@pytest.mark.asyncio
async def test_an_invoice_is_divided_to_the_grosz_told_twice_and_paid_once(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    address = await registered(house, school)
    items = [
        {"benefit": MEAL, "entitled": one, "quantity": quantity} for one, quantity in ((jan, "2.000"), (ola, "1.000"))
    ]
    await accepted(house, address, items)
    shown = await ok(await people.auditor.get(address))
    await ok(await people.accountant.post(f"{address}/pay", {"on": "2026-04-10", "document": "WB 66"}, if_match=5))
    again = await people.accountant.post(f"{address}/pay", {"on": "2026-04-10", "document": "WB 66"}, if_match=6)
    told = await facts(house)

    assert (shown["state"], shown["amount"], shown["allocated"]) == ("accepted", "10.03", "10.03")
    assert [(one["amount"], [part["amount"] for part in one["lines"]]) for one in shown["allocations"]] == [
        ("6.69", ["4.02", "2.67"]), ("3.34", ["2.00", "1.34"]),
    ]  # fmt: skip
    assert again.json()["code"] == "transition_not_allowed"
    assert sums(told, "invoice.accepted", "liability") == {"dotacja_wlasne_2030": 602, "srodki_wlasne": 401}
    assert sums(told, "invoice.paid", "expenditure") == {"dotacja_wlasne_2030": 602, "srodki_wlasne": 401}
    assert {one["cover"] for one in told} == {"liability"}
    assert [one["quantities"][0]["value"] for one in told] == ["2.000", "1.000"] * 2
    assert len({one["entitled"] for one in told}) == 2


@pytest.mark.asyncio
async def test_a_step_back_takes_back_all_that_was_told(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "2.000"}])
    await ok(await people.accountant.post(f"{address}/pay", {"on": "2026-04-10", "document": "WB 66"}, if_match=5))
    why = {"reason": "Zapłacono inną fakturę."}
    await ok(await people.accountant.post(f"{address}/take-back-payment", why, if_match=6))
    await ok(await people.head.post(f"{address}/withdraw-acceptance", why, if_match=7))
    told, shown = await facts(house), await ok(await people.auditor.get(address))

    assert (shown["state"], shown["paid_on"], shown["accepted_by"], shown["checked_by"]) == (
        "registered",
        None,
        None,
        None,
    )
    for measure in ("liability", "expenditure"):
        total = sum(line["amount"] for one in told if one["measure"] == measure for line in one["lines"])
        assert total == 0
    assert [one["reverses"]["sequence"] for one in told if "reverses" in one] == [
        told[1]["sequence"],
        told[0]["sequence"],
    ]


@pytest.mark.asyncio
async def test_a_share_stated_late_moves_money_between_sources_and_nothing_else(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    await accepted(house, address, [{"benefit": MEAL, "entitled": jan, "quantity": "2.000"}])
    await ok(await people.accountant.post(f"{address}/pay", {"on": "2026-04-10", "document": "WB 66"}, if_match=5))
    said = {"benefit": MEAL, "since": "2026-01", "grant_share": "0.80", "act": "pismo wojewody FB.1/2026"}
    share = (await ok(await people.accountant.post("/v1/funding-shares", said), 201))["id"]
    preview = await ok(await people.auditor.get(f"/v1/funding-shares/{share}/documents"))
    await ok(await people.accountant.post(f"/v1/funding-shares/{share}/divide-anew", {}), 201)
    told = await facts(house)
    nothing = await people.accountant.post(f"/v1/funding-shares/{share}/divide-anew", {})

    assert (preview["documents"], [(one["source"], one["amount"]) for one in preview["lines"]]) == (
        1, [("dotacja_wlasne_2030", "2.00"), ("srodki_wlasne", "-2.00")],
    )  # fmt: skip
    for measure in ("liability", "expenditure"):
        assert sums(told, "funding.reallocated", measure) == {"dotacja_wlasne_2030": 200, "srodki_wlasne": -200}
    assert {one["entitled"] for one in told if one["type"] == "pl.gops.funding.reallocated.v1"} == {None}
    assert nothing.json()["code"] == "shares_nothing"


@pytest.mark.asyncio
async def test_a_document_is_entered_once_and_checked_by_others(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan = await a_person(people.clerk)
    address = await registered(house, school)
    twice = await people.clerk.post("/v1/invoices", a_document(school, number="fv-12 / 2026"))
    other = [{"benefit": MEAL, "entitled": jan, "quantity": "2.000", "amount": "10.02"}]
    differs = await people.clerk.post(f"{address}/allocate", {"items": other}, if_match=1)
    cash = [{"benefit": "zasilek_celowy", "entitled": jan, "quantity": "1.000"}]
    listed = await people.clerk.post(f"{address}/allocate", {"items": cash}, if_match=1)
    undivided = await house.worker.post(f"{address}/check", {}, if_match=1)
    await ok(await people.clerk.post(f"{address}/allocate", {"items": [{**other[0], "amount": "10.03"}]}, if_match=1))
    own = await people.clerk.post(f"{address}/check", {}, if_match=2)
    await ok(await house.worker.post(f"{address}/allocate", {"items": [{**other[0], "amount": "10.03"}]}, if_match=2))
    divided = await house.worker.post(f"{address}/check", {}, if_match=3)
    await ok(await people.clerk.post(f"{address}/cancel", {"reason": "Wpisana dwa razy."}, if_match=3))
    anew = await people.clerk.post("/v1/invoices", a_document(school))

    assert (twice.status_code, twice.json()["code"]) == (409, "invoice_exists")
    assert (differs.status_code, differs.json()["code"]) == (409, "allocation_differs")
    assert listed.json()["errors"][0]["code"] == "not_paid_by_invoice"
    assert undivided.json()["code"] == "allocation_differs"
    assert [(one.status_code, one.json()["code"]) for one in (own, divided)] == [(403, "same_checker")] * 2
    assert anew.status_code == 201


@pytest.mark.asyncio
async def test_a_number_taken_in_the_same_moment_is_told_and_no_other_clash_is_told_as_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, school = house.people.clerk, await a_party(house)
    address = await registered(house, school)

    async def nothing(*_: object) -> None:
        return None

    with monkeypatch.context() as looked_before:
        looked_before.setattr(store, "of_number", nothing)
        same_moment = await clerk.post("/v1/invoices", a_document(school))
    with monkeypatch.context() as drawn_twice:
        drawn_twice.setattr(service, "new_id", lambda: UUID(address.rpartition("/")[2]))
        other = await clerk.post("/v1/invoices", a_document(school, number="FV 13/2026"))

    assert (same_moment.status_code, same_moment.json()["code"]) == (409, "invoice_exists")
    assert (other.status_code, other.json()["code"]) == (409, "already_exists")


@pytest.mark.parametrize(("due_on", "status"), [("2026-04-01", 422), ("2026-04-02", 201)])
@pytest.mark.asyncio
async def test_nothing_is_due_before_it_was_issued(house: House, due_on: str, status: int) -> None:
    answer = await house.people.clerk.post("/v1/invoices", a_document(await a_party(house), due_on=due_on))

    assert answer.status_code == status, answer.text
    assert [(one["pointer"], one["code"]) for one in answer.json().get("errors", ())] == (
        [("/due_on", "day_out_of_order")] if status == 422 else []
    )


@pytest.mark.parametrize(
    ("benefit", "purpose", "codes"),
    [
        (MEAL, "meals", []),
        (MEAL, "other", ["benefit_of_other_purpose"]),
        ("posilek_doroslego", "programme", ["benefit_of_other_purpose"]),
        ("dps_odplatnosc_gminy", "other", ["benefit_of_other_purpose"]),
        ("dps_oplata_zastepcza", "care_home", []),
        ("schronisko_dla_bezdomnych", "shelter", []),
        ("noclegownia", "programme", ["benefit_of_other_purpose"]),
        ("rodzina_zastepcza_udzial_gminy", "foster_care", []),
        ("rodzina_zastepcza_udzial_gminy", "other", ["benefit_of_other_purpose"]),
        ("placowka_opiekunczo_wychowawcza_udzial_gminy", "meals", ["benefit_of_other_purpose"]),
        ("sprawienie_pogrzebu", "other", []),
    ],
)
@pytest.mark.asyncio
async def test_what_a_register_is_kept_of_is_divided_under_its_own_purpose_only(
    house: House, benefit: str, purpose: str, codes: list[str]
) -> None:
    address = await registered(house, await a_party(house), purpose=purpose)
    items = [{"benefit": benefit, "entitled": await a_person(house.people.clerk), "quantity": "1.000"}]
    answer = await house.people.clerk.post(f"{address}/allocate", {"items": items}, if_match=1)

    assert answer.status_code == (422 if codes else 200), answer.text
    assert [one["code"] for one in answer.json().get("errors", ())] == codes


def test_every_meal_share_in_foster_care_home_and_shelter_has_its_purpose() -> None:
    meals = {one for one in CATALOGUE.invoiced if CATALOGUE.get(one).quantity == "posilek"}

    assert {one for one, purpose in PURPOSE_OF.items() if purpose == MEALS} == meals
    assert {one for one, purpose in PURPOSE_OF.items() if purpose == NOTES} == set(BENEFITS.values())
    shelters = {one.benefit for one in KINDS.values()} & set(CATALOGUE.invoiced)
    assert {one for one, purpose in PURPOSE_OF.items() if purpose == SHELTERS} == shelters
    homes = {one for one in CATALOGUE.invoiced if one.startswith("dps_")}
    assert {one for one, purpose in PURPOSE_OF.items() if purpose == HOMES} == homes
    assert set(PURPOSE_OF.values()) == {MEALS, NOTES, SHELTERS, HOMES}


@pytest.mark.asyncio
async def test_a_right_is_of_the_person_and_the_benefit_that_the_document_is_divided_over(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    (award,) = await issued(people, a_meal(jan, "0.00"))
    address = await registered(house, school)

    async def divided(person: str, benefit: str = MEAL) -> httpx.Response:
        items = [{"benefit": benefit, "entitled": person, "quantity": "1.000", "award": award}]
        answer: httpx.Response = await people.clerk.post(f"{address}/allocate", {"items": items}, if_match=1)
        return answer

    others, adults = await divided(ola), await divided(jan, "posilek_doroslego")
    right = await divided(jan)

    assert [one.json()["errors"][0]["code"] for one in (others, adults)] == ["award_unknown"] * 2
    assert right.status_code == 200
