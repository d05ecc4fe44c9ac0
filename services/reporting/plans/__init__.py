"""The budget plan of a unit and its dated changes."""
