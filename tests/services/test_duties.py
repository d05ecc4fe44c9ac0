"""A letter that grants a benefit tells the duty to report changes; where the act has none, the law's data say why."""

from datetime import date

import pytest

from casework.benefits.catalogue import Catalogue
from casework.benefits.duties import read_duties
from kit.law import BadLaw, Document, read_documents
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.services.worked_cases import SERVICES

CATALOGUES = (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
GRANTED = [(catalogue, benefit.code) for catalogue in CATALOGUES for benefit in catalogue if benefit.granted]


@pytest.mark.parametrize(
    ("catalogue", "code"), GRANTED, ids=lambda item: item if isinstance(item, str) else item.service
)
def test_every_benefit_that_is_granted_has_its_duties_or_a_reason_why_it_has_none(
    catalogue: Catalogue, code: str
) -> None:
    told = catalogue.duties.told([code], date(2026, 11, 22))

    assert bool(told) != (code in catalogue.duties.reasons)
    assert all("art. " in sentence and sentence.endswith(").") for sentence in told)


@pytest.mark.parametrize(
    ("catalogue", "code", "article"),
    [
        (FAMILY_BENEFITS, "zasilek_rodzinny", "art. 25 ust. 1 ustawy z dnia 28 listopada 2003 r."),
        (FAMILY_BENEFITS, "zasilek_dla_opiekuna", "w związku z art. 10 ust. 1 ustawy z dnia 4 kwietnia 2014 r."),
        (
            FAMILY_BENEFITS,
            "ukraina_zasilek_rodzinny",
            "w związku z art. 26 ust. 1 pkt 1 ustawy z dnia 12 marca 2022 r.",
        ),
        (ALIMONY_FUND, "swiadczenie_z_funduszu_alimentacyjnego", "art. 19 ust. 1 ustawy z dnia 7 września 2007 r."),
        (SOCIAL_ASSISTANCE, "zasilek_okresowy", "art. 109 ustawy z dnia 12 marca 2004 r."),
        (SOCIAL_ASSISTANCE, "stypendium_szkolne", "art. 90o ust. 1 i 2 ustawy z dnia 7 września 1991 r."),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_the_duty_to_report_changes_stands_in_its_act(catalogue: Catalogue, code: str, article: str) -> None:
    first = catalogue.duties.told([code], date(2026, 11, 22))[0]

    assert article in first
    assert "niezwłocznie" in first or "niezwłocznego" in first


def test_a_housing_allowance_follows_no_change_and_its_letter_says_so() -> None:
    told = SOCIAL_ASSISTANCE.duties.told(["dodatek_mieszkaniowy"], date(2026, 11, 22))

    assert "nie mają wpływu na wysokość wypłacanego dodatku" in told[0]
    assert any("w podwójnej wysokości" in one for one in told)


def test_a_fee_or_a_refund_has_cash_duties_of_no_benefit() -> None:
    services = SOCIAL_ASSISTANCE.duties.told(["uslugi_opiekuncze"], date(2026, 11, 22))
    cash = SOCIAL_ASSISTANCE.duties.told(["zasilek_celowy"], date(2026, 11, 22))

    assert [one.rpartition("(")[2] for one in services] == [
        "art. 109 ustawy z dnia 12 marca 2004 r. o pomocy społecznej).", "art. 98a tej ustawy).",
    ]  # fmt: skip
    assert "art. 6 pkt 16 i art. 98 tej ustawy" in cash[-1]


def test_duties_of_several_benefits_of_one_act_are_told_once() -> None:
    both = FAMILY_BENEFITS.duties.told(["zasilek_rodzinny", "dodatek_wielodzietnosc"], date(2026, 11, 22))

    assert both == FAMILY_BENEFITS.duties.told(["zasilek_rodzinny"], date(2026, 11, 22))


@pytest.mark.parametrize(
    "section",
    [
        {"duties": {"one": {"article": "art. 1", "text": "tak", "acts": ["nieznana"]}}},
        {"duties": {"one": {"article": "art. 1", "text": "tak", "benefits": ["nieznane"]}}},
        {"duties": {"one": {"article": "art. 1", "text": "tak", "when": "zawsze"}}},
        {"no_duties": [{"reason": ""}]},
        {"no_duties": [{"reason": "bo tak"}]},
    ],
)
def test_a_duty_that_fits_nothing_and_one_that_is_denied_are_refused(section: dict[str, object]) -> None:
    documents = read_documents(SERVICES / "alimony_fund" / "law")
    path = SERVICES / "alimony_fund" / "law" / "upoua" / "nowy.yaml"

    with pytest.raises(BadLaw):
        read_duties([*documents, Document(path, {"act": {"title": "ustawa"}, **section})])
