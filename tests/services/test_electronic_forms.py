"""The electronic forms of the services: each asks for benefits that there are, and says how sure it is."""

import pytest

from casework.applications.electronic import read
from casework.benefits.catalogue import Catalogue
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY
from services.family_benefits.catalogue import CATALOGUE as FAMILY
from services.social_assistance.catalogue import CATALOGUE as ASSISTANCE

APPLICANT = {
    "PESEL": None,
    "Imie": "Anna",
    "Nazwisko": "Wiśniewska",
    "DataUrodzenia": "1984-05-17",
    "RodzajDokumentu": "Paszport",
    "SeriaINumerDokumentu": "AB 123",
    "Adres": {"Miejscowosc": "Łubnice"},
}


@pytest.mark.parametrize("catalogue", [ALIMONY, FAMILY, ASSISTANCE], ids=lambda one: one.service)
def test_every_form_asks_for_benefits_of_its_service_and_is_marked_unconfirmed(catalogue: Catalogue) -> None:
    assert catalogue.forms
    for form in catalogue.forms.values():
        assert form.asks
        assert all(one.benefit in catalogue for one in form.asks)
        assert (form.confidence, bool(form.source)) == ("unconfirmed", True)


@pytest.mark.parametrize(("ticked", "asked"), [("TAK", 2), ("NIE", 1), (True, 2), (False, 1), (None, 1)])
def test_a_supplement_is_asked_for_where_the_form_says_so(ticked: object, asked: int) -> None:
    document = {"TrescDokumentu": {"DaneWnioskodawcy": APPLICANT, "Dodatki": {"NaukaDojazd": ticked}}}

    mapped = read(document, FAMILY.forms["SR-1"])

    assert len(mapped.benefits) == asked
    assert mapped.applicant.document is not None
    assert (mapped.applicant.document.type, mapped.applicant.document.number) == ("paszport", "AB 123")


@pytest.mark.parametrize(
    ("catalogue", "benefit", "form"),
    [
        (FAMILY, "zasilek_rodzinny", "usr_call_correct_form"),
        (FAMILY, "zasilek_dla_opiekuna", "usr_call_correct_form"),
        (FAMILY, "ukraina_zasilek_rodzinny", "usr_call_correct_form"),
        (FAMILY, "dodatek_weglowy", None),
        (FAMILY, "dobry_start", None),
        (FAMILY, "swiadczenie_wychowawcze", None),
        (ALIMONY, next(iter(ALIMONY)).code, "fa_call_correct_form"),
        (ASSISTANCE, "zasilek_staly", None),
    ],
)
def test_terms_of_calls_are_those_of_the_benefits_own_act_or_of_the_code(
    catalogue: Catalogue, benefit: str, form: str | None
) -> None:
    found = catalogue.calls_of(benefit)

    assert (None if found is None else found.form) == form
