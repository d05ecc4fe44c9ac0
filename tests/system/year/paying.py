"""A month's payment list through the full circuit: drawn up, two checks, control, approval, the bank's day; five acts of four people."""

from typing import Any

from tests.system.year.book import Book, Paid
from tests.system.year.desk import ACCOUNTANT, AUDITOR, CHIEF_ACCOUNTANT, HEAD, SECOND_CLERK, Desk


def pay(desk: Desk, household: str, book: Book, month: str, drawn_on: str, paid_on: str, **more: Any) -> list[Paid]:
    """What goes out for the month; it stands in the book as well. household: none for somebody alone. more: members of the request."""
    desk.on(drawn_on)
    order = {"month": month, "due_on": paid_on, **more}
    preview = desk.ask(ACCOUNTANT, "POST", "payment-lists/preview", body=order).json()
    made = desk.post(ACCOUNTANT, "payment-lists", order)
    path = f"payment-lists/{made['id']}"
    desk.step(SECOND_CLERK, path, "merit-check", {"outcome": "passed"})
    desk.step(CHIEF_ACCOUNTANT, path, "formal-check", {"outcome": "passed"})
    desk.step(CHIEF_ACCOUNTANT, path, "preliminary-control", {"outcome": "passed"})
    desk.step(HEAD, path, "approve")
    desk.on(paid_on)
    assert desk.step(ACCOUNTANT, path, "settle", {"booked_on": paid_on})["state"] == "settled"
    found = []
    for one in desk.get(AUDITOR, "payments", list=made["id"])["items"]:
        award = desk.get(AUDITOR, f"awards/{one['award']}")
        payment = Paid(one["id"], one["benefit"], one["month"], award["entitled"], grosze(one["amount"]), paid_on)
        book.pay(payment, household)
        found.append(payment)
    assert sum(one.amount for one in found) == grosze(preview["amount"])
    return found


def grosze(amount: str) -> int:
    """Złote as text, in grosze."""
    whole, _, part = amount.partition(".")
    return int(whole) * 100 + int(part)
