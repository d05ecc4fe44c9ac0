"""One door to the four services: who are you, which service, within which limits. No business logic and no
database; nginx or Envoy could stand here instead, because every service checks tokens and gminas itself.
"""
