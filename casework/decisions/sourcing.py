"""Whether a decision may be approved on facts that nothing established stands behind: as the centre set it for the day of approval."""

from datetime import date

from casework.benefits.catalogue import Catalogue
from casework.decisions.tables import DecisionRow
from casework.evidence.resting import AS_ESTABLISHED, sources
from casework.office import service as office
from kit.db import WriteSession
from kit.problems import Conflict, FieldError
from kit.secrets import KeyRing

_WHY = {
    "stated_otherwise": "Decyzja podaje tu co innego, niż ustalono.",
    "stated_without_evidence": "Tej okoliczności nie ustalono z żadnego dowodu.",
}


class FactsWithoutSource(Conflict):
    """The centre approves no decision whose facts are not established; `errors` names each member."""

    code = "facts_without_source"
    title = "Decyzja opiera się na okolicznościach, których nie ustalono"


async def sourced(db: WriteSession, keys: KeyRing, catalogue: Catalogue, row: DecisionRow, today: date) -> None:
    """Raises FactsWithoutSource where the setting of the day refuses; unless the centre said so, they are only told (preview, decision)."""
    if not await office.refuses_unsourced(db, today):
        return
    found = [one for one in await sources(db, keys, catalogue, row) if one[1] != AS_ESTABLISHED]
    if found:
        raise FactsWithoutSource(errors=[FieldError(f"/facts{pointer}", why, _WHY[why]) for pointer, why in found])
