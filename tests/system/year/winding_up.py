"""August to January: a new period's application and award, the family moves away, nothing is left to do."""

from tests.system.year import deciding
from tests.system.year.desk import ACCOUNTANT, AUDITOR, CLERK
from tests.system.year.family import BENEFITS, next_facts
from tests.system.year.story import Story

_FULL_MONTH = 50700


def a_new_application_comes(story: Story) -> None:
    """By post, whole."""
    desk = story.desk
    story.pays("2026-08", "2026-08-04", "2026-08-10")
    desk.on("2026-08-19")
    body = {
        "form": "paper", "way": "designated_post", "received_on": "2026-08-19", "posted_on": "2026-08-17",
        "applicant": story.family["matka"], "household": story.family.household, "benefits": list(BENEFITS),
    }  # fmt: skip
    story.next_application = str(desk.post(CLERK, "applications", body)["id"])
    story.month_ends("2026-08-31")


def a_new_period_begins(story: Story) -> None:
    """Decided in October, paid from November in full again."""
    desk = story.desk
    story.pays("2026-10", "2026-10-05", "2026-10-12")
    desk.on("2026-10-14")
    for benefit in BENEFITS:
        decision = deciding.prepared(desk, story.family, benefit, next_facts(), "2026-11-02")
        path = f"applications/{story.next_application}"
        desk.step(CLERK, path, "decisions", {"decision": decision})
        deciding.issued(desk, decision)
        deciding.handed_over(desk, decision)
        deciding.waived(desk, decision)
        story.decisions[f"{benefit} 2026"] = decision
    story.month_ends("2026-10-31")
    november = story.pays("2026-11", "2026-11-04", "2026-11-10")
    assert sum(one.amount for one in november) == _FULL_MONTH
    story.month_ends("2026-11-30")


def the_family_moves_away(story: Story) -> None:
    """December is the last month; January's list has nothing to pay."""
    desk = story.desk
    story.pays("2026-12", "2026-12-03", "2026-12-09")
    desk.on("2026-12-14")
    for benefit in BENEFITS:
        act = {
            "kind": "repeal", "refers_to": story.decisions[f"{benefit} 2026"], "effective_from": "2027-01",
            "ground": "usr_32_1_other", "reason": "Rodzina przeprowadziła się do innej gminy.",
        }  # fmt: skip
        decision = deciding.prepared(desk, story.family, benefit, None, "2026-12-14", act=act)
        deciding.issued(desk, decision)
        deciding.handed_over(desk, decision)
        deciding.waived(desk, decision)
    story.month_ends("2026-12-31")
    desk.on("2027-01-05")
    assert desk.refused(ACCOUNTANT, "payment-lists", {"month": "2027-01"})["code"] == "nothing_due"


def everything_is_closed(story: Story) -> None:
    """Nothing is open, nothing runs, nothing is owed; the last month agrees as the first did."""
    desk = story.desk
    assert desk.get(CLERK, "applications", open=True)["items"] == []
    assert desk.get(AUDITOR, "awards", month="2027-01")["items"] == []
    owed = desk.get(AUDITOR, "overpayments")["items"]
    assert {(one["state"], one["total"]) for one in owed} == {("settled", "0.00"), ("withdrawn", "0.00")}
    decisions = desk.get(AUDITOR, "decisions", limit=100)["items"]
    assert {one["state"] for one in decisions} == {"final", "removed"}
    story.month_ends("2027-01-31")
