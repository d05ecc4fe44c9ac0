"""`gops law list` and `gops law diff` over the services' own law."""

import csv
import io

import pytest
from typer.testing import CliRunner

from gops.cli import app

RUN = CliRunner()


def _rows(*arguments: str) -> list[dict[str, str]]:
    done = RUN.invoke(app, ["law", *arguments, "--csv"])
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_the_values_of_a_day_are_listed_with_article_source_and_the_day_of_checking() -> None:
    (row,) = (
        one
        for one in _rows("list", "2019-11-01", "--service", "family_benefits")
        if one["parametr"] == "zasilek_pielegnacyjny"
    )
    assert (row["wartość"], row["od"], row["publikator"]) == ("215.84", "2019-11-01", "Dz.U. 2018 poz. 1497")
    assert row["artykuł"].startswith("art. 16")
    assert row["sprawdzono"] == "2026-11-22"


def test_all_three_services_are_listed_and_one_alone_when_it_is_asked() -> None:
    assert {one["usługa"] for one in _rows("list", "2024-10-01")} == {
        "family_benefits",
        "social_assistance",
        "alimony_fund",
    }
    assert {one["usługa"] for one in _rows("list", "2024-10-01", "--service", "alimony_fund")} == {"alimony_fund"}


def test_what_is_unconfirmed_is_listed_alone() -> None:
    found = _rows("list", "2024-10-01", "--unconfirmed")
    assert found
    assert {one["pewność"] for one in found} == {"niepotwierdzone"}


def test_the_difference_of_two_days_is_the_raise_of_that_november() -> None:
    (row,) = _rows("diff", "2019-10-31", "2019-11-01")
    assert (row["parametr"], row["2019-10-31"], row["2019-11-01"]) == ("zasilek_pielegnacyjny", "184.42", "215.84")


def test_a_table_counts_what_it_shows() -> None:
    done = RUN.invoke(app, ["law", "diff", "2019-10-31", "2019-11-01"])
    assert done.exit_code == 0
    assert "215.84" in done.stdout
    assert "zmienia się 1" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("list", "2019-13-01"), ("diff", "2019-10-31", "jutro"), ("list", "2019-11-01", "--service", "zus")]
)
def test_what_is_no_day_or_no_service_is_refused(arguments: tuple[str, ...]) -> None:
    done = RUN.invoke(app, ["law", *arguments])
    assert done.exit_code == 2
