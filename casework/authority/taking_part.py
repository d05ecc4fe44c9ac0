"""Whoever is excluded takes no part in the matter at all (k.p.a. art. 24-27): not only in deciding, but in every act that is written of it.

Asked once, at the door (guard.py), for whatever the address names; what a body names, its own slice asks in the same words. Reading stays
possible.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from casework.authority import store
from casework.authority.problems import OfficialExcluded
from casework.authority.rules import Excluded, Ground, Matter, is_excluded
from casework.authority.tables import ExclusionRow
from kit.db import ReadSession, WriteSession, raw

_ANYBODYS = "NULL::uuid, NULL::uuid, NULL::uuid"
OF_MATTER: Mapping[str, str] = {
    "application": f"SELECT id, {_ANYBODYS} FROM application WHERE gmina = %s AND id = %s",
    "attachment": f"SELECT application, {_ANYBODYS} FROM attachment WHERE gmina = %s AND id = %s",
    "decision": "SELECT NULL::uuid, id, NULL::uuid, NULL::uuid FROM decision WHERE gmina = %s AND id = %s",
    "appeal": "SELECT NULL::uuid, decision, NULL::uuid, NULL::uuid FROM appeal WHERE gmina = %s AND id = %s",
    "proceeding": "SELECT NULL::uuid, decision, NULL::uuid, NULL::uuid FROM extraordinary WHERE gmina = %s AND id = %s",
    "award": "SELECT NULL::uuid, decision, NULL::uuid, NULL::uuid FROM award WHERE gmina = %s AND id = %s",
    "notice": """
        SELECT NULL::uuid, a.decision, NULL::uuid, NULL::uuid
          FROM payment_notice n JOIN award a ON a.gmina = n.gmina AND a.id = n.award WHERE n.gmina = %s AND n.id = %s
    """,
    "overpayment": "SELECT NULL::uuid, decision, person, NULL::uuid FROM overpayment WHERE gmina = %s AND id = %s",
    "fact": """
        SELECT e.application, NULL::uuid, f.person, f.household
          FROM established_fact f JOIN evidence e ON e.gmina = f.gmina AND e.id = f.evidence WHERE f.gmina = %s AND f.id = %s
    """,
    "evidence": f"SELECT application, {_ANYBODYS} FROM evidence WHERE gmina = %s AND id = %s",
    "lookup": "SELECT application, NULL::uuid, person, NULL::uuid FROM register_lookup WHERE gmina = %s AND id = %s",
    "case": """
        SELECT m.application, NULL::uuid, s.party, NULL::uuid
          FROM case_sign s LEFT JOIN application_matter m ON m.gmina = s.gmina AND m.sign = s.id WHERE s.gmina = %s AND s.id = %s
    """,
}
"""Path parameter to the application, decision, person and household whose matter it is."""
NOT_THE_ORGANS = frozenset({"appeal_register", "appeal_pass_on"})
"""What an excluded organ still does: takes in what came and hands the file to the organ that decides instead (art. 26)."""
_APPLICANTS = """
SELECT id, applicant, representative, household FROM application WHERE gmina = %s AND id = ANY (%s)
"""


async def takes_no_part(
    db: ReadSession | WriteSession,
    official: str,
    address: Mapping[str, str],
    operation: str | None,
    on: date,
    of_matter: Mapping[str, str] = OF_MATTER,
) -> None:
    """Raises OfficialExcluded when the official, or the organ, is excluded on the day from a matter that the address names."""
    standing = [
        row
        for row in await store.every_exclusion(db, official)
        if is_excluded([Excluded(row.official, row.since, row.lifted_on)], official, on)
        and not (row.official is None and operation in NOT_THE_ORGANS)
    ]
    if not standing:
        return
    barred = {(row.matter_kind, row.matter): row for row in standing}
    for name, thing in address.items():
        for matter in await _matters(db, of_matter[name], thing) if name in of_matter else ():
            for kind, ids in matter.ids().items():
                for one in ids:
                    if (kind, one) in barred:
                        raise OfficialExcluded(_ground(barred[kind, one]))


async def _matters(db: ReadSession | WriteSession, whose: str, thing: str) -> list[Matter]:
    try:
        of = UUID(thing)
    except ValueError:
        return []
    connection = await raw(db)
    rows = await (await connection.execute(whose, (db.gmina, of))).fetchall()
    applications = sorted({row[0] for row in rows} - {None})
    found = [Matter(frozenset({person} - {None}), household) for _, _, person, household in rows]
    if applications:
        of_them = await (await connection.execute(_APPLICANTS, (db.gmina, applications))).fetchall()
        found += [
            Matter(frozenset({applicant, representative} - {None}), household, application=one)
            for one, applicant, representative, household in of_them
        ]
    if decisions := sorted({row[1] for row in rows} - {None}):
        found += (await store.matters(db, decisions)).values()
    return found


def _ground(row: ExclusionRow) -> Ground:
    ground: Ground = row.ground  # type: ignore[assignment]
    return ground
