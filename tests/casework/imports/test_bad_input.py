"""Whatever is sent as a file: never a 500, never half a file, no personal data in the answer or the log."""

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import orjson
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gops.postgres import Address
from kit.secrets import KeyRing
from kit.testing.clients import Office, running
from kit.testing.databases import ServiceDatabase, service_database
from kit.testing.tokens import TokenIssuer
from tests.casework.imports import files
from tests.casework.imports.conftest import an_application

pytestmark = pytest.mark.postgres

NAME = "Żółkiewska"
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["", "0", "-1.00", "99999999999.99", "2019-13", "2019-02-30", "0001-01-01", "9999-12-31", "\u0000", "٣", "p1"]
    ),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


class Loop:
    """The application of all examples, on a loop of its own."""

    def __init__(self, office: Office, store: ServiceDatabase, loop: asyncio.AbstractEventLoop) -> None:
        self.office = office
        self.store = store
        self.loop = loop
        self.turn = 0


@pytest.fixture(scope="module")
def desk(postgres: Address, keys: KeyRing) -> Iterator[Loop]:
    loop = asyncio.new_event_loop()
    issuer = TokenIssuer()
    with service_database(postgres, "family_benefits") as store:
        context = running(an_application(store, keys, issuer), issuer)
        office = loop.run_until_complete(context.__aenter__())
        yield Loop(office, store, loop)
        loop.run_until_complete(context.__aexit__(None, None, None))
    loop.close()


@st.composite
def broken_files(draw: st.DrawFn) -> list[Any]:
    """A good file in which some members of some lines were changed, removed or added, or whole lines are noise."""
    lines: list[Any] = files.a_file()
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["change", "remove", "add", "noise", "twice", "drop"]))
        line = lines[place]
        if kind == "noise":
            lines[place] = draw(st.one_of(st.binary(max_size=60), VALUES.map(orjson_or_empty)))
        elif kind == "twice":
            lines.append(line)
        elif kind == "drop" and len(lines) > 1:
            del lines[place]
        elif isinstance(line, dict):
            line = dict(line)
            name = draw(st.sampled_from(sorted(line)))
            if kind == "change":
                line[name] = draw(VALUES)
            elif kind == "remove":
                del line[name]
            else:
                line[draw(st.text(min_size=1, max_size=8))] = draw(VALUES)
            lines[place] = line
    return lines


def orjson_or_empty(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return b"{}"


def _bytes(lines: list[Any]) -> bytes:
    return b"\n".join(one if isinstance(one, bytes) else orjson_or_empty(one) for one in lines)


async def _send(office: Office, gmina: str, body: bytes) -> tuple[list[Any], dict[str, Any], list[dict[str, Any]]]:
    anna = office.caller("anna", "caseworker", gmina=gmina)
    run = await files.opened(anna)
    answers = [await files.sent(anna, run, body), await anna.post(f"/v1/imports/{run}/apply")]
    found = (await anna.get(f"/v1/imports/{run}")).json()
    if answers[1].status_code == 202:
        found = await asyncio.wait_for(files.settled(anna, run), 30)
    answers.append(await anna.get(f"/v1/imports/{run}/errors"))
    events = await files.events(office.caller("reporting", "system", gmina=gmina))
    return answers, found, events


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=broken_files())
def test_a_broken_file_is_refused_whole_or_taken_whole(
    desk: Loop, caplog: pytest.LogCaptureFixture, lines: list[Any]
) -> None:
    desk.turn += 1
    caplog.clear()
    caplog.set_level(logging.DEBUG)

    answers, run, events = desk.loop.run_until_complete(_send(desk.office, f"{100000 + desk.turn}", _bytes(lines)))

    told = "".join(answer.text for answer in answers) + caplog.text
    assert all(answer.status_code < 500 for answer in answers), told
    assert run["state"] in ("applied", "rejected", "staging")
    if run["state"] == "applied":
        assert run["bad_lines"] == 0
        assert run["applied_lines"] + run["known_lines"] == sum(1 for one in _bytes(lines).split(b"\n") if one.strip())
    else:
        assert (run["applied_lines"], events) == (0, [])
        assert answers[2].json()["items"]
    assert files.a_pesel(5, 1) not in told
    assert NAME not in told


SECRETS = (NAME, "Kowalski", "84051712342", files.a_pesel(5, 1), "ABC123456")
"""What must not be seen again: names, numbers, a document."""
PERSONAL = st.one_of(
    st.sampled_from(
        [*SECRETS, "Jan Kowalski 84051712342", "kowalski_84051712342", "/84051712342~0/Kowalski", "84051712342\u0000"]
    ),
    st.tuples(st.text(max_size=5), st.sampled_from(SECRETS), st.text(max_size=5)).map("".join),
)
HOSTILE = st.recursive(
    st.one_of(
        PERSONAL,
        st.sampled_from(
            [10**400, -(10**30), 2**63, 84051712342, 1e308, float("inf"), float("nan"), "\ud800", "\u0000"]
        ),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(PERSONAL, inner, max_size=3)),
    max_leaves=4,
)


@st.composite
def telling_files(draw: st.DrawFn) -> bytes:
    """A good file in which personal data stand where they do not belong: as names of members, in codes, ids and amounts."""
    lines: list[Any] = [
        *files.a_file(),
        files.a_person("p2", pesel=None, document={"type": "paszport", "number": "ABC123456"}),
    ]
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        line = dict(lines[place])
        name = draw(st.one_of(st.sampled_from(sorted(line)), PERSONAL))
        line[name] = draw(HOSTILE)
        if draw(st.booleans()) and isinstance(line.get("members"), list):
            line["members"] = [*line["members"], {"person": draw(PERSONAL), "role": draw(PERSONAL), draw(PERSONAL): 1}]
        lines[place] = line
    text = b"\n".join(json.dumps(line, ensure_ascii=True).encode() for line in lines)
    return text + draw(
        st.sampled_from([b"", b'\n{"kind": "person", "last_name": "Kowalski", ', b"\n84051712342 Kowalski"])
    )


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=telling_files())
def test_what_is_personal_is_in_no_answer_no_stored_error_and_no_log(
    desk: Loop, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    desk.turn += 1
    gmina = f"{100000 + desk.turn}"
    caplog.clear()
    caplog.set_level(logging.DEBUG)

    answers, run, events = desk.loop.run_until_complete(_send(desk.office, gmina, body))

    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    told = "".join(answer.text for answer in answers) + str(events) + logged + _stored(desk.store, gmina)
    assert all(answer.status_code < 500 for answer in answers)
    assert run["state"] in ("applied", "rejected")
    assert [secret for secret in SECRETS if secret in told] == []


def _stored(store: ServiceDatabase, gmina: str) -> str:
    """Errors, what is left on the stage, keys, audit and log of a gmina, as text."""
    tables = ("import_error", "import_line", "import_run", "idempotency_key", "audit_entry", "event_log")
    with psycopg.connect(store.superuser_dsn) as connection:
        rows = (connection.execute(f"SELECT array_agg(t::text) FROM {t} t WHERE gmina = %s", (gmina,)) for t in tables)
        return "".join(str(row.fetchone()) for row in rows)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_noise_is_refused(desk: Loop, body: bytes) -> None:
    desk.turn += 1

    answers, run, events = desk.loop.run_until_complete(_send(desk.office, f"{100000 + desk.turn}", body))

    assert all(answer.status_code < 500 for answer in answers)
    assert events == []
    assert run["applied_lines"] == 0
