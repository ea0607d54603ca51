"""What CaseClock is about, as pure values and rules: no I/O and no SDK."""
