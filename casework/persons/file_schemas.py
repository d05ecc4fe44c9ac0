"""The file of a person: a copy of what is held on her, without the data of others (GDPR art. 15)."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from casework.addresses.schemas import AddressOut
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
    """Who looked into or changed her data, in what role: of herself, her rights, decisions, payments, debts or records (`subject`)."""

    at: str
    who: str
    roles: list[str]
    action: str
    subject: str


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


class FileCase(Out):
    """A case of hers and how long it is kept (GDPR art. 15(1)(d)); kept_until: null while it is open, and where it is kept for ever."""

    id: UUID
    sign: str
    title: str
    category: str
    state: str
    opened_on: date
    closed_on: date | None
    kept_until: date | None


class FileMovement(Out):
    """A movement on the account of an undue payment; corrects: the one that it takes back."""

    id: UUID
    kind: str
    day: date
    amount: ZlotyText
    corrects: UUID | None


class FileOverpayment(Out):
    """What was unduly paid to her, with every movement."""

    id: UUID
    benefit: str
    ground: str
    state: str
    decision: UUID | None
    decision_sign: str | None
    registered_on: date
    movements: list[FileMovement]


class FileWay(Out):
    """How she, or a right that is paid to her, is to be paid, as stated from a day on."""

    award: UUID | None
    way: str
    since: date
    account: str | None
    payee: str | None
    basis: str | None


class FileClaim(Out):
    """A seizure of her benefits."""

    id: UUID
    kind: str
    organ: str
    organ_sign: str
    amount: ZlotyText | None
    received_on: date
    since: date
    ended_on: date | None


class FileDeduction(Out):
    """What was kept back of a payment to her: for an undue payment or for a bailiff."""

    payment: UUID
    month: date
    kind: str
    amount: ZlotyText


class FileAttachment(Out):
    """A document that she brought."""

    id: UUID
    application: UUID
    name: str
    media_type: str
    size: int
    received_on: date


class FileFact(Out):
    """A version of a fact that was established about her; `says` is what it says, in lines. withheld: conclusions are given apart."""

    fact: UUID
    kind: str
    code: str
    act: str
    valid_from: date
    valid_to: date | None
    source: str
    known_since: date
    recorded_on: date
    says: list[str]
    withheld: bool


class FileRegisterLookup(Out):
    """A question about her to a register, and what it answered."""

    id: UUID
    register_code: str
    legal_basis: str
    purpose: str | None
    asked_on: date
    asked_by: str
    state: str
    says: list[str]


class FileRecord(Out):
    """A record of hers in a register that this service alone keeps; `says` has the register's own members, amounts and days as text."""

    register_code: str
    id: UUID
    says: dict[str, str | bool | list[str] | None]


class FileRecipient(Out):
    """Somebody to whom her data were disclosed (GDPR art. 15(1)(c)): who, why and since when."""

    kind: Literal["appeal_body", "court", "enforcement", "bailiff", "competent_organ", "payee"]
    name: str
    sign: str | None
    on: date


class PersonFile(Out):
    """Everything held on a person."""

    person: PersonOut
    cases: list[FileCase]
    addresses: list[AddressOut]
    households: list[FileMembership]
    applications: list[FileApplication]
    decisions: list[FileDecision]
    awards: list[FileAward]
    payments: list[FilePayment]
    letters: list[FileLetter]
    parties: list[FileParty]
    overpayments: list[FileOverpayment]
    payment_ways: list[FileWay]
    bailiff_claims: list[FileClaim]
    deductions: list[FileDeduction]
    attachments: list[FileAttachment]
    facts: list[FileFact]
    register_lookups: list[FileRegisterLookup]
    registers: list[FileRecord]
    recipients: list[FileRecipient]
    accesses: list[FileAccess]
