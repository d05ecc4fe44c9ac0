"""Facts of a case for statistics: no money, no names (events.md, Case facts)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from casework.facts.money import Code, Month, Pseudonym

PERSON_RELINKED = "pl.gops.person.relinked.v1"
HOUSEHOLD_LINKED = "pl.gops.household.linked.v1"
HOUSEHOLD_SNAPSHOTTED = "pl.gops.household.snapshotted.v1"
DECISION_ISSUED = "pl.gops.decision.issued.v1"
DECISION_FINAL = "pl.gops.decision.final.v1"
DECISION_REMOVED = "pl.gops.decision.removed.v1"
DECISION_RESTORED = "pl.gops.decision.restored.v1"
APPLICATION_RECEIVED = "pl.gops.application.received.v1"
APPLICATION_COMPLETED = "pl.gops.application.completed.v1"
APPLICATION_CLOSED = "pl.gops.application.closed.v1"
APPLICATION_REOPENED = "pl.gops.application.reopened.v1"
APPLICATION_CORRECTED = "pl.gops.application.corrected.v1"
APPLICATION_CANCELLED = "pl.gops.application.cancelled.v1"

HouseholdKind = Literal["single", "couple", "lone_parent", "parents_with_children", "other"]
Channel = Literal[
    "in_person", "post", "epuap", "empatia", "bank", "pue_zus", "ex_officio", "oral", "e_doreczenia", "office_account", "fax",
    "email",
]  # fmt: skip
"""How the matter came to the office: its own counter, the post, the State's platforms, a bank's, ZUS's, or nobody asked; told to
minutes, by electronic delivery, through an account in the office's own system, by fax, by ordinary e-mail."""
Reason = Literal[
    "ubostwo",
    "sieroctwo",
    "bezdomnosc",
    "bezrobocie",
    "niepelnosprawnosc",
    "dlugotrwala_lub_ciezka_choroba",
    "przemoc_domowa",
    "handel_ludzmi",
    "ochrona_macierzynstwa",
    "wielodzietnosc",
    "bezradnosc_opiekunczo_wychowawcza",
    "integracja_cudzoziemcow",
    "zwolnienie_z_zakladu_karnego",
    "alkoholizm",
    "narkomania",
    "zdarzenie_losowe",
    "sytuacja_kryzysowa",
    "kleska_zywiolowa_lub_ekologiczna",
]
"""Grounds of help, u.p.s. art. 7 pkt 1-15; those that the ministry's report counts apart stand apart."""
Outcome = Literal[
    "granted", "refused", "left_unexamined", "discontinued", "withdrawn", "forwarded", "changed", "obliged", "corrected",
    "ordered",
]  # fmt: skip
"""`changed`: an earlier right altered, ended, held or let go; `obliged`: money owed; `corrected`: words of an earlier act;
`ordered`: an order of the proceedings (k.p.a. art. 123), which decides nothing of the right and is no decision to be counted."""
ApplicationOutcome = Literal[
    "granted", "refused", "left_unexamined", "discontinued", "withdrawn", "forwarded", "returned", "start_refused"
]
"""How what was asked for ended; besides a decision's: given back (k.p.a. art. 66 § 3), proceedings not opened (art. 61a)."""


ReopenedBy = Literal["sent_back", "self_review", "reopening", "annulled", "term_restored", "answered_in_time"]
"""Why what was settled is decided again: SKO or a court sent it back (art. 138 § 2), the organ reviewed its own act (art. 132), the case
was reopened (art. 149), the decision was found null (art. 158); what was left unexamined goes on, because the missed term was restored
(art. 58) or the answer had kept it (art. 57 § 5)."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonRelinked(_Part):
    """A corrected or later-learnt number: the person's facts so far stand under `old`, from now on under `new`."""

    old: Pseudonym
    new: Pseudonym


class HouseholdLinked(_Part):
    """Two household pseudonyms that turned out to be one household.

    `renamed`: the reference person's number was corrected or learnt. The household's facts so far, of this service, stand under `old`,
    from now on under `new`; and `old` may be a neighbour's.
    """

    old: Pseudonym
    new: Pseudonym
    renamed: bool = False


class HouseholdSnapshotted(_Part):
    """Who belonged to a household on a day, so that persons in families can be counted."""

    household: Pseudonym
    on: date
    kind: HouseholdKind
    members: Annotated[tuple[Pseudonym, ...], Field(min_length=1)]
    children: Annotated[int, Field(ge=0)]


class DecisionFact(_Part):
    """`data` of decision.issued, decision.final, decision.removed and decision.restored, version 1."""

    decision: UUID
    benefit: Code
    kind: Code
    outcome: Outcome
    on: date
    entitled: Pseudonym | None = None
    recipient: Pseudonym | None = None
    household: Pseudonym | None = None
    refusal_grounds: tuple[Code, ...] = ()
    reasons: Annotated[tuple[Reason, ...], Field(description="grounds of art. 7 u.p.s.")] = ()
    single: bool | None = None
    household_kind: HouseholdKind | None = None
    channel: Channel | None = None
    period_from: Month | None = None
    period_to: Month | None = None
    unit: Annotated[Code | None, Field(description="the unit that decides and pays")] = None
    refers_to: Annotated[UUID | None, Field(description="a later act: the older one")] = None
    ground: Annotated[Code | None, Field(description="a later act: the ground that it rests on")] = None
    effective_from: Annotated[date | None, Field(description="a later act: from when it works")] = None


class ApplicationFact(_Part):
    """`data` of application.received, completed, closed, reopened, corrected and cancelled, version 1: one benefit of one application.

    `on` is the day of the event, `received_on` the day on which the application reached the organ (k.p.a. art. 61 § 3); `completed`
    says that the defects it was called on for are removed; `corrected` stands instead of what was told of the application and benefit so
    far, `cancelled` takes it back: it was entered in error. `reopened` says that what was closed is to be decided again: from its day it is
    pending like what was received that day, until the next `closed`. Per benefit: opening + received and reopened - closed = pending.
    """

    application: UUID
    benefit: Code
    on: date
    received_on: date
    channel: Channel
    unit: Annotated[Code, Field(description="the unit that keeps the case")]
    applicant: Annotated[Pseudonym | None, Field(description="none when nobody can be told from the letter")] = None
    household: Pseudonym | None = None
    single: bool | None = None
    household_kind: HouseholdKind | None = None
    reasons: Annotated[tuple[Reason, ...], Field(description="grounds of art. 7 u.p.s.")] = ()
    represented: Annotated[bool, Field(description="by an attorney or a statutory representative")] = False
    outcome: Annotated[ApplicationOutcome | None, Field(description="of application.closed")] = None
    decision: Annotated[
        UUID | None,
        Field(
            description="of application.closed: the decision that answers it; of reopened: that had settled it, or the order that restored "
            "the term"
        ),
    ] = None
    period_from: Annotated[Month | None, Field(description="of application.closed: the first month granted")] = None
    period_to: Annotated[Month | None, Field(description="of application.closed: the last month granted")] = None
    refusal_grounds: tuple[Code, ...] = ()
    reopened_by: Annotated[ReopenedBy | None, Field(description="of application.reopened")] = None
