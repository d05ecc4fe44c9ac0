"""What single commands do against a running house."""

import json
from collections.abc import Mapping
from pathlib import Path

import anyio
import httpx
from rich.console import Console
from rich.progress import Progress

from gops.demo.gateway_client import calling, refusal
from gops.demo.loading import ImportRefused, send_import
from gops.demo.printing import print_statement
from gops.logins import Tokens
from kit.feed.routes import MAX_LIMIT
from kit.feed.verify import FeedBroken, Place, verify

FORMATS = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}


def send(service: str, file: Path, gateway: str, issuer: str, gmina: str, state: Path, console: Console) -> int:
    """Imports a file; 0 when it was applied, 1 when lines are bad."""
    tokens = Tokens(issuer, state)
    tokens("caseworker")
    # Asked once: the import itself waits for a house that is starting again, which would be two minutes of silence here.
    httpx.get(f"{gateway}/health", timeout=10)
    with calling(gateway, tokens, gmina) as caller:
        try:
            with Progress(console=console) as progress:
                done = send_import(caller, service, file, progress)
        except ImportRefused as refused:
            for one in refused.errors:
                told = f"wiersz {one['line']} {one['pointer']}: {one['message']} ({one['code']})"
                console.print(told, markup=False, highlight=False, soft_wrap=True)
            console.print(f"błędnych wierszy: {refused.bad_lines}; nic nie zapisano")
            return 1
    console.print(f"wierszy: {done.lines}, znanych wcześniej: {done.known_lines}")
    return 0


def print_or_save(
    query: Mapping[str, str], gateway: str, issuer: str, gmina: str, state: Path, save: Path | None, console: Console
) -> None:
    """Prints a statement as a table, or writes it in the form that the file's name says."""
    headers = {"Authorization": f"Bearer {Tokens(issuer, state)('reporter')}"}
    wanted = FORMATS[save.suffix] if save is not None else "json"
    answer = httpx.get(
        f"{gateway}/reporting/v1/statements",
        params={**query, "gmina": gmina, "format": wanted},
        headers=headers,
        timeout=120,
    )
    if answer.is_error:
        raise refusal(answer)
    if save is None:
        print_statement(console, answer.json())
    else:
        save.write_bytes(answer.content)
        console.print(f"{save}: {len(answer.content)} bytes")


def verify_log(service: str, url: str, token: str, gmina: str, console: Console) -> int:
    """Reads a log from its beginning; 0 when it holds, 1 when it does not."""
    place = Place()
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        while True:
            query: dict[str, str | int] = {"gmina": gmina, "after": place.sequence, "limit": MAX_LIMIT}
            answer = client.get("/v1/events", params=query)
            if answer.is_error:
                raise refusal(answer)
            try:
                page = verify(answer.content, place)
            except FeedBroken as broken:
                console.print(f"{service} {gmina}: {broken.code} {broken}")
                return 1
            if (
                page.items
                and place.sequence == 0
                and (source := json.loads(page.items[0])["source"]) != _source(service)
            ):
                console.print(f"{service} {gmina}: {url} is {source}")
                return 1
            if not page.items:
                break
            place = page.place
    console.print(f"{service} {gmina}: {place.sequence} events, digest {place.digest.hex()}")
    return 0


def show_heads(url: str, token: str, gmina: str, console: Console) -> None:
    """Prints the ends of a service's logs."""
    answer = httpx.get(
        f"{url}/v1/feeds", params={"gmina": gmina}, headers={"Authorization": f"Bearer {token}"}, timeout=60
    )
    if answer.is_error:
        raise refusal(answer)
    for head in answer.json():
        line = f"{head['gmina']} {head['sequence']} {head['digest']} {head['time']}"
        console.print(line, highlight=False, soft_wrap=True)


def show_log(service: str, url: str, token: str, gmina: str, after: int, limit: int) -> None:
    """Prints events as they are stored."""
    query: dict[str, str | int] = {"gmina": gmina, "after": after, "limit": limit}
    answer = httpx.get(f"{url}/v1/events", params=query, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    if answer.is_error:
        raise refusal(answer)
    print(answer.text)


def rebuild(gmina: str, console: Console) -> int:
    """Reporting's ledger of a gmina anew, from the services' logs and its own; 1 when reporting does not know the gmina."""
    from kit.settings import Settings
    from services.reporting.rebuilding import rebuild_from_settings

    settings = Settings()  # from the environment
    if gmina not in settings.gminas:
        console.print(f"{gmina}: reporting works for {', '.join(settings.gminas) or 'no gmina'} (GOPS_GMINAS)")
        return 1
    counted = anyio.run(rebuild_from_settings, settings, gmina)
    for service, sequence in counted.items():
        console.print(f"{service}: {sequence} events applied")
    return 0


def _source(service: str) -> str:
    return f"urn:gops:{service}"
