"""Refusals read the same everywhere, point to the field, and never repeat what was sent."""

from collections.abc import AsyncIterator, Mapping
from functools import reduce
from typing import Annotated, Literal
from unittest.mock import ANY

import httpx
import psycopg
import pytest
import pytest_asyncio
import sqlalchemy.exc
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from psycopg import errors as pg
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import PydanticCustomError

from kit.app import create_app
from kit.problems import (
    Conflict,
    FieldError,
    Problem,
    ProblemOut,
    ValidationFailed,
    errors_of,
    field_errors,
    pointer,
    problem_for,
    problems,
)
from kit.schemas import Int64, Schema
from kit.testing.tokens import TokenIssuer

PESEL = "44051401458"


class ListClosed(Conflict):
    """The list was approved; nothing may be added."""

    code = "test_list_closed"
    title = "Lista jest zamknięta"


class Flat(Schema):
    kind: Literal["flat"]
    metres: Annotated[int, Field(ge=1)]


class House(Schema):
    kind: Literal["house"]
    floors: Annotated[int, Field(ge=1)]


class Person(Schema):
    pesel: Annotated[str, Field(pattern=r"^[0-9]{11}$")]
    number: Int64 = 0
    homes: tuple[Flat | House, ...] = ()


class Strange(BaseModel):
    tilde: Annotated[int, Field(alias="a/b~c")]


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = _app()
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://office.test") as http:
        yield http


def _app() -> FastAPI:
    app = create_app("test", "family_benefits", [], authenticator=TokenIssuer().authenticator())

    @app.post("/v1/persons")
    async def add(person: Person) -> int:
        return person.number

    @app.post("/v1/strange")
    async def strange(body: Strange) -> int:
        return body.tilde

    @app.get("/v1/persons/{number}", responses=problems(ListClosed))
    async def show(number: int, limit: int = 1) -> int:
        return number + limit

    @app.get("/v1/broken")
    async def broken() -> int:
        raise RuntimeError(f"unexpected {PESEL}")

    @app.get("/v1/closed")
    async def closed() -> int:
        raise ListClosed("Lista 7 jest zamknięta.", legal_basis=["art. 104 § 1 KPA"])

    return app


@pytest.mark.asyncio
async def test_a_business_refusal_has_every_member_of_the_contract(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/closed?pesel=" + PESEL, headers={"X-Request-ID": "sprawa-7"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/test_list_closed",
        "title": "Lista jest zamknięta",
        "status": 409,
        "detail": "Lista 7 jest zamknięta.",
        "instance": "/v1/closed",
        "code": "test_list_closed",
        "errors": [],
        "legal_basis": ["art. 104 § 1 KPA"],
        "request_id": "sprawa-7",
    }


