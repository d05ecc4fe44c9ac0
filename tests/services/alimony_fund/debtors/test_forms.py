"""The forms of the interview ask, part by part, what the patterns of the regulation ask (Dz.U. 2011 nr 73 poz. 395)."""

import pytest

from casework.letters import templates
from services.alimony_fund.debtors.letter_kinds import debtor_kinds
from tests.services.alimony_fund.debtors.test_letters import text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (
            "debtor_interview_form",
            (
                "Część I.", "Numer NIP", "Nazwisko rodowe", "Płeć", "Obywatelstwo", "Miejsce pobytu czasowego", "Dodatkowe kwalifikacje",
                "Seria i numer prawa jazdy", "Część II.", "pozostającej na utrzymaniu", "Część III.", "Łucja Przykładowa 1 000,00 zł",
                "z ostatnich 3 miesięcy", "emerytury lub renty", "bezrobotny niezarejestrowany", "poprzedniego zatrudnienia", "REGON",
                "Część IV.", "stopień niepełnosprawności", "Inne problemy zdrowotne", "Część V.", "Część VI.",
            ),
        ),
        (
            "debtor_property_statement",
            (
                "I. Nieruchomości", "mieszkanie", "dom (adres", "place, działki", "w tym przeliczeniowych", "zabudowa", "II. Ruchomości",
                "samochody", "maszyny", "III. Posiadane zasoby", "papiery wartościowe", "przedmioty wartościowe", "IV. Inne",
                "wspólnością ustawową", "art. 233 § 1 Kodeksu karnego",
            ),
        ),
    ],
)  # fmt: skip
def test_the_forms_of_the_interview_ask_what_the_patterns_of_the_regulation_ask(
    kind: str, asked: tuple[str, ...]
) -> None:
    own = debtor_kinds()[kind].own

    said = text(templates.preview(own, own.template))

    assert "poz. 395" in said
    assert [part for part in asked if part not in said] == []
