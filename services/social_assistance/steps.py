"""Steps of a computation that several benefits of social assistance tell alike."""

from kit.law import Rule

MONTH = Rule("month", "art. 106 ust. 3 u.p.s.", "Prawo ustala się od {month}.", ("month:month",), depth=0)
PER_PERSON = Rule(
    "income_per_person",
    "art. 6 pkt 3 u.p.s.",
    "Dochód rodziny {total} zł (liczba osób: {persons}) daje {each} zł na osobę.",
    ("total:zl", "persons:number", "each:zl"),
    result="each",
)
PART = Rule(
    "part_of_month",
    "art. 106 ust. 3 u.p.s.",
    "Prawo obejmuje {days} z {of} dni miesiąca {month}: {amount} zł.",
    ("days:number", "of:number", "month:month", "amount:zl"),
    result="amount",
)
