"""`make demo` as a user runs it: from an empty folder to a statement that is equal to the grosz, and once more on what is there."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from gops.showing import show

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

GMINA = "101805"


def test_the_demo_ends_with_the_adopted_statement_and_may_be_run_again(tmp_path: Path) -> None:
    # A path with a blank and a Polish letter, as a user's may be.
    state, out = tmp_path / "dom gminny ł", tmp_path / "out"
    first, second = Console(file=io.StringIO(), width=160), Console(file=io.StringIO(), width=160)

    codes = [show(state, GMINA, console, out) for console in (first, second)]

    printed = first.file.getvalue()  # type: ignore[attr-defined]
    statement = json.loads((out / "statement_2019.json").read_bytes())
    sheet = load_workbook(io.BytesIO((out / "statement_2019.xlsx").read_bytes())).worksheets[0]
    assert codes == [0, 0], printed + second.file.getvalue()  # type: ignore[attr-defined]
    assert "5 669 631,12" in printed
    assert statement["total"]["executed"] == "5669631.12"
    assert "5669631.12" in (out / "statement_2019.csv").read_text()
    assert any(cell.value is not None for row in sheet.iter_rows(max_row=5) for cell in row)


def test_a_grosz_that_is_not_as_expected_ends_the_demo_with_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from gops import showing
    from gops.demo import generate

    year = generate()
    plan = (replace(year.plan[0], amount=year.plan[0].amount + 1), *year.plan[1:])
    monkeypatch.setattr(showing, "generate", lambda _: replace(year, plan=plan))
    console = Console(file=io.StringIO(), width=160)

    code = show(tmp_path / "state", GMINA, console, tmp_path / "out")

    assert code == 1
    assert "plan" in console.file.getvalue()  # type: ignore[attr-defined]
