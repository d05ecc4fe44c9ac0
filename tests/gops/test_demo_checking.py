"""The check of a statement against the adopted report, and the statement on the screen."""

import copy
import io
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from gops.demo.checking import Difference, compare
from gops.demo.expected import Figures, Line, lubnice_2019
from gops.demo.printing import print_differences, print_statement
from kit.money import zloty

Statement = dict[str, Any]


@pytest.fixture
def statement() -> Statement:
    """A statement that is exactly the adopted report, as reporting answers it."""
    expected = lubnice_2019()
    rows = [
        {
            "dzial": row.dzial,
            "rozdzial": row.rozdzial,
            "task_kind": row.task_kind,
            "name": row.name,
            **_money(row.figures),
            **_counts(),
            "lines": [_line(line) for line in row.lines],
        }
        for row in expected.rows
    ]
    totals = {
        name: {"dzial": "" if name == "all" else name, "name": "", **_money(figures), **_counts()}
        for name, figures in expected.totals.items()
    }
    return {
        "gmina": "101805",
        "year": 2019,
        "until": "2019-12-31",
        "name": "Sprawozdanie roczne",
        "rows": rows,
        "dzialy": [totals["852"], totals["855"]],
        "total": totals["all"],
        "checks": [{"code": "rows_sum_to_total", "passed": True, "rows": []}],
        "proof": {
            "sources": [{"service": "family_benefits", "sequence": 14631, "digest": "ab" * 32, "time": "2026"}],
            "refused": [],
            "mirrors": [],
        },
        "observed": {"sources": [{"service": "family_benefits", "state": "following", "lag": 0}]},
    }


def test_the_adopted_report_has_no_differences(statement: Statement) -> None:
    assert compare(statement) == []


@pytest.mark.parametrize("figure", ["plan", "executed", "state", "own"])
def test_one_grosz_in_a_row_is_told_by_row_and_figure(statement: Statement, figure: str) -> None:
    row = _row(statement, "85219", "wlasne")
    wanted = row[figure]
    row[figure] = zloty(int(wanted.replace(".", "")) + 1)

    assert compare(statement) == [Difference("85219 wlasne", figure, wanted, row[figure])]


def test_one_grosz_in_a_line_is_told(statement: Statement) -> None:
    _found(statement, "zasilek_pielegnacyjny")["amount"] = "172667.25"

    assert compare(statement) == [Difference("85502 zlecone zasilek_pielegnacyjny", "amount", "172667.24", "172667.25")]


@pytest.mark.parametrize(
    ("benefit", "count", "wanted"),
    [("zasilek_rodzinny", "persons", "350"), ("zasilek_rodzinny", "families", "181"),
     ("jednorazowa_zapomoga_urodzenie", "benefits", "28")],
)  # fmt: skip
def test_one_person_or_family_or_benefit_more_is_told(
    statement: Statement, benefit: str, count: str, wanted: str
) -> None:
    _found(statement, benefit)[count] += 1

    (difference,) = compare(statement)

    assert (difference.figure, difference.expected) == (count, wanted)


def test_a_count_that_the_report_does_not_give_is_not_checked(statement: Statement) -> None:
    _found(statement, "zasilek_okresowy")["families"] = 7

    assert compare(statement) == []


def test_nobody_counted_is_zero_where_nothing_was_paid(statement: Statement) -> None:
    _found(statement, "dodatek_mieszkaniowy")["persons"] = None

    assert compare(statement) == []


def test_a_line_of_nothing_may_be_missing_and_a_line_with_money_may_not(statement: Statement) -> None:
    for benefit in ("koszty_obslugi_za_zyciem", "zasilek_dla_opiekuna"):
        lines = _row(statement, "85502", "zlecone")["lines"]
        lines.remove(_found(statement, benefit))

    assert compare(statement) == [Difference("85502 zlecone zasilek_dla_opiekuna", "amount", "14880.00", None)]


def test_a_line_too_many_is_told(statement: Statement) -> None:
    extra = {**_found(statement, "zasilek_staly"), "code": "zasilek_celowy_zwrotny", "amount": "0.01"}
    _row(statement, "85216", "wlasne")["lines"].append(extra)

    assert compare(statement) == [Difference("85216 wlasne zasilek_celowy_zwrotny", "amount", None, "0.01")]


def test_a_row_too_few_and_a_row_too_many_are_told(statement: Statement) -> None:
    _row(statement, "85508", "wlasne")["rozdzial"] = "85510"

    assert compare(statement) == [
        Difference("85508 wlasne", "row", "present", None),
        Difference("85510 wlasne", "row", None, "5168.83"),
    ]


def test_totals_are_checked(statement: Statement) -> None:
    statement["dzialy"][0]["own"] = "335512.50"
    statement["total"]["executed"] = "5669631.13"

    assert {str(one) for one in compare(statement)} == {
        "dział 852, own: 335512.49 expected, 335512.50 found",
        "razem, executed: 5669631.12 expected, 5669631.13 found",
    }


