"""What the commands say when they cannot do what was typed: a sentence and an exit code, never a traceback."""

import json
import logging
import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console
from rich.progress import Progress
from typer.testing import CliRunner

from gops import commands
from gops.addresses import address_of, published
from gops.cli import app
from gops.demo import ImportRefused, Refused
from gops.demo.gateway_client import calling
from gops.demo.loading import send_import
from gops.failing import told
from gops.postgres.place import place_for
from kit.feed.envelope import GENESIS, chain

NOWHERE = "http://127.0.0.1:9"
TIME = "2026-11-22T05:20:31.406643Z"


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    """What `serve` does to the log of its process is undone: its output ends with the command."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state folder of a house whose issuer is gone."""
    accounts = tmp_path / "secrets" / "issuer" / "accounts.json"
    accounts.parent.mkdir(parents=True)
    people = [{"name": name, "password": "x", "roles": []} for name in ("anna", "filip")]
    accounts.write_text(json.dumps({"people": people}))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("up --gmina 12345", "six digits of TERYT"),
        ("prepare --gmina 101805 --gmina abc", "six digits of TERYT"),
        ("prepare --address gateway=127.0.0.1", "NAME=URL"),
        ("serve everything", "one of issuer"),
        ("serve family_benefits --state {state}", "gops prepare"),
        ("serve family_benefits", "GOPS_DATABASE_DSN"),
        ("serve gateway", "GOPS_GATEWAY_UPSTREAMS"),
        ("rebuild", "GOPS_DATABASE_DSN"),
        ("import reporting {file}", "one of family_benefits"),
        ("import family_benefits {file} --state {state} --issuer {nowhere}", NOWHERE),
        ("statement 2019 --save {state}/x.txt", ".xlsx"),
        ("statement 2019 --until 2019-13-01", "2019-12-31"),
        ("statement 2019 --state {state} --issuer {nowhere}", NOWHERE),
        ("statement 2019 --state {state}/empty", "accounts.json"),
        ("forecast reporting 2026-01", "one of family_benefits"),
        ("forecast family_benefits 2026-01 --save {state}/x.txt", ".xlsx"),
        ("forecast family_benefits 2026-01 --state {state} --issuer {nowhere}", NOWHERE),
        ("simulate reporting 2026-01-01 --set a=1", "one of family_benefits"),
        ("simulate family_benefits 2026-01-32 --set a=1", "2019-12-31"),
        ("simulate family_benefits 2026-01-01", "--changes"),
        ("simulate family_benefits --changes {file}", "--set"),
        ("simulate family_benefits 2026-01-01 --set a", "name=value"),
        ("simulate family_benefits 2026-01-01 --set a=1 --save {state}/x.xlsx", ".csv"),
        ("simulate family_benefits 2026-01-01 --set a=1 --state {state} --issuer {nowhere}", NOWHERE),
        ("events verify everything --url {nowhere} --token x", "one of family_benefits"),
        ("events verify reporting --url {nowhere} --token x", NOWHERE),
        ("events heads reporting --url {nowhere} --token x", NOWHERE),
        ("events show reporting --url {nowhere} --token x", NOWHERE),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(state: Path, typed: str, said: str) -> None:
    file = state / "old.ndjson"
    file.write_text("{}\n")
    places = {"state": state, "file": file, "nowhere": NOWHERE}

    ended = CliRunner(env={"COLUMNS": "200", "TERM": "dumb"}).invoke(
        app, [word.format(**places) for word in typed.split()]
    )

    assert ended.exit_code == 2, ended.exception
    assert said in " ".join(ended.output.split())
    assert "Traceback" not in ended.output


def test_a_refusal_is_told_with_its_fields() -> None:
    fault = {"pointer": "/query/year", "message": "Wartość musi wynosić co najmniej 2000."}

    message = told(Refused(400, "invalid_parameter", "Parametry zawierają błędy.", {"errors": [fault]}))

    assert message == (
        "400 invalid_parameter: Parametry zawierają błędy.\n  /query/year: Wartość musi wynosić co najmniej 2000."
    )


def test_a_defect_keeps_its_traceback() -> None:
    assert told(KeyError("year")) is None


def test_commands_find_the_house_that_runs_from_the_folder(tmp_path: Path) -> None:
    with published(tmp_path, {"gateway": "http://127.0.0.1:57581", "issuer": "http://127.0.0.1:60545"}):
        while_it_runs = address_of("gateway", tmp_path, 8000)

    assert while_it_runs == "http://127.0.0.1:57581"
    assert address_of("gateway", tmp_path, 8000) == "http://127.0.0.1:8000"


@pytest.mark.skipif(os.geteuid() != 0, reason="only for root do the data lie elsewhere")
def test_data_of_a_folder_that_was_deleted_can_be_removed_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gops.postgres.place._variable_temp", lambda: tmp_path)
    gone, kept = (place_for(tmp_path / name / "var" / "postgres") for name in ("gone", "kept"))
    for place in (gone, kept):
        place.make_base()
        place.make_private()
    shutil.rmtree(tmp_path / "gone")

    ended = CliRunner().invoke(app, ["clean", "--left-behind"])

    assert (ended.exit_code, gone.base.exists(), kept.base.exists()) == (0, False, True)
    assert str(gone.directory) in ended.output


def test_every_bad_line_of_an_import_is_told_however_many_there_are(tmp_path: Path) -> None:
    file = tmp_path / "old.ndjson"
    file.write_text("{}\n" * 3)
    faults = [{"line": line, "pointer": "", "code": "missing", "message": "."} for line in (1, 2, 3)]

    run: dict[str, Any] = {"id": "r", "state": "staging", "lines": 0, "bad_lines": 3, "applied_lines": 0}

    def office(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/errors"):
            first = int(request.url.params.get("after", "0.1").split(".")[0])
            following = f"{first + 1}.1" if first < 2 else None
            return httpx.Response(200, json={"items": faults[first : first + 1], "next_after": following})
        if request.url.path.endswith("/lines"):
            run.update(state="rejected", lines=3)
        return httpx.Response(200, json=run)

    with (
        calling(NOWHERE, lambda _: "t", "101805", transport=httpx.MockTransport(office)) as caller,
        Progress() as bar,
        pytest.raises(ImportRefused) as refused,
    ):
        send_import(caller, "family_benefits", file, bar, lambda _: None)

    assert [error["line"] for error in refused.value.errors] == [1, 2, 3]


@pytest.mark.parametrize(("asked", "code"), [("alimony_fund", 0), ("reporting", 1)])
def test_a_log_is_verified_only_as_that_of_its_service(monkeypatch: pytest.MonkeyPatch, asked: str, code: int) -> None:
    rest = b'"source":"urn:gops:alimony_fund"}'
    digest = chain(GENESIS, 1, TIME.encode(), sha256(b"{" + rest).digest())
    item = f'{{"sequence":1,"time":"{TIME}","digest":"{digest.hex()}",'.encode() + rest

    def feed(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"[" + (item if request.url.params["after"] == "0" else b"") + b"]")

    client = httpx.Client
    monkeypatch.setattr(commands.httpx, "Client", lambda **told: client(**told, transport=httpx.MockTransport(feed)))

    assert commands.verify_log(asked, NOWHERE, "t", "101805", Console(quiet=True)) == code
