"""A year of any size for benches: one person line to twelve payment lines, made one after another in flat memory."""

from collections.abc import Iterator
from datetime import date, timedelta

import orjson

from gops.demo.bank_days import months, pay_day
from gops.demo.people import pesel
from gops.demo.rates import care_allowance
from gops.demo.recording import FIRST, LAST, YEAR
from kit.money import zloty

BENEFIT = "zasilek_pielegnacyjny"
LINES_PER_PERSON = 14

_FIRST_BORN = date(1920, 1, 1)
_DAYS = 29_000


def year_of(persons: int, seed: int = 2019) -> Iterator[bytes]:
    """Import lines of family_benefits: `persons` persons, then an award for each, then twelve payments for each, by month.

    Another seed gives other source ids, and other PESELs if it is another one modulo 5000. The number of persons is limited by the
    PESELs of a seed (at most 14 million).
    """
    mark = f"{seed:x}"
    for number in range(persons):
        yield orjson.dumps(_person(number, seed, mark), option=orjson.OPT_APPEND_NEWLINE)
    for number in range(persons):
        yield orjson.dumps(_award(number, mark), option=orjson.OPT_APPEND_NEWLINE)
    for place, month in enumerate(months(FIRST, LAST)):
        amount, paid_on = zloty(care_allowance(month)), pay_day(month, 28)
        for number in range(persons):
            line = {
                "kind": "payment",
                "source_id": f"y-{mark}-{place * persons + number + 1}",
                "award": f"a-{mark}-{number + 1}",
                "benefit": BENEFIT,
                "period": month,
                "amount": amount,
                "paid_on": paid_on,
                "budget_year": YEAR,
            }
            yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def _person(number: int, seed: int, mark: str) -> dict[str, object]:
    series, day = divmod(number, _DAYS)
    born = _FIRST_BORN + timedelta(days=day)
    # The series is turned by the seed: within a seed no PESEL comes twice.
    series = (series + seed) % 500
    return {
        "kind": "person",
        "source_id": f"p-{mark}-{number + 1}",
        "pesel": pesel(born, "F", series * 2 + seed // 500 % 2, seed // 1000 % 5),
        "first_name": "Anna",
        "last_name": "Przykładowska",
        "birth_date": born,
    }


def _award(number: int, mark: str) -> dict[str, object]:
    person = f"p-{mark}-{number + 1}"
    return {
        "kind": "award",
        "source_id": f"a-{mark}-{number + 1}",
        "benefit": BENEFIT,
        "entitled": person,
        "recipient": person,
        "family": None,
        "variant": None,
        "mechanism": None,
        "from": "2018-11",
        "to": None,
        "amount": zloty(care_allowance("2018-11")),
        "decision": {"number": f"GOPS.SR.{number + 1}.2018", "issued_on": "2018-10-15"},
    }
