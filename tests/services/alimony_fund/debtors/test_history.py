"""What a title said and as which organ this office acted is never overwritten: each stands with its day."""

import psycopg
import pytest

from kit.testing.databases import ServiceDatabase
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import DEBTORS, TITLE, TITLES, a_debtor, a_title, code, ok

pytestmark = pytest.mark.postgres
CREDITOR = {"creditor_organ": True, "debtor_organ": False, "other_organ": "Burmistrz Sędziszowa"}


async def changed(people: Staff, title: str, version: int, **said: object) -> None:
    body = {**TITLE, **said}
    await ok(people.clerk.send("PUT", f"{TITLES}/{title}", body=body, key=f"title-{version}", if_match=version))


@pytest.mark.asyncio
async def test_what_a_title_said_before_it_was_mended_stays(people: Staff) -> None:
    title = await a_title(people, await a_debtor(people))
    await changed(people, title, 1, case_sign="III RC 21/24")
    await changed(people, title, 2, case_sign="III RC 21/24", bailiff="Komornik Sądowy w Pińczowie")
    await changed(people, title, 3, case_sign="III RC 21/24", valid_to="2026-06-30")

    shown = (await ok(people.auditor.get(f"{TITLES}/{title}")))["versions"]

    assert [(one["number"], one["case_sign"], one["monthly"], one["valid_to"], one["stated_on"]) for one in shown] == [
        (1, "III RC 12/24", "1000.00", None, "2026-05-04"),
        (2, "III RC 21/24", "1000.00", None, "2026-05-04"),
        (3, "III RC 21/24", "1000.00", "2026-06-30", "2026-05-04"),
    ]


@pytest.mark.asyncio
async def test_roles_of_the_office_have_their_days(people: Staff) -> None:
    debtor = await a_debtor(people)
    address = f"{DEBTORS}/{debtor}"
    early = await code(people.clerk.send("PUT", address, body={**CREDITOR, "since": "2026-04-30"}, key="a", if_match=1))
    later = await code(people.clerk.send("PUT", address, body={**CREDITOR, "since": "2026-05-05"}, key="b", if_match=1))
    await ok(people.clerk.send("PUT", address, body={**CREDITOR, "since": "2026-05-03"}, key="c", if_match=1))

    shown = (await ok(people.auditor.get(address)))["roles"]

    assert early[1] == later[1] == "day_out_of_order"
    assert [(one["number"], one["since"], one["debtor_organ"], one["other_organ"]) for one in shown] == [
        (1, "2026-05-01", True, None),
        (2, "2026-05-03", False, "Burmistrz Sędziszowa"),
    ]


@pytest.mark.asyncio
async def test_entries_from_before_the_history_tell_what_they_say_and_keep_it_when_they_change(
    people: Staff, stored: ServiceDatabase
) -> None:
    debtor = await a_debtor(people)
    title = await a_title(people, debtor)
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM debtor_role")
        connection.execute("DELETE FROM maintenance_title_version")
    unchanged = await ok(people.auditor.get(f"{DEBTORS}/{debtor}")), await ok(people.auditor.get(f"{TITLES}/{title}"))
    await ok(people.clerk.send("PUT", f"{DEBTORS}/{debtor}", body=CREDITOR, key="a", if_match=1))
    await changed(people, title, 1, court="Sąd Rejonowy w Busku")

    roles = (await ok(people.auditor.get(f"{DEBTORS}/{debtor}")))["roles"]
    versions = (await ok(people.auditor.get(f"{TITLES}/{title}")))["versions"]
    assert [(one["number"], one["since"]) for one in unchanged[0]["roles"]] == [(1, "2026-05-01")]
    assert [(one["number"], one["court"]) for one in unchanged[1]["versions"]] == [(1, TITLE["court"])]
    assert [(one["number"], one["debtor_organ"]) for one in roles] == [(1, True), (2, False)]
    assert [(one["number"], one["court"]) for one in versions] == [(1, TITLE["court"]), (2, "Sąd Rejonowy w Busku")]
