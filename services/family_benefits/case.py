"""The case of a family as the rules read it: frozen, slotted, amounts in grosze and days as months where the law counts months.

Built once from validated facts; the rules then run as often as wanted without touching Pydantic.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from kit.money import grosze
from kit.periods import month_of
from services.family_benefits import facts as f

ALWAYS = 0
NEVER_ENDS = 2200 * 12
"""A month after every day that facts may name."""

ASKED_REHABILITATION, ASKED_SCHOOL_START, ASKED_STUDY_AWAY, COMMUTES, FIT_SCHOOL, IS_PUPIL, _RESIDES = (
    1,
    2,
    4,
    8,
    16,
    32,
    64,
)
"""Bits of Child.asked: the requests, and what the school allows of them (art. 14 ust. 1-1a, art. 15 ust. 1)."""

COUNTED_DEGREES = frozenset({"orzeczenie_o_niepelnosprawnosci", "umiarkowany", "znaczny"})
LONE_REASONS = frozenset({"other_parent_dead", "father_unknown", "claim_dismissed"})
"""Why no alimony was ordered (art. 11a ust. 1)."""
NO_TITLE = frozenset({"missing", "not_needed"})
_NO_SCHOOL = frozenset({"wyzsza", "przygotowanie_przedszkolne"})
SECONDARY = frozenset({"ponadpodstawowa", "artystyczna"})
_NO_LAND = Fraction(0)
_PLAIN = frozenset({"taxed", "ryczalt", "untaxed"})
STUDY_DEGREES = frozenset({"umiarkowany", "znaczny"})


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the family, or the student on his own. Months are ordinals of kit.periods; `ground` is the first ground
    of art. 7; a `steady` child has none, is there from birth and does not leave; an `admitted` one goes from school to a
    university (art. 24 ust. 5)."""

    id: str
    born: int
    born_on: date
    steady: bool
    present_from: int
    present_to: int
    member: bool
    beyond_25: bool
    ground: str | None
    degree: str | None
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
    asked: int


@dataclass(frozen=True, slots=True)
class Source:
    """One source of income: total of the base year in grosze, hectares of a farm, loss and gain as months with their days;
    `months_received` when it is told and does not follow from the day of the gain."""

    member: str
    kind: str
    title: str
    amount: int
    hectares: Fraction
    employer: str | None
    lost_on: date | None
    lost: int
    gained_on: date | None
    gained: int
    months_received: int | None
    still_received: bool
    following: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the benefits of this service read.

    `size` counts the family in every month from `steady_from` on in which no child born after `eldest_born` is too old; a family whose
    members join or leave has size 0 and is counted month by month. `plain_total` sums the incomes without loss or gain, which
    stand in `plain_members`; `sources` are the others. `computed` keeps what several benefits of one request share.
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
    adults: int
    changing_adults: tuple[tuple[int, int], ...]
    children: tuple[Child, ...]
    base_year: int | None
    plain_total: int
    plain_members: tuple[str, ...]
    sources: tuple[Source, ...]
    requested_on: date
    requested: int
    rare: bool
    birth: tuple[f.BirthRequest, ...]
    leaves: tuple[f.LeaveRequest, ...]
    lone: frozenset[str]
    lone_refused: bool
    large_family: bool
    person: f.Person | None
    own: dict[str, Any] = field(default_factory=dict)
    computed: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)


