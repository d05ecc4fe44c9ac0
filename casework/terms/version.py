"""Which wording of the code a case follows: started before 13.07.2025 and not ended, the old one (Dz.U. 2025 poz. 769 art. 31 ust. 1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.terms.law import procedure


class KpaVersion(StrEnum):
    """The wording, stored on the case at its start and never changed."""

    BEFORE_2025 = "before_2025_07_13"
    SINCE_2025 = "since_2025_07_13"


@dataclass(frozen=True, slots=True)
class Wording:
    """What differs between the wordings: whether each rule is in the case's one."""

    version: KpaVersion
    organisation_delivery: bool
    mediation_note: bool
    partial_self_review: bool
    bound_by_guidelines: bool
    annex_on_durable_medium: bool
    discontinue_suspended: bool


def version_of(started_on: date) -> KpaVersion:
    """The wording of a case started on the day: the day the request reached the organ, or of its first act (art. 61 § 3-4)."""
    return KpaVersion(procedure().on(started_on).text("kpa_version"))


def wording_of(started_on: date) -> Wording:
    """The rules that a case started on the day has or has not."""
    view = procedure().on(started_on)
    return Wording(
        KpaVersion(view.text("kpa_version")),
        organisation_delivery=view.flag("kpa_organisation_delivery"),
        mediation_note=view.flag("kpa_mediation_note"),
        partial_self_review=view.flag("kpa_partial_self_review"),
        bound_by_guidelines=view.flag("kpa_bound_by_guidelines"),
        annex_on_durable_medium=view.flag("kpa_annex_on_durable_medium"),
        discontinue_suspended=view.flag("kpa_discontinue_suspended"),
    )
