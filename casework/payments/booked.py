"""On which lines money is booked that comes back of a payment: those of the day, and for an earlier year the revenue's own."""

from collections.abc import Sequence
from datetime import date

from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.facts.money import money_line
from casework.payments import problems as refused
from casework.payments.amounts import Line
from casework.payments.schemas import RevenueLineIn
from casework.payments.store import Payment
from kit.problems import FieldError


def on_day(
    catalogue: Catalogue, paid: Payment, lines: Sequence[Line], on: date, *, since: date | None = None
) -> list[Line]:
    """The lines, which are of `since` (the day of payment unless stated), as money of the day is booked (events.md, Which codes): after a
    change of classification, on the codes of the same source that are in force now. Raises CannotBeBooked when there is none.
    """
    benefit = catalogue.get(paid.benefit)
    of = since or paid.booked_on
    if of is None or benefit.booked_alike(of, on):
        return list(lines)
    current = {line.source: line for line in benefit.lines if line.in_force(on) and line.side == "expenditure"}
    gone = [line for line in lines if line["source"] not in current]
    if gone:
        raise CannotBeBooked("W dniu zwrotu świadczenie nie ma klasyfikacji dla źródła, z którego je wypłacono.")
    return [{**line, **money_line(current[line["source"]], line["amount"])} for line in lines]


def revenue_line(catalogue: Catalogue, paid: Payment, named: RevenueLineIn | None, amount: int, on: date) -> Line:
    """The revenue line that the request names, else the one that the benefit declares for the day."""
    if named is None:
        declared = [one for one in catalogue.get(paid.benefit).lines if one.side == "revenue" and one.in_force(on)]
        if len(declared) != 1:
            raise refused.RevenueLineRequired(
                errors=[FieldError("/line", "required", "Świadczenie nie ma wskazanej klasyfikacji dochodów.")]
            )
        return money_line(declared[0], amount)
    booked: Line = paid.lines[0]
    return {
        "side": "revenue",
        "dzial": named.dzial or booked["dzial"],
        "rozdzial": named.rozdzial or booked["rozdzial"],
        "paragraf": named.paragraf[:3],
        "p4": named.paragraf[3],
        "task": named.task or booked["task"],
        "task_kind": named.task_kind or booked["task_kind"],
        "source": named.source,
        "amount": amount,
    }