@pytest.mark.asyncio
async def test_a_wrong_pesel_is_pointed_at_and_not_repeated(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/persons", json={"pesel": PESEL + "x"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "/pesel", "code": "wrong_pattern", "message": "Tekst nie ma wymaganej postaci."}
    ]
    assert PESEL not in answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ("/pesel", "required")),
        ({"pesel": PESEL, "pesle": 1}, ("", "unknown_field")),
        ({"pesel": PESEL, "homes": [{"kind": "flat", "metres": 9, PESEL: 1}]}, ("/homes/0", "unknown_field")),
        ({"pesel": "4405140\x001458"}, ("/pesel", "invalid_text")),
        ({"pesel": reduce(lambda inner, _: {"a": inner}, range(500), {})}, ("/pesel", "too_deep")),
        (
            {"pesel": PESEL, "homes": reduce(lambda inner, _: [inner], range(900), ["\x00"])},
            ("/homes/0", "must_be_object"),
        ),
        ({"pesel": PESEL, "number": {"a": [{"b\x00": 1}]}}, ("/number", "invalid_text")),
        ({"pesel": PESEL, "number": 2**63}, ("/number", "too_large")),
        ({"pesel": PESEL, "homes": [{"kind": "flat", "metres": 0}]}, ("/homes/0/metres", "too_small")),
        ({"pesel": PESEL, "homes": 3}, ("/homes", "must_be_list")),
    ],
)
async def test_each_fault_has_its_own_code_and_place(
    client: httpx.AsyncClient, body: dict[str, object], expected: tuple[str, str]
) -> None:
    answer = await client.post("/v1/persons", json=body)

    assert answer.status_code == 422
    assert expected in [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed_body"),
        (b'"\xff"', "application/json", 400, "malformed_body"),
        (b'{"pesel": "\\ud800"}', "application/json", 422, "validation_failed"),
        (b"pesel=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b"", "application/json", 422, "validation_failed"),
        (b'{"number": ' + b"9" * 5000 + b"}", "application/json", 400, "malformed_body"),
        (b"[" * 50_000, "application/json", 400, "malformed_body"),
    ],
)
async def test_a_body_that_is_no_document_is_refused_before_anything_else(
    client: httpx.AsyncClient, body: bytes, content_type: str, status: int, code: str
) -> None:
    answer = await client.post("/v1/persons", content=body, headers={"Content-Type": content_type})

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/persons/abc", 400, "invalid_parameter"),
        ("GET", "/v1/persons/1?limit=x", 400, "invalid_parameter"),
        ("GET", "/v1/persons/a%00b", 400, "bad_request"),
        ("GET", "/v1/persons/1?limit=%00", 400, "bad_request"),
        ("GET", "/nowhere", 404, "not_found"),
        ("DELETE", "/v1/persons/1", 405, "method_not_allowed"),
        ("GET", "/v1/broken", 500, "internal_error"),
    ],
)
async def test_every_refusal_of_the_framework_is_a_problem(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await client.request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert PESEL not in answer.text


@pytest.mark.asyncio
async def test_pointers_escape_what_json_pointer_reserves(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/strange", json={"a/b~c": "x"})

    assert answer.json()["errors"][0]["pointer"] == "/a~1b~0c" == pointer("a/b~c")


@pytest.mark.asyncio
async def test_a_code_is_explained_at_the_address_its_type_refers_to(client: httpx.AsyncClient) -> None:
    refused = (await client.get("/v1/closed")).json()

    explained = await client.get(refused["type"])

    assert explained.json()["description"] == "The list was approved; nothing may be added."
    assert (await client.get("/problems/no_such_code")).status_code == 404


@pytest.mark.asyncio
async def test_openapi_names_problems_and_no_framework_error(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()

    assert "HTTPValidationError" not in str(document)
    answers = document["paths"]["/v1/persons"]["post"]["responses"]
    assert {"200", "400", "413", "415", "422", "default"} <= set(answers)
    closed = document["paths"]["/v1/persons/{number}"]["get"]["responses"]["409"]
    example = closed["content"]["application/problem+json"]["examples"]["test_list_closed"]["value"]
    schema = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    Draft202012Validator(schema).validate(example)


def test_a_code_cannot_mean_two_things() -> None:
    with pytest.raises(TypeError, match="already belongs"):
        type("Other", (Problem,), {"status": 410, "code": "test_list_closed", "title": "Co innego"})


def test_a_sentence_of_our_own_validator_is_shown_but_one_that_could_quote_input_is_not() -> None:
    class Rule(Schema):
        value: str

    plain = ValidationError.from_exception_data(
        "Rule",
        [{"type": PydanticCustomError("wrong_day", "Dzień wolny od pracy."), "loc": ("value",), "input": PESEL}],
    )
    quoting = ValidationError.from_exception_data(
        "Rule",
        [
            {
                "type": PydanticCustomError("wrong_day", "Dzień {day}.", {"day": PESEL}),
                "loc": ("value",),
                "input": PESEL,
            }
        ],
    )

    assert errors_of(plain) == (FieldError("/value", "wrong_day", "Dzień wolny od pracy."),)
    assert errors_of(quoting) == (FieldError("/value", "wrong_day", "Nieprawidłowa wartość."),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({f"Jan Kowalski {PESEL}": 1}, FieldError("", "unknown_field", "Obiekt zawiera nieznane pole.")),
        ({"named": {f"jan_kowalski_{PESEL}": "x"}}, FieldError("/named", "must_be_integer", ANY)),
        ({"named": {"": 1}}, FieldError("/named", "too_short", ANY)),
    ],
)
def test_a_name_that_the_client_made_up_is_not_repeated(body: dict[str, object], expected: FieldError) -> None:
    class Named(Schema):
        named: Mapping[Annotated[str, Field(min_length=1)], int] = {}

    with pytest.raises(ValidationError) as refused:
        Named.model_validate(body)

    assert field_errors(refused.value.errors(), body) == (expected,)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (pg.LockNotAvailable(), 409, "concurrent_change"),
        (pg.SerializationFailure(), 409, "concurrent_change"),
        (pg.DeadlockDetected(), 409, "concurrent_change"),
        (pg.UniqueViolation(f"Key (pesel)=({PESEL}) exists"), 409, "already_exists"),
        (pg.NumericValueOutOfRange(), 422, "number_out_of_range"),
        (pg.UntranslatableCharacter(), 422, "invalid_text"),
        (psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"), 422, "invalid_text"),
        (pg.QueryCanceled(), 503, "unavailable"),
        (pg.AdminShutdown(), 503, "database_unavailable"),
        (psycopg.OperationalError("connection refused"), 503, "database_unavailable"),
        (sqlalchemy.exc.TimeoutError("QueuePool limit"), 503, "database_unavailable"),
        (pg.UndefinedTable(), 500, "internal_error"),
        (pg.CheckViolation(f"Failing row contains ({PESEL})"), 409, "rule_broken"),
    ],
)
def test_an_error_of_the_database_becomes_a_problem_without_its_words(error: Exception, status: int, code: str) -> None:
    wrapped: Exception = error
    if isinstance(error, psycopg.Error):
        wrapped = sqlalchemy.exc.DBAPIError("SELECT 1", {"pesel": PESEL}, error)

    problem = problem_for(wrapped)

    assert (problem.status, problem.code) == (status, code)
    assert PESEL not in str(problem.body())


def test_the_published_schema_fits_what_is_sent() -> None:
    problem = ValidationFailed("Błąd.", errors=[FieldError("/pesel", "required", "Pole jest wymagane.")])

    ProblemOut.model_validate(problem.body(instance="/v1/x", request_id="1"))


class _Numbers(Schema):
    numbers: Annotated[list[int], Field(min_length=1)]
    way: Literal["post", "office"] = "post"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"numbers": ["a"]}, [("/numbers/0", "must_be_integer")]),
        ({"numbers": []}, [("/numbers", "too_few")]),
    ],
)
def test_a_list_of_wrong_elements_is_not_told_to_be_empty(body: object, expected: list[tuple[str, str]]) -> None:
    with pytest.raises(ValidationError) as refused:
        _Numbers.model_validate(body)
    assert [(one.pointer, one.code) for one in field_errors(refused.value.errors(), body)] == expected


def test_what_is_allowed_is_told_in_polish() -> None:
    with pytest.raises(ValidationError) as refused:
        _Numbers.model_validate({"numbers": [1], "way": "dove"})
    assert [one.message for one in field_errors(refused.value.errors())] == ["Dozwolone wartości: 'post' lub 'office'."]
