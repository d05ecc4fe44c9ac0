"""The logs that reporting follows: pulling with leases, refusing a gap or a broken chain, saying so."""
