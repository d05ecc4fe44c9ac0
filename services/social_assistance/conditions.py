"""What the cash benefits ask of a household: its income against a limit with the operator of the act, why help is asked for, and what
stands in the way (art. 7, 8, 11-13 u.p.s.). A benefit declares its test of income; which days' law counts is the benefit's to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from casework.benefits.results import Ground, Refusal, UnfitFacts
from kit.law import Record, Rule, View
from kit.money import half_up
from services.social_assistance.case import Case
from services.social_assistance.income.monthly import criterion, incomes
from services.social_assistance.steps import PER_PERSON

COUNCIL = "kryterium_okresowy_celowy_krotnosc"
SINGLE_CRITERION, FAMILY_CRITERION = "kryterium_osoba_samotnie_gospodarujaca", "kryterium_osoba_w_rodzinie"
Operator = Literal["below", "at_most", "above"]

_SAID: Mapping[Operator, tuple[str, str]] = {
    "below": ("jest niższy od", "nie jest niższy od"),
    "at_most": ("nie przekracza", "przekracza"),
    "above": ("przekracza", "nie przekracza"),
}
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "no_reason_for_help",
            "art. 7 pkt 2-15, art. 8 ust. 1 u.p.s.",
            "Nie występuje żaden z powodów udzielenia pomocy poza ubóstwem ani inna okoliczność, która ją uzasadnia.",
        ),
        Ground("serving_a_sentence", "art. 13 ust. 1 u.p.s.", "Osoba odbywa karę pozbawienia wolności."),
        Ground("under_arrest", "art. 13 ust. 2 u.p.s.", "Osoba jest tymczasowo aresztowana."),
        Ground(
            "resources_wasted",
            "art. 11 ust. 1 u.p.s.",
            "Pracownik socjalny stwierdził marnotrawienie świadczeń lub własnych zasobów finansowych.",
        ),
        Ground(
            "no_cooperation",
            "art. 11 ust. 2 u.p.s.",
            "Osoba lub rodzina nie współdziała w rozwiązywaniu swojej trudnej sytuacji życiowej.",
        ),
        Ground(
            "property_disproportion",
            "art. 12 u.p.s.",
            "Dochód jest w dysproporcji do sytuacji majątkowej, która pozwala przezwyciężyć trudną sytuację życiową.",
        ),
        Ground(
            "interview_not_consented",
            "art. 107 ust. 4a u.p.s.",
            "Nie wyrażono zgody na przeprowadzenie lub aktualizację rodzinnego wywiadu środowiskowego.",
        ),
    )
}
"""Grounds on which every cash benefit that asks for circumstances may be refused."""
_OF_CONDUCT = {
    "marnotrawienie": "resources_wasted",
    "brak_wspoldzialania": "no_cooperation",
    "dysproporcja_majatkowa": "property_disproportion",
    "odmowa_wywiadu": "interview_not_consented",
}


@dataclass(frozen=True, slots=True)
class Tested:
    """A household's exact monthly income against the limit: of the family in all, for one person, and whether the test is met.

    `criterion` and `raised` are for one person: what the act fixes, and what the council made of it for this benefit.
    """

    total: Fraction
    each: Fraction
    criterion: int
    raised: Fraction
    met: bool

    @property
    def figures(self) -> tuple[tuple[str, int], ...]:
        return (("income_monthly", _shown(self.total)), ("income_per_person", _shown(self.each)))


@dataclass(frozen=True)
class IncomeTest:
    """How a benefit compares the income of a single person, or the income for one person in a family, with its limit.

    `multiple` names the parameter by which the criterion is multiplied; with `council` a resolution of the council may raise the
    criterion (art. 8 ust. 2); with `for_one_in_family` it is the criterion for one person in a family even of a single person.
    Incomes are compared unrounded.
    """

    operator: Operator
    article: str
    multiple: str | None = None
    council: bool = False
    for_one_in_family: bool = False
    met: Rule = field(init=False)
    unmet: Rule = field(init=False)

    def __post_init__(self) -> None:
        parameters = (SINGLE_CRITERION, FAMILY_CRITERION, *((self.multiple,) if self.multiple else ()))
        parameters += (COUNCIL,) if self.council else ()
        for name, said in zip(("met", "unmet"), _SAID[self.operator], strict=True):
            rule = Rule(
                f"income_{self.operator}_limit_{name}",
                self.article,
                f"Dochód {{each}} zł {said} {{limit}} zł.",
                ("each:zl", "limit:zl"),
                parameters=parameters,
            )
            object.__setattr__(self, name, rule)

    def of(self, case: Case, view: View, composition: View, at: int, trace: list[Record]) -> Tested:
        """The test for the month `at`: limits by `view`, what counts as income by `composition`. Raises NoParameter."""
        total = incomes(case, view, composition, at, trace).total
        each = total / case.size
        of_act = view.amount(FAMILY_CRITERION) if self.for_one_in_family else criterion(case, view)
        raised = view.ratio(COUNCIL) * of_act if self.council else Fraction(of_act)
        limit = view.ratio(self.multiple) * raised if self.multiple else raised
        if not case.single:
            trace.append((PER_PERSON, _shown(total), case.size, _shown(each)))
        met = each < limit if self.operator == "below" else (each <= limit) is (self.operator == "at_most")
        trace.append((self.met if met else self.unmet, _shown(each), _shown(limit)))
        return Tested(total, each, of_act, raised, met)


def barred(case: Case) -> list[Refusal]:
    """Why help is refused whatever the income; the part "circumstances" is needed. Raises UnfitFacts."""
    told = case.circumstances
    if told is None:
        raise UnfitFacts(
            "facts_missing", "/circumstances", "Do oceny tego świadczenia potrzebna jest część „circumstances”."
        )
    found = []
    if not told.reasons and not told.other_reason:
        found.append("no_reason_for_help")
    if told.in_prison and not told.electronic_monitoring:
        found.append("serving_a_sentence")
    if told.in_arrest:
        found.append("under_arrest")
    found += [_OF_CONDUCT[one] for one in sorted(set(told.refused_for))]
    return [Refusal(GROUNDS[code]) for code in found]


def _shown(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)
