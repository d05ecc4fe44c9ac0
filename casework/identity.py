"""Which number stands for a person (events.md, Who is counted): the PESEL, without it a document, without both a stored random id."""

from uuid import UUID


def person_identity(pesel: str | None, document: tuple[str, str] | None, fallback: UUID) -> str:
    """The text that a person's pseudonym is made over.

    document: type and number. fallback: the person's own id, random and stored, for whoever has neither. The three kinds cannot
    meet: a PESEL is eleven digits, the others carry their kind.
    """
    if pesel is not None:
        return pesel
    if document is not None:
        kind, number = document
        return f"document|{kind}|{''.join(number.split()).upper()}"
    return f"person|{fallback}"
