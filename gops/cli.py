"""The one command-line program: `gops up`, `gops demo`, `gops serve SERVICE` and what an operator needs beside them."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from gops.addresses import address_of
from gops.failing import Program
from gops.house import BENEFIT_SERVICES, PREFERRED_PORTS, PROCESSES, SERVICES
from gops.laws import app as law_app

app = typer.Typer(
    cls=Program,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Social benefits of a Polish gmina.",
)
events_app = typer.Typer(no_args_is_help=True, help="Logs of events: heads, pages, verification.")
app.add_typer(events_app, name="events")
app.add_typer(law_app, name="law")

LUBNICE = "101805"


def _one_of(names: tuple[str, ...]) -> Callable[[str], str]:
    def checked(value: str) -> str:
        if value not in names:
            raise typer.BadParameter(f"one of {', '.join(names)}")
        return value

    return checked


def _gminas(value: Any) -> Any:
    for one in [value] if isinstance(value, str) else value or ():
        if not re.fullmatch("[0-9]{6}", one):
            raise typer.BadParameter("six digits of TERYT, such as 101805")
    return value


def _day(value: str | None) -> str | None:
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter("a day, such as 2019-12-31") from None


State = Annotated[Path, typer.Option(help="where databases, keys, passwords and logs of the embedded mode lie")]
Gmina = Annotated[str, typer.Option(help="six digits of TERYT", callback=_gminas)]
Gminas = Annotated[list[str] | None, typer.Option(help="gminas of this house", callback=_gminas)]
Gateway = Annotated[str | None, typer.Option(help="its address; that of the house of the state folder without it")]
Issuer = Annotated[str | None, typer.Option(help="its address; that of the house of the state folder without it")]
Log = Annotated[str, typer.Argument(help=", ".join(SERVICES), callback=_one_of(SERVICES))]
DEFAULT_STATE = Path("var")

# Wide enough for the statement also where the output is no terminal.
console = Console(width=max(140, Console().width))


@app.command()
def up(
    state: State = DEFAULT_STATE,
    gmina: Gminas = None,
    demo: Annotated[bool, typer.Option(help="load the demo gmina first")] = False,
    echo: Annotated[bool, typer.Option(help="show what the processes write")] = False,
) -> None:
    """Start everything and stay until Ctrl-C."""
    from gops.showing import stay

    raise typer.Exit(stay(state.resolve(), tuple(gmina or (LUBNICE,)), console, demo=demo, echo=echo))


@app.command()
def demo(
    state: State = DEFAULT_STATE, out: Annotated[Path | None, typer.Option(help="folder of the written files")] = None
) -> None:
    """Start everything, load the demo gmina's year 2019, print and check its statement, stop."""
    from gops.showing import show

    raise typer.Exit(show(state.resolve(), LUBNICE, console, out or state.resolve() / "demo"))


@app.command()
def serve(
    service: Annotated[str, typer.Argument(help=", ".join(PROCESSES), callback=_one_of(PROCESSES))],
    host: str = "127.0.0.1",
    port: int = 8000,
    state: Annotated[Path | None, typer.Option(help="read the settings that `gops prepare` wrote there")] = None,
) -> None:
    """Run one process in the foreground; its settings come from the environment."""
    from gops.preparing import read_settings
    from gops.serving import serve as run

    if state is not None:
        read_settings(state.resolve(), service)
    run(service, host, port)


@app.command()
def migrate(state: State = DEFAULT_STATE) -> None:
    """Make or bring up to date the databases and roles of all services on the server of GOPS_DATABASE_URL (or the embedded one)."""
    from gops.house import databases
    from gops.postgres import server

    with server(state.resolve() / "postgres") as address:
        databases(state.resolve(), address)
    console.print(f"{len(SERVICES)} databases are at the newest revision")


