"""Alembic's door to this service's history; how it runs is in kit/migrations/env.py."""

from kit.migrations.env import run

run()
