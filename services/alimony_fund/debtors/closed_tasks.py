"""Tasks of entries that were closed while something is owed on their account (u.p.o.u.a. art. 27, art. 28 ust. 3, art. 30)."""

from casework.tasks.sources.source import Source

OWES = """
    SELECT e.debtor FROM debt_entry e WHERE e.gmina = {gmina} AND e.account IN ('principal', 'interest')
     GROUP BY e.debtor HAVING sum(e.amount) > 0
"""
"""SQL: debtors on whose accounts principal or booked interest is open."""
_ACT = "u.p.o.u.a."


def _closed(kind: str, where: str) -> str:
    return f"""
    SELECT '{kind}:' || d.id, NULL::date, d.closed_on, d.unit, NULL::uuid, NULL::uuid, d.id, d.person, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM debtor d
     WHERE d.gmina = :gmina AND d.creditor_organ AND d.closed_on <= :day AND {where}
       AND EXISTS (SELECT FROM ({OWES.format(gmina="d.gmina")}) o WHERE o.debtor = d.id)
    """


_DIED = """
    d.why = 'died' AND NOT EXISTS (SELECT FROM debtor_relief r WHERE r.gmina = d.gmina AND r.debtor = d.id AND r.kind = 'expiry'
                                      AND r.state = 'requested')
"""

CLOSED_SOURCES: tuple[Source, ...] = (
    Source(
        "debtor_expiry", "Odnotować, że należności zmarłego dłużnika wygasły", "office", "follow_up", f"art. 28 ust. 3 {_ACT}",
        "debtor_list", "debtor_relief_request", _closed("debtor_expiry", _DIED),
    ),
    Source(
        "debtor_claims_left", "Rozstrzygnąć o należności dłużnika, którego wpis zamknięto", "office", "follow_up",
        f"art. 27 ust. 1, art. 30 {_ACT}", "debtor_list", "debtor_reopen", _closed("debtor_claims_left", "d.why <> 'died'"),
    ),
)  # fmt: skip
