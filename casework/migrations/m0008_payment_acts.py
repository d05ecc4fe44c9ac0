"""Ways of payment, the acts of a payment list by different people, deductions and what was not collected."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_WAYS = "'account', 'cash', 'postal', 'in_kind', 'third_party', 'card'"

_TABLES: tuple[tuple[str, str, str], ...] = (
    (
        "payment_way",
        # Rows never change, so there is no UPDATE; DELETE is for the erasure of a person's file.
        "SELECT, INSERT, DELETE",
        f"""
        CREATE TABLE payment_way (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            award         uuid,
            person        uuid,
            way           text COLLATE "C" NOT NULL CHECK (way IN ({_WAYS}, 'as_person')),
            since         date NOT NULL,
            account       bytea,
            account_index bytea,
            index_kid     text COLLATE "C",
            payee         bytea,
            basis         text,
            recorded_by   text NOT NULL,
            recorded_at   timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT payment_way_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT payment_way_of_one CHECK (num_nonnulls(award, person) = 1),
            CONSTRAINT payment_way_account_both CHECK ((account IS NULL) = (account_index IS NULL)),
            CONSTRAINT payment_way_account_given CHECK (way <> 'account' OR account IS NOT NULL),
            CONSTRAINT payment_way_as_person CHECK (way <> 'as_person' OR award IS NOT NULL),
            CONSTRAINT payment_way_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
            CONSTRAINT payment_way_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
        );
        CREATE INDEX payment_way_award_idx ON payment_way (gmina, award, since) WHERE award IS NOT NULL;
        CREATE INDEX payment_way_person_idx ON payment_way (gmina, person, since) WHERE person IS NOT NULL;
        CREATE INDEX payment_way_account_idx ON payment_way (gmina, account_index) WHERE account_index IS NOT NULL
        """,
    ),
    (
        "payment_circuit",
        "SELECT, INSERT",
        """
        CREATE TABLE payment_circuit (
            gmina   text COLLATE "C" NOT NULL,
            id      uuid NOT NULL,
            since   date NOT NULL,
            circuit text COLLATE "C" NOT NULL CHECK (circuit IN ('simple', 'full')),
            set_by  text NOT NULL,
            set_on  date NOT NULL,
            CONSTRAINT payment_circuit_pkey PRIMARY KEY (gmina, id)
        );
        CREATE UNIQUE INDEX payment_circuit_since_uidx ON payment_circuit (gmina, since)
        """,
    ),
    (
        "payment_list_act",
        "SELECT, INSERT",
        """
        CREATE TABLE payment_list_act (
            gmina    text COLLATE "C" NOT NULL,
            list     uuid NOT NULL,
            number   integer NOT NULL,
            act      text COLLATE "C" NOT NULL,
            done_by  text NOT NULL,
            done_on  date NOT NULL,
            outcome  text COLLATE "C" NOT NULL,
            reason   text,
            noted_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT payment_list_act_pkey PRIMARY KEY (gmina, list, number),
            CONSTRAINT payment_list_act_list_fkey FOREIGN KEY (gmina, list) REFERENCES payment_list (gmina, id),
            CONSTRAINT payment_list_act_reasoned CHECK (outcome = 'passed' OR reason IS NOT NULL)
        )
        """,
    ),
    (
        "bailiff_claim",
        "SELECT, INSERT, UPDATE, DELETE",
        """
        CREATE TABLE bailiff_claim (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            person      uuid NOT NULL,
            kind        text COLLATE "C" NOT NULL CHECK (kind IN ('alimony', 'other')),
            organ       text NOT NULL,
            organ_sign  text NOT NULL,
            amount      bigint CHECK (amount > 0),
            account     bytea NOT NULL,
            received_on date NOT NULL,
            since       date NOT NULL,
            ended_on    date,
            end_reason  text,
            recorded_by text NOT NULL,
            version     integer NOT NULL DEFAULT 1,
            CONSTRAINT bailiff_claim_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT bailiff_claim_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
        );
        CREATE INDEX bailiff_claim_person_idx ON bailiff_claim (gmina, person, since)
        """,
    ),
    (
        "payment_deduction",
        "SELECT, INSERT, DELETE",
        """
        CREATE TABLE payment_deduction (
            gmina   text COLLATE "C" NOT NULL,
            payment uuid NOT NULL,
            kind    text COLLATE "C" NOT NULL CHECK (kind IN ('overpayment', 'bailiff')),
            claim   uuid NOT NULL,
            amount  bigint NOT NULL CHECK (amount > 0),
            CONSTRAINT payment_deduction_pkey PRIMARY KEY (gmina, payment, kind, claim),
            CONSTRAINT payment_deduction_payment_fkey FOREIGN KEY (gmina, payment) REFERENCES payment (gmina, id)
                ON DELETE CASCADE
        );
        CREATE INDEX payment_deduction_claim_idx ON payment_deduction (gmina, claim)
        """,
    ),
    (
        "payment_notice",
        "SELECT, INSERT, UPDATE, DELETE",
        """
        CREATE TABLE payment_notice (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            kind         text COLLATE "C" NOT NULL CHECK (kind IN ('uncollected')),
            award        uuid NOT NULL,
            first_month  date NOT NULL,
            last_month   date NOT NULL,
            months       integer NOT NULL,
            raised_on    date NOT NULL,
            closed_on    date,
            closed_by    text,
            close_reason text,
            version      integer NOT NULL DEFAULT 1,
            CONSTRAINT payment_notice_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT payment_notice_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id)
        );
        CREATE UNIQUE INDEX payment_notice_open_uidx ON payment_notice (gmina, award, kind) WHERE closed_on IS NULL;
        CREATE INDEX payment_notice_raised_idx ON payment_notice (gmina, raised_on, id)
        """,
    ),
)
_APPEND_ONLY = ("payment_circuit", "payment_list_act")

_STATES = (
    "'draft', 'merit_checked', 'formal_checked', 'controlled', 'refused', 'ordered', 'approved', 'settled', 'withdrawn'"
)
_FIRST_STATES = "'draft', 'approved', 'settled', 'withdrawn'"
_COLUMNS = (
    "ALTER TABLE payment_list ADD COLUMN circuit text COLLATE \"C\" NOT NULL DEFAULT 'simple' "
    "CHECK (circuit IN ('simple', 'full')), ADD COLUMN selection jsonb",
    "ALTER TABLE payment_list DROP CONSTRAINT payment_list_state_check, "
    f"ADD CONSTRAINT payment_list_state_check CHECK (state IN ({_STATES}))",
    f'ALTER TABLE payment ADD COLUMN way text COLLATE "C" CHECK (way IN ({_WAYS})), ADD COLUMN payee uuid, '
    "ADD CONSTRAINT payment_payee_fkey FOREIGN KEY (gmina, payee) REFERENCES payment_way (gmina, id) "
    "ON DELETE SET NULL (payee)",
    "CREATE INDEX payment_payee_idx ON payment (gmina, payee) WHERE payee IS NOT NULL",
    "CREATE INDEX payment_period_idx ON payment (gmina, period, award)",
    'ALTER TABLE payment_reversal ADD COLUMN reason text COLLATE "C"',
)
_NO_COLUMNS = (
    "ALTER TABLE payment_reversal DROP COLUMN reason",
    "DROP INDEX payment_period_idx",
    "ALTER TABLE payment DROP COLUMN way, DROP COLUMN payee",
    "ALTER TABLE payment_list DROP COLUMN circuit, DROP COLUMN selection",
    "ALTER TABLE payment_list DROP CONSTRAINT payment_list_state_check, "
    f"ADD CONSTRAINT payment_list_state_check CHECK (state IN ({_FIRST_STATES}))",
)


def upgrade(execute: Execute, runtime: str) -> None:
    for table, grants, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants=grants)
    for table in _APPEND_ONLY:
        append_only(execute, table)
    for statement in _COLUMNS:
        execute(statement)


def downgrade(execute: Execute) -> None:
    for statement in _NO_COLUMNS:
        execute(statement)
    for table, _, _ in reversed(_TABLES):
        if table in _APPEND_ONLY:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")
