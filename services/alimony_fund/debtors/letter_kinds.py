"""The kinds of letters about debtors (u.p.o.u.a. art. 3-8a, art. 27), as letters.yaml and the templates beside it tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from casework.letters.own_kinds import OwnKind, Place
from kit.written import read_yaml
from services.alimony_fund.debtors.letter_samples import SAMPLE

_FOLDER = Path(__file__).parent
_SHARED = ("said", "whose", "titles")
To = Literal["debtor", "body"]
Role = Literal["creditor_organ", "debtor_organ"]


@dataclass(frozen=True, slots=True)
class DebtorKind:
    """A kind: whom it goes to, as what this office writes it, with which step of a proceeding, what its order has to say.

    proceeding: it is about one; debt: it tells what the debtor owes (unpaid: nothing yet, too); relief: it is the decision of one.
    """

    own: OwnKind
    to: To
    role: Role | None
    step: str | None
    proceeding: bool
    debt: bool
    unpaid: bool
    relief: bool
    asks: tuple[str, ...]


def debtor_kinds() -> Mapping[str, DebtorKind]:
    """All kinds, by code."""
    return {code: _kind(code, told) for code, told in _told()["letters"].items()}


def word(of: str, code: str) -> str:
    """What letters call a code of the registers."""
    return str(_told()["words"][of][code])


def words(of: str) -> Mapping[str, str]:
    """The same of all codes of one list."""
    found: Mapping[str, str] = _told()["words"][of]
    return found


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = read_yaml((_FOLDER / "letters.yaml").read_text(encoding="utf-8"))
    return told


def _kind(code: str, told: Mapping[str, Any]) -> DebtorKind:
    sample: Mapping[str, Place] = SAMPLE
    own = OwnKind(code, told["name"], _template(told["template"]), tuple(told["required"]), sample)
    step = told.get("step")
    return DebtorKind(
        own,
        told["to"],
        told.get("role"),
        step,
        bool(step or told.get("proceeding")),
        bool(told.get("debt")),
        bool(told.get("unpaid")),
        bool(told.get("relief")),
        tuple(told.get("asks", ())),
    )


@cache
def _template(name: str) -> str:
    body = _file(name)
    for part in _SHARED:
        body = body.replace(f"<<{part}>>", _file(part))
    return _file("head") + body + _file("foot")


def _file(name: str) -> str:
    return (_FOLDER / "templates" / f"{name}.txt").read_text(encoding="utf-8")
