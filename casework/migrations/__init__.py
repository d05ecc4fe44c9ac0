"""Tables of the procedure, made by every benefit service in its own database. A step that has shipped is never edited."""
