"""Answers of assessments as the API tells them: plain JSON values in the shape of `AssessmentOut`.

Models of the same shape would take a fifth of what the request takes; that the two agree is for the tests to see.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.assessments.schemas import Explain
from casework.assessments.service import NotAssessed
from casework.benefits.officer import OfficerGround, for_the_officer
from casework.benefits.results import Assessment
from kit.law import Law, Node, NoParameter, Receipt, Record, sentences, tree
from kit.money import zloty
from kit.periods import month_text

Json = dict[str, Any]


def told(
    found: Sequence[Assessment],
    on: date,
    gmina: str,
    law: Law,
    receipt: Receipt,
    explain: Explain = "sentences",
    overlaps: Sequence[Json] = (),
    alternatives: Sequence[Json] = (),
    officer: Mapping[str, OfficerGround] | None = None,
    not_assessed: Sequence[NotAssessed] = (),
) -> Json:
    """`AssessmentOut`; a step or an amount that several benefits share is put into words once."""
    said: dict[Record, str] = {}
    figures = {named: {"name": named[0], "amount": zloty(named[1])} for item in found for named in item.figures}
    pinned = {
        "engine_version": receipt.engine_version,
        "rules_hash": receipt.rules_hash,
        "parameters_hash": receipt.parameters_hash,
        "inputs_hash": receipt.inputs_hash,
        "as_of": receipt.as_of,
    }
    return {
        "on": on,
        "gmina": gmina,
        "assessments": [
            _answer(item, law, pinned, explain, said, figures, for_the_officer(officer or {}, item, on))
            for item in found
        ],
        "not_assessed": [
            {"benefit": one.benefit, "code": one.code, "pointer": one.pointer, "text": one.text} for one in not_assessed
        ],
        "overlaps": overlaps,
        "alternatives": alternatives,
    }


def _answer(
    found: Assessment,
    law: Law,
    receipt: Json,
    explain: Explain,
    said: dict[Record, str],
    figures: Mapping[tuple[str, int], Json],
    points: Sequence[OfficerGround],
) -> Json:
    return {
        "benefit": found.benefit,
        "eligible": found.eligible,
        "outcome": found.outcome,
        "refusals": [
            {
                "code": item.ground.code,
                "article": item.ground.article,
                "text": item.ground.text,
                "outcome": item.ground.outcome,
                "person": item.person,
            }
            for item in found.refusals
        ],
        "months": [
            {
                "benefit": due.benefit,
                "from": month_text(due.first),
                "to": month_text(due.last),
                "amount": zloty(due.amount),
                "per": due.per,
                "persons": due.persons,
                "variant": due.variant,
                "mechanism": due.mechanism,
                "open_ended": due.open_ended,
            }
            for due in found.months
        ],
        "amounts": [figures[named] for named in found.figures],
        "findings": [{"name": name, "value": value} for name, value in found.findings],
        "for_the_officer": [
            {"code": one.code, "article": one.article, "text": one.text, "outcomes": one.outcomes} for one in points
        ],
        "steps": () if explain == "none" else sentences(found.trace, said),
        "tree": [_step(node, law, receipt["as_of"]) for node in tree(found.trace)] if explain == "tree" else None,
        "receipt": receipt,
    }


def _step(node: Node, law: Law, on: date) -> Json:
    return {
        "code": node.code,
        "article": node.article,
        "sentence": node.sentence,
        "inputs": [{"name": name, "value": value} for name, value in node.inputs],
        "result": node.result,
        "parameters": [source for name in node.parameters if (source := _source(name, law, on)) is not None],
        "steps": [_step(below, law, on) for below in node.steps],
    }


def _source(name: str, law: Law, on: date) -> Json | None:
    try:
        value = law.on(on).value(name)
    except NoParameter:
        return None
    return {
        "name": name,
        "title": law.parameters[name].title,
        "article": value.article,
        "gazette": value.gazette,
        "confidence": value.confidence,
    }
