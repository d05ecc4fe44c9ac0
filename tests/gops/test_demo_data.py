"""The generator against the adopted report by brute force: only the written files are read, none of the generator's own sums."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from gops.demo.expected import Line, lubnice_2019
from gops.demo.files import Written, write
from gops.demo.generating import generate, second_gmina
from kit.money import grosze
from tests.gops.demo_files import SERVICES, Files, read

LINES = [pytest.param(line, id=line.benefit) for row in lubnice_2019().rows for line in row.lines]
ROWS = [pytest.param(row, id=row.label) for row in lubnice_2019().rows]
OWN = "srodki_wlasne"
# Where a benefit of a service is booked whose payments carry no lines of their own.
SOURCES = {
    "swiadczenie_wychowawcze": "dotacja_wychowawcze_2060",
    "zasilek_celowy": OWN,
    "specjalny_zasilek_celowy": OWN,
    "dps_odplatnosc_gminy": OWN,
    "uslugi_opiekuncze": OWN,
    "rodzina_zastepcza_udzial_gminy": OWN,
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(generate(), tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def files(written: Written) -> Files:
    return read(written)


@pytest.mark.parametrize("line", LINES)
def test_a_line_comes_to_the_reports_amount(files: Files, line: Line) -> None:
    assert files.amount(line.codes) == line.amount


@pytest.mark.parametrize("line", [one for one in LINES if one.values[0].persons is not None])
def test_a_line_has_the_reports_persons(files: Files, line: Line) -> None:
    assert len(files.counted(line.codes, line.counted)) == line.persons


@pytest.mark.parametrize("line", [one for one in LINES if one.values[0].families is not None])
def test_a_line_has_the_reports_families(files: Files, line: Line) -> None:
    assert len(files.households(line.codes)) == line.families


@pytest.mark.parametrize("line", [one for one in LINES if one.values[0].benefits is not None])
def test_a_line_has_the_reports_number_of_benefits(files: Files, line: Line) -> None:
    assert len(list(files.paid(line.codes))) == line.benefits


@pytest.mark.parametrize("line", [one for one in LINES if one.values[0].parts])
def test_parts_of_a_line_have_the_reports_counts(files: Files, line: Line) -> None:
    for part in line.parts:
        if part.codes:
            assert part.persons in (None, len(files.entitled(part.codes)))
            assert part.families in (None, len(files.households(part.codes)))


def test_contributions_are_paid_by_the_carers_benefit_as_the_report_says(files: Files) -> None:
    by_title: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for benefit in ("skladki_emerytalno_rentowe_opiekunow", "skladki_zdrowotne_opiekunow"):
        for service, _, award in files.paid((benefit,)):
            title = re.sub("_(zus|krus)$", "", award["variant"])
            by_title[benefit][title].add(files.number(service, award["entitled"]))

    pension, health = by_title["skladki_emerytalno_rentowe_opiekunow"], by_title["skladki_zdrowotne_opiekunow"]
    assert len(pension["swiadczenie_pielegnacyjne"]) == 9
    assert len(pension["specjalny_zasilek_opiekunczy"]) == 5
    assert len(health["swiadczenie_pielegnacyjne"]) == 12
    assert len(health["specjalny_zasilek_opiekunczy"] | health["zasilek_dla_opiekuna"]) == 5


def test_a_guardian_of_two_wards_is_paid_170_zl_for_each_and_month(files: Files) -> None:
    paid = list(files.paid(("wynagrodzenie_opiekuna_prawnego",)))

    assert {payment["amount"] for _, payment, _ in paid} == {"170.00"}
    assert len(paid) == 24
    assert len({award["recipient"] for _, _, award in paid}) == 1
    assert len({award["entitled"] for _, _, award in paid}) == 2


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_divided_between_state_and_gmina_as_the_report_says(files: Files, row: Any) -> None:
    codes = tuple(code for line in row.lines for code in line.codes)
    own = sum(
        grosze(booking["amount"])
        for booking in files.bookings
        if booking["benefit"] in codes and booking["source"] == OWN
    )
    for _, payment, _ in files.paid(codes):
        if "lines" in payment:
            own += sum(grosze(line["amount"]) for line in payment["lines"] if line["source"] == OWN)
        elif SOURCES.get(payment["benefit"]) == OWN:
            own += grosze(payment["amount"])

    assert own == row.figures.own
    assert files.amount(codes) - own == row.figures.state


@pytest.mark.parametrize("row", ROWS)
def test_the_plan_has_each_row_once(files: Files, row: Any) -> None:
    found = [one for one in files.plan if (one["rozdzial"], one["task_kind"]) == (row.rozdzial, row.task_kind)]

    assert [grosze(one["amount"]) for one in found] == [row.figures.plan]


def test_the_expected_rows_add_up_to_the_printed_totals() -> None:
    expected = lubnice_2019()

    for name, total in expected.totals.items():
        rows = [row.figures for row in expected.rows if name in ("all", row.dzial)]
        assert total.plan == sum(row.plan for row in rows)
        assert total.executed == sum(row.executed for row in rows) == total.state + total.own
        assert total.own == sum(row.own for row in rows)


def test_declared_counts_stand_on_one_booking_of_their_benefit(files: Files) -> None:
    declared = {row["benefit"]: row["declared"] for row in files.bookings if row["declared"]}

    assert declared == {
        "przeciwdzialanie_przemocy": "rodzina=4;spotkanie=6",
        "karta_duzej_rodziny_obsluga": "rodzina=106",
        "asystent_rodziny": "rodzina=14;dziecko=28",
    }
    assert len([row for row in files.bookings if row["declared"]]) == len(declared)


def test_the_same_seed_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    again = write(generate(), tmp_path)

    for first, second in zip(_paths(written), _paths(again), strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_another_seed_gives_other_people_with_the_same_sums(written: Written, tmp_path: Path) -> None:
    other = read(write(generate(seed=7), tmp_path))

    assert (tmp_path / "family_benefits.ndjson").read_bytes() != written.imports["family_benefits"].read_bytes()
    for row in lubnice_2019().rows:
        assert [other.amount(line.codes) for line in row.lines] == [line.amount for line in row.lines]
        for line in row.lines:
            assert line.persons in (None, len(other.counted(line.codes, line.counted)))
            assert line.families in (None, len(other.households(line.codes)))


def test_the_second_gmina_shares_people_and_nothing_else(files: Files, tmp_path: Path) -> None:
    second = read(write(second_gmina(2019), tmp_path))
    here = {files.number(*place) for place in files.persons}
    there = {second.number(*place) for place in second.persons}

    assert second_gmina(2019).gmina != generate().gmina
    assert len(here & there) > 20
    assert len(there - here) > 20
    for service in SERVICES:
        assert any(payment for found, payment in second.payments if found == service)
    assert second.amount(("zasilek_rodzinny",)) != files.amount(("zasilek_rodzinny",))


def _paths(written: Written) -> list[Path]:
    return [*written.imports.values(), written.plan, written.bookings]
