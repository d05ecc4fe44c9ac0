"""`gops forecast`: the money that a gmina needs for the months to come, as a table or a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from rich import box
from rich.console import Console
from rich.table import Table

from gops.commands import FORMATS
from gops.demo.gateway_client import refusal
from gops.logins import Tokens
from kit.money import figure_text, grosze

_COLUMNS = {
    "month": "Miesiąc", "rozdzial": "Rozdz.", "source": "Źródło", "committed": "Zaangażowane", "uncommitted": "Niezaangażowane",
    "arrears": "Zaległe", "needed": "Potrzeba", "held": "Wstrzymane",
}  # fmt: skip
_TEXTS = 3
"""So many columns are no money."""


def forecast(
    service: str,
    asked: Mapping[str, str],
    gateway: str,
    issuer: str,
    gmina: str,
    state: Path,
    save: Path | None,
    console: Console,
) -> None:
    """Prints it, or writes it in the form that the file's name says."""
    answer = httpx.get(
        f"{gateway}/{service.replace('_', '-')}/v1/forecast",
        params={**asked, "gmina": gmina, "format": FORMATS[save.suffix] if save is not None else "json"},
        headers={"Authorization": f"Bearer {Tokens(issuer, state)('reporter')}"},
        timeout=120,
    )
    if answer.is_error:
        raise refusal(answer)
    if save is None:
        console.print(needed_table(answer.json()))
    else:
        save.write_bytes(answer.content)
        console.print(f"{save}: {len(answer.content)} bytes")


def needed_table(found: Mapping[str, Any]) -> Table:
    """The money needed by month, rozdział and source."""
    title = f"Zapotrzebowanie {found['first_month']} – {found['last_month']}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for number, name in enumerate(_COLUMNS.values()):
        table.add_column(name, justify="left" if number < _TEXTS else "right", no_wrap=True)
    for row in found["needed"]:
        cells = [row[member] for member in _COLUMNS]
        table.add_row(*cells[:_TEXTS], *(figure_text(grosze(amount)) for amount in cells[_TEXTS:]))
    return table
