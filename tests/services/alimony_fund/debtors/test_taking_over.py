"""The register of debtors of an older program is taken over: by ids of either program, whole or not at all, as often as one likes."""

from datetime import date
from typing import Any

import psycopg
import pytest

from kit.testing.clients import GMINA, OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.people import a_person
from tests.casework.rights import Staff, staff
from tests.services.alimony_fund.debtors.a_debtor import BOTH, DEBTORS, TITLE, TITLES, a_child, a_debtor, code, ok

pytestmark = pytest.mark.postgres
TAKEN = f"{DEBTORS}/taken-over"


async def a_father(people: Staff, serial: int = 1) -> str:
    return await a_person(people.clerk, "Nowak", "Piotr", born=date(1985, 3, 2), serial=serial)


def taken(titles: list[dict[str, Any]], **of: Any) -> dict[str, Any]:
    return {**BOTH, "opened_on": "2019-10-01", "titles": titles, **of}


def sent(people: Staff, *debtors: dict[str, Any]) -> Any:
    return people.clerk.post(TAKEN, {"debtors": list(debtors)})


def imported(stored: ServiceDatabase, source: str, person: str) -> None:
    """What an import of persons leaves of a line."""
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO import_record (gmina, kind, source_id, content, target) VALUES (%s, 1, %s, decode(repeat('00', 32), 'hex'), %s)",
            (GMINA, source, person),
        )


async def listed(people: Staff) -> list[dict[str, Any]]:
    return list((await ok(people.auditor.get(DEBTORS)))["items"])


@pytest.mark.asyncio
async def test_debtors_come_with_titles_bailiffs_roles_and_days(people: Staff, stored: ServiceDatabase) -> None:
    father, child = await a_father(people), await a_child(people)
    imported(stored, "os/1", father)
    imported(stored, "os/2", child)
    by_source = taken([{**TITLE, "entitled_source": "os/2", "bailiff_since": "2019-11-02"}], person_source="os/1")

    made = await ok(sent(people, by_source))
    again = await ok(people.clerk.post(TAKEN, {"debtors": [taken([], person=father)]}))

    (debtor,) = await listed(people)
    shown = await ok(people.auditor.get(f"{DEBTORS}/{debtor['id']}"))
    title = await ok(people.auditor.get(f"{TITLES}/{shown['titles'][0]['id']}"))
    assert (made["state"], again["state"]) == ("taken_over", "known")
    assert (debtor["person"], debtor["opened_on"], debtor["monthly"]) == (father, "2019-10-01", "1000.00")
    assert [(one["since"], one["creditor_organ"]) for one in shown["roles"]] == [("2019-10-01", True)]
    assert (title["entitled"], title["bailiff"]) == (child, TITLE["bailiff"])
    assert [(one["since"], one["bailiff_sign"]) for one in title["bailiffs"]] == [("2019-11-02", "Kmp 5/24")]
    assert [(one["number"], one["case_sign"]) for one in title["versions"]] == [(1, "III RC 12/24")]


@pytest.mark.asyncio
async def test_one_line_that_does_not_fit_leaves_everything_as_it_was_and_each_is_named(people: Staff) -> None:
    father, other, child = await a_father(people), await a_father(people, 2), await a_child(people)
    right = taken([{**TITLE, "entitled": child}], person=father)
    wrong = [
        taken([], person_source="os/9"),
        taken([{**TITLE, "entitled": other}, {**TITLE, "entitled_source": "os/9"}], person=other),
        taken([], person=father),
        taken([{**TITLE, "entitled": child, "bailiff_since": "2026-05-05"}], person=child, opened_on="2026-05-05"),
        taken([], person=str(await a_father(people, 3)), opened_on="2008-09-30"),
    ]

    answer = await sent(people, right, *wrong)

    assert answer.status_code == 422, answer.text
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/debtors/1/person", "person_unknown"),
        ("/debtors/2/titles/0/entitled", "person_unknown"),
        ("/debtors/2/titles/1/entitled", "person_unknown"),
        ("/debtors/3/person", "debtor_twice"),
        ("/debtors/4/opened_on", "day_out_of_order"),
        ("/debtors/4/titles/0/entitled", "person_unknown"),
        ("/debtors/4/titles/0/bailiff_since", "day_out_of_order"),
        ("/debtors/5/opened_on", "before_the_act"),
    ]
    assert await listed(people) == []


@pytest.mark.asyncio
async def test_whoever_has_an_entry_is_passed_over_and_the_others_are_taken(people: Staff) -> None:
    await a_debtor(people)
    (known,) = await listed(people)
    other = await a_father(people, 2)

    await ok(sent(people, taken([], person=known["person"]), taken([], person=other)))

    assert sorted(one["person"] for one in await listed(people)) == sorted([known["person"], other])


@pytest.mark.asyncio
async def test_a_closed_entry_with_an_account_is_opened_again_and_not_doubled(people: Staff) -> None:
    debtor, child = await a_debtor(people), await a_child(people)
    await ok(people.clerk.post(f"{DEBTORS}/{debtor}/titles", {**TITLE, "entitled": child}, if_match=1))
    claim = {"entitled": child, "paid_on": "2026-04-04", "period": "2026-04", "paid": "600.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/claims", claim))
    await ok(people.clerk.post(f"{DEBTORS}/{debtor}/close", {"why": "moved"}, if_match=1))
    (known,) = await listed(people)

    answer = await sent(people, taken([], person=known["person"]))

    assert answer.status_code == 422, answer.text
    assert [one["code"] for one in answer.json()["errors"]] == ["debtor_known"]


@pytest.mark.asyncio
async def test_persons_of_another_gmina_and_persons_named_twice_are_refused(people: Staff, office: Office) -> None:
    father = await a_father(people)
    stranger = staff(office, OTHER_GMINA)

    theirs = await code(stranger.clerk.post(TAKEN, {"debtors": [taken([], person=father)]}))
    twice = await code(sent(people, taken([], person=father, person_source="os/1")))
    nobody = await code(sent(people, taken([])))

    assert theirs[0] == twice[0] == nobody[0] == 422
    assert await listed(people) == []
