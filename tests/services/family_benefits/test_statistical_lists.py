"""Variants and mechanisms that the ministry's forms ask for, declared on each benefit and told in its cases."""

import pytest

from casework.benefits.types import Benefit
from kit.periods import last_day
from services.family_benefits.catalogue import CATALOGUE
from tests.services.family_benefits import counting

CARERS = ("swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna")
ZLOTY = {"zlotowka_za_zlotowke"}
SUPPLEMENTS = {
    "dodatek_opieka_urlop_wychowawczy", "dodatek_samotne_wychowywanie", "dodatek_wielodzietnosc",
    "dodatek_ksztalcenie_rehabilitacja", "dodatek_rozpoczecie_roku_szkolnego", "dodatek_nauka_zamieszkanie", "dodatek_nauka_dojazd",
}  # fmt: skip
VARIANTS: dict[str, set[str]] = {
    # Age bands; of one payment for the family under złotówka za złotówkę there is none.
    "zasilek_rodzinny": {"do_5_lat", "powyzej_5_do_18_lat", "powyzej_18_do_24_lat"},
    "dodatek_ksztalcenie_rehabilitacja": {"do_5_lat", "powyzej_5_lat"},
    # Which child, which certificate.
    "dodatek_samotne_wychowywanie": {"bez_zwiekszenia", "zwiekszony_niepelnosprawnosc"},
    "dodatek_opieka_urlop_wychowawczy": {"jedno_dziecko", "wiecej_dzieci_z_jednego_porodu", "dziecko_z_orzeczeniem"},
    "zasilek_pielegnacyjny": {"niepelnosprawne_dziecko", "znaczny_stopien", "umiarkowany_stopien", "ukonczone_75_lat"},
    "swiadczenie_wychowawcze": {"pierwsze_dziecko", "kolejne_dziecko", "kazde_dziecko"},
    # By how many children the weeks are counted.
    "swiadczenie_rodzicielskie": {
        "jedno_dziecko",
        "dwoje_dzieci",
        "troje_dzieci",
        "czworo_dzieci",
        "piecioro_i_wiecej_dzieci",
    },
    # By which rules.
    "swiadczenie_pielegnacyjne": {"stare_zasady", "nowe_zasady"},
    # Which carer's benefit, and ZUS or KRUS.
    "skladki_emerytalno_rentowe_opiekunow": {f"{benefit}_{fund}" for benefit in CARERS for fund in ("zus", "krus")},
    "skladki_zdrowotne_opiekunow": set(CARERS),
    # Citizens of Ukraine: the age bands, and each monthly supplement under the code of the allowance.
    "ukraina_zasilek_rodzinny": {"do_5_lat", "powyzej_5_do_18_lat", "powyzej_18_do_24_lat", *SUPPLEMENTS},
    "ukraina_zasilek_pielegnacyjny": {
        "niepelnosprawne_dziecko",
        "znaczny_stopien",
        "umiarkowany_stopien",
        "ukonczone_75_lat",
    },
    "ukraina_swiadczenie_pielegnacyjne": {"stare_zasady", "nowe_zasady"},
    "ukraina_skladki_emerytalno_rentowe": {f"{benefit}_{fund}" for benefit in CARERS[:2] for fund in ("zus", "krus")},
    "ukraina_skladki_zdrowotne": set(CARERS[:2]),
    # What the council raised.
    "podwyzszenie_dodatkow_art_15a": {*SUPPLEMENTS, "dodatek_urodzenie_dziecka"},
    "karta_duzej_rodziny": {"rodzic", "malzonek_rodzica", "rodzic_zastepczy", "dziecko"},
    # Kinds of fuel and bands of price or use.
    "dodatek_oslonowy": {"podstawowy", "weglowy"},
    "dodatek_dla_gospodarstw_domowych": {"pellet_lub_inna_biomasa", "drewno_kawalkowe", "lpg", "olej"},
    "dodatek_elektryczny": {"podstawowy", "zuzycie_ponad_prog"},
    "bon_energetyczny": {"podstawowy", "ogrzewanie_elektryczne"},
    "bon_cieplowniczy": {"cena_170_200", "cena_200_230", "cena_ponad_230"},
}
MECHANISMS: dict[str, set[str]] = {
    "zasilek_rodzinny": ZLOTY,
    "ukraina_zasilek_rodzinny": ZLOTY,
    "dodatek_oslonowy": ZLOTY,
    "bon_energetyczny": ZLOTY,
    "bon_cieplowniczy": ZLOTY,
    "swiadczenie_pielegnacyjne": {"podwyzszenie_na_kolejna_osobe"},
    "ukraina_swiadczenie_pielegnacyjne": {"podwyzszenie_na_kolejna_osobe"},
    "swiadczenie_rodzicielskie": {"roznica_do_zasilku_dla_bezrobotnych"},
    "ukraina_swiadczenie_rodzicielskie": {"roznica_do_zasilku_dla_bezrobotnych"},
    "karta_duzej_rodziny": {"tradycyjna", "elektroniczna", "tradycyjna_i_elektroniczna"},
}
BENEFITS = pytest.mark.parametrize("benefit", counting.computed(), ids=lambda one: one.code)


@BENEFITS
def test_each_benefit_declares_the_variants_and_mechanisms_of_the_forms(benefit: Benefit) -> None:
    if benefit.code not in OF_THE_FORMS:
        pytest.skip("the forms ask for none of it")

    assert {one.value for one in benefit.variants} == VARIANTS.get(benefit.code, set())
    assert {one.value for one in benefit.mechanisms} == MECHANISMS.get(benefit.code, set())


OF_THE_FORMS = VARIANTS.keys() | MECHANISMS.keys()


@BENEFITS
def test_what_is_declared_is_told_by_a_case_and_nothing_else_is(benefit: Benefit) -> None:
    due = [one for case in counting.answered() if case.case.benefit == benefit.code for one in case.answer.months]

    assert {one.variant for one in due} - {None} == {one.value for one in benefit.variants}
    assert {one.mechanism for one in due} - {None} == {one.value for one in benefit.mechanisms}


def test_what_is_paid_is_told_by_values_that_are_in_force() -> None:
    for case in counting.answered():
        benefit = CATALOGUE.get(case.case.benefit)
        for due in case.answer.months:
            day = last_day(due.first)
            assert due.variant in {None, *benefit.variant_names(day)}, case.case
            assert due.mechanism in {None, *benefit.mechanism_names(day)}, case.case


def test_złotówka_za_złotówkę_is_known_where_the_act_has_it_and_nowhere_else() -> None:
    has = {one.code for one in counting.computed() if ZLOTY & {item.value for item in one.mechanisms}}

    assert has == {code for code, named in MECHANISMS.items() if named == ZLOTY}
