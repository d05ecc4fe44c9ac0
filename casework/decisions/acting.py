"""Later acts: what one may refer to, what it plans for the awards, and carrying it out when it is issued.

A decision is never edited. A later act refers to it, says from which month or day it works, and rests on a ground that allows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from casework.awards import effects_store
from casework.awards.carrying import Act, AwardChanged, carry_out, stale
from casework.awards.effects import HeldAlready, NothingHeld, Planned, Standing, cut, held, released
from casework.awards.going_on import rearranged
from casework.benefits.catalogue import Catalogue
from casework.decisions.act_schemas import ActIn, ConsentIn
from casework.decisions.act_terms import due_of, wrong_terms
from casework.decisions.acts_store import ActRow
from casework.decisions.content import Content, JustificationRequired
from casework.decisions.granting import rights_of
from casework.decisions.grants import Grant
from casework.decisions.grounds import Ground, of_procedure
from casework.decisions.grounds_checked import GroundNotAllowed, no_ground
from casework.decisions.kinds import Kind, kinds
from casework.decisions.older import ActIncomplete, Older, missing
from casework.decisions.schemas import DecisionIn
from casework.decisions.tables import DecisionRow
from casework.deliveries import store as deliveries
from casework.persons import one_person
from casework.transitions import TransitionNotAllowed
from kit.db import WriteSession, raw
from kit.feed.envelope import new_id
from kit.money import grosze
from kit.periods import first_day, month_of, parse_month
from kit.problems import FieldError, ValidationFailed


class ConsentRequired(ValidationFailed):
    """A party has gained a right by the older act and has not agreed (k.p.a. art. 155)."""

    code = "consent_required"
    title = "Wymagana jest zgoda wszystkich stron"


async def ground_of(
    db: WriteSession, catalogue: Catalogue, act: ActIn, benefit: str, older: Older | None, on: date
) -> Ground:
    """The ground that the act rests on. Raises GroundNotAllowed, TransitionNotAllowed, ActIncomplete."""
    every: Mapping[str, Ground] = {**of_procedure(), **catalogue.grounds}
    ground = every.get(act.ground)
    if ground is None or not ground.fits(act.kind, benefit, on):
        raise no_ground("/act/ground", [one for one in every.values() if one.fits(act.kind, benefit, on)])
    if older is not None and ground.older_states and older.state not in ground.older_states:
        raise TransitionNotAllowed(
            f"Podstawa {ground.article} wymaga, aby decyzja była: {', '.join(ground.older_states)}; jest: {older.state}.",
            errors=[FieldError("/act/refers_to", "allowed_state", state) for state in ground.older_states],
            legal_basis=[ground.article],
        )
    if ground.no_right and older is not None and older.gives_right:
        raise GroundNotAllowed(
            "Na mocy decyzji strona nabyła prawo; ta podstawa jej nie dotyczy.",
            errors=[FieldError("/act/ground", "right_gained", "Strona nabyła prawo.")],
            legal_basis=[ground.article],
        )
    if ground.states_article and act.article is None:
        raise missing("/act/article", "Ta podstawa wymaga wskazania przepisu szczególnego.")
    if kinds()[act.kind].effect == "release" and ground.pays_held not in (None, act.mode == "whole"):
        told = "od pierwszego wstrzymanego miesiąca" if ground.pays_held else "od wskazanego miesiąca"
        raise ActIncomplete(
            f"Na tej podstawie wstrzymane świadczenia wypłaca się {told}.",
            errors=[FieldError("/act/mode", "held_months_by_law", f"Wypłaca się {told}.")],
            legal_basis=[ground.article],
        )
    if ground.consent and older is not None:
        parties = await _parties(db, older)
        _consents(act.consents, parties, ground, on)
    return ground


async def by_party(db: WriteSession, act: ActIn, older: Older | None) -> ActIn:
    """The act whose consents name each party by the entry that the older act names her by, whichever of hers was told."""
    if older is None or not act.consents:
        return act
    parties = await _parties(db, older)
    stands = await one_person.stand_ins(db, {*parties, *(one.person for one in act.consents)})
    entry = {stands[one]: one for one in parties}
    named = [one.model_copy(update={"person": entry.get(stands[one.person], one.person)}) for one in act.consents]
    return act.model_copy(update={"consents": named})


def content_of(order: DecisionIn, act: ActIn, ground: Ground, assessed: Content | None) -> Content:
    """What the act says. assessed: what the new facts or the recorded amount give, for an act that changes months.

    A change after which nothing is due is a repeal. Raises ActIncomplete.
    """
    kind = kinds()[act.kind]
    _fits_form(kind, act, assessed)
    if not order.justified:
        raise JustificationRequired(legal_basis=["art. 107 § 4 k.p.a."])
    basis = ground.article if act.article is None else f"{act.article} w związku z {ground.article}"
    said = f"{act.reason or ground.text} ({basis})"
    rests: tuple[str, ...] = ()
    if act.earlier is not None:
        one = act.earlier
        rests = (f"Prawo przyznano decyzją: {one.organ}, nr {one.number}, z dnia {one.issued_on.isoformat()}.",)
    if assessed is None:
        return Content(act.kind, kind.outcome, basis, act.reason, (), (), (*rests, said), None, None)
    named = "change" if assessed.grants else "repeal"
    return Content(
        named, kinds()[named].outcome, f"{basis}, {assessed.legal_basis}", act.reason or assessed.reason, assessed.grants,
        assessed.refusals, (*rests, *assessed.steps, said), assessed.receipt, assessed.facts,
    )  # fmt: skip


async def plan(
    db: WriteSession, act: ActIn, older: Older | None, content: Content
) -> tuple[int | None, tuple[Planned, ...]]:
    """The first month that the act works from and what it makes of the awards. Raises TransitionNotAllowed, ActIncomplete."""
    kind = kinds()[content.kind]
    if older is None or kind.effect == "none":
        return _starts(act), ()
    connection = await raw(db)
    if older.root is None:
        stood = await effects_store.standing(connection, db.gmina, [older.award] if older.award else [])
    else:
        stood = await effects_store.of_roots(connection, db.gmina, [older.root])
    found = [one.standing for one in stood if act.award in (None, one.standing.award)]
    fitting = [one for one in found if one.state in kind.award_states]
    if act.award is not None and not found:
        raise ActIncomplete(
            "Przyznanie nie wynika ze wskazanej decyzji.",
            errors=[FieldError("/act/award", "award_unknown", "Nie ma takiego przyznania tej decyzji.")],
        )
    if not fitting:
        raise TransitionNotAllowed(
            f"Rodzaj „{kind.name}” wymaga przyznania w stanie: {', '.join(kind.award_states)}.",
            errors=[FieldError("/act/award", "allowed_state", state) for state in kind.award_states],
        )
    first = _starts(act)
    if act.mode == "whole" and kind.effect != "release":
        months = [one.first for award in fitting for one in award.amounts[:1]] + [one.first for one in content.grants]
        first = min(months, default=first)
    if first is None:
        raise missing("/act/effective_from", "Trzeba wskazać, od kiedy działa rozstrzygnięcie.")
    grants = await _under_their_entries(db, fitting, content.grants)
    return first, planned(kind, act.award, act.mode, fitting, grants, first)


def row_of(gmina: str, decision: UUID, act: ActIn, older: Older | None, ground: Ground, first: int | None) -> ActRow:
    """The act as it stands beside its decision."""
    by_day = act.effective_from is not None and len(act.effective_from) > len("2019-11")
    starts = None if first is None else first_day(first)
    if by_day and act.mode == "ahead" and act.effective_from is not None:
        starts = date.fromisoformat(act.effective_from)
    return ActRow(
        gmina=gmina,
        decision=decision,
        root=decision if older is None or older.root is None else older.root,
        refers_to=None if older is None or older.row is None else older.row.id,
        award=act.award,
        mode=act.mode,
        effective_from=starts,
        effective_unit=None if starts is None else "day" if by_day and act.mode == "ahead" else "month",
        ground=ground.code,
        article=ground.article if act.article is None else act.article,
        consents=[one.model_dump(mode="json") for one in act.consents],
        amount=None if act.amount is None else grosze(act.amount),
        earlier=None if act.earlier is None else act.earlier.model_dump(mode="json"),
        words=act.words,
        due=due_of(act) or None,
        application=act.application,
        proceeding=act.case,
        reopening=act.reopening,
    )


async def issue(db: WriteSession, catalogue: Catalogue, row: DecisionRow, act: ActRow, issued_on: date) -> None:
    """Carries out what was planned. Raises AwardChanged, CannotBeBooked."""
    plans = tuple(Planned.from_json(stored) for stored in act.plan)
    carried = Act(row.id, row.version, issued_on, plans)
    if await stale(db, [carried]):
        raise AwardChanged("Od przygotowania zmieniło się przyznanie; trzeba przygotować rozstrzygnięcie na nowo.")
    await carry_out(db, catalogue, [carried])


def planned(
    kind: Kind, award: UUID | None, mode: str, awards: Sequence[Standing], grants: Sequence[Grant], first: int
) -> tuple[Planned, ...]:
    """What an act of the kind makes of the awards from the month on. award: only this one. Raises TransitionNotAllowed."""
    if kind.effect == "change":
        wanted = rights_of(grants)
        if award is not None:
            wanted = [one for one in wanted if one[0] == awards[0].right]
        return rearranged(awards, wanted, first, new_id)
    try:
        if kind.effect == "hold":
            found = [held(one, max(first, one.amounts[0].first)) for one in awards if one.amounts]
        elif kind.effect == "release":
            found = [released(one, first, whole=mode == "whole") for one in awards]
        else:
            found = [cut(one, first) for one in awards]
    except HeldAlready:
        raise TransitionNotAllowed("Wypłata części tych miesięcy jest już wstrzymana.") from None
    except NothingHeld:
        raise TransitionNotAllowed("Wypłata nie jest wstrzymana.") from None
    return tuple(one for one in found if one.alters)


async def _under_their_entries(
    db: WriteSession, awards: Sequence[Standing], grants: Sequence[Grant]
) -> tuple[Grant, ...]:
    """What is granted, under the entry of each person that her award names: who was entered twice has no second right by the other one."""
    named = {one.right.entitled for one in awards}
    others = {one.entitled for one in grants} - named
    if not others:
        return tuple(grants)
    stands = await one_person.stand_ins(db, named | others)
    entry = {stands[one]: one for one in named}
    return tuple(
        replace(one, entitled=entry.get(stands[one.entitled], one.entitled)) if one.entitled in others else one
        for one in grants
    )


def _fits_form(kind: Kind, act: ActIn, assessed: Content | None) -> None:
    if (kind.effect == "change") != (assessed is not None):
        if assessed is None:
            raise missing("/facts", "Zmiana wymaga nowych danych albo nowej kwoty.")
        raise ActIncomplete(errors=[FieldError("/facts", "not_expected", "To rozstrzygnięcie nie wynika z danych.")])
    if assessed is None and act.reason is None:
        raise missing("/act/reason", "Rozstrzygnięcie wymaga powodu.")
    if kind.amount == "must" and act.amount is None:
        raise missing("/act/amount", "To rozstrzygnięcie mówi o kwocie.")
    if kind.amount == "never" and act.amount is not None:
        raise ActIncomplete(errors=[FieldError("/act/amount", "not_expected", "To rozstrzygnięcie nie mówi o kwocie.")])
    if kind.starts == "must" and act.effective_from is None and act.mode != "whole":
        raise missing("/act/effective_from", "Trzeba wskazać, od kiedy działa rozstrzygnięcie.")
    if kind.starts == "never" and act.effective_from is not None:
        raise ActIncomplete(
            errors=[FieldError("/act/effective_from", "not_expected", "To rozstrzygnięcie nie ma początku.")]
        )
    if wrong := wrong_terms(kind, act):
        raise ActIncomplete(errors=wrong)
    _starts(act)


def _starts(act: ActIn) -> int | None:
    """The first month that the act works from: with a day, the first month that begins on it or later."""
    if act.effective_from is None:
        return None
    try:
        if len(act.effective_from) == len("2019-11"):
            return parse_month(act.effective_from)
        day = date.fromisoformat(act.effective_from)
    except ValueError:
        raise ActIncomplete(errors=[FieldError("/act/effective_from", "no_such_day", "Nie ma takiego dnia.")]) from None
    return month_of(day) + (day.day > 1)


def _consents(consents: Sequence[ConsentIn], parties: set[UUID], ground: Ground, on: date) -> None:
    agreed = {one.person for one in consents if one.given_on <= on}
    without = parties - agreed
    if without:
        raise ConsentRequired(
            "Brakuje zgody strony albo dano ją po dniu rozstrzygnięcia.",
            errors=[FieldError("/act/consents", "consent_missing", "Brakuje zgody strony.") for _ in without],
            legal_basis=[ground.article],
        )


async def _parties(db: WriteSession, older: Older) -> set[UUID]:
    return {older.recipient} if older.row is None else await parties_of(db, older.row)


async def parties_of(db: WriteSession, row: DecisionRow) -> set[UUID]:
    """The persons who are parties of a decision; where none was noted, whoever gets it."""
    noted = {one.person for one in await deliveries.parties(db, [row.id]) if one.person is not None}
    return noted or {row.recipient}
