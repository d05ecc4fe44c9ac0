"""Calls for completion of the alimony fund: terms of the regulation on proceedings (Dz.U. 2023 poz. 1341 § 7)."""

from casework.terms.calls import SectorCalls

CALLS = SectorCalls("fa_call_correct_form", "fa_call_missing_documents_min", "fa_call_missing_documents_max")
