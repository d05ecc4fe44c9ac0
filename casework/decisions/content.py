"""What a prepared decision says: from an assessment of facts, or from an amount that the office recorded. Pure but for the catalogue."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from casework.assessments.service import assess
from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.refusals import UnknownBenefitCode
from casework.benefits.results import Assessment
from casework.benefits.types import Benefit
from casework.booking import money_lines
from casework.decisions.grants import Grant, PersonNotNamed, grants_of
from casework.decisions.schemas import DecisionIn, RecordedIn
from kit.law import sentences
from kit.money import grosze
from kit.periods import parse_month
from kit.problems import Conflict, FieldError, ValidationFailed
from kit.schemas import Schema

_PAID_OUT = frozenset({"swiadczenie", "miesiac"})
"""Units of what is paid; hours, days or a confirmation may cost nothing."""


class ContentMissing(ValidationFailed):
    """A computed benefit came without facts, a recorded one without its amount, or with the other's."""

    code = "decision_content_missing"
    title = "Brak danych, z których wynika rozstrzygnięcie"


class NotForDecision(Conflict):
    """The matter is left without examination, by a letter and not by a decision."""

    code = "left_unexamined"
    title = "Sprawę pozostawia się bez rozpatrzenia"


class PassedOnInstead(NotForDecision):
    """Another organ decides: the application is passed on to it, and no decision is made here."""

    code = "passed_on_instead"
    title = "Wniosek przekazuje się właściwemu organowi"


class CertificateInstead(NotForDecision):
    """What was asked for is a certificate (k.p.a. art. 217), which decides nothing."""

    code = "certificate_instead"
    title = "Wydaje się zaświadczenie, a nie decyzję"


class GrantedWithoutDecision(NotForDecision):
    """The act has it granted without a decision; only a refusal is one."""

    code = "granted_without_decision"
    title = "To świadczenie przyznaje się bez wydania decyzji"


class OverrideNotAllowed(ValidationFailed):
    """The officer may not decide otherwise than the computation on this ground, or decides nothing else."""

    code = "override_not_allowed"
    title = "Na tej podstawie nie rozstrzyga się inaczej niż obliczono"


class JustificationRequired(ValidationFailed):
    """Only a decision that grants in full may go without a justification."""

    code = "justification_required"
    title = "Decyzja wymaga uzasadnienia"


@dataclass(frozen=True, slots=True)
class Content:
    """The operative part and its grounds, ready to be stored."""

    kind: str
    outcome: str
    legal_basis: str
    reason: str | None
    grants: tuple[Grant, ...]
    refusals: tuple[dict[str, Any], ...]
    steps: tuple[str, ...]
    receipt: dict[str, Any] | None
    facts: Schema | None

    @property
    def in_full(self) -> bool:
        """Whether everything that was asked for is granted."""
        return self.outcome == "granted" and not self.refusals


def content_of(catalogue: Catalogue, gmina: str, order: DecisionIn) -> Content:
    """Assesses or records; raises one of this module's problems when no decision can be made of the order."""
    benefit = declared(catalogue, order.benefit)
    facts: Schema | None = getattr(order, "facts", None)
    if benefit.assess is not None and facts is not None and order.recorded is None:
        content = _computed(catalogue, gmina, benefit, order, facts)
    elif benefit.assess is not None and facts is not None and order.recorded is not None:
        content = _overridden(catalogue, gmina, benefit, order, order.recorded, facts)
    elif benefit.assess is None and facts is None and order.recorded is not None:
        content = _recorded(benefit, order, order.recorded)
    else:
        name = "facts" if benefit.assess is not None else "recorded"
        raise ContentMissing(errors=_at(f"/{name}", "required", "Pole jest wymagane dla tego świadczenia."))
    if not order.justified and not content.in_full:
        raise JustificationRequired(
            errors=_at(
                "/justified", "justification_required", "Uzasadnienie można pominąć tylko przy pełnym przyznaniu."
            ),
            legal_basis=["art. 107 § 4 k.p.a."],
        )
    if content.grants and benefit.without_decision:
        told = f"Przyznanie nie wymaga decyzji ({benefit.without_decision}); decyzją się go odmawia."
        raise GrantedWithoutDecision(told, legal_basis=[benefit.without_decision])
    for grant in content.grants:
        # Refused now rather than when it is issued.
        money_lines(catalogue.get(grant.benefit), grant.amount, order.on)
    return content


def declared(catalogue: Catalogue, code: str) -> Benefit:
    """The benefit that the order names. Raises UnknownBenefitCode."""
    try:
        return catalogue.get(code)
    except UnknownBenefit:
        raise UnknownBenefitCode(errors=_at("/benefit", "unknown_benefit", "Nie ma takiego świadczenia.")) from None


