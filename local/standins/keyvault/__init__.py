"""A stand-in for the secrets of Azure Key Vault: it forgets them when it ends, and guards none."""
