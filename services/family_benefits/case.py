"""The case of a family as the rules read it: frozen, slotted, amounts in grosze and days as months where the law counts months.

Built once from validated facts; the rules then run as often as wanted without touching Pydantic.
"""

from dataclasses import field, replace
from datetime import date
from functools import cache
from typing import Any

from kit.law import Record
from kit.periods import month_of
from kit.values import value
from services.family_benefits import facts as f
from services.family_benefits.income.sources import Incomes, Plain, Source, Stays, incomes_of, stays_of
from services.family_benefits.months import ALWAYS as ALWAYS
from services.family_benefits.months import NEVER_ENDS as NEVER_ENDS

COUNTED_DEGREES = frozenset({"orzeczenie_o_niepelnosprawnosci", "umiarkowany", "znaczny"})
LONE_REASONS = frozenset({"other_parent_dead", "father_unknown", "claim_dismissed"})
"""Why no alimony was ordered (art. 11a ust. 1)."""
NO_TITLE = frozenset({"missing", "not_needed"})
_INCOMES = ("base_year", "plain_total", "plain_members", "plain", "sources", "placed", "plain_steps")
_NO_SCHOOL = frozenset({"wyzsza", "przygotowanie_przedszkolne"})
PRIMARY, SECONDARY, ARTS = "podstawowa", "ponadpodstawowa", "artystyczna"
STUDY_DEGREES = frozenset({"umiarkowany", "znaczny"})


@value(frozen=True, slots=True)
class Asked:
    """The supplements asked for a child, and what its school allows of them (art. 14 ust. 1-1a, art. 15 ust. 1).

    level_at: where to tell the level of its school, on which the supplement for school away depends and which nobody told.
    """

    school_start: bool
    study_away: bool
    commutes: bool
    rehabilitation: bool
    is_pupil: bool
    fit_school: bool
    fit_by_certificate: bool
    level_at: str | None


@value(frozen=True, slots=True)
class Child:
    """A child of the family, or the student on his own. Months are ordinals of kit.periods; `ground` is the first ground of art. 7;
    a `member` with an `own_child` is one until it is an adult; one `in_foster_care` is none only since the act leaves it out;
    a `steady` child has no ground, is there from birth and does not leave;
    an `admitted` one goes from school to a university (art. 24 ust. 5); a `shared` one is in the alternating custody of its parents,
    of whom one applies as a lone parent."""

    id: str
    born: int
    born_on: date
    steady: bool
    present_from: int
    present_to: int
    member: bool
    in_foster_care: bool
    own_child: bool
    beyond_25: bool
    ground: str | None
    degree: str | None
    certified_on: date | None
    degree_from: int
    degree_to: int
    raises_threshold: bool
    in_school: bool
    in_university: bool
    learns_to: int
    admitted: bool
    school: str | None
    study_degree: bool
    learns: bool
    is_student: bool
    lone_reason: bool
    title_missing: bool
    shared: bool
    asked: Asked | None


@value(frozen=True, slots=True)
class Case:
    """Everything that the benefits of this service read.

    `size` counts the family in every month from `steady_from` on in which no child born after `eldest_born` is too old; a family whose
    members join or leave has size 0 and is counted month by month. Of the incomes (income.sources) `plain_total` sums those of which
    the year's amount is enough; `stays` keeps when each member belongs to the family. `computed` keeps what several benefits of one
    request share. `dated`: somebody's ground depends on the day of the application (family.of_the_application).
    """

    received_on: date
    received: int
    period: int | None
    right_before: bool
    excess_before: bool
    applicant: str | None
    size: int
    steady_from: int
    eldest_born: int
    certificates: bool
    admitted: bool
    dated: bool
    adults: int
    changing_adults: tuple[tuple[int, int], ...]
    children: tuple[Child, ...]
    base_year: int | None
    plain_total: int
    plain_members: tuple[str, ...]
    plain: tuple[Plain, ...]
    sources: tuple[Source, ...]
    placed: tuple[str, ...]
    plain_steps: tuple[Record, ...]
    incomes_at: str
    requested_on: date
    requested: int
    rare: bool
    birth: tuple[f.BirthRequest, ...]
    leaves: tuple[f.LeaveRequest, ...]
    lone: frozenset[str]
    lone_refused: bool
    large_family: bool
    person: f.Person | None
    stays: Stays = field(default_factory=dict, compare=False)
    own: dict[str, Any] = field(default_factory=dict)
    computed: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)


