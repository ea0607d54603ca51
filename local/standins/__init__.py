"""Stand-ins that speak the wire of the services CaseClock uses; none of them is the real thing."""
