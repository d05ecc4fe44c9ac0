"""What is refused about rights."""

from collections.abc import Sequence

from kit.problems import Conflict, FieldError, NotFound

ACTS = ("change", "repeal", "expire", "suspend", "resume")
"""The kinds of acts that change a right which a decision granted."""


class AwardNotFound(NotFound):
    """No such award in this gmina."""

    code = "award_not_found"
    title = "Nie znaleziono przyznania"


class AwardWrongState(Conflict):
    """The award's state does not allow this step."""

    code = "award_wrong_state"
    title = "Stan przyznania nie pozwala na tę czynność"


class EarlierDecisionKnown(Conflict):
    """The decision that an imported right rests on is known already, from the import or because somebody noted it; it is not changed."""

    code = "earlier_decision_known"
    title = "Decyzja, na której opiera się to prawo, jest już znana"


class AwardByDecision(Conflict):
    """A right that a decision granted, held or took away is changed by an act only; errors name the kinds of acts."""

    code = "award_by_decision"
    title = "Prawo przyznane decyzją zmienia tylko decyzja"

    def __init__(self, detail: str = "", acts: Sequence[str] = ACTS) -> None:
        told = detail or "Prawo przyznano decyzją; zmienia je kolejna decyzja, która się do niej odwołuje."
        errors = [FieldError("/award", "allowed_act", kind) for kind in acts]
        super().__init__(told, errors=errors, legal_basis=["art. 104 k.p.a.", "art. 110 k.p.a."])
