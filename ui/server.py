"""The page's web server: it loads the assistant before the first visitor comes, and keeps browsers to itself."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.starlette import App

from corpus.errors import VetError
from corpus.facets import Filters
from ui.checking import answer_health
from ui.components import tilemap
from ui.components.notices import problem
from ui.components.pictures import pictures
from ui.components.suggestions import suggestions
from ui.history import COOKIE, new_token
from ui.sessions import assistant, generation

# Streamlit needs scripts and styles of its own in line, and charts compile theirs. What matters is that whatever may
# get into the page, nothing can be fetched from or sent to anywhere else.
_POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'self';"
    " form-action 'self'; frame-ancestors 'self'"
)

# Pages talk to the server by its WebSocket. Streamlit would also take uploads, of 200 MB each into memory, from whoever
# has a page open. A file of a visitor's own comes, small, by the WebSocket (`ui/components/fileinput.py`).
_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class _Headers:
    """Adds the headers that keep the browser to this server; takes nothing but requests to read."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _METHODS:
            await PlainTextResponse("This page can only be read.", 405)(scope, receive, send)
            return
        is_page = scope["type"] == "http" and scope["method"] == "GET"
        cookies = Headers(scope=scope).get("cookie", "") if is_page else ""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
                if is_page and COOKIE not in cookies:
                    headers.append("Set-Cookie", f"{COOKIE}={new_token()}; Path=/; HttpOnly; SameSite=Lax")
            await send(message)

        await self.inner(scope, receive, with_headers)


def warm_up() -> None:
    """Load what the first answer needs, and find the questions that the opening screen suggests."""
    try:
        shared = assistant()
        if generation():
            shared.ask("What is known about apprenticeships?")
            suggestions(shared, generation(), Filters(), shared.settings.ui.language)
            pictures().warm_up()
            tilemap.warm_up()
    except VetError as error:
        # The page says the same to whoever opens it.
        logging.getLogger(__name__).warning("%s", error)


@asynccontextmanager
async def _started(_: App) -> AsyncIterator[None]:
    Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


def _explain(error: Exception) -> bool:
    if isinstance(error, VetError):
        problem(error)
        return True
    return False


def _to_ask(request: Request) -> RedirectResponse:
    """Lead to the first page, which has no name in its address, whoever gives it the one that the others suggest."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


app = App(
    "app.py",
    lifespan=_started,
    routes=[Route("/health", answer_health), Route("/ask", _to_ask)],
    middleware=[Middleware(_Headers)],
    on_script_error=_explain,
)
