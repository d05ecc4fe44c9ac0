"""What waits now beside the notices that are open: which go on, which are new, which are over."""

from datetime import date
from uuid import UUID

from casework.persons.rights_twice import Changes, Waiting, changes

AWARD, OTHER = UUID(int=1), UUID(int=2)
NOTICE, SECOND = UUID(int=11), UUID(int=12)


def months(first: int, last: int | None, award: UUID = AWARD) -> Waiting:
    return Waiting(award, date(2019, first, 1), None if last is None else date(2019, last, 1))


def test_what_waits_as_before_changes_nothing() -> None:
    assert changes([months(1, None)], [(NOTICE, months(1, None))]) == Changes((), (), ())


def test_months_that_part_keep_the_notice_for_the_first_of_them() -> None:
    now = [months(1, 3), months(7, None)]

    assert changes(now, [(NOTICE, months(1, None))]) == Changes((now[1],), ((NOTICE, now[0]),), ())


def test_months_that_join_keep_the_first_notice() -> None:
    told = [(NOTICE, months(1, 3)), (SECOND, months(7, 12))]

    assert changes([months(1, 12)], told) == Changes((), ((NOTICE, months(1, 12)),), (SECOND,))


def test_a_notice_of_another_right_or_of_other_months_is_not_taken() -> None:
    told = [(NOTICE, months(1, 3)), (SECOND, months(5, 6, OTHER))]

    assert changes([months(5, 6)], told) == Changes((months(5, 6),), (), (NOTICE, SECOND))