def test_declared_counts_are_checked(statement: Statement) -> None:
    _found(statement, "asystent_rodziny")["declared"] = [{"unit": "rodzina", "value": 15}]

    assert [(one.figure, one.expected, one.found) for one in compare(statement)] == [
        ("declared rodzina", "14", "15"),
        ("declared dziecko", "28", None),
    ]


def test_parts_of_a_line_are_checked(statement: Statement) -> None:
    _found(statement, "zasilek_celowy")["parts"][0]["persons"] = 30
    _found(statement, "posilek_razem")["parts"].pop()

    assert [(one.row, one.figure) for one in compare(statement)] == [
        ("85214 wlasne zasilek_celowy specjalny_zasilek_celowy", "persons"),
        ("85230 wlasne posilek_razem posilek_w_naturze_i_gotowce", "part"),
    ]


def _refuse(statement: Statement) -> None:
    fact = {"service": "alimony_fund", "sequence": 7, "code": "chapter_not_in_force", "amount": "500.00"}
    statement["proof"]["refused"] = [fact]


def _unbalance(statement: Statement) -> None:
    statement["proof"]["mirrors"] = [{"payment_list": "x", "paid": "1.00", "booked": "2.00", "difference": "1.00"}]


def _break_a_rule(statement: Statement) -> None:
    statement["checks"][0].update(passed=False, rows=["85502"])


def _lag(statement: Statement) -> None:
    statement["observed"]["sources"][0]["lag"] = 3


@pytest.mark.parametrize("spoil", [_refuse, _unbalance, _break_a_rule, _lag])
def test_an_incomplete_statement_is_not_equal(statement: Statement, spoil: Callable[[Statement], None]) -> None:
    spoil(statement)

    assert len(compare(statement)) == 1


def test_the_comparison_changes_nothing(statement: Statement) -> None:
    before = copy.deepcopy(statement)

    compare(statement)

    assert statement == before


def test_the_printed_statement_has_rows_lines_counts_totals_and_proof(statement: Statement) -> None:
    text = _printed(lambda console: print_statement(console, statement))

    for wanted in (
        "5 669 631,12", "Razem dział 852", "3 444 092,43", "729", "464", "rodzina 14, dziecko 28",
        "Kompletność", "14 631", "spełnione 1 z 1",
    ):  # fmt: skip
        assert wanted in text


def test_costs_above_their_limit_are_a_warning_and_no_difference(statement: Statement) -> None:
    kept = {"name": "Obsługa świadczenia wychowawczego", "warning": None}
    above = {"name": "Obsługa świadczeń rodzinnych", "warning": "Koszty przekraczają limit o 3 037,97 zł."}
    statement["service_costs"] = [kept, above]

    text = _printed(lambda console: print_statement(console, statement))

    assert compare(statement) == []
    assert "Ostrzeżenie, Obsługa świadczeń rodzinnych: Koszty przekraczają limit o 3 037,97 zł." in text
    assert "wychowawczego" not in text.split("spełnione")[1]


def test_equality_and_differences_are_told_in_polish() -> None:
    assert "co do grosza" in _printed(lambda console: print_differences(console, []))
    one = Difference("85502 zlecone", "executed", "1.00", None)
    assert "85502 zlecone" in _printed(lambda console: print_differences(console, [one]))


def _printed(show: Callable[[Console], None]) -> str:
    console = Console(file=io.StringIO(), width=180, color_system=None)
    show(console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _row(statement: Statement, rozdzial: str, task_kind: str) -> Any:
    return next(row for row in statement["rows"] if (row["rozdzial"], row["task_kind"]) == (rozdzial, task_kind))


def _found(statement: Statement, benefit: str) -> Any:
    return next(line for row in statement["rows"] for line in row["lines"] if line["code"] == benefit)


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.benefit,
        "name": line.benefit,
        "benefit_codes": list(line.codes),
        "amount": zloty(line.amount),
        **_counts(line.persons, line.families, line.benefits),
        "declared": [{"unit": unit, "value": value} for unit, value in line.declared.items()],
        "parts": [
            {"code": part.code, "name": part.code, "amount": "1.00", **_counts(part.persons, part.families)}
            for part in line.parts
        ],
    }


def _money(figures: Figures) -> dict[str, str | None]:
    return {
        "plan": zloty(figures.plan),
        "executed": zloty(figures.executed),
        "state": zloty(figures.state),
        "own": zloty(figures.own),
        "percent": "98.15",
    }


def _counts(persons: int | None = None, families: int | None = None, benefits: int | None = None) -> dict[str, Any]:
    return {"persons": persons, "families": families, "benefits": benefits}
