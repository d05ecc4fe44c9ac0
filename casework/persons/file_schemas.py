"""The file of a person: a copy of what is held on her, without the data of others (GDPR art. 15)."""

from datetime import date
from typing import Any
from uuid import UUID

from casework.persons.schemas import PersonOut
from kit.money import ZlotyText
from kit.schemas import Out


class FileMembership(Out):
    """A household that the person belongs or belonged to."""

    household: UUID
    kind: str
    role: str
    since: date
    until: date | None


class FileDecision(Out):
    """A decision on her right or delivered to her; the facts are those that she stated herself."""

    id: UUID
    benefit: str
    kind: str
    outcome: str
    state: str
    legal_basis: str
    reason: str | None
    steps: list[str]
    facts: Any
    on: date
    issued_on: date | None
    delivered_on: date | None
    final_on: date | None


class FileAward(Out):
    """A right of hers or paid to her."""

    id: UUID
    benefit: str
    origin: str
    state: str
    since: date
    until: date | None
    as_entitled: bool
    as_recipient: bool


class FilePayment(Out):
    """Money paid, and how much of it came back."""

    id: UUID
    award: UUID
    benefit: str
    period: date
    amount: ZlotyText
    came_back: ZlotyText
    state: str
    booked_on: date | None


class FileLetter(Out):
    """A letter to her; its text stands under /letters/{id}."""

    id: UUID
    kind: str
    znak: str
    decision: UUID | None
    draft: bool
    dated: date


class FileDelivery(Out):
    """An act sent to her, or for her to her attorney."""

    act: str
    way: str
    sent_on: date
    state: str
    delivered_on: date | None


class FileLodged(Out):
    """An appeal, or a request for reopening or nullity."""

    id: UUID
    kind: str
    received_on: date
    state: str


class FileParty(Out):
    """A decision of which she is a party, or a party's attorney: what was delivered, waived and lodged."""

    decision: UUID
    party: UUID
    as_attorney: bool
    waived_on: date | None
    deliveries: list[FileDelivery]
    lodged: list[FileLodged]


class FileAccess(Out):
    """Who looked into or changed her data, in what role."""

    at: str
    who: str
    roles: list[str]
    action: str


class FileApplication(Out):
    """An application of hers, or that she brought as a representative; attachments are named where she is the applicant."""

    id: UUID
    number: str
    received_on: date
    form: str
    state: str
    benefits: list[str]
    as_applicant: bool
    as_representative: bool
    closed_on: date | None
    attachments: list[str]


class PersonFile(Out):
    """Everything held on a person."""

    person: PersonOut
    households: list[FileMembership]
    applications: list[FileApplication]
    decisions: list[FileDecision]
    awards: list[FileAward]
    payments: list[FilePayment]
    letters: list[FileLetter]
    parties: list[FileParty]
    accesses: list[FileAccess]
