"""What is refused about care services, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class CarePlanNotFound(NotFound):
    """No such plan in this gmina, or the caller does not see it."""

    code = "care_plan_not_found"
    title = "Nie znaleziono usług tej osoby"


class CarerNotFound(NotFound):
    """No such carer in this gmina, or of a unit that the caller does not see."""

    code = "carer_not_found"
    title = "Nie znaleziono opiekuna"


class CarePlanExists(AlreadyExists):
    """The person has the same service under another plan on some of these days: a council's monthly fee would be charged twice."""

    code = "care_plan_exists"
    title = "Ta osoba ma już takie usługi w części tych dni"


class CareMonthConfirmed(Conflict):
    """The month is confirmed: what it was reckoned from does not change until it is reopened."""

    code = "care_month_confirmed"
    title = "Miesiąc jest zatwierdzony"


class CareMonthOfHerOwn(Conflict):
    """Whoever entered days of the month does not confirm it."""

    code = "care_month_of_her_own"
    title = "Miesiąc zatwierdza inna osoba niż ta, która wpisała dni"


class CareServed(Conflict):
    """Days were served beyond the new end, or at all: they are taken back first."""

    code = "care_served"
    title = "Wpisano już dni, w których usługi świadczono"
