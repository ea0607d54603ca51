"""Speed as ratios: what CaseClock takes against the least that the same work can take in the same run."""
