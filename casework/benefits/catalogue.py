"""The catalogue of a service: the benefits found in its benefits/ folder, their law and their form of facts.

Nothing is listed by hand: every module of the package that holds a `BENEFIT` is one, and the YAML of that code under law/ gives its
budget lines. A new benefit is one file and one YAML.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import create_model

from casework.benefits.attachments import AttachmentLaw, read_attachments
from casework.benefits.budget_lines import read_budget
from casework.benefits.calls import read_calls
from casework.benefits.duties import DutyLaw, read_duties
from casework.benefits.forms import ElectronicForm, read_forms
from casework.benefits.officer import OfficerGround, of_every_benefit, read_officer_grounds
from casework.benefits.overlaps import FactsOfRights, OverlapLaw, read_overlaps
from casework.benefits.results import Assessment, UnfitFacts
from casework.benefits.service_costs import ServiceCost, read_service_costs
from casework.benefits.types import Benefit
from casework.decisions.grounds import Ground, read_grounds
from casework.evidence.composed import Compose
from casework.evidence.kinds import EvidenceLaw, read_evidence
from casework.overpayments.rules import OverpaymentLaw, read_rules
from casework.own import NOTHING, Own
from casework.terms.calls import SectorCalls
from kit.law import (
    BadLaw,
    Document,
    Law,
    Receipt,
    digest_of_files,
    digest_of_text,
    engine_version,
    read_case,
    read_documents,
    read_law,
    read_resolutions,
)
from kit.schemas import Schema, Stored

Elsewhere = Callable[[Any], Callable[[str, Law, date], Assessment | None] | None]
"""Of a case: what answers for another organ, by benefit, law and day, None where this one decides; None when no benefit of the case can
be another's."""


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

    `facts` is the model of POST /assessments: the service's parts and the parts that single benefits bring; `stored_facts` reads them back
    from a decision. `prepare` turns validated facts into the service's frozen case once; a benefit's own parts are found in the case's
    `own` mapping. `grounds` are those of the service's own acts on which an older decision may be changed without the party's consent.
    `acts`: in which folder of the law (the act's short name) each benefit has its budget lines. `evidence` holds the closed lists of facts
    that the service establishes, `compose` its mapping from established facts to its form of facts. `attachments`: which documents each
    benefit asks for, `duties`: what whoever receives it has to tell. `service_costs`: what the acts allow for serving their benefits, which
    reporting reads. `overlaps`: which benefits exclude each other; `rights`: what the service's facts say of that. `officer_grounds`: on
    which a decision may say otherwise than the computation. `elsewhere`: whether another organ decides, which comes before any assessment.
    `own`: the slices that the service has beside the procedure.
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
        duties: DutyLaw | None = None,
        service_costs: Sequence[ServiceCost] = (),
        overlaps: OverlapLaw | None = None,
        rights: FactsOfRights | None = None,
        elsewhere: Elsewhere | None = None,
        officer_grounds: Mapping[str, OfficerGround] | None = None,
        own: Own = NOTHING,
    ) -> None:
        self.service = service
        self.overpayments = overpayments or OverpaymentLaw()
        self._benefits = {item.code: item for item in sorted(benefits, key=lambda benefit: benefit.code)}
        self._law = law
        self._of_gminas = dict(of_gminas or {})
        self.facts = _with_own_parts(service, facts, self._benefits.values())
        self.stored_facts = Stored(self.facts)
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
        self.duties = duties or DutyLaw()
        self.service_costs = tuple(service_costs)
        self.overlaps = overlaps or OverlapLaw()
        self.rights = rights or FactsOfRights()
        self._elsewhere = elsewhere
        self.officer_grounds = {**of_every_benefit(), **(officer_grounds or {})}
        self.own = own
        self._parameter_hashes: dict[str | None, str] = {}
        self._lacking: dict[frozenset[str], Mapping[str, str | None]] = {}

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
        own: Own = NOTHING,
    ) -> "Catalogue":
        """Find the benefits of the package's modules, their YAML under the folder, and every gmina's resolutions.

        `example_case` is the id of the worked case beside the law that stands as an example in OpenAPI. Electronic
        forms are read from forms.yaml beside the package and from the acts (`forms`).

        Raises:
            BadLaw: the YAML is wrong, two modules declare one code, or a benefit has no YAML with its budget lines.
        """
        documents = read_documents(law_folder)
        law = read_law(documents)
        lines = read_budget(documents)
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
            rules_hash=rules_hash, example=_example(law_folder, documents, example_case), calls=read_calls(documents),
            forms=read_forms(root / "forms.yaml", benefits, documents),
            overpayments=read_rules(documents),
            grounds=read_grounds(documents), acts={code: one.act for one in documents for code in one.content.get("budget") or {}},
            evidence=read_evidence(documents),
            compose=compose, attachments=read_attachments(documents, benefits), duties=read_duties(documents),
            service_costs=read_service_costs(documents, law, benefits),
            overlaps=read_overlaps(documents, benefits), rights=rights, elsewhere=elsewhere,
            officer_grounds=read_officer_grounds(documents), own=own,
        )  # fmt: skip

    def __iter__(self) -> Iterator[Benefit]:
        return iter(self._benefits.values())

    def __len__(self) -> int:
        return len(self._benefits)

    def __contains__(self, code: object) -> bool:
        return code in self._benefits

    @property
    def invoiced(self) -> tuple[str, ...]:
        """Codes of what third parties are paid for by their invoices: no payment list pays it."""
        return tuple(one.code for one in self if one.paid_by == "invoice")

    def act_of(self, code: str) -> str | None:
        """The folder of the law that the benefit belongs to, e.g. `usr`, whose parameters are about it."""
        return self._acts.get(code)

    def calls_of(self, code: str) -> SectorCalls | None:
        """The terms of calls that the benefit's own act has, or lets apply; None: those of the code (art. 64 § 2)."""
        return self.calls.get(self._acts.get(code, ""))

    def get(self, code: str) -> Benefit:
        """The benefit of that code. Raises UnknownBenefit."""
        try:
            return self._benefits[code]
        except KeyError:
            raise UnknownBenefit(code) from None

    def law(self, gmina: str | None = None) -> Law:
        """The law as it holds in the gmina: its council's resolutions on top of the acts."""
        return self._of_gminas.get(gmina, self._law) if gmina is not None else self._law

    def supposing(self, gmina: str, law: Law) -> "Catalogue":
        """The same catalogue with another law in the gmina: for what-if questions, whose law is no law."""
        other = copy(self)
        other._of_gminas = {**self._of_gminas, gmina: law}
        other._parameter_hashes = {}
        return other

    def prepare(self, facts: Schema) -> Any:
        """The service's case of validated facts, for any number of assessments."""
        return self._prepare(facts) if self._prepare is not None else facts

    def assess(self, code: str, case: Any, on: date, gmina: str | None = None) -> Assessment:
        """Assess one benefit of a prepared case. Raises UnknownBenefit, NotComputed, NoParameter, UnfitFacts."""
        return self.assessing(case, on, gmina)(code)

    def assessing(self, case: Any, on: date, gmina: str | None = None) -> Callable[[str], Assessment]:
        """What assesses a prepared case benefit by benefit; it raises as `assess` does."""
        law, benefits = self.law(gmina), self._benefits
        decided = self._elsewhere(case) if self._elsewhere is not None else None

        def one(code: str) -> Assessment:
            benefit = benefits.get(code)
            if benefit is None:
                raise UnknownBenefit(code)
            if benefit.assess is None:
                raise NotComputed(code)
            passed_on = decided(code, law, on) if decided is not None else None
            return passed_on if passed_on is not None else benefit.assess(case, law, on)

        return one

    def name_of(self, code: str) -> str:
        """The benefit's name, also of one that another office grants."""
        found = self._benefits.get(code)
        return found.name if found is not None else self.overlaps.others.get(code, code)

    def lacking(self, facts: Schema) -> Mapping[str, str | None]:
        """Of every computed benefit, in order of code, the first part that it needs and that is not given; None: all are."""
        given = frozenset(name for name, part in facts.__dict__.items() if part is not None)
        found = self._lacking.get(given)
        if found is None:
            found = self._lacking[given] = {
                item.code: next((part for part in item.parts if part not in given), None)
                for item in self
                if item.kind == "computed"
            }
        return found

    def unfit(self, code: str, facts: Schema) -> UnfitFacts | None:
        """What is wrong when the facts lack a part that the benefit needs. Raises UnknownBenefit."""
        part = next((part for part in self.get(code).parts if getattr(facts, part) is None), None)
        return None if part is None else facts_missing(part)

    def receipt(self, facts: Schema, on: date, gmina: str | None = None) -> Receipt:
        """What pins an assessment of these facts on this day in this gmina."""
        law = self.law(gmina)
        parameters = self._parameter_hashes.get(law.gmina)
        if parameters is None:
            parameters = self._parameter_hashes[law.gmina] = digest_of_text(law.canonical)
        inputs = digest_of_text(facts.model_dump_json())
        return Receipt(engine_version(), self.rules_hash, parameters, inputs, on)


def facts_missing(part: str) -> UnfitFacts:
    """The refusal of facts that lack this part."""
    return UnfitFacts("facts_missing", f"/{part}", f"Do oceny tego świadczenia potrzebna jest część „{part}”.")


def _example(folder: Path, documents: Sequence[Document], wanted: str | None) -> dict[str, Any] | None:
    case = read_case(folder, documents, wanted) if wanted is not None else None
    return None if case is None else {"on": case["on"], "benefits": list(case["expected"]), "facts": case["facts"]}


def _with_own_parts(service: str, facts: type[Schema], benefits: Any) -> type[Schema]:
    own = {name: (model | None, None) for item in benefits for name, model in item.own_parts.items()}
    if not own:
        return facts
    return create_model(f"{facts.__name__}Of{service.title().replace('_', '')}", __base__=facts, **own)  # type: ignore[call-overload, no-any-return]


def _sources(root: Path) -> Iterator[Path]:
    for path in root.rglob("*.py"):
        if "migrations" not in path.relative_to(root).parts:
            yield path
