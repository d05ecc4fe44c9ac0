"""An answer becomes facts in one act: each item by the rule of the service's law, the answer itself being the evidence."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from casework.evidence import sealed
from casework.evidence import store as evidence
from casework.evidence.desk import Desk
from casework.evidence.establishing import establish
from casework.evidence.kinds import ItemRule
from casework.evidence.schemas import EstablishIn
from casework.lookups import store
from casework.lookups.asking import opened
from casework.lookups.problems import AnswerUnfit
from casework.lookups.schemas import TakeOverIn
from casework.lookups.states import LOOKUP
from kit.idempotency import Answer
from kit.problems import FieldError


async def take_over(desk: Desk, lookup: UUID, order: TakeOverIn) -> Answer:
    """Establishes what the answer says; the answer of this call is the evidence.

    Raises LookupNotFound, TransitionNotAllowed, AnswerUnfit, FactRefused, MonthsCovered, MonthsOutside.
    """
    row = await opened(desk, lookup)
    await desk.only_writer([row.id])
    answers = await store.last_answers(desk.db, [row.id])
    state = answers[row.id].state if row.id in answers else "asked"
    LOOKUP.move("used" if row.id in await evidence.used(desk.db, [row.id]) else state, "establish")
    last = answers[row.id]
    items = (await sealed.opened(desk.db, desk.keys, [last.id])).get(last.id, {}).get("items", [])
    facts = _facts(desk, row.register_code, row.person, items, order.items)
    said = {
        "evidence": {
            "source": "register",
            "lookup": row.id,
            "application": row.application,
            "dated": last.answered_on,
            "known_since": last.answered_on,
        },
        "facts": facts,
    }
    try:
        told = EstablishIn.model_validate(said)
    except ValidationError:
        # What a register said may be of any form; whose fault it is, the clerk sees in the answer itself.
        raise AnswerUnfit("Odpowiedź rejestru ma inną postać niż ustalenia, którymi ma się stać.") from None
    return await establish(desk, told)


def _facts(
    desk: Desk, register: str, person: UUID, items: Sequence[Mapping[str, Any]], wanted: Sequence[int] | None
) -> list[dict[str, Any]]:
    use = desk.law.registers.get(register)
    chosen = range(len(items)) if wanted is None else sorted(set(wanted))
    facts = []
    for number in chosen:
        rule = use.rule(items[number]) if use and number < len(items) else None
        if rule is not None:
            facts.append(_fact(rule, person, items[number]))
        elif wanted is not None:
            message = "Ta pozycja odpowiedzi nie jest ustaleniem w tej usłudze."
            raise AnswerUnfit(message, errors=[FieldError("/items", "item_unfit", message)])
    if not facts:
        raise AnswerUnfit
    return facts


def _fact(rule: ItemRule, person: UUID, item: Mapping[str, Any]) -> dict[str, Any]:
    valid_to = item.get(rule.valid_to) if rule.valid_to is not None else None
    fact: dict[str, Any] = {
        "kind": rule.kind,
        "code": rule.code,
        "person": person,
        "valid_from": item.get(rule.valid_from),
        "valid_to": valid_to,
        "details": {name: item[member] for name, member in rule.details.items() if item.get(member) is not None},
    }
    if rule.kind == "income_source":
        fact["amounts"] = item.get("amounts", [])
        fact["begun_by"] = rule.begun_by
        fact["ended_by"] = rule.ended_by if valid_to is not None else None
    return fact
