"""Undue payments: the register, its account, relief and enforcement; a reversal of a payment may be taken back by a counter-entry."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES: tuple[tuple[str, str, str], ...] = (
    (
        "overpayment",
        "SELECT, INSERT, UPDATE, DELETE",
        """
        CREATE TABLE overpayment (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            person        uuid NOT NULL,
            benefit       text COLLATE "C" NOT NULL,
            unit          text COLLATE "C" NOT NULL,
            rules         text COLLATE "C" NOT NULL,
            ground        text COLLATE "C" NOT NULL,
            instructed    boolean,
            state         text COLLATE "C" NOT NULL
                          CHECK (state IN ('registered', 'decided', 'final', 'settled', 'withdrawn')),
            decision      uuid,
            decision_sign text,
            decided_on    date,
            final_on      date,
            registered_by text NOT NULL,
            registered_on date NOT NULL,
            withdrawn_for text COLLATE "C",
            version       integer NOT NULL DEFAULT 1,
            created_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT overpayment_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT overpayment_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
            CONSTRAINT overpayment_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE INDEX overpayment_person_idx ON overpayment (gmina, person);
        CREATE INDEX overpayment_registered_idx ON overpayment (gmina, registered_on, id);
        CREATE INDEX overpayment_decision_idx ON overpayment (gmina, decision) WHERE decision IS NOT NULL
        """,
    ),
    (
        "overpayment_movement",
        "SELECT, INSERT",
        """
        CREATE TABLE overpayment_movement (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            overpayment   uuid NOT NULL,
            kind          text COLLATE "C" NOT NULL
                          CHECK (kind IN ('establishment', 'repayment', 'remission', 'write_off', 'correction')),
            day           date NOT NULL,
            amount        bigint NOT NULL DEFAULT 0 CHECK (amount >= 0),
            principal     bigint CHECK (principal >= 0),
            interest      bigint CHECK (interest >= 0),
            payment       uuid,
            period        date,
            budget_year   smallint,
            interest_from date,
            channel       text COLLATE "C",
            deducted_from uuid,
            ground        text COLLATE "C",
            document      text,
            corrects      uuid,
            recorded_by   text NOT NULL,
            recorded_on   date NOT NULL,
            recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT overpayment_movement_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT overpayment_movement_of_fkey FOREIGN KEY (gmina, overpayment) REFERENCES overpayment (gmina, id),
            CONSTRAINT overpayment_movement_payment_fkey FOREIGN KEY (gmina, payment) REFERENCES payment (gmina, id),
            CONSTRAINT overpayment_movement_corrects_fkey FOREIGN KEY (gmina, corrects)
                REFERENCES overpayment_movement (gmina, id),
            CONSTRAINT overpayment_movement_money
                CHECK (kind NOT IN ('establishment', 'repayment') OR amount > 0),
            CONSTRAINT overpayment_movement_correction CHECK ((kind = 'correction') = (corrects IS NOT NULL))
        );
        CREATE INDEX overpayment_movement_of_idx ON overpayment_movement (gmina, overpayment, day);
        CREATE INDEX overpayment_movement_day_idx ON overpayment_movement (gmina, day, id);
        CREATE INDEX overpayment_movement_payment_idx ON overpayment_movement (gmina, payment) WHERE payment IS NOT NULL;
        CREATE UNIQUE INDEX overpayment_movement_corrected_once ON overpayment_movement (gmina, corrects)
            WHERE corrects IS NOT NULL
        """,
    ),
    (
        "overpayment_entry",
        "SELECT, INSERT",
        """
        CREATE TABLE overpayment_entry (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            overpayment  uuid NOT NULL,
            movement     uuid NOT NULL,
            caused_by    uuid NOT NULL,
            item         uuid,
            klass        text COLLATE "C" NOT NULL CHECK (klass IN ('principal', 'interest', 'surplus')),
            amount       bigint NOT NULL CHECK (amount <> 0),
            told_type    text COLLATE "C",
            told_subject uuid,
            told_version integer,
            takes_back   uuid,
            CONSTRAINT overpayment_entry_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT overpayment_entry_of_fkey FOREIGN KEY (gmina, overpayment) REFERENCES overpayment (gmina, id),
            CONSTRAINT overpayment_entry_movement_fkey FOREIGN KEY (gmina, movement)
                REFERENCES overpayment_movement (gmina, id),
            CONSTRAINT overpayment_entry_back_fkey FOREIGN KEY (gmina, takes_back) REFERENCES overpayment_entry (gmina, id)
        );
        CREATE INDEX overpayment_entry_of_idx ON overpayment_entry (gmina, overpayment);
        CREATE UNIQUE INDEX overpayment_entry_taken_back_once ON overpayment_entry (gmina, takes_back)
            WHERE takes_back IS NOT NULL
        """,
    ),
    (
        "overpayment_relief",
        "SELECT, INSERT",
        """
        CREATE TABLE overpayment_relief (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            overpayment   uuid NOT NULL,
            kind          text COLLATE "C" NOT NULL CHECK (kind IN ('instalments', 'deferral')),
            decided_on    date NOT NULL,
            decision      uuid,
            decision_sign text,
            instalments   jsonb NOT NULL,
            grace_days    integer NOT NULL DEFAULT 0,
            recorded_by   text NOT NULL,
            recorded_on   date NOT NULL,
            CONSTRAINT overpayment_relief_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT overpayment_relief_of_fkey FOREIGN KEY (gmina, overpayment) REFERENCES overpayment (gmina, id),
            CONSTRAINT overpayment_relief_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE INDEX overpayment_relief_of_idx ON overpayment_relief (gmina, overpayment, decided_on)
        """,
    ),
    (
        "overpayment_enforcement",
        "SELECT, INSERT",
        """
        CREATE TABLE overpayment_enforcement (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            overpayment uuid NOT NULL,
            act         text COLLATE "C" NOT NULL
                        CHECK (act IN ('reminder_issued', 'reminder_delivered', 'title_issued', 'measure_notified', 'ended')),
            day         date NOT NULL,
            number      text,
            organ       text,
            cost        bigint CHECK (cost >= 0),
            principal   bigint NOT NULL,
            interest    bigint NOT NULL,
            recorded_by text NOT NULL,
            recorded_on date NOT NULL,
            CONSTRAINT overpayment_enforcement_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT overpayment_enforcement_of_fkey FOREIGN KEY (gmina, overpayment) REFERENCES overpayment (gmina, id)
        );
        CREATE INDEX overpayment_enforcement_of_idx ON overpayment_enforcement (gmina, overpayment, day)
        """,
    ),
)
_APPEND_ONLY = ("overpayment_movement", "overpayment_entry", "overpayment_relief", "overpayment_enforcement")


def upgrade(execute: Execute, runtime: str) -> None:
    for table, grants, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants=grants)
    for table in _APPEND_ONLY:
        append_only(execute, table)
    # A negative row is the counter-entry of a reversal that was written in error; rows are never deleted.
    execute(
        "ALTER TABLE payment_reversal DROP CONSTRAINT payment_reversal_amount_check, "
        "ADD CONSTRAINT payment_reversal_moves_money CHECK (amount <> 0)"
    )


def downgrade(execute: Execute) -> None:
    execute(
        "ALTER TABLE payment_reversal DROP CONSTRAINT payment_reversal_moves_money, "
        "ADD CONSTRAINT payment_reversal_amount_check CHECK (amount > 0) NOT VALID"
    )
    for table, _, _ in reversed(_TABLES):
        if table in _APPEND_ONLY:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")
