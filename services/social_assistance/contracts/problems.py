"""What is refused about social contracts, by the name of the fact."""

from kit.problems import Conflict, NotFound


class SocialContractNotFound(NotFound):
    """No such contract in this gmina, or the caller does not see it."""

    code = "social_contract_not_found"
    title = "Nie znaleziono kontraktu socjalnego"


class SocialContractRuns(Conflict):
    """The person has a contract that runs."""

    code = "social_contract_runs"
    title = "Osoba ma kontrakt socjalny, który jest realizowany"


class ContractStepNoted(Conflict):
    """The step was done or dropped already."""

    code = "contract_step_noted"
    title = "To działanie jest już wykonane albo zaniechane"


class ContractReviewed(Conflict):
    """The contract was reviewed: it is ended, it was not entered in error."""

    code = "contract_reviewed"
    title = "Kontrakt oceniono, więc się go kończy, a nie wycofuje"
