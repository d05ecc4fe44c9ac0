"""A care benefit that only outlives the person cared for takes nothing from what begins or goes on beside it."""

import pytest

from kit.periods import month_text
from tests.services.family_benefits.test_overlaps import ADULT, LEAVE, weighed


@pytest.mark.parametrize(
    ("leave_from", "died_on", "excluded"),
    [
        # Leave since before the death: the month of the death still is of the person's choice, the month after it is not.
        ("2024-03-01", "2024-05-10", {"2024-03", "2024-04", "2024-05"}),
        ("2024-05-10", "2024-05-10", {"2024-05"}),
        ("2024-05-11", "2024-05-10", set()),
        ("2024-03-01", None, {"2024-03", "2024-04", "2024-05", "2024-06", "2024-07"}),
    ],
)
def test_leave_stands_beside_a_care_benefit_that_outlives_the_person_cared_for(
    leave_from: str, died_on: str | None, excluded: set[str]
) -> None:
    grandmother = ADULT if died_on is None else {**ADULT, "died_on": died_on}
    members = [
        {"id": "matka", "role": "parent", "born_on": "1990-01-01"},
        {"id": "dziecko_1", "role": "child", "born_on": "2022-11-20"},
    ]
    leave = {**LEAVE, "leave_from": leave_from, "leave_to": "2024-07-31"}
    facts = {
        "application": {"received_on": "2024-03-05"},
        "family": {"applicant": "parents", "members": members},
        "income": {"base_year": 2022, "items": []},
        "supplements": {"childcare_leave": [leave]},
        "carer": {"id": "matka", "kept_right": {}, "cared_for": [grandmother]},
    }
    found = weighed({"on": "2024-07-10", "facts": facts})
    months = {at for one in found.conflicts for at in one.months}
    assert {month_text(at) for at in months} == excluded
