"""What an electronic form declares is established in one act: the family, incomes, the account. The source is the form itself.

Whoever is not in the register of persons yet is registered with what the form says; the register of households follows the facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.applications import correcting, electronic, proposing
from casework.applications.desk import Desk
from casework.applications.problems import ProposalTaken
from casework.applications.proposing import Proposal, Proposed
from casework.applications.proposing_schemas import ProposedFactsIn, TakenIn
from casework.applications.schemas import CorrectionIn
from casework.applications.tables import ProposalRow
from casework.evidence import establishing
from casework.evidence import store as facts
from casework.evidence.desk import Desk as EvidenceDesk
from casework.evidence.problems import FactRefused, refused
from casework.evidence.schemas import EstablishIn, EvidenceIn, FactIn, IncomeSourceFactIn, MembershipFactIn
from casework.facts.cases import HouseholdKind
from casework.households import service as households
from casework.households.schemas import HouseholdIn, MemberIn
from casework.payments.ways import service as ways
from casework.payments.ways.schemas import WayIn
from kit.audit import Auditor
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import FieldError

_PAYER = "payer"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A proposal that the clerk establishes, and where it stands in her request."""

    at: str
    order: TakenIn
    proposal: Proposal
    person: UUID


async def establish(
    desk: Desk, evidence: EvidenceDesk, audit: Auditor, application: UUID, order: ProposedFactsIn, version: int
) -> Answer:
    """Establishes what was chosen. Raises ApplicationNotFound, NoElectronicForm, ProposalTaken, FactRefused, what establishing raises."""
    found = await proposing.opened(desk, application)
    row = found.row
    check_version(version, row.version)
    chosen = [await _chosen(desk, audit, found, f"/take/{n}", one) for n, one in enumerate(order.take)]
    household = await _household(desk, order, found, chosen)
    said = [(one, _fact(desk, one, household)) for one in chosen if one.proposal.kind != "payment_way"]
    made: list[tuple[str, str, UUID]] = []
    if said:
        source = EvidenceIn(
            source="declaration", attachment=found.form, application=row.id, known_since=row.received_on
        )
        try:
            answer = await establishing.establish(
                evidence, EstablishIn(evidence=source, facts=tuple(fact for _, fact in said))
            )
        except FactRefused as why:
            raise _at_their_places(why, [one.at for one, _ in said]) from None
        rows = [one for one in await facts.established_by(desk.db, answer.id) if one.kind != "income"]
        made += [(one.order.pointer, "fact", fact.fact) for (one, _), fact in zip(said, rows, strict=True)]
    for one in chosen:
        if one.proposal.kind == "payment_way":
            stated = await ways.record(db=desk.db, keys=desk.keys, audit=audit, order=_way(one, found), by=desk.by)
            made.append((one.order.pointer, "payment_way", stated.id))
    desk.db.add_all(
        ProposalRow(
            gmina=desk.db.gmina,
            application=row.id,
            pointer=pointer,
            kind=kind,
            thing=thing,
            taken_by=desk.by,
            taken_on=desk.today,
        )
        for pointer, kind, thing in made
    )
    await desk.db.flush()
    await desk.note("established_proposals", "application", row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _chosen(desk: Desk, audit: Auditor, found: Proposed, at: str, order: TakenIn) -> _Chosen:
    proposal = found.proposals.get(order.pointer)
    if proposal is None:
        raise refused(f"{at}/pointer", "proposal_unknown", "W tym miejscu formularz niczego nie proponuje.")
    if order.pointer in found.taken:
        raise ProposalTaken(errors=[FieldError(f"{at}/pointer", "proposal_taken", "Tę daną już ustalono.")])
    named = order.model_fields_set - {"pointer"}
    if proposal.kind == "payment_way" and named - {"valid_from"}:
        raise refused(f"{at}/{sorted(named)[0]}", "not_of_this_proposal", "Rachunek ma tylko pierwszy dzień.")
    if proposal.kind == "membership" and order.amounts is not None:
        raise refused(f"{at}/amounts", "not_of_this_proposal", "Przynależność do rodziny nie ma kwot.")
    who, person = proposal.who, proposal.person
    if order.whose is not None or (who is None and proposal.kind == "income_source"):
        who, person = _named(found, at, order, proposal)
    if person is None and who is not None:
        person = await electronic.known(desk, who, audit)
    if person is None:
        raise refused(f"{at}/pointer", "person_unknown", "Podanie nie wskazuje osoby.")
    return _Chosen(at, order, proposal, person)


def _named(found: Proposed, at: str, order: TakenIn, proposal: Proposal) -> proposing.Named:
    """Whose an income is that the form gives under a number of nobody: the form stays as it came, what was taken says who took it so."""
    if order.whose is None:
        told = "Numer przy dochodzie nie należy do nikogo z formularza; proszę wskazać, czyj to dochód."
        raise refused(f"{at}/whose", "required", told)
    if proposal.kind != "income_source" or proposal.who is not None:
        told = "Formularz wskazuje już, czyja to dana; ustaloną poprawia się jako ustalenie."
        raise refused(f"{at}/whose", "not_of_this_proposal", told)
    if order.whose not in found.people:
        raise refused(f"{at}/whose", "person_unknown", "W tym miejscu formularz nie wskazuje osoby.")
    return found.people[order.whose]


async def _household(desk: Desk, order: ProposedFactsIn, found: Proposed, chosen: Sequence[_Chosen]) -> UUID | None:
    row = found.row
    if order.new_household is not None:
        if row.household is not None:
            raise refused("/new_household", "household_there", "Przy podaniu wskazano już rodzinę.")
        return await _made(desk, found, order.new_household, chosen)
    household = order.household or row.household
    if household is None and any(one.proposal.kind == "membership" for one in chosen):
        raise refused("/household", "required", "Proszę wskazać rodzinę albo jej założenie.")
    return household


async def _made(desk: Desk, found: Proposed, kind: HouseholdKind, chosen: Sequence[_Chosen]) -> UUID:
    """The household of the applicant; the others join it by what is established of them."""
    row = found.row
    if row.applicant is None:
        raise refused("/new_household", "person_unknown", "Podanie nie wskazuje osoby.")
    days = [one.order.valid_from or one.proposal.valid_from for one in chosen if one.person == row.applicant]
    first = HouseholdIn(
        reference_person=row.applicant,
        kind=kind,
        on=min(days, default=row.received_on),
        members=[MemberIn(person=row.applicant, role="adult")],
    )
    made = await households.register(db=desk.db, keys=desk.keys, sight=desk.sight, household=first)
    noted = CorrectionIn(ground="learned_later", household=made.id)
    await correcting.correct(desk, row.id, noted, row.version)
    return made.id


def _fact(desk: Desk, one: _Chosen, household: UUID | None) -> FactIn:
    order, proposal = one.order, one.proposal
    code = order.code or proposal.code
    if code is None:
        raise refused(f"{one.at}/code", "required", "Słowo z formularza nie odpowiada żadnemu rodzajowi ustalenia.")
    valid_from = order.valid_from or proposal.valid_from
    valid_to = order.valid_to if "valid_to" in order.model_fields_set else proposal.valid_to
    if valid_to is not None and valid_to < valid_from:
        raise refused(f"{one.at}/valid_to", "period_backwards", "Koniec okresu jest przed jego początkiem.")
    if proposal.kind == "membership":
        if household is None:
            raise refused("/household", "required", "Proszę wskazać rodzinę albo jej założenie.")
        return MembershipFactIn(
            kind="membership",
            code=code,
            person=one.person,
            household=household,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    listed = desk.catalogue.evidence.find("income_source", code)
    takes_payer = listed is not None and _PAYER in listed.details and proposal.payer is not None
    return IncomeSourceFactIn.model_validate(
        {
            "kind": "income_source",
            "code": code,
            "person": one.person,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "details": {_PAYER: (proposal.payer or "")[:200]} if takes_payer else {},
            "amounts": proposal.amounts if order.amounts is None else order.amounts,
        }
    )


def _way(one: _Chosen, found: Proposed) -> WayIn:
    since = one.order.valid_from or one.proposal.valid_from
    basis = f"wniosek elektroniczny {found.row.number}"
    return WayIn(person=one.person, way="account", since=since, account=one.proposal.account, basis=basis)


def _at_their_places(why: FactRefused, places: Sequence[str]) -> FactRefused:
    """The same refusal with pointers into the clerk's own request."""
    errors = []
    for one in why.errors:
        parts = one.pointer.split("/")
        inside = len(parts) > 2 and parts[1] == "facts" and parts[2].isdigit()
        pointer = "/".join([places[int(parts[2])], *parts[3:]]) if inside else one.pointer
        errors.append(FieldError(pointer, one.code, one.message))
    return FactRefused(why.detail, errors=errors)
