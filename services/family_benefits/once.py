"""Supplements due once, for a birth and for the start of a school year: in which month of the right they are due (art. 8, 9, 14).

They belong to the allowance (art. 8), are asked for by a day of their own (art. 26 ust. 5, art. 14 ust. 3) and are not set for the period
(art. 24 ust. 1); the act names no month. Asked for in time while the family has no right yet, they are due in the first month of
the right, and so are never lost to an income that goes down only later (our reading, unconfirmed: no judgment was seen).
"""

from collections.abc import Iterable, Sequence

from kit.law import Record
from services.family_benefits.allowance import NONE, Month
from services.family_benefits.rules import BAND
from services.family_benefits.supplements import ONCE


def with_the_right(found: list[Record], spans: Sequence[tuple[Month, int]]) -> list[Record]:
    """The stretches, with each amount due once in the first month, from its own on, in which the child's allowance is due to the family;
    where there is none it stays in its month, in which nothing is paid."""
    return [_in_the_right(record, found, spans) if record[0] in ONCE else record for record in found]


def _in_the_right(record: Record, found: list[Record], spans: Iterable[tuple[Month, int]]) -> Record:
    for outcome, last in spans:
        if outcome.kind == NONE:
            continue
        since = max(outcome.at, record[3])
        months = [
            max(since, band[3])
            for band in found
            if band[0] is BAND and band[1] == record[1] and max(since, band[3]) <= min(last, band[4])
        ]
        if months:
            at = min(months)
            return (*record[:3], at, at, *record[5:])
    return record
