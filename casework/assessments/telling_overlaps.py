"""Overlaps and alternatives as the API tells them: plain JSON values in the shape of `overlap_schemas`."""

from collections.abc import Sequence
from typing import Any

from casework.assessments.choosing import Weighed
from casework.assessments.claims import Claim, Conflict, names
from casework.assessments.weighing import Alternative, Loss
from casework.benefits.catalogue import Catalogue
from kit.money import amount_text, zloty
from kit.periods import month_text

Json = dict[str, Any]


def overlaps_told(found: Weighed) -> list[Json]:
    """`OverlapOut` of every pair."""
    return [_overlap(one, found.claims) for one in found.conflicts]


def alternatives_told(found: Weighed, catalogue: Catalogue) -> list[Json]:
    """`AlternativeOut` of every choice, the best in money first."""
    called = names(catalogue, found.claims)
    return [_alternative(one, found, [called[index] for index in one.keeps]) for one in found.alternatives]


def _overlap(one: Conflict, claims: Sequence[Claim]) -> Json:
    decided_by = "person"
    if one.prevails is not None:
        decided_by = "law" if one.exclusion.prevails else "right_there_already"
    return {
        "code": one.exclusion.code,
        "article": one.exclusion.article,
        "text": one.exclusion.text,
        "confidence": one.exclusion.confidence,
        "claims": [_claim(claims[one.one]), _claim(claims[one.other])],
        "from": month_text(min(one.months)),
        "to": month_text(max(one.months)),
        "decided_by": decided_by,
        "prevails": None if one.prevails is None else _claim(claims[one.prevails]),
    }


def _claim(one: Claim) -> Json:
    return {"benefit": one.benefit, "person": one.person, "there_already": one.there_already}


def _alternative(one: Alternative, found: Weighed, kept: Sequence[str]) -> Json:
    best = found.best(one)
    total = zloty(one.total)
    return {
        "keeps": [_claim(found.claims[index]) for index in one.keeps],
        "gives_up": [_given_up(loss, found.claims) for loss in one.losses],
        "months": _sums(one.by_month),
        "total": total,
        "best": best,
        "tied": best and found.tied,
        "chosen": one is found.chosen,
        "sentence": _sentence(kept, amount_text(one.total), best, best and found.tied),
    }


def _given_up(loss: Loss, claims: Sequence[Claim]) -> Json:
    return {
        "claim": _claim(claims[loss.claim]),
        "for_claim": _claim(claims[loss.to]),
        "article": loss.conflict.exclusion.article,
        "from": month_text(min(loss.months)),
        "to": month_text(max(loss.months)),
    }


def _sums(by_month: Sequence[tuple[int, int]]) -> list[Json]:
    runs: list[list[int]] = []
    for at, amount in by_month:
        if runs and runs[-1][1] == at - 1 and runs[-1][2] == amount:
            runs[-1][1] = at
        else:
            runs.append([at, at, amount])
    return [{"from": month_text(at), "to": month_text(to), "amount": zloty(amount)} for at, to, amount in runs]


def _sentence(kept: Sequence[str], total: str, best: bool, tied: bool) -> str:
    told = f"Wybór: {', '.join(kept)}. W miesiącach objętych oceną razem {total}"
    if tied:
        return f"{told}; inny wybór daje tyle samo."
    return f"{told}, najwięcej z możliwych." if best else f"{told}."
