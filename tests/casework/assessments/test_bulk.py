"""POST /assessments/bulk: every line is answered in its place, a bad one with its number, code and pointer, and the next ones go on."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from casework.assessments import many
from casework.assessments.many import LINES_AT_ONCE, LONGEST_LINE
from casework.assessments.routes import assessments_router
from casework.assessments.service import asked_for
from kit.app import create_app
from kit.testing.clients import GMINA, Caller, Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE

pytestmark = pytest.mark.asyncio

assert CATALOGUE.example is not None
EXAMPLE = CATALOGUE.example
PERSON: dict[str, Any] = {
    "on": "2024-06-25",
    "facts": {"application": {"received_on": "2024-06-20"}, "person": {"born_on": "1949-06-30"}},
}


@pytest_asyncio.fixture
async def office() -> AsyncIterator[Office]:
    issuer = TokenIssuer()
    app = create_app(
        "Świadczenia rodzinne", "family_benefits", [assessments_router(CATALOGUE)], authenticator=issuer.authenticator(), max_body=4096,
        body_limits={"/v1/assessments/bulk": 2**30},
    )  # fmt: skip
    async with running(app, issuer) as office:
        yield office


@pytest.fixture
def anna(office: Office) -> Caller:
    return office.caller("anna", "caseworker")


async def sent(caller: Caller, body: bytes, media_type: str = "application/x-ndjson", **query: str) -> httpx.Response:
    return await caller.http.post(
        "/v1/assessments/bulk",
        params={"gmina": GMINA, **query},
        content=body,
        headers={"Authorization": f"Bearer {caller.token}", "Content-Type": media_type},
    )


async def answers(caller: Caller, *lines: object, **query: str) -> list[dict[str, Any]]:
    """The answers to lines, of which what is not bytes is written as JSON."""
    body = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    answer = await sent(caller, body, **query)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.content.splitlines()]


@pytest.mark.parametrize("explain", ["none", "sentences", "tree"])
async def test_a_line_is_answered_as_the_request_of_one_family_is(anna: Caller, explain: str) -> None:
    alone = await anna.send("POST", "/v1/assessments", body=EXAMPLE, query={"explain": explain})

    (line,) = await answers(anna, {"id": "r-1", **EXAMPLE}, explain=explain)

    assert line == {"line": 1, "id": "r-1", "result": alone.json()}


async def test_without_a_benefit_named_a_line_gets_everything_that_its_facts_allow(anna: Caller) -> None:
    everything = {name: value for name, value in EXAMPLE.items() if name != "benefits"}

    alone = (await anna.send("POST", "/v1/assessments", body=everything)).json()
    family, person = await answers(anna, {"id": "r-1", **everything}, {"id": "r-2", **PERSON})

    assert family["result"] == alone
    assert len(alone["assessments"]) > len(EXAMPLE["benefits"])
    assert [one["benefit"] for one in person["result"]["assessments"]] == ["zasilek_pielegnacyjny"]


async def test_every_family_is_answered_in_its_place(anna: Caller) -> None:
    count = 2 * LINES_AT_ONCE + 3

    found = await answers(anna, *({"id": f"r-{number}", **PERSON} for number in range(count)), explain="none")

    assert [(one["line"], one["id"]) for one in found] == [(number + 1, f"r-{number}") for number in range(count)]
    assert all("result" in one for one in found)


def changed(**members: Any) -> dict[str, Any]:
    return {"id": "r-7", **PERSON, **members}


@pytest.mark.parametrize(
    ("line", "name", "code", "pointers"),
    [
        (b"{", None, "malformed_body", []),
        (b'{"id": "r-7", "on": "\xff"}', None, "malformed_body", []),
        (b"[]", None, "validation_failed", [""]),
        (PERSON, None, "validation_failed", ["/id"]),
        (changed(id="Jan Kowalski"), None, "validation_failed", ["/id"]),
        (changed(on="1850-01-01"), "r-7", "validation_failed", ["/on"]),
        (changed(facts={}), "r-7", "validation_failed", ["/facts/application"]),
        (changed(surplus=1), "r-7", "validation_failed", [""]),
        (changed(benefits=["zasilek_rodzinny"]), "r-7", "unfit_facts", ["/facts/family"]),
        (changed(benefits=["bez_nazwy"]), "r-7", "unknown_benefit", ["/benefits/0"]),
        (changed(benefits=["odsetki_nienaleznie_pobranych"]), "r-7", "benefit_recorded", ["/benefits/0"]),
        (
            changed(on="1950-01-01", facts={**PERSON["facts"], "application": {"received_on": "1950-01-01"}}),
            "r-7", "no_law_for_date", ["/on"],
        ),
        (b'{"id": "r-7", "on": "' + b"1" * LONGEST_LINE + b'"}', None, "validation_failed", [""]),
    ],
)  # fmt: skip
async def test_a_bad_line_says_what_is_wrong_and_the_next_one_is_assessed(
    anna: Caller, line: object, name: str | None, code: str, pointers: list[str]
) -> None:
    bad, good = await answers(anna, line, {"id": "r-8", **PERSON}, explain="none")

    assert (bad["line"], bad["id"], bad["problem"]["code"]) == (1, name, code)
    assert [error["pointer"] for error in bad["problem"]["errors"]] == pointers
    assert set(bad["problem"]) == {"type", "title", "status", "detail", "code", "errors", "legal_basis"}
    assert (good["line"], good["id"], "result" in good) == (2, "r-8", True)


async def test_blank_lines_are_counted_and_not_answered(anna: Caller) -> None:
    found = await answers(
        anna, b"", {"id": "r-1", **PERSON}, b"  ", b"\r", {"id": "r-2", **PERSON}, b"", explain="none"
    )

    assert [(one["line"], one["id"]) for one in found] == [(2, "r-1"), (5, "r-2")]


async def test_nothing_sent_is_nothing_answered(anna: Caller) -> None:
    answer = await sent(anna, b"")

    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_fault_of_the_program_over_one_family_leaves_the_others_their_answers(
    anna: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(catalogue: Any, codes: Any, facts: Any, on: Any, gmina: str) -> Any:
        if codes is not None:
            raise ZeroDivisionError("1949-06-30")
        return asked_for(catalogue, codes, facts, on, gmina)

    monkeypatch.setattr(many, "asked_for", failing)
    with caplog.at_level(logging.ERROR, logger="gops.assessments"):
        bad, good = await answers(anna, changed(benefits=["zasilek_pielegnacyjny"]), {"id": "r-8", **PERSON})

    assert (bad["problem"]["status"], bad["problem"]["code"], "result" in good) == (500, "internal_error", True)
    (record,) = caplog.records
    told = " ".join(map(str, record.__dict__.values()))
    assert "ZeroDivisionError" in told
    assert "1949" not in told


async def test_a_body_of_another_type_is_refused(anna: Caller) -> None:
    answer = await sent(anna, json.dumps({"id": "r-1", **PERSON}).encode(), "application/json")

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


async def test_who_may_not_assess_one_family_may_not_assess_many(office: Office) -> None:
    answer = await sent(office.caller("ewa", "accountant"), b"{}\n")

    assert answer.status_code == 403


async def test_the_stream_may_be_longer_than_any_other_body(anna: Caller) -> None:
    assert len(await answers(anna, *[b"x" * 1000] * 20)) == 20
