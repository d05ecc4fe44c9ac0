"""Grounds on which a later act may touch an older one: those of k.p.a., and those of the sector acts without the party's consent.

A ground is data of the law (`decision_grounds` of a YAML): k.p.a.'s stand in casework/law/kpa/grounds.yaml and hold for every benefit, a
sector act's stand beside that act and hold for the benefits whose budget lines lie in the same folder, or in those of `acts` where other
acts refer to it; of these only for `benefits` where it names some. An act that lets grounds of another apply may say so itself:
`decision_grounds: {as: [CODE, ...], article: ...}`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from casework.decisions.kinds import kinds
from casework.terms.law import LAW_FOLDER
from kit.law import BadLaw, Document, read_documents

DISCONTINUING_SUSPENDED = "kpa_97_4"
"""The ground on which proceedings that have been suspended for years are discontinued, without being resumed."""
_MEMBERS = {
    "act",
    "acts",
    "benefits",
    "article",
    "text",
    "kinds",
    "consent",
    "older",
    "no_right",
    "states",
    "from",
    "to",
    "confidence",
    "discontinues",
    "resumed_after",
    "resumed_by",
    "pays_held",
}
_OTHERS = {"as", "article"}
_PAYS_HELD = {"all": True, "from_month": False}


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground as the law has it. older_states empty: whatever the kind of act allows. benefits None: every benefit.

    act: the title of its act, which letters write out in full. discontinues: of a suspension that may be ended by discontinuing when it
    has lasted for years (k.p.a. art. 97 § 4). resumed_after: of a suspension that the office lifts of its own accord, the act's parameter
    that says after how many years. resumed_by: the certificates that such a suspension waits for, by their codes: it is lifted as soon as
    the office knows of one. pays_held: of payments that go on, whether all held months are paid (True), those from a month on
    (False), or whichever the act says (None).
    """

    code: str
    article: str
    text: str
    kinds: frozenset[str]
    older_states: tuple[str, ...] = ()
    consent: bool = False
    no_right: bool = False
    states_article: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: str = "confirmed"
    benefits: frozenset[str] | None = None
    act: str = ""
    discontinues: bool = False
    resumed_after: str | None = None
    resumed_by: frozenset[str] = frozenset()
    pays_held: bool | None = None

    def in_force(self, on: date) -> bool:
        """Whether an act of that day may rest on it."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def fits(self, kind: str, benefit: str, on: date) -> bool:
        """Whether an act of this kind on this benefit may rest on it on that day; a refusal rests on the ground of what it refuses."""
        named = kind in self.kinds or kind.removeprefix("refuse_") in self.kinds
        return named and self.in_force(on) and (self.benefits is None or benefit in self.benefits)


@cache
def of_procedure() -> Mapping[str, Ground]:
    """The grounds of k.p.a. by code. Raises BadLaw."""
    return read_grounds(read_documents(LAW_FOLDER), every_benefit=True)


def read_grounds(documents: Iterable[Document], *, every_benefit: bool = False) -> Mapping[str, Ground]:
    """The grounds of the documents by code. Raises BadLaw: one given twice, an unknown member or kind of act."""
    listed = tuple(documents)
    benefits: dict[str, set[str]] = {}
    for document in listed:
        benefits.setdefault(document.act, set()).update(document.content.get("budget") or {})
    found: dict[str, Ground] = {}
    joining: dict[str, list[str]] = {}
    for document in listed:
        for code in document.content["decision_grounds"]["as"] if _joins(document) else ():
            joining.setdefault(str(code), []).append(document.act)
    for document in listed:
        for code, row in () if _joins(document) else (document.content.get("decision_grounds") or {}).items():
            if code in found:
                raise BadLaw(f"{document.path.name}: {code} given twice")
            acts = (*(row.get("acts") or (document.act,)), *joining.pop(code, ()))
            of = None if every_benefit else _benefits_of(acts, benefits)
            if named := frozenset(row.get("benefits") or ()):
                if of is None or named - of:
                    raise BadLaw(f"{document.path.name}: {code}: no such benefits: {sorted(named)}")
                of = named
            found[code] = _ground(f"{document.path.name}: {code}", code, {"act": document.content["act"], **row}, of)
    if joining:
        raise BadLaw(f"grounds as {sorted(joining)}, which no act has")
    return found


def _joins(document: Document) -> bool:
    return _OTHERS <= set(document.content.get("decision_grounds") or ()) <= _OTHERS | {"confidence"}


def _benefits_of(acts: Iterable[str], benefits: Mapping[str, set[str]]) -> frozenset[str]:
    if unknown := set(acts) - benefits.keys():
        raise BadLaw(f"no such acts: {sorted(unknown)}")
    return frozenset(code for act in acts for code in benefits[act])


def _ground(where: str, code: str, row: Mapping[str, Any], benefits: frozenset[str] | None) -> Ground:
    of_kinds = frozenset(row.get("kinds") or ())
    consent = row.get("consent", "none")
    if set(row) - _MEMBERS or not of_kinds or of_kinds - kinds().keys() or consent not in {"none", "all_parties"}:
        raise BadLaw(f"{where}: not a ground of an act")
    pays = row.get("pays_held")
    if pays not in {None, *_PAYS_HELD} or (pays is not None and "resume" not in of_kinds):
        raise BadLaw(f"{where}: pays_held is of payments that go on: {sorted(_PAYS_HELD)}")
    if row.get("resumed_by") and "suspend_proceedings" not in of_kinds:
        raise BadLaw(f"{where}: resumed_by is of suspended proceedings")
    return Ground(
        code=code,
        article=str(row["article"]),
        text=str(row["text"]),
        kinds=of_kinds,
        older_states=tuple(row.get("older", ())),
        consent=consent == "all_parties",
        no_right=bool(row.get("no_right", False)),
        states_article="article" in row.get("states", ()),
        valid_from=row.get("from"),
        valid_to=row.get("to"),
        confidence=str(row.get("confidence", "confirmed")),
        benefits=benefits,
        act=str(row["act"]["title"]),
        discontinues=bool(row.get("discontinues", False)),
        resumed_after=row.get("resumed_after"),
        resumed_by=frozenset(row.get("resumed_by", ())),
        pays_held=None if pays is None else _PAYS_HELD[pays],
    )
