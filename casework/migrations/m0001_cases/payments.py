"""Payment lists, their payments and what came back of them."""

TABLES: tuple[tuple[str, str], ...] = (
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
)
