"""Connections to a service's own database: one pool, sessions that know their gmina, and the door to COPY."""

from kit.db.database import Database
from kit.db.many import insert_rows, update_rows
from kit.db.sessions import Read, ReadSession, Write, WriteSession, raw

__all__ = ["Database", "Read", "ReadSession", "Write", "WriteSession", "insert_rows", "raw", "update_rows"]
