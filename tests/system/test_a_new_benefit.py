"""A benefit of one Python file and one YAML: the text of the walk-through, put into a copy of the tree, goes from OpenAPI to the statement.

The copy gets the two files of docs/a-new-benefit.md and no other edit.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT
from tests.system.houses import running_house
from tests.system.year import deciding
from tests.system.year.book import Book
from tests.system.year.checking import Ledger, Line, enter_plan, month_ends, statement
from tests.system.year.desk import CHIEF_ACCOUNTANT, CLERK, HEAD, Desk
from tests.system.year.family import register
from tests.system.year.paying import pay

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

GMINA = "101805"
CODE, NAME = "bon_testowy", "Bon testowy"
PAGE = PROJECT / "docs" / "a-new-benefit.md"
FILE = re.compile(r"^```\w+ (services/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEDGER = Ledger(
    "2025-10",
    {CODE: Line("853", "85395", "3110", CODE, "zlecone", "dotacja_zlecone_2010")},
    {2025: {"3110": "1000.00"}},
)
FACTS = {"application": {"received_on": "2025-10-06"}, CODE: {"persons": 2, "income": "3000.00"}}
OF_EVERY_BENEFIT = (
    ("tests/architecture/test_docs.py", "tests/architecture/test_house.py"),
    (
        "tests/services/family_benefits/test_worked_cases.py",
        "tests/services/family_benefits/test_cases_are_complete.py",
        "tests/services/family_benefits/test_statistical_lists.py",
    ),
    (
        "tests/services/test_decisions_of_worked_cases.py",
        "tests/services/test_electronic_forms.py",
        "tests/services/test_law_data.py",
        "tests/services/test_overpayment_rules.py",
        "tests/services/test_told_assessments.py",
    ),
)
"""Tests of the tree that look at each benefit, each parameter, each worked case."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree with the two files."""
    copy = tmp_path_factory.mktemp("tree") / "gops"
    left_out = shutil.ignore_patterns(".git", ".venv*", "var", ".*_cache", "__pycache__", ".hypothesis", "*.egg-info")
    shutil.copytree(PROJECT, copy, ignore=left_out)
    for name, text in _files():
        file = copy / name
        assert not file.exists()
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return copy


@pytest.fixture
def desk(tree: Path, tmp_path: Path) -> Iterator[Desk]:
    with running_house(tmp_path, (GMINA,), tree) as house:
        house.move_day(date(2025, 10, 1))
        house.all_up([GMINA])
        made = Desk(house, GMINA, tmp_path / "voucher.ndjson")
        try:
            yield made
        finally:
            made.close()


class Couple:
    """Two registered persons who keep house together."""

    def __init__(self, desk: Desk) -> None:
        self.persons: dict[str, str] = {}
        self.mother = register(desk, date(1986, 3, 12), "F", "Maria", "Przykładowska")
        father = register(desk, date(1984, 7, 3), "M", "Jan", "Przykładowski")
        members = [{"person": one, "role": "adult"} for one in (self.mother, father)]
        body = {"reference_person": self.mother, "kind": "couple", "on": "2025-10-06", "members": members}
        self.household: str | None = str(desk.post(CLERK, "households", body)["id"])

    def __getitem__(self, name: str) -> str:
        return self.mother


def test_one_file_and_one_yaml_go_from_openapi_to_the_statement(desk: Desk) -> None:
    book = Book()
    _the_office_is_set_up(desk)
    _it_stands_in_openapi_and_in_the_catalogue(desk)
    couple = _it_is_applied_for(desk)
    decision = _it_is_granted_by_two_persons(desk, couple)
    assert couple.household is not None
    (paid,) = pay(desk, couple.household, book, "2025-10", "2025-10-14", "2025-10-20")
    assert (paid.benefit, paid.month, paid.amount) == (CODE, "2025-10", 45000)
    month_ends(desk, book, "2025-10-31", LEDGER)
    (row,) = statement(desk, desk.today, group_by="benefit")["groups"]
    told = (row["benefit"], row["name"], row["executed"], row["persons"], row["families"], row["benefits"])
    assert told == (CODE, NAME, "450.00", 1, 1, 1)
    _it_can_be_undue(desk, decision, couple, paid.id)


@pytest.mark.parametrize("files", OF_EVERY_BENEFIT, ids=lambda files: files[0].split("/")[-1])
def test_the_trees_own_tests_of_every_benefit_hold_with_it(tree: Path, files: tuple[str, ...]) -> None:
    held = _run(tree, "pytest", "-q", "-p", "no:cacheprovider", *files)

    assert held.returncode == 0, held.stdout[-5000:]


def test_the_trees_own_tests_see_it(tree: Path) -> None:
    collected = _run(tree, "pytest", "--collect-only", "-p", "no:cacheprovider", *OF_EVERY_BENEFIT[1])

    assert "bt-at-the-limit/bon_testowy" in collected.stdout
    assert "from_both_sides_by_a_grosz[bon_testowy]" in collected.stdout


def test_it_is_written_as_the_house_writes(tree: Path) -> None:
    (rule,) = (name for name, _ in _files() if name.endswith(".py"))

    assert [_run(tree, "ruff", *check, rule).returncode for check in (("check",), ("format", "--check"))] == [0, 0]


