"""What the acts of the three services say of undue payments: worked cases, rates, limits, where returns are booked."""

from datetime import date
from uuid import UUID

import pytest

from casework.benefits.catalogue import Catalogue
from casework.overpayments.deductions import Debt, deducted
from casework.overpayments.interest import first_interest_day, rates_of
from casework.overpayments.limitation import decision_last_day, limitation_last_day, prescribed
from casework.overpayments.rules import Rules
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
FUND = "swiadczenie_z_funduszu_alimentacyjnego"
NO_TERMS = {"mieszkaniowe", "oswiata"}
"""Acts that set no last day of a decision and no limitation."""
DECLARED = {
    "family_benefits": {
        "principal": "zwrot_nienaleznie_pobranych_lat_ubieglych", "interest": "odsetki_nienaleznie_pobranych",
    },
    "social_assistance": {"principal": "zwrot_nienaleznie_pobranych_lat_ubieglych_ps"},
    "alimony_fund": {"principal": "zwrot_nienaleznie_pobranych_lat_ubieglych_fa"},
}  # fmt: skip


def rules(catalogue: Catalogue, benefit: str) -> Rules:
    found = catalogue.overpayments.of(benefit)
    assert found is not None
    return found


def count(catalogue: Catalogue, on: date, parameter: str | None) -> int:
    assert parameter is not None
    return catalogue.law().on(on).count(parameter)


@pytest.mark.parametrize(
    ("principal", "paid_on", "repaid_on", "days", "interest"),
    [
        (50_000, date(2020, 1, 15), date(2020, 6, 15), [62, 22, 50, 18], 1339),
        (100_000, date(2025, 10, 20), date(2026, 4, 30), [16, 28, 91, 57], 4999),
        (100_000, date(2026, 3, 10), date(2026, 3, 11), [1], 25),
    ],
)
def test_the_worked_cases_of_statutory_interest(
    principal: int, paid_on: date, repaid_on: date, days: list[int], interest: int
) -> None:
    """debtor-interest-01, -03, -05: counted there from the day after the payout."""
    first = date.fromordinal(paid_on.toordinal() + 1)
    for catalogue, benefit in ((ALIMONY_FUND, FUND), (FAMILY_BENEFITS, "zasilek_rodzinny")):
        rates = rates_of(rules(catalogue, benefit), catalogue.law())
        assert [one.days for one in rates.stretches(first, repaid_on)] == days
        assert rates.interest(principal, first, repaid_on) == interest


def test_family_benefits_and_the_fund_have_the_same_rates() -> None:
    one, other = (
        rates_of(rules(catalogue, benefit), catalogue.law())
        for catalogue, benefit in ((ALIMONY_FUND, FUND), (FAMILY_BENEFITS, "zasilek_rodzinny"))
    )
    assert one == other
    assert one.rates[0].first == date(2005, 10, 15)


def test_a_void_decision_bears_no_interest() -> None:
    """overpayment-03; in January 2016 the fund's act still had it for every ground."""
    ground = rules(ALIMONY_FUND, FUND).ground("decision_void_or_reopened")
    family = rules(FAMILY_BENEFITS, "zasilek_rodzinny").ground("decision_void_or_reopened")

    assert ground is not None
    assert family is not None
    assert not ground.bears_interest(date(2026, 1, 15))
    assert ground.bears_interest(date(2016, 1, 15))
    assert not family.bears_interest(date(2026, 1, 15))


def test_the_fund_counted_interest_from_the_end_of_the_right_before_2016() -> None:
    found = rules(ALIMONY_FUND, FUND)

    assert first_interest_day(found.start(date(2014, 5, 20)), date(2014, 5, 20), date(2014, 2, 28)) == date(2014, 3, 1)
    assert first_interest_day(found.start(date(2016, 5, 20)), date(2016, 5, 20), date(2016, 2, 28)) == date(2016, 6, 1)


def test_a_claim_is_prescribed_on_a_saturday_too() -> None:
    """overpayment-05."""
    on = date(2022, 5, 10)
    years = count(ALIMONY_FUND, on, rules(ALIMONY_FUND, FUND).limitation)

    assert limitation_last_day(on, years) == date(2025, 5, 10)
    assert prescribed(limitation_last_day(on, years), date(2025, 5, 11))


@pytest.mark.parametrize(
    ("catalogue", "benefit", "paid_on", "decided_on"),
    [
        (FAMILY_BENEFITS, "zasilek_rodzinny", date(2014, 3, 20), date(2025, 1, 15)),
        (SOCIAL_ASSISTANCE, "zasilek_staly", date(2015, 5, 20), date(2025, 6, 2)),
        (ALIMONY_FUND, FUND, date(2015, 5, 20), date(2025, 6, 2)),
    ],
)
def test_no_decision_after_ten_years(catalogue: Catalogue, benefit: str, paid_on: date, decided_on: date) -> None:
    """fb-np-02, ps-nienal-03."""
    years = count(catalogue, paid_on, rules(catalogue, benefit).decision_within)

    assert decided_on > decision_last_day(paid_on, years)


