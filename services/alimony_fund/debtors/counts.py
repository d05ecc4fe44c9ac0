"""How many debtors, actions and enforcements there were: what the statement asks of both organs (u.p.o.u.a. art. 31 ust. 5 pkt 4, 6, 8).

A bounded number of statements for any number of debtors. The ministry's own form is filled from it by hand: its fields are published as
a form and not in the act (art. 31 ust. 8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from psycopg.rows import class_row
from pydantic import Field

from kit.db import WriteSession, raw
from kit.money import ZlotyText, zloty
from kit.schemas import Out
from services.alimony_fund.debtors.letter_kinds import words

Section = Literal["debtors", "actions", "enforcement"]
_OF_DEBTORS = {
    "creditor_organ": "dłużnicy, wobec których urząd jest organem właściwym wierzyciela, na koniec okresu",
    "debtor_organ": "dłużnicy, wobec których urząd jest organem właściwym dłużnika, na koniec okresu",
    "entered": "dłużnicy wpisani w okresie",
    "closed": "dłużnicy, których wpis zamknięto w okresie",
    "owing": "dłużnicy z należnością na rachunku na koniec okresu",
}
_OF_ACTIONS = {
    "request_sent": "wnioski o podjęcie działań wysłane",
    "request_received": "wnioski o podjęcie działań otrzymane",
    "listed_big": "informacje przekazane do BIG",
    "listed_krz": "wpisy zamieszczone w KRZ",
    "court_told": "informacje dla sądu o bezczynności komornika",
    "lawsuit": "powództwa na rzecz osób uprawnionych",
    "labour_office_ended": "informacje dla urzędu pracy o ustaniu potrzeby aktywizacji",
}
_OF_ENFORCEMENT = {
    "titles_enforced": "tytuły egzekwowane przez komornika na koniec okresu",
    "enforcement_begin": "wnioski o wszczęcie egzekucji",
    "enforcement_join": "wnioski o przyłączenie się do egzekucji",
    "bailiff_receipts": "wpłaty od komornika",
}

# Roles as they were at the end of the period; an entry that is older than their history has those of today.
_DEBTORS = """
WITH mine AS (
    SELECT d.id, d.opened_on, d.closed_on, coalesce(r.creditor_organ, d.creditor_organ) AS creditor,
           coalesce(r.debtor_organ, d.debtor_organ) AS debtor,
           d.opened_on <= %(until)s AND (d.closed_on IS NULL OR d.closed_on > %(until)s) AS open
      FROM debtor d
      LEFT JOIN LATERAL (SELECT one.creditor_organ, one.debtor_organ FROM debtor_role one
                          WHERE one.gmina = d.gmina AND one.debtor = d.id AND one.since <= %(until)s
                          ORDER BY one.number DESC LIMIT 1) r ON true
     WHERE d.gmina = %(gmina)s AND d.id = ANY (%(debtors)s::uuid[]))
SELECT 'creditor_organ' AS code, count(*) AS count, count(*) AS debtors, NULL::bigint AS amount FROM mine WHERE open AND creditor
UNION ALL SELECT 'debtor_organ', count(*), count(*), NULL FROM mine WHERE open AND debtor
UNION ALL SELECT 'entered', count(*), count(*), NULL FROM mine WHERE opened_on BETWEEN %(since)s AND %(until)s
UNION ALL SELECT 'closed', count(*), count(*), NULL FROM mine WHERE closed_on BETWEEN %(since)s AND %(until)s
UNION ALL
SELECT 'owing', count(*), count(*), NULL
  FROM (SELECT e.debtor FROM debt_entry e
          JOIN debt_document w ON w.gmina = e.gmina AND w.debtor = e.debtor AND w.number = e.document
         WHERE e.gmina = %(gmina)s AND e.debtor = ANY (%(debtors)s::uuid[]) AND e.account IN ('principal', 'interest')
           AND w.day <= %(until)s
         GROUP BY e.debtor HAVING sum(e.amount) > 0) o
"""
_ACTIONS = """
SELECT s.step AS code, count(*) AS count, count(DISTINCT p.debtor) AS debtors, NULL::bigint AS amount
  FROM debtor_proceeding_step s JOIN debtor_proceeding p ON p.gmina = s.gmina AND p.id = s.proceeding
 WHERE s.gmina = %(gmina)s AND s.done_on BETWEEN %(since)s AND %(until)s AND p.debtor = ANY (%(debtors)s::uuid[])
 GROUP BY s.step
