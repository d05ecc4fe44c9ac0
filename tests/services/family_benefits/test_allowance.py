"""The arithmetic of złotówka za złotówkę, apart from any family, and the two ways of summing that must agree."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.periods import month
from services.family_benefits.allowance import assess_month, total_of
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.rates import SCALE, rates
from services.family_benefits.stretches import stretches

LAW = CATALOGUE.law()


def a_family(income: str, *born: str, on: str = "2016-02-10", base_year: int = 2014, **more: Any) -> Any:
    adults = [{"id": f"dorosly_{n}", "role": "parent", "born_on": "1985-01-01"} for n in (1, 2)]
    children = [{"id": f"dziecko_{n}", "role": "child", "born_on": day, **more} for n, day in enumerate(born, 1)]
    facts = {
        "application": {"received_on": on},
        "family": {"applicant": "parents", "members": [*adults, *children]},
        "income": {"base_year": base_year, "items": [{"member": "dorosly_1", "amount": income}]},
    }
    if "school" in more:
        facts["supplements"] = {
            "large_family": True,
            "school_start": [f"dziecko_{n}" for n in range(1, len(born) + 1)],
            "study_away": [{"child": "dziecko_1", "mode": "commuting"}],
        }
    return CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))


@given(
    st.lists(st.dates(date(1998, 1, 1), date(2026, 6, 30)).map(date.isoformat), min_size=1, max_size=6, unique=True),
    st.integers(month(2024, 11), month(2025, 10)),
    st.sampled_from(["podstawowa", "ponadpodstawowa", "wyzsza", "przygotowanie_przedszkolne"]),
)
def test_the_total_taken_in_passing_is_the_total_of_the_stretches(born: list[str], first: int, school: str) -> None:
    last = month(2025, 10)
    case = a_family("0.00", *born, on="2024-11-04", base_year=2023, school={"kind": school})
    now = LAW.resolved(rates, first)
    found, sums = stretches(case, now, first, last, [])
    if sums is not None:
        assert sums[0] * SCALE + sums[1] * (SCALE // now.one_off_parts) == total_of(found, now, first, last)
    for record in found:
        assert first <= record[3] <= record[4] <= last
        assert record[2] > 0


@given(st.integers(min_value=0, max_value=600_000), st.integers(month(2024, 11), month(2025, 10)))
def test_a_grosz_more_of_income_never_gives_more(grosze: int, at: int) -> None:
    first, last = month(2024, 11), month(2025, 10)

    def paid(income: int) -> int:
        case = a_family(
            f"{income // 100}.{income % 100:02d}", "2016-01-15", "2012-06-01", on="2024-11-04", base_year=2023
        )
        outcome, found, _ = assess_month(case, LAW, at, first, last)
        return sum(record[2] for record in found) if outcome.kind == "full" else outcome.payment

    assert paid(grosze * 12 + 12) <= paid(grosze * 12)


@pytest.mark.parametrize(("income", "kind"), [("32352.00", "full"), ("32352.01", "reduced"), ("35328.00", "none")])
def test_equality_with_the_limit_does_not_exceed_it(income: str, kind: str) -> None:
    case = a_family(income, "2014-03-02", "2017-07-19", on="2025-08-20", base_year=2024)
    outcome, _, trace = assess_month(case, LAW, month(2025, 11), month(2025, 11), month(2026, 10))
    assert outcome.kind == kind
    assert trace
