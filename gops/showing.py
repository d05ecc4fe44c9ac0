"""`make demo` and `make run`: the whole house, the demo gmina's year through the public API, its statement printed and checked."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gops.demo import (
    ImportRefused,
    NotPulled,
    Refused,
    Stalled,
    compare,
    events_of,
    generate,
    load,
    lubnice_2019,
    print_differences,
    print_statement,
    wait_until_pulled,
    write,
)
from gops.house import House, house
from gops.logins import Tokens
from gops.postgres import PostgresUnavailable
from gops.supervisor import ChildDied, NotReady

YEAR = 2019
UNTIL = "2019-12-31"
DEFINITION = "council_annual"
FAILURES = (PostgresUnavailable, ChildDied, NotReady, ImportRefused, NotPulled, Refused, Stalled)
FORMATS = ("json", "csv", "xlsx")


def show(state: Path, gmina: str, console: Console, out: Path) -> int:
    """The demo from start to end; 0 when every grosz is as expected, 1 when a row differs, 2 when the house did not come up."""
    began = time.monotonic()
    try:
        with house(state, (gmina,)) as running:
            console.print(f"Dom działa: {running.gateway} ({time.monotonic() - began:.1f} s)")
            code = load_and_check(running, console, out)
    except FAILURES as failed:
        console.print(f"[red]{failed}")
        return 2
    console.print(f"Razem {time.monotonic() - began:.1f} s")
    return code


def stay(state: Path, gminas: tuple[str, ...], console: Console, *, demo: bool, echo: bool) -> int:
    """Everything up until Ctrl-C."""
    try:
        with house(state, gminas, echo=echo) as running:
            code = load_and_check(running, console, state / "demo") if demo else 0
            _say_where(running, console)
            running.supervisor.wait()
            return code
    except KeyboardInterrupt:
        console.print("Zatrzymane.")
        return 0
    except FAILURES as failed:
        console.print(f"[red]{failed}")
        return 2


def load_and_check(running: House, console: Console, out: Path) -> int:
    """Loads the demo year, waits for reporting, prints and writes the statement, compares it; 1 when a grosz differs."""
    tokens = Tokens(running.urls["issuer"], running.state)
    year = generate(YEAR)
    gmina = year.gmina
    write(year, out / "input")
    with Progress(
        TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    ) as progress:
        load(running.gateway, tokens, out / "input", progress, gmina=gmina)
        wait_until_pulled(running.gateway, tokens, events_of(out / "input"), progress, gmina=gmina)
    statement: Mapping[str, Any] = {}
    headers = {"Authorization": f"Bearer {tokens('reporter')}"}
    with httpx.Client(base_url=running.gateway, headers=headers, timeout=60) as client:
        for form in FORMATS:
            query = {"gmina": gmina, "year": str(YEAR), "until": UNTIL, "definition": DEFINITION, "format": form}
            answer = client.get("/reporting/v1/statements", params=query)
            answer.raise_for_status()
            (out / f"statement_{YEAR}.{form}").write_bytes(answer.content)
            if form == "json":
                statement = answer.json()
    print_statement(console, statement)
    console.print(f"Zapisane: {', '.join(str(out / f'statement_{YEAR}.{form}') for form in FORMATS)}")
    differences = compare(statement, lubnice_2019())
    print_differences(console, differences)
    return 1 if differences else 0


def _say_where(running: House, console: Console) -> None:
    tokens = Tokens(running.urls["issuer"], running.state)
    places = Table("proces", "adres")
    for name, url in running.urls.items():
        places.add_row(name, url)
    people = Table("użytkownik", "rola", "hasło")
    passwords, roles = tokens.passwords(), tokens.roles()
    for name, password in passwords.items():
        people.add_row(name, ", ".join(roles[name]), password)
    console.print(places, people)
    console.print("Dokumentacja API: " + f"{running.gateway}/docs")
    console.print(
        "TOKEN=$(curl -s "
        f"-d grant_type=password -d username=filip -d password={passwords['filip']} {running.urls['issuer']}/token"
        " | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"access_token\"])')\n"
        f'curl -s -H "Authorization: Bearer $TOKEN" '
        f"'{running.gateway}/reporting/v1/statements?year={YEAR}&until={UNTIL}&definition={DEFINITION}&format=csv'",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )
    console.print("Ctrl-C zatrzymuje wszystko, co tu uruchomiono.")
