"""August to October: the office is set up, applications come in, the rights are granted and the decisions delivered."""

from datetime import date

from tests.system.year import deciding
from tests.system.year.checking import enter_plan
from tests.system.year.desk import CHIEF_ACCOUNTANT, CLERK, HEAD
from tests.system.year.family import ALLOWANCE, BENEFITS, COMMUTING, LARGE_FAMILY, Family, first_facts, register
from tests.system.year.story import Story


def the_office_is_set_up(story: Story) -> None:
    """File plan, posts, the head's authorisation (entered by another), who does the preliminary control, the plan."""
    desk = story.desk
    desk.on("2025-08-25")
    classes = [
        {"symbol": symbol, "title": title, "category": "B10", "valid_from": "2025-01-01", "benefits": [benefit]}
        for symbol, title, benefit in (
            ("5211", "Zasiłki rodzinne", ALLOWANCE),
            ("5212", "Dodatki: wielodzietność", LARGE_FAMILY),
            ("5213", "Dodatki: nauka poza miejscem zamieszkania", COMMUTING),
        )
    ]
    desk.ask(HEAD, "PUT", "file-plan", body={"unit": "GOPS", "classes": classes}, version=0)
    for subject, name, post in (
        (HEAD, "Danuta Przykładowska", "Kierownik Gminnego Ośrodka Pomocy Społecznej"),
        (CLERK, "Anna Wzorcowa", "Inspektor do spraw świadczeń rodzinnych"),
    ):
        desk.post(HEAD, "staff", {"subject": subject, "name": name, "post": post, "since": "2025-01-01"})
    authorised = {
        "subject": HEAD, "number": "0052.1.2025", "given_on": "2025-01-02", "basis": "art. 268a k.p.a.", "since": "2025-01-02",
    }  # fmt: skip
    desk.post(CLERK, "authorisations", authorised)
    entrusted = {
        "subject": CHIEF_ACCOUNTANT, "number": "0052.2.2025", "given_on": "2025-01-02", "basis": "art. 54 ust. 1 u.f.p.",
        "kinds": ["preliminary_control"], "since": "2025-01-02",
    }  # fmt: skip
    desk.post(CLERK, "authorisations", entrusted)
    desk.ask(HEAD, "PUT", "office", body=deciding.OFFICE, version=0)
    enter_plan(desk)
    story.month_ends("2025-08-31")


def an_application_lacks_something_and_is_completed(story: Story) -> None:
    """On paper, without a statement of income: called on, completed in the term."""
    desk = story.desk
    desk.on("2025-09-03")
    story.people = Family(desk)
    for parent in ("matka", "ojciec"):
        desk.post(CLERK, f"persons/{story.family[parent]}/addresses", deciding.ADDRESS)
    body = {
        "form": "paper", "way": "in_person", "received_on": "2025-09-03", "applicant": story.family["matka"],
        "household": story.family.household, "benefits": list(BENEFITS),
    }  # fmt: skip
    story.application = str(desk.post(CLERK, "applications", body)["id"])
    path = f"applications/{story.application}"
    desk.on("2025-09-05")
    missing = "Dołączyć oświadczenie o dochodach członka rodziny za 2024 r."
    called = {"defects": [{"defect": "document_missing", "what": missing}], "days": 14}
    desk.step(CLERK, path, "calls", called)
    letter = desk.post(CLERK, "letters", {"kind": "completion_call", "application": story.application})["id"]
    assert desk.read(CLERK, f"letters/{letter}", "application/pdf").startswith(b"%PDF")
    desk.on("2025-09-10")
    desk.step(CLERK, path, "calls/1/deliver", {"on": "2025-09-10"})
    desk.on("2025-09-19")
    assert desk.step(CLERK, path, "calls/1/supply", {"received_on": "2025-09-19"})["state"] == "completed"


