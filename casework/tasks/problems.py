"""Why something is not done with a task, a clock or a calendar."""

from kit.problems import Conflict, Forbidden, NotFound


class TaskNotFound(NotFound):
    """No register gives such a task now, or it is not for the caller to see."""

    code = "task_not_found"
    title = "Nie znaleziono zadania"


class NotForYouToAssign(Forbidden):
    """The head assigns to anybody; the others take what nobody has and give back what they have."""

    code = "assignment_by_superior"
    title = "Zadania innym osobom przydziela kierownik"


class ClockStopped(Conflict):
    """The application is settled: its office clock runs no more."""

    code = "clock_stopped"
    title = "Sprawę już załatwiono, termin nie biegnie"


class PauseNotFound(NotFound):
    """The application has no such stretch of days."""

    code = "pause_not_found"
    title = "Nie znaleziono przerwy w biegu terminu"


class PauseEnded(Conflict):
    """The stretch has its last day already."""

    code = "pause_ended"
    title = "Przerwa w biegu terminu już się skończyła"


class PauseOrdered(Conflict):
    """The stretch is a suspension by an order; an order ends it."""

    code = "pause_ordered"
    title = "Postępowanie zawieszono postanowieniem"


class AlreadyComplex(Conflict):
    """The case is counted as especially complicated already."""

    code = "case_already_complex"
    title = "Sprawę uznano już za szczególnie skomplikowaną"


class CalendarNotFound(NotFound):
    """No such calendar, or it was revoked, or its days are over; which of these is not said."""

    code = "calendar_not_found"
    title = "Nie znaleziono kalendarza"
