"""The kinds of acts as the API lists them, each with the grounds that carry it in this service."""

from casework.benefits.catalogue import Catalogue
from casework.decisions.grounds import Ground, of_procedure
from casework.decisions.kind_schemas import GroundOut, KindOut, KindsOut
from casework.decisions.kinds import Kind, kinds


def listed(catalogue: Catalogue) -> KindsOut:
    """Every kind in the order of the table."""
    grounds = [*of_procedure().values(), *catalogue.grounds.values()]
    return KindsOut(items=[_kind(kind, grounds) for kind in kinds().values()])


def _kind(kind: Kind, grounds: list[Ground]) -> KindOut:
    named = {kind.code, kind.code.removeprefix("refuse_")} if kind.ground == "listed" else set()
    return KindOut(
        code=kind.code,
        name=kind.name,
        form=kind.form,
        older=kind.older,
        older_states=list(kind.older_states),
        older_kinds=None if kind.older_kinds is None else list(kind.older_kinds),
        award_states=list(kind.award_states),
        effect=kind.effect,
        effective_from=kind.starts,
        amount=kind.amount,
        remedy=kind.remedy,
        due=kind.due,
        words=kind.words,
        application=kind.application,
        case=kind.in_a_case,
        does=kind.does,
        grounds=[_ground(one) for one in grounds if one.kinds & named],
    )


def _ground(ground: Ground) -> GroundOut:
    return GroundOut(
        code=ground.code,
        article=ground.article,
        text=ground.text,
        consent_of_parties=ground.consent,
        older_states=list(ground.older_states),
        benefits=None if ground.benefits is None else sorted(ground.benefits),
        pays_held=ground.pays_held,
    )