@app.command()
def prepare(
    state: State = DEFAULT_STATE,
    gmina: Gminas = None,
    address: Annotated[
        list[str] | None,
        typer.Option(help="NAME=URL of each process, as the others reach it; http://NAME:8000 without it"),
    ] = None,
) -> None:
    """Migrate, and write keys, passwords and each process's settings into the state folder, for containers that share it."""
    from gops.preparing import write_settings

    if odd := [one for one in address or () if one.partition("=")[0] not in PROCESSES or "://" not in one]:
        raise typer.BadParameter(f"{odd[0]}: NAME=URL, NAME one of {', '.join(PROCESSES)}", param_hint="--address")
    given = dict(one.split("=", 1) for one in address or ())
    write_settings(
        state.resolve(),
        tuple(gmina or (LUBNICE,)),
        {name: given.get(name, f"http://{name}:8000") for name in PROCESSES},
    )
    console.print(f"settings of {len(PROCESSES)} processes are in {state / 'settings'}")


@app.command("import")
def import_(
    service: Annotated[str, typer.Argument(help=", ".join(BENEFIT_SERVICES), callback=_one_of(BENEFIT_SERVICES))],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="NDJSON lines")],
    gateway: Gateway = None,
    issuer: Issuer = None,
    gmina: Gmina = LUBNICE,
    state: State = DEFAULT_STATE,
) -> None:
    """Send a file of the old system through the gateway, have it applied, report what is wrong."""
    from gops.commands import send

    doors = _doors(state, gateway, issuer)
    raise typer.Exit(send(service, file, *doors, gmina, state.resolve(), console))


@app.command()
def statement(
    year: int,
    until: Annotated[
        str | None, typer.Option(help="last day, YYYY-MM-DD; the end of the year without it", callback=_day)
    ] = None,
    known_on: Annotated[str | None, typer.Option(help="as it was known on that day", callback=_day)] = None,
    definition: str = "council_annual",
    gateway: Gateway = None,
    issuer: Issuer = None,
    gmina: Gmina = LUBNICE,
    state: State = DEFAULT_STATE,
    save: Annotated[Path | None, typer.Option(help="write it there: .json, .csv or .xlsx")] = None,
) -> None:
    """Print a budget statement of a running house, or save it."""
    from gops.commands import FORMATS, print_or_save

    _saved_as(save, FORMATS)
    query = {"year": str(year), "until": until or f"{year}-12-31", "known_on": known_on, "definition": definition}
    asked = {name: value for name, value in query.items() if value}
    print_or_save(asked, *_doors(state, gateway, issuer), gmina, state.resolve(), save, console)


@app.command()
def forecast(
    service: Annotated[str, typer.Argument(help=", ".join(BENEFIT_SERVICES), callback=_one_of(BENEFIT_SERVICES))],
    first: Annotated[str, typer.Argument(help="the first month, YYYY-MM", metavar="MONTH")],
    months: Annotated[int, typer.Option(help="how many", min=1, max=36)] = 3,
    gateway: Gateway = None,
    issuer: Issuer = None,
    gmina: Gmina = LUBNICE,
    state: State = DEFAULT_STATE,
    save: Annotated[Path | None, typer.Option(help="write it there: .json, .csv or .xlsx")] = None,
) -> None:
    """What the months to come will cost by running rights: the input of a request for money."""
    from gops.commands import FORMATS
    from gops.planning import forecast as ask

    _saved_as(save, FORMATS)
    asked = {"from": first, "months": str(months)}
    ask(service, asked, *_doors(state, gateway, issuer), gmina, state.resolve(), save, console)


