"""What is refused about acts of registers, by the name of the fact."""

from kit.problems import Conflict, NotFound


class SocialActNotFound(NotFound):
    """No such act in this gmina, or the caller does not see it."""

    code = "social_act_not_found"
    title = "Nie znaleziono czynności w rejestrze"


class LimitExceeded(Conflict):
    """The programme's limit of the year or the week for this person does not leave as much."""

    code = "limit_exceeded"
    title = "Limit programu dla tej osoby nie pozwala na tyle"
