"""The clocks of an undue payment: the decision's last day, limitation, instalments, the term after a reminder."""

from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.overpayments import store
from casework.overpayments.ledger import effective
from casework.overpayments.offers import instalments, repaid_since
from casework.overpayments.plans import status
from casework.overpayments.problems import OverpaymentNotFound
from casework.overpayments.reminders import delivered_on
from casework.overpayments.store import Overpayment, Posted, Relief
from casework.overpayments.terms import decision_by, prescribed_after
from casework.tasks.clocks import in_order, told
from casework.tasks.schemas import ClockOut, ClocksOut
from casework.terms.computing import Term, term
from casework.terms.law import procedure
from kit.db import ReadSession

_REMINDER = "upea_reminder_term_days"


async def of_overpayment(db: ReadSession, catalogue: Catalogue, overpayment: UUID, on: date) -> ClocksOut:
    """The clocks of an undue payment. Raises OverpaymentNotFound."""
    of = await store.load(db, overpayment)
    if of is None:
        raise OverpaymentNotFound
    posted = (await store.movements(db, [of.id])).get(of.id, [])
    reliefs = (await store.reliefs(db, [of.id])).get(of.id, [])
    enforced = (await store.enforcements(db, [of.id])).get(of.id, [])
    settled = of.state if of.state in ("settled", "withdrawn") else None
    clocks = _to_decide(catalogue, of, posted, db.gmina, on)
    last = prescribed_after(catalogue, of, db.gmina, reliefs, enforced)
    if last is not None and of.final_on is not None:
        article = _article(catalogue, db.gmina, catalogue.overpayments.named(of.rules).limitation, of.final_on)
        clocks.append(_until(of, of.final_on, last, on, "limitation", "przedawnienie należności", article, settled))
    if reliefs:
        clocks += _instalments(of, reliefs[-1], posted, on, settled)
    reminded = delivered_on(enforced)
    if reminded is not None:
        view = procedure().on(reminded)
        title_issued = any(one.act == "title_issued" for one in enforced)
        clocks.append(
            told(
                pay := term(reminded, view.count(_REMINDER), "days"), "party", ("overpayment", of.id), on, code="reminder",
                title="zapłata po upomnieniu", last_day=pay.last_day,
                ended=settled or ("title_issued" if title_issued else None if pay.in_time(on) else "expired"),
                more=(f"{view.value(_REMINDER).article} u.p.e.a.",),
            )
        )  # fmt: skip
    return ClocksOut(on=on, clocks=in_order(clocks))


def _to_decide(catalogue: Catalogue, of: Overpayment, posted: list[Posted], gmina: str, on: date) -> list[ClockOut]:
    standing = {one.id for one in effective(one.movement for one in posted)}
    first = min((one.day for one in posted if one.kind == "establishment" and one.id in standing), default=None)
    if first is None:
        return []
    last = decision_by(catalogue, of, gmina, first)
    if last is None:
        return []
    article = _article(catalogue, gmina, catalogue.overpayments.named(of.rules).decision_within, first)
    ended = None if of.state == "registered" else of.state
    return [_until(of, first, last, on, "decide", "wydanie decyzji o nienależnie pobranym świadczeniu", article, ended)]


def _article(catalogue: Catalogue, gmina: str, parameter: str | None, on: date) -> str:
    return "" if parameter is None else catalogue.law(gmina).on(on).value(parameter).article


def _instalments(
    of: Overpayment, relief: Relief, posted: list[Posted], on: date, settled: str | None
) -> list[ClockOut]:
    plan = status(instalments(relief), repaid_since(posted, relief.decided_on), on, grace_days=relief.grace_days)
    broken = "whole_due" if plan.whole_due_from is not None else None
    return [
        _until(
            of, relief.decided_on, one.due_on, on, "instalment", "rata należności", "decyzja o ratach albo odroczeniu",
            settled or ("paid" if one.state == "paid" else broken), whose_party=True,
        )
        for one in plan.instalments
    ]  # fmt: skip


def _until(
    of: Overpayment,
    start: date,
    last: date,
    on: date,
    code: str,
    title: str,
    article: str,
    ended: str | None,
    *,
    whose_party: bool = False,
) -> ClockOut:
    """A term of substantive law, or a day that a decision set: it does not move past free days."""
    made = Term(start, (last - start).days, "days", last, last, (article,))
    whose = "party" if whose_party else "office"
    return told(made, whose, ("overpayment", of.id), on, code=code, title=title, last_day=last, ended=ended)  # type: ignore[arg-type]
