"""The way of a request through the gateway: address, token, rate, service, answer."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote_to_bytes

import aiohttp
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send
from yarl import URL

from gateway.headers import upstream_headers
from gateway.limits import RateLimits
from gateway.problems import UpstreamBroke, UpstreamSilent, UpstreamUnavailable
from gateway.relay import Upload, Watch, relay
from gateway.settings import GatewaySettings, prefix_of
from kit.auth import Authenticator
from kit.auth.dependencies import bearer_token
from kit.problems import BadRequest, NotFound, Problem, Unauthorized

_REPEATABLE = frozenset({"GET", "HEAD"})
_OWN_KEY = re.compile(r"/v1/calendars/read/[A-Za-z0-9_-]{43}\.ics")
_SKIP = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
# Longer than this and a service's own five seconds of keep-alive may end while a POST is on its way.
_KEEP_ALIVE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class RoutePrefix:
    """What logs and metrics see of a proxied request: the service, not the address with its ids."""

    path: str


@dataclass(frozen=True, slots=True)
class Upstream:
    """A service: its code, its prefix at the gateway, its address without a trailing slash."""

    service: str
    prefix: str
    address: str
    route: RoutePrefix


class Proxy:
    """Carries requests under /<service>/v1/ to the services; opened and closed with the application."""

    def __init__(self, settings: GatewaySettings, authenticator: Authenticator) -> None:
        self._settings = settings
        self._authenticator = authenticator
        self._rates = RateLimits(settings.rate, settings.rate_refused, settings.rate_storage)
        self.upstreams = tuple(
            Upstream(code, prefix_of(code), address.rstrip("/"), RoutePrefix(f"{prefix_of(code)}/{{rest:path}}"))
            for code, address in settings.upstreams.items()
        )
        self._by_prefix: Mapping[bytes, Upstream] = {u.prefix[1:].encode(): u for u in self.upstreams}
        self._sessions: dict[str, aiohttp.ClientSession] = {}

    async def open(self) -> None:
        """One pool of connections per service: a slow one does not take the others' connections."""
        settings = self._settings
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=settings.pool_timeout,
            sock_connect=settings.connect_timeout,
            sock_read=settings.read_timeout,
        )
        for upstream in self.upstreams:
            self._sessions[upstream.service] = session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=settings.connections, keepalive_timeout=_KEEP_ALIVE_SECONDS, use_dns_cache=True
                ),
                timeout=timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=_SKIP,
                trust_env=False,
            )
            # Its own repetition would send a PUT or DELETE twice; _ask below repeats only what is safe.
            session._retry_connection = False

    async def close(self) -> None:
        """Closes every connection."""
        await asyncio.gather(*(session.close() for session in self._sessions.values()))

    def session(self, service: str) -> aiohttp.ClientSession:
        """The connections to a service, for the gateway's own questions (health, OpenAPI)."""
        return self._sessions[service]

    def upstream_of(self, scope: Scope) -> Upstream | None:
        """The service whose prefix the path has."""
        return self._by_prefix.get(scope["raw_path"][1:].partition(b"/")[0])

    async def __call__(self, upstream: Upstream, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = upstream.route
        inner = _inner_path(scope["raw_path"], upstream)
        await self._admit(scope, inner)
        upload = Upload(receive) if _has_body(scope) else None
        watch = Watch(receive, upload)
        try:
            body = None if upload is None else await upload.open()
            response = await self._ask(upstream, inner, scope, body, upload)
            await relay(response, scope, send, upstream.prefix)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not watch.client_left or task is None or task.uncancel() > 0:
                raise
            raise ClientDisconnect from None
        except (aiohttp.ClientError, TimeoutError) as error:
            # The answer broke off. Before its head this becomes a problem; after it the door cuts the
            # connection.
            raise _problem(error) from None
        finally:
            watch.stop()

    async def _admit(self, scope: Scope, inner: str) -> None:
        if scope["method"] in _REPEATABLE and _OWN_KEY.fullmatch(inner):
            # A calendar program has no token: the address holds the key, which the service looks at.
            await self._rates.request(f"calendar {_client(scope)}")
            return
        try:
            principal = await self._authenticator.principal(bearer_token(scope))
        except Unauthorized:
            await self._rates.refusal(_client(scope))
            raise
        await self._rates.request(principal.subject)

    async def _ask(
        self,
        upstream: Upstream,
        path: str,
        scope: Scope,
        body: bytes | AsyncIterator[bytes] | None,
        upload: Upload | None,
    ) -> aiohttp.ClientResponse:
        query = scope["query_string"].decode("ascii", "replace")
        url = URL(f"{upstream.address}{path}?{query}" if query else f"{upstream.address}{path}", encoded=True)
        ours = [("X-Request-ID", scope["state"]["request_id"]), ("X-Forwarded-For", _client(scope))]
        ours += [("X-Forwarded-Proto", scope["scheme"]), ("X-Forwarded-Prefix", upstream.prefix)]
        headers = upstream_headers(scope["headers"], ours)
        if body is None:
            headers.popall("Content-Length", None)
        # A streamed body is gone once it was read, and a change may have been made: only reading is repeated.
        attempts = 2 if scope["method"] in _REPEATABLE and body is None else 1
        while True:
            attempts -= 1
            try:
                return await self._sessions[upstream.service].request(
                    scope["method"], url, headers=headers, data=body, allow_redirects=False
                )
            except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
                if upload is not None and upload.failure is not None:
                    raise upload.failure from None
                if attempts and isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
                    continue
                raise _problem(error) from None


def _problem(error: Exception) -> Problem:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return UpstreamUnavailable("Usługa nie przyjęła połączenia na czas.", retry_after=2)
    if isinstance(error, TimeoutError):
        return UpstreamSilent()
    if isinstance(error, aiohttp.ClientConnectorError):
        return UpstreamUnavailable(retry_after=2)
    return UpstreamBroke()


def _inner_path(raw: bytes, upstream: Upstream) -> str:
    """The raw path behind the prefix; only /v1/ of a service is public, not its metrics."""
    if not raw.isascii():
        raise BadRequest("Adres zawiera niedozwolony znak.")
    if b"/." in raw or b"%" in raw or b"\\" in raw:
        # A service, or a proxy before it, may decode and resolve the segments: what was /v1 here would not
        # be there.
        decoded = unquote_to_bytes(raw).replace(b"\\", b"/")
        if not {b".", b".."}.isdisjoint(decoded.split(b"/")):
            raise BadRequest("Adres zawiera segmenty „.” lub „..”.")
    inner = raw[len(upstream.prefix) :]
    if not inner.startswith(b"/v1/"):
        raise NotFound
    return inner.decode("ascii")


def _has_body(scope: Scope) -> bool:
    if scope["method"] in _REPEATABLE:
        return False
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _client(scope: Scope) -> str:
    client = cast(Any, scope.get("client"))
    return str(client[0]) if client else "unknown"
