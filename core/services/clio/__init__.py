"""What reaches Clio and what comes from it: the link, the matters, the deliveries."""
