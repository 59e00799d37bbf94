"""A folder of editions -> an application (ASGI) that hands them out, and nothing outside it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pubpipe.catalogue import FRONT
from pubpipe.catalogue.media import media_type

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.staticfiles import StaticFiles
    from starlette.types import ASGIApp

Told = Callable[[str, str, int], None]  # of each request: method, path, status


def application(folder: Path, hosts: Iterable[str], told: Told | None = None) -> ASGIApp:
    """Return what answers ``GET`` and ``HEAD`` for the files of a folder.

    Ranges (RFC 9110, 14), conditional requests (13) and entity tags come from starlette. A copy may be kept, but is
    asked for again (``no-cache``), since a build may change any file. Hidden files, links that lead out of the folder
    and requests for other ``hosts`` than those named (a page elsewhere whose name points here) are refused. ``told``
    hears of each answer.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.responses import PlainTextResponse, RedirectResponse

    files = _files(folder)

    async def answer(request: Request) -> Response:
        path = request.path_params["path"]
        # Behind a file a slash would be the start of other addresses than those that it names.
        if path.endswith("/") or any(part.startswith(".") for part in path.split("/")):
            return _absent()
        if path in ("", FRONT) and not (folder / FRONT).is_file():
            home = _home(folder)
            return RedirectResponse(f"/{home}") if home else _absent()
        response: Response = await files.get_response(path or FRONT, request.scope)
        return response

    def _absent() -> Response:
        return PlainTextResponse("There is nothing here.\n", 404)

    async def absent(_request: Request, _error: Exception) -> Response:
        return _absent()

    app = Starlette(
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[*hosts], www_redirect=False)],
        exception_handlers={404: absent},
    )
    app.add_route("/{path:path}", answer, methods=["GET", "HEAD"])
    return _heard(app, told) if told else app


def _files(folder: Path) -> StaticFiles:
    """What hands out the files of a folder, each as what it is by its name."""
    from starlette.responses import FileResponse
    from starlette.staticfiles import StaticFiles

    class Files(StaticFiles):
        def file_response(self, full_path: Any, *rest: Any, **more: Any) -> Response:  # noqa: ANN401
            response = super().file_response(full_path, *rest, **more)
            if isinstance(response, FileResponse):
                response.headers["Content-Type"] = media_type(os.path.basename(full_path))  # noqa: PTH119
            response.headers["Cache-Control"] = "no-cache"
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response

    return Files(directory=folder)


def _home(folder: Path) -> str:
    """Return the address of what a folder without an index begins with: its only web page, else its catalogue."""
    from urllib.parse import quote

    from pubpipe.catalogue import opds

    pages = sorted(path.name for path in folder.glob("*.html"))
    if len(pages) == 1:
        return quote(pages[0])
    return opds.front(opds.ATOM) if (folder / opds.front(opds.ATOM)).is_file() else ""


def _heard(app: ASGIApp, told: Told) -> ASGIApp:
    async def heard(scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:  # noqa: ANN401
        async def note(message: Any) -> None:  # noqa: ANN401
            if message["type"] == "http.response.start":
                told(scope["method"], scope["path"], message["status"])
            await send(message)

        await app(scope, receive, note if scope["type"] == "http" else send)

    return heard
