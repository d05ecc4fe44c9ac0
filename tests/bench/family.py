"""One family that asks for the allowance with supplements, and the same month computed by hand: integers, no trace, no articles.

Two parents and three children; income a little above the criterion, so that złotówka za złotówkę is computed over all amounts. The
hand-written rule takes its numbers from the law as the engine does, resolved beforehand, and must come to the same grosz.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.periods import parse_month
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.rates import rates

ON = date(2025, 11, 5)
MONTH, FIRST, LAST = parse_month("2026-02"), parse_month("2025-11"), parse_month("2026-10")
BENEFITS = ("zasilek_rodzinny", "dodatek_wielodzietnosc", "dodatek_rozpoczecie_roku_szkolnego", "dodatek_nauka_dojazd")
FACTS: dict[str, Any] = {
    "application": {"received_on": "2025-08-20"},
    "family": {
        "applicant": "parents",
        "members": [
            {"id": "matka", "role": "parent", "born_on": "1985-01-01"},
            {"id": "ojciec", "role": "parent", "born_on": "1983-06-11"},
            {
                "id": "a",
                "role": "child",
                "born_on": "2009-03-02",
                "school": {"kind": "ponadpodstawowa", "until": "2028-06-30"},
            },
            {
                "id": "b",
                "role": "child",
                "born_on": "2015-07-19",
                "school": {"kind": "podstawowa", "until": "2030-06-30"},
            },
            {"id": "c", "role": "child", "born_on": "2022-12-10"},
        ],
    },
    "income": {
        "base_year": 2024,
        "items": [{"member": "matka", "amount": "20000.00"}, {"member": "ojciec", "amount": "21123.45"}],
    },
    "supplements": {
        "large_family": True,
        "school_start": ["a", "b"],
        "study_away": [{"child": "a", "mode": "commuting"}],
    },
}

EVERYTHING: dict[str, Any] = FACTS | {
    "person": {
        "id": "b",
        "born_on": "2015-07-19",
        "disability": {
            "degree": "orzeczenie_o_niepelnosprawnosci",
            "applied_on": "2025-08-01",
            "issued_on": "2025-08-31",
            "valid_to": "2028-07-31",
        },
    },
    "birth_grant": {"children": [{"child": "c", "medical_care_from_week": 9}]},
    "household": {"size": 5},
    "district_heat": {"price_per_gj": "200.01"},
}
"""The same family asks for whatever it is entitled to: care of a child with a certificate, a birth, and aid for heating besides."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the rule by hand needs of the law."""

    threshold: int
    young: int
    middle: int
    grown: int
    young_to: int
    grown_from: int
    school_to: int
    least: int
    large_family: int
    large_family_from: int
    school_start: int
    commuting: int
    commuting_months: int


def numbers() -> Numbers:
    """The law of the month."""
    view = CATALOGUE.law().on(date(2026, 2, 1))
    now = view.resolved(rates)
    more = now.supplements
    return Numbers(
        now.threshold, now.young, now.middle, now.grown, now.young_to, now.grown_from, now.school_to, now.least_payment or 0,
        more.large_family, more.large_family_from, more.school_start, more.commuting, more.study_months,
    )  # fmt: skip


CHILDREN = (
    (parse_month("2009-03"), True, True, True),
    (parse_month("2015-07"), True, True, False),
    (parse_month("2022-12"), False, False, False),
)
"""(month of birth, learns, school start, commuting), by age."""
INCOMES = (2_000_000, 2_112_345)


def by_hand(
    children: tuple[tuple[int, bool, bool, bool], ...],
    incomes: tuple[int, ...],
    adults: int,
    large: bool,
    at: int,
    law: Numbers,
) -> int:
    """The month's payment in grosze under złotówka za złotówkę, or the full amounts when the income is within the limit."""
    total = 0
    count = 0
    month = 0
    for born, learns, starts, commutes in children:
        age = at - born
        if age > (law.school_to if learns else law.grown_from):
            continue
        count += 1
        amount = law.young if age <= law.young_to else law.middle if age <= law.grown_from else law.grown
        if large and count >= law.large_family_from:
            amount += law.large_family
        month += amount
        total += 12 * amount
        if starts:
            total += law.school_start
        if commutes:
            total += law.commuting * law.commuting_months
    over = -12 * law.threshold * (adults + count)
    for income in incomes:
        over += income
    if over <= 0:
        return month
    payment = (2 * (total - over) + 12) // 24
    return payment if payment >= law.least else 0
