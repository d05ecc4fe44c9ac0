"""Karta Dużej Rodziny (act of 5.12.2014): who holds a card and to what day, in which form, and the fee for a further one. No money is paid.

A family counts with three children who meet the conditions on the day of the application; since 2019 parents who ever brought up three have
a card of their own, whatever the children's age today. Cards are given without a decision, refused by one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.benefits.results import Assessment, Due, Ground, Refusal, certified, granted, refused
from kit.law import Law, Record, Rule, View
from kit.periods import MONTHS_OF_YEAR, birthday, month_of
from kit.schemas import Schema
from services.family_benefits import facts as f
from services.family_benefits.case import STUDY_DEGREES, Case

CODE, PART = "karta_duzej_rodziny", "large_family_card"
PARENT, SPOUSE, FOSTER, CHILD = "rodzic", "malzonek_rodzica", "rodzic_zastepczy", "dziecko"
PLASTIC, MOBILE, BOTH = "tradycyjna", "elektroniczna", "tradycyjna_i_elektroniczna"
KINDS = {
    PARENT: "rodzic",
    SPOUSE: "małżonek rodzica",
    FOSTER: "rodzic zastępczy lub prowadzący rodzinny dom dziecka",
    CHILD: "dziecko",
}
FORMS = {PLASTIC: "karta tradycyjna", MOBILE: "karta elektroniczna", BOTH: "karta tradycyjna i elektroniczna"}
_REQUESTS = {"duplicate": "duplikat karty", "second_form": "druga forma karty"}
_ACT = "ustawy o Karcie Dużej Rodziny"
_CHILDREN, _AGE, _PUPIL_AGE = "kdr_liczba_dzieci", "kdr_wiek_dziecka", "kdr_wiek_ucznia"
_STUDY_TO = "kdr_nauka_do"
_OF_GROWN, _MOBILE, _ALWAYS_MOBILE = "kdr_rodzice_doroslych", "kdr_karta_elektroniczna", "kdr_elektroniczna_zawsze"
_DUPLICATE, _SECOND, _FREE_TO, _FREE_BEFORE = (
    "kdr_duplikat", "kdr_domowienie_karty_tradycyjnej", "kdr_domowienie_bez_oplaty_do", "kdr_domowienie_wnioski_przed",
)  # fmt: skip
_VARIANTS = {"parent": PARENT, "spouse": SPOUSE, "foster_parent": FOSTER}

GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "card_no_residence",
            f"art. 5 {_ACT}",
            "Członek rodziny nie mieszka w Polsce albo nie ma wymaganego tytułu pobytu.",
        ),
        Ground(
            "card_no_parental_authority",
            f"art. 4 ust. 3-4 {_ACT}",
            "Sąd pozbawił rodzica władzy rodzicielskiej, ograniczył ją przez umieszczenie dziecka w pieczy zastępczej albo odebrał dzieci.",
        ),
        Ground(
            "card_fewer_children",
            f"art. 4 ust. 1-2a {_ACT}",
            "W rodzinie nie ma trojga dzieci spełniających warunki w dniu wniosku.",
        ),
        Ground(
            "card_child_too_old",
            f"art. 4 ust. 2b {_ACT}",
            "Dziecko nie spełnia warunku wieku, nauki ani orzeczenia w dniu wniosku.",
        ),
        Ground(
            "card_children_of_parents_only",
            f"art. 4 ust. 2a {_ACT}",
            "Karta przysługuje rodzicom; warunki spełnia mniej niż troje dzieci.",
        ),
        Ground(
            "card_form_unknown", f"art. 2, art. 10 ust. 1a {_ACT}", "W dniu wniosku karty w tej formie nie wydawano."
        ),
    )
}
_FAMILY = Rule(
    "card_family",
    f"art. 4 ust. 1-2b {_ACT}",
    "W dniu wniosku, {day}, warunki spełnia dzieci: {meeting}, dzieci wychowanych w rodzinie: {ever}; wymaganych: {least}.",
    ("day:day", "meeting:number", "ever:number", "least:number"),
    result="meeting",
    parameters=(_CHILDREN, _AGE, _PUPIL_AGE, _OF_GROWN),
    depth=0,
)
_OPEN_CARD = Rule(
    "card_without_expiry",
    f"art. 6 ust. 1-2, art. 11 ust. 1 pkt 1 i 4 {_ACT}",
    "Karta ({holder}, {kind}) przysługuje bezterminowo, forma: {form}.",
    ("holder:text", "kind:text", "form:text"),
    result="form",
)
_CARD = Rule(
    "card_to_a_day",
    f"art. 4 ust. 2b, art. 6 ust. 3, art. 11 ust. 1 pkt 2-4 {_ACT}",
    "Karta ({holder}, {kind}) jest ważna do {until}, forma: {form}.",
    ("holder:text", "kind:text", "until:day", "form:text"),
    result="until",
    parameters=(_AGE, _PUPIL_AGE),
)
_FEE = Rule(
    "card_fee",
    f"art. 13 ust. 1a-2 {_ACT}",
    "Opłata ({what}): {amount} zł.",
    ("what:text", "amount:zl"),
    result="amount",
    parameters=(_DUPLICATE, _SECOND),
    depth=0,
)


class CardHolder(Schema):
    """A parent, a parent's spouse or a foster parent who asks for a card."""

    id: f.Ref
    kind: Literal["parent", "spouse", "foster_parent"] = "parent"
    residence: bool = True
    authority_lost: Annotated[
        bool,
        Field(
            description="pozbawienie lub ograniczenie władzy rodzicielskiej, chyba że zachowano ją wobec trojga dzieci"
        ),
    ] = False


