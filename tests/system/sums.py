"""What a file of an import must become, computed from its lines in the plainest way, and what really became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import httpx
import orjson
import psycopg

from casework.benefits.catalogue import Catalogue
from casework.identity import person_identity
from gops.demo.model import Booking
from kit.feed.verify import Place, verify
from kit.money import grosze, zloty
from kit.secrets import KeyRing
from tests.system.houses import TestHouse

SETTLED = "pl.gops.payment.settled.v1"
SNAPSHOTTED = "pl.gops.household.snapshotted.v1"

Paid = tuple[str, str, str, str, str, str | None, int]
"""benefit, month, day of the bank, entitled, recipient, household, grosze"""


@dataclass
class Sum:
    """Of a benefit, or of all of them."""

    amount: int = 0
    persons: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    benefits: int = 0

    def shown(self) -> dict[str, Any]:
        """As a statement shows it."""
        return {
            "executed": zloty(self.amount),
            "persons": len(self.persons) or None,
            "families": len(self.families) or None,
            "benefits": self.benefits or None,
        }


@dataclass
class Wanted:
    """What the files of one gmina must become."""

    paid: Counter[Paid] = field(default_factory=Counter)
    snapshots: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    by_benefit: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    total: Sum = field(default_factory=Sum)

    def add(self, lines: Iterable[bytes], gmina: str, keys: KeyRing, catalogue: Catalogue) -> None:
        """The lines of one service's file."""
        persons: dict[str, str] = {}
        families: dict[str, str] = {}
        awards: dict[str, dict[str, Any]] = {}
        for line in map(orjson.loads, lines):
            self.lines[line["kind"]] += 1
            if line["kind"] == "person":
                persons[line["source_id"]] = _identity(line)
            elif line["kind"] == "family":
                families[line["source_id"]] = keys.household_pseudonym(gmina, persons[line["reference_person"]])
                self.snapshots += 1
            elif line["kind"] == "award":
                awards[line["source_id"]] = line
            else:
                award = awards[line["award"]]
                entitled = keys.pseudonym(gmina, persons[award["entitled"]])
                recipient = keys.pseudonym(gmina, persons[award["recipient"]])
                household = families[award["family"]] if award["family"] else None
                amount = grosze(line["amount"])
                month, day = line["period"], line["paid_on"]
                self.paid[line["benefit"], month, day, entitled, recipient, household, amount] += 1
                counted = {"entitled": entitled, "recipient": recipient, "none": None}[
                    catalogue.get(line["benefit"]).counted
                ]
                for place in (self.by_benefit[line["benefit"]], self.total):
                    place.amount += amount
                    place.persons |= {counted} if counted else set()
                    place.families |= {household} if household else set()
                    place.benefits += 1

    def book(self, bookings: Iterable[Booking]) -> None:
        """Documents of the finance system: money, nobody's."""
        for booking in bookings:
            for place in (self.by_benefit[booking.benefit], self.total):
                place.amount += booking.amount

    def shown(self) -> dict[str, Any]:
        """As `statement_by_benefit` shows it."""
        return {"": self.total.shown()} | {benefit: found.shown() for benefit, found in sorted(self.by_benefit.items())}


def wanted(files: dict[str, Path], gmina: str, keys: KeyRing, catalogues: dict[str, Catalogue]) -> Wanted:
    """The sum of the files, by service."""
    found = Wanted()
    for service, file in files.items():
        with file.open("rb") as lines:
            found.add(lines, gmina, keys, catalogues[service])
    return found


def whole_log(house: TestHouse, service: str, gmina: str) -> list[dict[str, Any]]:
    """Every event of a log from the first, the chain verified."""
    events: list[dict[str, Any]] = []
    place = Place()
    headers = {"Authorization": f"Bearer {house.system_token(service)}"}
    with httpx.Client(base_url=house.urls[service], headers=headers, timeout=30) as client:
        while True:
            query = {"gmina": gmina, "after": str(place.sequence), "limit": "1000"}
            answer = client.get("/v1/events", params=query)
            answer.raise_for_status()
            page = verify(answer.content, place)
            if not page.items:
                return events
            events += map(orjson.loads, page.items)
            place = page.place


