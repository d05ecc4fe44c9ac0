"""`python -m gops`."""

from gops.cli import app

app()
