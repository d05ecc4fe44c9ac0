"""The energy supplement beside its worked cases: what a year's payments come to, and that nothing is paid by a rate that is not known."""

from datetime import date

import pytest

from kit.law import NoParameter
from kit.money import zloty
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.energy import CODE
from tests.services.worked_cases import worked_cases


def test_two_payments_to_one_person_and_five_to_five_persons_come_to_the_sum_of_the_book() -> None:
    total = 0
    for case in worked_cases("social_assistance"):
        if case.id in ("ps-energ-03", "ps-energ-03-one-person"):
            prepared = CATALOGUE.prepare(CATALOGUE.facts.model_validate(case.facts))
            found = CATALOGUE.assess(CODE, prepared, case.on)
            total += sum(due.amount * (due.last - due.first + 1) for due in found.months)

    assert zloty(total) == "124.93"


@pytest.mark.parametrize("month", ["2014-05", "2015-04", "2023-05", "2026-02"])
def test_a_month_whose_rate_is_not_known_is_not_assessed(month: str) -> None:
    received = "2014-01-02" if month < "2022" else "2026-01-05" if month > "2026" else "2022-01-03"
    allowance = {"first_month": month, "last_month": month}
    facts = {
        "application": {"received_on": received},
        "energy_supplement": {"persons": 1, "housing_allowance": allowance},
    }

    with pytest.raises(NoParameter):
        CATALOGUE.assess(CODE, CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts)), date.fromisoformat(received))
