"""Money that is going to be moved, told beside what is left of the plan."""

from collections.abc import Sequence

from casework.budget.asking import Answer, Plan, Unanswered
from casework.budget.comparing import Compared, Movement, WarningCode, compared, summed
from casework.budget.schemas import BudgetLineOut, BudgetOut, LogOut, PlannedAsOut, WarningOut
from kit.db import ReadSession, WriteSession
from kit.money import zloty

_SAID: dict[WarningCode, str] = {
    "plan_exceeded": "Brakuje środków w planie; prawo do świadczenia od tego nie zależy, plan wymaga zmiany.",
    "plan_missing": "W planie nie ma pozycji na ten wydatek.",
    "plan_stale": "Dane o planie są nieaktualne: dziennik jednej z usług nie jest odczytany do końca.",
    "plan_unknown": "Nie udało się zapytać, ile zostało w planie.",
}


async def let_go(db: ReadSession | WriteSession) -> None:
    """Ends what the session has begun and gives its connection back: whoever is asked next may be slow, and the database waits for nobody.

    Nothing that was written stays; rows that were read keep what was read of them.
    """
    db.expunge_all()
    await db.rollback()


async def beside_plan(
    plan: Plan, gmina: str, moved: Sequence[Movement], unit: str | None, *, pays: bool = False
) -> BudgetOut:
    """What is moved beside what is left; nobody is asked about nothing. Never fails for want of an answer."""
    lines = summed(moved)
    answer = await plan.left(gmina, [one.line for one in lines], unit) if lines else Answer({}, ())
    found = compared(lines, answer, pays=pays)
    warned = dict.fromkeys(code for one in found for code in one.warnings)
    unanswered, logs = (answer.code, ()) if isinstance(answer, Unanswered) else (None, answer.logs)
    return BudgetOut(
        lines=[_line(one) for one in found],
        answered=unanswered is None,
        unanswered=unanswered,
        sources=[LogOut.model_validate(log) for log in logs],
        warnings=[WarningOut(code=code, message=_SAID[code]) for code in warned],
    )


def _line(one: Compared) -> BudgetLineOut:
    line, known = one.movement.line, one.known
    place = None if known is None else known.position
    return BudgetLineOut.model_validate(
        {
            **line._asdict(),
            "dzial": line.rozdzial[:3],
            "amount": zloty(one.movement.amount),
            "takes": zloty(one.movement.takes),
            "planned_as": None if place is None else PlannedAsOut(paragraf=place.paragraf, source=place.source),
            **{
                name: None if known is None else _zloty(getattr(known, name))
                for name in ("plan", "committed", "executed", "booked", "used", "left")
            },
            "left_after": _zloty(one.left_after),
            "executed_after": _zloty(one.executed_after),
            "warnings": list(one.warnings),
        }
    )


def _zloty(amount: int | None) -> str | None:
    return None if amount is None else zloty(amount)
