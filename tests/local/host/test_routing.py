"""ASP.NET route templates choose the same function as ASP.NET would."""

import pytest

from local.host.bindings import Binding, Function
from local.host.errors import HostError
from local.host.routing import Router


def _router(*routes: tuple[str, str, list[str] | None], prefix: str = "api") -> Router:
    functions = [
        Function(
            name,
            name,
            "function_app.py",
            Binding("httpTrigger", "req", {"route": route, "methods": methods}),
            (),
        )
        for name, route, methods in routes
    ]
    return Router(functions, prefix)


def _find(router: Router, path: str, method: str = "GET") -> tuple[str, dict[str, str]] | None:
    found = router.find(method, path)
    return (found[0].name, found[1]) if found else None


@pytest.mark.parametrize(
    ("template", "path", "parameters"),
    [
        ("recordings", "/api/recordings", {}),
        ("recordings", "/API/Recordings/", {}),
        ("recordings/{id}", "/api/recordings/7", {"id": "7"}),
        ("recordings/{id}", "/api/recordings", None),
        ("recordings/{id}", "/api/recordings/7/8", None),
        ("recordings/{id}", "/api/recordings/a%2Fb", {"id": "a%2Fb"}),
        ("recordings/{id}", "/api/recordings/%C3%A9%20x", {"id": "é x"}),
        ("recordings/{id?}", "/api/recordings", {}),
        ("recordings/{id?}", "/api/recordings/7", {"id": "7"}),
        ("web/{*rest}", "/api/web/a/b.js", {"rest": "a/b.js"}),
        ("web/{*rest}", "/api/web/", {}),
        ("web/{**rest}", "/api/web/a/b", {"rest": "a/b"}),
        ("webs/{*rest}", "/api/web", None),
        ("{name}.{ext}", "/api/a.b.wav", {"name": "a.b", "ext": "wav"}),
        ("n/{id:int}", "/api/n/-12", {"id": "-12"}),
        ("n/{id:int}", "/api/n/1x", None),
        (
            "n/{id:guid}",
            "/api/n/0AF76519-16cd-43dd-8448-eb211c80319c",
            {"id": "0AF76519-16cd-43dd-8448-eb211c80319c"},
        ),
        ("a.b", "/api/axb", None),
    ],
)
def test_template(template: str, path: str, parameters: dict[str, str] | None) -> None:
    found = _find(_router(("only", template, None)), path)
    assert found == (None if parameters is None else ("only", parameters))


def test_more_specific_templates_win_whatever_their_order_and_names() -> None:
    router = _router(
        ("a", "{*all}", None),
        ("b", "items/{id}", None),
        ("c", "items/{id:int}", None),
        ("d", "items/recent", None),
        ("e", "items/x-{id}", None),
    )
    paths = ["/api/items/recent", "/api/items/5", "/api/items/x-1", "/api/items/other", "/api/else/where"]
    assert [(_find(router, path) or ("",))[0] for path in paths] == ["d", "c", "e", "b", "a"]


def test_methods_choose_between_functions_of_one_route() -> None:
    router = _router(("read", "items", ["GET"]), ("write", "items", ["post", "PUT"]), ("any", "all", None))
    assert _find(router, "/api/items") == ("read", {})
    assert _find(router, "/api/items", "PUT") == ("write", {})
    assert _find(router, "/api/items", "DELETE") is None
    assert _find(router, "/api/all", "PATCH") == ("any", {})


def test_empty_prefix_and_a_function_at_the_root() -> None:
    router = _router(("page", "{*path}", None), prefix="")
    assert _find(router, "/") == ("page", {})
    assert _find(router, "/styles/main.css") == ("page", {"path": "styles/main.css"})
    assert _find(router, "/admin/anything") is None


def test_function_without_a_route_has_its_name() -> None:
    assert _find(_router(("hello", "", None)), "/api/hello") == ("hello", {})


def test_names_that_azure_would_ask_first_are_told() -> None:
    disagreeing = _router(("one", "items/{id}", ["GET"]), ("two", "items/recent", ["GET"]))
    assert disagreeing.ambiguities() == [("two", "one")]
    agreeing = _router(("two", "items/{id}", ["GET"]), ("one", "items/recent", ["GET"]))
    assert agreeing.ambiguities() == []
    apart = _router(("one", "items/{id}", ["GET"]), ("two", "items/recent", ["POST"]))
    assert apart.ambiguities() == []


@pytest.mark.parametrize("template", ["a/{id:regex}", "a/{id=5}", "a/{", "{id}/{id}"])
def test_template_that_is_not_understood_names_its_function(template: str) -> None:
    with pytest.raises(HostError, match="route of function 'odd'"):
        _router(("odd", template, None))
