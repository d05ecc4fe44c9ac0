"""Mass recalculations: the operation, one row for each chain of acts that it looked at, and what it costs by month and budget line."""

from kit.tenancy import Execute, protect

_TABLES: tuple[tuple[str, str], ...] = (
    (
        "recalculation",
        """
        CREATE TABLE recalculation (
            gmina          text COLLATE "C" NOT NULL,
            id             uuid NOT NULL,
            benefit        text COLLATE "C" NOT NULL,
            on_day         date NOT NULL,
            effective_from date NOT NULL,
            until          date NOT NULL,
            ground         text COLLATE "C" NOT NULL,
            article        text NOT NULL,
            reason         text NOT NULL,
            state          text COLLATE "C" NOT NULL,
            cursor         uuid,
            started_by     text NOT NULL,
            started_on     date NOT NULL,
            drafted_by     text,
            drafted_on     date,
            approved_by    text,
            approved_on    date,
            issued_by      text,
            issued_on      date,
            version        integer NOT NULL DEFAULT 1,
            created_at     timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT recalculation_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT recalculation_two_people CHECK (approved_by IS NULL OR approved_by <> drafted_by)
        )
        """,
    ),
    (
        "recalculation_item",
        """
        CREATE TABLE recalculation_item (
            gmina         text COLLATE "C" NOT NULL,
            recalculation uuid NOT NULL,
            root          uuid NOT NULL,
            older         uuid NOT NULL,
            facts_from    uuid,
            decision      uuid,
            state         text COLLATE "C" NOT NULL,
            code          text COLLATE "C",
            kind          text COLLATE "C",
            difference    bigint NOT NULL DEFAULT 0,
            grants        jsonb,
            refusals      jsonb,
            steps         jsonb,
            receipt       jsonb,
            plan          jsonb,
            CONSTRAINT recalculation_item_pkey PRIMARY KEY (gmina, recalculation, root),
            CONSTRAINT recalculation_item_operation_fkey FOREIGN KEY (gmina, recalculation) REFERENCES recalculation (gmina, id)
        );
        CREATE INDEX recalculation_item_state_idx ON recalculation_item (gmina, recalculation, state, root)
        """,
    ),
    (
        "recalculation_cost",
        """
        CREATE TABLE recalculation_cost (
            gmina         text COLLATE "C" NOT NULL,
            recalculation uuid NOT NULL,
            month         date NOT NULL,
            benefit       text COLLATE "C" NOT NULL,
            dzial         text COLLATE "C" NOT NULL,
            rozdzial      text COLLATE "C" NOT NULL,
            paragraf      text COLLATE "C" NOT NULL,
            task          text COLLATE "C" NOT NULL,
            source        text COLLATE "C" NOT NULL,
            amount        bigint NOT NULL,
            CONSTRAINT recalculation_cost_pkey
                PRIMARY KEY (gmina, recalculation, month, benefit, dzial, rozdzial, paragraf, task, source),
            CONSTRAINT recalculation_cost_operation_fkey FOREIGN KEY (gmina, recalculation) REFERENCES recalculation (gmina, id)
        )
        """,
    ),
)


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime)


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        execute(f"DROP TABLE {table}")
