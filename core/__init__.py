"""CaseClock itself: the domain, the use cases and the adapters, free of any trigger."""
