"""Loading through the API: what is sent, and what happens when the connection breaks, lines are refused or everything comes again."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from rich.console import Console
from rich.progress import Progress

from gops.demo import loading
from gops.demo.gateway_client import Refused
from gops.demo.loading import Imported, ImportRefused, NotPulled, events_of, load, wait_until_pulled

SERVICES = ("family_benefits", "social_assistance", "alimony_fund")
GMINA = "101805"


class Gateway:
    """A gateway with the services behind it, as far as imports and reporting's inputs go; kept in memory."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], dict[str, Any]] = {}
        self.runs: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, list[bytes]] = {}
        self.known: set[bytes] = set()
        self.received: dict[str, bytes] = {}
        self.roles: set[tuple[str, str]] = set()
        self.break_after: int | None = None
        self.busy = 0
        self.bad_lines = 0
        self.sources: list[list[dict[str, Any]]] = []
        self.registers: list[tuple[str, str, dict[str, Any]]] = []
        self.head_known = False

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        assert request.url.params["gmina"] == GMINA
        if self.busy:
            self.busy -= 1
            return httpx.Response(503)
        role = request.headers["authorization"].removeprefix("Bearer token of ")
        path = request.url.path
        self.roles.add((role, path.rsplit("/", 1)[-1] if "imports" not in path else "imports"))
        if path == "/reporting/v1/sources":
            return httpx.Response(200, json=self.sources.pop(0) if len(self.sources) > 1 else self.sources[0])
        if path.startswith("/reporting/v1/"):
            assert request.headers["content-type"] == "text/csv"
            self.received[path.rsplit("/", 1)[-1]] = request.read()
            return httpx.Response(201, json={"id": "1", "version": 1, "state": "applied"})
        if path.endswith(("/staff", "/authorisations")):
            self.registers.append((role, path, orjson.loads(request.read())))
            return httpx.Response(409 if self.head_known else 201, json={"code": "staff_overlaps", "detail": "Jest."})
        return self._import(request, path.split("/"))

    def _import(self, request: httpx.Request, parts: list[str]) -> httpx.Response:
        service, run = parts[1], parts[4] if len(parts) > 4 else None
        if run is None:
            key = (service, request.headers["idempotency-key"])
            if key not in self.keys:
                found = {"id": f"{service}-{len(self.runs)}", "state": "staging", "version": 1}
                self.keys[key] = found
                self.runs[found["id"]] = {
                    **found,
                    "lines": 0,
                    "bad_lines": 0,
                    "known_lines": 0,
                    "applied_lines": 0,
                }
                self.bodies[found["id"]] = []
            return httpx.Response(201, json=self.keys[key])
        state = self.runs[run]
        if request.method == "GET" and parts[-1] == "errors":
            return httpx.Response(
                200, json={"items": [{"line": 3, "pointer": "/pesel", "code": "pesel_invalid", "message": "Zły."}]}
            )
        if request.method == "GET":
            return httpx.Response(200, json=state)
        if parts[-1] == "apply":
            if state["bad_lines"]:
                state.update(state="rejected")
            else:
                state.update(state="applied", applied_lines=state["lines"])
            return httpx.Response(202, json={"id": run, "version": 2, "state": "checking"})
        return self._lines(request, run, state)

    def _lines(self, request: httpx.Request, run: str, state: dict[str, Any]) -> httpx.Response:
        assert request.headers["content-type"] == "application/x-ndjson"
        if int(request.url.params["from_line"]) != state["lines"] + 1:
            return httpx.Response(409, json={"code": "import_line_expected", "detail": "Inny wiersz."})
        lines = request.read().splitlines()
        broken = self.break_after is not None and self.break_after < len(lines)
        kept = lines[: self.break_after] if broken else lines
        self.bodies[run] += kept
        state["lines"] += len(kept)
        state["bad_lines"] = self.bad_lines
        if broken:
            self.break_after = None
            raise httpx.ReadError("connection reset", request=request)
        return httpx.Response(200, json={"lines": state["lines"]})


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for service in SERVICES:
        lines = [b'{"kind":"%s","source_id":"%d"}\n' % (kind, n) for n, kind in enumerate(_kinds())]
        (tmp_path / f"{service}.ndjson").write_bytes(b"".join(lines))
    (tmp_path / "plan.csv").write_text("unit,amount\ngops,1.00\n")
    (tmp_path / "bookings.csv").write_text("unit,amount\ngops,2.00\n")
    return tmp_path


@pytest.fixture
def progress() -> Progress:
    return Progress(console=Console(file=io.StringIO()))


@pytest.fixture
def loads(files: Path, progress: Progress) -> Callable[[Gateway], dict[str, Imported]]:
    def run(gateway: Gateway) -> dict[str, Imported]:
        return load(
            "http://gateway",
            lambda role: f"token of {role}",
            files,
            progress,
            gmina=GMINA,
            transport=gateway.transport(),
            sleep=lambda _: None,
        )

    return run


def test_every_service_gets_its_file_and_reporting_its_tables(
    files: Path, loads: Callable[[Gateway], dict[str, Imported]]
) -> None:
    gateway = Gateway()

    done = loads(gateway)

    for service in SERVICES:
        assert done[service].lines == 17
        assert gateway.bodies[done[service].id] == (files / f"{service}.ndjson").read_bytes().splitlines()
    assert gateway.received == {
        "plans": (files / "plan.csv").read_bytes(),
        "bookings": (files / "bookings.csv").read_bytes(),
    }


