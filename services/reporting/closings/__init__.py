"""Closed periods: positions of every log, so that a sent figure can be shown again exactly."""
