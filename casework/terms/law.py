"""The law of procedure that all services share, read once: k.p.a. and the few acts around it (casework/law/)."""

from functools import cache
from pathlib import Path

from kit.law import Law, read_documents, read_law

LAW_FOLDER = Path(__file__).parents[1] / "law"


@cache
def procedure() -> Law:
    """Dated parameters of the procedure, each with its article and gazette position."""
    return read_law(read_documents(LAW_FOLDER))
