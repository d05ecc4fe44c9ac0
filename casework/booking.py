"""Where money of a benefit is booked on a day, as the lines of a money fact; refused when the catalogue cannot say."""

from datetime import date
from typing import Any

from casework.benefits.types import Benefit, NoBudgetLine, SplitNotStated
from casework.facts.money import money_line
from kit.problems import Conflict


class CannotBeBooked(Conflict):
    """The benefit has no budget line on that day, its money goes to several lines without a ratio, or it is no benefit but revenue."""

    code = "cannot_be_booked"
    title = "Świadczenie nie ma klasyfikacji budżetowej na ten dzień"


def money_lines(benefit: Benefit, amount: int, on: date) -> list[dict[str, Any]]:
    """The lines of `amount` grosze (negative for money that is freed), which they sum to. Raises CannotBeBooked.

    What has revenue lines only (a fee, a refund) is no right: it is neither granted nor paid, and binds no plan.
    """
    if not benefit.granted:
        raise CannotBeBooked(f"„{benefit.name}” to dochód, a nie świadczenie: nie przyznaje się go ani nie wypłaca.")
    try:
        parts = benefit.split(abs(amount), on)
    except (NoBudgetLine, SplitNotStated):
        raise CannotBeBooked(f"Świadczenie „{benefit.name}” nie ma klasyfikacji na dzień {on.isoformat()}.") from None
    return [money_line(line, part if amount >= 0 else -part) for line, part in parts]


def lines_to_come(benefit: Benefit, amount: int, on: date, today: date) -> list[dict[str, Any]]:
    """The same of money of a day to come: the codes of a year that has not opened may not be known yet, then it stands on those of today.

    Raises CannotBeBooked.
    """
    return money_lines(benefit, amount, on if any(line.in_force(on) for line in benefit.lines) else today)
