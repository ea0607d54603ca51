"""Azure Key Vault: where the tokens of Clio and the secret of our app there are kept."""

from core.adapters.key_vault.tokens import KeyVaultTokens
from core.adapters.key_vault.vault import KeyVault

__all__ = ["KeyVault", "KeyVaultTokens"]
