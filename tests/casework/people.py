"""Synthetic persons and their numbers; no number belongs to anybody."""

from datetime import date

from stdnum.pl import pesel as pesel_number

from kit.testing.clients import Caller


def a_pesel(born: date, serial: int = 1) -> str:
    """A valid number of somebody born on the day; `serial` 1 to 9999."""
    month = born.month + (20 if born.year >= 2000 else 0)
    digits = f"{born.year % 100:02d}{month:02d}{born.day:02d}{serial:04d}"
    return digits + str(pesel_number.calc_check_digit(digits))


async def a_person(
    clerk: Caller,
    last_name: str = "Wiśniewska",
    first_name: str = "Anna",
    born: date = date(1984, 5, 17),
    serial: int = 1,
) -> str:
    """Registers a person and returns her id."""
    answer = await clerk.post(
        "/v1/persons",
        {
            "pesel": a_pesel(born, serial),
            "first_name": first_name,
            "last_name": last_name,
            "birth_date": born.isoformat(),
        },
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def a_household(clerk: Caller, reference: str, *children: str, on: str = "2019-01-01") -> str:
    """Registers a household of an adult and children and returns its id."""
    answer = await clerk.post(
        "/v1/households",
        {
            "reference_person": reference,
            "kind": "lone_parent" if children else "single",
            "on": on,
            "members": [{"person": reference, "role": "adult"}]
            + [{"person": child, "role": "child"} for child in children],
        },
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
