"""The days of a centre's year 2022: rights, payments, services in kind, fees, registers. Each chapter is one day in every centre."""

from collections.abc import Callable
from typing import Any

from gops.demo.head import enter_head
from tests.system.centre.centre import Centre
from tests.system.year import deciding
from tests.system.year.desk import ACCOUNTANT, CLERK, HEAD, WORKER

CASH = ("zasilek_staly", "zasilek_okresowy", "zasilek_celowy", "dodatek_mieszkaniowy")
_LINES = (
    ("852", "85202", "dps"), ("852", "85214", "zasilki"), ("852", "85215", "dodatki_mieszkaniowe"), ("852", "85216", "zasilki_stale"),
    ("852", "85230", "posilek"), ("855", "85508", "piecza_zastepcza"),
)  # fmt: skip
_PAID_ON = {
    "2022-02": "2022-02-18", "2022-03": "2022-03-10", "2022-04": "2022-04-11", "2022-05": "2022-05-10", "2022-06": "2022-06-10",
    "2022-07": "2022-07-11", "2022-08": "2022-08-10", "2022-09": "2022-09-12", "2022-10": "2022-10-10", "2022-11": "2022-11-10",
    "2022-12": "2022-12-12",
}  # fmt: skip
PAID = tuple(_PAID_ON)
"""Months with a payment list."""


def opened(centre: Centre) -> None:
    """File plan, authorisations, the circuit of lists, the plan of the year, who may know of Niebieska Karta, third parties."""
    desk = centre.desk
    with desk.house.caller(desk.gmina) as caller:
        enter_head(caller, "social_assistance")
    plan = {
        "symbol": "8121",
        "title": "Pomoc społeczna",
        "category": "B10",
        "valid_from": "2022-01-01",
        "benefits": list(CASH),
    }
    desk.ask(HEAD, "PUT", "file-plan", body={"unit": "GOPS", "classes": [plan]}, version=0)
    desk.ask(HEAD, "PUT", "office", body={**deciding.OFFICE, "valid_from": "2022-01-01"}, version=0)
    circuit = {"since": "2022-01-03", "circuit": "simple", "reason": "Ośrodek zatrudnia trzy osoby."}
    desk.post(HEAD, "payment-circuits", circuit)
    rows = [
        {
            "unit": "gops", "year": 2022, "dzial": dzial, "rozdzial": rozdzial, "task": task, "task_kind": "wlasne", "amount": "20000.00",
            "valid_from": "2022-01-01", "act_number": "XX/1/2021", "act_day": "2021-12-20",
        }
        for dzial, rozdzial, task in _LINES
    ]  # fmt: skip
    desk.post(ACCOUNTANT, "/reporting/v1/plans", {"rows": rows})
    desk.post(HEAD, "blue-card-readers", {"subject": WORKER, "since": "2022-01-03"})
    centre.third_party("facility", "Szkoła Podstawowa nr 1")
    centre.third_party("care_home", "Dom Pomocy Społecznej")
    centre.third_party("powiat", "Powiat przykładowy")


def asked_for_help(centre: Centre) -> None:
    """Three applications; a talk with one of them, and an interview that a court asked for."""
    centre.asked("Halina", "zasilek_staly")
    centre.asked("Adam", "zasilek_okresowy", "zasilek_celowy")
    centre.asked("Zofia", "dodatek_mieszkaniowy")
    centre.act("praca_socjalna", "rozmowa", "Halina")
    centre.act("wywiady_dla_innych", "wywiad", "Zofia", requester="sad")


def help_is_granted(centre: Centre) -> None:
    """Stały to the year's end, okresowy above the floor for three months, a purpose allowance once, housing for six months from March."""
    centre.granted(
        "Halina",
        "zasilek_staly",
        _alone("1971-05-05", "emerytura_lub_renta", "84.00")
        | {"incapacity": {"person": "wnioskodawca", "basis": "total", "certificate_valid_to": "2022-12-31"}},
        persons={"wnioskodawca": centre.person("Halina")},
    )
    out_of_work = {"circumstances": {"reasons": ["bezrobocie"]}}
    centre.granted(
        "Adam",
        "zasilek_okresowy",
        _alone("1975-04-03", "wynagrodzenie", "176.00")
        | out_of_work
        | {"periodic": {"last_month": "2022-04", "amount": "400.00"}},
    )
    centre.granted(
        "Adam",
        "zasilek_celowy",
        _alone("1975-04-03", "wynagrodzenie", "176.00")
        | out_of_work
        | {"targeted": {"amount": "250.00", "need": "opal_i_ogrzewanie"}},
    )
    dwelling = {
        "title": "najemca", "persons": 1, "income_monthly": "1200.00", "area": "35.00", "rooms_and_kitchen": "22.00", "rent": "500.00",
    }  # fmt: skip
    centre.granted("Zofia", "dodatek_mieszkaniowy", {"application": {"received_on": "2022-02-01"}, "housing": dwelling})


