"""Reporting asked over HTTP: its own token, little patience, and no answer is an answer too."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from casework.budget import reporting
from casework.budget.asking import Answer, Position, Unanswered
from casework.budget.reporting import ReportingPlan
from kit.auth import ServiceTokens
from tests.casework.budget.a_plan import STATE

SHOWN = {
    "planned_as": {"paragraf": None, "source": "dotacja_zlecone_2010"},
    "plan": "1000.00", "committed": "700.00", "executed": "100.00", "booked": "0.00", "used": "700.00", "left": "-0.50",
    "liabilities": "100.00", "a_later_member": 1,
}  # fmt: skip
SOURCE = {"service": "alimony_fund", "sequence": 3, "time": "", "lag": 2, "lag_seconds": 40, "state": "unreachable"}

Answering = Callable[[httpx.Request], httpx.Response]


def answering(lines: int) -> Answering:
    return lambda _: httpx.Response(200, json={"lines": [SHOWN] * lines, "sources": [SOURCE]})


def asking(answer: Answering, token: Answering | None = None) -> tuple[ReportingPlan, list[httpx.Request]]:
    """The plan, and what it has asked."""
    asked: list[httpx.Request] = []

    def served(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answer(request)

    given = token or (lambda _: httpx.Response(200, json={"access_token": "t-1", "expires_in": 300}))
    tokens = ServiceTokens(
        "http://issuer.test/token", "family_benefits", "secret", transport=httpx.MockTransport(given)
    )
    return ReportingPlan("http://reporting.test/", tokens, transport=httpx.MockTransport(served)), asked


@pytest.mark.asyncio
async def test_the_lines_are_asked_for_once_with_the_services_own_token() -> None:
    plan, asked = asking(answering(1))

    found = await plan.left("101805", [STATE, STATE], "gops")
    await plan.close()

    assert isinstance(found, Answer)
    known = found.lines[STATE]
    assert known.position == Position(2019, "85502", "zlecone", None, "dotacja_zlecone_2010")
    assert (known.plan, known.committed, known.executed, known.left) == (100_000, 70_000, 10_000, -50)
    assert (found.logs[0].service, found.logs[0].lag, found.logs[0].state) == ("alimony_fund", 2, "unreachable")
    (request,) = asked
    assert str(request.url) == "http://reporting.test/v1/availability?gmina=101805"
    assert request.headers["authorization"] == "Bearer t-1"
    assert b'"unit":"gops"' in request.content
    assert request.content.count(b"rozdzial") == 1


@pytest.mark.asyncio
async def test_more_lines_than_reporting_takes_are_asked_for_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MOST_LINES", 2)
    plan, asked = asking(lambda request: answering(request.content.count(b"rozdzial"))(request))

    found = await plan.left("101805", [STATE._replace(year=year) for year in range(2019, 2024)], None)
    await plan.close()

    assert isinstance(found, Answer)
    assert (len(found.lines), len(asked)) == (5, 3)


def refusing(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody listens")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (refusing, "ConnectError"),
        (lambda _: httpx.Response(503), "http_503"),
        (lambda _: httpx.Response(401), "http_401"),
        (lambda _: httpx.Response(200, text="<html>"), "unexpected_answer"),
        (lambda _: httpx.Response(200, json={"lines": [], "sources": []}), "unexpected_answer"),
        (
            lambda _: httpx.Response(200, json={"lines": [{**SHOWN, "plan": "wiele"}], "sources": []}),
            "unexpected_answer",
        ),
    ],
)
async def test_whatever_goes_wrong_on_the_way_is_an_answer_that_nobody_gave(answer: Answering, code: str) -> None:
    plan, _ = asking(answer)

    found = await plan.left("101805", [STATE], None)
    await plan.close()

    assert found == Unanswered(code)


@pytest.mark.asyncio
async def test_an_issuer_that_gives_no_token_is_such_an_answer_too() -> None:
    plan, asked = asking(answering(1), token=refusing)

    found = await plan.left("101805", [STATE], None)
    await plan.close()

    assert (found, asked) == (Unanswered("issuer_unavailable"), [])


@pytest.mark.asyncio
async def test_nobody_waits_longer_than_the_whole_question_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "WHOLE_SECONDS", 0.01)
    never = asyncio.Event()

    async def thinking(_: httpx.Request) -> httpx.Response:
        await never.wait()
        return httpx.Response(200)

    tokens = ServiceTokens("http://issuer.test/token", "x", "y", transport=httpx.MockTransport(thinking))
    plan = ReportingPlan("http://reporting.test", tokens, transport=httpx.MockTransport(thinking))
    found = await plan.left("101805", [STATE], None)
    await plan.close()

    assert found == Unanswered("TimeoutError")
