"""A decision of any kind in any service, ready for its letter, with nothing of it read from a database."""

from datetime import date
from itertools import count
from uuid import UUID

from casework.awards.algebra import Stretch, schedule
from casework.awards.effects import Hold, Planned, Right, Standing, cut, held, released
from casework.awards.going_on import rearranged
from casework.benefits.catalogue import Catalogue
from casework.decisions.acts_store import ActRow
from casework.decisions.grants import Grant
from casework.decisions.grounds import Ground, of_procedure
from casework.decisions.kinds import Kind
from casework.decisions.tables import DecisionRow
from casework.letters.contents import Authorisation, Instalment, Office, Party, Signature, Undue
from casework.letters.decided import Decided, Names, Older, Registers
from kit.periods import month

DAY = date(2025, 11, 5)
FIRST, LAST = month(2025, 11), month(2026, 10)
OLDER = Older("grant", date(2025, 1, 10), "3/2025", "OPS.5111.1.2025")
WORDS = "zamiast „ul. Polna 1” wpisać „ul. Polna 7”"
SIGNATURE = Signature(
    "Grażyna Wąsik", "Kierownik GOPS", "on_behalf", Authorisation("12/2024", date(2024, 5, 7), "art. 268a k.p.a.")
)
PARTY = Party("Żaneta Ćwiklińska-Łoś", ("ul. Jabłoniowa 7 m. 3", "98-432 Łubnice"))
_IDS = (UUID(int=number) for number in count(1))
_GMINA = "101805"
_ENTITLED = UUID(int=10**6)


def registers(office: Office) -> Registers:
    return Registers(
        office=office,
        signature=SIGNATURE,
        znak="OPS.5111.12.2025",
        number="12/2025",
        party=PARTY,
        recipients=(PARTY.name, "a/a"),
        applied_on=date(2025, 10, 20),
        payment="przelewem na wskazany rachunek bankowy",
    )


def an_act(catalogue: Catalogue, kind: Kind) -> Decided:
    """A decision of the kind on the first benefit of the service for which the law has a ground of it."""
    every = {**catalogue.grounds, **of_procedure()}
    benefit, ground = next(
        (benefit.code, ground)
        for benefit in catalogue
        for ground in (every.values() if kind.ground == "listed" else (None,))
        if ground is None or ground.fits(kind.code, benefit.code, DAY)
    )
    row = _row(catalogue, kind, benefit, ground)
    act = None if kind.ground == "own" else _act(kind, benefit, ground, row.id)
    return Decided(
        row=row,
        names=Names({_ENTITLED: "Łucja Ćwiklińska"}, {one.code: one.name for one in catalogue}),
        act=act,
        ground=ground,
        older=None if kind.older == "none" else OLDER,
        undue=(Undue(FIRST, date(2025, 11, 20), 50_000), Undue(FIRST + 1, date(2025, 12, 20), 50_000))
        if kind.code in ("undue_payment", "return")
        else (),
        due=(Instalment(date(2026, 1, 10), 60_000), Instalment(date(2026, 2, 10), 40_000))
        if kind.due != "never"
        else (),
    )


def _row(catalogue: Catalogue, kind: Kind, benefit: str, ground: Ground | None) -> DecisionRow:
    of = catalogue.get(benefit)
    basis = f"{of.article} {of.act}" if ground is None else ground.article
    grants = [Grant(benefit, _ENTITLED, FIRST, LAST, 121_500)] if kind.code in ("grant", "change") else []
    refusal = {
        "code": "income_exceeds",
        "article": "art. 5 ust. 1",
        "text": "Dochód 700.00 zł przekracza kryterium.",
        "person": None,
    }
    return DecisionRow(
        gmina=_GMINA, id=next(_IDS), benefit=benefit, kind=kind.code, outcome=kind.outcome, state="issued", entitled=_ENTITLED,
        recipient=_ENTITLED, unit="gops", reasons=[], on_day=DAY, legal_basis=basis,
        reason=None if ground is None else "Sytuacja rodziny zmieniła się 2025-10-15", justified=True,
        grants=[one.to_json() for one in grants], refusals=[refusal] if kind.code == "refuse" else [],
        steps=["Dochód na osobę wynosi 674.00 zł w okresie 2025-11..2026-10 (art. 5 ust. 1)"], prepared_by="jan",
        prepared_on=DAY, issued_on=DAY,
    )  # fmt: skip


def _act(kind: Kind, benefit: str, ground: Ground | None, decision: UUID) -> ActRow:
    plans = _plans(kind, benefit)
    return ActRow(
        gmina=_GMINA, decision=decision, root=next(_IDS), refers_to=next(_IDS), mode="ahead", effective_from=date(2026, 1, 1)
        if kind.starts == "must" else None, effective_unit="month", ground="" if ground is None else ground.code,
        article="" if ground is None else ground.article, consents=[{"given_on": "2025-11-03"}], amount=None
        if kind.amount == "never" else 100_000, plan=[one.to_json() for one in plans], words=None
        if kind.words == "never" else WORDS,
    )  # fmt: skip


def _plans(kind: Kind, benefit: str) -> tuple[Planned, ...]:
    right = Right(benefit, _ENTITLED, None, None)
    amounts = schedule([Stretch(FIRST, LAST, 121_500)])
    turn = month(2026, 1)
    award = Standing(next(_IDS), 1, right, "active", amounts)
    if kind.effect == "change":
        return rearranged([award], [(right, schedule([Stretch(turn, LAST, 101_500)]))], turn, lambda: next(_IDS))
    if kind.effect == "cut":
        return (cut(award, turn),)
    if kind.effect == "hold":
        return (held(award, turn),)
    if kind.effect == "release":
        stopped = Standing(award.award, 1, right, "suspended", amounts, (Hold(FIRST, None),))
        return (released(stopped, turn, whole=True),)
    return ()
