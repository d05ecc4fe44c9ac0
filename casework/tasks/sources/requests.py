"""Tasks of requests: a certificate to be issued, an urging to be passed on, SKO's ruling on it."""

from casework.tasks.sources.source import Source, Whose


def _request(
    kind: str, title: str, whose: Whose, article: str, of: str, does: str, state: str, due: str, since: str
) -> Source:
    sql = f"""
    SELECT '{kind}:' || r.id, r.{due}, r.{since}, r.unit, r.application, NULL::uuid, r.id, r.person, a.applicant, a.household, NULL::text,
           NULL::text
      FROM party_request r LEFT JOIN application a ON a.gmina = r.gmina AND a.id = r.application
     WHERE r.gmina = :gmina AND r.kind = '{of}' AND r.state = '{state}'
    """
    register = "certificate_request_list" if of == "certificate" else "urging_list"
    return Source(kind, title, whose, "clock", article, register, does, sql)


SOURCES: tuple[Source, ...] = (
    _request(
        "certificate_issue", "Wydać zaświadczenie albo odmówić jego wydania", "office", "art. 217 § 3, art. 219 k.p.a.", "certificate",
        "certificate_request_issue", "open", "due_on", "received_on",
    ),
    _request(
        "urging_forward", "Przekazać ponaglenie do SKO z odpisem akt", "office", "art. 37 § 4 k.p.a.", "urging", "urging_pass_on",
        "open", "due_on", "received_on",
    ),
    _request(
        "urging_at_sko", "Termin SKO na rozpatrzenie ponaglenia", "higher_organ", "art. 37 § 5 k.p.a.", "urging", "urging_note_ruling",
        "passed_on", "ruling_by", "passed_on",
    ),
)  # fmt: skip
