"""What is refused about grounds, by the name of the fact."""

from collections.abc import Iterable

from casework.decisions.grounds import Ground
from kit.problems import FieldError, ValidationFailed


class GroundNotAllowed(ValidationFailed):
    """No ground of this code carries an act of this kind on this benefit; the sentence names those that do."""

    code = "ground_not_allowed"
    title = "Ta podstawa nie pozwala na takie rozstrzygnięcie"


def no_ground(pointer: str, fitting: Iterable[Ground]) -> GroundNotAllowed:
    """The refusal that names the grounds that would do."""
    told = "; ".join(f"{one.code} ({one.article})" for one in fitting) or "żadna"
    return GroundNotAllowed(
        f"Dopuszczalne podstawy: {told}.",
        errors=[FieldError(pointer, "ground_not_allowed", "Inna niż dopuszczalne podstawy.")],
    )