class CardChild(Schema):
    """A child of the family: planned end of school, certificate. `card`: a card is asked for it."""

    id: f.Ref
    born_on: f.Day
    school_until: Annotated[f.Day | None, Field(description="planowane ukończenie nauki")] = None
    university: bool = False
    residence: bool = True
    disability: f.Disability | None = None
    card: bool = True


class LargeFamilyCard(Schema):
    """The request: new cards, a duplicate or the second form of a card held; children of the family, who lives and who grew up in it."""

    request: Literal["new", "duplicate", "second_form"] = "new"
    form: Literal["traditional", "electronic", "both"] = "traditional"
    first_applied_on: Annotated[
        f.Day | None, Field(description="dzień wniosku o kartę, do której domawia się drugą formę")
    ] = None
    holders: Annotated[tuple[CardHolder, ...], Field(max_length=6)] = ()
    children: Annotated[tuple[CardChild, ...], Field(max_length=20)] = ()
    children_ever: Annotated[int, Field(ge=0, le=30, description="ile dzieci rodzic miał łącznie na utrzymaniu")] = 0

    @model_validator(mode="after")
    def _consistent(self) -> "LargeFamilyCard":
        ids = [*(one.id for one in self.holders), *(one.id for one in self.children)]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_member", "Oznaczenia członków rodziny powtarzają się.")
        return self


@dataclass(frozen=True, slots=True)
class _Terms:
    least: int
    age: int
    pupil_age: int
    of_grown: bool
    mobile: bool
    always_mobile: bool
    study_to: tuple[int, int]


def card_answer(case: Case, law: Law, on: date) -> Assessment:
    """The cards: a right of 0 zł for each holder to the month in which the card expires. Raises NoParameter."""
    asked: LargeFamilyCard = case.own[PART]
    view = law.on(case.received_on)
    terms = view.resolved(_terms)
    form = _form(asked, terms)
    if form is None:
        return refused(CODE, (Refusal(GROUNDS["card_form_unknown"]),))
    if asked.request != "new":
        return _further(asked, case, view, form)
    children = sorted(asked.children, key=lambda one: (one.born_on, one.id))
    ends = {one.id: _until(one, case.received_on, terms) for one in children}
    meeting = [one for one in children if ends[one.id] is not None]
    ever = max(asked.children_ever, len(children))
    trace: list[Record] = [(_FAMILY, case.received_on, len(meeting), ever, terms.least)]
    large = len(meeting) >= terms.least
    if not large and not (terms.of_grown and ever >= terms.least and asked.holders):
        return refused(CODE, (Refusal(GROUNDS["card_fewer_children"]),), trace=trace)
    due: list[Due] = []
    refusals: list[Refusal] = []
    for holder in sorted(asked.holders, key=lambda one: one.id):
        if not holder.residence or holder.authority_lost:
            code = "card_no_parental_authority" if holder.residence else "card_no_residence"
            refusals.append(Refusal(GROUNDS[code], holder.id))
            continue
        kind = _VARIANTS[holder.kind]
        horizon = max(month_of(on), case.received) + MONTHS_OF_YEAR - 1
        due.append(Due(CODE, case.received, horizon, 0, (holder.id,), kind, form, open_ended=True))
        trace.append((_OPEN_CARD, holder.id, KINDS[kind], FORMS[form]))
    for child in children:
        until = ends[child.id]
        if not child.card:
            continue
        if until is None or not large or not child.residence:
            code = "card_child_too_old" if until is None else "card_children_of_parents_only"
            if not child.residence:
                code = "card_no_residence"
            refusals.append(Refusal(GROUNDS[code], child.id))
        elif until == date.max:
            horizon = max(month_of(on), case.received) + MONTHS_OF_YEAR - 1
            due.append(Due(CODE, case.received, horizon, 0, (child.id,), CHILD, form, open_ended=True))
            trace.append((_OPEN_CARD, child.id, KINDS[CHILD], FORMS[form]))
        else:
            due.append(Due(CODE, case.received, month_of(until), 0, (child.id,), CHILD, form))
            trace.append((_CARD, child.id, KINDS[CHILD], until, FORMS[form]))
    if not due:
        return refused(CODE, refusals or (Refusal(GROUNDS["card_fewer_children"]),), trace=trace)
    return granted(CODE, due, refusals=refusals, trace=trace)


