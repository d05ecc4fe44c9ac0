"""Why a register is not asked, or its answer not used."""

from kit.problems import NotFound, ValidationFailed


class LookupNotFound(NotFound):
    """No such look-up in this gmina."""

    code = "lookup_not_found"
    title = "Nie znaleziono zapytania do rejestru"


class RegisterNotAllowed(ValidationFailed):
    """The service's acts give no ground for asking this register."""

    code = "register_not_allowed"
    title = "Brak podstawy prawnej zapytania do tego rejestru"


class AnswerUnfit(ValidationFailed):
    """Nothing in the answer is a fact that the service establishes, or it cannot be read as one."""

    code = "answer_unfit"
    title = "Odpowiedzi rejestru nie da się przyjąć do ustaleń"