def paid_in(events: Iterable[dict[str, Any]]) -> Counter[Paid]:
    """The payments that the log tells of."""
    found: Counter[Paid] = Counter()
    for event in events:
        if event["type"] == SETTLED:
            data = event["data"]
            amount = sum(line["amount"] for line in data["lines"])
            found[
                data["benefit"], data["due_period"], data["booked_on"], data["entitled"], data["recipient"],
                data["household"], amount,
            ] += 1  # fmt: skip
    return found


def rows_of(house: TestHouse, service: str, gmina: str) -> dict[str, int]:
    """How many rows the service holds of this gmina, by table."""
    tables = ("person", "household", "award", "payment", "import_record", "import_line", "event_log")
    with psycopg.connect(house.database(service)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table} WHERE gmina = %s", (gmina,)).fetchone()[0]  # type: ignore[index]
            for table in tables
        }


def statement(house: TestHouse, gmina: str, **query: str) -> dict[str, Any]:
    """The statement of 2019 through the gateway."""
    asked = {"year": "2019", "until": "2019-12-31", "definition": "budget_rows", **query}
    with house.caller(gmina) as caller:
        found: dict[str, Any] = caller.get("/reporting/v1/statements", "reporter", **asked)
    return found


def statement_by_benefit(house: TestHouse, gmina: str, **query: str) -> dict[str, Any]:
    """Executed amount, persons, families and benefits of each benefit, and of all under an empty name."""
    found = statement(house, gmina, group_by="benefit", **query)
    shown = ("executed", "persons", "families", "benefits")
    return {"": {name: found["total"][name] for name in shown}} | {
        group["benefit"]: {name: group[name] for name in shown} for group in found["groups"]
    }


def ledger_rows(house: TestHouse, gmina: str) -> int:
    """How many lines of money stand in reporting's ledger."""
    with psycopg.connect(house.database("reporting")) as connection:
        found = connection.execute("SELECT count(*) FROM ledger_entry WHERE gmina = %s", (gmina,)).fetchone()
    return 0 if found is None else int(found[0])


def post_rows(house: TestHouse, gmina: str, path: str, content: str) -> None:
    """A plan or documents of the finance system, as the loader sends them."""
    with house.caller(gmina) as caller:
        caller.post(
            f"/reporting/v1/{path}",
            "accountant",
            key=f"{gmina}-{path}",
            content=content.encode(),
            media_type="text/csv",
        )


def wait_until_applied(house: TestHouse, gminas: Iterable[str], services: Iterable[str], seconds: float = 90) -> None:
    """Until reporting's cursors stand at the end of the services' logs, and nothing has stopped."""
    of_services = tuple(services)
    waiting = [(gmina, service) for gmina in gminas for service in of_services]
    heads = {service: _heads(house, service) for service in of_services}
    heads_of = frozenset(waiting)
    deadline = monotonic() + seconds
    while waiting:
        house.check()
        with psycopg.connect(house.database("reporting")) as connection:
            rows = connection.execute("SELECT gmina, service, sequence, state, reason FROM source").fetchall()
        places = {(row[0], row[1]): row[2] for row in rows}
        stopped = [row for row in rows if row[3].startswith("stopped") and (row[0], row[1]) in heads_of]
        assert stopped == []
        waiting = [one for one in waiting if places.get(one) != heads[one[1]].get(one[0], 0)]
        assert monotonic() < deadline, (waiting, rows)
        sleep(0.1)


def _heads(house: TestHouse, service: str) -> dict[str, int]:
    with psycopg.connect(house.database(service)) as connection:
        return dict(connection.execute("SELECT gmina, sequence FROM event_head").fetchall())


def _identity(line: dict[str, Any]) -> str:
    paper = line.get("document")
    if line.get("pesel") is None and paper is None:
        raise AssertionError("a person without a number has a random pseudonym: not for these tests")
    return person_identity(line.get("pesel"), (paper["type"], paper["number"]) if paper else None, UUID(int=0))
