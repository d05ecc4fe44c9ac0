"""Several schools and several certificates of one member of the family, told in order: which of them counts from which month on.

A school counts from the month in which the member begins there to that of the next one; what lies between its end and the beginning of
the next one is without school. A certificate counts from the month in which it was applied for, when that is not told from the one in
which it was issued (as a single one: art. 24 ust. 2a); one of a lower degree waits until the one before has run out, or was replaced by
it (art. 24 ust. 3-4; what a lower degree does to one without an end was not found in the act: our reading, unconfirmed).
"""

from dataclasses import dataclass

from kit.periods import month_of
from services.family_benefits import facts as f
from services.family_benefits.months import ALWAYS

SCHOOL = "school"
_RANK = {"lekki": 0, "orzeczenie_o_niepelnosprawnosci": 1, "umiarkowany": 1, "znaczny": 2}


@dataclass(frozen=True, slots=True)
class ByMonth:
    """A member with its schools (where each is told) and certificates, each from a month on; the earliest of both always."""

    member: f.Member
    schools: tuple[tuple[int, f.School | None, str], ...]
    certificates: tuple[tuple[int, f.Disability | None], ...]

    @property
    def turns(self) -> frozenset[int]:
        """The months from which something else counts; always among them."""
        return frozenset({ALWAYS, *(one[0] for one in self.schools), *(one[0] for one in self.certificates)})

    def at(self, month: int) -> tuple[f.Member, str]:
        """The member as in the month, and the pointer of the school in it."""
        school, where = next((one, where) for since, one, where in reversed(self.schools) if since <= month)
        certificate = next(one for since, one in reversed(self.certificates) if since <= month)
        return self.member.model_copy(update={"school": school, "disability": certificate}), where


def is_dated(member: f.Member) -> bool:
    """Whether the member has several schools or certificates, or a school that begins on a day."""
    school = member.school
    return bool(member.later_schools or member.later_disabilities) or (school is not None and school.since is not None)


def by_month(member: f.Member) -> ByMonth:
    """The member's schools and certificates by months."""
    return ByMonth(member, tuple(_schools(member)), tuple(_certificates(member)))


def _schools(member: f.Member) -> list[tuple[int, f.School | None, str]]:
    first = member.school
    found: list[tuple[int, f.School | None, str]] = [(ALWAYS, first, SCHOOL)]
    if first is not None and first.since is not None:
        found = [(ALWAYS, None, SCHOOL), (month_of(first.since), first, SCHOOL)]
    for number, school in enumerate(member.later_schools):
        found.append((max(found[-1][0], month_of(school.since)), school, f"later_schools/{number}"))
    return found


def _certificates(member: f.Member) -> list[tuple[int, f.Disability | None]]:
    found: list[tuple[int, f.Disability | None]] = [(ALWAYS, member.disability)]
    for one in member.later_disabilities:
        last, before = found[-1]
        since = max(last, month_of(one.applied_on or one.issued_on))
        if before is not None and _RANK[one.degree] < _RANK[before.degree]:
            since = max(since, month_of(before.valid_to or one.issued_on) + 1)
        found.append((since, one))
    return found
