"""Who enforced a title, and since when: a bailiff who took over does not efface the one before."""

import pytest

from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import TITLE, TITLES, a_debtor, a_title, code, ok

pytestmark = pytest.mark.postgres
OTHER = {"bailiff": "Komornik Sądowy w Pińczowie", "bailiff_sign": "Kmp 9/26"}


@pytest.mark.asyncio
async def test_bailiffs_of_a_title_stand_in_order_of_their_days(people: Staff) -> None:
    title = await a_title(people, await a_debtor(people), bailiff_since="2025-01-15")
    address = f"{TITLES}/{title}"

    await ok(people.clerk.send("PUT", address, body={**TITLE, "court": "Sąd Rejonowy w Busku"}, key="a", if_match=1))
    early = await code(
        people.clerk.send("PUT", address, body={**TITLE, **OTHER, "bailiff_since": "2025-01-14"}, key="b", if_match=2)
    )
    await ok(
        people.clerk.send("PUT", address, body={**TITLE, **OTHER, "bailiff_since": "2026-04-01"}, key="c", if_match=2)
    )
    nobody = {**TITLE, "bailiff": None, "bailiff_sign": None}
    await ok(people.clerk.send("PUT", address, body=nobody, key="d", if_match=3))

    shown = (await ok(people.auditor.get(address)))["bailiffs"]
    assert early == (422, "day_out_of_order")
    assert [(one["bailiff"], one["bailiff_sign"], one["since"]) for one in shown] == [
        ("Komornik Sądowy w Jędrzejowie", "Kmp 5/24", "2025-01-15"),
        ("Komornik Sądowy w Pińczowie", "Kmp 9/26", "2026-04-01"),
        (None, None, "2026-05-04"),
    ]


@pytest.mark.asyncio
async def test_a_title_that_nobody_enforces_has_no_bailiffs(people: Staff) -> None:
    title = await a_title(people, await a_debtor(people), bailiff=None, bailiff_sign=None)

    assert (await ok(people.auditor.get(f"{TITLES}/{title}")))["bailiffs"] == []
