"""Days, months and amounts as a letter writes them, and the sentences of a trace brought to the same form."""

import re
from collections.abc import Mapping
from datetime import date

from kit.money import figure_text, grosze
from kit.periods import number_in_year, parse_month, year_of

_OF_MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia",
)  # fmt: skip
_MONTHS = (
    "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik",
    "listopad", "grudzień",
)  # fmt: skip
_GENITIVES = {"ustawa": "ustawy", "rozporządzenie": "rozporządzenia", "uchwała": "uchwały", "kodeks": "kodeksu"}

_BODIES = {
    "Samorządowe Kolegium Odwoławcze": "Samorządowego Kolegium Odwoławczego",
    "Wojewódzki Sąd Administracyjny": "Wojewódzkiego Sądu Administracyjnego",
    "Wojewoda": "Wojewody",
    "Ministerstwo": "Ministerstwa",
}
_ACTS = {
    "decision": {"gen": "decyzji", "acc": "decyzję", "ins": "decyzją"},
    "postanowienie": {"gen": "postanowienia", "acc": "postanowienie", "ins": "postanowieniem"},
}
# "u.ś.r.", "u.p.o.u.a.": the code of procedure is introduced with its own abbreviation and keeps it.
_SHORT = re.compile(r"\s(?!k\.p\.a\.)(?:[a-ząćęłńóśźż]\.){3,}$")

_AMOUNT = re.compile(r"(?<![\d.-])(-?\d+\.\d{2})(?= zł)")
# A full stop after a day is the one that its "r." brings.
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b(?:\.(?=\s|$))?")
_YEAR_AND_MONTH = r"\b(\d{4}-(?:0[1-9]|1[0-2]))\b"
_STOP = r"(?:\.(?=\s|$))?"
_RUN = re.compile(rf"{_YEAR_AND_MONTH}\.\.{_YEAR_AND_MONTH}{_STOP}")
_AFTER = re.compile(rf"\b([Oo]d|[Dd]o) {_YEAR_AND_MONTH}{_STOP}")
_MONTH = re.compile(_YEAR_AND_MONTH + _STOP)
_ONE_MONTH = re.compile(rf"\b(?:miesięcznie )?od {_YEAR_AND_MONTH} do \1\b")
# A sentence and the article behind it are one; the "r." of a year keeps its stop.
_STOP_BEFORE_ARTICLE = re.compile(r"(?<!\br)\. (?=\([^()]*\bart\.[^()]*\)\.?$)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ACT = re.compile(rf"\b({'|'.join(_GENITIVES)})\b")


def day_text(day: date) -> str:
    """The day as "5 listopada 2025 r."."""
    return f"{day.day} {_OF_MONTHS[day.month - 1]} {day.year} r."


def month_name(month: int) -> str:
    """The month as "listopad 2025 r."."""
    return f"{_MONTHS[number_in_year(month) - 1]} {year_of(month)} r."


def month_in_genitive(month: int) -> str:
    """The month as it stands after "od" and "do": "listopada 2025 r."."""
    return f"{_OF_MONTHS[number_in_year(month) - 1]} {year_of(month)} r."


def months_text(first: int, last: int | None) -> str:
    """A run of months; without an end it goes on until further notice."""
    if first == last:
        return month_name(first)
    since = f"od {month_in_genitive(first)}"
    return f"{since}, bezterminowo" if last is None else f"{since} do {month_in_genitive(last)}"


def account_text(number: str) -> str:
    """26 digits as an account is written: two, then fours; the spaces do not break."""
    return "\u00a0".join((number[:2], *(number[start : start + 4] for start in range(2, len(number), 4))))


def in_genitive(basis: str) -> str:
    """ "art. 5 ustawa z dnia …" as it stands after "na podstawie": "art. 5 ustawy z dnia …"."""
    return _ACT.sub(lambda found: _GENITIVES[found[1]], basis)


def body_in_genitive(body: str) -> str:
    """ "Samorządowe Kolegium Odwoławcze w Sieradzu" as it stands after "do"; a body of another name stays as it is."""
    for name, after in _BODIES.items():
        if body.startswith(name):
            return after + body.removeprefix(name)
    return body


def act_text(form: str, case: str) -> str:
    """ "decyzja" or "postanowienie" in a case: gen, acc, ins."""
    return _ACTS.get(form, _ACTS["decision"])[case]


def in_full(article: str, act: str) -> str:
    """ "art. 32 ust. 1 u.ś.r." with the act's title (in the nominative) where its abbreviation stood, which it introduces."""
    found = _SHORT.search(article)
    if found is None or not act:
        return article
    return f"{article[: found.start()]} {in_genitive(act)} (dalej: {found[0].strip()})"


def sentence(text: str) -> str:
    """Begun with a capital letter and ended with a full stop."""
    told = _STOP_BEFORE_ARTICLE.sub(" ", text.strip())
    # A year ends with the full stop of its "r." already.
    told = (told[:1].upper() + told[1:]).replace("r..", "r.")
    return told if told.endswith((".", "!", "?", ":")) else f"{told}."


def named(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence of a trace with names where it has references of the facts, which stand in brackets: "(dziecko_1)"."""
    return _BRACKETS.sub(lambda found: f"({', '.join(names.get(one, one) for one in found[1].split(', '))})", sentence)


def as_written(sentence: str) -> str:
    """A sentence of a trace with its amounts, days and months as a letter writes them."""
    # Amounts of sentences that were kept before sentences told them so themselves.
    told = _AMOUNT.sub(lambda found: figure_text(grosze(found[1])), sentence)
    told = _DAY.sub(_day_or_as_it_is, told)
    told = _ONE_MONTH.sub(r"za \1", told)
    told = _RUN.sub(lambda found: months_text(parse_month(found[1]), parse_month(found[2])), told)
    told = _AFTER.sub(lambda found: f"{found[1]} {month_in_genitive(parse_month(found[2]))}", told)
    return _MONTH.sub(lambda found: month_name(parse_month(found[1])), told)


def _day_or_as_it_is(found: re.Match[str]) -> str:
    try:
        return day_text(date.fromisoformat(found[1]))
    except ValueError:
        return found[0]
