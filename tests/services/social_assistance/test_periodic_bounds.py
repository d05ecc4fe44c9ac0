"""Whatever the income, the household and the amount that the office fixes, the periodic allowance keeps within the bounds of art. 38."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.money import zloty
from services.social_assistance.catalogue import CATALOGUE

DAYS = st.sampled_from(
    [date(2016, 3, 10), date(2021, 5, 29), date(2021, 5, 30), date(2022, 2, 10), date(2025, 2, 10), date(2026, 9, 10)]
)
GMINAS = st.sampled_from(["101805", "990101"])


def asked(income: int, persons: int, amount: int, on: date) -> dict[str, Any]:
    members = [{"id": f"osoba_{number}", "born_on": "1980-01-01"} for number in range(persons)]
    return {
        "application": {"received_on": on.isoformat()},
        "household": {"kind": "single" if persons == 1 else "family", "members": members},
        "income": {"items": [{"member": "osoba_0", "amount": zloty(income)}]},
        "circumstances": {"reasons": ["bezrobocie"]},
        "periodic": {"last_month": on.isoformat()[:7], "amount": zloty(amount)},
    }


@settings(deadline=None)
@given(st.integers(0, 500_000), st.integers(1, 6), st.integers(0, 600_000), DAYS, GMINAS)
def test_the_amount_is_within_floor_and_ceiling_and_its_sources_sum_to_it(
    income: int, persons: int, amount: int, on: date, gmina: str
) -> None:
    facts = CATALOGUE.facts.model_validate(asked(income, persons, amount, on))
    answer = CATALOGUE.assess("zasilek_okresowy", CATALOGUE.prepare(facts), on, gmina)
    figures = dict(answer.figures)
    view = CATALOGUE.law(gmina).on(on)
    least, most = (view.amount(f"zasilek_okresowy_kwota_{name}") for name in ("minimalna", "maksymalna_osoba_samotna"))

    for due in answer.months:
        assert figures["minimum"] <= due.amount <= figures["maximum"]
        assert due.own is not None
        assert figures["state_share"] + figures["own_share"] == due.amount
        assert (figures["own_share"], 0 <= due.own <= due.amount) == (due.own, True)
        assert least <= figures["minimum"] <= max(figures["difference"], least)
        assert 2 * figures["minimum"] >= min(figures["difference"], 2 * figures["maximum"])
        assert persons > 1 or due.amount <= most
    assert answer.eligible is bool(answer.months)
