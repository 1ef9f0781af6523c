"""Django's ASGI handler with one thread hop a request, instead of one for every middleware."""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import set_script_prefix

from community.core.turns import PeopleFirst

PATIENCE = 0.25  # seconds that a text waits for pages at most


class OneHopHandler(ASGIHandler):
    """Runs a whole request, from the first signal to the last, in one thread of a small pool.

    Every middleware and view of ours is synchronous; Django's own handler would change threads for
    each, and start a thread for every request. The pool's size is also the most database connections
    that pages can want at once. A request whose client goes away is finished all the same.
    """

    def __init__(self, *, threads: int, machine_paths: tuple[str, ...] = ()) -> None:
        """``machine_paths``: what begins like one of these is answered by ``MachineHandler``."""
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self.machines, self.machine_paths = MachineHandler(), machine_paths
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        # A page always finds a thread that no machine has.
        self.turns = PeopleFirst(machines=max(1, threads * 3 // 4), patience=PATIENCE)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        # Each request has a context of its own: the language in force, for one, lives there.
        answer = partial(contextvars.copy_context().run, self.answer, scope, body)
        work = partial(asyncio.get_running_loop().run_in_executor, self.threads, answer)
        if scope["path"].startswith(self.machine_paths):
            async with self.turns.machine():
                response = await work()
        else:
            with self.turns.person():
                response = await work()
        await self.send_response(response, send)

    def answer(self, scope: Any, body: Any) -> Any:
        """Django's steps for one request, in Django's order; returns a response that needs nothing more."""
        with body:
            set_script_prefix(get_script_prefix(scope))
            signals.request_started.send(sender=type(self), scope=scope)
            request, refusal = self.create_request(scope, body)
            response: Any = (
                self._handler_for(request).get_response(request) if request is not None else refusal
            )
            response._handler_class = type(self)
            if response.streaming:
                response = _read_out(response)
            response.close()  # sends request_finished, which gives the database connection back
            return response

    def _handler_for(self, request: Any) -> BaseHandler:
        return self.machines if request.path_info.startswith(self.machine_paths) else self


class MachineHandler(BaseHandler):
    """For addresses that no browser opens: no session, no language, no cookie, no policy for a page.

    What the view is given has a path, fields and headers, and no ``person``. All else that stands before
    a page takes as long as a third of taking in a text.
    """

    def __init__(self) -> None:
        super().__init__()
        nothing: list[Any] = []
        self._view_middleware = self._template_response_middleware = self._exception_middleware = nothing
        view = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        self._middleware_chain = convert_exception_to_response(SecurityMiddleware(view))


def _read_out(stream: Any) -> Any:
    """A stream as a plain response: its file is read here, where its connection is."""
    whole: Any = HttpResponse(b"".join(stream), status=stream.status_code, reason=stream.reason_phrase)
    whole.headers, whole.cookies = stream.headers, stream.cookies
    whole._resource_closers = [stream.close]
    return whole
