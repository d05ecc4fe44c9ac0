"""What one person proposes about money that was paid and another confirms; by which document money came back."""

from kit.tenancy import Execute, protect

_TABLE = """
CREATE TABLE money_proposal (
    gmina          text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    kind           text COLLATE "C" NOT NULL CHECK (kind IN ('storno', 'give_back')),
    payment        uuid,
    overpayment    uuid,
    reason         text COLLATE "C",
    amount         bigint CHECK (amount > 0),
    day            date,
    channel        text COLLATE "C",
    document       text NOT NULL,
    proposed_by    text NOT NULL,
    proposed_on    date NOT NULL,
    outcome        text COLLATE "C" CHECK (outcome IN ('confirmed', 'refused')),
    decided_by     text,
    decided_on     date,
    decided_reason text,
    proposed_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT money_proposal_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT money_proposal_payment_fkey FOREIGN KEY (gmina, payment) REFERENCES payment (gmina, id),
    CONSTRAINT money_proposal_overpayment_fkey FOREIGN KEY (gmina, overpayment) REFERENCES overpayment (gmina, id),
    CONSTRAINT money_proposal_of_one CHECK (
        CASE kind WHEN 'storno' THEN payment IS NOT NULL AND overpayment IS NULL AND reason IS NOT NULL
                  ELSE overpayment IS NOT NULL AND payment IS NULL AND num_nulls(amount, day, channel) = 0 END),
    CONSTRAINT money_proposal_decided CHECK (num_nonnulls(outcome, decided_by, decided_on) IN (0, 3)),
    CONSTRAINT money_proposal_two_people CHECK (outcome IS DISTINCT FROM 'confirmed' OR decided_by <> proposed_by),
    CONSTRAINT money_proposal_refused CHECK (outcome IS DISTINCT FROM 'refused' OR decided_reason IS NOT NULL)
);
CREATE INDEX money_proposal_payment_idx ON money_proposal (gmina, payment) WHERE payment IS NOT NULL;
CREATE INDEX money_proposal_overpayment_idx ON money_proposal (gmina, overpayment) WHERE overpayment IS NOT NULL;
CREATE UNIQUE INDEX money_proposal_open_uidx ON money_proposal (gmina, coalesce(payment, overpayment)) WHERE outcome IS NULL
"""


def upgrade(execute: Execute, runtime: str) -> None:
    for statement in _TABLE.split(";"):
        execute(statement)
    protect(execute, "money_proposal", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    execute("ALTER TABLE payment_reversal ADD COLUMN document text")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE payment_reversal DROP COLUMN document")
    execute("DROP TABLE money_proposal")
