"""Whatever is sent as a file: never a 500, never half a file, no personal data in the answer or the log."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gops.postgres import Address
from kit.secrets import KeyRing
from kit.testing.clients import Office, running
from kit.testing.databases import service_database
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

    def __init__(self, office: Office, loop: asyncio.AbstractEventLoop) -> None:
        self.office = office
        self.loop = loop
        self.turn = 0


@pytest.fixture(scope="module")
def desk(postgres: Address, keys: KeyRing) -> Iterator[Loop]:
    loop = asyncio.new_event_loop()
    issuer = TokenIssuer()
    with service_database(postgres, "family_benefits") as store:
        context = running(an_application(store, keys, issuer), issuer)
        office = loop.run_until_complete(context.__aenter__())
        yield Loop(office, loop)
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


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_noise_is_refused(desk: Loop, body: bytes) -> None:
    desk.turn += 1

    answers, run, events = desk.loop.run_until_complete(_send(desk.office, f"{100000 + desk.turn}", body))

    assert all(answer.status_code < 500 for answer in answers)
    assert events == []
    assert run["applied_lines"] == 0
