"""Who saw or did what (GDPR art. 30 and 32; metryka sprawy, KPA art. 66a).

Entries are appended in the transaction of the act and without a lock: a chain built at insert would queue every audited read. A
sealer chains what has been appended since, in batches; a seal covers the entries' texts and the seal before.
"""

from kit.audit.entries import Audit, Auditor, auditor
from kit.audit.sealing import SealBroken, audit_sealer, check_seals, seal

__all__ = ["Audit", "Auditor", "SealBroken", "audit_sealer", "auditor", "check_seals", "seal"]