def pupils_are_enrolled(centre: Centre) -> None:
    """Two, on the headmaster's request alone."""
    school = centre.known["facility"]
    for name in ("Ola", "Jan"):
        meal = {
            "person": centre.person(name), "facility": school, "benefit": "posilek_dziecka", "kind": "obiad", "way": "without_decision",
            "since": "2022-03-02",
        }  # fmt: skip
        centre.known[f"meals of {name}"] = str(centre.desk.post(CLERK, "meal-persons", meal)["id"])
    price = {"facility": school, "kind": "obiad", "since": "2022-03-01", "price": "8.00"}
    centre.desk.post(CLERK, "meal-prices", price)


def cards_are_opened(centre: Centre) -> None:
    """Procedures Niebieskie Karty on three families; one form A reached the team the next day."""
    for family in ("Wzorcow", "Przykładow", "Zmyślon"):
        persons = [{"role": "doznajaca", "name": f"Maria {family}a"}, {"role": "stosujaca", "name": f"Jan {family}y"}]
        body = {"unit": "gops", "on": centre.desk.today.isoformat(), "body": "policja", "persons": persons}
        card = f"blue-cards/{centre.desk.post(WORKER, 'blue-cards', body)['id']}"
    centre.desk.step(WORKER, card, "acts", {"act": "przekazanie_do_zespolu", "on": centre.desk.today.isoformat()})


def meals_are_invoiced(centre: Centre) -> None:
    """Nine meals of 8.00 zł by the facility's list: its invoice is divided by it."""
    desk = centre.desk
    made = desk.post(CLERK, "meal-lists", {"facility": centre.known["facility"], "month": "2022-03"})
    eaten = {"Ola": [2, 3, 4, 7, 8], "Jan": [2, 3, 4, 7]}
    items = [{"meal_person": centre.known[f"meals of {name}"], "days": days} for name, days in eaten.items()]
    meals = f"meal-lists/{made['id']}"
    desk.step(CLERK, meals, "enter", {"items": items, "pupils_fed": 40})
    desk.step(CLERK, meals, "confirm")
    invoice = centre.document("facility", "meals", "FV 3/2022", "2022-03", "72.00")
    desk.step(CLERK, invoice, "allocate-by-meals", {"meal_list": made["id"]})
    centre.paid_document(invoice)


def a_resident_is_admitted(centre: Centre) -> None:
    """To a home of 4800.00 zł a month; her daughter signed for a part."""
    desk = centre.desk
    resident = centre.person("Stefania")
    body = {"person": resident, "home": centre.known["care_home"], "unit": "gops", "referred_on": "2022-03-21"}
    stay = centre.known["stay"] = f"care-home-stays/{desk.post(CLERK, 'care-home-stays', body)['id']}"
    desk.step(CLERK, stay, "admit", {"on": "2022-04-12", "placement_on": "2022-04-01"})
    cost = {"home": centre.known["care_home"], "average": "4800.00", "published_on": "2022-03-01"}
    desk.post(CLERK, "care-home-costs", {**cost, "source": "Dz. Urz. 2022 poz. 1"})
    own = {"person": resident, "kin": "resident", "basis": "own", "since": "2022-04", "income": "1500.00"}
    desk.step(CLERK, stay, "payers", own)
    daughter = {"person": centre.person("Ewa"), "kin": "descendant", "basis": "contract", "since": "2022-04"}
    desk.step(CLERK, stay, "payers", {**daughter, "income": "4000.00", "agreed": "400.00"})


def the_powiat_sends_a_note(centre: Centre) -> None:
    """A tenth of the cost of a child's first year in a foster family; a second talk, with two persons."""
    desk = centre.desk
    child = {
        "person": centre.person("Hanna"), "powiat": centre.known["powiat"], "kind": "family", "first_placement": "2021-11-15",
        "unit": "gops",
    }  # fmt: skip
    entry = desk.post(CLERK, "foster-children", child)["id"]
    note = centre.document("powiat", "foster_care", "NK 4/2022", "2022-03", "105.20", kind="debit_note")
    asked = {"foster_child": entry, "month": "2022-03", "cost": "1052.00", "amount": "105.20"}
    desk.step(CLERK, note, "foster-note", {"items": [asked]})
    centre.paid_document(note)
    centre.act("praca_socjalna", "rozmowa", "Halina", "Adam")


