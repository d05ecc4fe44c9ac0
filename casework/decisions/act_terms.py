"""What an act says besides its ground: days of payment, words, what an order is about; whether its kind lets it, and as it is stored."""

from casework.decisions.act_schemas import ActIn
from casework.decisions.kinds import ENDS, Kind
from kit.money import grosze
from kit.problems import FieldError


def wrong_terms(kind: Kind, act: ActIn) -> list[FieldError]:
    """What the kind does not say; instalments that are out of order or do not sum to the amount."""
    said = (
        ("instalments", bool(act.instalments), kind.due == "instalments"),
        ("deferred_to", act.deferred_to is not None, kind.due == "day"),
        ("words", act.words is not None, kind.words != "never"),
        ("application", act.application is not None, kind.application != "never"),
        ("case", act.case is not None, kind.in_a_case and act.application is None),
        ("benefits", act.benefits is not None, kind.does in ENDS or kind.code == "discontinue"),
        ("reopening", act.reopening is not None, kind.does in ("reopen", "refuse_reopen")),
    )
    wrong = [
        FieldError(f"/act/{name}", "not_expected", "To rozstrzygnięcie o tym nie mówi.")
        for name, is_said, allowed in said
        if is_said and not allowed
    ]
    wrong += [
        FieldError(f"/act/{name}", "required", "Trzeba wskazać, czego dotyczy postanowienie.")
        for name, needed in (
            ("application", kind.application == "must" and act.application is None and act.case is None),
            ("reopening", kind.does in ("reopen", "refuse_reopen") and act.reopening is None),
        )
        if needed
    ]
    if kind.words == "must" and act.words is None:
        wrong.append(FieldError("/act/words", "required", "Trzeba napisać, czego dotyczy rozstrzygnięcie."))
    if act.instalments and not wrong:
        days = [one.due_on for one in act.instalments]
        sums = [grosze(one.amount) for one in act.instalments]
        if days != sorted(set(days)) or 0 in sums:
            wrong.append(FieldError("/act/instalments", "out_of_order", "Raty idą po kolei, każda w innym dniu."))
        if act.amount is None or sum(sums) != grosze(act.amount):
            wrong.append(FieldError("/act/instalments", "sum_differs", "Raty nie sumują się do kwoty."))
    return wrong


def due_of(act: ActIn) -> list[dict[str, object]]:
    """Days with grosze; a deferral has one day and no amount."""
    if act.deferred_to is not None:
        return [{"due_on": act.deferred_to.isoformat(), "amount": None}]
    return [{"due_on": one.due_on.isoformat(), "amount": grosze(one.amount)} for one in act.instalments]
