"""Persons and households, decisions, awards, payment lists and payments, and the register of imports."""

from kit.tenancy import Execute, open_to_lists, protect

_TABLES: tuple[tuple[str, str], ...] = (
    (
        "person",
        """
        CREATE TABLE person (
            gmina          text COLLATE "C" NOT NULL,
            id             uuid NOT NULL,
            pseudonym      text COLLATE "C" NOT NULL CHECK (length(pseudonym) = 43),
            pesel          bytea,
            pesel_index    bytea,
            document       bytea,
            document_index bytea,
            index_kid      text COLLATE "C",
            first_name     text NOT NULL,
            last_name      text NOT NULL,
            sort_key       text COLLATE "C" NOT NULL,
            birth_date     date NOT NULL,
            version        integer NOT NULL DEFAULT 1,
            created_at     timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT person_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT person_pesel_both CHECK ((pesel IS NULL) = (pesel_index IS NULL)),
            CONSTRAINT person_document_both CHECK ((document IS NULL) = (document_index IS NULL))
        );
        CREATE UNIQUE INDEX person_pesel_uidx ON person (gmina, pesel_index) WHERE pesel_index IS NOT NULL;
        CREATE UNIQUE INDEX person_document_uidx ON person (gmina, document_index)
            WHERE document_index IS NOT NULL AND pesel_index IS NULL;
        CREATE INDEX person_sort_idx ON person (gmina, sort_key, id);
        CREATE INDEX person_search_idx ON person (gmina, replace(sort_key, '~', ''))
        """,
    ),
    (
        "household",
        """
        CREATE TABLE household (
            gmina            text COLLATE "C" NOT NULL,
            id               uuid NOT NULL,
            pseudonym        text COLLATE "C" NOT NULL CHECK (length(pseudonym) = 43),
            reference_person uuid NOT NULL,
            kind             text COLLATE "C" NOT NULL,
            version          integer NOT NULL DEFAULT 1,
            created_at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT household_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT household_reference_fkey FOREIGN KEY (gmina, reference_person) REFERENCES person (gmina, id)
        );
        CREATE UNIQUE INDEX household_reference_uidx ON household (gmina, reference_person)
        """,
    ),
    (
        "household_member",
        """
        CREATE TABLE household_member (
            gmina     text COLLATE "C" NOT NULL,
            household uuid NOT NULL,
            person    uuid NOT NULL,
            role      text COLLATE "C" NOT NULL CHECK (role IN ('adult', 'child')),
            since     date NOT NULL,
            until     date,
            CONSTRAINT household_member_pkey PRIMARY KEY (gmina, household, person, since),
            CONSTRAINT household_member_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
            CONSTRAINT household_member_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
        );
        CREATE INDEX household_member_person_idx ON household_member (gmina, person)
        """,
    ),
    (
        "decision",
        """
        CREATE TABLE decision (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            benefit      text COLLATE "C" NOT NULL,
            kind         text COLLATE "C" NOT NULL,
            outcome      text COLLATE "C" NOT NULL,
            state        text COLLATE "C" NOT NULL
                         CHECK (state IN ('prepared', 'approved', 'issued', 'delivered', 'final', 'withdrawn')),
            entitled     uuid NOT NULL,
            recipient    uuid NOT NULL,
            household    uuid,
            on_day       date NOT NULL,
            legal_basis  text NOT NULL,
            reason       text,
            justified    boolean NOT NULL,
            grants       jsonb NOT NULL,
            refusals     jsonb NOT NULL DEFAULT '[]',
            steps        jsonb NOT NULL DEFAULT '[]',
            receipt      jsonb,
            facts        bytea,
            prepared_by  text NOT NULL,
            prepared_on  date NOT NULL,
            approved_by  text,
            approved_on  date,
            issued_by    text,
            issued_on    date,
            delivered_on date,
            final_on     date,
            version      integer NOT NULL DEFAULT 1,
            created_at   timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT decision_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT decision_two_people CHECK (approved_by IS NULL OR approved_by <> prepared_by),
            CONSTRAINT decision_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
            CONSTRAINT decision_recipient_fkey FOREIGN KEY (gmina, recipient) REFERENCES person (gmina, id),
            CONSTRAINT decision_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id)
        );
        CREATE INDEX decision_entitled_idx ON decision (gmina, entitled);
        CREATE INDEX decision_recipient_idx ON decision (gmina, recipient);
        CREATE INDEX decision_prepared_idx ON decision (gmina, prepared_on, id);
        CREATE INDEX decision_delivered_idx ON decision (gmina, final_on) WHERE state = 'delivered'
        """,
    ),
    (
        "award",
        """
        CREATE TABLE award (
            gmina     text COLLATE "C" NOT NULL,
            id        uuid NOT NULL,
            benefit   text COLLATE "C" NOT NULL,
            variant   text COLLATE "C",
            mechanism text COLLATE "C",
            unit      text COLLATE "C" NOT NULL,
            entitled  uuid NOT NULL,
            recipient uuid NOT NULL,
            household uuid,
            decision  uuid,
            origin    text COLLATE "C" NOT NULL CHECK (origin IN ('decision', 'imported')),
            state     text COLLATE "C" NOT NULL CHECK (state IN ('active', 'suspended', 'terminated')),
            since     date NOT NULL,
            until     date,
            reference jsonb,
            version   integer NOT NULL DEFAULT 1,
            CONSTRAINT award_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT award_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),
            CONSTRAINT award_recipient_fkey FOREIGN KEY (gmina, recipient) REFERENCES person (gmina, id),
            CONSTRAINT award_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
            CONSTRAINT award_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE INDEX award_benefit_idx ON award (gmina, benefit, id);
        CREATE INDEX award_entitled_idx ON award (gmina, entitled);
        CREATE INDEX award_recipient_idx ON award (gmina, recipient);
        CREATE INDEX award_decision_idx ON award (gmina, decision) WHERE decision IS NOT NULL
        """,
    ),
    (
        "award_amount",
        """
        CREATE TABLE award_amount (
            gmina  text COLLATE "C" NOT NULL,
            award  uuid NOT NULL,
            since  date NOT NULL,
            until  date,
            amount bigint NOT NULL CHECK (amount >= 0),
            CONSTRAINT award_amount_pkey PRIMARY KEY (gmina, award, since),
            CONSTRAINT award_amount_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
            CONSTRAINT award_amount_months CHECK (until IS NULL OR until >= since)
        )
        """,
    ),
    (
        "payment_list",
        """
        CREATE TABLE payment_list (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            number       text COLLATE "C" NOT NULL,
            kind         text COLLATE "C" NOT NULL CHECK (kind IN ('monthly', 'imported')),
            month        date NOT NULL,
            due_on       date,
            state        text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'approved', 'settled', 'withdrawn')),
            generated_by text NOT NULL,
            approved_by  text,
            approved_on  date,
            settled_on   date,
            import_run   uuid,
            version      integer NOT NULL DEFAULT 1,
            created_at   timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT payment_list_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT payment_list_two_people CHECK (kind = 'imported' OR approved_by IS NULL OR approved_by <> generated_by)
        );
        CREATE UNIQUE INDEX payment_list_number_uidx ON payment_list (gmina, number);
        CREATE INDEX payment_list_month_idx ON payment_list (gmina, month, id)
        """,
    ),
    (
        "payment",
        """
        CREATE TABLE payment (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            list        uuid NOT NULL,
            award       uuid NOT NULL,
            benefit     text COLLATE "C" NOT NULL,
            period      date NOT NULL,
            amount      bigint NOT NULL,
            lines       jsonb NOT NULL,
            quantity    integer NOT NULL DEFAULT 1000,
            state       text COLLATE "C" NOT NULL CHECK (state IN ('planned', 'approved', 'settled', 'returned', 'voided')),
            booked_on   date,
            budget_year smallint,
            void_reason text COLLATE "C",
            version     integer NOT NULL DEFAULT 1,
            CONSTRAINT payment_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT payment_list_fkey FOREIGN KEY (gmina, list) REFERENCES payment_list (gmina, id),
            CONSTRAINT payment_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id)
        );
        CREATE INDEX payment_list_idx ON payment (gmina, list, id);
        CREATE INDEX payment_award_idx ON payment (gmina, award, period)
        """,
    ),
    (
        "payment_reversal",
        """
        CREATE TABLE payment_reversal (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            payment     uuid NOT NULL,
            mode        text COLLATE "C" NOT NULL
                        CHECK (mode IN ('same_year_return', 'same_year_repayment', 'prior_year', 'storno')),
            amount      bigint NOT NULL CHECK (amount > 0),
            lines       jsonb NOT NULL,
            occurred_on date NOT NULL,
            booked_on   date NOT NULL,
            budget_year smallint NOT NULL,
            CONSTRAINT payment_reversal_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT payment_reversal_payment_fkey FOREIGN KEY (gmina, payment) REFERENCES payment (gmina, id)
        );
        CREATE INDEX payment_reversal_payment_idx ON payment_reversal (gmina, payment)
        """,
    ),
    (
        "import_run",
        """
        CREATE TABLE import_run (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            state         text COLLATE "C" NOT NULL
                          CHECK (state IN ('staging', 'checking', 'rejected', 'applying', 'applied')),
            lines         bigint NOT NULL DEFAULT 0,
            bad_lines     bigint NOT NULL DEFAULT 0,
            known_lines   bigint NOT NULL DEFAULT 0,
            applied_lines bigint NOT NULL DEFAULT 0,
            cursor_kind   smallint NOT NULL DEFAULT 1,
            cursor_line   bigint NOT NULL DEFAULT 0,
            started_by    text NOT NULL,
            version       integer NOT NULL DEFAULT 1,
            created_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT import_run_pkey PRIMARY KEY (gmina, id)
        )
        """,
    ),
    (
        "import_line",
        """
        CREATE TABLE import_line (
            gmina     text COLLATE "C" NOT NULL,
            run       uuid NOT NULL,
            kind      smallint NOT NULL,
            line      bigint NOT NULL,
            source_id text COLLATE "C" NOT NULL,
            content   bytea NOT NULL,
            target    uuid NOT NULL,
            ref1      text COLLATE "C",
            ref2      text COLLATE "C",
            ref3      text COLLATE "C",
            benefit   text COLLATE "C",
            since     date,
            until     date,
            amount    bigint,
            booked_on date,
            year      smallint,
            quantity  integer,
            payload   text NOT NULL,
            CONSTRAINT import_line_pkey PRIMARY KEY (gmina, run, kind, line)
        )
        """,
    ),
    (
        "import_error",
        """
        CREATE TABLE import_error (
            gmina   text COLLATE "C" NOT NULL,
            run     uuid NOT NULL,
            line    bigint NOT NULL,
            number  smallint NOT NULL,
            pointer text NOT NULL,
            code    text COLLATE "C" NOT NULL,
            message text NOT NULL,
            CONSTRAINT import_error_pkey PRIMARY KEY (gmina, run, line, number)
        )
        """,
    ),
    (
        "import_record",
        """
        CREATE TABLE import_record (
            gmina     text COLLATE "C" NOT NULL,
            kind      smallint NOT NULL,
            source_id text COLLATE "C" NOT NULL,
            content   bytea NOT NULL CHECK (octet_length(content) = 32),
            target    uuid NOT NULL,
            CONSTRAINT import_record_pkey PRIMARY KEY (gmina, kind, source_id)
        )
        """,
    ),
)


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime)
    # A process that starts looks for imports that another one left unfinished.
    open_to_lists(execute, "import_run")


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        execute(f"DROP TABLE {table}")
