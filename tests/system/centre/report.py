"""The report to the council beside what the chapters did, and each of its numbers beside the entries and acts behind it."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date
from typing import Any

from kit.money import grosze, zloty
from tests.system.centre.centre import Centre
from tests.system.centre.chapters import CASH, PAID
from tests.system.year.checking import statement
from tests.system.year.desk import ACCOUNTANT, REPORTER, Desk

LAST = date(2022, 12, 31)
ROWS = {
    # Stały of 692.00 zł for eleven months; okresowy of 300.00 zł + 100.00 zł for three, and 250.00 zł once; housing of 320.00 zł for six;
    # nine meals; a child's month in care; a resident's month, and what her daughter lacked of it.
    "85202": ("3450.00", "0.00", "3450.00", 1),
    "85214": ("1450.00", "900.00", "550.00", 1),
    "85215": ("1920.00", "0.00", "1920.00", 1),
    "85216": ("7612.00", "7612.00", "0.00", 1),
    "85230": ("72.00", "43.20", "28.80", 2),
    "85508": ("105.20", "0.00", "105.20", 1),
}
"""Of each rozdział: executed, of the State, of the gmina's own, persons."""
REGISTERS = {
    "praca_socjalna": ({"rozmowa": 2}, {"osoba": (3, 2)}),
    "wywiady_dla_innych": ({"wywiad": 1}, {"osoba": (1, 1)}),
    "pomoc_zywnosciowa": ({"wydanie_zywnosci": 1}, {"osoba": (1, 1)}),
    "uslugi_opiekuncze": ({"miesiac_uslug": 1}, {"osoba": (1, 1)}),
    # That a form A reached the team is told of one family, and hidden.
    "niebieska_karta": ({"wszczecie": 3, "formularz_a": 3}, {"rodzina": (None, 3)}),
}
"""Of each register: acts by kind, and by unit as often as named and each once."""


def has_every_section(centre: Centre) -> dict[str, Any]:
    """The report, whole: money by rozdział, registers, every control rule holds."""
    found = statement(centre.desk, LAST, definition="council_annual")
    rows = {row["rozdzial"]: (row["executed"], row["state"], row["own"], row["persons"]) for row in found["rows"]}
    assert rows == ROWS
    assert found["total"]["executed"] == zloty(sum(grosze(one[0]) for one in ROWS.values()))
    assert [one["code"] for one in found["checks"] if not one["passed"]] == []
    told = {
        one["register_code"]: (
            {act["act"]: act["acts"] for act in one["acts"]},
            {of["unit"]: (of["all"], of["different"]) for of in one["counted"]},
        )
        for one in found["registers"]
    }
    assert told == REGISTERS
    assert all(one["name"] != one["register_code"] for one in found["registers"])
    return found


def fees_are_revenue(centre: Centre) -> None:
    """What is owed and what came in, by rozdział, beside the expenditure and never in it."""
    owed = zloty(grosze(centre.fee[0]))
    for measure, wanted in (
        ("assessed", {"85228": owed, "85202": "100.00"}),
        ("received", {"85228": "40.00", "85202": "100.00"}),
    ):
        found = statement(centre.desk, LAST, side="revenue", measure=measure)
        assert {row["rozdzial"]: row["executed"] for row in found["rows"]} == wanted
        traced(centre.desk, found, side="revenue", measure=measure)


def traced(desk: Desk, report: dict[str, Any], **asked: str) -> None:
    """Every amount and every number of persons is that of its entries."""
    entries = _entries(desk, **asked)
    assert entries
    for row in report["rows"]:
        of_row = [one for one in entries if (one["rozdzial"], one["task_kind"]) == (row["rozdzial"], row["task_kind"])]
        assert _said(row, "executed") == _summed(of_row)
        for line in row["lines"]:
            of_line = [one for one in of_row if (one["benefit"] or "bez_swiadczenia") in line["benefit_codes"]]
            assert _said(line, "amount") == _summed(of_line)
    assert _said(report["total"], "executed") == _summed(entries)


