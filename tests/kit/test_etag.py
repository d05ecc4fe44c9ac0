"""Two clerks on one case: whoever saw an older version is told so."""

import httpx
import pytest

from kit.app import create_app
from kit.etag import IfMatch, check_version, etag
from kit.testing.tokens import TokenIssuer


async def _change(if_match: str | None) -> httpx.Response:
    app = create_app("test", "family_benefits", [], authenticator=TokenIssuer().authenticator())

    @app.post("/v1/cases/1/approve")
    async def approve(expected: IfMatch) -> int:
        check_version(expected, 7)
        return expected

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://office.test") as client:
        return await client.post("/v1/cases/1/approve", headers={} if if_match is None else {"If-Match": if_match})


@pytest.mark.asyncio
async def test_a_change_of_the_version_that_was_read_is_made() -> None:
    answer = await _change(etag(7))

    assert (answer.status_code, answer.json()) == (200, 7)


@pytest.mark.asyncio
async def test_a_change_of_an_older_version_is_refused_with_the_current_one() -> None:
    answer = await _change('"6"')

    assert (answer.status_code, answer.json()["code"]) == (412, "version_mismatch")
    assert answer.headers["etag"] == '"7"'


@pytest.mark.asyncio
async def test_a_change_without_a_version_is_refused() -> None:
    answer = await _change(None)

    assert (answer.status_code, answer.json()["code"]) == (428, "if_match_required")


@pytest.mark.asyncio
@pytest.mark.parametrize("value", ["*", 'W/"7"', "7", '"7", "8"', '"07"', '"-7"', '"9223372036854775808"', '""'])
async def test_what_is_not_one_strong_etag_is_refused(value: str) -> None:
    answer = await _change(value)

    assert (answer.status_code, answer.json()["code"]) == (400, "if_match_invalid")
