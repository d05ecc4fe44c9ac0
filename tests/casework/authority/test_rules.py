"""The rules of authority as tables: who may decide, exclude, lift and see, from both sides of every condition."""

from dataclasses import replace
from datetime import date

import pytest

from casework.authority.rules import (
    ARTICLES,
    OF_THE_ORGAN,
    Excluded,
    Ground,
    Mandate,
    Post,
    another_person,
    authorises,
    fits_ground,
    is_excluded,
    may_exclude,
    may_lift,
    strongest,
    units_of,
    works_on,
)

DAY = date(2019, 3, 15)
MANDATE = Mandate(
    subject="danuta",
    organ="wojt",
    title="authorised",
    acts=(),
    benefits=(),
    kinds=(),
    deputises=None,
    since=date(2019, 1, 2),
    until=date(2019, 12, 31),
    revoked_on=None,
)


def authorised(mandate: Mandate, **other: object) -> bool:
    case = {"by": "danuta", "act": "ustawa A", "benefit": "zasilek", "kind": "grant", "on": DAY, "standing_in_for": ()}
    return authorises(mandate, **{**case, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "asked", "allowed"),
    [
        ({}, {}, True),
        ({}, {"by": "anna"}, False),
        ({}, {"on": date(2019, 1, 2)}, True),
        ({}, {"on": date(2019, 1, 1)}, False),
        ({}, {"on": date(2019, 12, 31)}, True),
        ({}, {"on": date(2020, 1, 1)}, False),
        ({"until": None}, {"on": date(2030, 1, 1)}, True),
        ({"revoked_on": date(2019, 3, 16)}, {}, True),
        ({"revoked_on": DAY}, {}, False),
        ({"benefits": ("zasilek",)}, {}, True),
        ({"benefits": ("dodatek",)}, {}, False),
        ({"acts": ("ustawa A",)}, {}, True),
        ({"acts": ("ustawa B",)}, {}, False),
        ({"acts": ("ustawa B",), "benefits": ("zasilek",)}, {}, True),
        ({"kinds": ("grant", "refuse")}, {}, True),
        ({"kinds": ("refuse",)}, {}, False),
        ({"deputises": "wanda"}, {}, False),
        ({"deputises": "wanda"}, {"standing_in_for": {"wanda"}}, True),
        ({"deputises": "wanda"}, {"standing_in_for": {"zofia"}}, False),
    ],
)
def test_a_mandate_covers_its_days_matters_kinds_and_absences(
    change: dict[str, object], asked: dict[str, object], allowed: bool
) -> None:
    assert authorised(replace(MANDATE, **change), **asked) is allowed  # type: ignore[arg-type]


def test_the_office_itself_goes_before_a_mandate_and_ones_own_before_a_deputys() -> None:
    deputy = replace(MANDATE, deputises="wanda", since=date(2019, 3, 1))
    newer = replace(MANDATE, since=date(2019, 2, 1))
    office = replace(MANDATE, title="office", since=date(2018, 11, 22))

    assert strongest([deputy, MANDATE, newer]) == 2
    assert strongest([deputy, newer, office]) == 2
    assert strongest([deputy]) == 0


@pytest.mark.parametrize(
    ("by", "earlier", "another"),
    [("ewa", ("jan",), True), ("jan", ("jan",), False), ("ewa", (None, "jan"), True), ("ewa", ("jan", "ewa"), False)],
)
def test_a_second_step_is_done_by_another_person(by: str, earlier: tuple[str | None, ...], another: bool) -> None:
    assert another_person(by, *earlier) is another


@pytest.mark.parametrize(
    ("entry", "excluded"),
    [
        (Excluded("jan", date(2019, 3, 15), None), True),
        (Excluded("jan", date(2019, 3, 16), None), False),
        (Excluded("ewa", date(2019, 3, 1), None), False),
        (Excluded(None, date(2019, 3, 1), None), True),
        (Excluded("jan", date(2019, 3, 1), date(2019, 3, 16)), True),
        (Excluded("jan", date(2019, 3, 1), date(2019, 3, 15)), False),
    ],
)
def test_an_exclusion_stands_from_its_day_until_it_is_lifted_and_one_of_the_organ_is_everybodys(
    entry: Excluded, excluded: bool
) -> None:
    assert is_excluded([entry], "jan", DAY) is excluded


@pytest.mark.parametrize(
    ("by", "roles", "official", "ground", "allowed"),
    [
        ("ewa", ("head",), "jan", "doubt_of_impartiality", True),
        ("ewa", ("head",), None, "organ_head_interest", True),
        ("jan", ("caseworker",), "jan", "close_relative", True),
        ("jan", ("caseworker",), "ola", "close_relative", False),
        ("jan", ("caseworker",), "jan", "doubt_of_impartiality", False),
        ("jan", ("caseworker",), None, "organ_head_interest", False),
    ],
)
def test_the_superior_excludes_anybody_and_an_official_herself_on_a_ground_of_the_act(
    by: str, roles: tuple[str, ...], official: str | None, ground: Ground, allowed: bool
) -> None:
    assert may_exclude(by=by, roles=roles, official=official, ground=ground) is allowed


@pytest.mark.parametrize(
    ("by", "ground", "reason", "allowed"),
    [
        ("ewa", "doubt_of_impartiality", "ground_ceased", True),
        ("ewa", "close_relative", "ground_ceased", False),
        ("ewa", "adoption_or_guardianship", "ground_ceased", False),
        ("ewa", "close_relative", "entered_in_error", True),
        ("jan", "doubt_of_impartiality", "entered_in_error", False),
    ],
)
def test_kinship_does_not_cease_and_nobody_lifts_their_own(by: str, ground: Ground, reason: str, allowed: bool) -> None:
    assert may_lift(by=by, official="jan", ground=ground, reason=reason) is allowed  # type: ignore[arg-type]


@pytest.mark.parametrize("ground", ARTICLES)
def test_article_24_excludes_an_official_and_article_25_the_organ(ground: Ground) -> None:
    organ = ground in OF_THE_ORGAN

    assert ARTICLES[ground].startswith("art. 25" if organ else "art. 24")
    assert fits_ground(None, ground) is organ
    assert fits_ground("jan", ground) is not organ


PAST = Post("gops", date(2018, 1, 1), date(2018, 12, 31))
NOW = Post("gops", date(2019, 1, 1), None)
WHOLE = Post(None, date(2019, 1, 1), None)


@pytest.mark.parametrize(
    ("roles", "claim", "posts", "units"),
    [
        ({"caseworker"}, None, (), None),
        ({"caseworker"}, None, (PAST, NOW), {"gops"}),
        ({"caseworker"}, None, (PAST,), set()),
        ({"caseworker"}, None, (WHOLE,), None),
        ({"caseworker"}, "sds", (NOW,), {"sds"}),
        ({"social_worker"}, "sds", (), {"sds"}),
        ({"social_worker", "reporter"}, "sds", (), {"sds"}),
        ({"head"}, "sds", (NOW,), None),
        ({"caseworker", "head"}, "sds", (NOW,), None),
        ({"auditor"}, None, (PAST,), None),
        ({"accountant"}, None, (NOW,), None),
    ],
)
def test_a_caseworker_works_for_her_unit_a_head_for_the_centre_and_whoever_has_left_for_none(
    roles: set[str], claim: str | None, posts: tuple[Post, ...], units: set[str] | None
) -> None:
    found = units_of(roles=roles, claim=claim, posts=posts, on=DAY)

    assert found == units
    assert works_on(found, "gops") is (units is None or "gops" in units)
