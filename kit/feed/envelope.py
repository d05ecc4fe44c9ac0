"""The envelope of an event: CloudEvents 1.0 with the extensions gmina, sequence and digest.

The text that is stored and served is a prefix, written under the lock of the log, and the body, rendered and hashed before it:
`{"sequence":7,"time":"2019-03-28T10:15:02.123456Z","digest":"<64 hex>",` + the body without its first brace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
import uuid_utils
import uuid_utils.compat
from pydantic import BaseModel, ConfigDict, Field

TYPE_PATTERN = r"^pl\.gops\.[a-z_]+\.[a-z_]+\.v[0-9]+$"
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Event:
    """One event before it has a place in the log: the rendered body, its hash and what it is about."""

    subject: UUID
    body: bytes
    body_hash: bytes = field(repr=False)


class Envelope(BaseModel):
    """An item of the feed as readers see it; `data` is described by the event's own schema."""

    model_config = ConfigDict(extra="forbid")

    sequence: Annotated[
        int, Field(ge=1, description="place in the gmina's log of this service: 1, 2, 3 … without holes")
    ]
    time: Annotated[datetime, Field(description="when it became known: never earlier than the event before")]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 chained to the event before")]
    specversion: Literal["1.0"]
    id: UUID
    source: Annotated[str, Field(description="the service's log", examples=["urn:gops:family_benefits"])]
    type: Annotated[str, Field(pattern=TYPE_PATTERN)]
    subject: Annotated[UUID, Field(description="the case object that it happened to")]
    gmina: Annotated[str, Field(pattern="^[0-9]{6}$")]
    datacontenttype: Literal["application/json"]
    data: Mapping[str, Any]


def new_id() -> UUID:
    """A time-ordered identifier (UUID version 7): neighbours in time are neighbours in the index."""
    return uuid_utils.compat.uuid7()


def event(*, service: str, gmina: str, type: str, subject: UUID, data: Mapping[str, Any]) -> Event:  # noqa: A002
    """Renders and hashes the body, so that no byte is rendered while the log is locked."""
    body = orjson.dumps(
        {
            "specversion": "1.0",
            "id": str(uuid_utils.uuid7()),
            "source": f"urn:gops:{service}",
            "type": type,
            "subject": subject,
            "gmina": gmina,
            "datacontenttype": "application/json",
            "data": data,
        }
    )
    return Event(subject, body, sha256(body).digest())


def chain(previous: bytes, sequence: int, time: bytes, body_hash: bytes) -> bytes:
    """digest(n) = SHA-256(digest(n−1) ‖ n as 8 bytes ‖ time text ‖ SHA-256(body)); digest(0) is 32 zero bytes."""
    return sha256(previous + sequence.to_bytes(8, "big") + time + body_hash).digest()
