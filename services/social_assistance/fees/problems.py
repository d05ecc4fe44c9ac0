"""What is refused about fees, by the name of the fact."""

from kit.problems import Conflict, NotFound


class FeeNotFound(NotFound):
    """No such fee in this gmina, or the caller does not see it."""

    code = "fee_not_found"
    title = "Nie znaleziono opłaty"


class FeeEntryNotStanding(Conflict):
    """The fee has no such entry, it was countered, it is assessed by its own register, or money was let go or given back on its ground."""

    code = "fee_entry_not_standing"
    title = "Tego zapisu opłaty nie można wycofać"


class MoreThanFeeOpen(Conflict):
    """More would be let go than is open."""

    code = "more_than_fee_open"
    title = "Umorzenie przekracza nieopłaconą część opłaty"


class MoreThanOverpaid(Conflict):
    """More would go back than came in beyond what is owed, or than is left of that receipt."""

    code = "more_than_overpaid"
    title = "Zwrot przekracza nadpłatę"


class FeeReminderNotFound(NotFound):
    """No such reminder in this gmina, or the caller does not see it."""

    code = "fee_reminder_not_found"
    title = "Nie znaleziono upomnienia"


class FeeReminderEnded(Conflict):
    """The reminder was withdrawn or is over: no letter reminds by it any more."""

    code = "fee_reminder_ended"
    title = "To upomnienie wycofano albo zakończono"


class NothingOverdue(Conflict):
    """Nothing of the payer is overdue in this unit, or all of it was reminded of; or nothing is open any more."""

    code = "nothing_overdue"
    title = "Nie ma zaległych opłat, o których można upomnieć albo które można egzekwować"


class ReminderTermRuns(Conflict):
    """The days in which the payer may pay after the reminder was delivered are not over."""

    code = "reminder_term_runs"
    title = "Termin zapłaty po upomnieniu jeszcze nie minął"
