"""The State's part of what debtors repaid, by the day of the office's account and by what it was repaid of (u.p.o.u.a. art. 27 ust. 4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.db import WriteSession, raw
from services.alimony_fund.ledger.sharing import split
from services.alimony_fund.ledger.terms import Terms

# A document keeps its shares of both classes together. Where it took nothing off a zaliczka they are the fund's; the others are few, and
# are told apart by the law of their day. A counter-document has the amounts of what it takes back, with the other sign.
_RECEIVED = """
WITH part AS (
    SELECT coalesce(a.credited_on, d.day) AS booked_on, d.day, a.same_gmina, d.state_principal, d.state_interest,
           (SELECT coalesce(-sum(e.amount), 0)::bigint FROM debt_entry e
             WHERE e.gmina = d.gmina AND e.debtor = d.debtor AND e.document = d.number AND e.account = 'principal' AND e.klass = 'advance')
               AS advance
      FROM debt_document d
      JOIN debt_act a ON a.gmina = d.gmina AND a.id = d.act AND a.kind = 'receipt'
      JOIN debtor o ON o.gmina = d.gmina AND o.id = d.debtor
     WHERE d.gmina = %(gmina)s AND coalesce(a.credited_on, d.day) BETWEEN %(since)s AND %(until)s
       AND (%(unit)s::text IS NULL OR o.unit = %(unit)s) AND (%(debtors)s::uuid[] IS NULL OR d.debtor = ANY (%(debtors)s::uuid[]))
)
SELECT booked_on, min(day), false, sum(state_principal)::bigint, sum(state_interest)::bigint, 0::bigint
  FROM part WHERE advance = 0 GROUP BY booked_on
 UNION ALL SELECT * FROM part WHERE advance <> 0
"""


@dataclass(frozen=True, slots=True)
class StatePart:
    """Grosze of the State: of principal of the fund, of zaliczki, and of interest."""

    principal: int = 0
    advance: int = 0
    interest: int = 0

    @property
    def total(self) -> int:
        return self.principal + self.advance + self.interest

    def plus(self, other: "StatePart") -> "StatePart":
        """Both together."""
        return StatePart(self.principal + other.principal, self.advance + other.advance, self.interest + other.interest)


async def received(
    db: WriteSession,
    terms: Terms,
    since: date,
    until: date,
    *,
    unit: str | None = None,
    debtors: Sequence[UUID] | None = None,
) -> dict[date, StatePart]:
    """What is the State's of money of these days of the office's account; days on which nothing is left are left out.

    unit, debtors: of these alone; None: of all. Raises NoParameter.
    """
    told = {
        "gmina": db.gmina, "since": since, "until": until, "unit": unit, "debtors": None if debtors is None else list(debtors),
    }  # fmt: skip
    found: defaultdict[date, StatePart] = defaultdict(StatePart)
    for booked_on, day, same_gmina, principal, interest, advance in await (
        await (await raw(db)).execute(_RECEIVED, told)
    ).fetchall():
        sign = -1 if advance < 0 else 1
        of_it = sign * split(terms, "advance", abs(advance), 0, day, same_gmina=same_gmina).state_principal
        found[booked_on] = found[booked_on].plus(StatePart(principal - of_it, of_it, interest))
    return {day: part for day, part in found.items() if part != StatePart()}
