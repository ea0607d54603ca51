"""A stand-in for Microsoft Entra ID: it signs tokens for anyone who asks, so it protects nothing."""
