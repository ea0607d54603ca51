"""Every reason for refusing a token, with the code and the sentence that a caller gets.

The sentences are fixed, so nothing of a token can get into one.
"""

from enum import Enum

from core.domain.errors import Unauthenticated


class Refusal(Enum):
    """One reason for refusing a token; `code` is stable."""

    MISSING = "token_missing", "The request carries no access token."
    TOO_LARGE = "token_too_large", "The access token is larger than any that Microsoft Entra ID issues."
    MALFORMED = "token_malformed", "The access token cannot be read as a signed JSON Web Token."
    ALGORITHM = "token_algorithm", "The access token is not signed with RS256."
    KEY = "token_key", "The access token is not signed with a key that Microsoft Entra ID uses for this firm."
    SIGNATURE = "token_signature", "The access token's signature does not fit its content."
    VERSION = "token_version", "The access token is not a version 2.0 token."
    IDENTITY = "token_identity", "The access token does not name its tenant and user by their ids."
    ISSUER = "token_issuer", "The access token was not issued by Microsoft Entra ID for its tenant."
    AUDIENCE = "token_audience", "The access token is meant for another API."
    EXPIRED = "token_expired", "The access token has expired."
    NOT_YET_VALID = "token_not_yet_valid", "The access token is not valid yet."
    SCOPE = "token_scope", "The access token does not give a signed-in user the permission this API needs."
    FIRM = "firm_unknown", "This firm is not one that CaseClock is set up for."

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence

    def error(self) -> Unauthenticated:
        """The error to raise for this reason."""
        return Unauthenticated(self.sentence, code=self.code)
