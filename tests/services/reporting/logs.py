"""Logs of services for tests: chained as the services chain them, with facts in the office's terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from casework.facts.money import PAYMENT_SETTLED, money_fact
from kit.feed.envelope import GENESIS, chain, event
from kit.feed.verify import Place
from services.reporting.sources.heads import Head

STARTED = datetime(2019, 1, 2, 8, 0, tzinfo=UTC)
LINE: dict[str, Any] = {
    "side": "expenditure",
    "dzial": "855",
    "rozdzial": "85502",
    "paragraf": "311",
    "p4": "0",
    "task": "swiadczenia_rodzinne",
    "task_kind": "zlecone",
    "source": "dotacja_zlecone_2010",
    "grant_ref": None,
}


@dataclass
class Log:
    """The log of one service in one gmina, as a feed would serve it."""

    gmina: str
    service: str = "family_benefits"
    items: list[bytes] = field(default_factory=list)
    places: list[Place] = field(default_factory=lambda: [Place(0, GENESIS, "")])

    def add(
        self, kind: str, data: Mapping[str, Any], *, at: datetime | None = None, subject: UUID | None = None
    ) -> int:
        """Appends an event; returns its place."""
        previous = self.places[-1]
        sequence = previous.sequence + 1
        stamp = at or STARTED + timedelta(seconds=sequence)
        time = max(stamp.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), previous.time)
        body = event(service=self.service, gmina=self.gmina, type=kind, subject=subject or uuid4(), data=data)
        digest = chain(previous.digest, sequence, time.encode(), body.body_hash)
        prefix = f'{{"sequence":{sequence},"time":"{time}","digest":"{digest.hex()}",'.encode()
        self.items.append(prefix + body.body[1:])
        self.places.append(Place(sequence, digest, time))
        return sequence

    def pay(self, amount: int, *, at: datetime | None = None, kind: str = PAYMENT_SETTLED, **header: Any) -> int:
        """Appends a money fact of one line; see `paid`."""
        return self.add(kind, paid(amount, **header), at=at)

    @property
    def head(self) -> Head:
        """What GET /feeds says of it."""
        return Head(self.places[-1].sequence, self.places[-1].digest.hex())

    def page(self, after: int = 0, limit: int = 5000) -> bytes:
        """What GET /events answers."""
        return b"[" + b",\n".join(self.items[after : after + limit]) + b"]"


def paid(
    amount: int,
    *,
    on: date = date(2019, 3, 28),
    benefit: str | None = "zasilek_rodzinny",
    person: str | None = None,
    household: str | None = None,
    lines: list[dict[str, Any]] | None = None,
    benefits: str | None = "1.000",
    year: int | None = None,
    **header: Any,
) -> dict[str, Any]:
    """A payment of one benefit to one person, settled on a day; `amount` in grosze."""
    fact = money_fact(
        unit=header.pop("unit", "gops"),
        document=header.pop("document", ("payment_list", "list-1", 1)),
        measure=header.pop("measure", "expenditure"),
        benefit=benefit,
        occurred_on=header.pop("occurred_on", on),
        booked_on=on,
        budget_year=year or on.year,
        lines=lines or [line(amount, **header.pop("line", {}))],
        entitled=person,
        recipient=person,
        household=household,
        counted=header.pop("counted", "entitled" if person else "none"),
        due_period=header.pop("due_period", f"{on.year}-{on.month:02d}"),
        quantities=[("swiadczenie", benefits)] if benefits else [],
        variant=header.pop("variant", None),
        mechanism=header.pop("mechanism", None),
        reverses=header.pop("reverses", None),
    )
    return fact | header


def line(amount: int, **changed: Any) -> dict[str, Any]:
    """A line of 85502 § 3110 from the grant unless told otherwise."""
    return LINE | changed | {"amount": amount}


def pseudonym(name: object) -> str:
    """A pseudonym of the right form for a name."""
    return str(name).rjust(43, "x")


ANNA, JAN, FAMILY = pseudonym("anna"), pseudonym("jan"), pseudonym("rodzina")


def of_one_family(gmina: str) -> Log:
    """Two persons of one family in March, one of them in April again."""
    log = Log(gmina)
    log.pay(12400, person=ANNA, household=FAMILY, on=date(2019, 3, 28))
    log.pay(9500, person=JAN, household=FAMILY, on=date(2019, 3, 28))
    log.pay(12400, person=ANNA, household=FAMILY, on=date(2019, 4, 26))
    return log


def a_log(gmina: str, events: int = 12) -> Log:
    """Payments of a year to five persons of three families, in turn."""
    log = Log(gmina)
    for number in range(events):
        log.pay(
            100 + number,
            person=pseudonym(number % 5),
            household=pseudonym(f"r{number % 3}"),
            on=date(2019, 1 + number % 12, 5),
        )
    return log
