"""kill -9 of a benefit service while it makes the letters of a mass recalculation and while it sends them: its next life goes on where the
last one was, every party gets her letter once, and the register of letters has no hole.
"""

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg
import pytest

from gops.demo.people import pesel
from tests.casework.letters.a_letter import ADDRESS, OFFICE
from tests.casework.recalculations.test_recalculations import ORDER
from tests.casework.rights import an_authorisation
from tests.system.houses import KILLED, Cue, TestHouse, running_house
from tests.system.year.desk import CLERK, HEAD, Desk

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(600)]

GMINA: Final = "101805"
SERVICE: Final = "family_benefits"
LETTERS: Final = 7
"""Four chunks of at most two (dying.py)."""
WHILE_MADE = (
    Cue(1, "before UPDATE recalculation_letter"),
    Cue(1, "after commit of UPDATE recalculation_letter"),
    Cue(1, r"before commit .*\bletter\b"),
    Cue(2, r"after commit .*\bletter\b"),
    Cue(1, r"before INSERT INTO letter$"),
)
"""Before letters are taken, while they are typeset, when they are to be kept, between two chunks, and once more in the rest."""
WHILE_SENT = (
    Cue(1, "before INSERT INTO delivery"),
    Cue(1, "before UPDATE recalculation_letter"),
    Cue(1, r"before commit .*\bdelivery\b"),
    Cue(2, r"after commit .*\bdelivery\b"),
    Cue(1, "before INSERT INTO delivery"),
)
_NOTED = """
SELECT state, count(*), count(DISTINCT letter), count(DISTINCT delivery) FROM recalculation_letter WHERE recalculation = %s GROUP BY state
"""
_SENT = """
SELECT v.decision, v.party, v.way, v.sent_on::text, count(*)
  FROM delivery v WHERE v.decision IN (SELECT decision FROM recalculation_letter WHERE recalculation = %s)
 GROUP BY 1, 2, 3, 4
"""
_MADE = """
SELECT k.decision, k.party, count(*)
  FROM letter k WHERE k.decision IN (SELECT decision FROM recalculation_letter WHERE recalculation = %s) GROUP BY 1, 2
"""
_NUMBERS = "SELECT number FROM decision_number WHERE year = 2019 ORDER BY number"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running_house(tmp_path, (GMINA,)) as house:
        house.move_day(date(2018, 11, 15))
        house.all_up([GMINA], reporting=False)
        desk = Desk(house, GMINA, tmp_path / "told.ndjson")
        try:
            yield desk
        finally:
            desk.close()


def the_office_is_set_up(desk: Desk) -> None:
    classes = [
        {
            "symbol": "5111",
            "title": "Zasiłki",
            "category": "B10",
            "valid_from": "2010-01-01",
            "benefits": [ORDER["benefit"]],
        }
    ]
    desk.ask(HEAD, "PUT", "file-plan", body={"unit": "OPS", "classes": classes}, version=0)
    desk.ask(HEAD, "PUT", "office", body=OFFICE, version=0)
    for subject, name in ((HEAD, "Danuta Przykładowska"), (CLERK, "Anna Wzorcowa")):
        desk.post(HEAD, "staff", {"subject": subject, "name": name, "post": "Referent", "since": "2010-01-01"})
    desk.post(CLERK, "authorisations", an_authorisation(HEAD))


def a_right(desk: Desk, serial: int) -> None:
    """The nursing allowance until further notice, granted and handed over on 15 November 2018."""
    born = date(1970, 5, 5) + timedelta(days=serial)
    body = {
        "pesel": pesel(born, "F", 7, 0),
        "first_name": "Anna",
        "last_name": "Przykładowska",
        "birth_date": born.isoformat(),
    }
    person = desk.post(CLERK, "persons", body)["id"]
    desk.post(CLERK, f"persons/{person}/addresses", ADDRESS)
    decision = desk.post(CLERK, "decisions", {
        "benefit": ORDER["benefit"], "on": "2018-11-15", "entitled": person, "recipient": person, "justified": False,
        "persons": {"osoba_1": person},
        "facts": {
            "application": {"received_on": "2018-11-10"},
            "person": {"born_on": born.isoformat(), "disability": {"degree": "znaczny"}},
        },
    })["id"]  # fmt: skip
    for who, step, sent in ((HEAD, "approve", {}), (CLERK, "issue", {}), (CLERK, "deliver", {"on": "2018-11-15"})):
        desk.step(who, f"decisions/{decision}", step, sent)


def rows(house: TestHouse, statement: str, *of: object) -> list[Any]:
    with psycopg.connect(house.database(SERVICE)) as connection:
        return connection.execute(statement, of).fetchall()


def carried_on(desk: Desk, operation: str, who: str, step: str, until: str, *cues: Cue, **order: str) -> list[str]:
    """Takes the step of the recalculation and waits until the background has done it; where the service died on the way."""
    house, path = desk.house, f"recalculations/{operation}"
    version = desk.get(CLERK, path)["version"]
    before, number = len(house.exits(SERVICE)), house.order(SERVICE, *cues)
    # The service may die between carrying the order out and telling so.
    with contextlib.suppress(AssertionError, httpx.TransportError):
        desk.post(who, f"{path}/{step}", order or None, version=version)
    wanted = [(until,)]
    house.wait_until(
        lambda: rows(house, "SELECT state FROM recalculation WHERE id = %s", operation) == wanted, seconds=180
    )
    exits = house.exits(SERVICE)[before:]
    assert exits == [KILLED] * len(cues)
    house.wait_until(lambda: house.answers(SERVICE))
    return [life[-1].what for life in house.lives(SERVICE, number)[: len(exits)]]


def test_every_party_gets_her_letter_once_wherever_the_service_was_killed(desk: Desk) -> None:
    house = desk.house
    the_office_is_set_up(desk)
    for serial in range(LETTERS):
        a_right(desk, serial)
    house.move_day(date(2019, 11, 5))
    operation = str(desk.post(CLERK, "recalculations", ORDER)["id"])
    house.wait_until(lambda: desk.get(CLERK, f"recalculations/{operation}")["state"] == "previewed")
    carried_on(desk, operation, CLERK, "draft", "drafted")
    carried_on(desk, operation, HEAD, "approve", "approved")
    carried_on(desk, operation, CLERK, "issue", "issued")

    while_made = carried_on(desk, operation, CLERK, "letters", "lettered", *WHILE_MADE)
    while_sent = carried_on(desk, operation, CLERK, "send", "sent", *WHILE_SENT, way="post", sent_on="2019-11-05")

    assert len(while_made) == len(WHILE_MADE)
    assert len(while_sent) == len(WHILE_SENT)
    assert rows(house, _NOTED, operation) == [("sent", LETTERS, LETTERS, LETTERS)]
    sent = rows(house, _SENT, operation)
    assert [one[2:] for one in sent] == [("post", "2019-11-05", 1)] * LETTERS
    made = rows(house, _MADE, operation)
    assert [one[2] for one in made] == [1] * LETTERS
    assert {one[:2] for one in sent} == {one[:2] for one in made}
    assert [one for (one,) in rows(house, _NUMBERS)] == list(range(1, LETTERS + 1))
    shown = desk.get(CLERK, f"recalculations/{operation}")["letters"]
    assert shown == [{"state": "sent", "code": None, "delivery": "waiting", "letters": LETTERS}]
