"""Decisions = awards = payment lists = settlements = the log, for a month; what differs is named."""
