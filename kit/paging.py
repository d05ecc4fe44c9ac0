"""Pages of a collection by key (no offsets: they duplicate or skip rows when data change).

A cursor is the key of the last row shown, encrypted: it is opaque, cannot be made up, opens only with the
same filter and order, and a surname it may hold does not appear in an address.
"""

import base64
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Depends, Query, Request

from kit.problems import BadRequest, FieldError
from kit.schemas import Out

DEFAULT_LIMIT = 50
MAX_LIMIT = 500
_NONCE = 12
_LONGEST = 1024

T = TypeVar("T")
Row = TypeVar("Row")
KeyPart = str | int | bool | date | datetime | UUID | None


class InvalidCursor(BadRequest):
    """The cursor was not given by this collection for this filter and order."""

    code = "invalid_cursor"
    title = "Nieprawidłowy kursor"


class Page(Out, Generic[T]):
    """Part of a collection; next_cursor is null on the last page."""

    items: list[T]
    next_cursor: str | None


class Cursors:
    """Seals and opens cursors. key: 32 secret bytes shared by the processes of one service."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, key: Sequence[KeyPart], bound_to: bytes) -> str:
        """The cursor behind the row with this key."""
        nonce = os.urandom(_NONCE)
        sealed = self._cipher.encrypt(nonce, orjson.dumps(list(key)), bound_to)
        return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()

    def open(self, cursor: str, bound_to: bytes) -> tuple[Any, ...]:
        """The key in a cursor (dates and UUIDs as text); raises InvalidCursor."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            return tuple(orjson.loads(self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], bound_to)))
        except (InvalidTag, ValueError):
            raise InvalidCursor(
                "Kursor nie pochodzi z tej listy albo zmieniono filtr lub kolejność.",
                errors=[FieldError("/query/cursor", "invalid_cursor", "Proszę zacząć od pierwszej strony.")],
            ) from None


@dataclass(frozen=True, slots=True)
class Keyset:
    """One page to be read: rows whose key is behind `after`, in the order the cursor is bound to.

    after: the key parts of the last row shown, in the order of the columns; None on the first page. fetch:
    how many rows to read, one more than asked for, which tells whether there is a next page.
    """

    after: tuple[Any, ...] | None
    limit: int
    bound_to: bytes
    cursors: Cursors

    @property
    def fetch(self) -> int:
        return self.limit + 1

    def page(self, rows: Sequence[Row], key: Callable[[Row], Sequence[KeyPart]]) -> tuple[list[Row], str | None]:
        """The rows to show, and the cursor behind them. key: the same columns as the order, primary key
        last.
        """
        shown = list(rows[: self.limit])
        more = len(rows) > self.limit
        return shown, self.cursors.seal(key(shown[-1]), self.bound_to) if more else None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """limit and cursor as the client sent them."""

    limit: int
    cursor: str | None
    cursors: Cursors

    def keyset(self, order: str, filters: Mapping[str, object]) -> Keyset:
        """Binds the page to an order and a filter (the gmina is part of it); raises InvalidCursor.

        order: name of collection and order, e.g. "awards by month,id".
        """
        bound_to = sha256(orjson.dumps([order, sorted((k, str(v)) for k, v in filters.items())])).digest()
        after = None if self.cursor is None else self.cursors.open(self.cursor, bound_to)
        return Keyset(after, self.limit, bound_to, self.cursors)


async def _page_request(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Najwięcej tyle pozycji")] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=_LONGEST, description="next_cursor poprzedniej strony")] = None,
) -> PageRequest:
    return PageRequest(limit, cursor, request.app.state.cursors)


Paging = Annotated[PageRequest, Depends(_page_request)]
"""?limit= (50, at most 500) and ?cursor= of a collection."""
