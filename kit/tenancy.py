"""Row-level security for migrations: what makes a table belong to its gmina (architecture, invariant 9).

Used in migrations only. The runtime role never owns a table and is bound by FORCE ROW LEVEL SECURITY like everybody else; a forgotten
WHERE then returns this gmina's rows at worst.
"""

from collections.abc import Callable

Execute = Callable[[str], object]

# The only tables without a gmina: the migration's own mark and reference data that is the same for everybody.
EXEMPT = frozenset({"alembic_version", "classification", "funding_source"})

_TENANT = "gmina = (SELECT nullif(current_setting('app.gmina', true), ''))"
# An array from an init-plan, so that an index on gmina serves it; IN (SELECT unnest …) would read every row.
_TENANTS = "gmina = ANY ((SELECT string_to_array(nullif(current_setting('app.gminas', true), ''), ','))::text[])"


def protect(execute: Execute, table: str, *, runtime: str, grants: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Puts a table under its tenant's policy and gives the runtime role what it needs of it, no more."""
    execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    # The sub-select makes the setting an init-plan, evaluated once per statement and not per row.
    execute(f"CREATE POLICY tenant ON {table} USING ({_TENANT}) WITH CHECK ({_TENANT})")
    execute(f"GRANT {grants} ON {table} TO {runtime}")


def open_to_lists(execute: Execute, table: str, *, update: bool = False) -> None:
    """The second policy: rows of a list of gminas, for the feeds of all logs, lease picking and regional sums."""
    execute(f"CREATE POLICY tenants ON {table} FOR SELECT USING ({_TENANTS})")
    if update:
        execute(f"CREATE POLICY tenants_update ON {table} FOR UPDATE USING ({_TENANTS}) WITH CHECK ({_TENANTS})")


def append_only(execute: Execute, table: str) -> None:
    """Refuses UPDATE, DELETE and TRUNCATE to everybody, the owner of the table included."""
    execute(
        f"""
        CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table} is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()"
    )
    execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )


def unprotect_append_only(execute: Execute, table: str) -> None:
    """The way down, for the migration that drops the table."""
    execute(f"DROP TABLE {table}")
    execute(f"DROP FUNCTION {table}_is_append_only()")
