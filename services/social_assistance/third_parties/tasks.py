"""Tasks of third parties' documents: who has to divide, check, accept and pay them, and until when."""

from casework.tasks.sources.source import Group, Source

_UFP = "art. 53-54 u.f.p."


def _document(kind: str, title: str, state: str, does: str, group: Group = "signature") -> Source:
    sql = f"""
    SELECT '{kind}:' || i.id, i.due_on, i.received_on, i.unit, NULL::uuid, NULL::uuid, i.id, NULL::uuid, NULL::uuid, NULL::uuid, NULL::text,
           NULL::text
      FROM invoice i WHERE i.gmina = :gmina AND i.state = '{state}'
    """
    return Source(kind, title, "office", group, _UFP, "invoice_list", does, sql)


SOURCES: tuple[Source, ...] = (
    _document(
        "invoice_check",
        "Rozpisać na osoby i sprawdzić fakturę pod względem merytorycznym",
        "registered",
        "invoice_check",
    ),
    _document("invoice_control", "Sprawdzić fakturę pod względem formalno-rachunkowym", "checked", "invoice_control"),
    _document("invoice_accept", "Zatwierdzić fakturę do zapłaty", "controlled", "invoice_accept"),
    _document("invoice_pay", "Zapłacić fakturę i odnotować dzień zapłaty", "accepted", "invoice_note_paid"),
)
