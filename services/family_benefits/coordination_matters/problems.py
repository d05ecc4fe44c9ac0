"""What is refused about matters of coordination, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class CoordinationMatterNotFound(NotFound):
    """No such matter in this gmina, or the caller does not see it."""

    code = "coordination_matter_not_found"
    title = "Nie znaleziono sprawy przekazanej wojewodzie"


class CoordinationWaits(AlreadyExists):
    """A matter of the same application or decision waits for the voivode already."""

    code = "coordination_waits"
    title = "Ta sprawa czeka już na ustalenie wojewody"


class NotForCoordination(Conflict):
    """The application was not passed on, the decision grants nothing in force, or none of its benefits is one that coordination reaches."""

    code = "not_for_coordination"
    title = "Tej sprawy nie przekazano wojewodzie albo koordynacja jej nie dotyczy"


class ReturnedUnfit(Conflict):
    """Nothing comes back of this matter, or the application is not what came back: the same person's, passed on by another office."""

    code = "returned_unfit"
    title = "To podanie nie jest sprawą zwróconą przez wojewodę"


class NothingPaidThen(Conflict):
    """Nothing was paid for the time for which coordination applies."""

    code = "nothing_paid_then"
    title = "Za okres koordynacji nic nie wypłacono"
