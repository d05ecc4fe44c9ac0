"""`gops law list` and `gops law diff`: the values of the law that the services compute with, as tables or CSV."""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from gops.house import BENEFIT_SERVICES
from kit.law import Law, Value, changes, in_force, value_text

app = typer.Typer(no_args_is_help=True, help="The law as data: values of a day, what changes between two days.")

UNCONFIRMED: Final = "unconfirmed"
_CONFIDENCE = {"confirmed": "akt lub dwa źródła", "one_source": "jedno źródło", UNCONFIRMED: "niepotwierdzone"}

Day = Annotated[str, typer.Argument(help="YYYY-MM-DD")]
Service = Annotated[str | None, typer.Option(help=", ".join(BENEFIT_SERVICES))]
Gmina = Annotated[str | None, typer.Option(help="six digits of TERYT: with the resolutions of its council")]
Act = Annotated[str | None, typer.Option(help="short name of an act, e.g. usr")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV on standard output instead of a table")]


@app.command("list")
def list_(
    on: Day,
    service: Service = None,
    act: Act = None,
    gmina: Gmina = None,
    search: Annotated[str, typer.Option(help="part of a name or title")] = "",
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="only what nobody has confirmed")] = False,
    as_csv: Csv = False,
) -> None:
    """Values in force on a day, with article, source, confidence and the day they were last checked."""
    head = (
        "usługa",
        "akt",
        "parametr",
        "nazwa",
        "wartość",
        "jednostka",
        "od",
        "do",
        "artykuł",
        "publikator",
        "pewność",
        "sprawdzono",
    )
    rows: list[Sequence[str]] = []
    confidences: Counter[str] = Counter()
    for name, law in _laws(service, gmina):
        for found in in_force(law, _day(on), confidence=UNCONFIRMED if unconfirmed else None, act=act, term=search):
            parameter, value = found.parameter, found.value
            confidences[value.confidence] += 1
            rows.append(
                (
                    *(name, parameter.act, parameter.name, parameter.title, found.text, parameter.unit),
                    *(value.valid_from.isoformat(), value.valid_to.isoformat() if value.valid_to else ""),
                    *(value.article, value.gazette, _CONFIDENCE[value.confidence], value.checked_on.isoformat()),
                )
            )
    counted = ", ".join(f"{_CONFIDENCE[one]}: {number}" for one, number in sorted(confidences.items()))
    _show(
        head, rows, as_csv, f"Wartości na {on}: {len(rows)} ({counted})" if rows else f"Na {on} nie ma takich wartości."
    )


@app.command()
def diff(first: Day, second: Day, service: Service = None, gmina: Gmina = None, as_csv: Csv = False) -> None:
    """What has another value on the second day than on the first."""
    head = ("usługa", "akt", "parametr", "nazwa", first, second, "jednostka", "artykuł", "publikator", "pewność")
    rows: list[Sequence[str]] = []
    for name, law in _laws(service, gmina):
        for one in changes(law, _day(first), _day(second)):
            parameter, told = one.parameter, one.after or one.before
            if told is None:
                continue
            before, after = (_text(law, parameter.name, value) for value in (one.before, one.after))
            rows.append(
                (
                    *(name, parameter.act, parameter.name, parameter.title, before, after, parameter.unit),
                    *(told.article, told.gazette, _CONFIDENCE[told.confidence]),
                )
            )
    _show(head, rows, as_csv, f"Między {first} a {second} zmienia się {len(rows)}.")


def _text(law: Law, name: str, value: Value | None) -> str:
    return "brak" if value is None else value_text(law.parameters[name].kind, value)


def _laws(service: str | None, gmina: str | None) -> Iterator[tuple[str, Law]]:
    if service is not None and service not in BENEFIT_SERVICES:
        raise typer.BadParameter(f"one of {', '.join(BENEFIT_SERVICES)}", param_hint="--service")
    for name in (service,) if service else BENEFIT_SERVICES:
        yield name, import_module(f"services.{name}.catalogue").CATALOGUE.law(gmina)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("a day is written YYYY-MM-DD") from None


def _show(head: Sequence[str], rows: Sequence[Sequence[str]], as_csv: bool, told: str) -> None:
    if as_csv:
        csv.writer(sys.stdout).writerows([head, *rows])
        return
    console = Console(width=max(180, Console().width))
    table = Table(row_styles=("", "dim"))
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table, told, highlight=False, sep="\n")
