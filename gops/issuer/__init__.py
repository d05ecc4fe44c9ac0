"""The issuer of the embedded mode: it signs access tokens for demo users and for the services of one machine.

Never for production: it knows passwords in clear, and refuses to start without GOPS_EMBEDDED=1. A real installation
names its own OpenID provider in the settings (docs/operations.md).
"""

from gops.issuer.accounts import Accounts, Client, Person
from gops.issuer.app import Issuer, NotEmbedded, SigningKey, create, create_issuer, prepare

__all__ = ["Accounts", "Client", "Issuer", "NotEmbedded", "Person", "SigningKey", "create", "create_issuer", "prepare"]
