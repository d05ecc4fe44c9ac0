"""Which headers pass the gateway: end-to-end ones do, those of one connection and those that could
impersonate do not.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from multidict import CIMultiDict

RawHeaders = Iterable[tuple[bytes, bytes]]

_HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
# Said by the gateway itself, or by the client library for the new connection.
_OWN_UP = frozenset({b"host", b"expect", b"forwarded", b"x-real-ip", b"x-request-id", b"x-original-url"})
_IMPERSONATING = (b"x-gmina", b"x-user", b"x-forwarded-")
# Added by the gateway's own server and door.
_OWN_DOWN = frozenset({b"date", b"server", b"x-request-id", b"x-content-type-options", b"x-frame-options"})


def upstream_headers(received: RawHeaders, ours: Sequence[tuple[str, str]]) -> CIMultiDict[str]:
    """Headers for the service: the client's end-to-end ones, repeated ones repeated, then ours."""
    kept: list[tuple[str, str]] = []
    named: frozenset[bytes] = frozenset()
    for name, value in received:
        known = _name_up(name)
        if known is not None:
            kept.append((known, value.decode("latin-1")))
        elif name == b"connection" and value.lower() not in (b"keep-alive", b"close"):
            named |= _listed(value)
    if named:
        kept = [pair for pair in kept if pair[0].encode() not in named]
    kept += ours
    return CIMultiDict(kept)


def client_headers(received: RawHeaders, prefix: str) -> list[tuple[bytes, bytes]]:
    """Headers for the client: the service's end-to-end ones; a Location inside the service gets the
    prefix.
    """
    kept: list[tuple[bytes, bytes]] = []
    named: frozenset[bytes] = frozenset()
    for name, value in received:
        lower = _name_down(name)
        if lower is None:
            if name.lower() == b"connection":
                named |= _listed(value)
        elif lower == b"location" and value.startswith(b"/") and not value.startswith(b"//"):
            kept.append((lower, prefix.encode() + value))
        else:
            kept.append((lower, value))
    return [pair for pair in kept if pair[0] not in named] if named else kept


@lru_cache(maxsize=1024)
def _name_up(name: bytes) -> str | None:
    # Some servers take x_user for X-User: an underscore must not carry past the gateway what a hyphen may
    # not.
    plain = name.lower().replace(b"_", b"-")
    if plain in _HOP_BY_HOP or plain in _OWN_UP or plain.startswith(_IMPERSONATING):
        return None
    return name.decode("latin-1")


@lru_cache(maxsize=1024)
def _name_down(name: bytes) -> bytes | None:
    lower = name.lower()
    return None if lower in _HOP_BY_HOP or lower in _OWN_DOWN else lower


def _listed(value: bytes) -> frozenset[bytes]:
    return frozenset(part.strip().lower() for part in value.split(b","))
