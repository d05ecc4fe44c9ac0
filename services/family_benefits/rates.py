"""The parameters of the family allowance as one slotted object, resolved once for each stretch of days without a change of law.

Amounts are grosze, ages are months from the month of birth: the month of a birthday still belongs to the younger band (art. 25 ust. 2).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kit.law import Law, View
from kit.periods import MONTHS_OF_YEAR, month_of

LOSS, GAIN = "utrata_dochodu_", "uzyskanie_dochodu_"
"""What the names of the parameters of the closed catalogues of loss and gain begin with (art. 3 pkt 23-24 u.ś.r.)."""
SCALE = 27720
"""Income is kept in 1/27720 of a grosz, the least common multiple of 1 to 12: a division by months of a year stays exact."""


@dataclass(frozen=True, slots=True)
class SupplementRates:
    """Art. 9-15 on some day. school_starts, study_starts: months of a year counted from 0, as in kit.periods."""

    birth: int
    birth_age: int
    birth_care_week: int
    leave: int
    leave_months: int
    leave_months_siblings: int
    leave_months_disability: int
    leave_employment: int
    leave_one_for_carer: bool
    leave_divisor: int | None
    leave_rounding: int
    lone: int
    lone_most: int
    lone_disability: int
    lone_disability_most: int
    large_family: int
    large_family_from: int
    rehabilitation_young: int
    rehabilitation_grown: int
    rehabilitation_young_to: int
    rehabilitation_child_to: int
    rehabilitation_to: int
    school_start: int
    school_starts: int
    residence: int
    commuting: int
    study_starts: int
    study_months: int


@dataclass(frozen=True, slots=True)
class Rates:
    """Art. 5, 6 and 24 of the act on family benefits on some day; `reduced_since` is the first month of złotówka za złotówkę.

    twelfths: a year's income and the supplements paid once are both divided by the months of a year. losses, gains: the titles that are
    on the closed catalogues (art. 3 pkt 23-24).
    """

    threshold: int
    threshold_disability: int
    young: int
    middle: int
    grown: int
    young_to: int
    grown_from: int
    school_to: int
    study_to: int
    child_to: int
    year_part: int
    months_of_year: int
    least_payment: int
    reduced_since: int
    one_off_parts: int
    twelfths: bool
    same_employer_months: int | None
    certificate_months: int
    period_start: int
    period_months: int
    base_year_before: int
    gain_works_after: int
    losses: frozenset[str]
    gains: frozenset[str]
    admitted_until_month: int
    foster_care_left_out: bool
    title_may_follow: bool
    custody_without_title: bool
    supplements: SupplementRates


def rates(view: View) -> Rates:
    """Raises NoParameter for a day without law."""
    months = view.count("rodzina_mnoznik_miesiecy_roku")
    least = "zl_za_zl_minimalna_wyplata_zasilek_rodzinny"
    same = "ten_sam_pracodawca_miesiace"
    parts = view.count("dodatki_jednorazowe_dzielnik") if view.has("dodatki_jednorazowe_dzielnik") else months
    return Rates(
        threshold=view.amount("kryterium_zasilek_rodzinny_ogolne"),
        threshold_disability=view.amount("kryterium_zasilek_rodzinny_niepelnosprawnosc"),
        young=view.amount("zasilek_rodzinny_do_5_lat"),
        middle=view.amount("zasilek_rodzinny_5_18_lat"),
        grown=view.amount("zasilek_rodzinny_18_24_lata"),
        young_to=_age(view, "zasilek_rodzinny_wiek_pierwszej_grupy"),
        grown_from=_age(view, "zasilek_rodzinny_wiek_bez_nauki"),
        school_to=_age(view, "zasilek_rodzinny_wiek_nauka_w_szkole"),
        study_to=_age(view, "zasilek_rodzinny_wiek_nauka_niepelnosprawny"),
        child_to=_age(view, "rodzina_wiek_dziecka_na_utrzymaniu_max"),
        year_part=SCALE // months,
        months_of_year=months,
        least_payment=view.amount(least) if view.has(least) else 0,
        reduced_since=month_of(view.parameters[least].values[0].valid_from),
        one_off_parts=parts,
        twelfths=months == parts == MONTHS_OF_YEAR,
        same_employer_months=view.count(same) if view.has(same) else None,
        certificate_months=view.count("orzeczenie_termin_wniosku_miesiace"),
        period_start=view.month_day("okres_zasilkowy_poczatek")[0],
        period_months=view.count("okres_zasilkowy_miesiace"),
        base_year_before=view.count("rok_bazowy_przed_okresem"),
        gain_works_after=view.count("dochod_uzyskany_od_miesiaca"),
        losses=_titles(view, LOSS),
        gains=_titles(view, GAIN),
        admitted_until_month=view.count("zasilek_rodzinny_miesiac_przyjetego_na_studia"),
        foster_care_left_out=view.flag("rodzina_piecza_zastepcza_nie_wlicza_sie"),
        title_may_follow=view.flag("zasilek_rodzinny_tytul_mozna_doniesc"),
        custody_without_title=view.flag("zasilek_rodzinny_opieka_naprzemienna_bez_tytulu"),
        supplements=_supplements(view),
    )


def _titles(view: View, catalogue: str) -> frozenset[str]:
    """The titles of a catalogue that count on the day."""
    return frozenset(
        name.removeprefix(catalogue) for name in view.parameters if name.startswith(catalogue) and view.has(name)
    )


def of_a_right_set_before(view: View) -> Rates:
    """The rates of a right that was set before the rule of the same employer (art. 5 ust. 4c). Raises NoParameter."""
    return replace(rates(view), same_employer_months=None)


def of_a_right(law: Law, first: int) -> Callable[[View], Rates]:
    """What reads the rates of a right by its first month: the law by which it is set keeps its rule of the same employer for all of the
    right's months (the transition of 2017 was not read: unconfirmed). Raises NoParameter."""
    return rates if law.resolved(rates, first).same_employer_months is not None else of_a_right_set_before


