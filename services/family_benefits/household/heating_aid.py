"""Aid by the main source of heat without a test of income: whose application it is, and how the source must stand in CEEB.

The acts of 2022 gave one aid for an address, to the first applicant; since November 2022 not where households live in separate flats
without addresses of their own, and a source found by an interview counts as entered.
"""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Refusal
from kit.law import Record, Rule, View
from services.family_benefits.household import aid
from services.family_benefits.household.facts import Heating, Household


@dataclass(frozen=True, slots=True)
class Telling:
    """The steps of one act."""

    entered: Rule
    found: Rule
    separate: Rule


@dataclass(frozen=True, slots=True)
class Procedure:
    """What the law says on the day of the decision: one aid for an address, separate flats, the interview in place of CEEB, and the day
    to which every entry counts."""

    one_for_address: bool
    separate_flats: bool
    interview: bool
    entered_to: date


def telling(code: str, ceeb: str, interview: str, flats: str) -> Telling:
    """The telling of one act by its articles."""
    return Telling(
        Rule(
            f"{code}_in_ceeb",
            ceeb,
            "Główne źródło ogrzewania ({fuel}) zgłoszono do CEEB {day}; liczy się wpis do {until} albo późniejszy pierwszy wpis.",
            ("fuel:text", "day:day", "until:day"),
            parameters=(f"{code}_ceeb_do",),
        ),
        Rule(
            f"{code}_found_by_interview",
            interview,
            "Główne źródło ogrzewania ({fuel}) ustalono w wywiadzie środowiskowym; wpisu do CEEB dokonuje się z urzędu.",
            ("fuel:text",),
            parameters=(f"{code}_wywiad_zamiast_ceeb",),
        ),
        Rule(
            f"{code}_separate_flat",
            flats,
            "Gospodarstwo zajmuje odrębny lokal, dla którego nie można było ustalić odrębnego adresu: nie stosuje się zasady "
            "jednego dodatku na adres.",
            parameters=(f"{code}_odrebne_lokale",),
        ),
    )


def procedure(code: str, view: View) -> Procedure:
    """Raises NoParameter."""
    return Procedure(
        one_for_address=_flag(view, f"{code}_jeden_na_adres"),
        separate_flats=_flag(view, f"{code}_odrebne_lokale"),
        interview=_flag(view, f"{code}_wywiad_zamiast_ceeb"),
        entered_to=aid.day_of(view, f"{code}_ceeb_do"),
    )


def earlier(
    told: Telling, grounds: aid.Grounds, household: Household, law: Procedure, trace: list[Record]
) -> tuple[Refusal, ...]:
    """The grounds by which an earlier application of the household or of the address was first."""
    at_address = household.earlier_at_address and law.one_for_address
    if at_address and household.separate_flat and law.separate_flats:
        trace.append((told.separate,))
        at_address = False
    return aid.met(grounds, {"earlier_at_address": at_address, "earlier_application": household.earlier_application})


def unfit_source(
    told: Telling,
    grounds: aid.Grounds,
    heating: Heating | None,
    fuels: frozenset[str],
    law: Procedure,
    trace: list[Record],
) -> tuple[Refusal, ...]:
    """The ground by which the main source of heat does not give the aid; nothing when it does."""
    if heating is None or heating.fuel not in fuels:
        return (Refusal(grounds["other_heating"]),)
    if heating.found_by_interview and law.interview:
        trace.append((told.found, fuel_text(heating)))
        return ()
    if not aid.entered(heating, law.entered_to):
        return (Refusal(grounds["not_in_ceeb"]),)
    trace.append((told.entered, fuel_text(heating), heating.in_ceeb_since, law.entered_to))
    return ()


def fuel_text(heating: Heating) -> str:
    """The fuel as people read it."""
    return _FUELS[heating.fuel]


_FUELS = {
    "wegiel_kamienny": "węgiel kamienny",
    "inne_paliwo_weglowe": "inne paliwo węglowe",
    "pellet_drzewny": "pelet drzewny",
    "drewno_kawalkowe": "drewno kawałkowe",
    "inna_biomasa": "inna biomasa",
    "lpg": "gaz skroplony LPG",
    "olej_opalowy": "olej opałowy",
    "gaz_sieciowy": "gaz z sieci",
    "energia_elektryczna": "energia elektryczna",
    "cieplo_systemowe": "ciepło z systemu ciepłowniczego",
    "inne": "inne",
}


def _flag(view: View, name: str) -> bool:
    return view.has(name) and view.flag(name)
