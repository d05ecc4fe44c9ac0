"""The reminder before enforcement and the decision on an undue payment: amounts, months and account from the register of undue payments."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.decisions.later import carried, later
from tests.casework.letters.a_letter import lives, pdf_text, registered
from tests.casework.overpayments.a_debt import decided, paid, shown, step, undue
from tests.casework.rights import Staff, a_decision, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 12, 31))
    return staff(office)


@pytest.mark.asyncio
async def test_a_reminder_says_what_is_open_as_it_was_noted_and_where_to_pay(
    people: Staff, today: Callable[[date], None]
) -> None:
    await registered(people)
    debt = await undue(people, *await paid(people))
    await lives(people, (await shown(people, debt))["person"])
    await decided(people, debt)
    early = await people.clerk.post("/v1/letters", {"kind": "reminder", "overpayment": debt})
    today(date(2020, 1, 2))
    await step(
        people.clerk, people, debt, "enforcement",
        {"act": "reminder_issued", "day": "2020-01-02", "number": "U/1/2020", "cost": "16.00"},
    )  # fmt: skip

    made = await people.clerk.post("/v1/letters", {"kind": "reminder", "overpayment": debt})
    assert made.status_code == 201, made.text
    told = pdf_text((await people.clerk.get(f"/v1/letters/{made.json()['id']}")).content)

    today(date(2020, 1, 20))
    for act, day in (("reminder_delivered", "2020-01-10"), ("title_issued", "2020-01-18")):
        await step(people.clerk, people, debt, "enforcement", {"act": act, "day": day})
    late = await people.clerk.post("/v1/letters", {"kind": "reminder", "overpayment": debt})

    assert early.json()["code"] == "letter_nothing_noted"
    assert (late.status_code, late.json()["code"]) == (409, "title_stands")
    for element in (
        "UPOMNIENIE NR U/1/2020",
        "Znak sprawy: GOPS.5111.12.2019",
        "z dnia 1 grudnia 2019 r.",
        "Należność główna 645,00 zł",
        "Koszty upomnienia 16,00 zł",
        "w terminie 7 dni",
        "Rachunek bankowy: 61 1090 1014 0000 0712 1981 2874",
        "Jan Kłos Referent",
    ):
        assert element in told, element


@pytest.mark.asyncio
async def test_a_decision_on_an_undue_payment_lists_the_months_of_the_registers_entry(people: Staff) -> None:
    await registered(people)
    payments = await paid(people, "2019-03", "2019-04")
    debt = await undue(people, *payments)
    person = (await shown(people, debt))["person"]
    await lives(people, person)
    award = (await people.auditor.get(f"/v1/awards/{payments[0]['award']}")).json()
    body = {"benefit": award["benefit"], "on": "2019-12-31", "entitled": person, "recipient": person}
    act = await a_decision(people, later(body, award["decision"], "undue_payment", "test_30", amount="1290.00"))
    await carried(people, act)

    made = await people.clerk.post(f"/v1/decisions/{act}/letter", {})
    assert made.status_code == 201, made.text
    told = pdf_text((await people.clerk.get(f"/v1/letters/{made.json()['id']}")).content)

    for element in (
        "w kwocie 1 290,00 zł",
        "Okresy, za które świadczenie pobrano nienależnie, podano w tabeli.",
        "marzec 2019 r. 28 marca 2019 r. 645,00 zł kwiecień 2019 r. 28 kwietnia 2019 r. 645,00 zł",
        "Kwoty wypłacone bez podstawy wynoszą łącznie 1 290,00 zł.",
    ):
        assert element in told, element
