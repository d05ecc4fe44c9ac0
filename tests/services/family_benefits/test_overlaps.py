"""Rights that exclude each other: what the table of the law finds in a family, the choices and their money, and what stands after one."""

from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.assessments.asking import UnknownRight, request_of
from casework.assessments.choosing import ChoiceExcluded, ChoiceNotDue, Weighed, weigh
from casework.assessments.schemas import AssessmentOut, assessment_in
from casework.assessments.service import assess
from casework.assessments.telling import told
from casework.assessments.telling_overlaps import alternatives_told, overlaps_told
from kit.law import read_cases, sentences
from services.family_benefits.catalogue import CATALOGUE
from tests.services.worked_cases import SERVICES

GMINA = "101805"
BODY: Any = assessment_in("family_benefits", CATALOGUE.facts, None)
CASES = [case for case in read_cases(SERVICES / "family_benefits" / "law") if "weighed" in case]
ROWS = {row.code for row in CATALOGUE.overlaps.exclusions}


def weighed(body: dict[str, Any], gmina: str = GMINA) -> Weighed:
    """What the request finds."""
    asked = BODY.model_validate(body)
    found = assess(CATALOGUE, asked.benefits, asked.facts, asked.on, gmina)
    return weigh(CATALOGUE, found, request_of(CATALOGUE, asked, gmina))


def answered(body: dict[str, Any]) -> dict[str, Any]:
    """The answer of POST /assessments, as JSON."""
    asked = BODY.model_validate(body)
    found = weighed(body)
    receipt = CATALOGUE.receipt(asked.facts, asked.on, GMINA)
    overlaps, alternatives = overlaps_told(found), alternatives_told(found, CATALOGUE)
    answer = told(found.assessments, asked.on, GMINA, CATALOGUE.law(GMINA), receipt, "tree", overlaps, alternatives)
    AssessmentOut.model_validate_json(orjson.dumps(answer), strict=True)
    return orjson.loads(orjson.dumps(answer))  # type: ignore[no-any-return]


def body_of(case: Any, **more: Any) -> dict[str, Any]:
    """The request of a worked case."""
    asked = {name: case["weighed"][name] for name in ("rights", "chosen") if name in case["weighed"]}
    return {"on": str(case["on"]), "benefits": list(case["expected"]), "facts": case["facts"], **asked, **more}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_case_finds_the_overlaps_the_choices_and_what_stands(case: dict[str, Any]) -> None:
    answer, expected = answered(body_of(case)), case["weighed"]
    found = [{name: one[name] for name in ("code", "from", "to", "decided_by")} for one in answer["overlaps"]]
    assert found == expected["overlaps"]
    assert [
        (sorted({one["benefit"] for one in option["keeps"]}), option["total"]) for option in answer["alternatives"]
    ] == [(sorted(option["keeps"]), option["total"]) for option in expected["alternatives"]]
    for option, wanted in zip(answer["alternatives"], expected["alternatives"], strict=True):
        assert option["best"] is wanted["best"]
        assert option["tied"] is wanted.get("tied", False)
        assert option["chosen"] is wanted.get("chosen", False)
    by_code = {one["benefit"]: one for one in answer["assessments"]}
    for code, stands in expected.get("stands", {}).items():
        months = [{name: run[name] for name in ("from", "to", "amount")} for run in by_code[code]["months"]]
        assert months == stands["months"]
        assert by_code[code]["eligible"] is bool(months)
        assert [one["code"] for one in by_code[code]["refusals"]] == stands.get(
            "refusals", []
        ) or "refusals" not in stands


def test_every_row_of_the_table_is_told_with_its_article_when_it_is_met() -> None:
    for case in CASES:
        answer = answered(body_of(case))
        for one in answer["overlaps"]:
            row = next(row for row in CATALOGUE.overlaps.exclusions if row.code == one["code"])
            assert one["article"] == row.article
        lost = [one for one in answer["assessments"] for refusal in one["refusals"] if refusal["code"] in ROWS]
        assert all(any("zbiegają się" in step for step in one["steps"]) for one in lost), case["id"]


