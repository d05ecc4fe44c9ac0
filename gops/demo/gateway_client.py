"""A caller of the gateway's public API, as a centre's own tools would be: a token for each role, one gmina, repeatable writes.

Connections that break and servers that are busy or starting again (429, 502, 503, 504) are tried again: every write has an
Idempotency-Key or says where it goes on. Refusals are errors.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

TokenFor = Callable[[str], str]
"""The access token of somebody with that role."""

_PASSING = frozenset({429, 502, 503, 504})
_ATTEMPT_FOR = 120.0


class Refused(Exception):
    """The API refused: status, stable code and the Polish sentence of its problem document."""

    def __init__(self, status: int, code: str, detail: str, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.problem = problem


class Unreachable(Exception):
    """Nobody is there just now."""


class Caller:
    """Calls the gateway for one gmina; `attempts_for` is how many seconds a call is tried again."""

    def __init__(self, client: httpx.Client, token_for: TokenFor, gmina: str, attempts_for: float) -> None:
        self._client = client
        self._token_for = token_for
        self._gmina = gmina
        self._attempts_for = attempts_for

    def get(self, path: str, role: str, **params: str) -> Any:
        """The JSON of a read. Raises Refused."""
        return self._again(lambda: self._call("GET", path, role, params=params))

    def post(
        self, path: str, role: str, *, key: str, content: bytes | None = None, media_type: str | None = None
    ) -> Any:
        """A write under an Idempotency-Key. Raises Refused."""
        headers = {"Idempotency-Key": key}
        if media_type is not None:
            headers["Content-Type"] = media_type
        return self._again(lambda: self._call("POST", path, role, headers=headers, content=content))

    def stream(self, path: str, role: str, body: Iterable[bytes], media_type: str, **params: str) -> Any:
        """A streamed write, tried once: only the caller knows where to go on. Raises Refused, ConnectionError."""
        try:
            return self._call("POST", path, role, headers={"Content-Type": media_type}, content=body, params=params)
        except (Unreachable, httpx.TransportError) as error:
            raise ConnectionError(path) from error

    def _again(self, call: Callable[[], Any]) -> Any:
        for attempt in Retrying(
            retry=retry_if_exception_type((Unreachable, httpx.TransportError)),
            stop=stop_after_delay(self._attempts_for),
            wait=wait_random_exponential(multiplier=0.2, max=3.0),
            reraise=True,
        ):
            with attempt:
                return call()
        raise AssertionError  # pragma: no cover - Retrying returns or raises

    def _call(
        self,
        method: str,
        path: str,
        role: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterable[bytes] | None = None,
    ) -> Any:
        answer = self._client.request(
            method,
            path,
            params={"gmina": self._gmina, **(params or {})},
            headers={"Authorization": f"Bearer {self._token_for(role)}", **(headers or {})},
            content=content,
        )
        if answer.status_code in _PASSING:
            raise Unreachable(f"{answer.status_code} {path}")
        if answer.is_error:
            raise refusal(answer)
        return answer.json()


@contextmanager
def calling(
    base_url: str,
    token_for: TokenFor,
    gmina: str,
    *,
    transport: httpx.BaseTransport | None = None,
    attempts_for: float = _ATTEMPT_FOR,
) -> Iterator[Caller]:
    """A caller whose connections are closed at the end."""
    timeout = httpx.Timeout(60.0, connect=5.0)
    with httpx.Client(base_url=base_url, timeout=timeout, transport=transport) as client:
        yield Caller(client, token_for, gmina, attempts_for)


def refusal(answer: httpx.Response) -> Refused:
    """What an answer that is an error says."""
    problem = _problem(answer)
    return Refused(answer.status_code, str(problem.get("code", "unknown")), str(problem.get("detail", "")), problem)


def _problem(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
