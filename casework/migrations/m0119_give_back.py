"""Drafts of decisions that the head gave back, with what is to be mended, encrypted for the decision."""

from kit.tenancy import Execute, protect

_TABLE = """
CREATE TABLE decision_remark (
    gmina      text COLLATE "C" NOT NULL,
    decision   uuid NOT NULL,
    number     integer NOT NULL CHECK (number > 0),
    remarks    bytea NOT NULL,
    given_by   text NOT NULL,
    given_on   date NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT decision_remark_pkey PRIMARY KEY (gmina, decision, number),
    CONSTRAINT decision_remark_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
)
"""


def upgrade(execute: Execute, runtime: str) -> None:
    execute(_TABLE)
    # Not changed, but destroyed with the case.
    protect(execute, "decision_remark", runtime=runtime, grants="SELECT, INSERT, DELETE")


def downgrade(execute: Execute) -> None:
    execute("DROP TABLE decision_remark")
