"""A child of the family as the rules read it: its months, its school and certificate, the ground of art. 7, the supplements asked for it.

Several schools or certificates of one child are told with their days (dated): then there is such a child for each of their turns.
"""

from datetime import date

from kit.periods import month_of
from kit.values import value
from services.family_benefits import facts as f
from services.family_benefits.dated import SCHOOL, by_month
from services.family_benefits.months import ALWAYS, NEVER_ENDS

COUNTED_DEGREES = frozenset({"orzeczenie_o_niepelnosprawnosci", "umiarkowany", "znaczny"})
LONE_REASONS = frozenset({"other_parent_dead", "father_unknown", "claim_dismissed"})
"""Why no alimony was ordered (art. 11a ust. 1)."""
NO_TITLE = frozenset({"missing", "not_needed"})
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
    of whom one applies as a lone parent; nothing is due for the child before `due_from`."""

    id: str
    born: int
    born_on: date
    steady: bool
    present_from: int
    present_to: int
    due_from: int
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


def _asked(given: f.Supplements, member: f.Member, place: int, school_at: str) -> Asked | None:
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
        level_at=f"/family/members/{place}/{school_at}/level"
        if school is not None and level is None and not fit
        else None,
    )


def child_of(
    member: f.Member, place: int, applicant: str | None, given: f.Supplements, school_at: str = SCHOOL
) -> Child:
    """The child of a member, who stands at the place among the members; `school_at`: where in the member its school stands."""
    school, certificate = member.school, member.disability
    born = month_of(member.born_on)
    joined, left = joins(member), leaves(member)
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
        due_from=ALWAYS,
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
        asked=_asked(given, member, place, school_at),
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


def certified_months(member: f.Member) -> tuple[tuple[str, int, int], ...]:
    """Degree, first and last month of each certificate of a member who has several, in order."""
    told = by_month(member).certificates
    found: list[tuple[str, int, int]] = []
    for (since, certificate), following in zip(told, (*(one[0] for one in told[1:]), NEVER_ENDS + 1), strict=True):
        if certificate is not None:
            valid_to = NEVER_ENDS if certificate.valid_to is None else month_of(certificate.valid_to)
            found.append((certificate.degree, max(since, _degree_from(certificate)), min(following - 1, valid_to)))
    return tuple(found)


def eldest_first(child: Child) -> tuple[date, str]:
    """By the day of birth."""
    return child.born_on, child.id


def joins(member: f.Member) -> int:
    """The first month of a member of the family."""
    return month_of(member.joined_on) if member.joined_on else ALWAYS


def leaves(member: f.Member) -> int:
    """The last month of a member of the family."""
    return month_of(member.left_on) if member.left_on else NEVER_ENDS