def prepare(facts: f.Facts) -> Case:
    """The case of validated facts."""
    family, income, asked, application = facts.family, facts.income, facts.supplements, facts.application
    members = family.members if family else ()
    applicant = family.applicant if family else None
    requested_on = asked.requested_on or application.received_on
    adults = 0
    changing_adults: list[tuple[int, int]] = []
    children: list[Child] = []
    for place, member in enumerate(members):
        if member.role == "child":
            children.append(_child(member, applicant, _asked(asked, member, place)))
        elif member.placed is None:
            if member.joined_on is None and member.left_on is None:
                adults += 1
            else:
                changing_adults.append((_joined(member), _left(member)))
    children.sort(key=_eldest_first)
    size, moving, certificates, admitted, dated = adults, bool(changing_adults), False, False, False
    steady_from, eldest_born = ALWAYS, NEVER_ENDS
    for child in children:
        admitted |= child.admitted
        dated |= child.shared or child.ground == "no_alimony_title"
        if child.in_foster_care:
            moving = True
            certificates |= child.raises_threshold
        if not child.member:
            continue
        size += 1
        moving |= child.present_to != NEVER_ENDS or child.own_child
        certificates |= child.raises_threshold
        steady_from = max(steady_from, child.present_from)
        if not child.beyond_25 and child.born < eldest_born:
            eldest_born = child.born
    stays = stays_of(members)
    read = incomes_of(income, stays)
    return Case(
        received_on=application.received_on,
        received=month_of(application.received_on),
        period=application.period,
        right_before=application.right_in_previous_period,
        excess_before=application.excess_accepted_in_previous_period,
        applicant=applicant,
        size=0 if moving else size,
        steady_from=steady_from,
        eldest_born=eldest_born,
        certificates=certificates,
        admitted=admitted,
        dated=dated,
        adults=adults,
        changing_adults=tuple(changing_adults),
        children=tuple(children),
        **_of(read),
        stays=stays,
        requested_on=requested_on,
        requested=month_of(requested_on),
        rare=bool(asked.birth or asked.childcare_leave or asked.lone_parent),
        birth=asked.birth,
        leaves=asked.childcare_leave,
        lone=frozenset(asked.lone_parent),
        lone_refused=asked.unemployment_benefit_lost_by_choice,
        large_family=asked.large_family,
        person=facts.person,
        own=_own(facts),
    )


def with_incomes(case: Case, income: f.Income, at: str) -> Case:
    """The case of the same family with other incomes: those of another base year, which stand at the pointer."""
    return replace(case, computed={}, **_of(incomes_of(income, case.stays, at)))


def _of(read: Incomes) -> dict[str, Any]:
    return {name: getattr(read, name) for name in _INCOMES} | {"incomes_at": read.at}


def _own(facts: f.Facts) -> dict[str, Any]:
    """The parts of single benefits that are given."""
    given = facts.__dict__
    return {name: given[name] for name in _own_parts(type(facts)) if given[name] is not None}


@cache
def _own_parts(form: type[f.Facts]) -> tuple[str, ...]:
    return tuple(name for name in form.model_fields if name not in f.Facts.model_fields or name == f.COORDINATION)


