"""The demo's files against what the services declare: the import takes every line, and books it where the report has it."""

import csv
from collections import defaultdict
from datetime import date
from importlib import resources
from typing import Any

import orjson
import pytest

from casework.benefits.catalogue import Catalogue
from casework.imports.lines import LINE
from gops.demo.expected import lubnice_2019
from gops.demo.files import import_lines
from gops.demo.generating import generate, second_gmina
from gops.demo.model import DemoYear
from gops.demo.scale import year_of
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = {
    "family_benefits": FAMILY_BENEFITS,
    "social_assistance": SOCIAL_ASSISTANCE,
    "alimony_fund": ALIMONY_FUND,
}
BENEFITS = {benefit.code: benefit for catalogue in CATALOGUES.values() for benefit in catalogue}
LINES = [pytest.param(row, line, id=line.benefit) for row in lubnice_2019().rows for line in row.lines]


@pytest.fixture(scope="module", params=[generate, lambda: second_gmina(2019)], ids=["lubnice", "second gmina"])
def year(request: pytest.FixtureRequest) -> DemoYear:
    made: DemoYear = request.param()
    return made


@pytest.fixture(scope="module")
def lubnice() -> DemoYear:
    return generate()


@pytest.mark.parametrize("service", CATALOGUES)
def test_every_line_has_the_form_of_the_import(year: DemoYear, service: Any) -> None:
    for line in import_lines(year.services[service], year.year):
        LINE.validate_json(line)


@pytest.mark.parametrize("service", CATALOGUES)
def test_every_award_is_of_a_benefit_variant_and_mechanism_of_its_service(year: DemoYear, service: Any) -> None:
    catalogue: Catalogue = CATALOGUES[service]
    for award in year.services[service].awards:
        benefit = catalogue.get(award.benefit)
        assert benefit.enters_by == "service"
        assert award.variant is None or award.variant in {value.value for value in benefit.variants}, award.benefit
        assert award.mechanism is None or award.mechanism in {value.value for value in benefit.mechanisms}


@pytest.mark.parametrize("service", CATALOGUES)
def test_a_benefit_with_variants_has_one_in_every_award(year: DemoYear, service: Any) -> None:
    for award in year.services[service].awards:
        told_apart = CATALOGUES[service].get(award.benefit).variant_names(date(year.year, 12, 31))
        if year.gmina == lubnice_2019().gmina and told_apart:
            assert award.variant is not None, award.benefit


@pytest.mark.parametrize("service", CATALOGUES)
def test_every_payment_finds_its_line_of_the_classification(year: DemoYear, service: Any) -> None:
    for payment in year.services[service].payments:
        declared = CATALOGUES[service].get(payment.award.benefit).budget_lines(payment.paid_on)
        sources = {line.source: {line.paragraf + line.p4, *line.alternatives} for line in declared}
        assert payment.parts or len(declared) == 1, payment.award.benefit
        for part in payment.parts:
            assert part.paragraf in sources[part.source], payment.award.benefit


@pytest.mark.parametrize(("row", "line"), LINES)
def test_a_benefit_is_declared_in_the_reports_chapter_and_kind_of_task(row: Any, line: Any) -> None:
    for code in line.codes:
        if code in BENEFITS:
            for declared in BENEFITS[code].budget_lines(date(2019, 6, 28)):
                assert (declared.rozdzial, declared.task_kind) == (row.rozdzial, row.task_kind)


@pytest.mark.parametrize(("row", "line"), LINES)
def test_a_line_has_the_reports_persons_as_the_catalogue_counts_them(lubnice: DemoYear, row: Any, line: Any) -> None:
    counted: set[str] = set()
    for service in lubnice.services.values():
        for award in service.awards:
            if award.benefit in line.codes:
                whose = {"entitled": award.entitled, "recipient": award.recipient}[BENEFITS[award.benefit].counted]
                counted.add(whose.number)

    assert line.persons in (None, len(counted))


def test_bookings_are_planned_by_the_task_of_their_benefit(lubnice: DemoYear) -> None:
    for booking in lubnice.bookings:
        if booking.benefit in BENEFITS:
            assert {line.task for line in BENEFITS[booking.benefit].lines} == {booking.task}


def test_a_row_of_the_plan_stands_at_a_task_of_its_benefits(lubnice: DemoYear) -> None:
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in lubnice_2019().rows:
        for line in row.lines:
            for code in line.codes:
                if code in BENEFITS:
                    declared = BENEFITS[code].budget_lines(date(2019, 6, 28))
                    tasks[row.rozdzial, row.task_kind] |= {one.task for one in declared}
    for booking in lubnice.bookings:
        tasks[booking.rozdzial, booking.task_kind].add(booking.task)

    for planned in lubnice.plan:
        assert planned.task in tasks[planned.rozdzial, planned.task_kind], planned.rozdzial


def test_every_code_of_plan_and_bookings_is_in_force_on_its_day(lubnice: DemoYear) -> None:
    text = resources.files("services.reporting.classification").joinpath("classification.csv").read_text("utf-8")
    register = list(csv.DictReader(text.splitlines()))

    def in_force(kind: str, code: str, on: date) -> bool:
        return any(
            (row["kind"], row["code"]) == (kind, code)
            and row["valid_from"] <= on.isoformat() <= (row["valid_to"] or "9999")
            for row in register
        )

    for row in lubnice.plan:
        assert in_force("rozdzial", row.rozdzial, date(2019, 1, 1))
    for booking in lubnice.bookings:
        assert in_force("rozdzial", booking.rozdzial, booking.booked_on)
        assert in_force("paragraf_wydatkow", booking.paragraf, booking.booked_on), booking.paragraf


def test_the_bench_year_has_the_form_of_the_import() -> None:
    for line in year_of(20):
        LINE.validate_json(line)
        parsed = orjson.loads(line)
        if parsed["kind"] == "award":
            assert FAMILY_BENEFITS.get(parsed["benefit"]).counted == "entitled"
