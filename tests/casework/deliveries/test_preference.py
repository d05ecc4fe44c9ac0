"""The order of the ways of delivery (k.p.a. art. 39): a paper letter past a known electronic address is told, never barred."""

from datetime import date
from typing import Any

import pytest

from casework.deliveries.preference import out_of_order
from tests.casework.appeals.a_case import done
from tests.casework.deliveries.a_delivery import Turn, sent, two_parties
from tests.casework.rights import Staff

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("way", "sent_on", "checked", "at_once", "told"),
    [
        ("post", DAY, None, False, "electronic_address_not_checked"),
        ("post", DAY, True, False, "electronic_address_known"),
        ("post", DAY, False, False, None),
        ("hybrid", DAY, True, False, "electronic_address_known"),
        ("own_staff", DAY, None, False, "electronic_address_not_checked"),
        ("electronic", DAY, True, False, None),
        ("office", DAY, None, False, None),
        ("public_notice", DAY, None, False, None),
        # § 4: what is enforceable at once may go directly, but not as a hybrid letter.
        ("post", DAY, True, True, None),
        ("own_staff", DAY, None, True, None),
        ("hybrid", DAY, True, True, "electronic_address_known"),
        # Before the organ's duty.
        ("post", date(2024, 12, 31), True, False, None),
        ("post", date(2025, 1, 1), True, False, "electronic_address_known"),
    ],
)
def test_what_speaks_against_a_way(
    way: str, sent_on: date, checked: bool | None, at_once: bool, told: str | None
) -> None:
    day = None if checked is None else sent_on

    assert out_of_order(way, sent_on, checked_on=day, found=checked, at_once=at_once) == told


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_delivery_tells_that_a_box_was_known_and_is_sent_all_the_same(people: Staff, today: Turn) -> None:
    decision, anna, ewa = await two_parties(people, today)
    await sent(people, decision, anna, address={"checked_on": "2025-09-01", "found": True})
    await sent(people, decision, ewa, address={"checked_on": "2025-09-01", "found": False})

    found: Any = await done(people.clerk.get(f"/v1/decisions/{decision}/deliveries"))

    assert {one["party"]: one["out_of_order"] for one in found} == {anna: "electronic_address_known", ewa: None}
