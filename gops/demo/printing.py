"""A statement on the screen: rows with their benefit lines, totals, and how complete it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from gops.demo.checking import Difference

Json = Mapping[str, Any]

_SERVICES = {
    "family_benefits": "świadczenia rodzinne",
    "social_assistance": "pomoc społeczna",
    "alimony_fund": "fundusz alimentacyjny",
    "reporting": "plan i księgowania",
}
_DIGEST = 16
_WIDTH = 136


def print_statement(console: Console, statement: Json) -> None:
    """Prints the statement and the proof of its completeness."""
    # A narrow screen breaks the lines itself; a table that leaves columns out would hide figures.
    width = max(console.width, _WIDTH)
    console.print(_statement(statement), width=width, crop=False)
    console.print(_completeness(statement), width=width, crop=False)
    checks = [*statement["checks"], *statement["observed"].get("checks", ())]
    held = sum(check["passed"] for check in checks)
    console.print(f"Reguły kontrolne: spełnione {held} z {len(checks)}.")
    for limit in statement.get("service_costs", ()):
        if limit["warning"] is not None:
            console.print(f"[yellow]Ostrzeżenie, {escape(limit['name'])}:[/] {escape(limit['warning'])}", width=width)


def print_differences(console: Console, differences: Sequence[Difference]) -> None:
    """Prints every figure that is not the adopted one, or that there is none."""
    if not differences:
        console.print("[bold green]Sprawozdanie jest równe przyjętemu przez radę, co do grosza i co do osoby.[/]")
        return
    table = Table(title=f"Różnice: {len(differences)}", title_justify="left")
    for name in ("Gdzie", "Wielkość", "Przyjęto", "Jest"):
        table.add_column(name)
    for one in differences:
        table.add_row(escape(one.row), escape(one.figure), one.expected or "-", one.found or "-")
    console.print(table)


def _statement(statement: Json) -> Table:
    table = Table(
        title=f"{statement['name']}: {statement['year']}, do {statement['until']}, gmina {statement['gmina']}",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_lines=False,
    )
    table.add_column("Dział", no_wrap=True)
    table.add_column("Rozdz.", no_wrap=True)
    table.add_column("Nazwa", min_width=36, overflow="fold")
    for name in ("Plan", "Wykonanie", "Budżet państwa", "Środki własne", "%", "Osoby", "Rodziny", "Świadcz."):
        table.add_column(name, justify="right", no_wrap=True)
    totals = {total["dzial"]: total for total in statement["dzialy"]}
    rows = statement["rows"]
    for place, row in enumerate(rows):
        _add_money(table, row, row["name"], row["dzial"], row["rozdzial"])
        for line in row["lines"]:
            _add_line(table, line)
        last = place + 1 == len(rows) or rows[place + 1]["dzial"] != row["dzial"]
        if last:
            table.add_section()
        if last and row["dzial"] in totals:
            total = totals[row["dzial"]]
            _add_money(table, total, f"Razem dział {row['dzial']}", row["dzial"], "")
            table.add_section()
    _add_money(table, statement["total"], "Razem", "", "")
    return table


def _add_money(table: Table, row: Json, name: str, dzial: str, rozdzial: str) -> None:
    money = [f"[bold]{amount(row[part])}[/]" for part in ("plan", "executed", "state", "own")]
    percent = (row["percent"] or "").replace(".", ",")
    table.add_row(dzial, rozdzial, f"[bold]{escape(name)}[/]", *money, percent, *_counts(row))


def _add_line(table: Table, line: Json) -> None:
    declared = ", ".join(f"{entry['unit']} {entry['value']}" for entry in line["declared"])
    name = escape(line["name"]) + (f" [dim]({escape(declared)})[/]" if declared else "")
    table.add_row("", "", Padding(name, (0, 0, 0, 2)), "", amount(line["amount"]), "", "", "", *_counts(line))
    for part in line["parts"]:
        inside = Padding(f"[dim]{escape(part['name'])}[/]", (0, 0, 0, 4))
        table.add_row("", "", inside, "", f"[dim]{amount(part['amount'])}[/]", "", "", "", *_counts(part))


def _completeness(statement: Json) -> Table:
    """What the statement was made of: each log, how far it was read, the digest there, and how much it is behind now."""
    table = Table(title="Kompletność", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Usługa", no_wrap=True)
    table.add_column("Pozycja", justify="right", no_wrap=True)
    table.add_column("Skrót łańcucha", no_wrap=True)
    table.add_column("Stan")
    table.add_column("Opóźnienie", justify="right", no_wrap=True)
    observed = {source["service"]: source for source in statement["observed"]["sources"]}
    for source in statement["proof"]["sources"]:
        now = observed.get(source["service"], {})
        table.add_row(
            _SERVICES.get(source["service"], source["service"]),
            _count(source["sequence"]),
            str(source["digest"])[:_DIGEST],
            escape(str(now.get("state", ""))),
            _count(now.get("lag")),
        )
    return table


def amount(text: str) -> str:
    """'5 669 631,12' of '5669631.12', as Polish offices write it."""
    whole, _, fraction = text.partition(".")
    return f"{int(whole):,}".replace(",", " ") + f",{fraction}"


def _counts(line: Json) -> list[str]:
    return [_count(line[part]) for part in ("persons", "families", "benefits")]


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}".replace(",", " ")
