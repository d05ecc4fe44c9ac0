"""Why a fact is not established, changed or used."""

from kit.problems import Conflict, FieldError, NotFound, ValidationFailed


class EvidenceNotFound(NotFound):
    """No such evidence in this gmina."""

    code = "evidence_not_found"
    title = "Nie znaleziono dowodu"


class FactNotFound(NotFound):
    """No such established fact in this gmina."""

    code = "fact_not_found"
    title = "Nie znaleziono ustalonego faktu"


class FactRefused(ValidationFailed):
    """The fact does not fit the closed lists of the service's acts, its own dates, or what it is about."""

    code = "fact_refused"
    title = "Ustalenie nie odpowiada przepisom albo danym sprawy"


class MonthsCovered(Conflict):
    """A month of this source has an amount already: it is corrected, never entered twice."""

    code = "months_covered"
    title = "Dochód za ten miesiąc jest już ustalony"


class MonthsOutside(Conflict):
    """The amounts of the source reach beyond the days on which it was received."""

    code = "months_outside_source"
    title = "Ustalony dochód wykracza poza okres uzyskiwania"


class StillRelied(Conflict):
    """Amounts of this source still stand, or an interview is still the evidence of facts: they are withdrawn first."""

    code = "fact_still_relied_on"
    title = "Na tym ustaleniu opierają się inne"


def refused(pointer: str, code: str, message: str) -> FactRefused:
    """A FactRefused of one field."""
    return FactRefused(message, errors=[FieldError(pointer, code, message)])
