"""The catalogue of a service: the benefits found in its benefits/ folder, their law and their form of facts.

Nothing is listed by hand: every module of the package that holds a `BENEFIT` is one, and the YAML of that code under law/ gives its
budget lines. A new benefit is one file and one YAML.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import create_model

from casework.benefits.attachments import AttachmentLaw, read_attachments
from casework.benefits.calls import read_calls
from casework.benefits.forms import ElectronicForm, read_forms
from casework.benefits.officer import OfficerGround, of_every_benefit, read_officer_grounds
from casework.benefits.overlaps import FactsOfRights, OverlapLaw, read_overlaps
from casework.benefits.results import Assessment, UnfitFacts
from casework.benefits.service_costs import ServiceCost, read_service_costs
from casework.benefits.types import Benefit, BudgetLine
from casework.decisions.grounds import Ground, read_grounds
from casework.evidence.composed import Compose
from casework.evidence.kinds import EvidenceLaw, read_evidence
from casework.overpayments.rules import OverpaymentLaw, read_rules
from casework.terms.calls import SectorCalls
from kit.law import (
    BadLaw,
    Document,
    Law,
    Receipt,
    digest_of_files,
    digest_of_text,
    engine_version,
    read_cases,
    read_documents,
    read_law,
    read_resolutions,
)
from kit.schemas import Schema

_LINE_MEMBERS = {
    "side", "dzial", "rozdzial", "paragraf", "source", "task", "task_kind", "from", "to", "share", "alternatives",
    "confidence", "basis",
    "rule",
}  # fmt: skip


Elsewhere = Callable[[str, Any, Law, date], Assessment | None]
"""(benefit, case, law, day) to the answer when another organ decides the matter, or None when this one does."""


class UnknownBenefit(LookupError):
    """The catalogue has no benefit of this code; `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotComputed(Exception):
    """The benefit's amount is recorded with a reason and an article, it has no assessment; `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Catalogue:
    """The benefits of one service, in order of code.

    `facts` is the model of POST /assessments: the service's parts and the parts that single benefits bring. `prepare` turns validated
    facts into the service's frozen case once; a benefit's own parts are found in the case's `own` mapping. `grounds` are those of the
    service's own acts on which an older decision may be changed without the party's consent. `acts`: in which folder of the law
    (the act's short name) each benefit has its budget lines. `evidence` holds the closed lists of facts that the service establishes,
    `compose` its mapping from established facts to its form of facts. `attachments`: which documents each benefit asks for.
            overlaps=read_overlaps(documents, benefits), rights=rights, elsewhere=elsewhere,
            officer_grounds=read_officer_grounds(documents),
