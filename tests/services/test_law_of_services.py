"""The law of every service as it stands in its YAML: every day covered once, every value with its place in the gazette."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked, money_lines
from kit.law import Parameter
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
PARAMETERS = [parameter for catalogue in CATALOGUES for parameter in catalogue.law().parameters.values()]
OF_BENEFITS = [(catalogue, benefit.code) for catalogue in CATALOGUES for benefit in catalogue]
SERVICES = Path(__file__).parents[2] / "services"


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_every_day_has_exactly_one_value_or_a_reason(parameter: Parameter) -> None:
    edges = {parameter.values[0].valid_from, date(2026, 11, 22)}
    for value in parameter.values:
        edges |= {value.valid_from, value.valid_to or date(2100, 1, 1)}
    last = parameter.values[-1].valid_to or date(2100, 1, 1)
    for edge in edges:
        for day in (edge - timedelta(days=1), edge, edge + timedelta(days=1)):
            if parameter.values[0].valid_from <= day <= last:
                values = sum(value.in_force(day) for value in parameter.values)
                gaps = sum(gap.valid_from <= day <= gap.valid_to and bool(gap.reason) for gap in parameter.gaps)
                assert values + gaps == 1, day


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_every_value_says_where_it_is_printed_and_when_it_was_checked(parameter: Parameter) -> None:
    assert parameter.title
    assert parameter.unit
    for value in parameter.values:
        assert value.article
        assert value.gazette
        assert value.checked_on >= date(2026, 11, 22)


def test_values_that_nobody_confirmed_can_be_listed() -> None:
    listed = {parameter.name for parameter, _ in FAMILY_BENEFITS.law().unconfirmed()}
    assert "swiadczenie_pielegnacyjne" in listed
    assert "zasilek_pielegnacyjny" not in listed


@pytest.mark.parametrize(
    ("catalogue", "code"), OF_BENEFITS, ids=lambda item: item if isinstance(item, str) else item.service
)
def test_budget_lines_of_a_benefit_never_overlap_but_for_declared_shares(catalogue: Catalogue, code: str) -> None:
    benefit = catalogue.get(code)
    for line in benefit.lines:
        for day in (line.valid_from, line.valid_to or date(2026, 11, 22)):
            in_force = benefit.budget_lines(day)
            shares = [item.share for item in in_force]
            assert len(in_force) == 1 or None in shares or sum(share for share in shares if share is not None) == 1
            assert len({(item.dzial, item.rozdzial, item.paragraf) for item in in_force}) == 1


@pytest.mark.parametrize(
    ("catalogue", "code"), OF_BENEFITS, ids=lambda item: item if isinstance(item, str) else item.service
)
def test_what_is_granted_can_be_booked_whole_in_its_days_and_revenue_never(catalogue: Catalogue, code: str) -> None:
    benefit = catalogue.get(code)
    for line in benefit.lines:
        if benefit.granted and line.side == "expenditure":
            found = money_lines(benefit, 41_801, line.valid_from)
            assert sum(one["amount"] for one in found) == 41_801
            assert all(one["amount"] and one["side"] == "expenditure" for one in found)
        elif not benefit.granted:
            with pytest.raises(CannotBeBooked) as refused:
                money_lines(benefit, 41_801, line.valid_from)
            assert "to dochód, a nie świadczenie" in refused.value.detail


LUBNICE_2019 = {
    "family_benefits": (
        "swiadczenie_wychowawcze zasilek_rodzinny jednorazowa_zapomoga_urodzenie zasilek_pielegnacyjny swiadczenie_pielegnacyjne "
        "specjalny_zasilek_opiekunczy zasilek_dla_opiekuna swiadczenie_rodzicielskie skladki_emerytalno_rentowe_opiekunow "
        "dodatek_urodzenie_dziecka dodatek_opieka_urlop_wychowawczy dodatek_samotne_wychowywanie dodatek_wielodzietnosc "
        "dodatek_ksztalcenie_rehabilitacja dodatek_nauka_zamieszkanie dodatek_nauka_dojazd dodatek_rozpoczecie_roku_szkolnego "
        "jednorazowe_swiadczenie_za_zyciem dobry_start skladki_zdrowotne_opiekunow"
    ),
    "social_assistance": (
        "dps_odplatnosc_gminy skladka_zdrowotna_zasilek_staly zasilek_okresowy zasilek_celowy specjalny_zasilek_celowy "
        "dodatek_mieszkaniowy zasilek_staly wynagrodzenie_opiekuna_prawnego uslugi_opiekuncze posilek_dziecka "
        "zasilek_celowy_na_zywnosc_posilek swiadczenie_rzeczowe_posilek schronisko_dla_bezdomnych rodzina_zastepcza_udzial_gminy"
    ),
    "alimony_fund": "swiadczenie_z_funduszu_alimentacyjnego",
}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda item: item.service)
def test_every_benefit_that_lubnice_paid_in_2019_has_a_budget_line_of_that_year(catalogue: Catalogue) -> None:
    for code in LUBNICE_2019[catalogue.service].split():
        assert catalogue.get(code).budget_lines(date(2019, 6, 1)), code


def test_the_synthetic_resolution_raises_the_criterion_of_its_gmina_only() -> None:
    name, day = "kryterium_okresowy_celowy_krotnosc", date(2025, 6, 1)
    assert SOCIAL_ASSISTANCE.law("990101").on(day).ratio(name) * 2 == 3
    assert SOCIAL_ASSISTANCE.law("101805").on(day).ratio(name) == 1


@pytest.mark.parametrize("service", ["family_benefits", "social_assistance", "alimony_fund"])
def test_no_amount_of_the_law_stands_in_the_code_of_a_benefit(service: str) -> None:
    amounts = {
        str(value.value)
        for catalogue in CATALOGUES
        if catalogue.service == service
        for parameter in catalogue.law().parameters.values()
        if parameter.kind == "money"
        for value in parameter.values
        if isinstance(value.value, int) and value.value > 2200
    }
    # facts.py bounds years and sizes of what is entered, which are no amounts of the law.
    for path in (item for item in (SERVICES / service).glob("**/*.py") if item.name != "facts.py"):
        words = set(path.read_text(encoding="utf-8").replace("_", "").replace(",", " ").replace(")", " ").split())
        assert not words & amounts, path


WITHOUT_RELIEF = {"dodatek_mieszkaniowy": set[str](), "stypendium_szkolne": {"refuse_return"}}
"""Benefits whose acts know no instalments, deferral or remission, with what they know of relief."""


@pytest.mark.parametrize("kind", ["undue_payment", "return", "instalments", "deferral", "remission", "refuse_return"])
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda item: item.service)
def test_what_may_be_owed_can_be_decided_of_every_benefit_that_has_such_rules(catalogue: Catalogue, kind: str) -> None:
    owed = [benefit.code for benefit in catalogue if catalogue.overpayments.of(benefit.code) is not None]
    fitting = catalogue.grounds.values()
    assert owed
    without = [code for code in owed if not any(one.fits(kind, code, date(2026, 2, 2)) for one in fitting)]
    assert [code for code in without if kind in ("undue_payment", "return") or code not in WITHOUT_RELIEF] == []
    assert not [code for code in without if kind in WITHOUT_RELIEF.get(code, ())]


@pytest.mark.parametrize(
    ("catalogue", "kind", "code"),
    [
        (FAMILY_BENEFITS, "suspend", "zasilek_dla_opiekuna"),
        (FAMILY_BENEFITS, "change", "ukraina_zasilek_rodzinny"),
        (SOCIAL_ASSISTANCE, "suspend", "dodatek_mieszkaniowy"),
        (SOCIAL_ASSISTANCE, "repeal", "stypendium_szkolne"),
    ],
    ids=lambda item: item if isinstance(item, str) else item.service,
)
def test_an_act_that_sends_to_another_or_has_its_own_grounds_needs_no_consent(
    catalogue: Catalogue, kind: str, code: str
) -> None:
    assert any(one.fits(kind, code, date(2026, 2, 2)) and not one.consent for one in catalogue.grounds.values())
