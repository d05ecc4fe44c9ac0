"""Why something is not done with a case's file."""

from kit.problems import Conflict, NotFound


class CaseNotFound(NotFound):
    """No such case in this gmina."""

    code = "case_not_found"
    title = "Nie znaleziono sprawy"


class CaseUnfinished(Conflict):
    """Something in the case is still to be settled; errors name what."""

    code = "case_unfinished"
    title = "W sprawie jest jeszcze coś do załatwienia"


class CaseOnList(Conflict):
    """The case stands on a list of what is to be destroyed; it has to be left out of it first."""

    code = "case_on_destruction_list"
    title = "Sprawa jest na spisie dokumentacji do brakowania"


class LinkedElsewhere(Conflict):
    """The decision, right or undue payment is linked with a case already."""

    code = "linked_elsewhere"
    title = "Należy już do sprawy"
