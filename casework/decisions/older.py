"""The older act that a later act refers to: a decision of ours, or the decision of another system that an imported right rests on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.awards import store as awards
from casework.awards.tables import AwardRow
from casework.decisions import acts_store, store
from casework.decisions.act_schemas import ActIn, EarlierIn
from casework.decisions.kinds import Kind, allowed_on, kinds
from casework.decisions.schemas import DecisionIn
from casework.decisions.tables import DecisionRow
from casework.persons import one_person
from casework.transitions import TransitionNotAllowed
from kit.db import WriteSession
from kit.problems import FieldError, ValidationFailed


class ActIncomplete(ValidationFailed):
    """Something that this kind of act must say is missing, or it says what it may not."""

    code = "act_incomplete"
    title = "Rozstrzygnięcie jest niekompletne"


@dataclass(frozen=True, slots=True)
class Older:
    """The older act with the chain that it belongs to.

    row: None where another system had decided; then `award` is the imported right, and the chain begins with the new act.
    """

    row: DecisionRow | None
    root: UUID | None
    state: str
    kind: str
    recipient: UUID
    gives_right: bool
    award: UUID | None = None


async def under_its_entries(db: WriteSession, order: DecisionIn) -> DecisionIn:
    """The order of a later act, whose persons are named by the entries that the older act and its awards name.

    Who was entered twice may be named by either entry; another person is left as she is named, and older_of refuses her.
    """
    act = order.act
    of: DecisionRow | AwardRow | None = None
    if act is not None and act.refers_to is not None:
        of = await store.load(db, act.refers_to)
    elif act is not None and act.award is not None:
        of = await awards.load(db, act.award)
    if of is None or (order.entitled, order.recipient) == (of.entitled, of.recipient):
        return order
    stands = await one_person.stand_ins(db, {order.entitled, order.recipient, of.entitled, of.recipient})
    named = {
        name: entry
        for name, entry in (("entitled", of.entitled), ("recipient", of.recipient))
        if stands[getattr(order, name)] == stands[entry]
    }
    return order.model_copy(update=named)


async def older_of(db: WriteSession, order: DecisionIn, act: ActIn, today: date) -> Older | None:
    """The older act, which must allow an act of this kind. Raises ActIncomplete, TransitionNotAllowed."""
    kind = kinds()[act.kind]
    if act.earlier is not None:
        return await _imported(db, kind, order, act, act.earlier)
    if act.refers_to is None:
        if kind.older == "required":
            raise missing("/act/refers_to", "Ten rodzaj rozstrzygnięcia odnosi się do wcześniejszego aktu.")
        return None
    row = await store.load(db, act.refers_to)
    if row is None:
        raise ActIncomplete(
            "Wskazanej decyzji nie ma.",
            errors=[FieldError("/act/refers_to", "decision_unknown", "Nie ma takiej decyzji.")],
        )
    _same_matter(order, row)
    found = await acts_store.load(db, row.id)
    root = row.id if found is None else found.root
    older = Older(row, root, state_on(row, today), row.kind, row.recipient, bool(row.grants))
    _allowed(kind, older)
    return older


def state_on(row: DecisionRow, today: date) -> str:
    """The decision's state on the day: its term may have run out before anybody noted it."""
    ran_out = row.state == "delivered" and row.final_on is not None and row.final_on <= today
    return "final" if ran_out else row.state


def missing(pointer: str, message: str) -> ActIncomplete:
    """The problem of a member that this kind of act needs."""
    return ActIncomplete(message, errors=[FieldError(pointer, "required", message)])


async def _imported(db: WriteSession, kind: Kind, order: DecisionIn, act: ActIn, earlier: EarlierIn) -> Older:
    """An imported right as the older act: the decision of the other system is taken as final. Raises ActIncomplete."""
    if act.refers_to is not None:
        told = "Albo wskazana decyzja, albo decyzja z innego systemu."
        raise ActIncomplete(errors=[FieldError("/act/earlier", "not_expected", told)])
    if act.award is None:
        raise missing("/act/award", "Decyzję z innego systemu podaje się z przyznaniem, które na niej się opiera.")
    award = await awards.load(db, act.award)
    if award is None or award.origin != "imported":
        told = "Nie ma takiego przyznania przeniesionego z innego systemu."
        raise ActIncomplete(told, errors=[FieldError("/act/award", "award_unknown", told)])
    _same_matter(order, award)
    known = (award.reference or {}).get("number")
    if known is not None and known != earlier.number:
        told = "Inny numer niż w przeniesionym przyznaniu."
        raise ActIncomplete(told, errors=[FieldError("/act/earlier/number", "earlier_differs", told)])
    if kind.effect != "none" and await acts_store.standing_on(db, award.id):
        told = "Do tego przyznania wydano już akt; należy się do niego odnieść."
        raise ActIncomplete(told, errors=[FieldError("/act/refers_to", "required", told)])
    older = Older(None, None, "final", "grant", award.recipient, gives_right=True, award=award.id)
    _allowed(kind, older)
    return older


def _same_matter(order: DecisionIn, of: DecisionRow | AwardRow) -> None:
    errors = [
        FieldError(f"/{name}", "other_matter", "Inaczej niż w decyzji, do której się odnosi.")
        for name in ("benefit", "entitled", "recipient")
        if getattr(order, name) != getattr(of, name)
    ]
    if errors:
        raise ActIncomplete("Rozstrzygnięcie dotyczy innej sprawy niż wskazana decyzja.", errors=errors)


def _allowed(kind: Kind, older: Older) -> None:
    allowed = allowed_on(older.kind, older.state)
    if kind.code not in allowed:
        told = ", ".join(allowed) or "żadne"
        raise TransitionNotAllowed(
            f"Do decyzji w stanie „{older.state}” można wydać: {told}.",
            errors=[FieldError("/act/kind", "allowed_kind", code) for code in allowed],
        )
