"""The event log of a gmina in one service, and its feed: gapless, in commit order, chained (docs/events.md)."""
