"""The OpenAPI document of the whole system as the gateway gives it, without a database: services describe themselves before they open."""
