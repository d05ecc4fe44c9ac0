"""Limits and thresholds of programmes that the centre runs beside the act: food aid, socially useful work, personal assistants, respite
care, the Seniors' Support Corps. Pure.

None of them ends in a decision on a sum of money: the rule says who qualifies, how many hours are left and what a fund bears at most. Each
threshold is the programme's own, by day; a year without an edition in the law's files raises NoParameter, and nothing is carried over.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Literal

from kit.law import View
from kit.money import half_up
from kit.periods import completed_years

HouseholdKind = Literal["samotna", "rodzina"]
Degree = Literal["znaczny", "umiarkowany"]
Form = Literal["dzienna", "calodobowa"]

_CRITERIA: dict[HouseholdKind, str] = {
    "samotna": "kryterium_osoba_samotnie_gospodarujaca",
    "rodzina": "kryterium_osoba_w_rodzinie",
}
_RESPITE: dict[Form, str] = {
    "dzienna": "opieka_wytchnieniowa_limit_godzin_dzienna",
    "calodobowa": "opieka_wytchnieniowa_limit_dni_calodobowa",
}


@dataclass(frozen=True, slots=True)
class Food:
    """Whether a household is referred to food aid, and up to which income (grosze; for one person, in a family for each)."""

    qualified: bool
    threshold: int


def food_aid(kind: HouseholdKind, income: Fraction, *, art_7_ground: bool, view: View) -> Food:
    """Referral to food aid (guidelines of POPŻ, FEPŻ): a ground of art. 7 u.p.s. and an income of at most the multiple of the criterion.

    income: grosze, of a single person or per person in a family, unrounded: the threshold itself still passes.
    """
    threshold = view.ratio("pomoc_zywnosciowa_prog_kryterium") * view.amount(_CRITERIA[kind])
    return Food(art_7_ground and income <= threshold, half_up(threshold.numerator, threshold.denominator))


@dataclass(frozen=True, slots=True)
class UsefulWork:
    """A month of socially useful work: its pay, and who bears it. Grosze."""

    pay: int
    fund_at_most: int
    gmina_at_least: int


def useful_work_fits(hours_in_week: Fraction, *, without_benefit: bool, view: View) -> bool:
    """Whether a week of such work may be ordered: an unemployed person without the right to a benefit, at most 10 hours (art. 73a)."""
    return without_benefit and 0 < hours_in_week <= view.count("prace_spolecznie_uzyteczne_godziny_maks")


def useful_work(hours: Fraction, view: View) -> UsefulWork:
    """The pay for a month's hours by the rate of the day; the Labour Fund gives back at most its share, cut to the grosz."""
    exact = hours * view.amount("prace_spolecznie_uzyteczne_stawka")
    pay = half_up(exact.numerator, exact.denominator)
    fund = floor(pay * view.ratio("prace_spolecznie_uzyteczne_refundacja_fp_maks"))
    return UsefulWork(pay, fund, pay - fund)


@dataclass(frozen=True, slots=True)
class Assistant:
    """A year of a personal assistant: hours, and their cost at most in grosze."""

    hours: int
    cost: int


def personal_assistant(degree: Degree, *, coupled: bool, hour_rate: int, view: View) -> Assistant:
    """The limit of the programme by the degree of disability; hour_rate: grosze, of which the fund bears at most its highest rate."""
    hours = view.count(f"aoon_limit_godzin_{degree}{'_sprzezona' if coupled else ''}")
    return Assistant(hours, hours * min(hour_rate, view.amount("aoon_stawka_maksymalna")))


@dataclass(frozen=True, slots=True)
class Respite:
    """What is left of a year's respite care, and what of the request fits in it; hours of the day form, days of the 24-hour one."""

    left: Fraction
    may_grant: Fraction


def respite(form: Form, used: Fraction, requested: Fraction, view: View) -> Respite:
    """The limit of the year less what was used; never less than nothing."""
    left = max(Fraction(0), view.count(_RESPITE[form]) - used)
    return Respite(left, min(left, requested))


@dataclass(frozen=True, slots=True)
class Corps:
    """How the cost of the Seniors' Support Corps is shared at most. Grosze; both make up the cost."""

    grant_at_most: int
    own_at_least: int


def corps(cost: int, view: View) -> Corps:
    """The grant bears at most its share of the programme's cost, cut to the grosz."""
    grant = floor(cost * view.ratio("korpus_wsparcia_seniorow_dofinansowanie_maks"))
    return Corps(grant, cost - grant)


def corps_serves(born: date, on: date, view: View) -> bool:
    """Whether a person is old enough for it on the day."""
    return completed_years(born, on) >= view.count("korpus_wsparcia_seniorow_wiek")
