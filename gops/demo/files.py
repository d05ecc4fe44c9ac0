"""A demo year as the files that a centre would send: NDJSON per service in the import format, CSV of the finance system.

Everything is an iterator of lines, so that it can be streamed; the same year gives the same bytes.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from gops.demo.finance import council_act
from gops.demo.model import SERVICES, Award, DemoYear, Household, Payment, Person, Service, ServiceYear
from kit.money import zloty

PLAN, BOOKINGS = "plan.csv", "bookings.csv"

_PLAN_COLUMNS = (
    "unit", "year", "side", "dzial", "rozdzial", "paragraf", "task", "task_kind", "source", "amount", "valid_from", "act_number",
    "act_day",
)  # fmt: skip
_BOOKING_COLUMNS = (
    "document_id", "document_version", "unit", "benefit", "measure", "side", "dzial", "rozdzial", "paragraf", "task", "task_kind",
    "source", "amount", "occurred_on", "booked_on", "budget_year", "declared", "mirrors",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """Where the files of a year are, and how many lines each import has."""

    directory: Path
    imports: Mapping[Service, Path]
    lines: Mapping[Service, int]
    plan: Path
    bookings: Path


def write(year: DemoYear, directory: Path) -> Written:
    """Writes the year's files into the directory (made if it is not there)."""
    directory.mkdir(parents=True, exist_ok=True)
    imports: dict[Service, Path] = {}
    lines: dict[Service, int] = {}
    for service in SERVICES:
        imports[service] = directory / f"{service}.ndjson"
        with imports[service].open("wb") as file:
            lines[service] = 0
            for line in import_lines(year.services[service], year.year):
                file.write(line)
                lines[service] += 1
    plan, bookings = directory / PLAN, directory / BOOKINGS
    plan.write_text(plan_csv(year), encoding="utf-8", newline="")
    bookings.write_text(bookings_csv(year), encoding="utf-8", newline="")
    return Written(directory, imports, lines, plan, bookings)


def import_lines(service: ServiceYear, year: int) -> Iterator[bytes]:
    """The service's import, line by line: persons, families, awards, payments."""
    persons = {person.number: f"p-{number:06d}" for number, person in enumerate(service.persons, 1)}
    families = {household.reference.number: f"f-{number:04d}" for number, household in enumerate(service.households, 1)}
    known = persons.__getitem__
    for person in service.persons:
        yield _line(person_line(person, known(person.number)))
    for household in service.households:
        yield _line(_family_line(household, families[household.reference.number], known, year))
    for award in service.awards:
        family = families[award.household.reference.number] if award.household else None
        yield _line(_award_line(award, known, family))
    for payment in service.payments:
        yield _line(_payment_line(payment, year))


def plan_csv(year: DemoYear) -> str:
    """The budget plan in force since 1 January."""
    act, day = council_act()
    rows = (
        (year.unit, year.year, "expenditure", row.dzial, row.rozdzial, "", row.task, row.task_kind, "", zloty(row.amount),
         date(year.year, 1, 1), act, day)
        for row in year.plan
    )  # fmt: skip
    return _csv(_PLAN_COLUMNS, rows)


def bookings_csv(year: DemoYear) -> str:
    """The finance system's documents; nothing in them is about a person."""
    rows = (
        (one.document_id, 1, year.unit, one.benefit, "expenditure", "expenditure", one.rozdzial[:3], one.rozdzial, one.paragraf,
         one.task, one.task_kind, one.source, zloty(one.amount), one.booked_on, one.booked_on, year.year,
         ";".join(f"{unit}={count}" for unit, count in one.declared.items()), "")
        for one in year.bookings
    )  # fmt: skip
    return _csv(_BOOKING_COLUMNS, rows)


def person_line(person: Person, source_id: str) -> dict[str, Any]:
    """A person as a line of the import; a passport stands where there is no PESEL."""
    number = {"pesel": person.pesel} if person.pesel else {"document": {"type": "passport", "number": person.passport}}
    return {
        "kind": "person",
        "source_id": source_id,
        **number,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "birth_date": person.born,
    }


def _family_line(household: Household, source_id: str, known: Callable[[str], str], year: int) -> dict[str, Any]:
    youngest = max(member.born for member in household.members)
    roles = [(person, "adult") for person in household.adults] + [(person, "child") for person in household.children]
    return {
        "kind": "family",
        "source_id": source_id,
        "reference_person": known(household.reference.number),
        "household_kind": household.kind,
        # A child born in the year belongs to the household from the day after.
        "on": max(date(year, 1, 1), youngest + timedelta(days=1)),
        "members": [{"person": known(person.number), "role": role} for person, role in roles],
    }


def _award_line(award: Award, known: Callable[[str], str], family: str | None) -> dict[str, Any]:
    decision = award.decision
    return {
        "kind": "award",
        "source_id": award.source_id,
        "benefit": award.benefit,
        "entitled": known(award.entitled.number),
        "recipient": known(award.recipient.number),
        "family": family,
        "variant": award.variant,
        "mechanism": award.mechanism,
        "from": award.first,
        "to": award.last,
        "amount": zloty(award.amount),
        "decision": {"number": decision.number, "issued_on": decision.issued_on} if decision else None,
    }


def _payment_line(payment: Payment, year: int) -> dict[str, Any]:
    line: dict[str, Any] = {
        "kind": "payment",
        "source_id": payment.source_id,
        "award": payment.award.source_id,
        "benefit": payment.award.benefit,
        "period": payment.period,
        "amount": zloty(payment.amount),
        "paid_on": payment.paid_on,
        "budget_year": year,
    }
    if payment.quantity is not None:
        line["quantity"] = f"{payment.quantity // 1000}.{payment.quantity % 1000:03d}"
    if payment.parts:
        line["lines"] = [
            {"source": part.source, "paragraf": part.paragraf, "amount": zloty(part.amount)} for part in payment.parts
        ]
    return line


def _line(data: Mapping[str, Any]) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE)


def _csv(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
