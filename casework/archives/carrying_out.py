"""The destruction itself: checked once more against what the cases are now, then papers and data go together, in one transaction."""

from datetime import date
from uuid import UUID

from casework.archives import store
from casework.archives.erasing import erase
from casework.archives.problems import DestructionBlocked, NothingToDestroy
from casework.archives.proposing import opened
from casework.archives.schemas import CarryingOutIn
from casework.archives.states import DESTRUCTION
from casework.own import Own
from casework.records import store as records
from casework.records.contents import WHY
from kit.audit import Auditor
from kit.db import WriteSession, raw
from kit.idempotency import Answer
from kit.problems import FieldError

_NOT_DUE = "sprawa nie jest już zakończona albo trzeba ją przechowywać dłużej"
_DESTROYED = """
UPDATE case_file SET state = 'destroyed', version = version + 1 WHERE gmina = %(gmina)s AND sign = ANY (%(cases)s::uuid[])
"""
_ITEMS = """
UPDATE destruction_item SET state = 'destroyed'
 WHERE gmina = %(gmina)s AND destruction = %(destruction)s AND state = 'listed'
"""
_ACTS = """
INSERT INTO case_act (gmina, sign, number, act, on_day, by_whom, document)
SELECT %(gmina)s, c.sign, coalesce((SELECT max(a.number) FROM case_act a WHERE a.gmina = %(gmina)s AND a.sign = c.sign), 0) + 1,
       'destroyed', %(on)s, %(by)s, %(document)s
  FROM unnest(%(cases)s::uuid[]) AS c(sign)
"""


async def carry_out(
    db: WriteSession, audit: Auditor, destruction: UUID, order: CarryingOutIn, version: int, today: date, own: Own
) -> Answer:
    """Destroys what is listed and approved. Raises DestructionNotFound, TransitionNotAllowed, DestructionBlocked, NothingToDestroy."""
    row = await opened(db, destruction, version)
    state = DESTRUCTION.move(row.state, "carry_out")
    places = await store.still_due(db, row.id, today)
    if not places:
        raise NothingToDestroy("Wszystkie pozycje spisu wyłączono.")
    cases: list[UUID] = [one["sign"] for one in places]
    why = {one["sign"]: WHY[one["code"]] for one in await records.unfinished(db, cases, today)}
    why |= {one["sign"]: _NOT_DUE for one in places if not one["due"]}
    if why:
        blocked = [(one["place"], why[one["sign"]]) for one in places if one["sign"] in why]
        raise DestructionBlocked(
            "Te pozycje trzeba wyłączyć ze spisu.",
            errors=[FieldError(f"/items/{place}", "place_blocked", told) for place, told in blocked],
        )
    told = {
        "gmina": db.gmina,
        "destruction": row.id,
        "cases": cases,
        "on": today,
        "by": audit.who,
        "document": row.consent,
    }
    connection = await raw(db)
    await connection.execute(_DESTROYED, told)
    await connection.execute(_ACTS, told)
    await erase(db, row.id, cases, today, own)
    await connection.execute(_ITEMS, told)
    row.state, row.carried_out_by, row.carried_out_on, row.way = state, audit.who, today, order.way
    row.version += 1
    await store.act(db, row, "carried_out", today, audit.who, row.consent)
    await audit.note(db, "carried_out", "destruction", row.id, legal_basis="art. 17 ust. 1 lit. a RODO")
    return Answer(id=row.id, version=row.version, state=row.state)
