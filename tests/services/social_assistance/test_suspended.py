"""A permanent allowance that waits for the certificate: what the rule makes of the wait, and the task of what is granted meanwhile."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from gops.postgres import Address
from kit.law import Record
from kit.periods import parse_month
from services.social_assistance.case import prepare
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.facts import Facts, Suspended
from services.social_assistance.suspended import suspension
from tests.casework.applications.a_letter import an_application
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.people import a_person
from tests.casework.rights import issued
from tests.casework.tasks.the_list import kinds, only
from tests.services.an_office import an_office
from tests.services.test_two_sources import FACTS

PERIODIC = ({"month": "2025-02", "amount": "505.00"}, {"month": "2025-06", "amount": "400.00"})


def waited(received: str, delivered: str, came: str = "2025-01-10") -> tuple[str, dict[str, int]]:
    """From which month it is due, and which months count the periodic allowance."""
    facts = Facts.model_validate({
        "application": {"received_on": came},
        "household": {"kind": "single", "members": [{"id": "wnioskodawca", "born_on": "1975-05-05"}]},
        "incapacity": {
            "person": "wnioskodawca", "basis": "total",
            "suspended": {"certificate_received_on": received, "delivered_on": delivered, "periodic": PERIODIC},
        },
    })  # fmt: skip
    trace: list[Record] = []
    found = suspension(prepare(facts), CATALOGUE.law(), trace)
    assert len(trace) == 1
    names = {parse_month(f"2025-{month:02d}"): f"2025-{month:02d}" for month in range(1, 13)}
    return names[found.first], {names[at]: amount for at, amount in found.counted.items()}


@pytest.mark.parametrize(
    ("received", "delivered", "first", "counted"),
    [
        ("2025-03-03", "2025-05-02", "2025-01", {"2025-02": 50_500, "2025-06": 40_000}),
        ("2025-03-03", "2025-05-03", "2025-05", {}),
        # The sixtieth day is Sunday 8 June 2025, so Monday is in time still (art. 57 § 4 k.p.a.).
        ("2025-04-09", "2025-06-09", "2025-01", {"2025-02": 50_500, "2025-06": 40_000}),
        ("2025-04-09", "2025-06-10", "2025-06", {"2025-06": 40_000}),
    ],
)
def test_the_right_begins_with_the_application_or_with_what_came_late(
    received: str, delivered: str, first: str, counted: dict[str, int]
) -> None:
    assert waited(received, delivered) == (first, counted)


def test_days_out_of_order_and_a_month_told_twice_are_refused() -> None:
    body = {"certificate_received_on": "2025-03-03", "delivered_on": "2025-03-02"}
    with pytest.raises(ValidationError):
        Suspended.model_validate(body)
    with pytest.raises(ValidationError):
        Suspended.model_validate(body | {"delivered_on": "2025-03-03", "periodic": [PERIODIC[0], PERIODIC[0]]})


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_whoever_waits_for_a_certificate_is_granted_the_periodic_allowance_meanwhile(
    postgres: Address, tmp_path: Path
) -> None:
    day = date(2025, 3, 3)
    async with an_office(postgres, tmp_path, CATALOGUE, day) as house:
        people = house.people
        anna, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
        made = await an_application(people, "zasilek_staly", applicant=anna, received_on="2025-03-03")
        before = await kinds(people.clerk, kind="periodic_meanwhile")
        waits = an_order(
            anna, "suspend_proceedings", "ups_106_7_1", benefit="zasilek_staly", on="2025-03-03", application=made.id
        )
        await ordered(people, waits)
        task = await only(people.clerk, "periodic_meanwhile")

        def a_periodic(person: str) -> dict[str, Any]:
            whose = {"entitled": person, "recipient": person, "on": day.isoformat()}
            return {"benefit": "zasilek_okresowy", "facts": FACTS, **whose}

        await issued(people, a_periodic(other))
        still = await kinds(people.clerk, kind="periodic_meanwhile")
        await issued(people, a_periodic(anna))
        granted = await kinds(people.clerk, kind="periodic_meanwhile")
        house.turn(date(2025, 7, 1))
        run_out = await kinds(people.clerk, kind="periodic_meanwhile")

    assert (before, granted) == ([], [])
    assert (task["application"], task["benefit"], task["does"]) == (made.id, "zasilek_okresowy", "decision_prepare")
    assert still == run_out == ["periodic_meanwhile"]
