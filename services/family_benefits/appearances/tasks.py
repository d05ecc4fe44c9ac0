"""Tasks of calls to appear in person: the days that run, what follows when nobody came, payments that go on (art. 26 ust. 3c-3f)."""

from casework.tasks.sources.source import Group, Source, Whose
from services.family_benefits.appearances.states import ACT
from services.family_benefits.rights import OF_UKRAINE

_AWARD = "JOIN award a ON a.gmina = m.gmina AND a.id = m.award"
_RUNS = "AND (a.until IS NULL OR a.until >= date_trunc('month', m.last_day)::date)"
_OPEN = f"""AND EXISTS (SELECT FROM application_matter x WHERE x.gmina = m.gmina AND x.application = m.application
                   AND x.outcome IS NULL AND starts_with(x.benefit, '{OF_UKRAINE}'))"""


def _call(
    kind: str, title: str, whose: Whose, article: str, does: str, where: str, due: str, since: str, join: str = ""
) -> Source:
    sql = f"""
    SELECT '{kind}:' || m.id, {due}, {since}, m.unit, m.application, NULL::uuid, m.id, m.person, NULL::uuid, NULL::uuid, NULL::text,
           NULL::text
      FROM appearance_call m {join} WHERE m.gmina = :gmina AND {where}
    """
    group: Group = "clock" if whose == "party" else "follow_up"
    return Source(kind, title, whose, group, f"art. 26 {article} {ACT}", "appearance_list", does, sql)


SOURCES: tuple[Source, ...] = (
    _call(
        "appearance_awaited", "Termin osobistego stawiennictwa", "party", "ust. 3c", "appearance_note",
        "m.state = 'delivered' AND m.last_day >= :day", "m.last_day", "m.delivered_on",
    ),
    _call(
        "appearance_undelivered", "Ustalić, kiedy doręczono wezwanie do stawiennictwa", "office", "ust. 3c",
        "appearance_note_delivery", "m.state = 'called'", "NULL::date", "m.called_on",
    ),
    _call(
        "appearance_missed", "Pozostawić wniosek bez rozpatrzenia albo odnotować stawiennictwo", "office", "ust. 3d",
        "appearance_leave_unexamined", f"m.state = 'delivered' AND m.last_day < :day {_OPEN}", "NULL::date", "m.last_day + 1",
    ),
    _call(
        "appearance_hold", "Wstrzymać wypłatę albo odnotować stawiennictwo", "office", "ust. 3e", "decision_prepare",
        f"m.state = 'delivered' AND m.last_day < :day AND a.state = 'active' {_RUNS}", "NULL::date", "m.last_day + 1", _AWARD,
    ),
    _call(
        "appearance_resume", "Wznowić wypłatę od miesiąca po stawiennictwie", "office", "ust. 3f", "decision_prepare",
        "m.state = 'late' AND a.state = 'suspended'", "NULL::date", "m.appeared_on", _AWARD,
    ),
)  # fmt: skip
