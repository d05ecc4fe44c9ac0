"""What the OpenAPI document says about imports."""

from typing import Any

import pytest

from casework.imports.lines import KINDS, LINE
from kit.testing.clients import Office

pytestmark = pytest.mark.postgres


async def operations(office: Office) -> dict[str, Any]:
    document = (await office.http.get("/openapi.json")).json()
    return {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


@pytest.mark.asyncio
@pytest.mark.parametrize("operation", ["import_create", "import_apply"])
async def test_a_write_under_a_key_says_that_the_key_may_be_taken(office: Office, operation: str) -> None:
    answers = (await operations(office))[operation]["responses"]

    assert "idempotency_key_reused" in answers["422"]["content"]["application/problem+json"]["examples"]


@pytest.mark.asyncio
async def test_the_example_of_lines_shows_every_kind_in_its_right_form(office: Office) -> None:
    body = (await operations(office))["import_send_lines"]["requestBody"]
    (example,) = body["content"]["application/x-ndjson"]["examples"].values()

    lines = [LINE.validate_json(line) for line in example["value"].splitlines()]

    assert [line.kind for line in lines] == list(KINDS)
