"""What is stated later: the decision of another system that an imported right rests on, once; and by which sources a right is paid."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_ACTS = "CHECK (act IN ('suspend', 'resume', 'terminate'{}))"
_FUNDING = """
CREATE TABLE payment_funding (
    gmina     text COLLATE "C" NOT NULL,
    id        uuid NOT NULL,
    award     uuid NOT NULL,
    since     date NOT NULL CHECK (extract(day FROM since) = 1),
    until     date CHECK (until >= since),
    parts     jsonb NOT NULL,
    document  text,
    stated_by text NOT NULL,
    stated_on date NOT NULL,
    stated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_funding_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT payment_funding_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id)
);
CREATE INDEX payment_funding_award_idx ON payment_funding (gmina, award, since)
"""


def upgrade(execute: Execute, runtime: str) -> None:
    execute("ALTER TABLE award_act DROP CONSTRAINT award_act_act_check")
    execute("ALTER TABLE award_act ADD CONSTRAINT award_act_act_check " + _ACTS.format(", 'note_decision'"))
    execute("CREATE UNIQUE INDEX award_act_noted_uidx ON award_act (gmina, award) WHERE act = 'note_decision'")
    for statement in _FUNDING.split(";"):
        execute(statement)
    protect(execute, "payment_funding", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "payment_funding")


def downgrade(execute: Execute) -> None:
    unprotect_append_only(execute, "payment_funding")
    execute("DROP INDEX award_act_noted_uidx")
    execute("ALTER TABLE award_act DROP CONSTRAINT award_act_act_check")
    execute("ALTER TABLE award_act ADD CONSTRAINT award_act_act_check " + _ACTS.format(""))
