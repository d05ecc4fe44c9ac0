"""Which days and years the steps of a payment list may have: none that is to come, none of a time that was over."""

from datetime import date

from casework.facts.budget_year import may_belong
from casework.payments import problems as refused
from casework.payments.schemas import ListIn
from casework.payments.tables import PaymentListRow
from kit.periods import month_of, parse_month
from kit.problems import FieldError

_MONTHS_AHEAD = 1


def not_too_far(order: ListIn, today: date) -> None:
    """A list is drawn up for months up to the next one, and to be paid in the one after it at the latest. Raises DayImpossible."""
    latest = month_of(today) + _MONTHS_AHEAD
    if parse_month(order.month) > latest:
        raise _impossible("/month", "Listę sporządza się najdalej na następny miesiąc.")
    if order.due_on is not None and month_of(order.due_on) > latest + 1:
        raise _impossible("/due_on", "Dzień wypłaty jest zbyt odległy.")


def check_approval(row: PaymentListRow, on: date, today: date) -> None:
    """Not in the future, and not before the month in which a list of its month could have been drawn up. Raises DayImpossible."""
    _not_later(on, today, "/on")
    if month_of(on) < month_of(row.month) - _MONTHS_AHEAD:
        raise _impossible("/on", "Listy na ten miesiąc nie można było jeszcze sporządzić.")


def check_settlement(row: PaymentListRow, on: date, budget_year: int, today: date) -> None:
    """Not in the future, not before the approval, of a year that the day may belong to. Raises DayImpossible, OtherBudgetYear."""
    _not_later(on, today, "/booked_on")
    if row.approved_on is not None and on < row.approved_on:
        raise _impossible("/booked_on", "Dzień zapłaty jest wcześniejszy niż zatwierdzenie listy.")
    if not may_belong(budget_year, on, row.month):
        raise refused.OtherBudgetYear(
            "Wypłata należy do roku dnia zapłaty; w styczniu do roku poprzedniego może należeć lista za miesiąc tamtego roku.",
            errors=[FieldError("/budget_year", "other_budget_year", "Inny niż rok zapłaty.")],
        )


def _not_later(day: date, today: date, pointer: str) -> None:
    if day > today:
        raise _impossible(pointer, "Dzień jest w przyszłości.")


def _impossible(pointer: str, told: str) -> refused.DayImpossible:
    return refused.DayImpossible(told, errors=[FieldError(pointer, "day_impossible", told)])
