"""Terms of calls for completion as data of the acts: each act's YAML says its own (`calls`), or whose apply accordingly.

An act that says nothing leaves its benefits to the code of administrative procedure (art. 64 § 2).
"""

from collections.abc import Iterable, Mapping

from casework.terms.calls import SectorCalls
from kit.law import BadLaw, Document

_OWN = frozenset({"form", "documents_least", "documents_most"})
_OTHERS = frozenset({"as", "article"})


def read_calls(documents: Iterable[Document]) -> Mapping[str, SectorCalls]:
    """The terms by the folder of the act. Raises BadLaw: an unknown member, one act twice, or another act that has none of its own."""
    own: dict[str, SectorCalls] = {}
    borrowed: dict[str, str] = {}
    for document in documents:
        told = document.content.get("calls")
        if told is None:
            continue
        if document.act in own or document.act in borrowed:
            raise BadLaw(f"{document.path.name}: calls of {document.act} given twice")
        if set(told) == _OWN:
            own[document.act] = SectorCalls(**told)
        elif _OTHERS <= set(told) <= _OTHERS | {"confidence"}:
            borrowed[document.act] = str(told["as"])
        else:
            raise BadLaw(f"{document.path.name}: not terms of calls")
    unknown = sorted(set(borrowed.values()) - own.keys())
    if unknown:
        raise BadLaw(f"calls as of {unknown}, which has none")
    return {**own, **{act: own[other] for act, other in borrowed.items()}}
