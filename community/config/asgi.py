"""The process: HTTP by Django, WebSockets by Channels."""

import gc
import os
from typing import Any

# Fewer than the twelve connections of the database pool (config.env), as live boards and their door need up
# to four. Texts have six of them: with four it took 8 % fewer votes a second.
THREADS = 8


def build() -> Any:
    """The ASGI application, with everything loaded that the first request would load."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.config.settings")
    django.setup(set_prefix=False)

    from channels.routing import ProtocolTypeRouter
    from django.conf import settings
    from django.urls import get_resolver

    from community.config.handler import OneHopHandler
    from community.live.routing import websocket

    get_resolver().url_patterns  # noqa: B018  looking imports every view
    pages = OneHopHandler(threads=THREADS, machine_paths=settings.MACHINE_PATHS)
    return ProtocolTypeRouter({"http": pages, "websocket": websocket})


application = build()
# What lives from here to the end is never collected: the collector's long pauses are what a board's
# slowest sockets wait for (200 ms against 65, at the 99th of a hundred).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
