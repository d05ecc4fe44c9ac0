"""Letters that decide nothing: made of what the registers hold of an application, a case, a draft, an appeal or a debt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.applications.a_letter import Application
from tests.casework.letters.a_letter import lives, pdf_text, registered
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, authorised, recorded, staff
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
BENEFIT = "zasilek_staly_testowy"


@pytest_asyncio.fixture
async def people(office: Office, today: Turn) -> Staff:
    staffed = staff(office)
    await registered(staffed)
    return staffed


async def anna(people: Staff) -> str:
    return await lives(people, await a_person(people.clerk))


async def an_application(people: Staff, person: str) -> Application:
    body = {"form": "paper", "received_on": "2019-01-02", "applicant": person, "benefits": [BENEFIT]}
    answer = await people.clerk.post("/v1/applications", body)
    assert answer.status_code == 201, answer.text
    return Application(people.clerk, answer.json()["id"])


async def a_case(people: Staff, person: str) -> str:
    return str((await people.clerk.post("/v1/cases", {"party": person, "benefit": BENEFIT})).json()["id"])


async def told(people: Staff, **body: Any) -> str:
    made = await people.clerk.post("/v1/letters", body)
    assert made.status_code == 201, made.text
    return pdf_text((await people.clerk.get(f"/v1/letters/{made.json()['id']}")).content)


def has(text: str, *elements: str) -> None:
    headed = (
        "Wójt Gminy Łubnice Gminny Ośrodek Pomocy Społecznej w Łubnicach ul. Źródlana 1", "Łubnice, dnia 10 stycznia 2019 r.",
        "Jan Kłos Referent",
    )  # fmt: skip
    assert [one for one in (*headed, *elements) if one not in text] == []


@pytest.mark.asyncio
async def test_a_call_for_completion_says_what_was_noted_with_the_application(people: Staff) -> None:
    application = await an_application(people, await anna(people))
    before = await people.clerk.post("/v1/letters", {"kind": "completion_call", "application": application.id})
    await application.done("calls", defects=[{"defect": "other_formal", "what": "Podpisać wniosek."}])

    text = await told(people, kind="completion_call", application=application.id)

    assert (before.status_code, before.json()["code"]) == (409, "letter_nothing_noted")
    has(
        text, "Anna Wiśniewska ul. Jabłoniowa 7 m. 3", "Znak sprawy: OPS.5111.1.2019", "Podpisać wniosek.", "7 dni",
        "art. 64 § 2", "wnioskiem z dnia 2 stycznia 2019 r.", "Administratorem danych osobowych",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_the_start_the_delay_and_the_forwarding_of_an_application_are_told(people: Staff) -> None:
    application = await an_application(people, await anna(people))
    start = await told(people, kind="start_notice", application=application.id)
    delay = await told(
        people,
        kind="delay_notice",
        application=application.id,
        reason="oczekiwanie na odpowiedź sądu",
        new_day="2019-03-15",
    )
    backwards = await people.clerk.post(
        "/v1/letters",
        {"kind": "delay_notice", "application": application.id, "reason": "opóźnienie", "new_day": "2019-01-10"},
    )
    await application.done("forward", to="Burmistrz Wieruszowa")
    forwarding = await told(
        people, kind="forwarding", application=application.id, reason="miejsce zamieszkania strony",
        competent_address=["Rynek 1", "98-400 Wieruszów"],
    )  # fmt: skip

    has(start, "dnia 2 stycznia 2019 r. wszczęto na wniosek postępowanie w sprawie: zasilek staly testowy")
    has(delay, "oczekiwanie na odpowiedź sądu", "15 marca 2019 r.", "ponaglenie")
    has(
        forwarding,
        "Burmistrz Wieruszowa Rynek 1 98-400 Wieruszów",
        "miejsce zamieszkania strony",
        "• Burmistrz Wieruszowa",
    )
    assert (backwards.status_code, backwards.json()["errors"][0]["pointer"]) == (422, "/new_day")


@pytest.mark.asyncio
async def test_an_application_left_unexamined_is_told_with_its_reason(people: Staff, today: Turn) -> None:
    application = await an_application(people, await anna(people))
    await application.done("calls", defects=[{"defect": "other_formal", "what": "Podpisać wniosek."}])
    number = (await application.shown())["calls"][0]["number"]
    await application.done(f"calls/{number}/deliver", on="2019-01-10")
    today(date(2019, 2, 1))
    await application.done("leave-unexamined", ground="call_missed")

    text = await told(people, kind="left_unexamined", application=application.id, day="2019-01-10")

    has(
        text,
        "pozostawiono bez rozpatrzenia",
        "braków podania nie usunięto w wyznaczonym terminie",
        "10 stycznia 2019 r.",
    )


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"form": "ordinary_email"}, "podanie wniesiono zwykłą pocztą elektroniczną"),
        ({"no_address": True}, "podanie nie zawiera adresu wnoszącego"),
    ],
)
async def test_a_letter_left_without_a_call_is_not_told_that_it_missed_one(
    people: Staff, how: dict[str, Any], reason: str
) -> None:
    body = {"form": "paper", "received_on": "2019-01-02", "applicant": await anna(people), "benefits": [BENEFIT], **how}
    application = (await people.clerk.post("/v1/applications", body)).json()["id"]

    text = await told(people, kind="left_unexamined", application=application, day="2019-01-10")

    has(text, "pozostawiono bez rozpatrzenia", reason)
    assert "wyznaczonym terminie" not in text


@pytest.mark.asyncio
async def test_a_case_ex_officio_a_certificate_a_note_of_duties_and_an_order_stand_under_its_sign(
    people: Staff,
) -> None:
    case = await a_case(people, await anna(people))
    start = await told(people, kind="start_notice", case=case, matter="zmiana decyzji o zasiłku")
    certificate = await told(
        people, kind="certificate", case=case, requested_on="2019-01-02", facts=["w roku 2018 nie pobierano świadczeń"],
        purpose="przedłożenia w szkole",
    )  # fmt: skip
    duties = await told(
        people, kind="duties_note", case=case, basis="art. 25 ustawa testowa", duties=["powiadomić o zmianie dochodu"],
        consequences=["zwrot nienależnego świadczenia"],
    )  # fmt: skip
    order = await told(
        replace(people, clerk=people.head), kind="order", case=case, matter="dopuszczenie dowodu", basis=["art. 77 § 2 k.p.a."],
        operative=["Dopuścić dowód z opinii."], reasons=["Wymaga tego stan sprawy."],
    )  # fmt: skip

    has(start, "Znak sprawy: OPS.5111.1.2019", "wszczęto z urzędu postępowanie w sprawie: zmiana decyzji o zasiłku")
    has(certificate, "w roku 2018 nie pobierano świadczeń", "przedłożenia w szkole")
    has(duties, "art. 25 ustawy testowa", "powiadomić o zmianie dochodu")
    signed = (
        "z up.",
        "Grażyna Wąsik",
        "Dopuścić dowód z opinii.",
        "nie służy zażalenie",
    )
    assert [one for one in signed if one not in order] == []


@pytest.mark.asyncio
async def test_an_order_is_made_by_nobody_who_is_not_authorised_in_such_matters(people: Staff) -> None:
    case = await a_case(people, await anna(people))
    body = {
        "kind": "order", "case": case, "matter": "dopuszczenie dowodu", "basis": ["art. 77 § 2 k.p.a."],
        "operative": ["Dopuścić dowód z opinii."], "reasons": ["Wymaga tego stan sprawy."],
    }  # fmt: skip

    answer = await people.clerk.post("/v1/letters", body)
    complained_of = await people.head.post("/v1/letters", {**body, "remedy": "complaint"})

    assert (answer.status_code, answer.json()["code"]) == (403, "no_authority")
    # What a complaint lies against is an act: signed by another, delivered, final.
    assert complained_of.status_code == 422


@pytest.mark.asyncio
async def test_a_mandate_for_another_benefit_does_not_sign_for_the_organ(people: Staff, office: Office) -> None:
    await authorised(office, "jan", benefits=["dodatek_szkolny"])
    application = await an_application(people, await anna(people))

    start = await told(people, kind="start_notice", application=application.id)

    assert "z up." not in start


@pytest.mark.asyncio
async def test_the_letter_of_a_call_and_of_a_transfer_is_found_at_its_step_and_missed_until_it_is_made(
    people: Staff,
) -> None:
    application = await an_application(people, await anna(people))
    await application.done("calls", defects=[{"defect": "other_formal", "what": "Podpisać wniosek."}])
    await told(people, kind="completion_call", application=application.id)
    await application.done("forward", to="Burmistrz Wieruszowa")
    missing = await kinds(people.clerk, kind="letter_missing")
    await told(
        people, kind="forwarding", application=application.id, reason="miejsce zamieszkania strony",
        competent_address=["Rynek 1", "98-400 Wieruszów"],
    )  # fmt: skip

    shown = await application.shown()
    assert shown["calls"][0]["letter"] is not None
    assert [one["letter"] is not None for one in shown["steps"]] == [False, False, True]
    assert missing == ["letter_missing"]
    assert await kinds(people.clerk, kind="letter_missing") == []


@pytest.mark.asyncio
async def test_before_a_refusal_the_party_is_told_what_she_has_not_shown(people: Staff) -> None:
    refusal = {
        "outcome": "refused", "ground": "income_exceeds", "reason": "Dochód 700.00 zł przekracza kryterium.", "article": "art. 8 ust. 1",
    }  # fmt: skip
    draft = await a_decision(people, recorded(await anna(people), justified=True, recorded=refusal))

    text = await told(people, kind="hearing_notice", decision=draft)

    has(
        text, "art. 10 § 1 k.p.a.", "w terminie 7 dni", "art. 79a § 1 k.p.a.",
        "Dochód 700,00 zł przekracza kryterium (art. 8 ust. 1)",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_a_letter_before_a_draft_is_linked_stands_in_the_case_of_its_application(people: Staff) -> None:
    person = await anna(people)
    application = await an_application(people, person)
    draft = await a_decision(people, recorded(person, justified=True))

    text = await told(people, kind="hearing_notice", decision=draft)

    (matter,) = (await application.shown())["matters"]
    has(text, f"Znak sprawy: {matter['sign']}")
    assert [one["sign"] for one in (await people.clerk.get("/v1/cases")).json()["items"]] == [matter["sign"]]


@pytest.mark.asyncio
async def test_another_body_is_written_to_in_the_case_and_the_letter_is_sent_as_any_other(people: Staff) -> None:
    application = await an_application(people, await anna(people))
    order = {
        "kind": "to_body", "application": application.id, "to": "Komornik Sądowy w Wieruszowie", "address": ["Rynek 3", "98-400 Wieruszów"],
        "basis": "art. 50 § 1 k.p.a.", "said": ["Proszę o zaświadczenie o stanie egzekucji.", "Termin: 7 dni."],
        "enclosed": ["kopia wniosku"],
    }  # fmt: skip

    text = await told(people, **order)
    bare = await told(people, **{**order, "basis": None, "enclosed": []})

    has(
        text, "Komornik Sądowy w Wieruszowie Rynek 3 98-400 Wieruszów", "Znak sprawy: OPS.5111.1.2019", "Dotyczy: Anna Wiśniewska",
        "Podstawa prawna: art. 50 § 1 k.p.a.", "Proszę o zaświadczenie o stanie egzekucji.", "Załączniki: • kopia wniosku",
        "• Komornik Sądowy w Wieruszowie",
    )  # fmt: skip
    assert "ul. Jabłoniowa" not in text
    assert ("Podstawa prawna" in bare, "Załączniki" in bare) == (False, False)


@pytest.mark.asyncio
async def test_an_appeal_is_passed_on_to_the_appeal_body_and_a_reminder_says_what_is_open(
    people: Staff, today: Turn
) -> None:
    person = await anna(people)
    decision = await a_decision(people, recorded(person, justified=True))
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-10"}, if_match=3)
    (party,) = [one["id"] for one in (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()]
    lodged = await people.clerk.post(
        f"/v1/decisions/{decision}/appeals", {"party": party, "way": "in_person", "received_on": "2019-01-10"}
    )
    assert lodged.status_code == 201, lodged.text
    appeal = lodged.json()["id"]
    early = await people.clerk.post("/v1/letters", {"kind": "appeal_transfer", "appeal": appeal})
    passed = await people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 42}, if_match=1)
    assert passed.status_code == 200, passed.text

    text = await told(people, kind="appeal_transfer", appeal=appeal)

    assert early.json()["code"] == "letter_nothing_noted"
    has(
        text, "Samorządowe Kolegium Odwoławcze w Sieradzu pl. Wojewódzki 3", "strona: Anna Wiśniewska",
        "decyzja nr 1/2019 z dnia 10 stycznia 2019 r.", "liczba kart: 42", "art. 133 k.p.a.",
    )  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "completion_call"}, "/application"),
        ({"kind": "start_notice", "application": "{nobody}"}, "/application"),
        (
            {"kind": "certificate", "case": "{nobody}", "requested_on": "2019-01-02", "facts": ["nie pobierano"]},
            "/case",
        ),
        ({"kind": "hearing_notice", "decision": "{nobody}"}, "/decision"),
        ({"kind": "appeal_transfer", "appeal": "{nobody}"}, "/appeal"),
        ({"kind": "reminder", "overpayment": "{nobody}"}, "/overpayment"),
        ({"kind": "hearing_notice"}, ""),
        ({"kind": "hearing_notice", "decision": "{nobody}", "application": "{nobody}"}, ""),
    ],
)
async def test_a_letter_is_about_one_matter_of_the_registers(people: Staff, body: dict[str, Any], pointer: str) -> None:
    filled = {name: str(uuid4()) if value == "{nobody}" else value for name, value in body.items()}

    answer = await people.clerk.post("/v1/letters", filled)

    assert answer.status_code == 422, answer.text
    assert pointer in answer.json()["errors"][0]["pointer"]


@pytest.mark.asyncio
async def test_whoever_the_register_of_staff_does_not_have_signs_nothing(people: Staff, office: Office) -> None:
    case = await a_case(people, await anna(people))
    ola = office.caller("ola", "caseworker")

    answer = await ola.post(
        "/v1/letters", {"kind": "certificate", "case": case, "requested_on": "2019-01-02", "facts": ["nie pobierano"]}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "signature_unknown")
