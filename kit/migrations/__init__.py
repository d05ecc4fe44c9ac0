"""Tables of the machinery, made by every service in its own database by its own migrations. A step that has shipped is never edited."""
