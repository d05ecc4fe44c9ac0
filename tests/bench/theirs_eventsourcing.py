"""Runs in .venv-bench: events a second of eventsourcing's projection runner on PostgreSQL. Arguments: EVENTS HOST PORT USER PASSWORD.

An application stores payments as aggregates' events; the projection writes one row of a view and its tracking position for each, in
one transaction, which is how the library's own documentation shows a materialised view.
"""

import json
import sys
import time
from typing import Any

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL


class Payment(Aggregate):
    """A payment with what a money fact says."""

    @event("Settled")
    def __init__(self, benefit: str, person: str, amount: int, booked_on: str, fact: dict[str, Any]) -> None:
        self.benefit, self.person, self.amount, self.booked_on, self.fact = benefit, person, amount, booked_on, fact


class Payments(Application):
    """The log."""


class Ledger(PostgresTrackingRecorder):
    """The view: one row for each payment."""

    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:
        super().__init__(datastore, **kwargs)
        self.sql_create_statements.append(
            SQL(
                "CREATE TABLE IF NOT EXISTS ledger (id text PRIMARY KEY, benefit text, person text, amount bigint, booked_on date)"
            )
        )

    def enter(self, payment: Payment.Settled, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "INSERT INTO ledger VALUES (%s, %s, %s, %s, %s)",
                (str(payment.originator_id), payment.benefit, payment.person, payment.amount, payment.booked_on),
            )


class Entering(Projection[Ledger]):
    """Event by event, as the library's runner calls it."""

    name = "ledger"
    topics = ()

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.enter(domain_event, tracking)


def main() -> None:
    events, host, port, user, password = int(sys.argv[1]), *sys.argv[2:6]
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": "bench_eventsourcing",
        "POSTGRES_HOST": host,
        "POSTGRES_PORT": port or "5432",
        "POSTGRES_USER": user,
        "POSTGRES_PASSWORD": password,
    }
    fact = {
        "unit": "gops",
        "measure": "expenditure",
        "rozdzial": "85502",
        "paragraf": "311",
        "source": "dotacja_zlecone_2010",
    }
    application = Payments(env)
    last = 0
    for start in range(0, events, 500):
        found = application.save(
            *(
                Payment("zasilek_pielegnacyjny", f"{n:043}", 18442, "2019-03-28", fact)
                for n in range(start, min(start + 500, events))
            )
        )
        last = found[-1].notification.id
    application.close()
    begun = time.perf_counter()
    with ProjectionRunner(application_class=Payments, projection_class=Entering, view_class=Ledger, env=env) as runner:
        runner.wait(last, timeout=120)
        took = time.perf_counter() - begun
    json.dump(last / took, sys.stdout)


if __name__ == "__main__":
    main()