def care_at_home_begins(centre: Centre) -> None:
    """Granted without an application; a plan of twenty hours. Food is given out too."""
    desk = centre.desk
    person = centre.person("Zenon")
    recorded = {
        "amount": "0.00", "first_month": "2022-06", "reason": "Wymaga pomocy innych osób.", "article": "art. 50 ust. 1",
    }  # fmt: skip
    body: dict[str, Any] = {
        "benefit": "uslugi_opiekuncze", "on": "2022-06-01", "entitled": person, "recipient": person, "recorded": recorded,
    }  # fmt: skip
    decision = str(desk.post(CLERK, "decisions", body)["id"])
    centre.signed(decision)
    carer = {"name": "Maria Opiekunka", "contract": "mandate", "kind": "carer", "hour_rate": "32.50"}
    centre.known["carer"] = str(desk.post(CLERK, "carers", {**carer, "since": "2022-01-01"})["id"])
    plan = {"person": person, "service": "uslugi_opiekuncze", "since": "2022-06-01", "decision": decision}
    centre.known["plan"] = f"care-plans/{desk.post(CLERK, 'care-plans', {**plan, 'term': dict(centre.term)})['id']}"
    centre.act("pomoc_zywnosciowa", "wydanie_zywnosci", "Adam", quantity="12.500")


def fees_are_charged(centre: Centre) -> None:
    """Twenty hours of June by the council's table; the home's June, in which the daughter paid less than she had signed for: the gmina pays
    its own part and what she lacked, and she owes it that.
    """
    desk = centre.desk
    days = [{"on": f"2022-06-{day:02d}", "carer": centre.known["carer"], "minutes": 120} for day in range(1, 11)]
    desk.step(CLERK, centre.known["plan"], "days", {"days": days})
    assert desk.post(HEAD, "care-months/confirm", {"month": "2022-06"})["state"] == "confirmed"
    drawn = desk.post(CLERK, "care-home-months", {"month": "2022-06"})
    assert (drawn["stays"], drawn["cost"], drawn["gmina_part"]) == (1, "4800.00", "3350.00")
    short = {"person": centre.person("Ewa"), "received": "300.00"}
    desk.step(ACCOUNTANT, centre.known["stay"], "substitute", {"month": "2022-06", "payers": [short]})
    invoice = centre.document("care_home", "care_home", "FV 6/2022", "2022-06", "3450.00")
    desk.step(CLERK, invoice, "allocate-by-stays")
    centre.paid_document(invoice)
    (care,) = desk.get(ACCOUNTANT, "fees", payer=centre.person("Zenon"))["items"]
    (home,) = desk.get(ACCOUNTANT, "fees", payer=centre.person("Ewa"))["items"]
    assert (care["assessed"], care["due_on"]) == centre.fee
    for fee, amount in ((care, "40.00"), (home, "100.00")):
        desk.step(ACCOUNTANT, f"fees/{fee['id']}", "received", {"amount": amount, "document": "WB 7"})


def _pays(month: str) -> Callable[[Centre], None]:
    def pays(centre: Centre) -> None:
        desk, today = centre.desk, centre.desk.today.isoformat()
        path = f"payment-lists/{desk.post(ACCOUNTANT, 'payment-lists', {'month': month, 'due_on': today})['id']}"
        desk.step(HEAD, path, "approve", {"on": today})
        assert desk.step(ACCOUNTANT, path, "settle", {"booked_on": today})["state"] == "settled"

    return pays


def _alone(born_on: str, kind: str, amount: str) -> dict[str, Any]:
    return {
        "application": {"received_on": "2022-02-01"},
        "household": {"kind": "single", "members": [{"id": "wnioskodawca", "born_on": born_on}]},
        "income": {"items": [{"member": "wnioskodawca", "kind": kind, "amount": amount}]},
    }


YEAR: tuple[tuple[str, Callable[[Centre], None]], ...] = tuple(
    sorted(
        [
            ("2022-01-03", opened), ("2022-02-01", asked_for_help), ("2022-02-07", help_is_granted), ("2022-03-02", pupils_are_enrolled),
            ("2022-03-15", cards_are_opened), ("2022-04-04", meals_are_invoiced), ("2022-04-12", a_resident_is_admitted),
            ("2022-05-09", the_powiat_sends_a_note), ("2022-06-01", care_at_home_begins), ("2022-07-04", fees_are_charged),
            *((on, _pays(month)) for month, on in _PAID_ON.items()),
        ],
        key=lambda one: one[0],
    )
)  # fmt: skip
"""The days in their order, with what is done on each."""
