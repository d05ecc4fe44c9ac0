"""What the law would cost otherwise: what is typed becomes the question, the answer stands in tables and in a file."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
from rich.console import Console

from gops import simulating
from gops.simulating import cost_csv, order_of, simulate, told

COST = {
    "month": "2026-01", "benefit": "zasilek_rodzinny", "dzial": "855", "rozdzial": "85502", "paragraf": "3110", "task": "zlecone",
    "source": "dotacja_zlecone_2010", "granted": "1000.00", "before": "1000.00", "after": "1250.00", "difference": "250.00",
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "effective_from": "2026-01-01", "first_month": "2026-01", "until": "2026-02",
    "supposed": [
        {"parameter": "kryterium_zasilek_rodzinny_ogolne", "title": "kryterium [ogólne]", "unit": "zł", "since": "2026-01-01",
         "until": None, "before": "674.00", "after": "900.00"},
    ],
    "families": {"looked_at": 12, "gaining": 3, "losing": 1, "unchanged": 6, "not_simulated": 2},
    "rights": 11, "granted": "2000.00", "before": "2000.00", "after": "2500.00", "difference": "500.00",
    "benefits": [{"benefit": "zasilek_rodzinny", "families_gaining": 3, "families_losing": 1, "difference": "500.00"}],
    "cost": [COST, {**COST, "month": "2026-02"}],
    "not_simulated": [
        {"benefit": "zasilek_rodzinny", "code": "imported", "reason": "Z poprzedniego programu.", "rights": 2, "families": 2,
         "granted": "190.00"},
    ],
}  # fmt: skip


def words(found: dict[str, Any]) -> list[list[str]]:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(told(found))
    # A space inside an amount does not break.
    return [
        [word.replace("\u00a0", " ") for word in line.split(" ") if word] for line in console.export_text().split("\n")
    ]


def test_the_cost_stands_by_month_benefit_and_budget_line_beside_what_is_granted() -> None:
    lines = words(ANSWER)

    money = ["1 000,00", "1 000,00", "1 250,00", "250,00"]
    for month in ("2026-01", "2026-02"):
        assert [month, "zasilek_rodzinny", "855", "85502", "3110", "dotacja_zlecone_2010", *money] in lines
    assert ["Razem", "2 000,00", "2 000,00", "2 500,00", "500,00"] in lines
    assert ["Koszt", "2026-01", "–", "2026-02", "(praw:", "11)"] in lines


def test_families_that_gain_and_lose_stand_by_benefit_and_in_all() -> None:
    lines = words(ANSWER)

    assert ["Rodziny:", "12,", "bez", "zmiany", "6,", "nie", "policzono", "2"] in lines
    assert ["zasilek_rodzinny", "3", "1", "500,00"] in lines
    assert ["Razem", "3", "1", "500,00"] in lines


def test_the_supposed_values_and_what_was_not_computed_are_said() -> None:
    lines = words(ANSWER)

    assert ["kryterium_zasilek_rodzinny_ogolne", "kryterium", "[ogólne]", "2026-01-01", "674.00", "900.00"] in lines
    assert ["zasilek_rodzinny", "Z", "poprzedniego", "programu.", "2", "2", "190,00"] in lines
    assert not any(line[:2] == ["Nie", "policzono"] for line in words({**ANSWER, "not_simulated": []}))


def test_what_is_typed_is_the_question_of_the_interface() -> None:
    order = order_of(
        "2026-01-01",
        "2026-06",
        ["prog=900.00", "wiek=18", "test=false", "stawka=9%"],
        ["inny=-2.5"],
        ["zasilek_rodzinny"],
        None,
    )

    assert order == {
        "effective_from": "2026-01-01",
        "until": "2026-06",
        "benefits": ["zasilek_rodzinny"],
        "changes": [
            {"parameter": "prog", "value": "900.00"},
            {"parameter": "wiek", "value": 18},
            {"parameter": "test", "value": False},
            {"parameter": "stawka", "value": "9%"},
            {"parameter": "inny", "percent": "-2.5"},
        ],
    }


def test_what_is_typed_stands_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "zmiana.json"
    first = {"parameter": "prog", "value": "800.00"}
    file.write_text(json.dumps({"effective_from": "2026-01-01", "until": "2026-10", "changes": [first]}))

    as_written = order_of(None, None, (), (), (), file)
    typed = order_of("2026-03-01", None, ["prog=900.00"], (), (), file)

    assert as_written == {"effective_from": "2026-01-01", "until": "2026-10", "changes": [first]}
    assert typed == {
        "effective_from": "2026-03-01",
        "until": "2026-10",
        "changes": [first, {"parameter": "prog", "value": "900.00"}],
    }


@pytest.mark.parametrize(
    ("day", "values", "file", "said"),
    [
        ("2026-01-01", (), None, "--changes"),
        (None, ("prog=900.00",), None, "the first day"),
        ("2026-01-01", ("prog",), None, "name=value"),
        ("2026-01-01", ("=900.00",), None, "name=value"),
        (None, (), "[]", "no JSON object"),
        (None, (), '{"changes": 1}', "no JSON object"),
        (None, (), "{", "no JSON object"),
    ],
)
def test_a_question_that_is_none_is_not_asked(
    tmp_path: Path, day: str | None, values: tuple[str, ...], file: str | None, said: str
) -> None:
    path = None
    if file is not None:
        path = tmp_path / "zmiana.json"
        path.write_text(file)

    with pytest.raises(typer.BadParameter, match=said):
        order_of(day, None, values, (), (), path)


@pytest.mark.parametrize("suffix", [".json", ".csv"])
def test_the_answer_is_saved_whole_or_its_cost_as_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    asked: list[httpx.Request] = []

    def office(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=ANSWER)

    def post(url: str, **told: Any) -> httpx.Response:
        with httpx.Client(transport=httpx.MockTransport(office)) as client:
            return client.post(url, **told)

    monkeypatch.setattr(simulating.httpx, "post", post)
    monkeypatch.setattr(simulating, "Tokens", lambda *_: lambda role: role)
    save = tmp_path / f"skutki{suffix}"
    order = {"effective_from": "2026-01-01", "changes": [{"parameter": "prog", "value": "900.00"}]}

    simulate("family_benefits", order, "http://gateway", "http://issuer", "101805", tmp_path, save, Console(quiet=True))

    (request,) = asked
    assert (request.url.path, request.url.params["gmina"]) == ("/family-benefits/v1/simulations", "101805")
    assert json.loads(request.content) == order
    assert request.headers["Authorization"] == "Bearer reporter"
    if suffix == ".json":
        assert json.loads(save.read_bytes()) == ANSWER
    else:
        assert save.read_bytes().decode() == cost_csv(ANSWER)


def test_the_file_of_the_cost_has_a_column_for_every_member() -> None:
    (first, _) = csv.DictReader(io.StringIO(cost_csv(ANSWER)))

    assert first == COST
