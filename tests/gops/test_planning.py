"""The money needed for the months to come, on the screen."""

import io

from rich.console import Console

from gops.planning import needed_table


def test_the_money_needed_stands_by_month_rozdzial_and_source() -> None:
    row = {
        "month": "2026-12", "rozdzial": "85502", "source": "dotacja_zlecone_2010", "committed": "1645.00", "uncommitted": "0.00",
        "arrears": "100.00", "needed": "1745.00", "held": "20.00",
    }  # fmt: skip
    console = Console(width=140, record=True, file=io.StringIO())

    console.print(needed_table({"first_month": "2026-12", "last_month": "2027-02", "needed": [row]}))

    said = console.export_text().split("\n")
    assert said[0].strip() == "Zapotrzebowanie 2026-12 – 2027-02"
    (line,) = [[word for word in one.split(" ") if word] for one in said if "85502" in one]
    assert line == [
        "2026-12",
        "85502",
        "dotacja_zlecone_2010",
        "1\u00a0645,00",
        "0,00",
        "100,00",
        "1\u00a0745,00",
        "20,00",
    ]
