"""A debt, a seizure and a notice of somebody hidden or of another unit are not there by their ids either; who pays has all of them."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Caller, Office
from tests.casework.applications.a_letter import PLAN
from tests.casework.authority.test_every_list import a_matter
from tests.casework.authority.test_sight import restricted
from tests.casework.overpayments.a_debt import paid
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def asked(who: Caller, matter: dict[str, str], notice: str) -> dict[str, int]:
    """The status of what is read and of what would be done, with a version that is too old for anything to happen."""
    debt = f"/v1/overpayments/{matter['overpayment']}"
    told = {
        "debt": await who.get(debt),
        "clocks": await who.get(f"{debt}/clocks"),
        "title": await who.get(f"{debt}/enforcement-title"),
        "enforce": await who.post(f"{debt}/enforcement", {"act": "ended", "day": "2019-12-31"}, if_match=99),
        "claim": await who.post(
            f"/v1/bailiff-claims/{matter['claim']}/end", {"on": "2019-12-31", "reason": "Spłacone."}, if_match=99
        ),
        "notice": await who.post(f"/v1/payment-notices/{notice}/close", {"reason": "Wyjaśnione."}, if_match=99),
    }
    return {name: answer.status_code for name, answer in told.items()}


@pytest.mark.asyncio
async def test_what_is_owed_and_seized_by_somebody_hidden_is_not_there_by_its_id(
    people: Staff, office: Office, today: Callable[[date], None]
) -> None:
    today(date(2019, 12, 31))
    assert (await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)).status_code == 200
    matter = await a_matter(people)
    (notice,) = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    ola = office.caller("ola", "caseworker")
    of_a_unit = office.caller("iza", "caseworker", unit="dom_dziennego_pobytu")
    before, elsewhere = await asked(ola, matter, notice["id"]), await asked(of_a_unit, matter, notice["id"])
    await restricted(people, "person", matter["person"])
    read = {"debt": 200, "clocks": 200, "title": 200}
    done = {"enforce": 409, "claim": 412, "notice": 412}

    body = {"ground": "niewaznosc", "payments": [{"payment": matter["payment"], "amount": "1.00"}]}
    registered = [await who.post("/v1/overpayments", body) for who in (ola, of_a_unit)]
    of_her = {
        "ground": "niewaznosc", "person": matter["person"], "benefit": "zasilek_staly_testowy",
        "carried_over": [{"month": "2018-11", "paid_on": "2018-11-28", "amount": "100.00"}],
    }  # fmt: skip
    brought_over = await ola.post("/v1/overpayments", of_her)
    hidden = await asked(ola, matter, notice["id"])
    named = await asked(people.clerk, matter, notice["id"])
    pays = await asked(people.accountant, matter, notice["id"])

    assert [one.json()["code"] for one in (*registered, brought_over)] == [
        "payment_not_found", "payment_not_found", "person_not_found",
    ]  # fmt: skip
    assert set(hidden.values()) == {404}
    assert {name: elsewhere[name] for name in ("debt", "clocks", "title", "enforce", "notice")} == dict.fromkeys(
        ("debt", "clocks", "title", "enforce", "notice"), 404
    )
    assert 404 not in {*before.values(), *named.values()}
    assert {name: pays[name] for name in read} == read
    assert pays["claim"] == done["claim"]


@pytest.mark.asyncio
async def test_nobody_registers_a_debt_of_another_unit(
    people: Staff, office: Office, today: Callable[[date], None]
) -> None:
    today(date(2019, 12, 31))
    (payment,) = await paid(people)
    of_a_unit = office.caller("iza", "caseworker", unit="dom_dziennego_pobytu")

    answer = await of_a_unit.post(
        "/v1/overpayments", {"ground": "niewaznosc", "payments": [{"payment": payment["id"]}]}
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "other_unit")
