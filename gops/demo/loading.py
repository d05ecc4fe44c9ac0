"""Loads a demo year through the gateway's public API: imports of the three services, then the plan and the finance system's documents.

Everything may be repeated: an import goes on where it stopped, and the same content again is nothing.
"""

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from rich.progress import Progress, TaskID

from gops.demo.files import BOOKINGS, PLAN
from gops.demo.gateway_client import Caller, Refused, TokenFor, calling
from gops.demo.head import enter_head
from gops.demo.model import SERVICES

IMPORTER, ACCOUNTANT, REPORTER = "caseworker", "accountant", "reporter"
REPORTING = "/reporting/v1"

_PIECE = 50_000
_BLOCK = 64 * 1024
_ROUNDS = 20
_POLL = 0.2
_PATIENCE = 300.0
_NAMES = {
    "family_benefits": "świadczenia rodzinne",
    "social_assistance": "pomoc społeczna",
    "alimony_fund": "fundusz alimentacyjny",
}

Sleep = Callable[[float], None]


class ImportRefused(Exception):
    """A service refused lines of the file; `errors` say all that is wrong with them (line, pointer, code, message)."""

    def __init__(self, service: str, bad_lines: int, errors: list[Mapping[str, Any]]) -> None:
        first = "; ".join(f"line {one['line']} {one['pointer']}: {one['code']}" for one in errors[:5])
        super().__init__(f"{service}: {bad_lines} bad lines: {first}")
        self.service = service
        self.bad_lines = bad_lines
        self.errors = errors


class Stalled(Exception):
    """An import stands still: the service does not go on with it."""


class NotPulled(Exception):
    """Reporting did not come to the end of a source in time, or stopped at one."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One service's import: its lines, and how many of them an earlier import had brought already."""

    id: str
    lines: int
    known_lines: int


def load(
    base_url: str,
    token_for: TokenFor,
    directory: Path,
    progress: Progress,
    *,
    gmina: str,
    transport: httpx.BaseTransport | None = None,
    sleep: Sleep = time.sleep,
) -> dict[str, Imported]:
    """Loads the files of `directory` (see files.write) for the gmina; what each service took. The demo's head may decide from then on.

    Raises ImportRefused with the first errors, Stalled, Refused for other refusals.
    """
    with calling(base_url, token_for, gmina, transport=transport) as caller:
        done: dict[str, Imported] = {
            service: send_import(caller, service, directory / f"{service}.ndjson", progress, sleep)
            for service in SERVICES
        }
        for service in SERVICES:
            enter_head(caller, service)
        for name, path in ((PLAN, "plans"), (BOOKINGS, "bookings")):
            task = progress.add_task("plan" if name == PLAN else "księgowania", total=1)
            content = (directory / name).read_bytes()
            key = f"demo-{path}-{hashlib.sha256(content).hexdigest()}"
            caller.post(f"{REPORTING}/{path}", ACCOUNTANT, key=key, content=content, media_type="text/csv")
            progress.advance(task)
    return done


def send_import(caller: Caller, service: str, path: Path, progress: Progress, sleep: Sleep = time.sleep) -> Imported:
    """Sends one file and has it applied; the same file again goes on where it stopped. Raises ImportRefused, Stalled, Refused."""
    root = f"/{service.replace('_', '-')}/v1/imports"
    digest, lines = _measure(path)
    key = f"demo-{service}-{digest}"
    run = str(caller.post(root, IMPORTER, key=key)["id"])
    state = caller.get(f"{root}/{run}", IMPORTER)
    if state["state"] in ("rejected", "abandoned"):
        # What was wrong may have been mended in the service since: an import that was refused or given up stays so.
        key = f"{key}-{uuid4().hex}"
        run = str(caller.post(root, IMPORTER, key=key)["id"])
        state = caller.get(f"{root}/{run}", IMPORTER)
    sent = progress.add_task(f"{_NAMES[service]}: wysłane", total=lines)
    applied = progress.add_task(f"{_NAMES[service]}: zapisane", total=lines)
    if state["state"] == "staging":
        _send(caller, f"{root}/{run}", path, lines, int(state["lines"]), progress, sent, sleep)
        caller.post(f"{root}/{run}/apply", IMPORTER, key=f"{key}-apply")
    progress.update(sent, completed=lines)
    stalled = 0.0
    while stalled < _PATIENCE:
        before, state = state, caller.get(f"{root}/{run}", IMPORTER)
        progress.update(applied, completed=state["applied_lines"] + state.get("known_lines", 0))
        if state["state"] == "rejected":
            raise _refusal(caller, service, f"{root}/{run}")
        if state["state"] == "applied":
            progress.update(applied, completed=lines)
            return Imported(run, int(state["lines"]), int(state.get("known_lines", 0)))
        stalled = stalled + _POLL if state == before else 0.0
        sleep(_POLL)
    raise Stalled(f"{service}: {state['state']}, {state['applied_lines']} of {lines} lines")


