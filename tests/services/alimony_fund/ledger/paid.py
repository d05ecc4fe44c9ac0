"""Payments of the fund as the lists leave them, put into the database; what led to them is not needed where they are taken up."""

from collections.abc import Sequence
from uuid import uuid4

import psycopg

from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.fund import FUND

Paid = tuple[str, str]
"""Bank day and grosze, as text."""


def a_right(stored: ServiceDatabase, entitled: str, *, benefit: str = FUND, unit: str = "gops") -> str:
    """Her right; its id."""
    award = str(uuid4())
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO award (gmina, id, benefit, entitled, recipient, unit, origin, state, since)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'imported', 'active', '2015-10-01')",
            (GMINA, award, benefit, entitled, entitled, unit),
        )
    return award


def payouts(
    stored: ServiceDatabase, award: str, *paid: Paid, benefit: str = FUND, state: str = "settled"
) -> Sequence[str]:
    """Her payments, each of the month of its bank day; their ids."""
    made = [str(uuid4()) for _ in paid]
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        for payment, (day, amount) in zip(made, paid, strict=True):
            connection.execute(
                "INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, state, booked_on, budget_year)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, '[]', %s, %s, %s)",
                (
                    GMINA, payment, str(uuid4()), award, benefit, f"{day[:7]}-01", int(amount), state,
                    day if state == "settled" else None, int(day[:4]) if state == "settled" else None,
                ),
            )  # fmt: skip
    return made


def came_back(stored: ServiceDatabase, payment: str, amount: int) -> None:
    """The payment was returned by the bank."""
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO payment_reversal (gmina, id, payment, mode, amount, lines, occurred_on, booked_on, budget_year)"
            " VALUES (%s, %s, %s, 'same_year_return', %s, '[]', '2026-03-20', '2026-03-20', 2026)",
            (GMINA, str(uuid4()), payment, amount),
        )
