"""The explorer (查询台): a page on which an official tries queries by hand, without any outside address."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

PACKAGE = "graphene_django_graphiql_static"
OWN = {
    "explorer.js": "text/javascript",
    "explorer.css": "text/css",
    "examples.graphql": "text/plain",
}
PACKAGED = {
    "graphiql.min.js": "text/javascript",
    "graphiql.min.css": "text/css",
    "react.production.min.js": "text/javascript",
    "react-dom.production.min.js": "text/javascript",
}
HERE = Path(__file__).with_name("explorer_page")

# Inline style: dialogs of GraphiQL insert a style element that locks the scrolling; nothing else needs it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


def packaged_folder() -> Path | None:
    """Where the packaged GraphiQL lies; None when requirements/demo.txt is not installed. Nothing of it is imported."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "static" / PACKAGE


def explorer_routes(packaged: Path | None) -> Sequence[BaseRoute]:
    """The page and the few files that it names; none of them without the package."""
    if packaged is None:
        return ()
    files = {name: HERE / name for name in OWN} | {name: packaged / name for name in PACKAGED}

    async def page(_request: Request) -> Response:
        return _sent(HERE / "explorer.html", "text/html")

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files:
            return Response("Not Found", 404, media_type="text/plain")
        return _sent(files[name], (OWN | PACKAGED)[name])

    return (
        Route("/explorer", page, methods=["GET"]),
        Route("/explorer/{name}", file, methods=["GET"]),
    )


def _sent(path: Path, media_type: str) -> Response:
    return FileResponse(path, headers=HEADERS, media_type=f"{media_type}; charset=utf-8")
