"""What is refused about acts of a payment list, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, Forbidden, ValidationFailed


class SamePerson(Conflict):
    """Whoever did an earlier act of the list does one that the rule table keeps apart from it."""

    code = "act_by_same_person"
    title = "Tę czynność wykonuje inna osoba"


class NotChiefAccountant(Forbidden):
    """Nobody entrusted the person with the preliminary control on that day: the register of authorisations has no such entry."""

    code = "not_chief_accountant"
    title = "W tym dniu ta osoba nie pełni obowiązków głównego księgowego"


class ReasonRequired(ValidationFailed):
    """A list is given back, refused, held or ordered with a reason only; the simple circuit is set with one."""

    code = "reason_required"
    title = "Należy podać przyczynę"


class CircuitExists(AlreadyExists):
    """A circuit from this day on is set already."""

    code = "payment_circuit_exists"
    title = "Obieg list od tego dnia jest już ustalony"
