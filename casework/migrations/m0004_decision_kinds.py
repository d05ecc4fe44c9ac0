"""Later acts: what each refers to and does, the months of awards that are held, and what each award binds of the budget."""

from kit.tenancy import Execute, protect

_TABLES: tuple[tuple[str, str], ...] = (
    (
        "decision_act",
        """
        CREATE TABLE decision_act (
            gmina          text COLLATE "C" NOT NULL,
            decision       uuid NOT NULL,
            root           uuid NOT NULL,
            refers_to      uuid,
            award          uuid,
            mode           text COLLATE "C" NOT NULL CHECK (mode IN ('ahead', 'whole')),
            effective_from date,
            effective_unit text COLLATE "C" CHECK (effective_unit IN ('month', 'day')),
            ground         text COLLATE "C" NOT NULL,
            article        text NOT NULL,
            consents       jsonb NOT NULL DEFAULT '[]',
            amount         bigint CHECK (amount >= 0),
            plan           jsonb NOT NULL DEFAULT '[]',
            facts_from     uuid,
            CONSTRAINT decision_act_pkey PRIMARY KEY (gmina, decision),
            CONSTRAINT decision_act_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT decision_act_root_fkey FOREIGN KEY (gmina, root) REFERENCES decision (gmina, id),
            CONSTRAINT decision_act_older_fkey FOREIGN KEY (gmina, refers_to) REFERENCES decision (gmina, id),
            CONSTRAINT decision_act_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
            CONSTRAINT decision_act_starts CHECK ((effective_from IS NULL) = (effective_unit IS NULL)),
            CONSTRAINT decision_act_later CHECK (refers_to IS NULL OR refers_to <> decision)
        );
        CREATE INDEX decision_act_root_idx ON decision_act (gmina, root);
        CREATE INDEX decision_act_older_idx ON decision_act (gmina, refers_to) WHERE refers_to IS NOT NULL
        """,
    ),
    (
        "award_hold",
        """
        CREATE TABLE award_hold (
            gmina    text COLLATE "C" NOT NULL,
            award    uuid NOT NULL,
            since    date NOT NULL,
            until    date,
            decision uuid,
            CONSTRAINT award_hold_pkey PRIMARY KEY (gmina, award, since),
            CONSTRAINT award_hold_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
            CONSTRAINT award_hold_months CHECK (until IS NULL OR until >= since)
        )
        """,
    ),
    (
        "award_commitment",
        """
        CREATE TABLE award_commitment (
            gmina     text COLLATE "C" NOT NULL,
            award     uuid NOT NULL,
            since     date NOT NULL,
            until     date NOT NULL,
            amount    bigint NOT NULL CHECK (amount >= 0),
            issued_on date NOT NULL,
            CONSTRAINT award_commitment_pkey PRIMARY KEY (gmina, award, since),
            CONSTRAINT award_commitment_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
            CONSTRAINT award_commitment_months CHECK (until >= since)
        )
        """,
    ),
)


def upgrade(execute: Execute, runtime: str) -> None:
    # The references of the facts to persons: without them a decision could not be assessed anew from its own facts.
    execute("ALTER TABLE decision ADD COLUMN persons jsonb NOT NULL DEFAULT '{}'")
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime)


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        execute(f"DROP TABLE {table}")
    execute("ALTER TABLE decision DROP COLUMN persons")
