"""The worked cases of the procedure that lie beside the law (casework/law/cases/)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from casework.archives.categories import register_kept_until
from casework.decisions.finality import Party, finality
from casework.deliveries.day import delivery
from casework.deliveries.recorded import Delivered, Event, Sending
from casework.signs.sign import BadSign, parse
from casework.terms.calls import answer_to, call, call_term
from casework.terms.computing import term
from casework.terms.law import LAW_FOLDER
from casework.terms.named import named
from kit.identifiers import BadIdentifier, account, gmina, pesel
from kit.law import read_cases
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND

Facts = Mapping[str, Any]
CASES = read_cases(LAW_FOLDER)
NAMES = {"odwołanie": "appeal", "zażalenie": "complaint"}


def _term(facts: Facts) -> dict[str, Any]:
    found = named(NAMES[facts["act"]]).of(_day(facts["decision_delivered"]))
    assert found.count == facts["term_days"]
    assert found == term(found.start, facts["term_days"], "days")
    return {"raw_last_day": found.raw_last_day, "last_day": found.last_day}


def _paper_fiction(facts: Facts) -> dict[str, Any]:
    first = _day(facts["first_notice_left"])
    notices = (Event("first_notice", first), Event("second_notice", named("complaint").of(first).over_on))
    letter = Sending("post", first, notices)  # the case is silent on the second notice: it was left as it should be
    found = delivery(letter, on=date.max, case_started_on=first)
    assert isinstance(found, Delivered)
    return {"deemed_delivered": found.on, "appeal_last_day": named("appeal").of(found.on).last_day}


def _waivers(facts: Facts) -> dict[str, Any]:
    parties = [
        Party(name, _day(day), waived_on=_day(facts["waivers_received"][name]))
        for name, day in facts["decision_delivered"].items()
    ]
    found = finality(parties, granted_in_full=False, justified=True)
    assert found.final_on == found.prawomocna_on
    return {"final_and_prawomocna_on": found.final_on}


def _sector_call(facts: Facts) -> dict[str, Any]:
    on = _day(facts["call_delivered"])
    allowed = call_term("form_filled_wrongly", on, ALIMONY_FUND.calls["upoua"], ALIMONY_FUND.law().on(on))
    assert allowed.least == allowed.most
    found = call(on, allowed.least, allowed)
    return {
        "term_days": found.count, "last_day": found.last_day, "effect_if_missed": "pozostawienie bez rozpatrzenia",
    }  # fmt: skip


def _e_mail(_: Facts) -> dict[str, Any]:
    assert answer_to("ordinary_email")[0] == "leave_unexamined"
    return {"effect": "pozostawienie bez rozpoznania"}


def _forwarding(facts: Facts) -> dict[str, Any]:
    received = _day(facts["appeal_received_by_first_instance"])
    return {"forward_to_SKO_by": named("forward_appeal").of(received).last_day}


def _identifier(facts: Facts, today: date) -> dict[str, Any]:
    value = facts["value"]
    try:
        if facts["kind"] == "PESEL":
            person = pesel(value, today)
            return {"valid": True, "birth_date": person.born_on, "sex": person.sex}
        if facts["kind"] == "NRB":
            return {"valid": True, "iban": account(value).iban}
        if facts["kind"] == "ZNAK_SPRAWY":
            sign = parse(value)
            series = sign.series
            return {
                "valid": True, "unit": series.unit, "class_symbol": series.symbol, "case_no": sign.number,
                "subset_no": series.subset, "year": series.year,
            }  # fmt: skip
        place = gmina(value)
    except (BadIdentifier, BadSign) as bad:
        return {"valid": False, "error": str(bad)}
    return {
        "valid": True, "wojewodztwo": place.wojewodztwo, "powiat": place.powiat, "gmina": place.code, "kind": place.kind,
    }  # fmt: skip


def _register(facts: Facts, today: date) -> dict[str, Any]:
    refused = "fund benefit refused, decision final "
    assert facts["record"].startswith(refused)
    years = ALIMONY_FUND.law().on(today).count("fa_register_retention_refused")
    return {"delete_after": register_kept_until(_day(facts["record"].removeprefix(refused)), years)}


BY_FACT: dict[str, Callable[[Facts], dict[str, Any]]] = {
    "act": _term,
    "first_notice_left": _paper_fiction,
    "waivers_received": _waivers,
    "call_delivered": _sector_call,
    "appeal_received_by_first_instance": _forwarding,
    "kind": _e_mail,
}


def _answer(case: Mapping[str, Any]) -> dict[str, Any]:
    facts, today = case["facts"], _day(case["date"])
    if case["topic"] == "identifiers":
        return _identifier(facts, today)
    if case["topic"] == "archives":
        return _register(facts, today)
    return next(answer for fact, answer in BY_FACT.items() if fact in facts)(facts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_comes_out_as_checked(case: Mapping[str, Any]) -> None:
    answer = {name: value.isoformat() if isinstance(value, date) else value for name, value in _answer(case).items()}

    assert answer == case["expected"]


def test_the_cases_of_all_three_topics_are_here() -> None:
    assert {case["topic"] for case in CASES} == {"kpa_terms", "identifiers", "archives"}
    assert len({case["id"] for case in CASES}) == len(CASES)


def _day(text: str) -> date:
    return date.fromisoformat(text)
