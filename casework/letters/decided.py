"""What the letter of a decision is made of: its row, the later act that it is, the older act, and what the registers say. Frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.awards.effects import Planned
from casework.decisions.acts_store import ActRow
from casework.decisions.grounds import Ground
from casework.decisions.kinds import Kind, kinds
from casework.decisions.tables import DecisionRow
from casework.letters.contents import Instalment, Office, Party, Signature, Undue
from casework.letters.polish import act_text, day_text


@dataclass(frozen=True, slots=True)
class Older:
    """The act that a later one refers to: kind, day of issue, number and sign, where it has them; organ: of another system's decision."""

    kind: str
    issued_on: date | None
    number: str | None
    znak: str | None
    organ: str | None = None

    def text(self, case: str) -> str:
        """It in a case, with what it is told by: "decyzję nr 3/2019 z dnia 10 stycznia 2019 r. (znak sprawy: OPS.5111.12.2019)"."""
        known = kinds().get(self.kind)
        told = act_text("decision" if known is None else known.form, case)
        if self.number is not None:
            told += f" nr {self.number}"
        if self.issued_on is not None:
            told += f" z dnia {day_text(self.issued_on)}"
        if self.organ is not None:
            told += f" (organ: {self.organ})"
        return told if self.znak is None else f"{told} (znak sprawy: {self.znak})"


@dataclass(frozen=True, slots=True)
class Registers:
    """What a decision's letter says that does not stand in its row: the office's, the case's and the payee's registers."""

    office: Office
    signature: Signature | None
    znak: str
    party: Party
    recipients: tuple[str, ...]
    number: str | None = None
    applied_on: date | None = None
    payment: str | None = None
    enforceable: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of persons by id and of benefits by code; references: of persons as the decision's facts call them.

    operative: of benefits whose decisions say it in words of their own.
    """

    persons: Mapping[UUID, str]
    benefits: Mapping[str, str]
    references: Mapping[str, str] = field(default_factory=dict)
    operative: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what belongs to it: the later act that it is, its ground, the older act, what was paid unduly.

    due: the days by which an act on instalments or a deferral lets what is owed be paid. duties: what whoever is granted something, or
    pays a fee, has to tell the office from now on, as sentences.
    """

    row: DecisionRow
    names: Names
    act: ActRow | None = None
    ground: Ground | None = None
    older: Older | None = None
    undue: tuple[Undue, ...] = ()
    due: tuple[Instalment, ...] = ()
    duties: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of act; what the table does not know is told as a first decision."""
        return kinds().get(self.row.kind) or kinds()["grant"]

    @property
    def benefit(self) -> str:
        """The benefit's name."""
        return self.names.benefits[self.row.benefit]

    @property
    def plans(self) -> tuple[Planned, ...]:
        """What a later act makes of awards."""
        return () if self.act is None else tuple(Planned.from_json(one) for one in self.act.plan)

    @property
    def in_full(self) -> bool:
        """Whether everything that was asked for is granted."""
        return self.row.outcome == "granted" and not self.row.refusals
