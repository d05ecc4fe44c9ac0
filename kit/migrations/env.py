"""Runs a service's Alembic history as the owner role: lock timeout, one transaction per migration, one runner at a time."""

from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, pool, text

ADVISORY_LOCK = 7_205_130_941


def configure(service: str, dsn: str) -> Config:
    """The Alembic configuration of `services/<service>/migrations` against a database reached as its owner."""
    config = Config()
    root = Path(__file__).resolve().parents[2]
    config.set_main_option("script_location", str(root / "services" / service / "migrations"))
    config.attributes["dsn"] = dsn
    config.attributes["runtime"] = f"{service}_app"
    return config


def upgrade(service: str, dsn: str, revision: str = "head") -> None:
    """Brings the database to the revision; two runners at once wait for each other."""
    command.upgrade(configure(service, dsn), revision)


def downgrade(service: str, dsn: str, revision: str) -> None:
    """Takes the database back, for tests of the way down."""
    command.downgrade(configure(service, dsn), revision)


def head(service: str) -> str:
    """The newest revision that this code knows."""
    revision = ScriptDirectory.from_config(configure(service, "postgresql://")).get_current_head()
    if revision is None:
        raise LookupError(f"{service} has no migrations")
    return revision


def runtime_role() -> str:
    """The role that the service runs as, inside a migration."""
    runtime: str = context.config.attributes["runtime"]
    return runtime


def run() -> None:
    """What a service's env.py calls."""
    dsn: str = context.config.attributes["dsn"]
    engine = create_engine(dsn.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '10min'"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()
        try:
            context.configure(connection=connection, transaction_per_migration=True, target_metadata=None)
            with context.begin_transaction():
                context.run_migrations()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})
            connection.commit()
    engine.dispose()