def _supplements(view: View) -> SupplementRates:
    divisor = "dzielnik_niepelny_miesiac_opiekuncze"
    lone = "dodatek_samotne_wychowywanie"
    return SupplementRates(
        birth=view.amount("dodatek_urodzenie_dziecka"),
        birth_age=view.count("dodatek_urodzenie_wiek_wniosku"),
        birth_care_week=view.count("dodatek_urodzenie_tydzien_opieki"),
        leave=view.amount("dodatek_urlop_wychowawczy"),
        leave_months=view.count("dodatek_urlop_miesiace"),
        leave_months_siblings=view.count("dodatek_urlop_miesiace_porod_mnogi"),
        leave_months_disability=view.count("dodatek_urlop_miesiace_niepelnosprawnosc"),
        leave_employment=view.count("dodatek_urlop_staz_miesiace"),
        leave_one_for_carer=view.flag("dodatek_urlop_jeden_na_opiekuna"),
        leave_divisor=view.count(divisor) if view.has(divisor) else None,
        leave_rounding=view.amount("zaokraglenie_niepelny_miesiac"),
        lone=view.amount(lone),
        lone_most=view.amount(f"{lone}_max_wszystkie_dzieci"),
        lone_disability=view.amount(f"{lone}_zwiekszenie_niepelnosprawnosc"),
        lone_disability_most=view.amount(f"{lone}_zwiekszenie_niepelnosprawnosc_max"),
        large_family=view.amount("dodatek_wielodzietnosc"),
        large_family_from=view.count("dodatek_wielodzietnosc_od_ktorego_dziecka"),
        rehabilitation_young=view.amount("dodatek_ksztalcenie_rehabilitacja_do_5_lat"),
        rehabilitation_grown=view.amount("dodatek_ksztalcenie_rehabilitacja_5_24_lata"),
        rehabilitation_young_to=_age(view, "dodatek_ksztalcenie_wiek_pierwszej_grupy"),
        rehabilitation_child_to=_age(view, "dodatek_ksztalcenie_wiek_orzeczenie"),
        rehabilitation_to=_age(view, "dodatek_ksztalcenie_wiek_stopien"),
        school_start=view.amount("dodatek_rozpoczecie_roku_szkolnego"),
        school_starts=view.count("rok_szkolny_pierwszy_miesiac") - 1,
        residence=view.amount("dodatek_nauka_zamieszkanie"),
        commuting=view.amount("dodatek_nauka_dojazd"),
        study_starts=view.count("dodatek_nauka_pierwszy_miesiac") - 1,
        study_months=view.count("dodatek_nauka_liczba_miesiecy"),
    )


def _age(view: View, name: str) -> int:
    return view.count(name) * MONTHS_OF_YEAR
