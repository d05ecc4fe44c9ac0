"""Bailiffs' claims: registered, listed, ended. Whether anything of a benefit may be taken at all is said by limits.py."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import OPEN, Veil
from casework.institutions import service as institutions
from casework.payments.deductions.schemas import BailiffClaimIn, BailiffClaimOut, ClaimEndIn
from casework.payments.ways import store as ways
from casework.payments.ways.service import iban, seal
from casework.persons.one_person import entries_of
from kit.audit import Auditor
from kit.db import WriteSession, raw
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.problems import Conflict, FieldError, NotFound, ValidationFailed
from kit.secrets import KeyRing, Place

_TABLE = "bailiff_claim"
_RECORD = """
INSERT INTO bailiff_claim (gmina, id, person, kind, organ, institution, organ_sign, amount, account, received_on, since,
                           recorded_by)
VALUES (%(gmina)s, %(id)s, %(person)s, %(kind)s, %(organ)s, %(institution)s, %(organ_sign)s, %(amount)s, %(account)s,
        %(received_on)s, %(since)s, %(by)s)
"""
_PAGE = """
SELECT b.id, b.person, b.kind, b.organ, b.institution, b.organ_sign, b.amount, b.account, b.received_on, b.since, b.ended_on, b.end_reason,
       b.version,
       coalesce((SELECT sum(d.amount) FROM payment_deduction d JOIN payment p ON p.gmina = d.gmina AND p.id = d.payment
                  WHERE d.gmina = b.gmina AND d.claim = b.id AND p.state = 'settled'), 0)::bigint AS deducted
  FROM bailiff_claim b
 WHERE b.gmina = %(gmina)s AND (%(person)s::uuid IS NULL OR b.person = ANY ({hers}))
   AND (%(kind)s::text IS NULL OR b.kind = %(kind)s::text)
   AND (%(running)s::boolean IS NULL OR (b.ended_on IS NULL) = %(running)s::boolean)
   AND (%(organ_sign)s::text IS NULL OR b.organ_sign = %(organ_sign)s::text)
   AND {seen} AND (%(after_day)s::date IS NULL OR (b.received_on, b.id) {behind} (%(after_day)s::date, %(after_id)s::uuid))
 ORDER BY b.received_on {order}, b.id {order} LIMIT %(fetch)s
"""
_LOCK = "SELECT version, since, ended_on FROM bailiff_claim WHERE gmina = %s AND id = %s FOR UPDATE"
_END = """
UPDATE bailiff_claim SET ended_on = %s, end_reason = %s, version = version + 1 WHERE gmina = %s AND id = %s
"""


class ClaimNotFound(NotFound):
    """No such claim in this gmina."""

    code = "bailiff_claim_not_found"
    title = "Nie znaleziono zajęcia"


class ClaimEnded(Conflict):
    """The claim is ended already, or would end before it begins."""

    code = "bailiff_claim_ended"
    title = "Zajęcie jest już zakończone albo kończyłoby się przed początkiem"


class DebtorUnknown(ValidationFailed):
    """The person is not registered in this gmina."""

    code = "debtor_unknown"
    title = "Tej osoby nie ma w rejestrze"


async def record(
    *, db: WriteSession, keys: KeyRing, audit: Auditor, order: BailiffClaimIn, by: str, veil: Veil = OPEN
) -> Answer:
    """Registers a seizure. Raises DebtorUnknown, WrongAccount, InstitutionUnknown."""
    if not await ways.known(db, "person", order.person, veil):
        raise DebtorUnknown(errors=[FieldError("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")])
    claim = new_id()
    chosen = None if order.institution is None else await institutions.chosen(db, order.institution, order.received_on)
    stored = order.model_dump(include={"person", "kind", "organ", "institution", "organ_sign", "received_on", "since"})
    if chosen is not None:
        stored["organ"] = chosen.name
    number = iban(order.account if chosen is None else order.account or chosen.account)
    if number is None:
        raise ValidationFailed(
            errors=[FieldError("/account", "account_of_organ", "Rejestr nie podaje rachunku organu: proszę go podać.")]
        )
    amount = None if order.amount is None else grosze(order.amount)
    if amount == 0:
        raise ValidationFailed(errors=[FieldError("/amount", "must_be_positive", "Kwota musi być większa od zera.")])
    account = seal(keys, db.gmina, _TABLE, "account", number, claim)
    of = stored | {"gmina": db.gmina, "id": claim, "amount": amount, "account": account, "by": by}
    await (await raw(db)).execute(_RECORD, of)
    await audit.note(db, "registered", _TABLE, order.person)
    return Answer(id=claim, version=1, state="running")


async def end(*, db: WriteSession, claim: UUID, order: ClaimEndIn, version: int) -> Answer:
    """Nothing is deducted for it from the day on. Raises ClaimEnded."""
    found = await (await (await raw(db)).execute(_LOCK, (db.gmina, claim))).fetchone()
    if found is None:
        raise ClaimNotFound
    check_version(version, found[0])
    since: date = found[1]
    if found[2] is not None or order.on < since:
        raise ClaimEnded
    await (await raw(db)).execute(_END, (order.on, order.reason, db.gmina, claim))
    return Answer(id=claim, version=version + 1, state="ended")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which seizures; None leaves a question open."""

    person: UUID | None = None
    kind: str | None = None
    running: bool | None = None
    organ_sign: str | None = None


async def page(
    *,
    db: WriteSession,
    veil: Veil,
    keys: KeyRing,
    audit: Auditor,
    paging: PageRequest,
    wanted: Filter,
    sort: str,
    everything: bool,
) -> Page[BailiffClaimOut]:
    """Seizures by the day they came; everything: all that the filter leaves, for a file. The reading is audited."""
    of = {"gmina": db.gmina, **asdict(wanted)}
    keyset = paging.keyset(f"bailiff claims by {sort}", of)
    after = None if everything else keyset.after
    place = {
        "after_day": after[0] if after else None,
        "after_id": after[1] if after else None,
        "fetch": None if everything else keyset.fetch,
    }
    descending = sort.startswith("-")
    statement = _PAGE.format(
        seen=veil.person("b.person"),
        hers=entries_of("%(person)s::uuid"),
        behind="<" if descending else ">",
        order="DESC" if descending else "ASC",
    )
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        rows = await (await cursor.execute(statement, of | veil.parameters() | place)).fetchall()
    await audit.note(db, "exported" if everything else "read", _TABLE, wanted.person)
    if everything:
        return Page(items=[_shown(db.gmina, keys, row) for row in rows], next_cursor=None)
    shown, cursor_text = keyset.page(rows, lambda row: (row["received_on"], row["id"]))
    return Page(items=[_shown(db.gmina, keys, row) for row in shown], next_cursor=cursor_text)


def _shown(gmina: str, keys: KeyRing, row: dict[str, Any]) -> BailiffClaimOut:
    return BailiffClaimOut.model_validate(
        row
        | {
            "amount": None if row["amount"] is None else zloty(row["amount"]),
            "deducted": zloty(row["deducted"]),
            "account": keys.decrypt(row["account"], Place(gmina, _TABLE, "account"), str(row["id"])),
        }
    )