def _asked(given: f.Supplements, member: f.Member, place: int) -> Asked | None:
    modes = [item.mode for item in given.study_away if item.child == member.id]
    school_start, rehabilitation = member.id in given.school_start, member.id in given.rehabilitation
    if not (modes or school_start or rehabilitation):
        return None
    school, level = None, None
    if member.school is not None:
        school = level = member.school.kind
        if school in f.OF_EITHER_LEVEL:
            level = member.school.level
    commutes = "commuting" in modes
    # To live where an arts school is, its level does not matter; to commute there it is one that follows a primary school.
    fit = level == SECONDARY or (school == ARTS and not commutes)
    return Asked(
        school_start=school_start,
        study_away=bool(modes),
        commutes=commutes,
        rehabilitation=rehabilitation,
        is_pupil=school is not None and school != "wyzsza",
        fit_school=fit,
        fit_by_certificate=not (fit or commutes) and level == PRIMARY and member.disability is not None,
        level_at=f"/family/members/{place}/school/level" if school is not None and level is None and not fit else None,
    )


def _child(member: f.Member, applicant: str | None, asked: Asked | None) -> Child:
    school, certificate = member.school, member.disability
    born = month_of(member.born_on)
    joined, left = _joined(member), _left(member)
    ground = _ground(member, applicant)
    kind = degree = None
    certified_on = None
    degree_from, degree_to = NEVER_ENDS, NEVER_ENDS
    learns_to = ALWAYS
    admitted = False
    if school is not None:
        kind = school.kind
        learns_to = NEVER_ENDS
        if school.until is not None:
            learns_to = month_of(max(school.until, school.last_study_year_ends_on or school.until))
            admitted = school.admitted_to_university
    if certificate is not None:
        degree = certificate.degree
        degree_from = _degree_from(certificate)
        certified_on = certificate.issued_on if certificate.applied_on else None
        if certificate.valid_to is not None:
            degree_to = month_of(certificate.valid_to)
    study_degree = degree in STUDY_DEGREES
    return Child(
        id=member.id,
        born=born,
        born_on=member.born_on,
        steady=ground is None and joined == ALWAYS and left == NEVER_ENDS and applicant != "student",
        present_from=max(joined, born),
        present_to=left,
        member=not (member.married or member.placed),
        in_foster_care=member.placed == "foster_care" and not member.married,
        own_child=member.has_own_child,
        beyond_25=degree == "znaczny" and member.care_benefit_due,
        ground=ground,
        degree=degree,
        certified_on=certified_on,
        degree_from=degree_from,
        degree_to=degree_to,
        raises_threshold=degree in COUNTED_DEGREES,
        in_school=kind is not None and kind not in _NO_SCHOOL,
        in_university=kind == "wyzsza",
        learns_to=learns_to,
        admitted=admitted and study_degree,
        school=kind,
        study_degree=study_degree,
        learns=kind is not None and kind != "przygotowanie_przedszkolne",
        is_student=applicant == "student",
        lone_reason=member.alimony in LONE_REASONS,
        title_missing=applicant == "lone_parent" and member.alimony in NO_TITLE,
        shared=applicant == "lone_parent" and member.alimony == "alternating_custody" and ground is None,
        asked=asked,
    )


def _ground(member: f.Member, applicant: str | None) -> str | None:
    if member.married:
        return "child_married"
    if member.placed:
        return "child_placed"
    if member.family_allowance_for_own_child:
        return "allowance_for_own_child"
    if member.allowance_abroad:
        return "allowance_abroad"
    if applicant == "lone_parent" and member.alimony in NO_TITLE:
        return "no_alimony_title"
    return None


def _degree_from(certificate: f.Disability) -> int:
    day = certificate.applied_on or certificate.issued_on
    return month_of(day) if day else ALWAYS


def _eldest_first(child: Child) -> tuple[date, str]:
    return child.born_on, child.id


def _joined(member: f.Member) -> int:
    return month_of(member.joined_on) if member.joined_on else ALWAYS


def _left(member: f.Member) -> int:
    return month_of(member.left_on) if member.left_on else NEVER_ENDS
