"""Event log and its head, idempotency keys, audit entries and their seals."""

from kit.tenancy import Execute, append_only, open_to_lists, protect, unprotect_append_only


def upgrade(execute: Execute, runtime: str) -> None:
    _event_log(execute, runtime)
    _idempotency(execute, runtime)
    _audit(execute, runtime)


def downgrade(execute: Execute) -> None:
    execute("DROP TABLE audit_sealed")
    for table in ("audit_seal", "audit_entry"):
        unprotect_append_only(execute, table)
    execute("DROP TABLE idempotency_key")
    execute("DROP TABLE event_head")
    execute("DROP FUNCTION event_head_moves_forward()")
    unprotect_append_only(execute, "event_log")


def _event_log(execute: Execute, runtime: str) -> None:
    execute(
        """
        CREATE TABLE event_log (
            gmina    text COLLATE "C" NOT NULL CHECK (gmina ~ '^[0-9]{6}$'),
            sequence bigint NOT NULL CHECK (sequence > 0),
            time     timestamptz NOT NULL,
            subject  uuid NOT NULL,
            item     text COLLATE "C" NOT NULL,
            CONSTRAINT event_log_pkey PRIMARY KEY (gmina, sequence)
        )
        """
    )
    execute("CREATE INDEX event_log_subject_idx ON event_log (gmina, subject)")
    protect(execute, "event_log", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "event_log")
    execute(
        """
        CREATE TABLE event_head (
            gmina    text COLLATE "C" NOT NULL CHECK (gmina ~ '^[0-9]{6}$'),
            sequence bigint NOT NULL CHECK (sequence >= 0),
            time     timestamptz NOT NULL,
            digest   bytea NOT NULL CHECK (octet_length(digest) = 32),
            CONSTRAINT event_head_pkey PRIMARY KEY (gmina)
        ) WITH (fillfactor = 50)
        """
    )
    protect(execute, "event_head", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    open_to_lists(execute, "event_head")
    execute(
        """
        CREATE FUNCTION event_head_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'UPDATE' OR NEW.gmina <> OLD.gmina OR NEW.sequence < OLD.sequence OR NEW.time < OLD.time THEN
                RAISE EXCEPTION 'the head of a log only moves forward' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    execute(
        "CREATE TRIGGER event_head_forward BEFORE UPDATE OR DELETE ON event_head "
        "FOR EACH ROW EXECUTE FUNCTION event_head_moves_forward()"
    )
    execute(
        "CREATE TRIGGER event_head_no_truncate BEFORE TRUNCATE ON event_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION event_head_moves_forward()"
    )


def _idempotency(execute: Execute, runtime: str) -> None:
    execute(
        """
        CREATE TABLE idempotency_key (
            gmina      text COLLATE "C" NOT NULL,
            client     text COLLATE "C" NOT NULL,
            key        text COLLATE "C" NOT NULL,
            request    bytea NOT NULL CHECK (octet_length(request) = 32),
            answer     jsonb,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT idempotency_key_pkey PRIMARY KEY (gmina, client, key)
        )
        """
    )
    execute("CREATE INDEX idempotency_key_age_idx ON idempotency_key (gmina, created_at)")
    protect(execute, "idempotency_key", runtime=runtime)


def _audit(execute: Execute, runtime: str) -> None:
    execute(
        """
        CREATE TABLE audit_entry (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            at          timestamptz NOT NULL DEFAULT clock_timestamp(),
            who         text NOT NULL,
            roles       text[] NOT NULL,
            action      text NOT NULL,
            subject     text NOT NULL,
            subject_id  uuid,
            legal_basis text,
            request_id  text,
            before_hash bytea,
            after_hash  bytea,
            CONSTRAINT audit_entry_pkey PRIMARY KEY (gmina, id)
        )
        """
    )
    execute("CREATE INDEX audit_entry_subject_idx ON audit_entry (gmina, subject_id, at)")
    protect(execute, "audit_entry", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "audit_entry")
    execute(
        """
        CREATE TABLE audit_seal (
            gmina     text COLLATE "C" NOT NULL,
            number    bigint NOT NULL CHECK (number > 0),
            sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            entries   integer NOT NULL CHECK (entries > 0),
            digest    bytea NOT NULL CHECK (octet_length(digest) = 32),
            CONSTRAINT audit_seal_pkey PRIMARY KEY (gmina, number)
        )
        """
    )
    protect(execute, "audit_seal", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "audit_seal")
    execute(
        """
        CREATE TABLE audit_sealed (
            gmina    text COLLATE "C" NOT NULL,
            entry_id uuid NOT NULL,
            number   bigint NOT NULL,
            place    integer NOT NULL,
            CONSTRAINT audit_sealed_pkey PRIMARY KEY (gmina, entry_id),
            CONSTRAINT audit_sealed_entry_fkey FOREIGN KEY (gmina, entry_id) REFERENCES audit_entry (gmina, id),
            CONSTRAINT audit_sealed_seal_fkey FOREIGN KEY (gmina, number) REFERENCES audit_seal (gmina, number)
        )
        """
    )
    protect(execute, "audit_sealed", runtime=runtime, grants="SELECT, INSERT")
