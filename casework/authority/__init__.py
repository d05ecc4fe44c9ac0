"""Who may decide, prepare and see: staff, authorisations, deputies, exclusions (KPA art. 24-27), restricted matters, roles by operation."""