def test_family_benefits_ask_for_instruction_and_the_fund_does_not() -> None:
    """fb-np-03; alimony fund, section 5."""
    family = rules(FAMILY_BENEFITS, "zasilek_rodzinny").ground("circumstances_changed")
    fund = rules(ALIMONY_FUND, FUND).ground("circumstances_changed")

    assert family is not None
    assert fund is not None
    assert (family.needs_instruction, fund.needs_instruction) == (True, False)


def test_social_assistance_takes_half_of_a_current_benefit_and_no_interest() -> None:
    """ps-nienal-01."""
    found = rules(SOCIAL_ASSISTANCE, "zasilek_staly")
    assert found.deduction.share is not None
    share = SOCIAL_ASSISTANCE.law().on(date(2025, 6, 2)).ratio(found.deduction.share)
    debt = UUID(int=1)

    first = deducted(122_900, [Debt(debt, 120_000, share)])[0].amount
    second = deducted(122_900, [Debt(debt, 120_000 - first, share)])[0].amount

    assert (first, second) == (61_450, 58_550)
    assert found.rate is None
    assert SOCIAL_ASSISTANCE.law().on(date(2021, 5, 29)).ratio(found.deduction.share) == 1


def test_the_claim_lapses_with_death_where_the_act_says_so() -> None:
    """overpayment-07."""
    found = [rules(*one).death is not None for one in ((FAMILY_BENEFITS, "zasilek_rodzinny"), (ALIMONY_FUND, FUND))]

    assert found == [True, True]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.service)
def test_returns_are_booked_as_the_budget_lines_of_the_service_say(catalogue: Catalogue) -> None:
    for klass, code in DECLARED[catalogue.service].items():
        (line,) = catalogue.get(code).budget_lines(date(2026, 1, 1))
        booked = [
            one for of in catalogue.overpayments.rules for one in of.revenue
            if one.klass == klass and one.source == "dochod_panstwa"
        ]  # fmt: skip
        assert booked
        assert {(one.paragraf, one.p4, one.source) for one in booked} == {(line.paragraf, line.p4, line.source)}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.service)
def test_what_an_act_names_exists_and_every_source_of_its_benefits_has_its_way_back(catalogue: Catalogue) -> None:
    on = date(2026, 1, 1)
    for of in catalogue.overpayments.rules:
        law = catalogue.law().on(on)
        assert [None if one is None else law.count(one) for one in (of.decision_within, of.limitation)] == (
            [None, None] if of.code in NO_TERMS else [10, 3]
        )
        for benefit in of.benefits:
            for line in catalogue.get(benefit).lines:
                if line.side == "expenditure":
                    assert of.revenue_of("principal", line.source) is not None, (benefit, line.source)


def test_benefits_of_citizens_of_ukraine_are_returned_by_the_rules_of_family_benefits() -> None:
    mine = [one.code for one in FAMILY_BENEFITS if one.code.startswith("ukraina_") and "skladki" not in one.code]
    assert len(mine) == 7
    for benefit in mine:
        found = rules(FAMILY_BENEFITS, benefit)
        ground = found.ground("circumstances_changed")

        assert (found.code, ground is not None and ground.needs_instruction) == ("usr", True)
        assert benefit in found.deduction.benefits
        for kind in ("undue_payment", "return", "instalments", "remission"):
            assert any(one.fits(kind, benefit, date(2024, 2, 2)) for one in FAMILY_BENEFITS.grounds.values()), kind


def test_a_housing_allowance_on_untrue_data_is_returned_twice_without_interest_or_set_off() -> None:
    found = rules(SOCIAL_ASSISTANCE, "dodatek_mieszkaniowy")
    (ground,) = found.grounds

    assert (ground.times, ground.bears_interest(date(2025, 1, 10)), found.rate) == (2, False, None)
    assert (found.deduction.article, found.deduction.benefits, found.limitation) == (None, frozenset(), None)


def test_only_a_school_grant_has_rules_of_return_and_not_the_single_aid() -> None:
    found = rules(SOCIAL_ASSISTANCE, "stypendium_szkolne")

    assert {one.code for one in found.grounds} == {"reasons_ceased", "unduly_received"}
    assert SOCIAL_ASSISTANCE.overpayments.of("zasilek_szkolny") is None
    assert SOCIAL_ASSISTANCE.overpayments.of("ukraina_swiadczenie_300") is None


@pytest.mark.parametrize(
    ("catalogue", "benefit", "anew"),
    [
        (SOCIAL_ASSISTANCE, "zasilek_staly", "last_payment"),
        (FAMILY_BENEFITS, "zasilek_rodzinny", "act"),
        (ALIMONY_FUND, FUND, "act"),
    ],
)
def test_relief_of_social_assistance_alone_puts_the_years_off_to_its_last_day_of_payment(
    catalogue: Catalogue, benefit: str, anew: str
) -> None:
    """U.p.s. art. 104 ust. 6."""
    assert rules(catalogue, benefit).limitation_anew == anew
