"""Whatever is shown page by page can be turned and saved: it has an order to choose and a CSV, or stands here with its reason."""

from typing import Any

import pytest
from fastapi import FastAPI

from casework.routers import case_routers
from kit.app import create_app
from kit.secrets import KeyRing
from kit.testing.tokens import TokenIssuer
from services.reporting.app import routers as of_reporting
from tests.casework.a_catalogue import a_catalogue

ONE_ORDER = {
    "audit_entry_list": "the newest first, as an inspector asks for a thing or a person; seals cover the order of appending",
    "calendar_list": "a person's own few calendars",
    "case_list": "in order of signs: the list of cases (spis spraw) of the office instruction",
    "case_history": "the course of a case is told in order of time",
    "certificate_expiring": "a queue: what ends first comes first",
    "destruction_candidate_list": "in order of signs, as the list of what is destroyed is drawn up",
    "destruction_items": "in order of signs, as the list is printed",
    "destruction_list": "a handful in years",
    "fact_list": "of one person, household or application, in order of establishing",
    "interview_due": "a queue: what is due first comes first",
    "correction_list": "in order of the log",
    "mirror_difference_list": "in order of lists",
    "payment_list_payees": "in order of names, as the list is printed",
    "plan_list": "in order of the log",
    "refused_fact_list": "in order of the log",
}
NO_FILE = {
    "audit_entry_list": "the audit log is handed over whole and sealed, by who runs the database",
    "calendar_list": "a person's own few calendars",
    "case_history": "the metryka is its file",
    "destruction_candidate_list": "what nothing holds back is proposed, and the proposal has its file",
    "destruction_items": "…/items.csv is its file",
    "destruction_list": "a handful in years",
    "fact_list": "facts hold one another; the file of the person (JSON, PDF) has them all",
    "payment_person_card": "/payments/export?person= is its file",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[set[str], bool]]:
    """Of every operation that is read page by page: what it may be asked, and whether it can be saved."""
    keys = KeyRing.generate(tmp_path_factory.mktemp("keys") / "keys.json")
    issuer = TokenIssuer().authenticator()
    benefits = create_app("Świadczenia", "family_benefits", case_routers(a_catalogue(), keys), authenticator=issuer)
    reporting = create_app("Sprawozdawczość", "reporting", of_reporting(), authenticator=issuer)
    return _paged(benefits) | _paged(reporting)


def test_every_page_has_an_order_to_choose_or_a_reason_for_its_only_one(
    pages: dict[str, tuple[set[str], bool]],
) -> None:
    assert len(pages) > 30
    assert {name for name, (asked, _) in pages.items() if "sort" not in asked} == set(ONE_ORDER)


def test_every_page_can_be_saved_as_csv_or_has_a_reason_why_not(pages: dict[str, tuple[set[str], bool]]) -> None:
    assert {name for name, (_, saved) in pages.items() if not saved} == set(NO_FILE)


def _paged(app: FastAPI) -> dict[str, tuple[set[str], bool]]:
    paths: dict[str, Any] = app.openapi()["paths"]
    found = {}
    for path, item in paths.items():
        operation = item.get("get")
        if operation is None:
            continue
        asked = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
        if "cursor" in asked:
            found[operation["operationId"]] = (asked, "format" in asked or f"{path}/export" in paths)
    return found
