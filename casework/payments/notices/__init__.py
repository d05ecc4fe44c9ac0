"""Notices about payments that somebody has to look into: money that was not collected for two months."""
