"""Sizes and rates: too much is refused with a time to come back."""

from collections.abc import Iterator

import httpx
import pytest

from tests.gateway.conftest import MIB, House, house


@pytest.fixture(scope="module")
def strict() -> Iterator[House]:
    with house(
        rate="5/minute", rate_refused="3/minute", max_body=1000, max_import=2 * MIB, max_finance_file=5000
    ) as opened:
        yield opened


@pytest.mark.parametrize(
    ("path", "size", "chunked", "status"),
    [
        ("/v1/echo/x", 900, False, 200),
        ("/v1/echo/x", 1100, False, 413),
        ("/v1/echo/x", 1100, True, 413),
        ("/v1/plans", 4000, False, 200),
        ("/v1/bookings", 4000, True, 200),
        ("/v1/bookings", 6000, True, 413),
        ("/v1/imports/7/lines", MIB, True, 200),
        ("/v1/imports/7/apply", 1100, True, 413),
        ("/v1/imports/7/lines", 3 * MIB, False, 413),
        ("/v1/imports/7/lines", 3 * MIB, True, 413),
        ("/v1/assessments/bulk", MIB, True, 200),
        ("/v1/assessments/bulk", 3 * MIB, True, 413),
        ("/v1/assessments", 1100, True, 413),
    ],
)
def test_a_body_is_limited_and_a_stream_of_lines_has_a_limit_of_its_own(
    strict: House, path: str, size: int, chunked: bool, status: int
) -> None:
    body = bytes(size)
    content = (body[start : start + 65536] for start in range(0, size, 65536)) if chunked else body

    subject = f"{path}-{size}-{chunked}"
    answer = httpx.post(strict.url(path), content=content, headers=strict.headers(subject))

    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == "payload_too_large"


def test_a_subject_that_asks_too_often_waits_and_others_do_not(strict: House) -> None:
    with httpx.Client() as client:
        url = strict.url("/v1/echo/x")
        answers = [client.get(url, headers=strict.headers("hasty")) for _ in range(7)]
        other = client.get(url, headers=strict.headers("calm"))

    statuses = [answer.status_code for answer in answers]
    # A window may end between two requests of the test.
    assert 429 in statuses
    assert statuses[:5] == [200] * 5
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["code"] == "too_many_requests"
    assert other.status_code == 200


def test_an_address_that_guesses_tokens_is_slowed_down() -> None:
    with house(rate_refused="3/minute") as office, httpx.Client() as client:
        forged = {"Authorization": "Bearer guess"}
        statuses = [client.get(office.url("/v1/echo/x"), headers=forged).status_code for _ in range(8)]
        valid = client.get(office.url("/v1/echo/x"), headers=office.headers())

    assert statuses[:3] == [401] * 3
    assert 429 in statuses
    assert valid.status_code == 200