def registers_open(desk: Desk, report: dict[str, Any]) -> None:
    """Every figure of a register is that of its acts; of the one whose small figures are hidden no act is listed."""
    for section in report["registers"]:
        acts = desk.get(
            REPORTER, "/reporting/v1/statements/register-facts", year=2022, register_code=section["register_code"], limit=500
        )["items"]  # fmt: skip
        if section["least"] is not None:
            assert acts == []
            continue
        by_act = Counter({act["act"]: 0 for act in section["acts"]})
        named: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for one in acts:
            by_act[one["act"]] += one["acts"]
            for of in one["counts"]:
                named[of["unit"]][0] += of["all"]
                named[of["unit"]][1] += of["first_of_year"]
        assert {act["act"]: act["acts"] for act in section["acts"]} == by_act
        assert {of["unit"]: [of["all"], of["different"]] for of in section["counted"]} == named
        measured = Counter[str]()
        for one in acts:
            for quantity in one["quantities"]:
                measured[quantity["unit"]] += int(quantity["value"].replace(".", ""))
        assert {one["unit"]: int(one["value"].replace(".", "")) for one in section["measured"]} == measured


def agrees_with_everything_beside_it(centre: Centre) -> None:
    """Turnover of cases, proof of the registers, reconciliation of the paid months."""
    desk = centre.desk
    year = {"since": "2022-01", "until": "2022-12"}
    turnover = desk.get(REPORTER, "/reporting/v1/cases/turnover", **year)
    assert (turnover["identity"]["agrees"], turnover["identity"]["differences"]) == (True, [])
    moved = Counter[str]()
    for row in turnover["rows"]:
        moved[f"{row['benefit']} received"] += row["received"]
        moved[f"{row['benefit']} closed"] += row["closed"]
    assert {name: moved[name] for benefit in CASH for name in (f"{benefit} received", f"{benefit} closed")} == {
        f"{benefit} {what}": 1 for benefit in CASH for what in ("received", "closed")
    }
    assert desk.get(REPORTER, "/reporting/v1/registers/counts", **year)["proof"]["agrees"] is True
    for month in PAID:
        told = desk.get(ACCOUNTANT, "reconciliation", month=month)
        assert (month, told["difference"], told["agrees"]) == (month, "0.00", True)


def stays_as_it_was_closed(centre: Centre, report: dict[str, Any]) -> None:
    """The closed year says the same, whatever comes later."""
    desk = centre.desk
    body = {"unit": "gops", "year": 2022, "until": LAST.isoformat()}
    closing = desk.post(ACCOUNTANT, "/reporting/v1/closings", body)["id"]
    centre.act("praca_socjalna", "rozmowa", "Adam")
    later = statement(desk, LAST, definition="council_annual")
    closed = desk.get(REPORTER, "/reporting/v1/statements", closing=closing, definition="council_annual")
    assert later["registers"] != report["registers"]
    assert (closed["rows"], closed["registers"]) == (report["rows"], report["registers"])


def _entries(desk: Desk, **asked: str) -> list[dict[str, str]]:
    query = {"year": 2022, "until": LAST, "format": "csv", **asked}
    answer = desk.ask(REPORTER, "GET", "/reporting/v1/statements/entries", query=query)
    return list(csv.DictReader(io.StringIO(answer.text)))


def _said(printed: dict[str, Any], amount: str) -> tuple[str, int | None, int | None]:
    return printed[amount], printed["persons"], printed["families"]


def _summed(entries: list[dict[str, str]]) -> tuple[str, int | None, int | None]:
    """Their sum, and of how many persons and families something is left."""
    net: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in entries:
        for member in ("person", "household"):
            if one[member]:
                net[member][one[member]] += grosze(one["amount"])
    persons, families = (
        sum(amount > 0 for amount in net[member].values()) if member in net else None
        for member in ("person", "household")
    )
    return zloty(sum(grosze(one["amount"]) for one in entries)), persons, families
