"""The family of the story: parents and three children, and what the office knows of them at each stage."""

from datetime import date
from typing import Any

from gops.demo.people import pesel
from tests.system.year.desk import CLERK, Desk

ALLOWANCE, LARGE_FAMILY, COMMUTING = "zasilek_rodzinny", "dodatek_wielodzietnosc", "dodatek_nauka_dojazd"
BENEFITS = (ALLOWANCE, LARGE_FAMILY, COMMUTING)
BORN = {
    "matka": (date(1986, 3, 12), "F", "Maria"),
    "ojciec": (date(1984, 7, 3), "M", "Jan"),
    "dziecko_1": (date(2009, 6, 15), "F", "Zofia"),
    "dziecko_2": (date(2016, 2, 20), "M", "Piotr"),
    "dziecko_3": (date(2022, 5, 9), "F", "Hanna"),
}
CHILDREN = ("dziecko_1", "dziecko_2", "dziecko_3")
EMPLOYED_SINCE = "2025-10-06"
"""The mother's job: counted from the second month after it (art. 5 ust. 4b u.ś.r.), December."""


class Family:
    """Registered persons by the references that the facts use, and their household."""

    def __init__(self, desk: Desk) -> None:
        self.persons = {
            name: register(desk, born, "F" if sex == "F" else "M", first, "Przykładowska" if sex == "F" else "Przykładowski")
            for name, (born, sex, first) in BORN.items()
        }  # fmt: skip
        self.household = str(
            desk.post(
                CLERK,
                "households",
                {
                    "reference_person": self.persons["matka"],
                    "kind": "parents_with_children",
                    "on": "2025-09-03",
                    "members": [
                        {"person": person, "role": "child" if name in CHILDREN else "adult"}
                        for name, person in self.persons.items()
                    ],
                },
            )["id"]
        )

    def __getitem__(self, name: str) -> str:
        return self.persons[name]


def register(desk: Desk, born: date, sex: str, first: str, last: str) -> str:
    """Looks the number up, as a clerk does before registering somebody; her id."""
    number = pesel(born, "F" if sex == "F" else "M", 7, 0)
    found = desk.ask(CLERK, "POST", "persons/lookup", body={"pesel": number}).json()["person"]
    assert found is None
    body = {"pesel": number, "first_name": first, "last_name": last, "birth_date": born.isoformat()}
    return str(desk.post(CLERK, "persons", body)["id"])


def first_facts() -> dict[str, Any]:
    """As the completed application tells: one income, 620.00 zł a person and month, below the threshold."""
    return _facts("2025-09-03", 2024, [_job("ojciec", "37200.00")])


def facts_with_gain() -> dict[str, Any]:
    """The mother has had a job since October 2025: the family is above the threshold by less than its benefits."""
    gained = _job("matka", "0.00") | {
        "gained_on": EMPLOYED_SINCE, "months_received": 3, "following_month_amount": "400.00", "employer": "Sklep",
    }  # fmt: skip
    return _facts("2025-09-03", 2024, [_job("ojciec", "37200.00"), gained])


def next_facts() -> dict[str, Any]:
    """Of the next period; the mother's job of 2025 has ended."""
    lost = _job("matka", "1200.00") | {"lost_on": "2026-07-31", "employer": "Sklep"}
    told = _facts("2026-08-17", 2025, [_job("ojciec", "38400.00"), lost])
    told["application"] |= {"period": 2026, "right_in_previous_period": True}
    return told


def _facts(received_on: str, base_year: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    school = {"dziecko_1": {"kind": "ponadpodstawowa"}, "dziecko_2": {"kind": "podstawowa"}}
    return {
        "application": {"received_on": received_on},
        "family": {
            "applicant": "parents",
            "members": [
                {
                    "id": name,
                    "role": "child" if name in CHILDREN else "parent",
                    "born_on": born.isoformat(),
                    **({"school": school[name]} if name in school else {}),
                }
                for name, (born, _, _) in BORN.items()
            ],
        },
        "income": {"base_year": base_year, "items": items},
        "supplements": {"large_family": True, "study_away": [{"child": "dziecko_1", "mode": "commuting"}]},
    }


def _job(member: str, amount: str) -> dict[str, Any]:
    return {"member": member, "kind": "taxed", "title": "employment", "amount": amount}
