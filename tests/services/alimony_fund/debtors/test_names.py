"""Whoever keeps the accounts reads whose they are: names of debtors and of whom their titles entitle."""

import pytest

from kit.testing.clients import Office
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import DEBTORS, TITLES, a_debtor, a_title, code, ok

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_the_accountant_reads_whose_the_accounts_are_and_writes_nothing(people: Staff, office: Office) -> None:
    debtor = await a_debtor(people)
    title = await a_title(people, debtor)

    (listed,) = (await ok(people.accountant.get(DEBTORS)))["items"]
    shown = await ok(people.accountant.get(f"{DEBTORS}/{debtor}"))
    (of_title,) = (await ok(people.accountant.get(TITLES, debtor=debtor)))["items"]

    assert (listed["last_name"], listed["first_name"]) == ("Nowak", "Piotr")
    assert [(one["last_name"], one["first_name"]) for one in shown["titles"]] == [("Nowak", "Ola")]
    assert (of_title["id"], of_title["last_name"], of_title["first_name"]) == (title, "Nowak", "Ola")
    refused = [
        await code(people.accountant.post(f"{DEBTORS}/{debtor}/close", {"why": "moved"}, if_match=1)),
        await code(people.accountant.get(f"{TITLES}/{title}")),
        await code(office.caller("olga", "reporter").get(DEBTORS)),
    ]
    assert refused == [(403, "forbidden")] * 3


@pytest.mark.asyncio
async def test_the_export_of_debtors_has_their_names(people: Staff) -> None:
    await a_debtor(people)

    answer = await people.accountant.get(DEBTORS, format="csv")

    assert answer.status_code == 200, answer.text
    assert "Nowak" in answer.text
    assert "Piotr" in answer.text