UNION ALL
SELECT 'request_sent', count(*), count(DISTINCT r.debtor), NULL FROM action_request r
 WHERE r.gmina = %(gmina)s AND r.sent_on BETWEEN %(since)s AND %(until)s AND r.state <> 'withdrawn' AND r.debtor = ANY (%(debtors)s::uuid[])
UNION ALL
SELECT 'request_received', count(*), count(DISTINCT p.debtor), NULL FROM debtor_proceeding p
 WHERE p.gmina = %(gmina)s AND p.received_on BETWEEN %(since)s AND %(until)s AND p.debtor = ANY (%(debtors)s::uuid[])
UNION ALL
SELECT 'listed_' || l.register, count(*), count(DISTINCT l.debtor), NULL FROM debtor_listing l
 WHERE l.gmina = %(gmina)s AND l.filed_on BETWEEN %(since)s AND %(until)s AND l.debtor = ANY (%(debtors)s::uuid[])
 GROUP BY l.register
UNION ALL
SELECT a.kind, count(*), count(DISTINCT a.debtor), NULL FROM debtor_action a
 WHERE a.gmina = %(gmina)s AND a.filed_on BETWEEN %(since)s AND %(until)s AND a.state <> 'withdrawn'
   AND a.debtor = ANY (%(debtors)s::uuid[])
 GROUP BY a.kind
"""
# A receipt stands when a document books it that none takes back.
_ENFORCEMENT = """
SELECT 'titles_enforced' AS code, count(*) AS count, count(DISTINCT t.debtor) AS debtors, NULL::bigint AS amount
  FROM maintenance_title t
  JOIN LATERAL (SELECT b.bailiff FROM maintenance_bailiff b WHERE b.gmina = t.gmina AND b.title = t.id AND b.since <= %(until)s
                 ORDER BY b.number DESC LIMIT 1) b ON b.bailiff IS NOT NULL
 WHERE t.gmina = %(gmina)s AND t.debtor = ANY (%(debtors)s::uuid[]) AND t.valid_from <= %(until)s
   AND (t.valid_to IS NULL OR t.valid_to >= %(until)s)
UNION ALL
SELECT 'bailiff_receipts', count(*), count(DISTINCT a.debtor), coalesce(sum(a.amount), 0)::bigint
  FROM debt_act a
 WHERE a.gmina = %(gmina)s AND a.source = 'bailiff' AND a.credited_on BETWEEN %(since)s AND %(until)s
   AND a.debtor = ANY (%(debtors)s::uuid[])
   AND EXISTS (SELECT FROM debt_document d WHERE d.gmina = a.gmina AND d.debtor = a.debtor AND d.act = a.id AND d.kind = 'receipt'
                  AND NOT EXISTS (SELECT FROM debt_document c WHERE c.gmina = d.gmina AND c.debtor = d.debtor AND c.counters = d.number))
"""


class DebtorCountOut(Out):
    """One figure. count: of what it is about; debtors: whom it concerns, each once; amount: of receipts alone."""

    section: Annotated[Section, Field(description="art. 31 ust. 5 pkt 4, 6 and 8")]
    code: str
    name: str
    count: int
    debtors: int
    amount: ZlotyText | None


@dataclass(frozen=True, slots=True)
class _Counted:
    code: str
    count: int
    debtors: int
    amount: int | None


async def counted(db: WriteSession, debtors: Sequence[UUID], since: date, until: date) -> list[DebtorCountOut]:
    """All figures of these debtors from the one day to the end of the other, those that are nothing too."""
    of = {"gmina": db.gmina, "debtors": list(debtors), "since": since, "until": until}
    found: dict[str, _Counted] = {}
    async with (await raw(db)).cursor(row_factory=class_row(_Counted)) as cursor:
        for statement in (_DEBTORS, _ACTIONS, _ENFORCEMENT):
            await cursor.execute(statement, of)
            found |= {one.code: one for one in await cursor.fetchall()}
    return [_out(section, code, name, found.get(code)) for section, of_it in names() for code, name in of_it.items()]


def names() -> tuple[tuple[Section, Mapping[str, str]], ...]:
    """Every figure by its code, with its name, in the order of the act's points; every step of a proceeding is one."""
    return (
        ("debtors", _OF_DEBTORS),
        ("actions", {**words("step"), **_OF_ACTIONS}),
        ("enforcement", _OF_ENFORCEMENT),
    )


def _out(section: Section, code: str, name: str, found: _Counted | None) -> DebtorCountOut:
    one = found or _Counted(code, 0, 0, 0 if code == "bailiff_receipts" else None)
    amount = None if one.amount is None else zloty(one.amount)
    return DebtorCountOut(section=section, code=code, name=name, count=one.count, debtors=one.debtors, amount=amount)