def wait_until_pulled(
    base_url: str,
    token_for: TokenFor,
    least: Mapping[str, int],
    progress: Progress,
    *,
    gmina: str,
    patience: float = 300.0,
    transport: httpx.BaseTransport | None = None,
    sleep: Sleep = time.sleep,
) -> list[Mapping[str, Any]]:
    """Waits until reporting has pulled every source to its end, and at least `least` events by service; the sources.

    Raises NotPulled when a source stopped or `patience` seconds have passed.
    """
    task = progress.add_task("sprawozdawczość", total=sum(least.values()))
    with calling(base_url, token_for, gmina, transport=transport) as caller:
        waited = 0.0
        while True:
            sources = _items(caller.get(f"{REPORTING}/sources", REPORTER))
            found = {str(source["service"]): source for source in sources}
            for source in sources:
                if str(source.get("state", "")).startswith("stopped"):
                    raise NotPulled(f"{source['service']}: {source['state']} at {source['sequence']}")
            pulled = {name: int(found[name]["sequence"]) if name in found else 0 for name in least}
            progress.update(task, completed=sum(min(pulled[name], least[name]) for name in least))
            if all(pulled[name] >= least[name] and not found[name]["lag"] for name in least):
                return sources
            if waited >= patience:
                raise NotPulled(f"after {patience:.0f} s: {pulled} of {dict(least)}")
            sleep(_POLL)
            waited += _POLL


def read_statement(
    base_url: str,
    token_for: TokenFor,
    *,
    gmina: str,
    year: int = 2019,
    until: str = "2019-12-31",
    definition: str = "council_annual",
    transport: httpx.BaseTransport | None = None,
) -> Mapping[str, Any]:
    """The statement's JSON."""
    with calling(base_url, token_for, gmina, transport=transport) as caller:
        found: Mapping[str, Any] = caller.get(
            f"{REPORTING}/statements", REPORTER, year=str(year), until=until, definition=definition
        )
        return found


def events_of(directory: Path) -> dict[str, int]:
    """How many events the files must give at least: one for each household and each payment."""
    found: dict[str, int] = {}
    for service in SERVICES:
        with (directory / f"{service}.ndjson").open("rb") as file:
            found[service] = sum(line.startswith((b'{"kind":"family"', b'{"kind":"payment"')) for line in file)
    return found


def _send(
    caller: Caller,
    root: str,
    path: Path,
    lines: int,
    have: int,
    progress: Progress,
    task: TaskID,
    sleep: Sleep,
) -> None:
    """Sends what the service does not have yet, in pieces; after a broken connection it goes on from the last whole chunk."""
    broken = 0
    while have < lines:
        progress.update(task, completed=have)
        try:
            answer = caller.stream(
                f"{root}/lines", IMPORTER, _blocks(path, have), "application/x-ndjson", from_line=str(have + 1)
            )
            have = int(answer["lines"])
        except (ConnectionError, Refused) as error:
            # The service may have kept more of a broken stream than it had when it was asked: then another line is expected.
            if isinstance(error, Refused) and error.code != "import_line_expected":
                raise
            broken += 1
            if broken > _ROUNDS:
                raise
            sleep(min(3.0, 0.1 * 2**broken))
            have = int(caller.get(root, IMPORTER)["lines"])


def _blocks(path: Path, skip: int) -> Iterator[bytes]:
    """The next piece of the file behind `skip` lines, in blocks of whole lines."""
    with path.open("rb") as file:
        block: list[bytes] = []
        size = 0
        for line in itertools.islice(file, skip, skip + _PIECE):
            block.append(line)
            size += len(line)
            if size >= _BLOCK:
                yield b"".join(block)
                block, size = [], 0
        if block:
            yield b"".join(block)


def _measure(path: Path) -> tuple[str, int]:
    digest, lines = hashlib.sha256(), 0
    with path.open("rb") as file:
        for line in file:
            digest.update(line)
            lines += 1
    return digest.hexdigest(), lines


def _refusal(caller: Caller, service: str, root: str) -> ImportRefused:
    errors: list[Mapping[str, Any]] = []
    more: dict[str, str] | None = {}
    while more is not None:
        page = caller.get(f"{root}/errors", IMPORTER, **more)
        errors += _items(page)
        following = page.get("next_after") if isinstance(page, dict) else None
        more = {"after": str(following)} if following else None
    return ImportRefused(service, int(caller.get(root, IMPORTER)["bad_lines"]), errors)


def _items(answer: Any) -> list[Mapping[str, Any]]:
    """The entries of a collection, bare or under `items`."""
    found: list[Mapping[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
    return found
