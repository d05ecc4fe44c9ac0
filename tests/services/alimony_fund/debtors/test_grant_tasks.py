"""What a grant of the fund's benefit asks of the office towards the debtor (art. 3 ust. 5 pkt 2, art. 27 ust. 7 pkt 1)."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import REQUESTS, a_debtor, a_title, ok
from tests.services.alimony_fund.debtors.test_letters import letters, text_of
from tests.services.alimony_fund.entitled.test_running_rights import a_right

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def told(people: Staff, *wanted: str) -> list[str]:
    return [one for one in await kinds(people.clerk) if one in wanted]


async def asked(people: Staff, debtor: str, on: str) -> str:
    body = {"debtor": debtor, "reason": "benefit_granted", "sent_on": on}
    return str((await ok(people.clerk.post(REQUESTS, body)))["id"])


@pytest.mark.asyncio
async def test_whose_debtor_is_in_no_register_is_entered(people: Staff, today: Turn) -> None:
    body, _ = await a_right(people, today)
    of_nobody = await only(people.clerk, "debtor_unregistered")
    debtor = await a_debtor(people, opened_on="2025-10-01")
    without_title = await told(people, "debtor_unregistered")
    await a_title(people, debtor, entitled=body["entitled"])

    assert (of_nobody["due_on"], of_nobody["benefit"]) == (None, body["benefit"])
    assert without_title == ["debtor_unregistered"]
    assert await told(people, "debtor_unregistered") == []


@pytest.mark.asyncio
async def test_the_debtors_organ_is_asked_after_each_grant(people: Staff, today: Turn) -> None:
    both = ("debtor_request_granted", "debtor_request_again")
    body, _ = await a_right(people, today)
    debtor = await a_debtor(people, opened_on="2025-10-01")
    untitled = await told(people, *both)
    await a_title(people, debtor, entitled=body["entitled"])
    granted = await told(people, *both)
    await asked(people, debtor, "2025-10-09")
    before_the_grant = await told(people, *both)
    today(date(2026, 9, 20))
    still = await told(people, *both)
    request = await asked(people, debtor, "2026-09-20")
    done = await told(people, *both)
    await ok(people.clerk.post(f"{REQUESTS}/{request}/withdraw", {}, if_match=1))
    withdrawn = await told(people, *both)
    # A right that has ended asks for nothing; what was asked a year ago is asked again.
    today(date(2026, 10, 1))

    assert untitled == done == []
    assert granted == before_the_grant == still == withdrawn == ["debtor_request_granted"]
    assert await told(people, *both) == ["debtor_request_again"]


@pytest.mark.asyncio
async def test_of_a_title_that_ended_before_the_right_nobody_is_asked(people: Staff, today: Turn) -> None:
    body, _ = await a_right(people, today)
    debtor = await a_debtor(people, opened_on="2025-10-01")
    await a_title(people, debtor, entitled=body["entitled"], valid_to="2025-09-30")

    assert await told(people, "debtor_request_granted", "debtor_grant_untold") == []


@pytest.mark.asyncio
async def test_a_debtor_whose_address_is_known_is_told_of_the_grant_before_the_first_payout(
    people: Staff, today: Turn
) -> None:
    found = await letters(people)
    body, _ = await a_right(people, today)
    today(date(2026, 5, 4))
    await a_title(people, found.debtor, entitled=body["entitled"])
    unknown = await a_debtor(people, serial=7)
    await a_title(people, unknown, entitled=body["entitled"])
    waits = await only(people.clerk, "debtor_grant_untold")
    await found.made("debtor_debt_told", draft=True)
    of_a_draft = await told(people, "debtor_grant_untold")
    said = await text_of(people, await found.made("debtor_debt_told"))

    assert waits["key"].startswith(f"debtor_grant_untold:{found.debtor}")
    assert of_a_draft == ["debtor_grant_untold"]
    assert "osobie uprawnionej przyznano świadczenia" in said
    assert "Razem 0,00 zł" in said
    assert await told(people, "debtor_grant_untold") == []
