"""What is refused about requests, by the name of the fact."""

from kit.problems import Conflict, NotFound


class RequestNotFound(NotFound):
    """No such request in this gmina, or the caller does not see it."""

    code = "request_not_found"
    title = "Nie znaleziono żądania"


class RequestAnswerUnfit(Conflict):
    """The letter is no certificate for that person, or the decision no order that refuses it to her and has gone out."""

    code = "request_answer_unfit"
    title = "To pismo nie załatwia tego żądania"
