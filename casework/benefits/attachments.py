"""Which documents a benefit asks for, as data of the acts (`attachments` of a YAML of the law), and the closed list of their kinds.

What every letter may carry (a power of attorney, a statement) stands in casework/law/kpa. A document that is asked for proves the merits:
where it is missing nothing is left unexamined for it (art. 64 § 2 k.p.a.); the list only informs.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kit.law import BadLaw, Document
from kit.written import read_yaml

FORM = "wniosek"
"""The electronic form as it came; nobody sends it as an attachment."""
_COMMON = Path(__file__).parents[1] / "law" / "kpa" / "zalaczniki.yaml"
_KIND_MEMBERS = {"title", "article", "confidence"}
_ASK_MEMBERS = {"kind", "when", "fact"}


@dataclass(frozen=True, slots=True)
class AttachmentKind:
    """A kind of document by its code."""

    code: str
    title: str
    article: str
    confidence: str = "confirmed"


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A document that a benefit asks for. when: in which case only; none: always. fact: what stands in its place once established."""

    kind: str
    when: str | None = None
    fact: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class AttachmentLaw:
    """The kinds of a service's acts by code, and what each benefit asks for."""

    kinds: Mapping[str, AttachmentKind] = field(default_factory=dict)
    asks: Mapping[str, tuple[AskedFor, ...]] = field(default_factory=dict)

    def allowed(self, benefits: Iterable[str]) -> dict[str, AttachmentKind]:
        """The closed list of an application for these benefits: what they ask for, and what any letter may carry."""
        asked = {one.kind for benefit in benefits for one in self.asks.get(benefit, ())}
        return {**common_kinds(), **{code: kind for code, kind in self.kinds.items() if code in asked}}

    def find(self, code: str) -> AttachmentKind | None:
        """The kind, None when neither the acts nor the code have it."""
        return self.kinds.get(code) or common_kinds().get(code)


@cache
def common_kinds() -> Mapping[str, AttachmentKind]:
    """What any letter may carry."""
    table = read_yaml(_COMMON.read_text("utf-8"))["attachments"]["kinds"]
    return {code: _kind(_COMMON.name, code, row) for code, row in table.items()}


def read_attachments(documents: Iterable[Document], known: Container[str]) -> AttachmentLaw:
    """The lists of the documents. Raises BadLaw: a kind given twice, a benefit the service has not, a kind that nobody gives."""
    kinds: dict[str, AttachmentKind] = {}
    asks: dict[str, tuple[AskedFor, ...]] = {}
    for document in documents:
        told = document.content.get("attachments") or {}
        where = document.path.name
        for code, row in (told.get("kinds") or {}).items():
            if code in kinds or code in common_kinds():
                raise BadLaw(f"{where}: kind of attachment {code} given twice")
            kinds[code] = _kind(where, code, row)
        for benefit, rows in (told.get("asks") or {}).items():
            if benefit in asks or benefit not in known:
                raise BadLaw(f"{where}: attachments of {benefit}, which is no benefit of the service or given twice")
            asks[benefit] = tuple(_ask(where, row) for row in rows)
    unknown = {one.kind for rows in asks.values() for one in rows} - set(kinds) - set(common_kinds())
    if unknown:
        raise BadLaw(f"attachments asked for of unknown kinds: {sorted(unknown)}")
    return AttachmentLaw(kinds, asks)


def _kind(where: str, code: str, row: Mapping[str, Any]) -> AttachmentKind:
    if set(row) - _KIND_MEMBERS:
        raise BadLaw(f"{where}: {code}: not a kind of attachment")
    return AttachmentKind(code, str(row["title"]), str(row["article"]), str(row.get("confidence", "confirmed")))


def _ask(where: str, row: Mapping[str, Any]) -> AskedFor:
    fact = row.get("fact")
    if set(row) - _ASK_MEMBERS or (fact is not None and str(fact).count("/") != 1):
        raise BadLaw(f"{where}: not a document that is asked for")
    kind, _, code = str(fact).partition("/")
    return AskedFor(str(row["kind"]), row.get("when"), None if fact is None else (kind, code))
