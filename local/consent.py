"""A lawyer's browser at the stand-in for Clio: signs in, allows access, and is sent back."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx


class ConsentError(Exception):
    """The browser was not sent back; the message is one sentence."""


async def consent(address: str, name: str, decision: str = "approve") -> dict[str, str]:
    """What the browser comes back with after somebody of that name has decided: code and state.

    Raises ConsentError.
    """
    async with httpx.AsyncClient(trust_env=False, timeout=30) as browser:
        page = await browser.get(address)
        form = _Form(page.text)
        if page.is_error or name not in form.people:
            raise ConsentError(f"Clio shows no form on which {name} could allow access.")
        said = form.fields | {"user": form.people[name], "decision": decision}
        answer = await browser.post(urljoin(address, form.action), data=said)
    if not answer.has_redirect_location:
        raise ConsentError("Clio sent the browser nowhere.")
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


class _Form(HTMLParser):
    """The one form of a page: where it goes, its hidden fields, and who can be chosen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self._value: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form, a hidden field, or a person to come."""
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self.action = given.get("action", "")
            case "input" if given.get("type") == "hidden":
                self.fields[given["name"]] = given.get("value", "")
            case "option":
                self._value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        """Note a person's name."""
        if self._value is not None:
            self.people[data.strip()] = self._value
            self._value = None
