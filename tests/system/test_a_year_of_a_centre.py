"""A year of two invented centres through the gateway on a moved clock, side by side: rights and payments, meals by invoice, a note for
foster care, a care home, care at home charged by each council's own table, social work, Niebieska Karta. The report of each to its council
has every section, and every number in it is that of its entries and acts.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import pytest

from tests.system.centre import report
from tests.system.centre.centre import Centre
from tests.system.centre.chapters import YEAR
from tests.system.houses import running_house
from tests.system.year.desk import Desk

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

BEGINS = date(2022, 1, 3)
SAME = {"household_kind": "samotna", "hours_month": 20, "income": "1552.00"}
COUNCILS = {
    # Of law/uchwaly: 15 % of 500.00 zł a month, and 10 % of 24.00 zł for each of twenty hours.
    "990102": ({**SAME, "care_level": "lezaca", "due_day": 15}, ("75.00", "2022-07-15")),
    "990103": ({**SAME, "care_level": "zwykla", "due_day": 20}, ("48.00", "2022-07-20")),
}


@pytest.fixture
def centres(tmp_path: Path) -> Iterator[list[Centre]]:
    gminas = tuple(COUNCILS)
    with running_house(tmp_path, gminas) as house, ExitStack() as desks:
        house.move_day(BEGINS)
        house.all_up(gminas)
        made = []
        for gmina, (term, fee) in COUNCILS.items():
            desk = Desk(house, gmina, tmp_path / f"{gmina}.ndjson", "social-assistance", BEGINS)
            made.append(Centre(desks.enter_context(closing(desk)), term, fee))
        yield made


def test_the_report_to_the_council_has_every_section_and_every_number_has_its_entries(centres: list[Centre]) -> None:
    for day, chapter in YEAR:
        for centre in centres:
            centre.desk.on(day)
            chapter(centre)
    for centre in centres:
        centre.desk.on(report.LAST.isoformat())
        found = report.has_every_section(centre)
        report.traced(centre.desk, found)
        report.registers_open(centre.desk, found)
        report.fees_are_revenue(centre)
        report.agrees_with_everything_beside_it(centre)
        report.stays_as_it_was_closed(centre, found)
