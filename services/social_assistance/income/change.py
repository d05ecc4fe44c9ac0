"""A change of income too small to change a right or a fee (art. 106 ust. 3a-3b u.p.s.)."""

from kit.law import View
from services.social_assistance.conditions import FAMILY_CRITERION, SINGLE_CRITERION

_PART = "prog_zmiany_dochodu_bez_wplywu"


def left_out(before: int, after: int, *, single: bool, view: View) -> bool:
    """Whether the change does not count: no more than a part of the criterion, in grosze.

    Of a single person the income, in a family the income for one person against the criterion for one. Raises NoParameter.
    """
    criterion = view.amount(SINGLE_CRITERION if single else FAMILY_CRITERION)
    return abs(after - before) <= view.ratio(_PART) * criterion
