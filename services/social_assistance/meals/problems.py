"""What is refused about meals, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class MealPersonNotFound(NotFound):
    """Nobody is fed under this entry in this gmina, or the caller does not see her."""

    code = "meal_person_not_found"
    title = "Nie znaleziono osoby korzystającej z posiłków"


class MealPersonExists(AlreadyExists):
    """The person is fed in this facility with this meal in that time already: her meals would be paid twice."""

    code = "meal_person_exists"
    title = "Ta osoba korzysta już z tego posiłku w tej placówce"


class MealListNotFound(NotFound):
    """No such list in this gmina, or the caller does not see it."""

    code = "meal_list_not_found"
    title = "Nie znaleziono listy posiłków"


class MealListExists(AlreadyExists):
    """The facility has a list of this month."""

    code = "meal_list_exists"
    title = "Placówka ma już listę posiłków na ten miesiąc"


class MealsDiffer(Conflict):
    """The invoice asks for more or less than what was eaten costs; the facility corrects one of them."""

    code = "meals_differ"
    title = "Faktura nie zgadza się z listą posiłków"


class MealPriceMissing(Conflict):
    """The facility has no price for a meal of that day."""

    code = "meal_price_missing"
    title = "Placówka nie ma ceny tego posiłku na ten dzień"


class MealListNotConfirmed(Conflict):
    """The facility has no confirmed list of the invoice's month."""

    code = "meal_list_not_confirmed"
    title = "Lista posiłków za ten miesiąc nie jest potwierdzona"


class MealListUsed(Conflict):
    """An invoice that stands was divided by the list: it is sent back first."""

    code = "meal_list_used"
    title = "Według tej listy podzielono już fakturę"
