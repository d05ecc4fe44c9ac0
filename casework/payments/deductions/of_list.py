"""What is deducted from the payments of a list, and where it goes: the transfers to bailiffs, and what the office sets off itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from casework.payments import lists_store
from casework.payments.deductions.schemas import ListDeductionOut
from casework.payments.problems import PaymentListNotFound
from kit.audit import Auditor
from kit.db import WriteSession, raw
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.secrets import KeyRing, Place

# Of what was voided nothing goes to anybody: its lines are shown and count for nothing in what a claim gets from the list.
_LINES = """
SELECT d.kind, d.claim, d.payment, a.recipient AS person, r.first_name, r.last_name, p.benefit, to_char(p.period, 'YYYY-MM') AS month,
       p.way, p.state, d.amount, b.organ, b.organ_sign, b.account,
       coalesce(sum(d.amount) FILTER (WHERE p.state <> 'voided') OVER (PARTITION BY d.kind, d.claim), 0)::bigint AS of_claim
  FROM payment p
  JOIN payment_deduction d ON d.gmina = p.gmina AND d.payment = p.id
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN bailiff_claim b ON b.gmina = d.gmina AND b.id = d.claim AND d.kind = 'bailiff'
 WHERE p.gmina = %(gmina)s AND p.list = %(list)s AND (%(kind)s::text IS NULL OR d.kind = %(kind)s::text) AND {seen}
"""
_PAGE = """
SELECT * FROM ({lines}) AS t
 WHERE %(after_kind)s::text IS NULL
    OR (t.kind, t.claim, t.payment) {behind} (%(after_kind)s::text, %(after_claim)s::uuid, %(after_payment)s::uuid)
 ORDER BY t.kind {order}, t.claim {order}, t.payment {order} LIMIT %(fetch)s
"""


async def page(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    veil: Veil,
    payment_list: UUID,
    paging: PageRequest,
    kind: str | None,
    sort: str,
    everything: bool,
) -> Page[ListDeductionOut]:
    """Deductions by claim; everything: all of them, for a file. Audited. Raises PaymentListNotFound."""
    if await lists_store.load(db, payment_list) is None:
        raise PaymentListNotFound
    keyset = paging.keyset(f"deductions by {sort}", {"gmina": db.gmina, "list": payment_list, "kind": kind})
    await audit.note(db, "exported_deductions" if everything else "read_deductions", "payment_list", payment_list)
    after = None if everything else keyset.after
    of = {"gmina": db.gmina, "list": payment_list, "kind": kind, "fetch": None if everything else keyset.fetch}
    rows = await _rows(db, veil, of, after, descending=sort.startswith("-"))
    if everything:
        return Page(items=[_shown(db.gmina, keys, row) for row in rows], next_cursor=None)
    shown, cursor = keyset.page(rows, lambda row: (row["kind"], row["claim"], row["payment"]))
    return Page(items=[_shown(db.gmina, keys, row) for row in shown], next_cursor=cursor)


async def _rows(
    db: WriteSession, veil: Veil, of: dict[str, Any], after: Sequence[Any] | None, *, descending: bool
) -> list[dict[str, Any]]:
    place = dict(zip(("after_kind", "after_claim", "after_payment"), after or (None, None, None), strict=True))
    statement = _PAGE.format(
        lines=_LINES.format(seen=veil.award("p.award")),
        behind="<" if descending else ">",
        order="DESC" if descending else "ASC",
    )
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(statement, of | veil.parameters() | place)).fetchall()


def _shown(gmina: str, keys: KeyRing, row: dict[str, Any]) -> ListDeductionOut:
    account = row["account"] and keys.decrypt(
        row["account"], Place(gmina, "bailiff_claim", "account"), str(row["claim"])
    )
    return ListDeductionOut.model_validate(
        row | {"account": account, "amount": zloty(row["amount"]), "of_claim": zloty(row["of_claim"])}
    )
