"""A decision's letter says nothing of its own: office, sign, number, addressee, attorney and signature stand in the registers."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from kit.testing.clients import Office
from tests.casework.letters.a_letter import a_letter_of, an_issued_decision, anna, lives, registered, text_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_the_letter_of_a_decision_has_every_element_of_article_107_and_all_of_it_from_the_registers(
    people: Staff,
) -> None:
    person = await anna(people)
    asked = await people.clerk.post(
        "/v1/applications",
        {"form": "paper", "received_on": "2019-01-02", "applicant": person, "benefits": ["zasilek_staly_testowy"]},
    )
    way = {"person": person, "way": "account", "account": "61109010140000071219812874", "since": "2019-01-01"}
    stated = await people.accountant.post("/v1/payment-ways", way)
    assert (asked.status_code, stated.status_code) == (201, 201), stated.text
    decision = await a_decision(people, recorded(person, justified=True))
    linked = await people.clerk.post(
        f"/v1/applications/{asked.json()['id']}/decisions", {"decision": decision}, if_match=1
    )
    assert linked.status_code == 200, linked.text
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    told = await text_of(people, await a_letter_of(people, decision))

    for element in (
        "Wójt Gminy Łubnice",  # the organ
        "Łubnice, dnia 10 stycznia 2019 r.",  # the day
        "adres do e-Doręczeń: AE:PL-12345-67890-ABCDE-12",
        "Anna Wiśniewska ul. Jabłoniowa 7 m. 3 98-432 Łubnice",  # the party
        "Znak sprawy: OPS.5111.1.2019",
        "DECYZJA NR 1/2019",
        "art. 37 ust. 1 ustawy testowa",  # the legal basis
        "upoważnienia nr 0052.1.2015 z dnia 1 stycznia 2015 r. (art. 268a k.p.a.)",
        "po rozpatrzeniu wniosku z dnia 2 stycznia 2019 r.",
        "Przyznać stronie świadczenie: zasilek staly testowy",  # the decision
        "od stycznia 2019 r. do grudnia 2019 r. 645,00 zł miesięcznie",
        "Sposób wypłaty: przelewem na wskazany rachunek bankowy",
        "Uzasadnienie faktyczne: ",  # the reasons
        "Dochód nie przekracza kryterium (art. 37 ust. 1)",
        "Uzasadnienie prawne: ",
        "Podstawą rozstrzygnięcia jest art. 37 ust. 1",
        "odwołanie do Samorządowego Kolegium Odwoławczego w Sieradzu",  # the instruction
        "w terminie 14 dni od dnia doręczenia decyzji",
        "strona może zrzec się prawa do wniesienia odwołania",
        "decyzja staje się ostateczna i prawomocna",
        "z up. Wójta Grażyna Wąsik Kierownik GOPS",  # the signature
        "Otrzymują: • Anna Wiśniewska • a/a",
    ):
        assert element in told, element
    assert "PROJEKT" not in told


@pytest.mark.asyncio
async def test_what_a_register_lacks_is_asked_for_by_name_and_no_letter_is_made_without_it(
    office: Office, today: Turn
) -> None:
    today(date(2019, 1, 10))
    people = staff(office)
    person = await a_person(people.clerk)
    decision = await a_decision(people, recorded(person))
    address = f"/v1/decisions/{decision}/letter"

    async def refused() -> str:
        return str((await people.clerk.post(address, {})).json()["code"])

    nowhere = await refused()
    await lives(people, person)
    nameless = await refused()
    await registered(people, ["dodatek_szkolny"])
    draft = await people.clerk.post(address, {})
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    without_sign = await refused()

    assert [nowhere, nameless, without_sign] == ["address_unknown", "office_unknown", "no_file_plan_class"]
    assert draft.status_code == 201, draft.text


@pytest.mark.asyncio
async def test_each_party_gets_her_own_letter_under_one_number_and_an_attorney_gets_his_partys(people: Staff) -> None:
    ewa = await lives(
        people, await a_person(people.clerk, "Kowalska", "Ewa", serial=2), lines=["Rynek 2", "98-432 Łubnice"]
    )
    adam = await lives(
        people, await a_person(people.clerk, "Nowak", "Adam", serial=3), lines=["ul. Prawna 3", "98-432 Łubnice"]
    )
    decision = await an_issued_decision(people)
    noted = await people.clerk.post(
        f"/v1/decisions/{decision}/parties", {"person": ewa, "attorney": adam, "attorney_since": "2019-01-02"}
    )
    assert noted.status_code == 201, noted.text
    parties = [one["id"] for one in (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()]

    unsaid = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    stranger = await people.clerk.post(f"/v1/decisions/{decision}/letter", {"party": str(uuid4())})
    first, second = [await a_letter_of(people, decision, party=party) for party in parties]
    again = await people.clerk.post(f"/v1/decisions/{decision}/letter", {"party": parties[0]})

    told = [await text_of(people, one) for one in (first, second)]
    assert [unsaid.json()["code"], stranger.json()["code"], again.json()["code"]] == [
        "party_required", "party_not_found", "letter_exists",
    ]  # fmt: skip
    recipients = "Otrzymują: • Anna Wiśniewska • Adam Nowak, za stronę: Ewa Kowalska • a/a"
    assert all("DECYZJA NR 1/2019" in one and recipients in one for one in told)
    assert "Ewa Kowalska reprezentowana przez: Adam Nowak ul. Prawna 3" in told[1]
    assert "ul. Jabłoniowa" in told[0]
    listed = (await people.clerk.get("/v1/letters", decision=decision)).json()["items"]
    assert {(one["party"], one["act"]) for one in listed} == {(party, True) for party in parties}
