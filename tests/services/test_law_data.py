"""The law as data: every day of a parameter's time has exactly one value, each with its article and where it is printed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from casework.benefits.catalogue import Catalogue
from kit.law import BadLaw, Parameter
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
PARAMETERS = [
    pytest.param(parameter, id=f"{catalogue.service}/{name}")
    for catalogue in CATALOGUES
    for name, parameter in catalogue.law().parameters.items()
]
# Gminas' resolutions are the same kind of data on top: 990101 is synthetic.
WITH_RESOLUTIONS = "990101"


def _days(parameter: Parameter) -> list[tuple[date, date | None, str]]:
    """All stretches of a parameter, values and named gaps, in order of time."""
    spans = [(value.valid_from, value.valid_to, "value") for value in parameter.values]
    spans += [(gap.valid_from, gap.valid_to, "gap") for gap in parameter.gaps]
    return sorted(spans, key=lambda span: span[0])


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_day_has_exactly_one_value_or_a_named_gap(parameter: Parameter) -> None:
    spans = _days(parameter)

    assert all(last is None or first <= last for first, last, _ in spans)
    for (_, last, _), (first, _, _) in pairwise(spans):
        assert last is not None, "a value without an end is followed by another"
        assert first == last + timedelta(days=1)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_value_says_article_source_and_when_it_was_checked(parameter: Parameter) -> None:
    for value in parameter.values:
        assert value.article.strip()
        assert value.gazette.strip()
        assert value.checked_on >= date(2026, 1, 1)
        assert value.confidence
    assert all(gap.reason.strip() for gap in parameter.gaps)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.service)
def test_what_is_not_confirmed_can_be_listed(catalogue: Catalogue) -> None:
    listed = catalogue.law().unconfirmed()

    named = {(parameter.name, value.valid_from) for parameter, value in listed}
    assert all(value.confidence != "confirmed" for _, value in listed)
    assert all(
        (parameter.name, value.valid_from) in named or value.confidence == "confirmed"
        for parameter in catalogue.law().parameters.values()
        for value in parameter.values
    )


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.service)
def test_the_budget_lines_of_a_benefit_never_overlap_in_one_source(catalogue: Catalogue) -> None:
    for benefit in catalogue:
        by_source: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
        for line in benefit.lines:
            by_source.setdefault((line.source, line.side), []).append((line.valid_from, line.valid_to))
        for spans in by_source.values():
            for (_, last), (first, _) in pairwise(sorted(spans)):
                assert last is not None, benefit.code
                assert last < first, benefit.code


def test_benefits_of_citizens_of_ukraine_are_paid_from_their_fund_and_never_from_the_states_grant() -> None:
    mine = [benefit for catalogue in CATALOGUES for benefit in catalogue if benefit.code.startswith("ukraina_")]

    assert len(mine) > len(CATALOGUES)
    for benefit in mine:
        assert {line.source for line in benefit.lines} == {"fundusz_pomocy_ukraina"}, benefit.code
        assert {line.paragraf + line.p4 for line in benefit.lines} <= {"3280", "3290", "4860"}, benefit.code


def test_a_councils_resolution_wins_in_its_gmina_and_nowhere_else() -> None:
    own, general = SOCIAL_ASSISTANCE.law(WITH_RESOLUTIONS), SOCIAL_ASSISTANCE.law("101805")

    changed = [
        name for name, parameter in own.parameters.items() if parameter.values != general.parameters[name].values
    ]

    assert own.gmina == WITH_RESOLUTIONS
    assert changed
    assert all(general.parameters[name].open is not None for name in changed)
    assert SOCIAL_ASSISTANCE.law() is general


def test_a_term_that_the_act_does_not_leave_open_cannot_be_filled(tmp_path: object) -> None:
    from pathlib import Path

    from kit.law import read_resolutions

    folder = Path(str(tmp_path))
    (folder / "uchwaly").mkdir()
    closed = next(name for name, one in FAMILY_BENEFITS.law().parameters.items() if one.open is None)
    (folder / "uchwaly" / "990101_proba.yaml").write_text(
        f"gmina: '990101'\nresolution: I/1/2025\npublished: Dz. Urz. 2025 poz. 1\nchecked_on: 2026-11-22\n"
        f"values:\n  {closed}:\n  - {{value: '1.00', from: 2025-01-01}}\n"
    )

    with pytest.raises(BadLaw):
        read_resolutions(folder, FAMILY_BENEFITS.law())
