"""The generator against the adopted report by brute force: only the written files are read, none of the generator's own sums."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import holidays
import orjson
import pytest
from stdnum.pl import pesel as pesel_number

from gops.demo.expected import Line, lubnice_2019
from gops.demo.files import Written, write
from gops.demo.generating import generate, second_gmina
from kit.money import grosze

SERVICES = ("family_benefits", "social_assistance", "alimony_fund")
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


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(generate(), tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def files(written: Written) -> Files:
    return _read(written)


def _read(written: Written) -> Files:
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


def test_every_pesel_is_valid_and_belongs_to_one_person_born_that_day(files: Files) -> None:
    born: dict[str, str] = {}
    for person in files.persons.values():
        if "pesel" in person:
            assert pesel_number.is_valid(person["pesel"])
            assert pesel_number.get_birth_date(person["pesel"]).isoformat() == person["birth_date"]
            assert born.setdefault(person["pesel"], person["last_name"]) == person["last_name"]


def test_a_few_persons_have_a_passport_instead_of_a_pesel(files: Files) -> None:
    without = [person for person in files.persons.values() if "pesel" not in person]

    assert without
    assert all(person["document"]["type"] == "passport" for person in without)


def test_many_people_are_known_to_two_services(files: Files) -> None:
    known = {service: {files.number(*place) for place in files.persons if place[0] == service} for service in SERVICES}

    assert known["alimony_fund"] <= known["family_benefits"]
    assert len(known["social_assistance"] & known["family_benefits"]) > 50


def test_money_is_paid_on_bank_days_of_the_year(files: Files) -> None:
    free = holidays.country_holidays("PL", years=2019)
    days = {payment["paid_on"] for _, payment in files.payments} | {row["booked_on"] for row in files.bookings}

    for day in map(date.fromisoformat, days):
        assert day.year == 2019
        assert day.weekday() < 5
        assert day not in free


def test_no_payment_is_outside_its_award_or_before_its_decision(files: Files) -> None:
    for service, payment in files.payments:
        award = files.awards[service, payment["award"]]
        assert award["benefit"] == payment["benefit"]
        assert award["from"] <= payment["period"] <= (award["to"] or "9999-12")
        if award["decision"]:
            assert award["decision"]["issued_on"] < payment["paid_on"]


def test_a_month_of_a_right_is_paid_once(files: Files) -> None:
    paid = [(service, payment["award"], payment["period"]) for service, payment in files.payments]

    assert len(paid) == len(set(paid))


def test_a_childs_months_are_after_its_birth(files: Files) -> None:
    for service, payment in files.payments:
        entitled = files.persons[service, files.awards[service, payment["award"]]["entitled"]]
        assert entitled["birth_date"][:7] <= payment["period"]


def test_nobody_has_one_monthly_benefit_twice_for_a_month(files: Files) -> None:
    seen: set[tuple[str, str, str]] = set()
    for service, payment, award in files.paid(("swiadczenie_wychowawcze", "zasilek_rodzinny", "zasilek_pielegnacyjny")):
        place = (payment["benefit"], files.number(service, award["entitled"]), payment["period"])
        assert place not in seen
        seen.add(place)


def test_supplements_are_paid_only_beside_the_family_allowance_of_that_month(files: Files) -> None:
    months = {(award["entitled"], payment["period"]) for _, payment, award in files.paid(("zasilek_rodzinny",))}
    codes = {payment["benefit"] for _, payment in files.payments if payment["benefit"].startswith("dodatek_")}

    assert len(codes) == 8
    for _, payment, award in files.paid(tuple(codes)):
        assert (award["entitled"], payment["period"]) in months


def test_contributions_are_paid_only_for_months_of_the_benefit_they_follow(files: Files) -> None:
    follows = {"skladka_zdrowotna_zasilek_staly": ("zasilek_staly",)}
    carers = ("swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna")
    follows |= {"skladki_emerytalno_rentowe_opiekunow": carers, "skladki_zdrowotne_opiekunow": carers}
    for benefit, of in follows.items():
        months = {(award["entitled"], payment["period"]) for _, payment, award in files.paid(of)}
        assert {(award["entitled"], payment["period"]) for _, payment, award in files.paid((benefit,))} <= months


def test_the_health_contribution_is_nine_percent_of_the_standing_allowance(files: Files) -> None:
    standing = {
        (award["entitled"], payment["period"]): grosze(payment["amount"])
        for _, payment, award in files.paid(("zasilek_staly",))
    }
    for _, payment, award in files.paid(("skladka_zdrowotna_zasilek_staly",)):
        base = standing[award["entitled"], payment["period"]]
        assert abs(100 * grosze(payment["amount"]) - 9 * base) <= 50


def test_nearly_all_family_benefits_are_paid_in_statutory_amounts(files: Files) -> None:
    statutory = {
        "swiadczenie_wychowawcze": {"500.00"},
        "zasilek_pielegnacyjny": {"184.42", "215.84"},
        "dobry_start": {"300.00"},
        "swiadczenie_pielegnacyjne": {"1583.00"},
        "zasilek_dla_opiekuna": {"620.00"},
    }
    for benefit, amounts in statutory.items():
        odd = [payment for _, payment, _ in files.paid((benefit,)) if payment["amount"] not in amounts]
        assert len(odd) <= 4, benefit


def test_every_reference_leads_to_a_line_of_the_same_file(files: Files) -> None:
    for service in SERVICES:
        seen: dict[str, set[str]] = defaultdict(set)
        for line in files.lines[service]:
            wanted = {
                "family": [("person", member["person"]) for member in line.get("members", [])],
                "award": [("person", line.get("entitled")), ("person", line.get("recipient"))],
                "payment": [("award", line.get("award"))],
            }.get(line["kind"], [])
            if line.get("family"):
                wanted.append(("family", line["family"]))
            assert all(reference in seen[kind] for kind, reference in wanted)
            assert line["source_id"] not in seen[line["kind"]]
            seen[line["kind"]].add(line["source_id"])


def test_the_reference_person_of_a_family_is_its_first_adult(files: Files) -> None:
    for family in files.families.values():
        assert family["members"][0] == {"person": family["reference_person"], "role": "adult"}


def test_lines_of_a_payment_add_up_to_it(files: Files) -> None:
    divided = [payment for _, payment in files.payments if "lines" in payment]

    assert divided
    for payment in divided:
        assert sum(grosze(line["amount"]) for line in payment["lines"]) == grosze(payment["amount"])


def test_the_same_seed_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    again = write(generate(), tmp_path)

    for first, second in zip(_paths(written), _paths(again), strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_another_seed_gives_other_people_with_the_same_sums(written: Written, tmp_path: Path) -> None:
    other = _read(write(generate(seed=7), tmp_path))

    assert (tmp_path / "family_benefits.ndjson").read_bytes() != written.imports["family_benefits"].read_bytes()
    for row in lubnice_2019().rows:
        assert [other.amount(line.codes) for line in row.lines] == [line.amount for line in row.lines]
        for line in row.lines:
            assert line.persons in (None, len(other.counted(line.codes, line.counted)))
            assert line.families in (None, len(other.households(line.codes)))


def test_the_second_gmina_shares_people_and_nothing_else(files: Files, tmp_path: Path) -> None:
    second = _read(write(second_gmina(2019), tmp_path))
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
