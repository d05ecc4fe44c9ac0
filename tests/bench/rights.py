"""Running rights with their decisions and sealed facts: one is granted over HTTP, and an administrator multiplies its rows.

Ten thousand rights over HTTP would take longer than everything that is measured. The copies differ in what makes each its own: the
person, the ids, the facts sealed for their decision; and they are final for long, as rights are when the law changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import uuid4

import httpx

from gops.demo.scale import year_of
from gops.logins import PEOPLE
from kit.feed.envelope import new_id
from kit.secrets import KeyRing
from kit.secrets import Place as Cell
from tests.bench.copying import Connection
from tests.bench.place import Place
from tests.bench.sending import send

SERVICE = "family_benefits"
BENEFIT = "zasilek_pielegnacyjny"
_DAY, _FINAL = "2018-11-15", "2018-11-30"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is granted: the benefit, the facts, and as whom they name the one person of the copy."""

    benefit: str
    facts: Mapping[str, object]
    reference: str


NURSING = Matter(
    BENEFIT,
    {
        "application": {"received_on": "2018-11-10"},
        "person": {"born_on": "1970-05-05", "disability": {"degree": "znaczny"}},
    },
    "osoba_1",
)
_POST = {"name": "Danuta Przykładowska", "post": "Kierownik Gminnego Ośrodka Pomocy Społecznej", "since": "2015-01-01"}
_AUTHORISATION = {"number": "0052.1.2015", "given_on": "2015-01-01", "basis": "art. 268a k.p.a.", "since": "2015-01-01"}
_STAGE = """
CREATE TEMPORARY TABLE copied (n bigint GENERATED ALWAYS AS IDENTITY, decision uuid, award uuid, facts bytea, person uuid)
"""
# Every person once: the copies are as many different cases.
_PERSONS = """
UPDATE copied c SET person = p.id
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM person
         WHERE gmina = %(gmina)s AND NOT EXISTS (SELECT FROM award a WHERE a.gmina = %(gmina)s AND a.entitled = person.id)) AS p
 WHERE p.n = c.n
"""
_OWN = {
    "decision": f"""jsonb_build_object(
        'prepared_on', '{_DAY}', 'approved_on', '{_DAY}', 'issued_on', '{_DAY}', 'delivered_on', '{_DAY}',
        'final_on', '{_FINAL}', 'state', 'final', 'id', c.decision, 'entitled', c.person, 'recipient', c.person, 'facts', c.facts::text,
        'grants', replace(t.grants::text, t.entitled::text, c.person::text)::jsonb,
        'persons', replace(t.persons::text, t.entitled::text, c.person::text)::jsonb)""",
    "award": "jsonb_build_object('id', c.award, 'decision', c.decision, 'entitled', c.person, 'recipient', c.person)",
    "award_amount": "jsonb_build_object('award', c.award)",
    "award_commitment": f"jsonb_build_object('award', c.award, 'issued_on', '{_DAY}', 'until', '2018-12-01')",
}
_COPY = """
INSERT INTO {table}
SELECT n.* FROM copied c, {table} t, LATERAL jsonb_populate_record(t, {own}) AS n
 WHERE t.gmina = %(gmina)s AND t.{key} = %(like)s ORDER BY c.n
"""
_KEYS = {"decision": "id", "award": "id", "award_amount": "award", "award_commitment": "award"}
# What was measured before has ended: the next operation must find its own rights only.
_END = "UPDATE award SET state = 'terminated', until = since WHERE gmina = %s AND (until IS NULL OR until > since)"


def granted(place: Place, admin: Connection, gmina: str, rights: int, seed: int, matter: Matter = NURSING) -> None:
    """So many rights run in the gmina, and no other."""
    admin.execute(_END, (gmina,))
    admin.commit()
    with place.client(SERVICE, "caseworker", gmina) as client:
        send(client, islice(year_of(rights + 1, seed), rights + 1))
    person = admin.execute(
        "SELECT id FROM person p WHERE gmina = %s AND NOT EXISTS (SELECT FROM award a WHERE a.gmina = %s AND a.entitled = p.id) "
        "ORDER BY id LIMIT 1", (gmina, gmina),
    ).fetchone()  # fmt: skip
    admin.commit()
    if person is None:
        raise RuntimeError("the import has made nobody")
    decision = _granted(place, gmina, str(person[0]), matter)
    _multiply(place, admin, gmina, decision, rights)
    admin.autocommit = True
    # As an office that has paid these rights for a while would have them.
    admin.execute("VACUUM (ANALYZE)")
    admin.autocommit = False


def post(client: httpx.Client, path: str, body: object = None, version: int | None = None) -> httpx.Response:
    """A write with its own key; the answer, whatever it is."""
    headers = {"Idempotency-Key": str(uuid4())}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return client.post(path, json=body, headers=headers)


def _granted(place: Place, gmina: str, person: str, matter: Matter) -> str:
    body = {
        "benefit": matter.benefit, "on": _DAY, "entitled": person, "recipient": person, "justified": False,
        "persons": {matter.reference: person}, "facts": matter.facts,
    }  # fmt: skip
    with place.client(SERVICE, "caseworker", gmina) as clerk, place.client(SERVICE, "head", gmina) as head:
        post(head, "/staff", {"subject": PEOPLE["head"], **_POST})
        post(clerk, "/authorisations", {"subject": PEOPLE["head"], **_AUTHORISATION})
        decision = str(post(clerk, "/decisions", body).raise_for_status().json()["id"])
        for version, (who, step) in enumerate(((head, "approve"), (clerk, "issue")), start=1):
            answer = post(who, f"/decisions/{decision}/{step}", {}, version)
            if answer.is_error:
                raise RuntimeError(f"{step}: {answer.text}")
    return decision


def _multiply(place: Place, admin: Connection, gmina: str, decision: str, copies: int) -> None:
    keys = KeyRing.from_file(Path(place.told(SERVICE)["GOPS_KEYS_FILE"]))
    cell = Cell(gmina, "decision", "facts")
    row = admin.execute(
        "SELECT d.facts, a.id FROM decision d JOIN award a ON a.decision = d.id WHERE d.id = %s", (decision,)
    ).fetchone()
    if row is None:
        raise RuntimeError("the decision has made no award")
    ids = [new_id() for _ in range(copies)]
    sealed = keys.encrypt_many([keys.decrypt(row[0], cell, decision)] * copies, cell, [str(one) for one in ids])
    admin.execute(_STAGE)
    with admin.cursor().copy("COPY copied (decision, award, facts) FROM STDIN") as copy:
        for one, facts in zip(ids, sealed, strict=True):
            copy.write_row((one, new_id(), facts))
    admin.execute(_PERSONS, {"gmina": gmina})
    for table, own in _OWN.items():
        like = decision if table == "decision" else row[1]
        admin.execute(_COPY.format(table=table, own=own, key=_KEYS[table]), {"gmina": gmina, "like": like})
    admin.execute("DROP TABLE copied")
    admin.execute(_END + " AND id = %s", (gmina, row[1]))
    admin.commit()
