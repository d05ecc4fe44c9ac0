"""Świadczenie rodzicielskie (art. 17c): from the birth or the taking into care for so many weeks, longer by the weeks in hospital.

The end is fixed by the birth; filing late only moves the start. Days of a broken month are its real days, rounded up once (ust. 7).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule, View
from kit.money import grosze, round_up
from kit.periods import add_months, birthday, day_after, days_in, first_day, month_of
from services.family_benefits.case import Case
from services.family_benefits.childhood.days import days_of
from services.family_benefits.childhood.facts import ParentalBenefit, Unemployment
from services.family_benefits.childhood.grounds import GROUNDS
from services.family_benefits.childhood.hospital import extension

CODE, PART = "swiadczenie_rodzicielskie", "parental"
DIFFERENCE = "roznica_do_zasilku_dla_bezrobotnych"
_DAYS_OF_WEEK = 7
_WEEKS = ("1_dziecko", "2_dzieci", "3_dzieci", "4_dzieci", "5_i_wiecej_dzieci")
TOLD_APART_SINCE = date(2026, 12, 1)
"""Rights whose weeks begin from then on are told apart by the number of children; earlier ones were decided without, and stay so."""
VARIANTS = {
    "jedno_dziecko": "jedno dziecko",
    "dwoje_dzieci": "dwoje dzieci",
    "troje_dzieci": "troje dzieci",
    "czworo_dzieci": "czworo dzieci",
    "piecioro_i_wiecej_dzieci": "pięcioro i więcej dzieci",
}
"""By how many children the weeks are counted (art. 17c ust. 3), in the order of `_WEEKS`."""
_WEEKS_OF = tuple(f"{CODE}_tygodnie_{name}" for name in _WEEKS)
_AGE_OF_FAMILY = f"{CODE}_wiek_dziecka_rodzina_zastepcza"
_AGE_OF_CARER, _AGE_DEFERRED = f"{CODE}_wiek_dziecka_opiekun_faktyczny_przysposobienie", f"{CODE}_wiek_odroczony"
_TERM, _MOTHER_WEEKS = f"{CODE}_termin_wniosku_z_wyrownaniem", f"{CODE}_minimum_matki_przed_przejeciem_przez_ojca"
_UNEMPLOYED_DAYS, _UNEMPLOYED_MONTHS = f"{CODE}_bezrobotna_dni", f"{CODE}_bezrobotna_miesiace"

_LENGTH = Rule(
    "parental_weeks",
    "art. 17c ust. 3-4 u.ś.r.",
    "Świadczenie rodzicielskie przysługuje przez okres {weeks} tygodni (dzieci: {children}), od {since} do {until}.",
    ("since:day", "weeks:number", "children:number", "until:day"),
    result="until",
    parameters=_WEEKS_OF,
    depth=0,
)
_AGE = Rule(
    "parental_child_age",
    "art. 17c ust. 4 pkt 2-3 u.ś.r.",
    "Świadczenie przysługuje nie dłużej niż do ukończenia przez dziecko {years} lat, do {until}.",
    ("years:number", "until:day"),
    result="until",
    parameters=(_AGE_OF_CARER, _AGE_OF_FAMILY, _AGE_DEFERRED),
)
_IN_TIME = Rule(
    "parental_filed_in_time",
    "art. 24 ust. 9-10 u.ś.r.",
    "Wniosek złożono {received}, w terminie do {until}, dlatego prawo przysługuje od dnia {since}.",
    ("received:day", "until:day", "since:day"),
    result="since",
    parameters=(_TERM,),
)
_LATE = Rule(
    "parental_filed_late",
    "art. 24 ust. 9-10 u.ś.r.",
    "Wniosek złożono {received}, po terminie {until}: prawo od pierwszego dnia miesiąca wniosku, {since}; koniec się nie zmienia.",
    ("received:day", "until:day", "since:day"),
    result="since",
    parameters=(_TERM,),
)
_BAR_ENDED = Rule(
    "parental_bar_ended",
    "art. 17c ust. 9 u.ś.r.",
    "Okoliczność, która wykluczała świadczenie, trwała do {day}: prawo od {since}; koniec się nie zmienia.",
    ("day:day", "since:day"),
    result="since",
)
_DIFFERENCE = Rule(
    "parental_difference",
    "art. 17c ust. 6 u.ś.r.",
    "Kobieta pobiera zasiłek dla bezrobotnych, {benefit} zł po odjęciu zaliczki na podatek: przysługuje różnica {amount} zł miesięcznie.",
    ("benefit:zl", "amount:zl"),
    result="amount",
    parameters=(CODE,),
)
_DUE = Rule(
    "parental_benefit",
    "art. 17c ust. 5-7 u.ś.r.",
    "Świadczenie rodzicielskie wynosi {amount} zł miesięcznie od {first} do {last}.",
    ("amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=(CODE, "zaokraglenie_niepelny_miesiac"),
)


@dataclass(frozen=True, slots=True)
class _Right:
    """The first day of the weeks, the event from which the term of filing runs, the last basic day, the last day by age."""

    starts: date
    event: date
    basic: date
    by_age: date | None


def parental_answer(case: Case, law: Law, on: date) -> Assessment:
    """The months from the first day to the last. Raises NoParameter for a day before 1.01.2016."""
    asked: ParentalBenefit = case.own[PART]
    trace: list[Record] = []
    starts = asked.born_on if asked.applicant in {"mother", "father"} else asked.taken_on or asked.born_on
    # Children of 2015 have it for the rest of their first weeks, from the first day of the act.
    opens = law.parameters[CODE].values[0].valid_from
    view = law.on(max(starts, opens))
    ground = _barred(asked, law, case.received_on) or _unfit(asked, view, starts)
    if ground is not None:
        return refused(CODE, (Refusal(GROUNDS[ground], asked.child),))
    right = _right(asked, view, starts, trace)
    last, longer = right.basic, None
    if asked.hospital is not None:
        weeks, longer = extension(asked.hospital, asked.born_on, starts, right.basic, law, trace)
        last = right.basic + timedelta(days=weeks * _DAYS_OF_WEEK)
    if right.by_age is not None:
        last = min(last, right.by_age)
    if case.received_on > last and (asked.hospital is None or case.received_on > right.basic):
        return refused(CODE, (Refusal(GROUNDS["parental_filed_after_weeks"], asked.child),), trace=trace)
    first = _first(max(right.event, opens), view, case.received_on, trace)
    first = max(first, right.event, opens)
    if asked.bar_ended_on is not None and asked.bar_ended_on >= first:
        first = day_after(asked.bar_ended_on)
        trace.append((_BAR_ENDED, asked.bar_ended_on, first))
    due = list(_months(asked, law, first, last, _variant(asked, starts), trace))
    if not due:
        ground = "parental_no_difference" if asked.unemployment is not None and first <= last else "parental_no_days"
        return refused(CODE, (Refusal(GROUNDS[ground], asked.child),), trace=trace)
    refusals = () if longer is None else (Refusal(GROUNDS[longer], asked.child),)
    found = granted(CODE, due, refusals=refusals)
    trace.extend((_DUE, run.amount, run.first, run.last) for run in found.months)
    return granted(CODE, due, refusals=refusals, trace=trace)


def _right(asked: ParentalBenefit, view: View, starts: date, trace: list[Record]) -> _Right:
    weeks = view.count(_WEEKS_OF[min(asked.children, len(_WEEKS_OF)) - 1])
    basic = starts + timedelta(days=weeks * _DAYS_OF_WEEK - 1)
    trace.append((_LENGTH, starts, weeks, asked.children, basic))
    by_age = None
    if asked.applicant not in {"mother", "father"}:
        years = _age(asked, view)
        by_age = birthday(asked.born_on, years) - timedelta(days=1)
        trace.append((_AGE, years, by_age))
    event = max(asked.father_since or starts, starts) if asked.applicant == "father" else starts
    return _Right(starts, event, basic, by_age)


def _first(event: date, view: View, received: date, trace: list[Record]) -> date:
    until = rolled(add_months(event, view.count(_TERM)))
    since = event if received <= until else max(event, first_day(month_of(received)))
    trace.append((_IN_TIME if received <= until else _LATE, received, until, since))
    return since


def _variant(asked: ParentalBenefit, starts: date) -> str | None:
    return tuple(VARIANTS)[min(asked.children, len(VARIANTS)) - 1] if starts >= TOLD_APART_SINCE else None


def _months(
    asked: ParentalBenefit, law: Law, first: date, last: date, variant: str | None, trace: list[Record]
) -> list[Due]:
    found: list[Due] = []
    told: tuple[int, int] | None = None
    unemployed = asked.unemployment if asked.unemployment and _counts(asked.unemployment, asked.born_on, law) else None
    for at in range(month_of(first), month_of(last) + 1):
        view = law.month(at)
        full = view.amount(CODE)
        step = view.amount("zaokraglenie_niepelny_miesiac")
        days = reduced = days_of(at, first, last)
        less = full
        if unemployed is not None:
            benefit = grosze(unemployed.monthly)
            less = max(0, full - benefit)
            if told != (benefit, less):
                trace.append((_DIFFERENCE, benefit, less))
                told = (benefit, less)
            reduced = days if unemployed.drawn_to is None else days_of(at, first, min(last, unemployed.drawn_to))
        else:
            reduced = 0
        whole = days_in(at)
        sum_of_days = less * reduced + full * (days - reduced)
        amount = sum_of_days // whole if days == whole and reduced in {0, whole} else round_up(sum_of_days, whole, step)
        if amount:
            found.append(Due(CODE, at, at, amount, (asked.child,), variant, DIFFERENCE if reduced else None))
    return found


def _counts(unemployed: Unemployment, born: date, law: Law) -> bool:
    """Whether the child was born while the benefit was drawn or soon after: 30 days, to 31.05.2025 a month."""
    ended = unemployed.ended_before_birth_on
    if ended is None:
        return True
    view = law.on(born)
    if view.has(_UNEMPLOYED_DAYS):
        return born <= ended + timedelta(days=view.count(_UNEMPLOYED_DAYS))
    months = view.count(_UNEMPLOYED_MONTHS) if view.has(_UNEMPLOYED_MONTHS) else 0
    return born <= add_months(ended, months)


def _barred(asked: ParentalBenefit, law: Law, received: date) -> str | None:
    one_only = f"{CODE}_zbieg_jedno"
    parents = asked.applicant in {"mother", "father", "adopter"}
    if asked.bar_ended_on is not None:
        return None
    if asked.maternity_benefit:
        return "parental_maternity_benefit"
    if asked.child_in_foster_care and parents:
        return "parental_foster_care"
    if asked.no_personal_care:
        return "parental_no_personal_care"
    if asked.care_benefit_for_child:
        return "parental_care_benefit"
    if asked.other_care_benefit and law.on(received).flag(one_only):
        return "parental_other_chosen"
    if asked.benefit_abroad:
        return "parental_abroad"
    return None


def _unfit(asked: ParentalBenefit, view: View, starts: date) -> str | None:
    if asked.applicant == "father":
        return _father(asked, view)
    if asked.applicant == "mother":
        return None
    if asked.applicant == "foster_family" and asked.professional_foster_family:
        return "parental_professional_family"
    return "parental_child_too_old" if starts >= birthday(asked.born_on, _age(asked, view)) else None


def _father(asked: ParentalBenefit, view: View) -> str | None:
    if asked.father_reason is None or asked.father_since is None:
        return "parental_father"
    if asked.father_reason == "shortened_by_mother":
        if asked.mother_had_maternity_benefit and not view.flag(f"{CODE}_ojciec_po_zasilku"):
            return "parental_father"
        if asked.father_since < asked.born_on + timedelta(days=view.count(_MOTHER_WEEKS) * _DAYS_OF_WEEK):
            return "parental_mother_weeks"
    return None


def _age(asked: ParentalBenefit, view: View) -> int:
    family = asked.applicant == "foster_family"
    if asked.school_deferred and (family or view.flag(f"{CODE}_odroczenie_opiekun")):
        return view.count(_AGE_DEFERRED)
    return view.count(_AGE_OF_FAMILY if family else _AGE_OF_CARER)
