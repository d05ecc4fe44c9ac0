"""What lists that are not approved yet were drawn up to set off against an undue payment of which nothing may be taken any more."""

from uuid import UUID

from kit.db import WriteSession, raw

# The list's version moves, so that nobody approves another list than the one that was read.
_DROP = """
WITH gone AS (
    DELETE FROM payment_deduction d USING payment p
     WHERE d.gmina = %(gmina)s AND d.kind = 'overpayment' AND d.claim = %(claim)s
       AND p.gmina = d.gmina AND p.id = d.payment AND p.state = 'planned'
    RETURNING p.list
)
UPDATE payment_list l SET version = l.version + 1 WHERE l.gmina = %(gmina)s AND l.id IN (SELECT list FROM gone)
"""


async def drop_planned(db: WriteSession, overpayment: UUID) -> None:
    """The recipients get it instead: the debt is withdrawn, settled, deferred or in instalments."""
    await (await raw(db)).execute(_DROP, {"gmina": db.gmina, "claim": overpayment})
