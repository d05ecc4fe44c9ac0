"""What the gateway answers itself: the health of the house and one OpenAPI document of all services."""

import copy
import re
import time
from typing import Any

import aiohttp
import httpx
import pytest
import schemathesis
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from gateway.openapi import merge
from kit.testing.tokens import TokenIssuer
from tests.gateway.conftest import House, Seen, house, serve, upstream_app

NOWHERE = "http://127.0.0.1:9"


def test_health_is_good_when_every_service_is() -> None:
    with house() as office:
        answer = httpx.get(f"{office.gateway.url}/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "services": ["family_benefits"]})


def test_health_names_the_service_that_is_down() -> None:
    with house(services={"reporting": NOWHERE}) as office:
        answer = httpx.get(f"{office.gateway.url}/health")
        asked = httpx.get(f"{office.gateway.url}/reporting/v1/x", headers=office.headers())

    assert answer.status_code == 503
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/reporting"]
    assert (asked.status_code, asked.json()["code"]) == (503, "service_unavailable")


@pytest.mark.parametrize("address", ["/health", "/problems/not_found"])
def test_the_gateway_s_own_answers_take_no_parameter_and_say_so(address: str) -> None:
    with house() as office:
        answer = httpx.get(f"{office.gateway.url}{address}?verbose=1")
        in_gmina = httpx.get(f"{office.gateway.url}{address}?gmina=101805")

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")
    assert in_gmina.status_code == 200


def test_the_merged_document_is_valid_and_can_be_tried_out() -> None:
    seen, issuer = Seen(), TokenIssuer()
    with serve(upstream_app(seen, issuer)) as second, house(services={"reporting": second.url}) as office:
        document = httpx.get(f"{office.gateway.url}/openapi.json").json()
        page = httpx.get(f"{office.gateway.url}/docs")

    paths = document["paths"]
    assert "/family-benefits/v1/closed" in paths
    assert "/reporting/v1/closed" in paths
    assert not [path for path in paths if "metrics" in path or path.endswith("/v1/v1")]
    ids = _operation_ids(document)
    assert len(ids) == len(set(ids))
    assert document["servers"][0]["url"] == "/"
    assert "'openapi.json'" in page.text or '"openapi.json"' in page.text
    _every_reference_resolves(document)
    schemathesis.openapi.from_dict(document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_the_page_for_trying_out_needs_nothing_from_outside() -> None:
    with house() as office:
        for address in (office.gateway.url, office.upstream.url):
            page = httpx.get(f"{address}/docs").text
            named = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
            files = {name: httpx.get(f"{address}/{name}") for name in named if not name.startswith("data:")}

            assert "://" not in page
            assert '"validatorUrl": "none"' in page
            assert {name.rpartition("/")[2] for name in files} == {"swagger-ui-bundle.js", "swagger-ui.css"}
            assert all(file.status_code == 200 and len(file.content) > 10_000 for file in files.values())


def test_a_service_that_is_down_is_missing_and_the_others_are_there() -> None:
    with house(services={"reporting": NOWHERE}) as office:
        document = httpx.get(f"{office.gateway.url}/openapi.json").json()

    assert "/family-benefits/v1/closed" in document["paths"]
    assert not [path for path in document["paths"] if path.startswith("/reporting")]


def test_a_service_that_takes_its_time_to_describe_itself_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.upkeep._PATIENCE", aiohttp.ClientTimeout(total=0.2))
    slow = FastAPI()
    document = slow.openapi() | {"paths": {"/v1/statements": {"get": {"responses": {"200": {"description": "."}}}}}}

    def describe() -> dict[str, Any]:
        time.sleep(0.6)
        return document

    slow.openapi = describe  # type: ignore[method-assign]
    with serve(slow) as reporting, house(services={"reporting": reporting.url}) as office:
        found = httpx.get(f"{office.gateway.url}/openapi.json", timeout=30).json()

    assert "/reporting/v1/statements" in found["paths"]


def _service(money: dict[str, Any], payment_extra: str = "x") -> dict[str, Any]:
    ref = {"$ref": "#/components/schemas/Payment"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "s", "version": "1"},
        "paths": {
            "/v1/payments": {
                "get": {
                    "operationId": "payment_list",
                    "responses": {
                        "200": {
                            "description": "ok",
                            "content": {"application/json": {"schema": ref}},
                            "links": {"next": {"operationId": "payment_list"}},
                        }
                    },
                }
            },
            "/metrics": {"get": {"operationId": "m", "responses": {}}},
        },
        "components": {
            "schemas": {
                "Payment": {"type": "object", "properties": {"amount": {"$ref": "#/components/schemas/Money"}}},
                "Money": money,
                "Month": {"type": "string", "title": payment_extra},
                "Page": {"type": "object", "properties": {"month": {"$ref": "#/components/schemas/Month"}}},
            }
        },
    }


OWN: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "g", "version": "1"}, "paths": {}}
PREFIXES = {"family_benefits": "/family-benefits", "alimony_fund": "/alimony-fund"}


def test_a_schema_that_differs_is_kept_apart_with_everything_that_refers_to_it() -> None:
    services = {"family_benefits": _service({"type": "string"}), "alimony_fund": _service({"type": "integer"})}
    before = copy.deepcopy(services)

    merged = merge(OWN, services, PREFIXES)

    assert set(merged["components"]["schemas"]) == {
        "FamilyBenefitsMoney",
        "AlimonyFundMoney",
        "FamilyBenefitsPayment",
        "AlimonyFundPayment",
        "Month",
        "Page",
    }
    answer = merged["paths"]["/alimony-fund/v1/payments"]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/AlimonyFundPayment"}
    assert answer["links"]["next"]["operationId"] == "alimony_fund_payment_list"
    assert set(merged["paths"]) == {"/family-benefits/v1/payments", "/alimony-fund/v1/payments"}
    _every_reference_resolves(merged)
    assert services == before


def test_a_schema_that_is_the_same_everywhere_stays_one() -> None:
    same = _service({"type": "string"})

    merged = merge(OWN, {"family_benefits": same, "alimony_fund": copy.deepcopy(same)}, PREFIXES)

    assert set(merged["components"]["schemas"]) == {"Money", "Payment", "Month", "Page"}


@pytest.mark.parametrize("path", ["/", "/v1/x", "/no-such-service/v1/x"])
def test_an_address_of_nobody_is_not_found(office: House, path: str) -> None:
    answer = httpx.get(office.gateway.url + path, headers=office.headers())

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_front_end_of_a_known_origin_may_ask() -> None:
    asked = {"Origin": "https://gops.example", "Access-Control-Request-Method": "POST"}
    with house(cors_origins=["https://gops.example"]) as office:
        known = httpx.options(office.url("/v1/echo/x"), headers=asked)
        other = httpx.options(office.url("/v1/echo/x"), headers={**asked, "Origin": "https://evil.test"})

    assert known.headers["access-control-allow-origin"] == "https://gops.example"
    assert "access-control-allow-origin" not in other.headers


def _operation_ids(document: dict[str, Any]) -> list[str]:
    return [operation["operationId"] for item in document["paths"].values() for operation in item.values()]


def _every_reference_resolves(document: dict[str, Any]) -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                node: Any = document
                for part in value["$ref"].removeprefix("#/").split("/"):
                    node = node[part]
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(document)
