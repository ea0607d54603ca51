"""Access tokens as the vault wants them. They are not signed by anybody, and nothing checks that."""

import time

import jwt

from local.demo import FIRM

LIFETIME_SECONDS = 24 * 3600
_IDENTITY = "00000000-0000-4000-8000-00000000000a"
_KEY = "the stand-in's tokens prove nothing to anybody"


def mint(resource: str) -> tuple[str, int]:
    """Return a token for a resource, and when it ends, in unix seconds."""
    now = int(time.time())
    ends = now + LIFETIME_SECONDS
    claims = {
        "aud": resource,
        "iss": f"https://sts.windows.net/{FIRM}/",
        "iat": now,
        "nbf": now,
        "exp": ends,
        "tid": FIRM,
        # Storage wants to know whom it delegates a key to.
        "oid": _IDENTITY,
    }
    return jwt.encode(claims, _KEY, algorithm="HS256"), ends


def problem(token: str, resource: str) -> str | None:
    """Return what is wrong with a token, if something is: its audience, its time, or that it is none."""
    try:
        jwt.decode(
            token,
            audience=resource,
            options={"verify_signature": False, "verify_aud": True, "verify_exp": True, "require": ["exp"]},
        )
    except jwt.ExpiredSignatureError:
        return "AKV10022: Token is expired."
    except jwt.InvalidAudienceError:
        return "AKV10022: Invalid audience."
    except jwt.InvalidTokenError:
        return "AKV10023: Token is not valid."
    return None
