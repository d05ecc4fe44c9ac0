"""The forecast as a spreadsheet: the money needed, the rows that it is made of, and what ends. Amounts are numbers."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from pydantic import BaseModel

from casework.forecasts.schemas import EndingOut, ForecastOut, ForecastRowOut, ForecastSourceOut, NotBookedOut

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADINGS = {
    "month": "Miesiąc", "benefit": "Świadczenie", "dzial": "Dział", "rozdzial": "Rozdział", "paragraf": "Paragraf", "task": "Zadanie",
    "source": "Źródło", "kind": "Rodzaj", "rights": "Praw", "amount": "Kwota", "committed": "Zaangażowane",
    "uncommitted": "Niezaangażowane",
    "arrears": "Zaległe", "needed": "Potrzeba", "held": "Wstrzymane", "variant": "Wariant", "age": "Kończy lat", "going_on": "Trwa dalej",
}  # fmt: skip
_KINDS = {"committed": "zaangażowane", "uncommitted": "niezaangażowane", "arrears": "zaległe", "held": "wstrzymane"}
_MONEY = frozenset({"amount", "committed", "uncommitted", "arrears", "needed", "held"})
_WIDTH = 18


def to_xlsx(found: ForecastOut) -> bytes:
    """The same file for the same forecast: no moment of printing in it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "constant_memory": True, "strings_to_formulas": False}
    ) as book:
        title = f"Prognoza {found.first_month} – {found.last_month}"
        year, number = map(int, found.first_month.split("-"))
        book.set_properties({"title": title, "created": datetime(year, number, 1)})  # noqa: DTZ001 - no moment of the world
        parts: Mapping[str, tuple[type[BaseModel], Sequence[BaseModel]]] = {
            "Zapotrzebowanie": (ForecastSourceOut, found.needed),
            "Prognoza": (ForecastRowOut, found.rows),
            "Kończące się prawa": (EndingOut, found.endings),
            "Bez klasyfikacji": (NotBookedOut, found.not_booked),
        }
        heading = book.add_format({"bold": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        for name, (model, rows) in parts.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            columns = list(model.model_fields)
            sheet.set_column(0, len(columns) - 1, _WIDTH)
            for column, member in enumerate(columns):
                sheet.write_string(0, column, _HEADINGS[member], heading)
            for line, row in enumerate(rows, start=1):
                for column, member in enumerate(columns):
                    _write(sheet, line, column, member, getattr(row, member), money)
    return target.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, member: str, value: object,
    money: xlsxwriter.format.Format,
) -> None:  # fmt: skip
    if value is None:
        return
    if member in _MONEY:
        sheet.write_number(line, column, Decimal(str(value)), money)
    elif isinstance(value, int):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, _KINDS.get(str(value), str(value)) if member == "kind" else str(value))
