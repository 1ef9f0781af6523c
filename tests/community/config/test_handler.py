"""One thread hop a request, and nothing of Django's order lost."""

import asyncio
import threading

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core import signals
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path
from django.utils import translation

from community.config.handler import OneHopHandler

together = threading.Barrier(3, timeout=10)


def hello(request):
    """Who answered, in which language; posted words come back."""
    before = translation.get_language()
    translation.activate(request.GET.get("language", "en"))
    return HttpResponse(f"{before} {threading.current_thread().name} ".encode() + request.body)


def meet(_request):
    """Answers only when three requests are here at once."""
    together.wait()
    return HttpResponse("met")


def read(_request):
    return FileResponse(ContentFile(b"x" * 200_000, name="long.txt"))


def stream(_request):
    return StreamingHttpResponse(iter([b"one ", b"two"]), status=202)


def fail(_request):
    raise RuntimeError("no")


def sorry(_request):
    return HttpResponse("sorry", status=500)


def no_page(_request, exception):
    return HttpResponse("no page", status=404)


handler404, handler500 = no_page, sorry
urlpatterns = [path(f"{view.__name__}/", view) for view in (hello, meet, read, stream, fail)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def ask():
    """``await ask("/hello/")`` returns (status, headers, body) as a server would send them."""
    with override_settings(MIDDLEWARE=["django.middleware.common.CommonMiddleware"]):
        handler = OneHopHandler(threads=3)

    async def call(address, *, method="GET", body=b""):
        where, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": where,
            "raw_path": where.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", b"testserver"), (b"content-length", str(len(body)).encode())],
        }
        server = ApplicationCommunicator(handler, scope)
        await server.send_input({"type": "http.request", "body": body})
        start = await server.receive_output(timeout=10)
        parts, more = [], True
        while more:
            part = await server.receive_output(timeout=10)
            parts.append(part.get("body", b""))
            more = part.get("more_body", False)
        await server.wait()
        return start["status"], dict(start["headers"]), b"".join(parts)

    return call


async def test_a_page_and_a_post(ask):
    status, headers, body = await ask("/hello/", method="POST", body=b"words")
    assert (status, headers[b"Content-Length"]) == (200, str(len(body)).encode())
    assert body.split() == [b"en", b"page_0", b"words"]


async def test_requests_run_at_the_same_time(ask):
    answers = await asyncio.gather(*[ask("/meet/") for _request in range(3)])
    assert [body for _status, _headers, body in answers] == [b"met"] * 3


async def test_one_request_leaves_no_language_to_the_next(ask):
    for _request in range(2):
        assert (await ask("/hello/?language=es"))[2].startswith(b"en ")


async def test_files_and_streams_are_read_out(ask):
    status, headers, body = await ask("/read/")
    assert (status, len(body), headers[b"Content-Length"]) == (200, 200_000, b"200000")
    assert await ask("/stream/") == (202, {b"Content-Type": b"text/html; charset=utf-8"}, b"one two")


async def test_no_page_and_a_page_that_fails(ask, caplog):
    assert (await ask("/nowhere/"))[0] == 404
    assert (await ask("/fail/"))[0] == 500
    assert "RuntimeError: no" in caplog.text


async def test_both_signals_are_sent_in_the_thread_of_the_view(ask):
    heard = []

    def started(**_signal):
        heard.append(("started", threading.current_thread().name))

    def finished(**_signal):
        heard.append(("finished", threading.current_thread().name))

    signals.request_started.connect(started)
    signals.request_finished.connect(finished)
    try:
        await ask("/hello/")
    finally:
        signals.request_started.disconnect(started)
        signals.request_finished.disconnect(finished)
    assert heard == [("started", "page_0"), ("finished", "page_0")]


async def test_a_client_that_leaves_before_it_has_asked():
    server = ApplicationCommunicator(
        OneHopHandler(threads=1), {"type": "http", "method": "POST", "path": "/hello/"}
    )
    await server.send_input({"type": "http.disconnect"})
    await server.wait()
    assert server.output_queue.empty()


async def test_machines_pass_no_middleware_of_pages():
    handler = OneHopHandler(threads=1, machine_paths=("/stream/",))

    async def headers_of(address):
        scope = {"type": "http", "method": "GET", "path": address, "query_string": b"", "headers": []}
        scope["headers"] = [(b"host", b"testserver")]
        server = ApplicationCommunicator(handler, scope)
        await server.send_input({"type": "http.request", "body": b""})
        start = await server.receive_output(timeout=10)
        await server.receive_output(timeout=10)
        await server.wait()
        return start["status"], dict(start["headers"])

    assert b"Content-Security-Policy" in (await headers_of("/hello/"))[1]
    status, bare = await headers_of("/stream/")
    assert status == 202
    assert bare.keys() & {b"Content-Security-Policy", b"Content-Language", b"Set-Cookie", b"Vary"} == set()
    assert bare[b"X-Content-Type-Options"] == b"nosniff"
