"""The demo's people and payments are such as there can be: valid numbers, bank days, rights that are there when they are paid."""

from collections import defaultdict
from datetime import date

import holidays
import pytest
from stdnum.pl import pesel as pesel_number

from gops.demo.files import Written, write
from gops.demo.generating import generate
from kit.money import grosze
from tests.gops.demo_files import SERVICES, Files, read


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(generate(), tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def files(written: Written) -> Files:
    return read(written)


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