def _computed(catalogue: Catalogue, gmina: str, benefit: Benefit, order: DecisionIn, facts: Schema) -> Content:
    (found,) = assess(catalogue, [benefit.code], facts, order.on, gmina)
    if found.outcome == "certified":
        raise CertificateInstead(legal_basis=[f"{benefit.article} {benefit.act}"])
    if found.outcome in {"left_unexamined", "forwarded"}:
        problem = NotForDecision if found.outcome == "left_unexamined" else PassedOnInstead
        raise problem(legal_basis=sorted({one.ground.article for one in found.refusals}))
    receipt = catalogue.receipt(facts, order.on, gmina)
    return Content(
        kind="grant" if found.eligible else "refuse",
        outcome=found.outcome,
        legal_basis=f"{benefit.article} {benefit.act}",
        reason=None,
        grants=_granted(found, order),
        refusals=tuple(
            {"code": r.ground.code, "article": r.ground.article, "text": r.ground.text, "person": r.person}
            for r in found.refusals
        ),
        steps=sentences(found.trace),
        receipt={**asdict(receipt), "as_of": receipt.as_of.isoformat()},
        facts=facts,
    )


def _granted(found: Assessment, order: DecisionIn) -> tuple[Grant, ...]:
    try:
        return grants_of(found.months, order.persons, order.entitled)
    except PersonNotNamed:
        raise ContentMissing(
            "Dane wskazują osobę, której nie przypisano do rejestru.",
            errors=_at("/persons", "person_not_named", "Brak przypisania osoby z danych do osoby z rejestru."),
        ) from None


def _recorded(benefit: Benefit, order: DecisionIn, recorded: RecordedIn) -> Content:
    grants: tuple[Grant, ...] = ()
    refusals: tuple[dict[str, Any], ...] = ()
    if recorded.amount is not None and recorded.first_month is not None:
        _known(recorded.variant, benefit.variant_names(order.on), "variant")
        _known(recorded.mechanism, benefit.mechanism_names(order.on), "mechanism")
        if grosze(recorded.amount) and benefit.paid_by == "invoice":
            told = "Świadczenie przyznaje się w naturze, bez kwoty: gmina płaci za nie na podstawie faktury albo noty."
            raise ValidationFailed(errors=_at("/recorded/amount", "paid_by_invoice", told))
        if not grosze(recorded.amount) and benefit.quantity in _PAID_OUT and benefit.paid_by == "list":
            raise ValidationFailed(
                errors=_at("/recorded/amount", "amount_zero", "Kwota przyznanego świadczenia musi być większa od zera.")
            )
        first = parse_month(recorded.first_month)
        last = None if recorded.last_month is None else parse_month(recorded.last_month)
        grants = (
            Grant(
                benefit.code, order.entitled, first, last, grosze(recorded.amount), recorded.variant, recorded.mechanism
            ),
        )
    else:
        refusals = ({"code": recorded.ground, "article": recorded.article, "text": recorded.reason, "person": None},)
    if recorded.override is not None and benefit.assess is None:
        raise OverrideNotAllowed(
            errors=_at("/recorded/override", "override_not_allowed", "Tego świadczenia program nie oblicza.")
        )
    return Content(
        kind="grant" if grants else "refuse",
        outcome=recorded.outcome,
        legal_basis=f"{recorded.article} {benefit.act}",
        reason=recorded.reason,
        grants=grants,
        refusals=refusals,
        steps=(f"{recorded.reason} ({recorded.article})",),
        receipt=None,
        facts=None,
    )


def _overridden(
    catalogue: Catalogue, gmina: str, benefit: Benefit, order: DecisionIn, recorded: RecordedIn, facts: Schema
) -> Content:
    """The officer decides otherwise than the computation, which stays told beside his reason.

    The facts do not give this right: no recalculation may start from them, and they are not kept with the decision.
    """
    ground = catalogue.officer_grounds.get(recorded.override or "")
    if ground is None or not ground.fits(benefit.code, recorded.outcome, order.on):
        raise OverrideNotAllowed(
            errors=_at("/recorded/override", "override_not_allowed", "Ta podstawa nie dotyczy takiego rozstrzygnięcia.")
        )
    computed = _computed(catalogue, gmina, benefit, order, facts)
    said = _recorded(benefit, order, recorded)
    if (computed.outcome, computed.grants) == (
        said.outcome,
        said.grants,
    ) or said.outcome == computed.outcome == "refused":
        raise OverrideNotAllowed(
            errors=_at(
                "/recorded", "override_changes_nothing", "Obliczenie prowadzi do takiego samego rozstrzygnięcia."
            )
        )
    reason = f"{ground.text} ({ground.article})"
    return replace(
        said,
        legal_basis=f"{ground.article}, {said.legal_basis}",
        steps=(*computed.steps, reason, *said.steps),
        receipt=computed.receipt,
    )


def _known(value: str | None, allowed: Sequence[str], name: str) -> None:
    if value is not None and value not in allowed:
        raise ValidationFailed(
            errors=_at(f"/recorded/{name}", f"unknown_{name}", "Świadczenie nie ma takiej wartości w tym dniu.")
        )


def _at(pointer: str, code: str, message: str) -> list[FieldError]:
    return [FieldError(pointer, code, message)]
