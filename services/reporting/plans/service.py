"""Taking in a plan: an act of the council (number and day) is taken once; what is entered again unchanged is nothing."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson

from kit.db import WriteSession, raw
from kit.feed.envelope import event
from kit.idempotency import Answer
from kit.problems import Conflict, FieldError
from kit.rows import refuse
from services.reporting.classification.register import Classification
from services.reporting.intake import alone, classification_error, magnitude, refuse_sum
from services.reporting.ledger.facts import PLAN_CHANGED
from services.reporting.plans.schemas import PlanRow

ROWS_IN_AN_EVENT = 500

_KNOWN = "SELECT content FROM plan_act WHERE gmina = %s AND unit = %s AND budget_year = %s AND number = %s AND day = %s"
_TAKE = """
INSERT INTO plan_act (gmina, unit, budget_year, number, day, id, content, magnitude) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (gmina, unit, budget_year, number, day) DO NOTHING RETURNING 1
"""

_ENTERED = "SELECT coalesce(sum(magnitude), 0)::numeric FROM plan_act WHERE gmina = %s"

Act = tuple[str, int, str, str]


class PlanActChanged(Conflict):
    """The act was taken with other rows before; a correction is an act of its own."""

    code = "plan_act_changed"
    title = "Ten akt wprowadzono już z inną treścią"


def check(rows: Sequence[PlanRow], classification: Classification) -> None:
    """Raises RowsRefused for codes that are not in force on the day of the change, or a change outside its year."""
    errors: list[FieldError] = []
    for number, row in enumerate(rows):
        if row.valid_from.year != row.year:
            message = "Dzień obowiązywania musi należeć do roku planu."
            errors.append(FieldError(f"/rows/{number}/valid_from", "outside_year", message))
            continue
        found = classification_error(
            classification, number, row, paragraf=row.paragraf or "", source=row.source or "", on=row.valid_from
        )
        if found is not None:
            errors.append(found)
    refuse(errors)


async def take(db: WriteSession, rows: Sequence[PlanRow]) -> Answer:
    """Writes the acts that are new as events of reporting's own log; raises PlanActChanged, RowsRefused."""
    refuse_sum(magnitude(rows))
    acts: defaultdict[Act, list[PlanRow]] = defaultdict(list)
    for row in rows:
        acts[row.unit, row.year, row.act_number, row.act_day.isoformat()].append(row)
    connection = await raw(db)
    await alone(connection, db.gmina, "plans")
    state = "known"
    subject = _act_id(db.gmina, next(iter(acts)))
    for act, members in sorted(acts.items()):
        content = sha256(orjson.dumps(sorted(_plain(row) for row in members))).digest()
        identity = _act_id(db.gmina, act)
        taken = await (
            await connection.execute(_TAKE, (db.gmina, *act, identity, content, magnitude(members)))
        ).fetchone()
        if taken is None:
            known = await (await connection.execute(_KNOWN, (db.gmina, *act))).fetchone()
            if known is None or known[0] != content:
                raise PlanActChanged("Zmianę planu wprowadza się osobnym aktem (numer i dzień).")
            continue
        state = "recorded"
        _emit(db, identity, act, members)
    entered = await (await connection.execute(_ENTERED, (db.gmina,))).fetchone()
    refuse_sum(int(entered[0]) if entered else 0)
    return Answer(id=subject, version=1, state=state)


def _emit(db: WriteSession, identity: UUID, act: Act, members: Sequence[PlanRow]) -> None:
    unit, year, number, day = act
    by_day: defaultdict[str, list[PlanRow]] = defaultdict(list)
    for row in members:
        by_day[row.valid_from.isoformat()].append(row)
    for valid_from, changes in sorted(by_day.items()):
        for start in range(0, len(changes), ROWS_IN_AN_EVENT):
            data = {
                "unit": unit,
                "year": year,
                "valid_from": valid_from,
                "act": {"number": number, "day": day},
                "rows": [
                    {
                        "side": row.side,
                        "dzial": row.dzial,
                        "rozdzial": row.rozdzial,
                        "paragraf": row.paragraf[:3] if row.paragraf else None,
                        "p4": row.paragraf[3:] if row.paragraf else None,
                        "task": row.task,
                        "task_kind": row.task_kind,
                        "source": row.source,
                        "amount": row.grosze,
                    }
                    for row in changes[start : start + ROWS_IN_AN_EVENT]
                ],
            }
            db.emit(event(service=db.service, gmina=db.gmina, type=PLAN_CHANGED, subject=identity, data=data))


def _act_id(gmina: str, act: Act) -> UUID:
    return uuid5(NAMESPACE_URL, "|".join(("urn:gops:plan", gmina, *map(str, act))))


def _plain(row: PlanRow) -> str:
    return row.model_dump_json()
