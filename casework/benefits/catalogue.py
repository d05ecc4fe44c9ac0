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
    `overlaps`: which benefits exclude each other; `rights`: what the service's facts say of that.
    `officer_grounds`: on which a decision may say otherwise than the computation. `elsewhere`: whether another organ decides, which
    comes before any assessment.
    """

    def __init__(
        self,
        service: str,
        benefits: Sequence[Benefit],
        law: Law,
        *,
        of_gminas: Mapping[str, Law] | None = None,
        facts: type[Schema] = Schema,
        prepare: Callable[[Any], Any] | None = None,
        rules_hash: str = "",
        example: dict[str, Any] | None = None,
        calls: Mapping[str, SectorCalls] | None = None,
        forms: Mapping[str, ElectronicForm] | None = None,
        overpayments: OverpaymentLaw | None = None,
        grounds: Mapping[str, Ground] | None = None,
        acts: Mapping[str, str] | None = None,
        evidence: EvidenceLaw | None = None,
        compose: Compose | None = None,
        attachments: AttachmentLaw | None = None,
        overlaps: OverlapLaw | None = None,
        rights: FactsOfRights | None = None,
        elsewhere: Elsewhere | None = None,
        officer_grounds: Mapping[str, OfficerGround] | None = None,
    ) -> None:
        self.service = service
        self.overpayments = overpayments or OverpaymentLaw()
        self._benefits = {item.code: item for item in sorted(benefits, key=lambda benefit: benefit.code)}
        self._law = law
        self._of_gminas = dict(of_gminas or {})
        self.facts = _with_own_parts(service, facts, self._benefits.values())
        self._prepare = prepare
        self.rules_hash = rules_hash
        self.example = example
        self.calls = dict(calls or {})
        self.forms = dict(forms or {})
        self.grounds = dict(grounds or {})
        self._acts = dict(acts or {})
        self.evidence = evidence or EvidenceLaw()
        self.compose = compose
        self.attachments = attachments or AttachmentLaw()
        self.overlaps = overlaps or OverlapLaw()
        self.rights = rights or FactsOfRights()
        self._elsewhere = elsewhere
        self.officer_grounds = {**of_every_benefit(), **(officer_grounds or {})}
        self._parameter_hashes: dict[str | None, str] = {}

    @classmethod
    def discover(
        cls,
        service: str,
        package: ModuleType,
        law_folder: Path,
        *,
        facts: type[Schema] = Schema,
        prepare: Callable[[Any], Any] | None = None,
        example_case: str | None = None,
        compose: Compose | None = None,
        rights: FactsOfRights | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> "Catalogue":
        """Find the benefits of the package's modules, their YAML under the folder, and every gmina's resolutions.

        `example_case` is the id of the worked case beside the law that stands as an example in OpenAPI. Electronic
        forms are read from forms.yaml beside the package.

        Raises:
            BadLaw: the YAML is wrong, two modules declare one code, or a benefit has no YAML with its budget lines.
        """
        documents = read_documents(law_folder)
        law = read_law(documents)
        lines = _budget(documents)
        benefits: dict[str, Benefit] = {}
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            benefit = getattr(module, "BENEFIT", None)
            if not isinstance(benefit, Benefit):
                continue
            if benefit.code in benefits or benefit.code not in lines:
                raise BadLaw(f"{benefit.code}: declared twice, or no YAML with its budget lines")
            benefits[benefit.code] = benefit.with_lines(lines[benefit.code])
        root = Path(next(iter(package.__path__))).parent
        rules_hash = digest_of_files(root, _sources(root))
        resolutions = read_resolutions(law_folder, law)
        return cls(
            service, tuple(benefits.values()), law, of_gminas=resolutions, facts=facts, prepare=prepare,
            rules_hash=rules_hash, example=_example(law_folder, example_case), calls=read_calls(documents),
            forms=read_forms(root / "forms.yaml", benefits),
            overpayments=read_rules(documents),
            grounds=read_grounds(documents), acts={code: one.act for one in documents for code in one.content.get("budget") or {}},
            evidence=read_evidence(documents),
            compose=compose, attachments=read_attachments(documents, benefits),
