"""How long a service says that its log is, compared with what was read of it."""

from dataclasses import dataclass

from kit.feed.verify import Place


@dataclass(frozen=True, slots=True)
class Head:
    """The last place of a log and its digest, in hex."""

    sequence: int
    digest: str


EMPTY = Head(0, bytes(32).hex())


def fault(head: Head, place: Place) -> tuple[str, str] | None:
    """State and reason when this log is not the one that was read until `place`: shorter (an older backup), or as long with another end.

    A log that is longer shows it with its next page, whose digests must follow.
    """
    if head.sequence < place.sequence:
        return "stopped_behind", f"its log ends at {head.sequence}"
    if head.sequence == place.sequence and head.digest != place.digest.hex():
        return "stopped_chain", f"at {place.sequence}: its log has another digest there"
    return None
