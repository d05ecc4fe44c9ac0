"""A statement as CSV and as a spreadsheet: the same rows, indented by level, with the proof beside them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from kit.money import grosze
from services.reporting.exports import csv_text
from services.reporting.statements.cost_result import BaseOf, CostLimit, State
from services.reporting.statements.figures import Quantity, percent
from services.reporting.statements.register_result import RegisterAct, RegisterSection
from services.reporting.statements.result import Check, Statement, Total

COLUMNS = (
    "level", "dzial", "rozdzial", "task_kind", "code", "name", "plan", "executed", "state", "own", "percent", "persons", "families",
    "benefits", "declared",
)  # fmt: skip
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADINGS = (
    "Dział", "Rozdział", "Zadanie", "Nazwa", "Plan", "Wykonanie", "z budżetu państwa", "środki własne", "% planu", "Osoby", "Rodziny",
    "Świadczenia", "Zadeklarowane",
)  # fmt: skip
_WIDTHS = (6, 9, 9, 62, 15, 15, 17, 15, 9, 9, 9, 12, 22)
_HOLDS = {True: "tak", False: "nie"}
LIMITS: Mapping[State, str] = {"within": "w limicie", "exceeded": "ponad limit", "unknown": "limit nieznany"}
AFTER_THE_YEAR = "Zaksięgowano po 31 grudnia"
_LIMIT_HEADINGS = ("Koszty obsługi", "Koszty", "Limit", "Ponad limit", "Stan, podstawa", "Podstawa", "Uwagi, przepis")
_BASES: Mapping[BaseOf | None, str] = {
    "grant_received": "otrzymana dotacja", "expenditure": "wydatki", "decisions": "liczba decyzji", "benefits": "liczba świadczeń",
}  # fmt: skip
_REGISTER_HEADINGS = ("Rejestr, czynność", "Zlecający", "Czynności", "Ilość", "Osoby, rodziny", "Wskazane", "Różne")
_PROOF_HEADINGS = ("Źródło", "Pozycja", "Skrót łańcucha", "Czas ostatniego zdarzenia")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line of any level: row, line, part, dzial or total."""

    level: str
    dzial: str
    rozdzial: str
    task_kind: str
    code: str
    name: str
    plan: str | None
    executed: str
    state: str | None
    own: str | None
    percent: str | None
    persons: int | None
    families: int | None
    benefits: Quantity | None
    declared: str


def printed(statement: Statement) -> Iterator[Printed]:
    """Everything that is printed, in order: rows with their lines, each dział's sum behind its rows, the sum of all at the end."""
    sums = {total.dzial: total for total in statement.dzialy}
    for place, row in enumerate(statement.rows):
        where = (row.dzial, row.rozdzial, row.task_kind)
        yield Printed(
            "row", *where, "", row.name, row.plan, row.executed, row.state, row.own, row.percent, row.persons,
            row.families, row.benefits, "",
        )  # fmt: skip
        for line in row.lines:
            declared = ", ".join(f"{entry.unit}: {entry.value}" for entry in line.declared)
            yield Printed(
                "line", *where, line.code, line.name, None, line.amount, None, None, None, line.persons, line.families,
                line.benefits, declared,
            )  # fmt: skip
            for part in line.parts:
                yield Printed(
                    "part", *where, part.code, part.name, None, part.amount, None, None, None, part.persons,
                    part.families, part.benefits, "",
                )  # fmt: skip
        last = place + 1 == len(statement.rows) or statement.rows[place + 1].dzial != row.dzial
        if last and row.dzial in sums:
            yield _sum("dzial", sums[row.dzial])
    yield _sum("total", statement.total)


def to_csv(statement: Statement) -> bytes:
    """Rows of all levels in one table, then registers of acts, control rules, limits, what was booked after the year and the sources; the
    column level tells them apart.

    register: its service and code, and as declared whom it counts (each once, or how often named) and what it measures; register_act: its
    code, as benefits how many, as declared who asked.
    limit: service costs; as plan the limit (empty: not known), as executed the costs, as percent the one of the other, as declared whether
    it is kept. check: its code, and as name whether it holds (tak, nie), as declared the places where it does not. after_the_year: in no
    sum above; as executed its amount, as declared its source of money. gmina: its six digits, its name and all seven. source: the log, and
    as name its state, place and lag.
    """
    lines = [[getattr(line, name) for name in COLUMNS] for line in printed(statement)]
    empty = [None] * (len(COLUMNS) - 7)
    for section in statement.registers or ():
        lines += _of_register(section)
    for check in checks(statement):
        lines.append(["check", "", "", "", check.code, _HOLDS[check.passed], *empty, ", ".join(check.rows)])
    for limit in statement.service_costs:
        costs = [limit.limit, limit.costs, limit.costs, None, share_of(limit), None, None, None]
        lines.append(["limit", "", "", "", limit.code, limit.name, *costs, LIMITS[limit.state]])
    for late in statement.booked_after_the_year:
        where = [late.dzial, late.rozdzial, late.task_kind, late.benefit]
        lines.append(["after_the_year", *where, AFTER_THE_YEAR, None, late.amount, *[None] * 6, late.source])
    lines.append(["gmina", "", "", "", statement.gmina, statement.gmina_name, *empty, statement.teryt])
    states = {source.service: source for source in statement.observed.sources}
    for source in statement.proof.sources:
        now = states.get(source.service)
        told = "" if now is None else f"{now.state}, opóźnienie {now.lag}"
        lines.append(["source", "", "", "", source.service, told, *empty, f"{source.sequence}: {source.digest}"])
    return csv_text(COLUMNS, lines)


