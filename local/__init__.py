"""Everything Azure gives CaseClock, on one machine."""
