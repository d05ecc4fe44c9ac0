"""What the events of casework carry: schemas of every fact and the one way to render them (docs/events.md)."""
