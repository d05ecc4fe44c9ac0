"""What officials did with an undue payment besides its movements: its decision noted, its finality, its withdrawal with the reason."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLE = """
CREATE TABLE overpayment_act (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    overpayment uuid NOT NULL,
    act         text COLLATE "C" NOT NULL CHECK (act IN ('decided', 'finalised', 'withdrawn')),
    on_day      date NOT NULL,
    by_whom     text NOT NULL,
    decision    uuid,
    reason      text COLLATE "C",
    CONSTRAINT overpayment_act_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT overpayment_act_of_fkey FOREIGN KEY (gmina, overpayment) REFERENCES overpayment (gmina, id),
    CONSTRAINT overpayment_act_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT overpayment_act_reason CHECK ((act = 'withdrawn') = (reason IS NOT NULL))
);
CREATE INDEX overpayment_act_of_idx ON overpayment_act (gmina, overpayment, id)
"""


def upgrade(execute: Execute, runtime: str) -> None:
    for statement in _TABLE.split(";"):
        execute(statement)
    protect(execute, "overpayment_act", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "overpayment_act")


def downgrade(execute: Execute) -> None:
    unprotect_append_only(execute, "overpayment_act")
