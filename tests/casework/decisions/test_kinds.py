"""The table of kinds of acts and the grounds of the law, from both sides."""

from datetime import date
from typing import get_args

import pytest

from casework.benefits.catalogue import Catalogue
from casework.decisions.act_schemas import LaterKind
from casework.decisions.grounds import of_procedure
from casework.decisions.kinds import allowed_on, kinds
from casework.facts.cases import Outcome
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY
from services.family_benefits.catalogue import CATALOGUE as FAMILY
from services.social_assistance.catalogue import CATALOGUE as SOCIAL

ON = date(2025, 11, 1)
FEES = {"fee", "fee_exemption", "refuse_fee_exemption"}
"""What is paid for a stay or for services: social assistance only."""
OWED = {"undue_payment", "return", "instalments", "deferral", "remission"}


def test_every_later_kind_of_the_table_can_be_asked_for_and_no_other() -> None:
    assert {kind.code for kind in kinds().values() if kind.ground == "listed"} == set(get_args(LaterKind))


def test_every_outcome_stands_in_the_facts() -> None:
    assert {kind.outcome for kind in kinds().values()} <= set(get_args(Outcome))


@pytest.mark.parametrize("catalogue", [FAMILY, SOCIAL, ALIMONY], ids=lambda one: one.service)
def test_every_kind_has_a_ground_in_every_service(catalogue: Catalogue) -> None:
    every = {**of_procedure(), **catalogue.grounds}

    without = [
        kind.code
        for kind in kinds().values()
        if kind.ground == "listed"
        and (kind.code not in FEES or catalogue is SOCIAL)
        and not any({kind.code, kind.code.removeprefix("refuse_")} & one.kinds for one in every.values())
    ]

    assert without == []


@pytest.mark.parametrize(
    ("catalogue", "benefit", "ground"),
    [
        (FAMILY, "zasilek_rodzinny", "usr_32_1_situation"),
        (ALIMONY, "swiadczenie_z_funduszu_alimentacyjnego", "fa_24_enforcement"),
        (SOCIAL, "zasilek_staly", "ups_106_5_situation"),
    ],
)
def test_a_sector_act_changes_without_consent_the_benefits_of_its_own(
    catalogue: Catalogue, benefit: str, ground: str
) -> None:
    found = catalogue.grounds[ground]

    assert found.fits("change", benefit, ON)
    assert not found.consent
    assert not found.fits("change", "swiadczenie_wychowawcze", ON)


def test_a_change_by_the_code_of_procedure_needs_the_consent_of_who_gained_a_right() -> None:
    assert of_procedure()["kpa_155"].consent
    assert not of_procedure()["kpa_154"].consent
    assert of_procedure()["kpa_154"].no_right


@pytest.mark.parametrize(
    ("ground", "kind", "benefit", "on", "fits"),
    [
        ("ups_106_7_1", "suspend_proceedings", "zasilek_staly", ON, True),
        ("ups_106_7_1", "refuse_suspend_proceedings", "zasilek_staly", ON, True),
        ("ups_106_7_1", "suspend_proceedings", "zasilek_okresowy", ON, False),
        ("ups_106_7_1", "suspend_proceedings", "zasilek_staly", date(2017, 1, 1), True),
        ("ups_106_7_1", "suspend_proceedings", "zasilek_staly", date(2016, 12, 31), False),
        ("ups_106_7_1", "resume_proceedings", "zasilek_staly", ON, False),
        ("ups_106_9", "resume_proceedings", "zasilek_staly", ON, True),
        ("ups_106_10", "resume_proceedings", "zasilek_staly", ON, True),
        ("ups_106_11", "resume_proceedings", "zasilek_staly", ON, True),
        ("ups_106a_1", "suspend", "zasilek_okresowy", ON, True),
        ("ups_106a_2", "resume", "zasilek_okresowy", ON, True),
        ("ups_106a_2", "expire", "zasilek_okresowy", ON, False),
        ("ups_106a_3", "expire", "zasilek_okresowy", ON, True),
        ("ups_106a_3", "expire", "dodatek_mieszkaniowy", ON, False),
        ("ups_107_4a", "repeal", "zasilek_celowy", ON, True),
        ("ups_107_4a", "change", "zasilek_celowy", ON, False),
    ],
)
def test_social_assistance_stops_and_ends_on_grounds_of_its_own(
    ground: str, kind: str, benefit: str, on: date, fits: bool
) -> None:
    assert SOCIAL.grounds[ground].fits(kind, benefit, on) is fits
    # What proceedings of three years are discontinued for stands in the code alone (art. 97 § 4).
    assert not SOCIAL.grounds[ground].discontinues