def another_is_left_unexamined(story: Story) -> None:
    """Posted by somebody else, unsigned; nobody answers the call, and no decision is made of it."""
    desk = story.desk
    person = register(desk, date(1991, 4, 8), "F", "Ewa", "Wzorcowa")
    body = {
        "form": "paper", "way": "designated_post", "received_on": "2025-09-19", "posted_on": "2025-09-17", "applicant": person,
        "benefits": [ALLOWANCE],
    }  # fmt: skip
    path = f"applications/{desk.post(CLERK, 'applications', body)['id']}"
    unsigned = {"defect": "other_formal", "what": "Podpisać wniosek."}
    desk.step(CLERK, path, "calls", {"defects": [unsigned]})
    desk.on("2025-09-24")
    desk.step(CLERK, path, "calls/1/deliver", {"on": "2025-09-24"})
    version = desk.get(CLERK, path)["version"]
    too_early = desk.refused(CLERK, f"{path}/leave-unexamined", {"ground": "call_missed"}, version=version)
    assert too_early["code"] == "call_term_runs"
    story.month_ends("2025-09-30")
    desk.on("2025-10-10")
    desk.step(CLERK, path, "leave-unexamined", {"ground": "call_missed"})
    (matter,) = desk.get(CLERK, path)["matters"]
    assert (matter["outcome"], matter["closed_on"]) == ("left_unexamined", "2025-10-10")


def three_benefits_are_granted_and_delivered(story: Story) -> None:
    """Assessed, drafted, approved by another with an authorisation, issued; by post nobody collects, by e-Doręczenia, at the counter."""
    desk, family = story.desk, story.family
    desk.on("2025-10-15")
    asked = {"on": "2025-11-03", "benefits": list(BENEFITS), "facts": first_facts()}
    assessed = desk.ask(CLERK, "POST", "assessments", body=asked).json()
    assert [one["outcome"] for one in assessed["assessments"]] == ["granted"] * 3
    for benefit in BENEFITS:
        decision = deciding.prepared(desk, family, benefit, first_facts(), "2025-11-03")
        story.decisions[benefit] = decision
        desk.step(CLERK, f"applications/{story.application}", "decisions", {"decision": decision})
        mine = desk.get(CLERK, f"decisions/{decision}")["version"]
        assert desk.refused(CLERK, f"decisions/{decision}/approve", {}, version=mine)["code"] == "forbidden"
        deciding.issued(desk, decision)
        for letter in deciding.letters_of(desk, decision):
            assert desk.read(CLERK, f"letters/{letter}", "application/pdf").startswith(b"%PDF")
    assert {one["outcome"] for one in desk.get(CLERK, f"applications/{story.application}")["matters"]} == {"granted"}
    _of_the_allowance(story)
    _of_the_supplements(story)


def _of_the_allowance(story: Story) -> None:
    """To the mother by post, deposited twice and never collected; to the father by e-Doręczenia."""
    desk, family = story.desk, story.family
    path = f"decisions/{story.decisions[ALLOWANCE]}"
    mother = deciding.party(desk, story.decisions[ALLOWANCE], family["matka"])
    father = deciding.party(desk, story.decisions[ALLOWANCE], family["ojciec"])
    desk.on("2025-10-16")
    posted = desk.post(CLERK, f"{path}/deliveries", {"party": mother, "way": "post"})
    checked = {"checked_on": "2025-10-16", "found": True}
    sent = desk.post(CLERK, f"{path}/deliveries", {"party": father, "way": "electronic", "address": checked})
    event = f"{path}/deliveries/{sent['id']}/events"
    sent = desk.post(CLERK, event, {"kind": "arrived", "on": "2025-10-16"}, version=sent["version"])
    desk.on("2025-10-21")
    sent = desk.post(CLERK, event, {"kind": "collected", "on": "2025-10-21", "proof": "UPO-1"}, version=sent["version"])
    assert sent["state"] == "delivered"
    event = f"{path}/deliveries/{posted['id']}/events"
    posted = desk.post(CLERK, event, {"kind": "first_notice", "on": "2025-10-20"}, version=posted["version"])
    desk.on("2025-10-28")
    posted = desk.post(CLERK, event, {"kind": "second_notice", "on": "2025-10-28"}, version=posted["version"])
    assert posted["state"] == "waiting"


def _of_the_supplements(story: Story) -> None:
    """Both at the counter; of the supplement for three children the appeal is waived at once."""
    desk = story.desk
    for benefit in (LARGE_FAMILY, COMMUTING):
        deciding.handed_over(desk, story.decisions[benefit])
    deciding.waived(desk, story.decisions[LARGE_FAMILY])
    way = {
        "person": story.family["matka"], "way": "account", "since": "2025-10-15",
        "account": "61 1090 1014 0000 0712 1981 2874", "basis": "wniosek z 2025-09-03",
    }  # fmt: skip
    desk.post(CLERK, "payment-ways", way)
    story.month_ends("2025-10-31")
