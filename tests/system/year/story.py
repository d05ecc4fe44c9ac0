"""What the chapters of the story hand on to one another."""

from dataclasses import dataclass, field

from tests.system.year.book import Book, Debt, Paid
from tests.system.year.checking import month_ends
from tests.system.year.desk import Desk
from tests.system.year.family import Family
from tests.system.year.paying import pay


@dataclass
class Story:
    """The desk and the book, and what came to be: ids by the name of the benefit."""

    desk: Desk
    book: Book
    application: str = ""
    next_application: str = ""
    appeal: str = ""
    decisions: dict[str, str] = field(default_factory=dict)
    overpayments: dict[str, str] = field(default_factory=dict)
    debts: dict[str, Debt] = field(default_factory=dict)
    undue_decisions: dict[str, str] = field(default_factory=dict)
    paid: list[Paid] = field(default_factory=list)
    people: Family | None = None

    @property
    def family(self) -> Family:
        """The family, once it is registered."""
        assert self.people is not None
        return self.people

    def pays(self, month: str, drawn_on: str, paid_on: str, **more: object) -> list[Paid]:
        """The month's list."""
        found = pay(self.desk, self.family.household, self.book, month, drawn_on, paid_on, **more)
        self.paid += found
        return found

    def month_ends(self, day: str, too_much: dict[str, str] | None = None) -> None:
        """The month is closed and compared."""
        month_ends(self.desk, self.book, day, too_much=too_much)
