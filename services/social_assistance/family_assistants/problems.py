"""What is refused about family assistants, by the name of the fact."""

from kit.problems import Conflict, NotFound


class FamilyAssistantNotFound(NotFound):
    """No such assistant in this gmina, or of no unit of the caller's."""

    code = "family_assistant_not_found"
    title = "Nie znaleziono asystenta rodziny"


class AssistedFamilyNotFound(NotFound):
    """No such work with a family in this gmina, or the caller does not see it."""

    code = "assisted_family_not_found"
    title = "Nie znaleziono pracy asystenta z rodziną"


class AssistantFull(Conflict):
    """The assistant works with as many families as one may at a time (art. 15 ust. 4)."""

    code = "assistant_full"
    title = "Asystent prowadzi już tyle rodzin, ile może w tym samym czasie"


class AssistantNotThere(Conflict):
    """The assistant has no contract on that day."""

    code = "assistant_not_there"
    title = "W tym dniu asystent nie ma umowy"


class AssistantWorks(Conflict):
    """Her contract would be over, or begin later than work with a family that runs: it is handed over or ended first."""

    code = "assistant_works"
    title = "Asystent prowadzi w tym czasie pracę z rodziną"


class FamilyAssisted(Conflict):
    """The family has an assistant."""

    code = "family_assisted"
    title = "Rodzina ma już asystenta"


class FamilyReviewed(Conflict):
    """The family's situation was assessed: the work is ended, it was not entered in error."""

    code = "family_reviewed"
    title = "Sytuację rodziny już oceniono, więc pracę się kończy, a nie wycofuje"


class FamilyStepNoted(Conflict):
    """The step of the plan was noted already."""

    code = "family_step_noted"
    title = "To działanie planu jest już wykonane albo zaniechane"
