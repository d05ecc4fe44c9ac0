"""What is refused about parties, deliveries and waivers, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, FieldError, NotFound, ValidationFailed


class PartyNotFound(NotFound):
    """The decision has no such party."""

    code = "party_not_found"
    title = "Decyzja nie ma takiej strony"


class DeliveryNotFound(NotFound):
    """The decision has no such delivery."""

    code = "delivery_not_found"
    title = "Nie znaleziono doręczenia"


class PartyExists(AlreadyExists):
    """The person is a party of the decision already."""

    code = "party_exists"
    title = "Ta osoba jest już stroną decyzji"


class PartyBound(Conflict):
    """The party gets the decision, or something was sent to her or done by her: she was not noted by mistake."""

    code = "party_bound"
    title = "Tej strony nie można wycofać"


class WaiverExists(AlreadyExists):
    """The party waived already; a waiver cannot be taken back or repeated."""

    code = "waiver_exists"
    title = "Strona zrzekła się już odwołania"


class PartyRequired(ValidationFailed):
    """The decision has several parties and the request does not say which of them it is delivered to."""

    code = "party_required"
    title = "Należy wskazać stronę"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, errors=[FieldError("/party", "required", detail)] if detail else [])


class LetterNotSentHere(Conflict):
    """A draft, or a letter whose delivery is noted elsewhere: a decision's with its parties, a call's with its application."""

    code = "letter_not_sent_here"
    title = "Tego pisma nie doręcza się w ten sposób"


class DeliveryImpossible(ValidationFailed):
    """What is recorded about the delivery cannot have been: an event before the sending, an electronic letter without an address."""

    code = "delivery_impossible"
    title = "Zapis doręczenia jest niemożliwy"


class WaiverWithoutEffect(ValidationFailed):
    """The waiver was declared before the delivery or after the term of appeal, so that it has no effect (art. 127a § 1)."""

    code = "waiver_without_effect"
    title = "Zrzeczenie się odwołania poza terminem nie wywołuje skutku"
