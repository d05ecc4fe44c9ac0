"""Whatever fits the form of facts is assessed or refused by name; nothing else may happen, and what is granted keeps to the act."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.assessments.choosing import weigh
from casework.assessments.schemas import AssessmentOut
from casework.assessments.service import NoLawForDate, assess
from casework.assessments.telling import told
from casework.assessments.weighing import Request
from casework.benefits.catalogue import Catalogue
from casework.benefits.results import UnfitFacts
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.family_benefits.rules import INCLUDED
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.services.any_facts import REFS, facts_of

GMINA = "101805"
PERIOD_STARTS = 11
DAYS = st.one_of(
    st.dates(date(2013, 1, 1), date(2027, 12, 31)),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from([date(2016, 2, 29), date(2024, 2, 29), date(1900, 1, 1), date(2100, 12, 31)]),
)


def consistent(written: dict[str, Any], on: date, near: bool) -> dict[str, Any]:
    """The same facts with persons named once and the year that the period demands, so that most of them reach the rules.

    With `near` the application comes on the day asked and the youngest member is a child of ten.
    """
    if near:
        written["application"] = {"received_on": on.isoformat()}
    for part in ("family", "household"):
        members = (written.get(part) or {}).get("members", ())
        for name, member in zip(REFS, members, strict=False):
            member["id"] = name
        if near and members:
            members[0]["born_on"] = date(max(1900, on.year - 10), 1, 31).isoformat()
            if part == "household" and "claims" not in written:
                members[0]["born_on"] = "1950-02-28"
            if "role" in members[0]:
                members[0]["role"] = "child"
        if members and "claims" in written:
            members[0]["role"] = "entitled"
            written["claims"] = [{**written["claims"][0], "person": REFS[0]}]
    if near and written.get("incapacity"):
        written["incapacity"] |= {"person": REFS[0], "other_benefits": [], "in_prison": False}
    members = (written.get("family") or {}).get("members", ())
    for number, item in enumerate((written.get("income") or {}).get("items", ())):
        _fitting(item, [member["id"] for member in members], number, near)
    if written.get("income") and "base_year" in written["income"]:
        period = written["application"].get("period") or (on.year if on.month >= PERIOD_STARTS else on.year - 1)
        written["income"]["base_year"] = max(1900, period - 1)
    return written


def _fitting(item: dict[str, Any], members: list[str], number: int, near: bool) -> None:
    """An income of family benefits told in one way only; with `near` it is a member's, and one of the closed list."""
    if "kind" not in item and "figures" not in item and "untaxed_code" not in item:
        return
    if item.get("kind") != "untaxed":
        item.pop("untaxed_code", None)
    elif near:
        item["untaxed_code"] = "alimenty_na_rzecz_dzieci"
    if item.get("kind", "taxed") not in {"taxed", "untaxed"}:
        item.pop("figures", None)
    if item.get("kind") != "ryczalt":
        item.pop("lump_sum", None)
    if item.get("figures") is not None or item.get("lump_sum") is not None:
        item.pop("amount", None)
    item.pop("excluded_hectares", None)
    if near and members:
        item["member"] = members[number % len(members)]


@pytest.mark.parametrize("catalogue", [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND], ids=lambda item: item.service)
def test_any_facts_are_assessed_or_refused_by_name(catalogue: Catalogue) -> None:
    granted = refused = 0

    @settings(max_examples=1200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(facts_of(catalogue.facts), DAYS, st.booleans())
    def check(written: dict[str, Any], on: date, near: bool) -> None:
        nonlocal granted, refused
        try:
            facts = catalogue.facts.model_validate(consistent(written, on, near))
        except ValidationError:
            return
        try:
            found = assess(catalogue, None, facts, on, GMINA)
        except (NoLawForDate, UnfitFacts):
            return
        receipt = catalogue.receipt(facts, on, GMINA)
        # Weighed together they stand as they are: nobody chose, and no other right is told.
        assert [one.benefit for one in weigh(catalogue, found, Request(facts, on, GMINA)).assessments] == [
            one.benefit for one in found
        ]
        for one in found:
            granted, refused = granted + one.eligible, refused + (not one.eligible)
            within_payment = any(record[0] is INCLUDED for record in one.trace)
            assert one.eligible is (bool(one.months) or within_payment)
            assert one.eligible or one.refusals or one.outcome == "certified"
            assert all(due.amount >= 0 and due.first <= due.last for due in one.months)
            assert AssessmentOut.model_validate(told([one], on, GMINA, catalogue.law(GMINA), receipt, "tree"))

    check()
    assert granted > 5
    assert refused > 10
