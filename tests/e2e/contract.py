"""Holds every answer against the OpenAPI document the product gives out about itself."""

import re
from functools import cache
from typing import Any

import httpx
from jsonschema import Draft202012Validator, FormatChecker

METHODS = ("get", "post", "put", "patch", "delete")


class ApiContract:
    """The OpenAPI document, as something answers can be checked against."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._templates = {path: re.compile(re.sub(r"{\w+}", "[^/]+", path)) for path in document["paths"]}

    def routes(self) -> list[tuple[str, str]]:
        """Every method and path template."""
        paths = self.document["paths"].items()
        return [(method.upper(), path) for path, item in paths for method in METHODS if method in item]

    async def check(self, response: httpx.Response) -> None:
        """Fail unless the answer is one the document promises; for httpx's event hooks."""
        request = response.request
        operation = self._operation(request.method.lower(), request.url.path)
        if operation is None:
            assert response.status_code == 404, f"{request.method} {request.url.path} is not documented"
            return
        await response.aread()
        where = f"{operation} answered {response.status_code}"
        promised = self._promised(operation, response.status_code)
        assert promised is not None, f"{where}, which is not documented: {response.text}"
        media_type = response.headers["content-type"].partition(";")[0]
        assert media_type in promised, f"{where} as {media_type}, not {list(promised)}"
        problems = [error.message for error in promised[media_type].iter_errors(response.json())]
        assert not problems, f"{where}: {problems}"
        self._check_headers(response)

    def _check_headers(self, response: httpx.Response) -> None:
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
        if response.headers["content-type"].startswith("application/problem+json"):
            assert response.json()["status"] == response.status_code
        elif "etag" in response.headers:
            assert response.headers["etag"] == f'"{response.json()["version"]}"'

    def _operation(self, method: str, path: str) -> tuple[str, str] | None:
        fitting = [name for name, pattern in self._templates.items() if pattern.fullmatch(path)]
        # As in the host, a literal segment beats a parameter.
        for name in sorted(fitting, key=lambda name: name.count("{")):
            if method in self.document["paths"][name]:
                return method, name
        return None

    @cache  # noqa: B019 - one contract lives as long as its stack
    def _promised(self, operation: tuple[str, str], status: int) -> dict[str, Draft202012Validator] | None:
        method, path = operation
        answer = self.document["paths"][path][method]["responses"].get(str(status))
        if answer is None:
            return None
        components = {"components": self.document["components"]}
        return {
            media_type: Draft202012Validator(content["schema"] | components, format_checker=FormatChecker())
            for media_type, content in answer["content"].items()
        }
