"""What the services' acts allow for serving their benefits: learnt from GET /service-costs and kept, as the names of benefits are.

A service's list is kept whole, with the moment from which it was known: a closed period is held against the rates of its closing. The first
list holds for all time before it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kit.db import Database
from kit.money import ZLOTY_PATTERN
from services.reporting.statements.reading import Reading

_KEEP = """
INSERT INTO service_cost (gmina, service, known_at, terms)
SELECT %(gmina)s, %(service)s, CASE WHEN last.terms IS NULL THEN '-infinity' ELSE clock_timestamp() END, %(terms)s::jsonb
  FROM (SELECT) AS once
  LEFT JOIN LATERAL (
       SELECT c.terms FROM service_cost c
        WHERE c.gmina = %(gmina)s AND c.service = %(service)s ORDER BY c.known_at DESC LIMIT 1) AS last ON true
 WHERE last.terms IS DISTINCT FROM %(terms)s::jsonb
ON CONFLICT DO NOTHING
"""
_KNOWN = """
SELECT DISTINCT ON (service) service, terms FROM service_cost
 WHERE gmina = %(gmina)s AND (%(at)s::timestamptz IS NULL OR known_at <= %(at)s) ORDER BY service, known_at DESC
"""

_Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
_Text = Annotated[str, Field(pattern=r"^[^\x00]{0,500}$")]
_Codes = Annotated[tuple[_Code, ...], Field(max_length=200)]


class _Learnt(BaseModel):
    model_config = ConfigDict(frozen=True)


class Rate(_Learnt):
    """A rate between two days: `percent` of the base as decimal text, or `amount` in złote for each."""

    percent: Annotated[str | None, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$")]
    amount: Annotated[str | None, Field(pattern=ZLOTY_PATTERN)]
    valid_from: date
    valid_to: date | None
    article: _Text
    gazette: _Text
    confidence: _Code


class Terms(_Learnt):
    """What one act allows; `per` is grant, paid, decision, child, or something that only the office itself counts."""

    code: _Code
    name: _Text
    per: _Code
    benefits: _Codes
    costs: _Codes
    grant_tasks: _Codes
    rates: Annotated[tuple[Rate, ...], Field(max_length=200)]
    least: Annotated[tuple[Rate, ...], Field(max_length=200)]


TERMS: TypeAdapter[list[Terms]] = TypeAdapter(list[Terms])


async def learn(database: Database, service: str, gminas: Sequence[str], found: Sequence[Terms]) -> None:
    """Keeps a service's list for every gmina that it serves."""
    for gmina in gminas:
        async with database.tenant(gmina) as connection:
            await keep(connection, gmina, service, found)


async def keep(connection: AsyncConnection[TupleRow], gmina: str, service: str, found: Sequence[Terms]) -> None:
    """Keeps the list, when it is another one than the last."""
    terms = TERMS.dump_json(list(found)).decode()
    await connection.execute(_KEEP, {"gmina": gmina, "service": service, "terms": terms})


def known(gmina: str, at: datetime | None) -> Reading[Mapping[str, tuple[Terms, ...]]]:
    """The lists by service as they were known then; None: as they are now."""
    return Reading(
        _KNOWN,
        {"gmina": gmina, "at": at},
        lambda rows: {service: tuple(TERMS.validate_python(terms)) for service, terms in rows},
    )