def prepare(facts: f.Facts) -> Case:
    """The case of validated facts."""
    family, income, asked, application = facts.family, facts.income, facts.supplements, facts.application
    members = family.members if family else ()
    applicant = family.applicant if family else None
    requested_on = asked.requested_on or application.received_on
    requests = _requests(asked)
    adults = 0
    changing_adults: list[tuple[int, int]] = []
    placed: set[str] = set()
    children: list[Child] = []
    for member in members:
        if member.placed is not None:
            placed.add(member.id)
        if member.role == "child":
            children.append(_child(member, applicant, requests.get(member.id, 0)))
        elif member.placed is None:
            if member.joined_on is None and member.left_on is None:
                adults += 1
            else:
                changing_adults.append((_joined(member), _left(member)))
    children.sort(key=_eldest_first)
    counted = [child for child in children if child.member]
    moving = bool(changing_adults) or any(child.present_to != NEVER_ENDS for child in counted)
    plain_total = 0
    plain_members: dict[str, None] = {}
    sources: list[Source] = []
    for item in income.items if income else ():
        if item.member in placed:
            continue
        if item.lost_on is None and item.gained_on is None and item.kind in _PLAIN:
            plain_total += grosze(item.amount)
            plain_members[item.member] = None
        else:
            sources.append(_source(item))
    return Case(
        received_on=application.received_on,
        received=month_of(application.received_on),
        period=application.period,
        right_before=application.right_in_previous_period,
        excess_before=application.excess_accepted_in_previous_period,
        applicant=applicant,
        size=0 if moving else adults + len(counted),
        steady_from=max([child.present_from for child in counted], default=ALWAYS),
        eldest_born=min([child.born for child in counted if not child.beyond_25], default=NEVER_ENDS),
        certificates=any(child.raises_threshold for child in counted),
        admitted=any(child.admitted for child in children),
        adults=adults,
        changing_adults=tuple(changing_adults),
        children=tuple(children),
        base_year=income.base_year if income else None,
        plain_total=plain_total,
        plain_members=tuple(plain_members),
        sources=tuple(sources),
        requested_on=requested_on,
        requested=month_of(requested_on),
        rare=bool(asked.birth or asked.childcare_leave or asked.lone_parent),
        birth=asked.birth,
        leaves=asked.childcare_leave,
        lone=frozenset(asked.lone_parent),
        lone_refused=asked.unemployment_benefit_lost_by_choice,
        large_family=asked.large_family,
        person=facts.person,
        own={name: getattr(facts, name) for name in _own_parts(type(facts))},
    )


@cache
def _own_parts(form: type[f.Facts]) -> tuple[str, ...]:
    return tuple(name for name in form.model_fields if name not in f.Facts.model_fields or name == f.COORDINATION)


def _requests(asked: f.Supplements) -> dict[str, int]:
    """By child, the bits of what was asked for it."""
    found: dict[str, int] = {}
    for child in asked.rehabilitation:
        found[child] = ASKED_REHABILITATION
    for child in asked.school_start:
        found[child] = found.get(child, 0) | ASKED_SCHOOL_START
    for item in asked.study_away:
        bits = COMMUTES if item.mode == "commuting" else _RESIDES
        found[item.child] = found.get(item.child, 0) | ASKED_STUDY_AWAY | bits
    return found


def _child(member: f.Member, applicant: str | None, requested: int) -> Child:
    school, certificate = member.school, member.disability
    born = month_of(member.born_on)
    joined, left = _joined(member), _left(member)
    ground = _ground(member, applicant)
    kind = degree = None
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
        member=not (member.married or member.placed or member.has_own_child),
        beyond_25=degree == "znaczny" and member.care_benefit_due,
        ground=ground,
        degree=degree,
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
        asked=requested and _fitting(requested, kind, certificate is not None),
    )


def _fitting(requested: int, school: str | None, disabled: bool) -> int:
    """The requests with what the school allows of them."""
    if school is not None and school != "wyzsza":
        requested |= IS_PUPIL
    lives_there = requested & (_RESIDES | COMMUTES) == _RESIDES
    if school in SECONDARY or (lives_there and school == "podstawowa" and disabled):
        requested |= FIT_SCHOOL
    return requested


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


def _source(item: f.IncomeItem) -> Source:
    gained_on = item.gained_on
    return Source(
        member=item.member,
        kind=item.kind,
        title=item.title,
        amount=grosze(item.amount),
        hectares=Fraction(item.hectares) if item.hectares is not None else _NO_LAND,
        employer=item.employer,
        lost_on=item.lost_on,
        lost=month_of(item.lost_on) if item.lost_on else NEVER_ENDS,
        gained_on=gained_on,
        gained=month_of(gained_on) if gained_on else ALWAYS,
        months_received=item.months_received,
        still_received=item.still_received,
        following=grosze(item.following_month_amount) if item.following_month_amount is not None else None,
    )


def _eldest_first(child: Child) -> tuple[date, str]:
    return child.born_on, child.id


def _joined(member: f.Member) -> int:
    return month_of(member.joined_on) if member.joined_on else ALWAYS


def _left(member: f.Member) -> int:
    return month_of(member.left_on) if member.left_on else NEVER_ENDS
