"""Taking what is due to others off the payments of a list: claims by rank, each within its limit and its share. Set-based.

The payment itself stays whole: the budget spends the whole benefit, and what is deducted only goes another way.
"""

from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.payments.deductions.hooks import DeductionHooks
from casework.payments.deductions.limits import KINDS, attachable, share
from casework.persons.one_person import GAVE_WAY
from casework.terms.law import procedure
from kit.db import WriteSession, raw

_STAGE = """
CREATE TEMPORARY TABLE list_claims (rank integer, kind text, claim uuid, award uuid, at_most bigint, part integer, whole integer)
ON COMMIT DROP
"""
_COPY = "COPY list_claims (rank, kind, claim, award, at_most, part, whole) FROM STDIN"
# Whoever was entered twice is one person: what is claimed of one of her entries is taken from what is paid under any.
# Bailiffs come after what the office sets off itself, alimony first, then by the day they were received.
_BAILIFFS = f"""
WITH {GAVE_WAY}
INSERT INTO list_claims (rank, kind, claim, award, at_most, part, whole)
SELECT 1000000 + c.rank, 'bailiff', c.id, p.award, c.remaining, %(part)s, %(whole)s
  FROM (SELECT b.id, coalesce(g.merged_into, b.person) AS person, b.kind, b.amount - coalesce(
                   (SELECT sum(d.amount) FROM payment_deduction d
                      JOIN payment t ON t.gmina = d.gmina AND t.id = d.payment
                     WHERE d.gmina = b.gmina AND d.claim = b.id AND t.state IN ('planned', 'approved', 'settled')), 0)
               AS remaining,
               row_number() OVER (PARTITION BY coalesce(g.merged_into, b.person) ORDER BY b.kind, b.received_on, b.id) AS rank
          FROM bailiff_claim b LEFT JOIN gave_way g ON g.id = b.person
         WHERE b.gmina = %(gmina)s AND b.since <= %(on)s AND (b.ended_on IS NULL OR b.ended_on > %(on)s)) AS c
  JOIN LATERAL (SELECT c.person AS id UNION ALL SELECT g.id FROM gave_way g WHERE g.merged_into = c.person) AS entry ON true
  JOIN award a ON a.gmina = %(gmina)s AND a.recipient = entry.id AND a.benefit = ANY (%(benefits)s)
  JOIN (SELECT DISTINCT award FROM payment WHERE gmina = %(gmina)s AND list = %(list)s) AS p ON p.award = a.id
 WHERE c.kind = %(kind)s AND (c.remaining IS NULL OR c.remaining > 0)
"""
_RANKS = "SELECT DISTINCT rank FROM list_claims ORDER BY rank"
# Payments of a claim take one after another, so that all of them together stay within the claim.
_TAKE = """
INSERT INTO payment_deduction (gmina, payment, kind, claim, amount)
SELECT %(gmina)s, payment, kind, claim, takes
  FROM (SELECT payment, kind, claim,
               least(room, at_most - coalesce(sum(room) OVER (PARTITION BY kind, claim ORDER BY payment
                                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::bigint AS takes
          FROM (SELECT p.id AS payment, c.kind, c.claim, coalesce(c.at_most, 9000000000000000000) AS at_most,
                       greatest(0, p.amount * c.part / c.whole - coalesce(
                           (SELECT sum(d.amount) FROM payment_deduction d WHERE d.gmina = p.gmina AND d.payment = p.id), 0))
                       AS room
                  FROM list_claims c
                  JOIN payment p ON p.gmina = %(gmina)s AND p.list = %(list)s AND p.award = c.award
                 WHERE c.rank = %(rank)s) AS asked) AS taken
 WHERE takes > 0
"""


async def deduct(
    db: WriteSession, catalogue: Catalogue, hooks: DeductionHooks, payment_list: UUID, month: date, on: date
) -> None:
    """Deducts from the payments of a list that has just been drawn up what overpayments and bailiffs claim.

    As many statements as one recipient has claims, however long the list.
    """
    connection = await raw(db)
    await connection.execute(_STAGE)
    # Asked before the COPY: the connection takes no other statement while one runs.
    claims = [one async for one in hooks.claims(db, payment_list, month, on)]
    async with connection.cursor().copy(_COPY) as copy:
        for one in claims:
            part, whole = one.share.as_integer_ratio()
            await copy.write_row((one.rank, "overpayment", one.claim, one.award, one.at_most, part, whole))
    of = {"gmina": db.gmina, "list": payment_list, "on": on}
    reachable = attachable(catalogue, catalogue.law(db.gmina), procedure(), on)
    for kind in KINDS if reachable else ():
        part, whole = share(kind, procedure(), on).as_integer_ratio()
        of_kind = {"kind": kind, "benefits": list(reachable), "part": part, "whole": whole}
        await connection.execute(_BAILIFFS, of | of_kind)
    for (rank,) in await (await connection.execute(_RANKS)).fetchall():
        await connection.execute(_TAKE, of | {"rank": rank})
    await connection.execute("DROP TABLE list_claims")
