"""Fees for care services."""
