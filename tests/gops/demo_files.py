"""The files of a demo year as their reader sees them: nothing of the generator is known here."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from gops.demo.files import Written
from kit.money import grosze

SERVICES = ("family_benefits", "social_assistance", "alimony_fund")


@dataclass
class Files:
    """What the files say, by benefit code; a person is the PESEL or passport, a family its reference person."""

    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    persons: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    families: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    awards: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    payments: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    bookings: list[dict[str, str]] = field(default_factory=list)
    plan: list[dict[str, str]] = field(default_factory=list)

    def number(self, service: str, source_id: str) -> str:
        person = self.persons[service, source_id]
        return str(person.get("pesel") or person["document"]["number"])

    def paid(self, codes: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        for service, payment in self.payments:
            if payment["benefit"] in codes:
                yield service, payment, self.awards[service, payment["award"]]

    def amount(self, codes: tuple[str, ...]) -> int:
        paid = sum(grosze(payment["amount"]) for _, payment, _ in self.paid(codes))
        return paid + sum(grosze(row["amount"]) for row in self.bookings if row["benefit"] in codes)

    def entitled(self, codes: tuple[str, ...]) -> set[str]:
        return self.counted(codes, "entitled")

    def counted(self, codes: tuple[str, ...], whose: str) -> set[str]:
        return {self.number(service, award[whose]) for service, _, award in self.paid(codes)}

    def households(self, codes: tuple[str, ...]) -> set[str]:
        return {
            self.number(service, self.families[service, award["family"]]["reference_person"])
            for service, _, award in self.paid(codes)
            if award["family"]
        }


def read(written: Written) -> Files:
    """Reads them all."""
    found = Files()
    for service in SERVICES:
        lines = [orjson.loads(line) for line in written.imports[service].read_bytes().splitlines()]
        found.lines[service] = lines
        for line in lines:
            place = (service, line["source_id"])
            if line["kind"] == "person":
                found.persons[place] = line
            elif line["kind"] == "family":
                found.families[place] = line
            elif line["kind"] == "award":
                found.awards[place] = line
            else:
                found.payments.append((service, line))
    with written.bookings.open(encoding="utf-8", newline="") as file:
        found.bookings = list(csv.DictReader(file))
    with written.plan.open(encoding="utf-8", newline="") as file:
        found.plan = list(csv.DictReader(file))
    return found
