"""What is refused about proposals, by the name of the fact."""

from kit.problems import Conflict


class ProposalOpen(Conflict):
    """Such a proposal waits already for its confirmation."""

    code = "proposal_open"
    title = "Wniosek czeka już na potwierdzenie"


class NothingProposed(Conflict):
    """Nobody has proposed it, or it was confirmed or refused already."""

    code = "nothing_proposed"
    title = "Nie ma wniosku, który czeka na potwierdzenie"


class SameProposer(Conflict):
    """Whoever proposed it wants to confirm it."""

    code = "same_proposer"
    title = "Potwierdza inna osoba niż ta, która złożyła wniosek"
