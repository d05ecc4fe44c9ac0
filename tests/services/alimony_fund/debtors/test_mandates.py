"""Nobody decides of a debtor by her post alone: the register of authorisations says who may, on the day and when it is noted."""

from typing import Any

import pytest

from kit.testing.clients import Office
from services.alimony_fund.fund import FUND
from tests.casework.rights import Staff, authorised
from tests.services.alimony_fund.debtors.a_debtor import a_debtor, code, ok, opened
from tests.services.alimony_fund.debtors.test_reliefs import RELIEFS, SIGN, asked, balance, owing

pytestmark = pytest.mark.postgres
REFUSED = (403, "no_authority")
OTHER = "zwrot_dluznika_odsetki"


@pytest.mark.asyncio
async def test_a_relief_is_decided_by_whoever_is_authorised_to_such_decisions(people: Staff, office: Office) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "remission")
    deputy = office.caller("zastepczyni", "head")

    def decided(how: str, **said: Any) -> Any:
        return deputy.post(f"{RELIEFS}/{relief}/{how}", {"sign": SIGN, **said}, if_match=1)

    by_post = await code(decided("grant"))
    await authorised(office, "zastepczyni", benefits=[OTHER])
    of_another_benefit = await code(decided("grant"))
    await authorised(office, "zastepczyni", benefits=[FUND], kinds=["remission"], since="2026-05-04")
    of_another_kind = await code(decided("refuse"))
    untouched = await balance(people, debtor)
    await ok(decided("grant"))

    assert by_post == of_another_benefit == of_another_kind == REFUSED
    assert untouched["principal"] == "600.00"
    assert (await balance(people, debtor))["total"] == "0.00"


@pytest.mark.asyncio
async def test_a_day_before_the_authorisation_does_not_count_nor_does_one_behind_its_end(
    people: Staff, office: Office
) -> None:
    debtor, _, _ = await owing(people, opened_on="2026-04-01")
    body = {"debtor": debtor, "kind": "instalments", "requested_on": "2026-04-10"}
    relief = str((await ok(people.clerk.post(RELIEFS, body)))["id"])
    plan = {"sign": SIGN, "count": 2, "first_due_on": "2026-06-10"}
    since_may, to_april = office.caller("od_maja", "head"), office.caller("do_kwietnia", "head")
    await authorised(office, "od_maja", since="2026-05-04")
    await authorised(office, "do_kwietnia", until="2026-05-03")

    def granted(who: Any, on: str) -> Any:
        return who.post(f"{RELIEFS}/{relief}/grant", {**plan, "on": on}, if_match=1)

    before = await code(granted(since_may, "2026-05-03"))
    behind = await code(granted(to_april, "2026-05-03"))

    assert before == behind == REFUSED
    await ok(granted(since_may, "2026-05-04"))


@pytest.mark.asyncio
async def test_what_expires_with_death_is_noted_without_an_authorisation(people: Staff, office: Office) -> None:
    debtor, _, _ = await owing(people)
    await ok(people.clerk.post(f"/v1/debtors/{debtor}/close", {"on": "2026-05-04", "why": "died"}, if_match=1))
    relief = await asked(people, debtor, "expiry")

    await ok(office.caller("zastepczyni", "head").post(f"{RELIEFS}/{relief}/grant", {"on": "2026-05-02"}, if_match=1))

    assert (await balance(people, debtor))["total"] == "0.00"


@pytest.mark.asyncio
async def test_who_evades_alimony_is_told_by_whoever_is_authorised(people: Staff, office: Office) -> None:
    proceeding = await opened(people, await a_debtor(people))
    deputy = office.caller("zastepczyni", "head")

    def decided() -> Any:
        return deputy.post(f"{proceeding.address}/decide", {"sign": SIGN}, if_match=proceeding.version)

    by_post = await code(decided())
    await authorised(office, "zastepczyni", benefits=[FUND])

    assert by_post == REFUSED
    assert (await ok(decided()))["state"] == "decided"