def valid_until(child: CardChild, day: date, view: View) -> date | None:
    """The last day of the card of a child who asks on the day, date.max without one; None when it meets no condition then."""
    return _until(child, day, view.resolved(_terms))


def least_children(view: View) -> int:
    """How many children make a large family (art. 4 ust. 1). Raises NoParameter."""
    return view.count(_CHILDREN)


def form_known(form: str, view: View) -> bool:
    """Whether cards of this form were given out on the day: the electronic one since 2018, the plastic one by itself to June 2021."""
    terms = view.resolved(_terms)
    return not terms.always_mobile if form == PLASTIC else terms.mobile


def fee_of(request: str, first_applied_on: date | None, on: date, view: View) -> int:
    """Grosze for a duplicate or the second form of a card first asked for on a day; the state's income (art. 13 ust. 1a-2, 6)."""
    if request == "second_form" and first_applied_on is not None:
        before, free_to = (date.fromisoformat(view.text(name)) for name in (_FREE_BEFORE, _FREE_TO))
        if first_applied_on < before and on <= free_to:
            return 0
    return view.amount(_DUPLICATE if request == "duplicate" else _SECOND)


def _further(asked: LargeFamilyCard, case: Case, view: View, form: str) -> Assessment:
    """A duplicate, or the second form of a card that is held: nothing is granted, a fee is due."""
    amount = fee_of(asked.request, asked.first_applied_on, case.received_on, view)
    what = _REQUESTS[asked.request]
    findings = (("request", what), ("form", FORMS[form]))
    return certified(CODE, figures=(("fee", amount),), findings=findings, trace=[(_FEE, what, amount)])


def _form(asked: LargeFamilyCard, terms: _Terms) -> str | None:
    """The form of the cards: the electronic one since 2018, with every card since June 2021; None: not given out on the day."""
    if asked.form != "traditional" and not terms.mobile:
        return None
    if asked.form == "electronic":
        return MOBILE
    return BOTH if asked.form == "both" or terms.always_mobile else PLASTIC


def _until(child: CardChild, day: date, terms: _Terms) -> date | None:
    """The last day of the child's card, date.max without one; None when it meets no condition on the day."""
    grown = birthday(child.born_on, terms.age)
    if day < grown:
        return grown - timedelta(days=1)
    ends: list[date] = []
    if child.school_until is not None:
        last = min(
            _end_of_study(child.school_until, child.university, terms),
            birthday(child.born_on, terms.pupil_age) - timedelta(days=1),
        )
        if day <= last:
            ends.append(last)
    certificate = child.disability
    if certificate is not None and certificate.degree in STUDY_DEGREES:
        valid = certificate.valid_to or date.max
        if day <= valid:
            ends.append(valid)
    return max(ends, default=None)


def _end_of_study(planned: date, university: bool, terms: _Terms) -> date:
    """The day in autumn after the planned end: of that year for a university, after the school year for a school (art. 4 ust. 2b)."""
    ends = date(planned.year, *terms.study_to)
    return ends if university or planned <= ends else date(planned.year + 1, *terms.study_to)


def _terms(view: View) -> _Terms:
    return _Terms(
        view.count(_CHILDREN), view.count(_AGE), view.count(_PUPIL_AGE), view.flag(_OF_GROWN), view.flag(_MOBILE),
        view.flag(_ALWAYS_MOBILE), view.month_day(_STUDY_TO),
    )  # fmt: skip
