"""A whole house of real processes for the survival tests: any of them can be killed at a chosen moment and started again."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote

import httpx
from psycopg.conninfo import make_conninfo
from rich.console import Console
from rich.progress import Progress

from casework.today import office_day
from gops.demo.gateway_client import Caller, calling
from gops.demo.loading import Imported, send_import
from gops.house import BENEFIT_SERVICES, PROCESSES, READY_SECONDS, databases, environments
from gops.issuer.accounts import Accounts
from gops.logins import Tokens
from gops.ports import LOOPBACK, free_port
from gops.postgres import EmbeddedPostgres
from gops.supervisor import Child, Supervisor, python
from kit.auth import ROLES
from tests.conftest import PROJECT

KILLED = -signal.SIGKILL
IMPORT_CHUNKS = {"family_benefits": 100, "social_assistance": 20, "alimony_fund": 20}
"""Lines of an import in one transaction: few, so that the import of a small gmina has several of them."""
STRANGER = "obcy"
STRANGERS_PASSWORD = "only-for-tests"
SECOND_ACCOUNTANT = "iwona"
"""Checks what the first one has drawn up: the full circuit of payment lists asks for two."""
TEMPLATE = PROJECT / "var" / "postgres-template"
ROUNDS = int(os.environ.get("GOPS_TEST_ROUNDS", "20"))
"""How often a process is killed in each of the tests; fewer only while a test is written."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in a process's work: its number since the order came, and what was about to happen or had just happened."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The number-th moment that matches; victim: the process that is killed then, without it the one that comes there."""

    number: int
    pattern: str = ""
    victim: int | None = None

    def __str__(self) -> str:
        pattern = f":{quote(self.pattern, safe='')}" if self.pattern else ""
        return f"{self.number}{pattern}" + ("" if self.victim is None else f"@{self.victim}")


class TestHouse:
    """The processes of one state folder, each started through tests.system.dying."""

    __test__ = False

    def __init__(
        self,
        state: Path,
        postgres: EmbeddedPostgres,
        supervisor: Supervisor,
        gminas: tuple[str, ...],
        tree: Path = PROJECT,
    ) -> None:
        self.state = state
        self.tree = tree
        self.postgres = postgres
        self.gminas = gminas
        self.dsns = databases(state, postgres.address)
        self.ports = {name: free_port() for name in (*PROCESSES, "reporting-2")}
        self.urls = {name: f"http://{LOOPBACK}:{port}" for name, port in self.ports.items()}
        self.told = environments(state, self.urls, self.dsns, gminas)
        _everybody_everywhere(state, gminas)
        self.tokens = Tokens(self.urls["issuer"], state)
        self._supervisor = supervisor
        self._day_file = state / "day"
        for service in BENEFIT_SERVICES:
            self.told[service] |= {"GOPS_EMBEDDED": "1", "GOPS_DAY_FILE": str(self._day_file)}
        # A run may go on past midnight: the day stays the one it began on.
        self.move_day(office_day(None))
        self.token_of = cache(self._token_of)
        self.keys_given = 0
        self._orders = 0

    @property
    def today(self) -> date:
        """The day it is in the office of every benefit service."""
        return office_day(self._day_file)

    def move_day(self, day: date) -> None:
        """From now on it is this day in the office of every benefit service."""
        draft = self._day_file.with_suffix(".draft")
        draft.write_text(day.isoformat())
        draft.replace(self._day_file)

    def start(self, name: str, *, gminas: Sequence[str] | None = None, wait: bool = True) -> Child:
        """Starts a process of the house (`reporting-2` is a second one of reporting); gminas: the only ones that it works for."""
        kind = name.removesuffix("-2")
        folder = self._folder(name)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "order").exists():
            self.order(name)
        environment = {
            **self.told[kind],
            "DYING_ORDERS": str(folder),
            "GOPS_IMPORT_CHUNK": str(IMPORT_CHUNKS.get(kind, 100)),
        }
        if gminas is not None:
            environment["GOPS_GMINAS"] = json.dumps(list(gminas))
        child = self._supervisor.spawn(
            name,
            python("tests.system.dying", kind, str(self.ports[name])),
            env=environment,
            # The gateway's /health is that of the whole house.
            health_url=f"{self.urls[name]}/{'docs' if name == 'gateway' else 'health'}",
            cwd=self.tree,
        )
        if wait:
            self._supervisor.wait_ready(READY_SECONDS)
        return child

    def stop(self, name: str) -> None:
        """Stops a process in good order, if it runs."""
        if self.is_running(name):
            self._supervisor.stop_one(name)

    def is_running(self, name: str) -> bool:
        try:
            return self._supervisor.child(name).returncode is None
        except KeyError:
            return False

    def all_up(self, gminas: Sequence[str], *, reporting: bool = True) -> None:
        """Whatever a test before has left dead runs again; reporting works for these gminas only, or does not run."""
        for name in ("reporting", "reporting-2"):
            self.stop(name)
        for name in PROCESSES:
            if name != "reporting" and not self.is_running(name):
                self.order(name)
                self.start(name, wait=name == "issuer")
        if reporting:
            self.start("reporting", gminas=gminas, wait=False)
        self._supervisor.wait_ready(READY_SECONDS)

    def order(self, name: str, *cues: "int | Cue", stay: bool = False) -> str:
        """The process dies at the first cue, counted from now, its next life at the second ...; stay: there is no life after."""
        self._orders += 1
        folder = self._folder(name)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / "draft"
        draft.write_text(" ".join([f"{self._orders}/1", *map(str, cues), *(["stay"] if stay else [])]))
        draft.replace(folder / "order")
        return str(self._orders)

    def lives(self, name: str, order: str) -> list[list[Moment]]:
        """What the process went through since that order, by life; each life but the last ended with its last moment."""
        found: dict[str, list[Moment]] = {}
        for line in (self._folder(name) / "trace").read_text().splitlines():
            life, number, what = line.split("\t")
            if life.startswith(f"{order}/"):
                found.setdefault(life, []).append(Moment(int(number), what))
        return list(found.values())

    def exits(self, name: str) -> list[int]:
        """Exit codes of the process's lives so far (-9: killed)."""
        file = self._folder(name) / "exits"
        return [int(code) for code in file.read_text().split()] if file.exists() else []

    def kill(self, name: str) -> None:
        """SIGKILL from outside; returns when the process has ended."""
        before = len(self.exits(name))
        os.kill(int((self._folder(name) / "pid").read_text()), signal.SIGKILL)
        self.wait_until(lambda: len(self.exits(name)) > before)

    @contextmanager
    def paused(self, name: str) -> Iterator[None]:
        """The process gets no time: it is there and does nothing."""
        pid = int((self._folder(name) / "pid").read_text())
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def wait_until(self, condition: Callable[[], bool], seconds: float = 60.0) -> None:
        """Until it comes true; fails when time runs out or a process has ended for good."""
        deadline = time.monotonic() + seconds
        while not condition():
            self._supervisor.check()
            assert time.monotonic() < deadline, "it did not come true"
            time.sleep(0.02)

    def answers(self, name: str) -> bool:
        """Whether its door is open."""
        try:
            return httpx.get(f"{self.urls[name]}/health", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def check(self) -> None:
        self._supervisor.check()

    @contextmanager
    def caller(self, gmina: str) -> Iterator[Caller]:
        """A caller through the gateway."""
        with calling(self.urls["gateway"], self.tokens, gmina) as caller:
            yield caller

    def load(self, gmina: str, service: str, file: Path) -> Imported:
        """What the loader of the demo does, repetition included."""
        with self.caller(gmina) as caller, Progress(console=Console(quiet=True)) as progress:
            return send_import(caller, service, file, progress)

    @cached_property
    def strangers_token(self) -> str:
        """Of somebody with every role, in the last gmina only."""
        return self.token_of(STRANGER)

    def _token_of(self, name: str) -> str:
        """The access token of a person of the office, asked for once."""
        form = {"grant_type": "password", "username": name, "password": self.tokens.passwords()[name]}
        answer = httpx.post(f"{self.urls['issuer']}/token", data=form)
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def system_token(self, service: str) -> str:
        """The token with which reporting reads the feeds of a service."""
        told = self.told["reporting"]
        form = {
            "grant_type": "client_credentials",
            "client_id": told["GOPS_CLIENT_ID"],
            "client_secret": told["GOPS_CLIENT_SECRET"],
            "audience": service,
        }
        answer = httpx.post(told["GOPS_TOKEN_URL"], data=form)
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def database(self, service: str) -> str:
        """The administrator's address of a service's database: sees every tenant."""
        return make_conninfo(self.postgres.superuser_dsn, dbname=service)

    def _folder(self, name: str) -> Path:
        return self.state / "dying" / name


def _everybody_everywhere(state: Path, gminas: tuple[str, ...]) -> None:
    """The demo's users work in the first gmina only; here each of them works in all, and STRANGER has every role in the last."""
    folder = state / "secrets" / "issuer"
    Accounts.load(folder, gminas)
    people = json.loads((folder / "accounts.json").read_text())["people"]
    everywhere = [{**person, "gminas": gminas} for person in people]
    stranger = {"name": STRANGER, "password": STRANGERS_PASSWORD, "roles": sorted(ROLES), "gminas": gminas[-1:]}
    (folder / "accounts.json").write_text(json.dumps({"people": [*everywhere, stranger]}))


@contextmanager
def running_house(state: Path, gminas: tuple[str, ...], tree: Path = PROJECT) -> Iterator[TestHouse]:
    """The house; nothing of it is left at the end. tree: the source that its processes run."""
    # Without fsync: what was written survives the death of a process (not of the machine), and recovery takes no time.
    postgres = EmbeddedPostgres(state / "postgres", throwaway=True, template=TEMPLATE)
    try:
        postgres.start()
        with Supervisor(state / "log", grace=3.0) as supervisor:
            yield TestHouse(state, postgres, supervisor, gminas, tree)
    finally:
        postgres.destroy()