def test_caseworkers_import_and_accountants_bring_the_budget(loads: Callable[[Gateway], dict[str, Imported]]) -> None:
    gateway = Gateway()

    loads(gateway)

    assert gateway.roles == {
        ("caseworker", "imports"), ("accountant", "plans"), ("accountant", "bookings"),
        ("head", "staff"), ("caseworker", "authorisations"),
    }  # fmt: skip


@pytest.mark.parametrize("known", [False, True])
def test_the_demos_head_and_chief_accountant_are_entered_in_every_service_by_others_and_may_be_known_already(
    loads: Callable[[Gateway], dict[str, Imported]], known: bool
) -> None:
    gateway = Gateway()
    gateway.head_known = known

    loads(gateway)

    assert {(role, path, body["subject"]) for role, path, body in gateway.registers} == {
        (role, f"/{service.replace('_', '-')}/v1/{register}", who)
        for service in SERVICES
        for role, register, who in (
            ("head", "staff", "danuta"),
            ("caseworker", "authorisations", "danuta"),
            ("caseworker", "authorisations", "iwona"),
        )
    }


def test_long_files_go_in_pieces(
    monkeypatch: pytest.MonkeyPatch, files: Path, loads: Callable[[Gateway], dict[str, Imported]]
) -> None:
    monkeypatch.setattr(loading, "_PIECE", 5)
    monkeypatch.setattr(loading, "_BLOCK", 60)
    gateway = Gateway()

    done = loads(gateway)

    for service in SERVICES:
        assert gateway.bodies[done[service].id] == (files / f"{service}.ndjson").read_bytes().splitlines()


def test_a_broken_stream_goes_on_from_what_the_service_kept(
    files: Path, loads: Callable[[Gateway], dict[str, Imported]]
) -> None:
    gateway = Gateway()
    gateway.break_after = 4

    done = loads(gateway)

    assert gateway.bodies[done["family_benefits"].id] == (files / "family_benefits.ndjson").read_bytes().splitlines()


def test_the_same_files_again_send_nothing(loads: Callable[[Gateway], dict[str, Imported]]) -> None:
    gateway = Gateway()
    first = loads(gateway)
    sent = {run: list(lines) for run, lines in gateway.bodies.items()}

    again = loads(gateway)

    assert again == first
    assert gateway.bodies == sent


def test_a_service_that_is_starting_again_is_waited_for(loads: Callable[[Gateway], dict[str, Imported]]) -> None:
    gateway = Gateway()
    gateway.busy = 2

    assert loads(gateway)["alimony_fund"].lines == 17


def test_refused_lines_are_told_by_number_and_code(loads: Callable[[Gateway], dict[str, Imported]]) -> None:
    gateway = Gateway()
    gateway.bad_lines = 1

    with pytest.raises(ImportRefused, match="line 3 /pesel: pesel_invalid") as refused:
        loads(gateway)

    assert refused.value.bad_lines == 1


@pytest.mark.parametrize("state", ["rejected", "abandoned"])
def test_after_a_refusal_the_same_file_is_tried_in_a_new_import(
    loads: Callable[[Gateway], dict[str, Imported]], state: str
) -> None:
    gateway = Gateway()
    first = loads(gateway)
    gateway.runs[first["family_benefits"].id]["state"] = state

    assert loads(gateway)["family_benefits"].id != first["family_benefits"].id


def test_another_refusal_stops_the_loading(files: Path, progress: Progress) -> None:
    refusing = httpx.MockTransport(lambda _: httpx.Response(403, json={"code": "role_missing", "detail": "Brak roli."}))

    with pytest.raises(Refused, match="403 role_missing: Brak roli"):
        load("http://gateway", lambda _: "t", files, progress, gmina=GMINA, transport=refusing)


def test_it_is_waited_until_every_source_is_pulled_to_its_end(files: Path, progress: Progress) -> None:
    gateway = Gateway()
    gateway.sources = [_sources(0, 0), _sources(9, 3), _sources(13, 1), _sources(14, 0)]

    sources = _wait(gateway, events_of(files), progress)

    assert [source["sequence"] for source in sources] == [14, 14, 14]


def test_a_source_at_its_end_before_the_imports_events_is_still_waited_for(files: Path, progress: Progress) -> None:
    gateway = Gateway()
    gateway.sources = [_sources(2, 0)]

    with pytest.raises(NotPulled, match="after 1 s"):
        _wait(gateway, events_of(files), progress, patience=1.0)


def test_a_source_that_stopped_is_told_at_once(files: Path, progress: Progress) -> None:
    gateway = Gateway()
    gateway.sources = [_sources(5, 9, state="stopped_chain")]

    with pytest.raises(NotPulled, match="family_benefits: stopped_chain at 5"):
        _wait(gateway, events_of(files), progress)


def test_households_and_payments_are_the_events_of_a_file(files: Path) -> None:
    assert events_of(files) == dict.fromkeys(SERVICES, 14)


def _wait(gateway: Gateway, least: dict[str, int], progress: Progress, patience: float = 60.0) -> list[Any]:
    found = wait_until_pulled(
        "http://gateway",
        lambda role: f"token of {role}",
        least,
        progress,
        gmina=GMINA,
        patience=patience,
        transport=gateway.transport(),
        sleep=lambda _: None,
    )
    return list(found)


def _sources(sequence: int, lag: int, state: str = "following") -> list[dict[str, Any]]:
    return [{"service": service, "sequence": sequence, "lag": lag, "state": state} for service in SERVICES]


def _kinds() -> Iterator[bytes]:
    yield from (b"person", b"family", b"family", b"award", b"award")
    yield from (b"payment" for _ in range(12))
