"""What is refused about cards of large families, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class LargeFamilyCardNotFound(NotFound):
    """No such card in this gmina, or the caller does not see its holder."""

    code = "large_family_card_not_found"
    title = "Nie znaleziono Karty Dużej Rodziny"


class CardHeld(AlreadyExists):
    """The person holds a valid card, or one was ordered for her: one person has one card (art. 8)."""

    code = "card_held"
    title = "Ta osoba ma już Kartę Dużej Rodziny"


class CardNotDue(Conflict):
    """The child meets no condition on the day, or cards of this form were not given out then."""

    code = "card_not_due"
    title = "W tym dniu ta karta nie przysługuje"


class CardNumberTaken(AlreadyExists):
    """Another card has this number."""

    code = "card_number_taken"
    title = "Karta o tym numerze jest już w rejestrze"