@pytest.mark.parametrize("catalogue", [FAMILY, ALIMONY], ids=lambda one: one.service)
def test_no_other_service_decides_on_fees(catalogue: Catalogue) -> None:
    assert not [code for code, one in catalogue.grounds.items() if one.kinds & FEES]


def test_a_fee_is_followed_by_a_fee_or_an_exemption_and_by_nothing_on_rights() -> None:
    allowed = set(allowed_on("fee", "final"))

    assert allowed & FEES == FEES
    assert not allowed & {"change", "repeal", "suspend", "undue_payment"}
    assert not set(allowed_on("grant", "final")) & FEES


def test_a_draft_allows_nothing_and_money_owed_only_what_is_done_with_it() -> None:
    assert allowed_on("grant", "prepared") == ()
    assert not set(allowed_on("grant", "final")) & {"instalments", "deferral", "remission"}
    assert {"instalments", "remission"} <= set(allowed_on("undue_payment", "issued"))
    assert "change" not in allowed_on("grant", "issued")
    assert "change" in allowed_on("grant", "delivered")


@pytest.mark.parametrize(
    ("ground", "kind", "benefit", "fits"),
    [
        ("usr_28_5", "suspend", "zasilek_pielegnacyjny", True),
        ("usr_28_5", "resume", "zasilek_pielegnacyjny", False),
        ("usr_28_6", "resume", "zasilek_pielegnacyjny", True),
        ("usr_28_7", "expire", "zasilek_pielegnacyjny", True),
        ("usr_28_7", "expire", "swiadczenie_wychowawcze", False),
        ("ukraina_26_3e", "suspend", "ukraina_zasilek_rodzinny", True),
        ("ukraina_26_3e", "suspend", "zasilek_rodzinny", False),
        ("ukraina_26_3f", "resume", "ukraina_swiadczenie_rodzicielskie", True),
        ("ukraina_26_3f", "suspend", "ukraina_swiadczenie_rodzicielskie", False),
        ("ukraina_26_3g", "suspend", "ukraina_zasilek_pielegnacyjny", True),
        ("ukraina_26_3g", "repeal", "ukraina_zasilek_pielegnacyjny", False),
        ("ukraina_26_3h", "resume", "ukraina_zasilek_pielegnacyjny", True),
        ("ukraina_26_3h", "resume", "swiadczenie_z_funduszu_alimentacyjnego", False),
        ("fa_21_enforcement", "suspend", "swiadczenie_z_funduszu_alimentacyjnego", True),
        ("fa_21_uncollected", "suspend", "swiadczenie_z_funduszu_alimentacyjnego", True),
        ("fa_21_uncollected", "expire", "swiadczenie_z_funduszu_alimentacyjnego", False),
        ("fa_21_uncollected", "resume", "swiadczenie_z_funduszu_alimentacyjnego", True),
        ("fa_21_expired", "expire", "swiadczenie_z_funduszu_alimentacyjnego", True),
        ("fa_21_expired", "expire", "zasilek_pielegnacyjny", False),
    ],
)
def test_benefits_that_nobody_collects_are_held_let_go_and_expire(
    ground: str, kind: str, benefit: str, fits: bool
) -> None:
    of = ALIMONY if ground.startswith("fa") else FAMILY

    assert of.grounds[ground].fits(kind, benefit, ON) is fits


def test_who_appears_late_is_paid_from_a_month_on_and_who_comes_back_for_all_that_was_held() -> None:
    assert FAMILY.grounds["ukraina_26_3f"].pays_held is False
    assert FAMILY.grounds["ukraina_26_3h"].pays_held is True


@pytest.mark.parametrize("catalogue", [FAMILY, SOCIAL, ALIMONY], ids=lambda one: one.service)
def test_a_ground_that_lasts_for_years_at_most_names_a_length_of_its_act(catalogue: Catalogue) -> None:
    named = [one.resumed_after for one in catalogue.grounds.values() if one.resumed_after is not None]

    assert [one for one in named if catalogue.law("101805").parameters[one].unit != "years"] == []
    assert bool(named) == (catalogue is SOCIAL)


@pytest.mark.parametrize("catalogue", [FAMILY, SOCIAL, ALIMONY], ids=lambda one: one.service)
def test_what_a_suspension_waits_for_is_a_certificate_that_the_service_establishes(catalogue: Catalogue) -> None:
    waits = {code for one in catalogue.grounds.values() for code in one.resumed_by}

    assert waits <= {code for kind, code in catalogue.evidence.kinds if kind == "certificate"}
    assert bool(waits) == (catalogue is SOCIAL)
