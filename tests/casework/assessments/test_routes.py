"""GET /benefits and POST /assessments over HTTP, with the real catalogue of family benefits and no database."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from casework.assessments.routes import assessments_router
from casework.benefits.routes import benefits_router
from kit.app import create_app
from kit.testing.clients import Caller, Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE

pytestmark = pytest.mark.asyncio

PERSON = {"born_on": "1949-06-30"}


@pytest_asyncio.fixture
async def office() -> AsyncIterator[Office]:
    issuer = TokenIssuer()
    routers = [benefits_router(CATALOGUE), assessments_router(CATALOGUE)]
    app = create_app("Świadczenia rodzinne", "family_benefits", routers, authenticator=issuer.authenticator())
    async with running(app, issuer) as office:
        yield office


@pytest.fixture
def anna(office: Office) -> Caller:
    return office.caller("anna", "caseworker")


async def asked(caller: Caller, **body: Any) -> Any:
    return await caller.send("POST", "/v1/assessments", body=body)


async def test_the_catalogue_is_in_order_and_can_be_filtered(anna: Caller) -> None:
    everything = (await anna.get("/v1/benefits")).json()["items"]
    computed = (await anna.get("/v1/benefits", kind="computed", text="DODATEK")).json()["items"]
    assert [item["code"] for item in everything] == sorted(item["code"] for item in everything)
    assert [item["code"] for item in computed] == [
        one.code for one in CATALOGUE if one.kind == "computed" and "dodatek" in f"{one.name} {one.code}".casefold()
    ]


async def test_a_benefit_says_its_statute_facts_and_budget_lines(anna: Caller) -> None:
    benefit = (await anna.get("/v1/benefits/zasilek_rodzinny")).json()
    assert (benefit["article"], benefit["unit"], benefit["counted"]) == ("art. 4–7", "child", "entitled")
    assert [(line["rozdzial"], line["paragraf"], line["valid_from"]) for line in benefit["budget_lines"]] == [
        ("85212", "3110", "2004-05-01"),
        ("85502", "3110", "2017-01-01"),
    ]
    assert [item["value"] for item in benefit["mechanisms"]] == ["zlotowka_za_zlotowke"]
    assert set(benefit["facts"]["properties"]) == {"application", "family", "income"}
    example = CATALOGUE.example
    assert example is not None
    facts = {name: part for name, part in example["facts"].items() if name in benefit["facts"]["properties"]}
    Draft202012Validator(benefit["facts"]).validate(facts)


async def test_a_recorded_benefit_has_no_form_of_facts(anna: Caller) -> None:
    assert (await anna.get("/v1/benefits/odsetki_nienaleznie_pobranych")).json()["facts"] is None


async def test_an_unknown_benefit_is_not_found(anna: Caller) -> None:
    assert (await anna.get("/v1/benefits/dodatek_ktorego_nie_ma")).status_code == 404


async def test_the_example_is_assessed_with_months_steps_and_receipt(anna: Caller) -> None:
    answer = (await anna.send("POST", "/v1/assessments", body=CATALOGUE.example)).json()
    allowance, supplement = answer["assessments"]
    assert [(run["from"], run["to"], run["amount"], run["variant"]) for run in allowance["months"]] == [
        ("2024-11", "2025-10", "95.00", "do_5_lat"),
        ("2024-11", "2025-10", "124.00", "powyzej_5_do_18_lat"),
    ]
    assert supplement["months"][0]["amount"] == "90.00"
    assert allowance["amounts"][0] == {"name": "income_monthly", "amount": "3056.00"}
    assert any("art. 5 ust. 1-2" in step for step in allowance["steps"])
    assert allowance["receipt"] == supplement["receipt"]
    assert allowance["tree"] is None


async def test_the_same_facts_on_the_same_day_give_the_same_answer(anna: Caller) -> None:
    first = await anna.send("POST", "/v1/assessments", body=CATALOGUE.example)
    again = await anna.send("POST", "/v1/assessments", body=CATALOGUE.example)
    assert first.content == again.content


async def test_the_auditor_gets_the_tree_with_the_place_in_the_gazette(office: Office) -> None:
    auditor = office.caller("audyt", "auditor")
    answer = await auditor.send("POST", "/v1/assessments", body=CATALOGUE.example, query={"explain": "tree"})
    steps = answer.json()["assessments"][0]["tree"]
    band = next(step for step in steps if step["code"] == "family_allowance")
    assert band["result"] == "124.00"
    assert {source["gazette"] for source in band["parameters"]} == {"Dz.U. 2015 poz. 1238"}


async def test_without_benefits_everything_that_the_facts_allow_is_assessed(anna: Caller) -> None:
    answer = await asked(anna, on="2024-06-25", facts={"application": {"received_on": "2024-06-20"}, "person": PERSON})
    assert [item["benefit"] for item in answer.json()["assessments"]] == ["zasilek_pielegnacyjny"]


async def test_without_benefits_each_is_assessed_or_told_what_it_lacks(anna: Caller) -> None:
    answer = await asked(anna, on="2024-06-25", facts={"application": {"received_on": "2024-06-20"}, "person": PERSON})
    lacking = {item["benefit"]: item for item in answer.json()["not_assessed"]}
    computed = {one.code for one in CATALOGUE if one.kind == "computed"}
    assert set(lacking) == computed - {"zasilek_pielegnacyjny"}
    assert lacking["zasilek_rodzinny"] == {
        "benefit": "zasilek_rodzinny",
        "code": "facts_missing",
        "pointer": "/facts/family",
        "text": "Nie oceniono, brakuje danych: Do oceny tego świadczenia potrzebna jest część „family”.",
    }


async def test_an_aid_that_needs_another_year_of_income_does_not_stop_the_others(anna: Caller) -> None:
    assert CATALOGUE.example is not None
    facts = {**CATALOGUE.example["facts"], "household": {"size": 5}}
    body = (await asked(anna, on="2022-03-10", facts={**facts, "application": {"received_on": "2022-03-01"}})).json()
    certified = (
        await asked(anna, on="2024-11-08", facts={**facts, "application": {"received_on": "2024-03-01"}})
    ).json()
    lacking = {item["benefit"]: (item["code"], item["pointer"]) for item in certified["not_assessed"]}
    assert "zasilek_rodzinny" in [item["benefit"] for item in certified["assessments"]]
    assert lacking["czyste_powietrze_zaswiadczenie"] == ("wrong_base_year", "/facts/income/base_year")
    refused = {item["benefit"]: item["text"] for item in body["not_assessed"]}
    assert refused["zasilek_rodzinny"] == "Nie oceniono, brakuje danych: Rokiem bazowym tego okresu jest 2020 r."


async def test_what_was_asked_for_by_code_and_lacks_its_facts_is_still_refused(anna: Caller) -> None:
    assert CATALOGUE.example is not None
    facts = {**CATALOGUE.example["facts"], "household": {"size": 5}}
    early = {**facts, "application": {"received_on": "2024-03-01"}}
    answer = await asked(anna, on="2024-03-01", benefits=["czyste_powietrze_zaswiadczenie"], facts=early)
    assert (answer.status_code, answer.json()["code"]) == (422, "unfit_facts")
    whole = await asked(anna, on="2024-11-08", benefits=["zasilek_rodzinny"], facts=facts)
    assert whole.json()["not_assessed"] == []


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"benefits": ["zasilek_rodzinny"]}, 422, "unfit_facts", "/facts/family"),
        ({"benefits": ["zasilek_pielegnacyjny", "bez_nazwy"]}, 422, "unknown_benefit", "/benefits/1"),
        ({"benefits": ["odsetki_nienaleznie_pobranych"]}, 422, "benefit_recorded", "/benefits/0"),
        ({"on": "1950-01-01", "received_on": "1950-01-01"}, 422, "no_law_for_date", "/on"),
        ({"on": "1850-01-01"}, 422, "validation_failed", "/on"),
        ({"facts": {}}, 422, "validation_failed", "/facts/application"),
        ({"surplus": 1}, 422, "validation_failed", ""),
    ],
)
async def test_what_cannot_be_assessed_is_refused_by_name_with_a_pointer(
    anna: Caller, body: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    received = body.pop("received_on", "2024-06-20")
    whole = {"on": "2024-06-25", "facts": {"application": {"received_on": received}, "person": PERSON}, **body}
    answer = await asked(anna, **whole)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_income_of_another_year_is_refused_with_a_pointer(anna: Caller) -> None:
    assert CATALOGUE.example is not None
    facts = CATALOGUE.example["facts"]
    wrong = {**facts, "income": {**facts["income"], "base_year": 2022}}
    answer = await asked(anna, on="2024-11-08", benefits=["zasilek_rodzinny"], facts=wrong)
    assert answer.json()["errors"][0] == {
        "pointer": "/facts/income/base_year",
        "code": "wrong_base_year",
        "message": "Rokiem bazowym tego okresu jest 2023 r.",
    }


@pytest.mark.parametrize("amount", [100, 100.0, "100", "100,00", "-1.00", "10000000.01"])
async def test_money_is_text_with_two_places(anna: Caller, amount: object) -> None:
    assert CATALOGUE.example is not None
    facts = {
        **CATALOGUE.example["facts"],
        "income": {"base_year": 2023, "items": [{"member": "dorosly_1", "amount": amount}]},
    }
    answer = await asked(anna, on="2024-11-08", facts=facts)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/facts/income/items/0/amount"


async def test_a_nul_character_is_refused(anna: Caller) -> None:
    body = {"on": "2024-06-25", "facts": {"application": {"received_on": "2024-06-20\u0000"}, "person": PERSON}}
    assert (await anna.send("POST", "/v1/assessments", body=body)).status_code == 422


async def test_a_reporter_may_read_the_catalogue_but_not_assess(office: Office) -> None:
    reporter = office.caller("raport", "reporter")
    assert (await reporter.get("/v1/benefits")).status_code == 200
    assert (await reporter.send("POST", "/v1/assessments", body=CATALOGUE.example)).status_code == 403


async def test_another_gmina_is_not_found(office: Office) -> None:
    stranger = office.caller("anna", "caseworker", gmina="101805", gminas=["101803"])
    assert (await stranger.send("POST", "/v1/assessments", body=CATALOGUE.example)).status_code == 404


CARE = {
    "application": {"received_on": "2018-03-05"},
    "carer": {
        "cared_for": [
            {
                "id": "babcia",
                "born_on": "1940-01-01",
                "relation": "first_degree_kin",
                "disability": {"degree": "znaczny"},
            }
        ]
    },
}
DRAWN = {
    "benefit": "specjalny_zasilek_opiekunczy",
    "person": "babcia",
    "since": "2017-11-01",
    "until": "2018-10-31",
    "monthly": "520.00",
}


async def test_what_excludes_what_is_told_with_the_choices_and_the_best_of_them(anna: Caller) -> None:
    answer = (
        await asked(anna, on="2018-03-10", benefits=["swiadczenie_pielegnacyjne"], facts=CARE, rights=[DRAWN])
    ).json()
    assert {one["article"] for one in answer["overlaps"]} >= {"art. 27 ust. 5 u.ś.r. w brzmieniu do 31.12.2023"}
    assert [(one["total"], one["best"], one["chosen"]) for one in answer["alternatives"]] == [
        ("17936.00", True, False),
        ("10280.00", False, False),
    ]
    assert answer["assessments"][0]["eligible"]


async def test_the_choice_is_the_persons(anna: Caller) -> None:
    chosen = [{"benefit": "specjalny_zasilek_opiekunczy"}]
    body = {"on": "2018-03-10", "benefits": ["swiadczenie_pielegnacyjne"], "facts": CARE, "rights": [DRAWN]}
    answer = (await asked(anna, **body, chosen=chosen)).json()
    (assessment,) = answer["assessments"]
    assert [(run["from"], run["amount"]) for run in assessment["months"]] == [
        ("2018-11", "1477.00"),
        ("2019-01", "1583.00"),
    ]
    assert [one["code"] for one in assessment["refusals"]] == ["one_benefit_by_choice"]


@pytest.mark.parametrize(
    ("more", "code", "pointer"),
    [
        ({"rights": [{"benefit": "bez_nazwy", "since": "2018-01-01"}]}, "unknown_right", "/rights/0/benefit"),
        ({"rights": [{**DRAWN, "until": "2017-10-31"}]}, "validation_failed", "/rights/0"),
        ({"chosen": [{"benefit": "zasilek_dla_opiekuna"}]}, "choice_not_due", "/chosen/0"),
        (
            {"rights": [DRAWN], "chosen": [{"benefit": "swiadczenie_pielegnacyjne"}, {"benefit": "specjalny_zasilek_opiekunczy"}]},
            "choice_excluded", "/chosen",
        ),
    ],
)  # fmt: skip
async def test_a_choice_that_cannot_be_made_is_refused_by_name(
    anna: Caller, more: dict[str, Any], code: str, pointer: str
) -> None:
    answer = await asked(anna, on="2018-03-10", benefits=["swiadczenie_pielegnacyjne"], facts=CARE, **more)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, code)
    assert pointer in {error["pointer"] for error in problem["errors"]}
