"""What is left of the plan, asked of the reporting service over HTTP with this service's own token; short of time on purpose."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, ValidationError

from casework.budget.asking import Answer, Left, Line, Log, Position, Unanswered
from kit.auth import IssuerUnavailable, ServiceTokens
from kit.money import grosze

AUDIENCE = "reporting"
CONNECT_SECONDS, ANSWER_SECONDS, WHOLE_SECONDS = 1, 2, 3
MOST_LINES = 500
"""Of one question; reporting takes no more."""

Amount = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$")]


class _PlannedAs(BaseModel):
    paragraf: str | None
    source: str | None


class _Line(BaseModel):
    planned_as: _PlannedAs | None
    plan: Amount | None
    committed: Amount
    executed: Amount
    booked: Amount
    used: Amount
    left: Amount | None


class _Source(BaseModel):
    service: str
    sequence: int
    time: str
    lag: int
    lag_seconds: int
    state: str


class _Answer(BaseModel):
    lines: list[_Line]
    sources: list[_Source]


class ReportingPlan:
    """Asks reporting at `url` (without a trailing /v1). transport: for tests."""

    def __init__(self, url: str, tokens: ServiceTokens, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        self._client = httpx.AsyncClient(base_url=url.rstrip("/"), timeout=timeout, transport=transport)
        self._tokens = tokens

    async def left(self, gmina: str, lines: Sequence[Line], unit: str | None) -> Answer | Unanswered:
        """See Plan: whatever goes wrong on the way is an answer that nobody gave."""
        known: dict[Line, Left] = {}
        logs: tuple[Log, ...] = ()
        asked = list(dict.fromkeys(lines))
        try:
            # The whole of it, the token and every question: whoever looks at a preview waits no longer.
            async with asyncio.timeout(WHOLE_SECONDS):
                for n in range(0, len(asked), MOST_LINES):
                    part = asked[n : n + MOST_LINES]
                    found = await self._ask(gmina, part, unit)
                    known |= {line: _left(line, one) for line, one in zip(part, found.lines, strict=True)}
                    logs = tuple(Log(**source.model_dump()) for source in found.sources)
        except httpx.HTTPStatusError as error:
            if error.response.status_code == httpx.codes.UNAUTHORIZED:
                self._tokens.forget(AUDIENCE)
            return Unanswered(f"http_{error.response.status_code}")
        except (httpx.HTTPError, TimeoutError) as error:
            return Unanswered(type(error).__name__)
        except IssuerUnavailable as error:
            return Unanswered(error.code)
        except (ValidationError, ValueError):
            return Unanswered("unexpected_answer")
        return Answer(known, logs)

    async def close(self) -> None:
        """Ends the connections."""
        await self._client.aclose()

    async def _ask(self, gmina: str, lines: Sequence[Line], unit: str | None) -> _Answer:
        answer = await self._client.post(
            "/v1/availability",
            params={"gmina": gmina},
            json={"lines": [line._asdict() for line in lines], "unit": unit},
            headers=await self._tokens.headers(AUDIENCE),
        )
        answer.raise_for_status()
        return _Answer.model_validate_json(answer.content)


def _left(line: Line, found: _Line) -> Left:
    place = found.planned_as
    return Left(
        None if place is None else Position(line.year, line.rozdzial, line.task_kind, place.paragraf, place.source),
        None if found.plan is None else grosze(found.plan),
        grosze(found.committed),
        grosze(found.executed),
        grosze(found.booked),
        grosze(found.used),
        None if found.left is None else grosze(found.left),
    )
