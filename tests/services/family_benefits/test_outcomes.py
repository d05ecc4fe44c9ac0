"""How an application ends otherwise than by what was computed: another organ decides, or the officer does with a reason."""

from datetime import date
from typing import Any

import pytest

from casework.assessments.telling import told
from casework.decisions.content import Content, OverrideNotAllowed, PassedOnInstead, content_of
from casework.decisions.schemas import decision_in
from services.family_benefits.catalogue import CATALOGUE

GMINA = "101805"
HOME = "0190c1de-0000-7000-8000-000000000001"
SP = "swiadczenie_pielegnacyjne"
LATE = {"degree": "znaczny", "onset_on": "1990-01-01"}
ADULT = {"id": "babcia", "born_on": "1940-01-01", "relation": "first_degree_kin", "disability": LATE}
CARE = {"application": {"received_on": "2018-03-05"}, "carer": {"cared_for": [ADULT]}}
REFUSED = {
    "outcome": "refused",
    "ground": "late_onset",
    "article": "art. 17 ust. 1b",
    "reason": "Niepełnosprawność powstała w wieku 50 lat.",
}


def content(benefit: str, on: str, facts: dict[str, Any], recorded: dict[str, Any] | None = None) -> Content:
    """What a decision of the order would say."""
    order = decision_in("family_benefits", CATALOGUE.facts).model_validate(
        {
            "benefit": benefit, "on": on, "entitled": HOME, "recipient": HOME, "facts": facts, "recorded": recorded,
            "persons": {"babcia": HOME, "opiekun": HOME, "osoba_1": HOME},
        }
    )  # fmt: skip
    return content_of(CATALOGUE, GMINA, order)


def test_no_decision_is_made_where_another_organ_decides() -> None:
    facts = {
        "application": {"received_on": "2022-03-03"},
        "coordination": {"stays": [{"who": "applicant", "country": "DE", "reason": "work"}]},
        "person": {"born_on": "1960-01-01", "disability": {"degree": "znaczny"}},
    }
    with pytest.raises(PassedOnInstead) as refused:
        content("zasilek_pielegnacyjny", "2022-03-10", facts)
    assert refused.value.legal_basis == ("art. 23a ust. 1 u.ś.r.",)


@pytest.mark.parametrize(("received", "organ"), [("2017-12-31", "marszałek województwa"), ("2018-01-01", "wojewoda")])
def test_the_organ_is_the_marshal_to_the_end_of_2017_and_the_voivode_since(received: str, organ: str) -> None:
    facts = CATALOGUE.facts.model_validate(
        {
            "application": {"received_on": received},
            "coordination": {"stays": [{"who": "applicant", "country": "DE"}]},
            "person": {"born_on": "1960-01-01", "disability": {"degree": "znaczny"}},
        }
    )
    answer = CATALOGUE.assess("zasilek_pielegnacyjny", CATALOGUE.prepare(facts), date.fromisoformat(received))
    assert answer.trace[0][-1] == organ


def test_the_assessment_tells_which_point_the_officer_decides() -> None:
    facts = CATALOGUE.facts.model_validate(CARE)
    on = date(2018, 3, 10)
    found = CATALOGUE.assess(SP, CATALOGUE.prepare(facts), on)
    receipt = CATALOGUE.receipt(facts, on, GMINA)
    answer = told((found,), on, GMINA, CATALOGUE.law(), receipt, officer=CATALOGUE.officer_grounds)
    assert [one["code"] for one in answer["assessments"][0]["for_the_officer"]] == ["late_onset_of_disability"]


def test_the_officer_refuses_what_is_computed_and_both_are_told() -> None:
    found = content(SP, "2018-03-10", CARE, {**REFUSED, "override": "late_onset_of_disability"})
    assert (found.outcome, found.grants) == ("refused", ())
    assert found.legal_basis.startswith("art. 17 ust. 1b u.ś.r. w brzmieniu do 31.12.2023, wyrok TK")
    assert any("1\u00a0477,00 zł miesięcznie" in step for step in found.steps)
    assert found.steps[-1] == "Niepełnosprawność powstała w wieku 50 lat. (art. 17 ust. 1b)"
    assert found.reason == "Niepełnosprawność powstała w wieku 50 lat."


def test_a_decision_that_the_facts_do_not_give_keeps_no_facts_for_a_recalculation() -> None:
    found = content(SP, "2018-03-10", CARE, {**REFUSED, "override": "late_onset_of_disability"})
    assert found.facts is None
    assert found.receipt is not None


GRANTED = {
    "outcome": "granted",
    "amount": "1477.00",
    "first_month": "2018-03",
    "last_month": "2018-12",
    "article": "art. 17 ust. 1",
    "reason": "Wyrok WSA uznał opiekuna za uprawnionego.",
}


def test_the_officer_grants_what_is_refused_because_a_judgment_binds() -> None:
    facts = {**CARE, "carer": {"cared_for": [{**ADULT, "disability": None}]}}
    found = content(SP, "2018-03-10", facts, {**GRANTED, "override": "bound_by_judgment"})
    assert [(one.benefit, one.amount) for one in found.grants] == [(SP, 147700)]
    assert found.legal_basis.startswith("art. 153 p.p.s.a.")


@pytest.mark.parametrize(
    ("benefit", "on", "recorded"),
    [
        (SP, "2018-03-10", REFUSED),
        (SP, "2018-03-10", {**REFUSED, "override": "no_such_ground"}),
        (SP, "2018-03-10", {**GRANTED, "override": "late_onset_of_disability"}),
        (SP, "2014-10-22", {**REFUSED, "override": "late_onset_of_disability"}),
        (SP, "2017-05-31", {**REFUSED, "override": "bound_by_sko"}),
        ("zasilek_pielegnacyjny", "2018-03-10", {**REFUSED, "override": "late_onset_of_disability"}),
    ],
)
def test_the_officer_decides_otherwise_only_on_a_ground_of_the_law(
    benefit: str, on: str, recorded: dict[str, Any]
) -> None:
    facts = {
        **CARE,
        "application": {"received_on": on},
        "person": {"born_on": "1960-01-01", "disability": {"degree": "znaczny"}},
    }
    with pytest.raises(OverrideNotAllowed):
        content(benefit, on, facts, recorded)


def test_an_override_that_changes_nothing_is_none() -> None:
    facts = {**CARE, "carer": {"cared_for": [{**ADULT, "disability": None}]}}
    with pytest.raises(OverrideNotAllowed):
        content(SP, "2018-03-10", facts, {**REFUSED, "override": "bound_by_judgment"})


def test_the_last_day_before_a_ground_is_in_force_and_its_first_day() -> None:
    sko = CATALOGUE.officer_grounds["bound_by_sko"]
    assert not sko.fits(SP, "refused", date(2017, 5, 31))
    assert sko.fits(SP, "refused", date(2017, 6, 1))