@app.command()
def simulate(
    service: Annotated[str, typer.Argument(help=", ".join(BENEFIT_SERVICES), callback=_one_of(BENEFIT_SERVICES))],
    day: Annotated[
        str | None, typer.Argument(help="the first day of the supposed law, YYYY-MM-DD", callback=_day)
    ] = None,
    values: Annotated[list[str] | None, typer.Option("--set", help="NAME=VALUE, as `gops law list` names it")] = None,
    percent: Annotated[list[str] | None, typer.Option(help="NAME=10: so many per cent more, -10: less")] = None,
    benefit: Annotated[list[str] | None, typer.Option(help="only this benefit; all without it")] = None,
    until: Annotated[str | None, typer.Option(help="the last month, YYYY-MM; the end of the year without it")] = None,
    changes: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="JSON, as the API takes it")] = None,
    gateway: Gateway = None,
    issuer: Issuer = None,
    gmina: Gmina = LUBNICE,
    state: State = DEFAULT_STATE,
    save: Annotated[Path | None, typer.Option(help="write it there: .json, or .csv with the cost")] = None,
) -> None:
    """What running rights would cost if parameters of the law were other ones from a day on; nothing is stored."""
    from gops.simulating import FORMATS, order_of
    from gops.simulating import simulate as ask

    _saved_as(save, FORMATS)
    order = order_of(day, until, values or (), percent or (), benefit or (), changes)
    ask(service, order, *_doors(state, gateway, issuer), gmina, state.resolve(), save, console)


@app.command()
def rebuild(gmina: Gmina = LUBNICE) -> None:
    """Empty a gmina's ledger in reporting and build it again from the logs (reporting's settings from the environment)."""
    from gops.commands import rebuild as build

    raise typer.Exit(build(gmina, console))


@app.command()
def clean(
    state: State = DEFAULT_STATE,
    left_behind: Annotated[
        bool, typer.Option("--left-behind", help="as root: instead, the data of state folders that are gone")
    ] = False,
) -> None:
    """Remove the embedded server's data, wherever they lie."""
    from gops.postgres import DirectoryInUse, EmbeddedPostgres
    from gops.postgres.place import left_behind as places_left_behind

    if not left_behind:
        EmbeddedPostgres(state.resolve() / "postgres").destroy()
        return
    for place in places_left_behind():
        try:
            EmbeddedPostgres(place.directory).destroy()
            console.print(f"{place.base}: {place.directory}", soft_wrap=True)
        except DirectoryInUse as used:
            console.print(str(used), soft_wrap=True)


@events_app.command("heads")
def events_heads(
    service: Log,
    url: Annotated[str, typer.Option(help="address of the service itself")],
    token: Annotated[str, typer.Option(envvar="GOPS_TOKEN", help="access token with the role system or auditor")],
    gmina: Gmina = LUBNICE,
) -> None:
    """Print the end of a log: gmina, last place, digest, time."""
    from gops.commands import show_heads

    show_heads(url, token, gmina, console)


@events_app.command("verify")
def events_verify(
    service: Log,
    url: Annotated[str, typer.Option(help="address of the service itself")],
    token: Annotated[str, typer.Option(envvar="GOPS_TOKEN", help="access token with the role system or auditor")],
    gmina: Gmina = LUBNICE,
) -> None:
    """Read a whole log and check that nothing is missing and nothing was changed."""
    from gops.commands import verify_log

    raise typer.Exit(verify_log(service, url, token, gmina, console))


@events_app.command("show")
def events_show(
    service: Log,
    url: Annotated[str, typer.Option(help="address of the service itself")],
    token: Annotated[str, typer.Option(envvar="GOPS_TOKEN", help="access token with the role system or auditor")],
    after: int = 0,
    limit: int = 20,
    gmina: Gmina = LUBNICE,
) -> None:
    """Print events of a log behind a place, one on a line."""
    from gops.commands import show_log

    show_log(service, url, token, gmina, after, limit)


def _saved_as(save: Path | None, formats: Iterable[str]) -> None:
    if save is not None and save.suffix not in formats:
        raise typer.BadParameter(f"a file that ends in {', '.join(formats)}", param_hint="--save")


def _doors(state: Path, gateway: str | None, issuer: str | None) -> tuple[str, str]:
    folder = state.resolve()
    return (
        gateway or address_of("gateway", folder, PREFERRED_PORTS["gateway"]),
        issuer or address_of("issuer", folder, PREFERRED_PORTS["issuer"]),
    )