ADULT = {"id": "babcia", "born_on": "1940-01-01", "relation": "first_degree_kin", "disability": {"degree": "znaczny"}}
BABY = {"id": "dziecko_1", "born_on": "2024-03-01", "relation": "parent", "disability": {"degree": "znaczny"}}
LEAVE = {
    "carer": "matka",
    "child": "dziecko_1",
    "leave_from": "2019-01-01",
    "leave_to": "2019-06-30",
    "employment_months_before": 9,
}
FAMILY = {
    "family": {
        "applicant": "parents",
        "members": [
            {"id": "matka", "role": "parent", "born_on": "1990-01-01"},
            {"id": "dziecko_1", "role": "child", "born_on": "2018-11-20"},
        ],
    },
    "income": {"base_year": 2017, "items": []},
}
AT_SCHOOL = {
    "applicant": "parents",
    "members": [
        {"id": "matka", "role": "parent", "born_on": "1980-01-01"},
        {"id": "dziecko_1", "role": "child", "born_on": "2008-11-20", "school": {"kind": "podstawowa"}},
    ],
}
PUPIL = {"child": "dziecko_1", "born_on": "2008-11-20", "school": "podstawowa"}
COAL = {"fuel": "wegiel_kamienny", "in_ceeb_since": "2022-01-05"}
IN_SEPTEMBER = {"since": "2018-09-01", "until": "2018-09-30"}
IN_NOVEMBER = {"since": "2018-11-20", "until": "2018-11-30"}
MET: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "one_benefit_by_choice_same_person", "2016-05-10",
        {"carer": {"cared_for": [{**BABY, "born_on": "2016-05-01"}]}, "parental": {"born_on": "2016-05-01"}}, {},
    ),
    (
        "one_care_benefit_of_a_carer_kept", "2024-03-10", {"carer": {"kept_right": {}, "cared_for": [ADULT]}},
        {"benefit": "zasilek_dla_opiekuna", "person": "dziadek", "since": "2023-01-01"},
    ),
    (
        "one_care_benefit_of_a_carer", "2024-03-10", {"carer": {"cared_for": [BABY]}},
        {"benefit": "zasilek_dla_opiekuna", "person": "dziadek", "since": "2023-01-01"},
    ),
    (
        "one_care_benefit_for_a_person_kept", "2024-03-10", {"carer": {"kept_right": {}, "cared_for": [ADULT]}},
        {"benefit": "zasilek_dla_opiekuna", "person": "babcia", "drawn_by": "another", "since": "2023-01-01"},
    ),
    (
        "one_care_benefit_for_a_person", "2024-03-10", {"carer": {"cared_for": [BABY]}},
        {"benefit": "swiadczenie_pielegnacyjne", "person": "dziecko_1", "drawn_by": "another", "since": "2024-03-01"},
    ),
    (
        "one_parental_benefit", "2024-03-10", {"parental": {"born_on": "2024-03-01"}},
        {"benefit": "swiadczenie_rodzicielskie", "person": "dziecko_9", "since": "2023-09-01"},
    ),
    (
        "one_leave_supplement_for_a_child", "2018-12-10", {**FAMILY, "supplements": {"childcare_leave": [LEAVE]}},
        {"benefit": "dodatek_opieka_urlop_wychowawczy", "person": "dziecko_1", "drawn_by": "another", "since": "2019-01-01"},
    ),
    (
        "one_leave_supplement_of_a_carer", "2018-12-10", {**FAMILY, "supplements": {"childcare_leave": [LEAVE]}},
        {"benefit": "dodatek_opieka_urlop_wychowawczy", "person": "dziecko_9", "since": "2019-01-01"},
    ),
    (
        "birth_supplement_once", "2018-12-10",
        {**FAMILY, "supplements": {"birth": [{"child": "dziecko_1", "medical_care_from_week": 8}]}},
        {"benefit": "dodatek_urodzenie_dziecka", "person": "dziecko_1", "drawn_by": "another", **IN_NOVEMBER},
    ),
    (
        "birth_grant_once", "2018-12-10",
        {**FAMILY, "birth_grant": {"children": [{"child": "dziecko_1", "medical_care_from_week": 8}]}},
        {"benefit": "jednorazowa_zapomoga_urodzenie", "person": "dziecko_1", "drawn_by": "another", **IN_NOVEMBER},
    ),
    (
        "one_nursing_allowance_for_a_person", "2024-06-20", {"person": {"born_on": "1940-05-05"}},
        {"benefit": "zasilek_pielegnacyjny", "person": "osoba_1", "drawn_by": "another", "since": "2024-01-01"},
    ),
    (
        "school_start_once_a_year", "2018-10-10",
        {**FAMILY, "family": AT_SCHOOL, "income": {"base_year": 2016, "items": []}, "supplements": {"school_start": ["dziecko_1"]}},
        {"benefit": "dodatek_rozpoczecie_roku_szkolnego", "person": "dziecko_1", "drawn_by": "another", **IN_SEPTEMBER},
    ),
    (
        "one_child_raising_benefit_for_a_child", "2019-08-10", {**FAMILY, "child_raising": {"children": [{"child": "dziecko_1"}]}},
        {"benefit": "swiadczenie_wychowawcze", "person": "dziecko_1", "drawn_by": "another", "since": "2019-07-01", "until": "2020-01-31"},
    ),
    (
        "dobry_start_once_a_year", "2018-10-10", {"school_year_start": {"pupils": [PUPIL]}},
        {"benefit": "dobry_start", "person": "dziecko_1", "drawn_by": "another", **IN_SEPTEMBER},
    ),
    (
        "for_life_once", "2018-12-10",
        {"for_life": {"children": [{"child": "dziecko_1", "born_on": "2018-05-01", "certificate": True, "medical_care_from_week": 8}]}},
        {"benefit": "jednorazowe_swiadczenie_za_zyciem", "person": "dziecko_1", "drawn_by": "another", **IN_NOVEMBER},
    ),
    (
        "one_shielding_aid_of_a_household", "2022-02-10", {"household": {"size": 2}, "income": {"base_year": 2020, "items": []}},
        {"benefit": "dodatek_oslonowy", "drawn_by": "another", "since": "2022-01-01", "until": "2022-12-31"},
    ),
    (
        "one_coal_aid_of_a_household", "2022-09-01", {"household": {"size": 2, "heating": COAL}},
        {"benefit": "dodatek_weglowy", "drawn_by": "another", "since": "2022-08-20", "until": "2022-08-31"},
    ),
    (
        "one_heat_source_aid_of_a_household", "2022-11-10", {"household": {"size": 2, "heating": {**COAL, "fuel": "lpg"}}},
        {"benefit": "dodatek_dla_gospodarstw_domowych", "drawn_by": "another", "since": "2022-10-01", "until": "2022-10-31"},
    ),
    (
        "one_electric_aid_of_a_household", "2023-01-10",
        {"household": {"size": 2, "heating": {**COAL, "fuel": "energia_elektryczna"}}, "electricity": {"used_in_2021": "4.0"}},
        {"benefit": "dodatek_elektryczny", "drawn_by": "another", "since": "2022-12-10", "until": "2022-12-31"},
    ),
    (
        "one_energy_voucher_of_a_household", "2024-09-10", {"household": {"size": 2}, "income": {"base_year": 2023, "items": []}},
        {"benefit": "bon_energetyczny", "drawn_by": "another", "since": "2024-08-01", "until": "2024-08-31"},
    ),
    (
        "one_heat_voucher_of_a_household", "2025-11-10",
        {"household": {"size": 2}, "income": {"base_year": 2024, "items": []}, "district_heat": {"price_per_gj": "210.00"}},
        {"benefit": "bon_cieplowniczy", "drawn_by": "another", "since": "2025-07-01", "until": "2025-12-31"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("row", "on", "facts", "right"), MET, ids=[one[0] for one in MET])
def test_each_exclusion_is_found_and_only_while_it_is_in_force(
    row: str, on: str, facts: dict[str, Any], right: dict[str, Any]
) -> None:
    body = {"on": on, "facts": {"application": {"received_on": on}, **facts}, "rights": [right] if right else []}
    assert row in {one.exclusion.code for one in weighed(body).conflicts}
    rule = next(one for one in CATALOGUE.overlaps.exclusions if one.code == row)
    for conflict in weighed(body).conflicts:
        if conflict.exclusion.code == row:
            assert min(conflict.months) >= rule.first
            assert max(conflict.months) <= rule.last


ONCE_A_YEAR = [one for one in MET if one[0] in {"dobry_start_once_a_year", "school_start_once_a_year"}]


@pytest.mark.parametrize(("row", "on", "facts", "right"), ONCE_A_YEAR, ids=[one[0] for one in ONCE_A_YEAR])
@pytest.mark.parametrize(
    ("at", "excluded"), [("2017-09-01", False), ("2018-08-31", False), ("2018-11-01", True), ("2019-09-01", False)]
)
def test_what_is_due_once_a_school_year_is_excluded_by_a_grant_of_the_same_school_year_only(
    row: str, on: str, facts: dict[str, Any], right: dict[str, Any], at: str, excluded: bool
) -> None:
    given_on = {**right, "since": at, "until": at}
    found = weighed({"on": on, "facts": {"application": {"received_on": on}, **facts}, "rights": [given_on]})
    assert (row in {one.exclusion.code for one in found.conflicts}) is excluded
    (answer,) = [one for one in found.assessments if one.benefit == right["benefit"]]
    assert answer.eligible is not excluded


def raising(*children: dict[str, Any]) -> dict[str, Any]:
    """The request for świadczenie wychowawcze for two children, of whom the other parent has it for the elder one."""
    members = [
        {"id": "matka", "role": "parent", "born_on": "1990-01-01"},
        {"id": "dziecko_1", "role": "child", "born_on": "2014-11-20"},
        {"id": "dziecko_2", "role": "child", "born_on": "2016-11-20"},
    ]
    right = {
        "benefit": "swiadczenie_wychowawcze",
        "person": "dziecko_1",
        "drawn_by": "another",
        "since": "2019-07-01",
        "until": "2021-05-31",
    }
    return {
        "on": "2019-08-10",
        "facts": {
            "application": {"received_on": "2019-08-10"},
            "family": {"applicant": "parents", "members": members},
            "child_raising": {"children": list(children)},
        },
        "rights": [right],
        "benefits": ["swiadczenie_wychowawcze"],
    }


def test_a_child_raised_by_the_other_parent_takes_nothing_from_the_other_children() -> None:
    found = weighed(raising({"child": "dziecko_1"}, {"child": "dziecko_2"}))
    (answer,) = found.assessments
    assert {one.persons for one in answer.months} == {("dziecko_2",)}
    assert [(one.ground.code, one.person) for one in answer.refusals] == [
        ("one_child_raising_benefit_for_a_child", "dziecko_1")
    ]


def test_under_alternating_custody_the_part_of_the_other_parent_excludes_nothing() -> None:
    found = weighed(raising({"child": "dziecko_1", "alternating_custody": True}))
    assert found.conflicts == ()
    assert {one.amount for one in found.assessments[0].months} == {25000}


def test_every_row_of_the_table_is_met_by_a_case() -> None:
    met = {one["code"] for case in CASES for one in case["weighed"]["overlaps"]} | {one[0] for one in MET}
    assert ROWS - met == {"local_birth_grant_once"}


def test_the_gmina_grants_once_for_a_birth_whoever_asks() -> None:
    facts = {
        "application": {"received_on": "2025-07-10"},
        **FAMILY,
        "income": {"base_year": 2023, "items": []},
        "local_grant": {"children": [{"child": "dziecko_1", "born_on": "2025-02-10", "medical_care_from_week": 8}]},
    }
    right = {
        "benefit": "zapomoga_gminna_art_22a",
        "person": "dziecko_1",
        "drawn_by": "another",
        "since": "2025-06-20",
        "until": "2025-06-20",
    }
    found = weighed(
        {"on": "2025-07-10", "benefits": ["zapomoga_gminna_art_22a"], "facts": facts, "rights": [right]}, "990101"
    )
    assert [one.exclusion.code for one in found.conflicts] == ["local_birth_grant_once"]
    assert [one.outcome for one in found.assessments] == ["refused"]


def test_what_excludes_each_other_cannot_be_chosen_together() -> None:
    case = next(case for case in CASES if case["id"].startswith("fb-zb-01"))
    both = [{"benefit": "swiadczenie_pielegnacyjne"}, {"benefit": "swiadczenie_rodzicielskie"}]
    with pytest.raises(ChoiceExcluded):
        weighed(body_of(case, chosen=both))


def test_what_is_not_due_cannot_be_chosen() -> None:
    case = next(case for case in CASES if case["id"].startswith("fb-zb-01"))
    with pytest.raises(ChoiceNotDue):
        weighed(body_of(case, chosen=[{"benefit": "zasilek_dla_opiekuna"}]))
    with pytest.raises(ChoiceNotDue):
        weighed(body_of(case, chosen=[{"benefit": "swiadczenie_rodzicielskie", "person": "dziecko_7"}]))


def test_a_right_that_the_table_does_not_know_is_refused() -> None:
    case = next(case for case in CASES if case["id"].startswith("fb-zb-01"))
    with pytest.raises(UnknownRight):
        weighed(body_of(case, rights=[{"benefit": "zasilek_celowy", "since": "2018-01-01"}]))


def test_contributions_fall_with_the_benefit_that_is_given_up_and_count_as_no_money_of_the_person() -> None:
    case = next(case for case in CASES if case["id"].startswith("fb-zb-01"))
    facts = {**case["facts"], "insurance": {"benefit": "swiadczenie_pielegnacyjne", "sex": "woman"}}
    body = body_of(case, chosen=[{"benefit": "swiadczenie_rodzicielskie"}], facts=facts)
    body["benefits"] = [*body["benefits"], "skladki_emerytalno_rentowe_opiekunow", "skladki_zdrowotne_opiekunow"]
    answer = answered(body)
    assert [one["total"] for one in answer["alternatives"]] == ["17936.00", "11964.30"]
    by_code = {one["benefit"]: one for one in answer["assessments"]}
    assert by_code["skladki_emerytalno_rentowe_opiekunow"]["months"] == []
    assert by_code["skladki_zdrowotne_opiekunow"]["months"] == []


def test_who_applies_tells_whose_benefits_overlap() -> None:
    """The father cares for the disabled child, the mother has the newborn: told who applies, the two rights are of two persons."""
    facts = {
        "application": {"received_on": "2018-11-05"},
        "family": {
            "applicant": "parents",
            "members": [
                {"id": "ojciec", "role": "parent", "born_on": "1990-01-01"},
                {"id": "dziecko_2", "role": "child", "born_on": "2016-09-01"},
            ],
        },
        "carer": {"id": "ojciec", "cared_for": [{**BABY, "id": "dziecko_2", "born_on": "2016-09-01"}]},
        "parental": {"born_on": "2018-11-01"},
    }  # fmt: skip
    body = {"on": "2018-11-10", "facts": facts, "benefits": ["swiadczenie_pielegnacyjne", "swiadczenie_rodzicielskie"]}
    assert [one.exclusion.code for one in weighed(body).conflicts] == ["one_benefit_by_choice"]
    assert weighed({**body, "applicant": "matka"}).conflicts == ()


@given(
    born=st.dates(date(2016, 1, 1), date(2026, 6, 30)),
    care=st.booleans(),
    chosen=st.sampled_from([None, "swiadczenie_pielegnacyjne", "swiadczenie_rodzicielskie"]),
    until=st.one_of(st.none(), st.integers(1, 30)),
)
def test_no_choice_gives_more_than_the_best_and_nothing_excluded_stands_together(
    born: date, care: bool, chosen: str | None, until: int | None
) -> None:
    child = {**BABY, "id": "dziecko_1" if care else "dziecko_2", "born_on": born.isoformat()}
    facts = {
        "application": {"received_on": born.isoformat()},
        "carer": {"cared_for": [child]},
        "parental": {"born_on": born.isoformat()},
    }
    rights = (
        [] if until is None else [{"benefit": "zasilek_macierzynski", "person": "dziecko_1", "since": born.isoformat()}]
    )
    body = {"on": born.isoformat(), "facts": facts, "rights": rights, "chosen": [{"benefit": chosen}] if chosen else []}
    found = weighed(body)
    totals = [one.total for one in found.alternatives]
    assert totals == sorted(totals, reverse=True)
    assert all(amount >= 0 for one in found.alternatives for _, amount in one.by_month)
    for option in found.alternatives:
        months = {
            one.benefit: {at for run in one.months for at in range(run.first, run.last + 1)}
            for one in option.assessments
        }
        for conflict in found.conflicts:
            one, other = found.claims[conflict.one], found.claims[conflict.other]
            if not (one.there_already or other.there_already):
                assert not months[one.benefit] & months[other.benefit] & conflict.months
    assert weighed(body) == found
    assert all(sentences(one.trace) for one in found.assessments if one.eligible)
