"""The page on which a lawyer approves or declines what the app asks for."""

from collections.abc import Iterable, Mapping
from html import escape

from local.standins.clio.records import User
from local.standins.clio.switches import Permissions

_STYLE = """
  body { font: 1rem/1.5 sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem }
  h1 { background: #b00020; color: #fff; padding: 1rem; font-size: 1.2rem }
  button { font: inherit; padding: .5rem 1.5rem; margin-right: 1rem }
"""
_FRAME = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>STAND-IN, not Clio</title><style>{style}</style>
<h1>This is a STAND-IN. It is NOT Clio.</h1>
{inside}</html>
"""


def _framed(inside: str) -> str:
    return _FRAME.format(style=_STYLE, inside=inside)


DECLINED = _framed("<p>The app was not given access. You can close this page.</p>")


def refusal_page(message: str) -> str:
    """Return the page of a request that cannot be sent back to the app."""
    return _framed(f"<p>An error has occurred: {escape(message)}</p>")


def consent_page(app: str, asks: Permissions, users: Iterable[User], asked: Mapping[str, str]) -> str:
    """Return the form; it says who asks for what, and lets the reader sign in as anyone of the firm."""
    wanted = "".join(
        f"<li>{escape(name)}: {escape(access)}</li>"
        for name, access in asks.model_dump().items()
        if access != "none"
    )
    people = "".join(f'<option value="{user.id}">{escape(user.name)}</option>' for user in users)
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in asked.items()
    )
    return _framed(f"""<p><strong>{escape(app)}</strong> asks for access to your Clio account:</p>
<ul>{wanted}</ul>
<form method="post" action="/oauth/authorize">{kept}
<p><label>Signed in as <select name="user">{people}</select></label></p>
<p><button name="decision" value="approve">Allow access</button>
<button name="decision" value="decline">Decline</button></p>
</form>""")
