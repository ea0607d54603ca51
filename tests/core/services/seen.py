"""Ports that can be seen through: every call is numbered, and a test may act before and after each."""

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, cast

type Hook = Callable[[int, str, str], Awaitable[None]]

BEFORE = "before"
AFTER = "after"


async def nothing(number: int, name: str, moment: str) -> None:
    """A hook that does nothing."""


class Seen:
    """The calls made so far, in order.

    `hook` runs before and after the effect of each, also of one that ends in an error.
    """

    def __init__(self, hook: Hook = nothing) -> None:
        self.calls: list[str] = []
        self.hook = hook

    def through[T](self, port: T, name: str) -> T:
        """The port, every call of which passes here."""
        return cast("T", _Proxy(port, name, self))

    async def call(self, name: str, made: Callable[[], Awaitable[Any]]) -> Any:
        """One call, with the hook around it."""
        self.calls.append(name)
        number = len(self.calls)
        await self.hook(number, name, BEFORE)
        try:
            return await made()
        finally:
            await self.hook(number, name, AFTER)


class _Proxy:
    def __init__(self, port: Any, name: str, seen: Seen) -> None:
        self._port = port
        self._name = name
        self._seen = seen

    def __getattr__(self, attribute: str) -> Any:
        member = getattr(self._port, attribute)
        if attribute == "of":
            return lambda lawyer: self._seen.through(member(lawyer), self._name)
        if not iscoroutinefunction(member):
            return member

        async def passed(*arguments: Any, **named: Any) -> Any:
            return await self._seen.call(f"{self._name}.{attribute}", lambda: member(*arguments, **named))

        return passed
