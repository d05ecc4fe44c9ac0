"""What a statement says of the registers of acts: acts, quantities, and whom they count; no money and nobody by name or pseudonym."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterAct:
    """Acts of one kind that somebody asked for, or (null) nobody; both with their names where the layout has them."""

    act: str
    name: str
    requester: str | None
    requester_name: str | None
    acts: int


@dataclass(frozen=True, slots=True)
class RegisterMeasure:
    """How much acts of one kind gave out or took, with three decimals."""

    act: str
    name: str
    unit: str
    value: str


@dataclass(frozen=True, slots=True)
class RegisterCounted:
    """Persons, families or children: as often as acts name them, and each once.

    all: null of a register whose small figures are hidden. different: null where a part of the register lies in another unit of the gmina
    than the one asked for: who was counted there first is not counted here again.
    """

    unit: str
    all: int | None
    different: int | None


@dataclass(frozen=True, slots=True)
class RegisterSection:
    """A register of a service from 1 January until the day.

    least: figures below it are left out, as are those that are nought, and all but those of a whole year; null: every figure is told.
    """

    service: str
    register_code: str
    name: str
    acts: list[RegisterAct]
    measured: list[RegisterMeasure]
    counted: list[RegisterCounted]
    least: int | None