def _files() -> list[tuple[str, str]]:
    """The files of the walk-through: one in benefits/, one in law/."""
    found: list[tuple[str, str]] = FILE.findall(PAGE.read_text(encoding="utf-8"))
    assert sorted(Path(name).suffix for name, _ in found) == [".py", ".yaml"]
    return found


def _run(tree: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=280, check=False)


def _the_office_is_set_up(desk: Desk) -> None:
    desk.on("2025-10-01")
    bons = {"symbol": "5240", "title": "Bony", "category": "B5", "valid_from": "2025-01-01", "benefits": [CODE]}
    desk.ask(HEAD, "PUT", "file-plan", body={"unit": "GOPS", "classes": [bons]}, version=0)
    post = {"subject": HEAD, "name": "Danuta Przykładowska", "post": "Kierownik", "since": "2025-01-01"}
    desk.post(HEAD, "staff", post)
    written = {"given_on": "2025-01-02", "since": "2025-01-02"}
    head = {"subject": HEAD, "number": "0052.1.2025", "basis": "art. 268a k.p.a.", **written}
    control = {"subject": CHIEF_ACCOUNTANT, "number": "0052.2.2025", "basis": "art. 54 ust. 1 u.f.p.", **written}
    desk.post(CLERK, "authorisations", head)
    desk.post(CLERK, "authorisations", {**control, "kinds": ["preliminary_control"]})
    desk.ask(HEAD, "PUT", "office", body=deciding.OFFICE, version=0)
    enter_plan(desk, LEDGER)


def _it_stands_in_openapi_and_in_the_catalogue(desk: Desk) -> None:
    schemas: dict[str, Any] = desk.get(CLERK, "/openapi.json")["components"]["schemas"]
    (facts,) = [one["properties"] for name, one in schemas.items() if name.endswith("FactsOfFamilyBenefits")]
    assert "Voucher" in str(facts[CODE])
    (voucher,) = [one for name, one in schemas.items() if name.endswith("Voucher")]
    assert sorted(voucher["required"]) == ["income", "persons"]
    told = desk.get(CLERK, f"benefits/{CODE}")
    assert (told["name"], told["kind"], told["parts"]) == (NAME, "computed", [CODE])
    assert [one["rozdzial"] for one in told["budget_lines"]] == ["85395"]
    assert CODE in {one["code"] for one in desk.get(CLERK, "benefits")["items"]}


def _it_is_applied_for(desk: Desk) -> Couple:
    """Assessed first, as a screen does; then on paper, whole."""
    desk.on("2025-10-06")
    assessed = desk.ask(CLERK, "POST", "assessments", body={"on": "2025-10-06", "benefits": [CODE], "facts": FACTS})
    (answer,) = assessed.json()["assessments"]
    assert (answer["outcome"], [one["amount"] for one in answer["months"]]) == ("granted", ["450.00"])
    assert any(
        "1\u00a0500,00 zł" in step and "art. 2 ust. 1 ustawy o bonie testowym" in step for step in answer["steps"]
    )
    couple = Couple(desk)
    desk.post(CLERK, f"persons/{couple.mother}/addresses", deciding.ADDRESS)
    body = {
        "form": "paper", "way": "in_person", "received_on": "2025-10-06", "applicant": couple.mother,
        "household": couple.household, "benefits": [CODE],
    }  # fmt: skip
    couple.persons["application"] = str(desk.post(CLERK, "applications", body)["id"])
    return couple


def _it_is_granted_by_two_persons(desk: Desk, couple: Couple) -> str:
    desk.on("2025-10-08")
    application = f"applications/{couple.persons.pop('application')}"
    decision = deciding.prepared(desk, couple, CODE, FACTS, "2025-10-06")
    desk.step(CLERK, application, "decisions", {"decision": decision})
    version = desk.get(CLERK, f"decisions/{decision}")["version"]
    assert desk.refused(CLERK, f"decisions/{decision}/approve", {}, version=version)["code"] == "forbidden"
    deciding.issued(desk, decision)
    (letter,) = deciding.letters_of(desk, decision)
    assert desk.read(CLERK, f"letters/{letter}", "application/pdf").startswith(b"%PDF")
    deciding.handed_over(desk, decision)
    deciding.waived(desk, decision)
    (matter,) = desk.get(CLERK, application)["matters"]
    assert matter["outcome"] == "granted"
    way = {
        "person": couple.mother, "way": "account", "since": "2025-10-08", "account": "61 1090 1014 0000 0712 1981 2874",
        "basis": "wniosek",
    }  # fmt: skip
    desk.post(CLERK, "payment-ways", way)
    return decision


def _it_can_be_undue(desk: Desk, decision: str, couple: Couple, payment: str) -> None:
    """By the grounds of art. 30 u.ś.r., which the act lets apply."""
    desk.on("2025-11-12")
    body = {"ground": "false_statements", "payments": [{"payment": payment, "amount": "450.00"}]}
    overpayment = desk.post(CLERK, "overpayments", body)["id"]
    act = {
        "kind": "undue_payment", "refers_to": decision, "ground": "usr_30", "amount": "450.00",
        "reason": "Dochód podano nieprawdziwie.",
    }  # fmt: skip
    undue = deciding.prepared(desk, couple, CODE, None, "2025-11-12", act=act)
    deciding.issued(desk, undue)
    deciding.handed_over(desk, undue)
    assert desk.step(CLERK, f"overpayments/{overpayment}", "decide", {"decision": undue})["state"]
