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
from services.family_benefits.child import STUDY_DEGREES as STUDY_DEGREES
from services.family_benefits.child import Child as Child
from services.family_benefits.child import certified_months, child_of, eldest_first, joins, leaves
from services.family_benefits.dated import by_month, is_dated
from services.family_benefits.income.sources import Incomes, Plain, Source, Stays, incomes_of, stays_of
from services.family_benefits.months import ALWAYS as ALWAYS
from services.family_benefits.months import NEVER_ENDS as NEVER_ENDS

_INCOMES = ("base_year", "plain_total", "plain_members", "plain", "sources", "placed", "plain_steps")


@value(frozen=True, slots=True)
class Case:
    """Everything that the benefits of this service read.

    `size` counts the family in every month from `steady_from` on in which no child born after `eldest_born` is too old; a family whose
    members join or leave has size 0 and is counted month by month. Of the incomes (income.sources) `plain_total` sums those of which
    the year's amount is enough; `stays` keeps when each member belongs to the family. `computed` keeps what several benefits of one
    request share. `dated`: somebody's ground depends on the day of the application (family.of_the_application). `children` are told by
    their first schools and certificates; `turns`: from which month on by others, months ascending (family.children_in); `several`: all
    certificates of whoever has more than one, which stand also in the case of one month.
    """

    received_on: date
    received: int
    electronic: bool
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
    turns: tuple[tuple[int, tuple[Child, ...]], ...]
    several: dict[str, tuple[tuple[str, int, int], ...]]
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
    moved = False
    several: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for place, member in enumerate(members):
        if member.role == "child":
            children.append(child_of(member, place, applicant, asked))
            moved |= is_dated(member)
            if member.later_disabilities:
                several[member.id] = certified_months(member)
        elif member.placed is None:
            if member.joined_on is None and member.left_on is None:
                adults += 1
            else:
                changing_adults.append((joins(member), leaves(member)))
    children.sort(key=eldest_first)
    turns: tuple[tuple[int, tuple[Child, ...]], ...] = ()
    if moved:
        (_, first), *turns_after = _turns(members, applicant, asked)
        children, turns = list(first), tuple(turns_after)
    size, moving, certificates, dated = adults, bool(changing_adults) or moved, moved, False
    admitted = any(child.admitted for _, told in turns for child in told)
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
        electronic=application.electronic,
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
        turns=turns,
        several=several,
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
    return tuple(name for name in form.model_fields if name not in f.Facts.model_fields or name in f.OWN_OF_SEVERAL)


def _turns(
    members: tuple[f.Member, ...], applicant: str | None, asked: f.Supplements
) -> list[tuple[int, tuple[Child, ...]]]:
    """The children by the month from which they are told so, the first of them always."""
    told = [(place, by_month(member)) for place, member in enumerate(members) if member.role == "child"]
    found: list[tuple[int, tuple[Child, ...]]] = []
    for at in sorted({since for _, one in told for since in one.turns}):
        children = []
        for place, one in told:
            member, school_at = one.at(at)
            children.append(child_of(member, place, applicant, asked, school_at))
        found.append((at, tuple(sorted(children, key=eldest_first))))
    return found
