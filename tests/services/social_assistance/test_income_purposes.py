"""What the income is asked for decides whether the supplementary benefit counts (art. 8 ust. 4a u.p.s.)."""

from datetime import date

import pytest

from kit.periods import month_of
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.income.monthly import Purpose, incomes

FACTS = {
    "application": {"received_on": "2025-03-03"},
    "household": {"kind": "single", "members": [{"id": "ona", "born_on": "1950-05-05"}]},
    "income": {
        "items": [
            {"member": "ona", "kind": "emerytura_lub_renta", "amount": "1500.00"},
            {"member": "ona", "kind": "swiadczenie_uzupelniajace", "amount": "500.00"},
            {"member": "ona", "kind": "zasilek_celowy", "amount": "300.00"},
        ]
    },
}


@pytest.mark.parametrize(("purpose", "expected"), [("cash", 150_000), ("fee", 200_000)])
def test_the_supplementary_benefit_counts_for_ones_own_fee_only(purpose: Purpose, expected: int) -> None:
    on = date(2025, 3, 10)
    view = CATALOGUE.law().on(on)
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(FACTS))

    assert incomes(case, view, view, month_of(on), [], purpose=purpose).total == expected
