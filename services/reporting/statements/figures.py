"""Money and shares as people read them, computed in integers."""

HUNDREDTHS = 10_000


def zlote(grosze: int) -> str:
    """'1384.00' of 138400 grosze."""
    sign = "-" if grosze < 0 else ""
    return f"{sign}{abs(grosze) // 100}.{abs(grosze) % 100:02d}"


def percent(part: int, whole: int) -> str | None:
    """The part in hundredths of a percent of the whole, half away from zero; None of nothing."""
    if whole == 0:
        return None
    sign = -1 if (part < 0) != (whole < 0) else 1
    hundredths = (abs(part) * HUNDREDTHS * 2 + abs(whole)) // (2 * abs(whole))
    return zlote(sign * hundredths)
