"""Usługi opiekuńcze and specjalistyczne, centres of support and shelters: what whoever is served pays (art. 48a, 50-51c, 97 u.p.s.)."""
