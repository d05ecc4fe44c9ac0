"""A list on paper: who is paid what and where, sums by way of payment, and who did which act; nothing is paid out of what was voided."""

import pytest

from casework.payments.ways import printing
from kit.db import Database
from tests.casework.letters.a_letter import lives, pdf_text
from tests.casework.log import audited
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.payments.test_ways import ACCOUNT, recipient_of, stated
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


async def of_four(people: Staff) -> str:
    """A list with a payment of each way; its id."""
    account, third, post, cash = [await an_award(people, serial=serial) for serial in (1, 2, 3, 4)]
    await stated(people, award=account, way="account", account=ACCOUNT)
    await stated(people, award=third, way="third_party", payee="DPS | w Łubnicach #1")
    await stated(people, award=post, way="postal")
    await stated(people, award=cash, way="cash")
    await lives(people, await recipient_of(people, post), lines=["ul. Polna 1", "98-432 Łubnice"])
    return await a_draft(people)


async def on_paper(people: Staff, payment_list: str, **of: str) -> str:
    answer = await people.accountant.get(f"/v1/payment-lists/{payment_list}/payees/export", format="pdf", **of)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    assert b"pdfuaid" in answer.content
    return pdf_text(answer.content).replace("\u00a0", " ")


@pytest.mark.asyncio
async def test_a_list_is_printed_with_what_each_way_needs_its_sums_and_its_acts(
    people: Staff, database: Database
) -> None:
    payment_list = await of_four(people)
    number = (await people.accountant.get(f"/v1/payment-lists/{payment_list}")).json()["number"]

    said = await on_paper(people, payment_list)
    cash = await on_paper(people, payment_list, way="cash")

    for part in (
        f"Lista wypłat nr {number}", "marzec 2019 r.", "Wiśniewska Anna", "przelew, 61 1090 1014 0000 0712 1981 2874",
        "do rąk, DPS | w Łubnicach #1", "przekaz pocztowy, ul. Polna 1, 98-432 Łubnice", "razem 4 2 580,00 zł 0,00 zł 2 580,00 zł",
        "gotówka 1 645,00 zł 0,00 zł 645,00 zł", "Sporządzenie",
    ):  # fmt: skip
        assert part in " ".join(said.split()), part
    assert "razem 1 645,00 zł" in " ".join(cash.split())
    assert "przelew" not in cash
    assert ("ida", "exported_payees", payment_list) in await audited(database)


@pytest.mark.asyncio
async def test_nothing_is_paid_out_of_what_was_voided(people: Staff) -> None:
    payment_list = await of_four(people)
    approved = await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {"on": "2019-03-20"}, if_match=1)
    assert approved.status_code == 200, approved.text
    out = next(one for one in await payments_of(people, payment_list) if one["way"] == "cash")
    voided = await people.accountant.post(
        f"/v1/payments/{out['id']}/void", {"reason": "uncollected"}, if_match=out["version"]
    )
    assert voided.status_code == 200, voided.text

    said = " ".join((await on_paper(people, payment_list)).split())
    uncollected = " ".join((await on_paper(people, payment_list, uncollected="true")).split())

    assert "razem 3 1 935,00 zł" in said
    assert "gotówka" not in said
    assert "gotówka 1 645,00 zł" in uncollected
    assert "przelew" not in uncollected


@pytest.mark.asyncio
async def test_a_list_that_is_too_long_for_a_paper_is_printed_by_its_ways(
    people: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment_list = await of_four(people)
    address = f"/v1/payment-lists/{payment_list}/payees/export"
    monkeypatch.setattr(printing, "LONGEST", 3)

    whole = await people.accountant.get(address, format="pdf")
    by_way = await people.accountant.get(address, format="pdf", way="cash")

    assert (whole.status_code, whole.json()["code"]) == (422, "letter_too_long")
    assert by_way.status_code == 200
