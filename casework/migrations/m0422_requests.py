"""Requests for certificates and urgings: what the office answers, or passes on, within days."""

from kit.tenancy import Execute, protect

_TABLE = """
CREATE TABLE party_request (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    kind        text COLLATE "C" NOT NULL CHECK (kind IN ('certificate', 'urging')),
    state       text COLLATE "C" NOT NULL,
    person      uuid NOT NULL,
    unit        text COLLATE "C" NOT NULL,
    application uuid,
    ground      text COLLATE "C",
    received_on date NOT NULL,
    due_on      date NOT NULL,
    letter      uuid,
    decision    uuid,
    passed_on   date,
    sheets      integer,
    ruling_by   date,
    ruled_on    date,
    outcome     text COLLATE "C",
    settle_by   date,
    ended_on    date,
    ended_by    text,
    noted_by    text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT party_request_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT party_request_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT party_request_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
    CONSTRAINT party_request_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT party_request_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT party_request_urging CHECK ((kind = 'urging') = (ground IS NOT NULL) AND (kind = 'certificate' OR application IS NOT NULL)),
    CONSTRAINT party_request_ruled CHECK ((ruled_on IS NULL) = (outcome IS NULL))
);
CREATE INDEX party_request_due_idx ON party_request (gmina, kind, due_on);
CREATE INDEX party_request_application_idx ON party_request (gmina, application) WHERE application IS NOT NULL
"""


def upgrade(execute: Execute, runtime: str) -> None:
    for statement in _TABLE.split(";"):
        execute(statement)
    protect(execute, "party_request", runtime=runtime, grants="SELECT, INSERT, UPDATE")


def downgrade(execute: Execute) -> None:
    execute("DROP TABLE party_request")
