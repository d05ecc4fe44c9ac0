"""The named terms of the procedure, each with whose it is and the parameter of the law that says how long it is."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.terms.computing import Term, Unit, term
from casework.terms.law import procedure
from kit.law import Value

Whose = Literal["party", "office", "higher_organ"]


class UnknownTerm(KeyError):
    """No term of this code."""


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term as the code names it. `title` is for people. `shifts` False: the end does not move past days off."""

    code: str
    title: str
    whose: Whose
    parameter: str
    unit: Unit = "days"
    shifts: bool = True

    def value(self, on: date) -> Value:
        """How long it is for an event of that day, with article and gazette. Raises NoParameter before the rule existed."""
        return procedure().on(on).value(self.parameter)

    def of(self, event_on: date) -> Term:
        """The term that the event of the day starts. Raises NoParameter before the rule existed."""
        return term(event_on, procedure().on(event_on).count(self.parameter), self.unit, shifts=self.shifts)


NAMED: tuple[NamedTerm, ...] = (
    NamedTerm("appeal", "odwołanie", "party", "kpa_appeal_days"),
    NamedTerm("complaint", "zażalenie", "party", "kpa_complaint_days"),
    NamedTerm("supplement", "żądanie uzupełnienia decyzji", "party", "kpa_supplement_days"),
    NamedTerm("restoration", "prośba o przywrócenie terminu", "party", "kpa_restoration_days"),
    NamedTerm("reopening", "podanie o wznowienie postępowania", "party", "kpa_reopening_months", "months"),
    NamedTerm("court_complaint", "skarga do sądu administracyjnego", "party", "ppsa_complaint_days"),
    NamedTerm("court_opposition", "sprzeciw do sądu administracyjnego", "party", "ppsa_opposition_days"),
    NamedTerm(
        "resume_suspended", "żądanie podjęcia zawieszonego postępowania", "party", "kpa_suspension_on_request_years",
        "years",
    ),
    NamedTerm(
        "discontinue_suspended", "umorzenie postępowania zawieszonego", "office", "kpa_discontinue_suspended_years", "years",
        shifts=False,
    ),
    NamedTerm(
        "objection_to_discontinuing", "sprzeciw wobec umorzenia zawieszonego postępowania", "party",
        "kpa_objection_to_discontinuing_days",
    ),
    NamedTerm("forward_appeal", "przekazanie odwołania do SKO", "office", "kpa_forward_appeal_days"),
    NamedTerm("forward_urging", "przekazanie ponaglenia do SKO", "office", "kpa_urging_forward_days"),
    NamedTerm("certificate", "wydanie zaświadczenia", "office", "kpa_certificate_days"),
    NamedTerm("explanation", "załatwienie sprawy", "office", "kpa_explanation_months", "months"),
    NamedTerm("complex", "załatwienie sprawy szczególnie skomplikowanej", "office", "kpa_complex_months", "months"),
    NamedTerm(
        "second_instance", "rozpatrzenie odwołania", "higher_organ", "kpa_second_instance_months", "months"
    ),
    NamedTerm("urging", "rozpatrzenie ponaglenia", "higher_organ", "kpa_urging_decision_days"),
    NamedTerm("reopening_bar", "uchylenie po wznowieniu", "office", "kpa_reopening_bar_years", "years", shifts=False),
    NamedTerm(
        "reopening_bar_crime", "uchylenie po wznowieniu z powodu przestępstwa", "office",
        "kpa_reopening_bar_crime_years", "years", shifts=False,
    ),
    NamedTerm(
        "nullity_bar", "stwierdzenie nieważności", "higher_organ", "kpa_nullity_bar_years", "years", shifts=False
    ),
    NamedTerm(
        "nullity_no_start", "wszczęcie postępowania o stwierdzenie nieważności", "higher_organ",
        "kpa_nullity_no_start_years", "years", shifts=False,
    ),
)  # fmt: skip
_BY_CODE = {item.code: item for item in NAMED}


def named(code: str) -> NamedTerm:
    """The term of that code. Raises UnknownTerm."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise UnknownTerm(code) from None
