"""`gops simulate`: what running rights would cost if parameters of the law were other ones from a day on, as tables or a file.

The changes come from the command line (`--set name=value`, `--percent name=10`), from a JSON file (the body of POST /v1/simulations) or
both; what is typed stands over what the file says.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import httpx
import typer
from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table

from gops.demo.gateway_client import refusal
from gops.logins import Tokens
from kit.money import figure_text, grosze

FORMATS: Final = (".json", ".csv")
WORDS: Final = {"true": True, "false": False}
_COST = ("Miesiąc", "Świadczenie", "Klasyfikacja", "Źródło", "Przyznane", "Prawo dziś", "Po zmianie", "Różnica")
_TEXTS = 4
"""So many columns of the cost are no money."""
_LINE = ("dzial", "rozdzial", "paragraf")
_MONEY = ("granted", "before", "after", "difference")


def order_of(
    day: str | None,
    until: str | None,
    values: Sequence[str],
    percents: Sequence[str],
    benefits: Sequence[str],
    file: Path | None,
) -> dict[str, Any]:
    """The body of the request. Raises typer.BadParameter: no day, no change, a change or a file that cannot be read."""
    order = {} if file is None else _read(file)
    changes = [*order.get("changes", ()), *_typed("--set", values, "value"), *_typed("--percent", percents, "percent")]
    if not changes:
        raise typer.BadParameter("name=value, a percentage (--percent) or a file (--changes)", param_hint="--set")
    said = {"effective_from": day, "until": until, "benefits": list(benefits)}
    order |= {member: value for member, value in said.items() if value}
    if "effective_from" not in order:
        raise typer.BadParameter("the first day of the supposed law, YYYY-MM-DD", param_hint="DAY")
    return {**order, "changes": changes}


def simulate(
    service: str,
    order: Mapping[str, Any],
    gateway: str,
    issuer: str,
    gmina: str,
    state: Path,
    save: Path | None,
    console: Console,
) -> None:
    """Asks and prints what would be, or writes it in the form that the file's name says."""
    answer = httpx.post(
        f"{gateway}/{service.replace('_', '-')}/v1/simulations",
        params={"gmina": gmina},
        json=order,
        headers={"Authorization": f"Bearer {Tokens(issuer, state)('reporter')}"},
        timeout=600,
    )
    if answer.is_error:
        raise refusal(answer)
    if save is None:
        console.print(told(answer.json()))
        return
    content = cost_csv(answer.json()).encode() if save.suffix == ".csv" else answer.content
    save.write_bytes(content)
    console.print(f"{save}: {len(content)} bytes")


def told(found: Mapping[str, Any]) -> RenderableType:
    """The supposed values, the cost by month, benefit and budget line, families by benefit, and what could not be simulated."""
    tables = [_supposed(found), _cost(found), _families(found)]
    if found["not_simulated"]:
        tables.append(_not_simulated(found))
    return Group(*tables)


def cost_csv(found: Mapping[str, Any]) -> str:
    """The cost by month, benefit and budget line as CSV, as the services write theirs: a header, comma, amounts with two places."""
    text = io.StringIO()
    columns = ("month", "benefit", *_LINE, "task", "source", *_MONEY)
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: row[column] for column in columns} for row in found["cost"])
    return text.getvalue()


def _supposed(found: Mapping[str, Any]) -> Table:
    table = _table(
        f"Zmiana prawa od {found['effective_from']}", ("Parametr", "Nazwa", "Od", "Do", "Dziś", "Po zmianie"), 4
    )
    for row in found["supposed"]:
        table.add_row(
            row["parameter"],
            escape(row["title"]),
            row["since"],
            row["until"] or "",
            *(escape(row[law] or "-") for law in ("before", "after")),
        )
    return table


def _cost(found: Mapping[str, Any]) -> Table:
    title = f"Koszt {found['first_month']} – {found['until']} (praw: {found['rights']})"
    table = _table(title, _COST, _TEXTS)
    for number, row in enumerate(found["cost"]):
        if number and row["month"] != found["cost"][number - 1]["month"]:
            table.add_section()
        line = " ".join(row[part] for part in _LINE)
        table.add_row(row["month"], row["benefit"], line, row["source"], *_money(row, _MONEY))
    table.add_section()
    table.add_row("Razem", "", "", "", *_money(found, _MONEY))
    return table


def _families(found: Mapping[str, Any]) -> Table:
    families = found["families"]
    title = f"Rodziny: {families['looked_at']}, bez zmiany {families['unchanged']}, nie policzono {families['not_simulated']}"
    table = _table(title, ("Świadczenie", "Zyskuje", "Traci", "Różnica"), 1)
    for row in found["benefits"]:
        table.add_row(
            row["benefit"], str(row["families_gaining"]), str(row["families_losing"]), *_money(row, _MONEY[-1:])
        )
    table.add_section()
    table.add_row("Razem", str(families["gaining"]), str(families["losing"]), *_money(found, _MONEY[-1:]))
    return table


def _not_simulated(found: Mapping[str, Any]) -> Table:
    table = _table("Nie policzono", ("Świadczenie", "Dlaczego", "Praw", "Rodzin", "Przyznane"), 2)
    for row in found["not_simulated"]:
        table.add_row(
            row["benefit"], escape(row["reason"]), str(row["rights"]), str(row["families"]), *_money(row, _MONEY[:1])
        )
    return table


def _money(row: Mapping[str, Any], members: Sequence[str]) -> list[str]:
    return [figure_text(grosze(row[member])) for member in members]


def _table(title: str, columns: Sequence[str], texts: int) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for number, name in enumerate(columns):
        table.add_column(name, justify="left" if number < texts else "right", no_wrap=number >= texts or number == 0)
    return table


def _typed(option: str, typed: Sequence[str], member: str) -> Iterator[dict[str, Any]]:
    for one in typed:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            raise typer.BadParameter(f"{one}: name=value, the name as `gops law list` has it", param_hint=option)
        yield {"parameter": name, member: value if member == "percent" else _value(value)}


def _value(text: str) -> str | int | bool:
    if text in WORDS:
        return WORDS[text]
    return int(text) if text.isascii() and text.isdigit() else text


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("changes", []), list):
        raise typer.BadParameter(f"{file}: no JSON object as POST /v1/simulations takes it", param_hint="--changes")
    return found
