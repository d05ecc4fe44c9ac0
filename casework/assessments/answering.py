"""The answer of one family: its assessments weighed together, told with overlaps and alternatives."""

from typing import Any

from casework.assessments.asking import request_of
from casework.assessments.choosing import weigh
from casework.assessments.schemas import Explain
from casework.assessments.service import Everything
from casework.assessments.telling import told
from casework.assessments.telling_overlaps import alternatives_told, overlaps_told
from casework.benefits.catalogue import Catalogue


def weighed_answer(catalogue: Catalogue, found: Everything, asked: Any, gmina: str, explain: Explain) -> dict[str, Any]:
    """`AssessmentOut` of the body of POST /assessments. Raises UnknownRight, ChoiceNotDue, ChoiceExcluded, TooManyAlternatives."""
    weighed = weigh(catalogue, found.answers, request_of(catalogue, asked, gmina))
    receipt = catalogue.receipt(asked.facts, asked.on, gmina)
    return told(
        weighed.assessments, asked.on, gmina, catalogue.law(gmina), receipt, explain, overlaps_told(weighed),
        alternatives_told(weighed, catalogue), catalogue.officer_grounds, found.not_assessed,
    )  # fmt: skip
