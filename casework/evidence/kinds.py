"""Which facts a service establishes: the closed lists of its acts (`established_facts` of a YAML of the law), with articles.

A kind is the same in every service (who belongs to the household, a source of income, what it brought, a certificate, an interview, any
other circumstance); its codes and the details that belong to a code are the act's. `registers` says which item of a register's answer
becomes which fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from casework.evidence.details import DETAIL_TYPES, Detail
from kit.law import BadLaw, Document

Kind = Literal["membership", "income_source", "income", "certificate", "interview", "circumstance"]
Listed = Literal["membership", "income_source", "gain", "loss", "certificate", "interview", "circumstance"]
About = Literal["person", "household"]
Role = Literal["adult", "child", "none"]

_MEMBERS = {"title", "article", "details", "required", "about", "update_after", "role", "adult_from", "confidence"}
_REGISTER_MEMBERS = {"title", "article", "confidence", "items"}
_ITEM_MEMBERS = {"kind", "code", "valid_from", "valid_to", "details", "begun_by", "ended_by", "only"}


@dataclass(frozen=True, slots=True)
class FactKind:
    """A code of a closed list. update_after: the parameter of the law that says after how many months an interview is updated.

    role: of a membership, as what the person stands in the register of households; none: she is no member of the family. adult_from:
    the parameter that says at how many years a member is no child any more.
    """

    kind: Listed
    code: str
    title: str
    article: str
    details: Mapping[str, Detail] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    about: About = "person"
    update_after: str | None = None
    confidence: str = "confirmed"
    role: Role = "adult"
    adult_from: str | None = None


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How an item of a register's answer becomes a fact: from which of its members the days and details come. only: values that members
    of the item must have for it.
    """

    kind: Kind
    code: str
    valid_from: str
    valid_to: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    begun_by: str | None = None
    ended_by: str | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterUse:
    """A register that the service may ask, on which legal basis, and what becomes of the items of its answers."""

    code: str
    title: str
    article: str
    items: Mapping[str, ItemRule]
    confidence: str = "confirmed"

    def rule(self, item: Mapping[str, Any]) -> ItemRule | None:
        """What becomes of the item, None when it is no fact of this service."""
        found = self.items.get(str(item.get("type")))
        if found is None or any(item.get(name) not in allowed for name, allowed in found.only.items()):
            return None
        return found


@dataclass(frozen=True, slots=True)
class EvidenceLaw:
    """The closed lists of a service by kind and code, and the registers that it may ask."""

    kinds: Mapping[tuple[str, str], FactKind] = field(default_factory=dict)
    registers: Mapping[str, RegisterUse] = field(default_factory=dict)

    def find(self, kind: str, code: str) -> FactKind | None:
        """The code of the kind, None when the service's acts have none such; an income has the code of its source."""
        return self.kinds.get(("income_source" if kind == "income" else kind, code))


def read_evidence(documents: Iterable[Document]) -> EvidenceLaw:
    """The closed lists of the documents. Raises BadLaw: a code given twice, an unknown kind, member or type of detail."""
    kinds: dict[tuple[str, str], FactKind] = {}
    registers: dict[str, RegisterUse] = {}
    for document in documents:
        for kind, codes in (document.content.get("established_facts") or {}).items():
            for code, row in codes.items():
                where = f"{document.path.name}: {kind} {code}"
                if (kind, code) in kinds:
                    raise BadLaw(f"{where}: given twice")
                kinds[kind, str(code)] = _kind(where, kind, str(code), row)
        for code, row in (document.content.get("registers") or {}).items():
            if code in registers:
                raise BadLaw(f"{document.path.name}: register {code} given twice")
            registers[str(code)] = _register(f"{document.path.name}: register {code}", str(code), row)
    found = EvidenceLaw(kinds, registers)
    for register in registers.values():
        for item in register.items.values():
            _check_item(found, register, item)
    return found


def _kind(where: str, kind: str, code: str, row: Mapping[str, Any]) -> FactKind:
    details = {str(name): _detail(f"{where}: {name}", told) for name, told in (row.get("details") or {}).items()}
    required = frozenset(row.get("required") or ())
    about = row.get("about", "person")
    role = row.get("role", "adult")
    if role not in get_args(Role) or (kind != "membership" and not {"role", "adult_from"}.isdisjoint(row)):
        raise BadLaw(f"{where}: not a role in a household")
    if kind not in get_args(Listed) or set(row) - _MEMBERS or required - set(details) or about not in get_args(About):
        raise BadLaw(f"{where}: not a kind of fact")
    return FactKind(
        kind=cast(Listed, kind),
        code=code,
        title=str(row["title"]),
        article=str(row["article"]),
        details=details,
        required=required,
        about=about,
        update_after=row.get("update_after"),
        confidence=str(row.get("confidence", "confirmed")),
        role=role,
        adult_from=row.get("adult_from"),
    )


def _detail(where: str, told: object) -> Detail:
    if isinstance(told, list) and told and all(isinstance(one, str) for one in told):
        return Detail("choice", tuple(told))
    if isinstance(told, str) and told in DETAIL_TYPES:
        return Detail(told)
    raise BadLaw(f"{where}: neither a type of detail nor a list of values")


def _register(where: str, code: str, row: Mapping[str, Any]) -> RegisterUse:
    if set(row) - _REGISTER_MEMBERS:
        raise BadLaw(f"{where}: unknown members")
    items = {}
    for name, told in (row.get("items") or {}).items():
        if set(told) - _ITEM_MEMBERS or told["kind"] not in get_args(Kind):
            raise BadLaw(f"{where}: {name}: not a rule of an item")
        items[str(name)] = ItemRule(
            kind=told["kind"],
            code=str(told["code"]),
            valid_from=str(told["valid_from"]),
            valid_to=told.get("valid_to"),
            details=dict(told.get("details") or {}),
            begun_by=told.get("begun_by"),
            ended_by=told.get("ended_by"),
            only={str(member): frozenset(map(str, values)) for member, values in (told.get("only") or {}).items()},
        )
    return RegisterUse(code, str(row["title"]), str(row["article"]), items, str(row.get("confidence", "confirmed")))


def _check_item(law: EvidenceLaw, register: RegisterUse, item: ItemRule) -> None:
    known = law.find(item.kind, item.code)
    if known is None or known.about != "person" or set(item.details) - set(known.details):
        raise BadLaw(f"register {register.code}: an item becomes {item.kind} {item.code}, which is no fact of a person")
    for kind, code in (("gain", item.begun_by), ("loss", item.ended_by)):
        if code is not None and (kind, code) not in law.kinds:
            raise BadLaw(f"register {register.code}: no {kind} {code}")
