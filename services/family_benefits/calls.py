"""Calls for completion of family benefits: terms of the act itself (u.ś.r. art. 24a)."""

from casework.terms.calls import SectorCalls

CALLS = SectorCalls("usr_call_correct_form", "usr_call_missing_documents_min", "usr_call_missing_documents_max")
