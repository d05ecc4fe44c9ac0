"""The one OpenAPI document of the whole system, as its gateway gives it: valid, whole, with errors and examples everywhere.

The four services are the real ones; they describe themselves before they open anything.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from stdnum.pl.pesel import is_valid

from gateway.app import create_gateway
from gateway.settings import GatewaySettings
from gops.house import BENEFIT_SERVICES, SERVICES
from gops.serving import FACTORIES
from kit.secrets import KeyRing
from kit.testing.tokens import ISSUER, TokenIssuer
from tests.gateway.conftest import serve

OF_PARAMETERS = {
    "gmina": {"gmina_required"},
    "cursor": {"invalid_cursor"},
    "idempotency-key": {"idempotency_key_reused"},
    "if-match": {"if_match_invalid", "if_match_required", "version_mismatch"},
}
OF_TOKENS = {"unauthorized", "forbidden", "not_found"}
OF_BODIES = {"payload_too_large", "unsupported_media_type", "validation_failed"}
NO_ROWS = {
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/pdf",
    "application/zip",
}
"""Answers that are files: their schema says so, an example would be a page of it."""

SOURCES = {
    line.split(",")[0]
    for line in files("services.reporting.classification").joinpath("funding_source.csv").read_text().splitlines()
}
CATALOGUES = {
    service: {benefit.code for benefit in import_module(f"services.{service}.catalogue").CATALOGUE}
    for service in BENEFIT_SERVICES
}

Operation = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    keys = tmp_path_factory.mktemp("keys") / "keys.json"
    KeyRing.generate(keys)
    with pytest.MonkeyPatch.context() as told, ExitStack() as stack:
        for name, value in _settings(keys).items():
            told.setenv(f"GOPS_{name}", value)
        addresses = {}
        root = logging.getLogger()
        stack.callback(root.setLevel, root.level)
        stack.callback(setattr, root, "handlers", root.handlers[:])
        for service in SERVICES:
            addresses[service] = stack.enter_context(
                serve(_saying(import_module(FACTORIES[service]).create().openapi()))
            ).url
        settings = GatewaySettings(upstreams=addresses, issuer=ISSUER, jwks_url=f"{ISSUER}/jwks")
        gateway = stack.enter_context(serve(create_gateway(settings, TokenIssuer().authenticator())))
        answer = httpx.get(f"{gateway.url}/openapi.json", timeout=60)
    found: dict[str, Any] = answer.json()
    return found


def test_a_front_end_of_another_origin_may_send_every_header_that_an_operation_takes_and_read_a_files_name(
    document: dict[str, Any],
) -> None:
    taken = {
        parameter["name"].lower()
        for _, operation in _operations(document)
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "header"
    }
    origin = "https://gops.example"
    settings = GatewaySettings(upstreams={}, issuer=ISSUER, jwks_url=f"{ISSUER}/jwks", cors_origins=[origin])
    with serve(create_gateway(settings, TokenIssuer().authenticator())) as gateway:
        told = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        refused = {
            name
            for name in taken
            if httpx.options(f"{gateway.url}/x", headers={**told, "Access-Control-Request-Headers": name}).is_error
        }
        answer = httpx.get(f"{gateway.url}/problems/not_found", headers={"Origin": origin})

    assert "content-disposition" in taken
    assert refused == set()
    assert "Content-Disposition" in answer.headers["access-control-expose-headers"]


def _settings(keys: Path) -> dict[str, str]:
    return {
        "DATABASE_DSN": "postgresql://nobody@127.0.0.1/nothing",
        "ISSUER": ISSUER,
        "JWKS_URL": f"{ISSUER}/jwks",
        "KEYS_FILE": str(keys),
        "CURSOR_KEY": "only-for-tests-of-documents",
        "TOKEN_URL": f"{ISSUER}/token",
        "CLIENT_ID": "reporting",
        "CLIENT_SECRET": "only-for-tests",
    }


def _saying(described: dict[str, Any]) -> Starlette:
    async def openapi(_: Request) -> JSONResponse:
        return JSONResponse(described)

    return Starlette(routes=[Route("/openapi.json", openapi)])


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for item in document["paths"].values():
        for operation in item.values():
            yield operation["operationId"], operation


def _codes(operation: dict[str, Any]) -> set[str]:
    """The codes of all problems that the operation declares."""
    return {
        code
        for status, answer in operation["responses"].items()
        if not status.startswith("2")
        for media in answer["content"].values()
        for code in media.get("examples", {})
    }


def _bodies(operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """request or status, media type, and what is said of it, of everything that is no problem."""
    for media_type, media in operation.get("requestBody", {}).get("content", {}).items():
        yield "request", media_type, media
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for media_type, media in answer.get("content", {}).items():
                yield status, media_type, media


def _examples(media: dict[str, Any], document: dict[str, Any]) -> list[Any]:
    if "example" in media:
        return [media["example"]]
    if "examples" in media:
        return [one["value"] for one in media["examples"].values()]
    schema = media["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return list(schema.get("examples", []))


def test_the_document_is_valid_openapi_and_every_service_is_in_it(document: dict[str, Any]) -> None:
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []  # type: ignore[arg-type]
    for service in SERVICES:
        assert any(path.startswith(f"/{service.replace('_', '-')}/v1/") for path in document["paths"])
    named = [name for name, _ in _operations(document)]
    assert len(named) == len(set(named))
    assert len(named) > 40 * len(BENEFIT_SERVICES)


def test_every_reference_resolves(document: dict[str, Any]) -> None:
    dangling = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str):
                node: Any = document
                for part in reference.removeprefix("#/").split("/"):
                    node = node.get(part, {}) if isinstance(node, dict) else {}
                if not node:
                    dangling.append(reference)
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(document)
    assert dangling == []


def test_every_operation_declares_what_its_form_can_be_refused_for(document: dict[str, Any]) -> None:
    missing = {}
    for name, operation in _operations(document):
        expected = set(OF_TOKENS) if operation.get("security") else set()
        if "requestBody" in operation:
            expected |= OF_BODIES
        for parameter in operation.get("parameters", ()):
            expected |= OF_PARAMETERS.get(parameter["name"].lower(), set())
        if expected - _codes(operation) or "default" not in operation["responses"]:
            missing[name] = expected - _codes(operation)

    assert missing == {}


def test_every_operation_says_what_it_is_and_what_it_answers(document: dict[str, Any]) -> None:
    silent = []
    for name, operation in _operations(document):
        good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        if not operation.get("summary") or not good or not operation.get("tags"):
            silent.append(name)
        silent += [
            f"{name} {where} {media_type}" for where, media_type, media in _bodies(operation) if not media.get("schema")
        ]

    assert silent == []


def test_every_body_has_an_example_that_its_own_schema_accepts(document: dict[str, Any]) -> None:
    absolute = _absolute(document)
    registry = Registry().with_resource("doc:", Resource(absolute, DRAFT202012))
    wrong = []
    for name, operation in _operations(document):
        for where, media_type, media in _bodies(operation):
            examples = _examples(media, document)
            if not examples and (where == "request" or media_type not in NO_ROWS):
                wrong.append(f"{name} {where} {media_type}: no example")
            if media_type.endswith("json"):
                validator = Draft202012Validator(_absolute(media["schema"]), registry=registry)
                for example in examples:
                    wrong += [f"{name} {where}: {error.message}" for error in validator.iter_errors(example)]

    assert wrong == []


def test_what_is_tried_out_as_it_stands_names_a_benefit_of_the_service_and_numbers_that_can_be(
    document: dict[str, Any],
) -> None:
    odd = []
    for path, item in document["paths"].items():
        codes = CATALOGUES.get(path.split("/")[1].replace("-", "_"))
        for operation in item.values():
            for where, media_type, media in _bodies(operation):
                if where == "request" and media_type.endswith("json") and codes is not None:
                    told = [found for example in _examples(media, document) for found in _members(example)]
                    odd += [
                        f"{path} {name}: {value}" for name, value in told if name == "benefit" and value not in codes
                    ]
                    odd += [
                        f"{path} {name}: {value}"
                        for name, value in told
                        if name.lower() == "pesel" and not is_valid(value)
                    ]

    assert odd == []


def test_the_example_of_a_booking_is_one_that_is_taken(document: dict[str, Any]) -> None:
    media = document["paths"]["/reporting/v1/bookings"]["post"]["requestBody"]["content"]["application/json"]
    (row,) = media["example"]["rows"]

    assert row["source"] in SOURCES
    assert str(row["budget_year"]) == row["booked_on"][:4] == row["occurred_on"][:4]


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """Every member that is a text, wherever it stands; a list of codes one by one."""
    if isinstance(value, dict):
        for name, item in value.items():
            for one in item if isinstance(item, list) else [item]:
                if isinstance(one, str):
                    yield name.removesuffix("s") if name == "benefits" else name, one
                else:
                    yield from _members(one)
    elif isinstance(value, list):
        for one in value:
            yield from _members(one)


def _absolute(value: Any) -> Any:
    """The same with references that a registry can follow."""
    if isinstance(value, dict):
        return {
            name: f"doc:{item}" if name == "$ref" and isinstance(item, str) else _absolute(item)
            for name, item in value.items()
        }
    return [_absolute(item) for item in value] if isinstance(value, list) else value
