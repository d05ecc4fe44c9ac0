"""What a letter says, before it has a form: frozen data built from a decision's row and from registers, without I/O and without a clock.

Amounts are grosze, periods are months, days are the office's. A letter is on a sheet: organ, sign of the case, day, party, signature
and whoever receives it (k.p.a. art. 107 § 1 and 124 § 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.letters.own_kinds import OwnKind, Place

Kind = Literal[
    "decision", "order", "completion_call", "start_notice", "delay_notice", "forwarding", "left_unexamined", "certificate",
    "duties_note", "hearing_notice", "appeal_transfer", "reminder", "to_body",
]  # fmt: skip
Organ = Literal["wojt", "burmistrz", "prezydent"]
Capacity = Literal["organ", "on_behalf", "own", "clerk"]


@dataclass(frozen=True, slots=True)
class Office:
    """The organ and its centre as letters name them; `place` is where they are dated, the rest says where to complain and to pay."""

    organ: str
    organ_kind: Organ
    centre: str
    address: tuple[str, ...]
    place: str
    appeal_body: str
    court: str
    data_protection: str | None = None
    phone: str | None = None
    email: str | None = None
    electronic_address: str | None = None
    account: str | None = None
    appeal_body_address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Whom the letter is for; `attorney`: to whom it is delivered in the party's place (art. 40 § 2)."""

    name: str
    address: tuple[str, ...]
    attorney: "Party | None" = None


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The organ's authorisation to sign for it: number, day and its ground (k.p.a. art. 268a or the sector act)."""

    number: str
    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: as the organ itself, on the organ's behalf (with an authorisation), as head of the centre in own name.

    A letter that decides nothing may also be signed by a clerk, by name and post.
    """

    name: str
    post: str
    capacity: Capacity
    authorisation: Authorisation | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every letter has; a draft that nobody has approved yet has no signature."""

    office: Office
    znak: str
    day: date
    party: Party
    signature: Signature | None
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A line of the operative part: grosze for each month from `first` to `last` (months; None: until further notice)."""

    benefit: str
    person: str
    first: int
    last: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class DecisionLetter:
    """A decision (art. 107 § 1): every element the article asks for; `factual` is empty when § 4 lets it be."""

    sheet: Sheet
    number: str | None
    basis: tuple[str, ...]
    opening: str
    operative: tuple[str, ...]
    amounts: tuple[Amount, ...]
    payment: str | None
    enforceable: str | None
    factual: tuple[str, ...]
    legal: tuple[str, ...]
    instruction: tuple[str, ...]
    changes: tuple["Changed", ...] = ()
    held: tuple[Amount, ...] = ()
    undue: tuple["Undue", ...] = ()
    instalments: tuple["Instalment", ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """Months whose amount a later act changes: grosze of a month before and after, None where nothing was or is due."""

    benefit: str
    person: str
    first: int
    last: int | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Undue:
    """Grosze that were received unduly for a month, and the day they were paid."""

    month: int | None
    paid_on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Instalment:
    """Grosze that are to be paid by a day."""

    due_on: date
    amount: int


@dataclass(frozen=True, slots=True)
class OrderLetter:
    """A postanowienie (art. 123–125)."""

    sheet: Sheet
    number: str | None
    matter: str
    basis: tuple[str, ...]
    operative: tuple[str, ...]
    reasons: tuple[str, ...]
    instruction: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompletionCall:
    """A call to complete an application within a term of days, and what follows when it is not (art. 64 § 2 or the sector act)."""

    sheet: Sheet
    matter: str
    applied_on: date
    basis: str
    missing: tuple[str, ...]
    term_days: int


@dataclass(frozen=True, slots=True)
class StartNotice:
    """Notice that proceedings have started (art. 61 § 4), on request or ex officio."""

    sheet: Sheet
    matter: str
    started_on: date
    ex_officio: bool


@dataclass(frozen=True, slots=True)
class DelayNotice:
    """Notice that the term is not kept, with reason and new day (art. 36)."""

    sheet: Sheet
    matter: str
    started_on: date
    reason: str
    new_day: date


@dataclass(frozen=True, slots=True)
class Forwarding:
    """An application passed on to the organ that it belongs to (art. 65 § 1); its day counts."""

    sheet: Sheet
    matter: str
    applied_on: date
    competent: Party
    reason: str


@dataclass(frozen=True, slots=True)
class LeftUnexamined:
    """A letter, no decision: the application is left without examination (art. 64 or the sector act)."""

    sheet: Sheet
    matter: str
    applied_on: date
    called_on: date | None
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of facts or of the law (art. 217)."""

    sheet: Sheet
    requested_on: date
    facts: tuple[str, ...]
    purpose: str | None


@dataclass(frozen=True, slots=True)
class DutiesNote:
    """What whoever receives a benefit has to tell the office, and what follows when she does not."""

    sheet: Sheet
    matter: str
    basis: str
    duties: tuple[str, ...]
    consequences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingNotice:
    """Before the decision the party may speak to the evidence (art. 10 § 1) and is told what she has not shown (art. 79a)."""

    sheet: Sheet
    matter: str
    unmet: tuple[str, ...]
    term_days: int


@dataclass(frozen=True, slots=True)
class AppealTransfer:
    """An appeal passed on with the file to the body that decides it (art. 133)."""

    sheet: Sheet
    matter: str
    appellant: str
    decision: str
    received_on: date
    in_time: bool
    sheets_of_file: int | None
    stance: str | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder before enforcement (upomnienie): what is open, grosze, and the days to pay it in."""

    sheet: Sheet
    matter: str
    number: str | None
    decision: str
    principal: int
    interest: int
    cost: int | None
    term_days: int


@dataclass(frozen=True, slots=True)
class ToBody:
    """What the office asks of another body in the case, or sends it: a bailiff, a court, an employer, another office."""

    sheet: Sheet
    matter: str
    person: str
    basis: str | None
    said: tuple[str, ...]
    enclosed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter of a kind that a service has for itself; `places` are its own, beside those of the sheet."""

    sheet: Sheet
    kind: OwnKind
    places: Mapping[str, Place]


Content = (
    DecisionLetter
    | OrderLetter
    | CompletionCall
    | StartNotice
    | DelayNotice
    | Forwarding
    | LeftUnexamined
    | Certificate
    | DutiesNote
    | HearingNotice
    | AppealTransfer
    | Reminder
    | ToBody
    | OwnLetter
)


def signature_lines(office: Office, signature: Signature | None) -> tuple[str, ...]:
    """The signature's lines: "z up. Wójta" above whoever signs for the organ, nothing above the organ or the head in own name."""
    if signature is None:
        return ()
    below = (signature.name, signature.post)
    return (f"z up. {_FOR[office.organ_kind]}", *below) if signature.capacity == "on_behalf" else below


_FOR: dict[Organ, str] = {"wojt": "Wójta", "burmistrz": "Burmistrza", "prezydent": "Prezydenta Miasta"}
