"""Several schools and certificates of one child, established one by one, are told in order with their days, and assessed so."""

from casework.evidence.composed import Composed
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.composing_certificates import LONGEST
from tests.services.family_benefits.a_composed_family import a_family, assessed
from tests.services.test_composing import Story

BENEFIT = "zasilek_rodzinny"


def composed(story: Story) -> Composed:
    return story.composed(CATALOGUE, BENEFIT, "2024-11-20", "2024-11-10")


def family_of(born: str) -> Story:
    story = a_family(born)
    story.facts = [one for one in story.facts if one.kind != "income_source"]
    return story.fact("circumstance", "no_income", 1, "2015-01-01")


def the_child(found: Composed) -> dict[str, object]:
    members: list[dict[str, object]] = found.facts["family"]["members"]
    return members[1]


def a_school(story: Story, kind: str, since: str, until: str | None = None) -> Story:
    return story.fact("certificate", "school", 2, since, until, details={"kind": kind})


def a_certificate(story: Story, degree: str, since: str, until: str | None = None, applied: str | None = None) -> Story:
    details = {"degree": degree} if applied is None else {"degree": degree, "applied_on": applied}
    return story.fact("certificate", "disability", 2, since, until, details=details)


def test_a_school_and_a_university_of_one_period_are_told_in_order() -> None:
    story = a_school(family_of("2005-06-01"), "ponadpodstawowa", "2021-09-01", "2025-08-31")
    found = composed(a_school(story, "wyzsza", "2025-10-01"))

    child = the_child(found)
    assert child["school"] == {"kind": "ponadpodstawowa", "until": "2025-08-31"}
    assert child["later_schools"] == [{"kind": "wyzsza", "since": "2025-10-01"}]
    assert found.missing == ()
    assert [one.last for one in assessed(BENEFIT, found, "2024-11-20").months][
        -1
    ] % 12 == 7  # August, the last at school


def test_a_school_that_begins_within_the_period_is_told_with_its_day() -> None:
    found = composed(a_school(family_of("2005-06-01"), "ponadpodstawowa", "2025-02-03"))

    assert the_child(found)["school"] == {"kind": "ponadpodstawowa", "since": "2025-02-03"}
    assert assessed(BENEFIT, found, "2024-11-20").months[0].first % 12 == 1  # February


def test_a_renewed_certificate_stands_behind_the_one_before() -> None:
    story = a_certificate(family_of("2014-05-05"), "orzeczenie_o_niepelnosprawnosci", "2020-01-10", "2025-02-10")
    found = composed(a_certificate(story, "orzeczenie_o_niepelnosprawnosci", "2025-03-01", applied="2025-02-05"))

    child = the_child(found)
    first = {"degree": "orzeczenie_o_niepelnosprawnosci", "issued_on": "2020-01-10", "valid_to": "2025-02-10"}
    assert child["disability"] == first
    later = {"degree": "orzeczenie_o_niepelnosprawnosci", "applied_on": "2025-02-05", "issued_on": "2025-03-01"}
    assert child["later_disabilities"] == [later]
    behind = next(one for one in found.used if one.pointer == "/family/members/1")
    assert {fact.row for fact in story.facts if fact.code == "disability"} <= set(behind.rows)


def test_what_ended_before_the_period_or_begins_behind_it_is_not_told() -> None:
    story = a_school(family_of("2010-06-01"), "podstawowa", "2017-09-01", "2024-06-21")
    story = a_school(a_school(story, "ponadpodstawowa", "2024-09-01"), "wyzsza", "2025-11-01")
    found = composed(a_certificate(story, "umiarkowany", "2020-01-01", "2024-10-31"))

    child = the_child(found)
    assert child["school"] == {"kind": "ponadpodstawowa"}
    assert {"later_schools", "disability", "later_disabilities"} & set(child) == set()


def test_of_two_since_one_day_the_last_one_counts_and_the_form_takes_so_many() -> None:
    story = family_of("2010-06-01")
    for month in range(1, 9):
        a_school(a_school(story, "podstawowa", f"2025-0{month}-01"), "specjalna", f"2025-0{month}-01")
    found = composed(story)

    child = the_child(found)
    told = [child["school"], *child["later_schools"]]  # type: ignore[misc]
    assert [one["since"] for one in told] == [f"2025-0{month}-01" for month in range(9 - LONGEST, 9)]
    assert {one["kind"] for one in told} == {"specjalna"}
    CATALOGUE.facts.model_validate(found.facts)