def _of_register(section: RegisterSection) -> Iterator[list[object]]:
    counted = {one.unit: one for one in section.counted}
    persons, families = (counted[unit].different if unit in counted else None for unit in ("osoba", "rodzina"))
    told = [f"{one.unit}: {_told(one.all)} ({_told(one.different)})" for one in section.counted]
    told += [f"{one.name} {one.unit}: {one.value}" for one in section.measured]
    code = f"{section.service}/{section.register_code}"
    yield ["register", "", "", "", code, section.name, *[None] * 5, persons, families, None, ", ".join(told)]
    for act in section.acts:
        yield ["register_act", "", "", "", act.act, act.name, *[None] * 7, act.acts, _asked_by(act)]


def _told(count: int | None) -> str:
    return "–" if count is None else str(count)


def _asked_by(act: RegisterAct) -> str:
    return act.requester_name or ""


def share_of(limit: CostLimit) -> str | None:
    """Percent of the limit that the costs take."""
    return None if limit.limit is None else percent(grosze(limit.costs), grosze(limit.limit))


def checks(statement: Statement) -> list[Check]:
    """The control rules on the figures, and those on the moment of asking."""
    return [*statement.checks, *statement.observed.checks]


def to_xlsx(statement: Statement) -> bytes:
    """A readable sheet and the proof. Amounts are numbers: exact to the grosz up to ten billion złote."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "constant_memory": True, "strings_to_formulas": False}
    ) as book:
        # The file is the same for the same statement: no moment of printing in it.
        book.set_properties({"title": statement.name, "created": _epoch(statement)})
        _write_rows(book, statement)
        _write_proof(book, statement)
        if statement.service_costs:
            _write_limits(book, statement)
        if statement.registers:
            _write_registers(book, statement.registers)
    return target.getvalue()


def _write_rows(book: xlsxwriter.Workbook, statement: Statement) -> None:
    sheet = book.add_worksheet("Sprawozdanie")
    # Text, money, counts, quantities that are not whole; sums in bold.
    forms = {
        bold: [book.add_format({"bold": bold, "num_format": form}) for form in ("@", "#,##0.00", "#,##0", "#,##0.000")]
        for bold in (True, False)
    }
    indented = {"line": book.add_format({"indent": 1}), "part": book.add_format({"indent": 2, "italic": True})}
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    unit = f", jednostka {statement.unit}" if statement.unit else ""
    sheet.write_string(0, 0, statement.name, forms[True][0])
    gmina = f"Gmina {statement.gmina}"
    if statement.gmina_name is not None:
        gmina = f"{statement.gmina_name[0].upper()}{statement.gmina_name[1:]} (TERYT {statement.teryt})"
    sheet.write_string(1, 0, f"{gmina}{unit}; rok {statement.year}, do dnia {statement.until.isoformat()}")
    for column, name in enumerate(_HEADINGS):
        sheet.write_string(3, column, name, heading)
    sheet.freeze_panes(4, 0)
    for number, line in enumerate(printed(statement), start=4):
        plain, in_money, in_count, in_parts = forms[line.level in ("row", "dzial", "total")]
        is_row = line.level == "row"
        sheet.write_string(number, 0, line.dzial if is_row or line.level == "dzial" else "", plain)
        sheet.write_string(number, 1, line.rozdzial if is_row else "", plain)
        sheet.write_string(number, 2, line.task_kind if is_row else "", plain)
        sheet.write_string(number, 3, line.name, indented.get(line.level, plain))
        for column, value in enumerate((line.plan, line.executed, line.state, line.own, line.percent), start=4):
            if value is not None:
                sheet.write_number(number, column, Decimal(value), in_money)
        for column, found in enumerate((line.persons, line.families, line.benefits), start=9):
            if found is not None:
                sheet.write_number(number, column, found, in_count if isinstance(found, int) else in_parts)
        sheet.write_string(number, 12, line.declared, plain)


def _write_proof(book: xlsxwriter.Workbook, statement: Statement) -> None:
    sheet = book.add_worksheet("Kompletność")
    heading = book.add_format({"bold": True, "bottom": 1})
    for column, width in enumerate((22, 12, 68, 30)):
        sheet.set_column(column, column, width)
    for column, name in enumerate(_PROOF_HEADINGS):
        sheet.write_string(0, column, name, heading)
    number = 1
    for source in statement.proof.sources:
        sheet.write_string(number, 0, source.service)
        sheet.write_number(number, 1, source.sequence)
        sheet.write_string(number, 2, source.digest)
        sheet.write_string(number, 3, source.time)
        number += 1
    for check in checks(statement):
        number += 1
        sheet.write_string(number, 0, check.code)
        sheet.write_string(number, 1, _HOLDS[check.passed])
        sheet.write_string(number, 2, ", ".join(check.rows))
    for late in statement.booked_after_the_year:
        number += 1
        sheet.write_string(number, 0, AFTER_THE_YEAR)
        sheet.write_string(number, 1, f"{late.rozdzial}/{late.task_kind}")
        sheet.write_string(number, 2, f"{late.benefit} {late.source}".strip())
        sheet.write_number(number, 3, Decimal(late.amount))
    for refused in statement.proof.refused:
        number += 1
        sheet.write_string(number, 0, refused.service)
        sheet.write_number(number, 1, refused.sequence)
        sheet.write_string(number, 2, f"odmowa: {refused.code} {refused.pointer}")
        sheet.write_number(number, 3, Decimal(refused.amount))


def _write_limits(book: xlsxwriter.Workbook, statement: Statement) -> None:
    """Service costs and their limits, each with its terms below it: base, rates and what they allow."""
    sheet = book.add_worksheet("Koszty obsługi")
    heading = book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    bold = book.add_format({"bold": True})
    for column, width in enumerate((58, 16, 16, 16, 24, 16, 80)):
        sheet.set_column(column, column, width)
    for column, name in enumerate(_LIMIT_HEADINGS):
        sheet.write_string(0, column, name, heading)
    number = 0
    for row in statement.service_costs:
        number += 1
        sheet.write_string(number, 0, row.name, bold)
        for column, value in enumerate((row.costs, row.limit, row.above), start=1):
            if value is not None:
                sheet.write_number(number, column, Decimal(value), money)
        sheet.write_string(number, 4, LIMITS[row.state])
        sheet.write_string(number, 6, row.warning or "")
        for term in row.terms:
            number += 1
            sheet.write_string(number, 0, f"  {term.name}: {', '.join(term.rates)}")
            if term.limit is not None:
                sheet.write_number(number, 2, Decimal(term.limit), money)
            sheet.write_string(number, 4, _BASES.get(term.base_of, ""))
            if term.base is not None:
                sheet.write_number(number, 5, Decimal(term.base), money)
            elif term.number is not None:
                sheet.write_number(number, 5, term.number)
            sheet.write_string(number, 6, "; ".join(term.articles))


def _write_registers(book: xlsxwriter.Workbook, registers: Sequence[RegisterSection]) -> None:
    """Each register with its acts below it, then what they measure and whom they count."""
    sheet = book.add_worksheet("Rejestry")
    heading, bold = book.add_format({"bold": True, "bottom": 1}), book.add_format({"bold": True})
    for column, width in enumerate((58, 34, 12, 20, 16, 12, 12)):
        sheet.set_column(column, column, width)
    for column, name in enumerate(_REGISTER_HEADINGS):
        sheet.write_string(0, column, name, heading)
    number = 0
    for section in registers:
        number += 1
        sheet.write_string(number, 0, section.name, bold)
        for act in section.acts:
            number += 1
            sheet.write_string(number, 0, f"  {act.name}")
            sheet.write_string(number, 1, _asked_by(act))
            sheet.write_number(number, 2, act.acts)
        for measure in section.measured:
            number += 1
            sheet.write_string(number, 0, f"  {measure.name}")
            sheet.write_string(number, 3, f"{measure.value} {measure.unit}")
        for one in section.counted:
            number += 1
            sheet.write_string(number, 4, one.unit)
            for column, count in enumerate((one.all, one.different), start=5):
                if count is not None:
                    sheet.write_number(number, column, count)


def _sum(level: str, total: Total) -> Printed:
    return Printed(
        level, total.dzial, "", "", "", total.name, total.plan, total.executed, total.state, total.own, total.percent,
        total.persons, total.families, total.benefits, "",
    )  # fmt: skip


def _epoch(statement: Statement) -> datetime:
    return datetime(statement.until.year, statement.until.month, statement.until.day)  # noqa: DTZ001
